"""The routes of the workbench, behind its guard.

GET   /  /search  /documents/ID  …/drafts  …/coding  /compare  /corrections     pages
POST  /api/documents?name=…                                     a file, read at once
PUT   /api/documents/ID/clauses/START/draft | label             an edit, from version `base`
PUT   /api/documents/ID/targets/START-END                       a target's fields
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pipeline.errors import PipelineError
from pipeline.pages.render import STATIC, theme_css
from pipeline.web import answers, downloads, frame, views
from pipeline.web.guard import Doors, Guard
from pipeline.web.revisions import ConflictError
from pipeline.web.workbench import MissingError, Workbench

OWN = Path(__file__).parent / "static"
KINDS = {".css": "text/css", ".js": "text/javascript"}


def create_app(
    workbench: Workbench, doors: Doors, *, largest: int | None = None, language: str = ""
) -> ASGIApp:
    """The workbench as an application. `largest` is how many bytes a file may have."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(workbench.start)
        try:
            yield
        finally:
            await run_in_threadpool(workbench.stop)

    app = Starlette(
        routes=[*PAGES, *ANSWERS],
        lifespan=lifespan,
        exception_handlers={
            MissingError: _missing,
            PipelineError: _refused,
            ConflictError: _conflict,
            HTTPException: _said,
        },
    )
    app.state.workbench, app.state.doors, app.state.language = workbench, doors, language
    app.state.largest = largest or workbench.plan.settings.read.max_bytes
    return Guard(app, doors, app.state.largest)


def static(request: Request) -> Response:
    """A style or script of ours, or of the pages that all of Tiaoli shares; no other file."""
    name = request.path_params["name"]
    if name == "theme.css":
        codebook = request.app.state.workbench.codebook
        return Response(theme_css((*codebook.types, codebook.none)), media_type="text/css")
    for folder in (OWN, STATIC):
        if name in {path.name for path in folder.iterdir() if path.is_file()}:
            kind = KINDS.get(Path(name).suffix, "application/octet-stream")
            return FileResponse(folder / name, media_type=kind)
    return JSONResponse({"detail": f"no file {name}"}, 404)


def _missing(request: Request, error: Exception) -> Response:
    return frame.problem(request, 404, str(error))


def _refused(request: Request, error: Exception) -> Response:
    return frame.problem(request, 422, str(error))


def _said(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return frame.problem(request, status, getattr(error, "detail", ""))


def _conflict(request: Request, error: Exception) -> Response:
    theirs = getattr(error, "theirs", None)
    told = answers.told(theirs) if theirs else {}
    return JSONResponse({"detail": str(error), "theirs": told}, 409)


PAGES = [
    Route("/", views.documents),
    Route("/login", views.login, methods=["GET"]),
    Route("/login", answers.enter, methods=["POST"]),
    Route("/static/{name}", static),
    Route("/search", views.search),
    Route("/compare", views.compare),
    Route("/corrections", views.corrections),
    Route("/documents/{id}", views.reading),
    Route("/documents/{id}/drafts", views.drafts),
    Route("/documents/{id}/coding", views.coding),
    Route("/documents/{id}/record.json", downloads.record),
    Route("/documents/{id}/drafts.{form}", downloads.drafts_file),
    Route("/export/labels.csv", downloads.labels_csv),
    Route("/export/labels.jsonl", downloads.labels_jsonl),
    Route("/export/targets.jsonl", downloads.targets_jsonl),
    Route("/export/memory.tmx", downloads.memory_tmx),
]
_CLAUSE = "/api/documents/{id}/clauses/{start:int}"
ANSWERS = [
    Route("/api/progress", answers.progress),
    Route("/api/look", answers.look, methods=["POST"]),
    Route("/api/documents", answers.upload, methods=["POST"]),
    Route("/api/documents/{id}", answers.document),
    Route("/api/documents/{id}/again", answers.again, methods=["POST"]),
    Route("/api/documents/{id}/drafting", answers.drafting),
    Route("/api/documents/{id}/drafting", answers.draft_all, methods=["POST"]),
    Route("/api/documents/{id}/drafting/stop", answers.stop_drafting, methods=["POST"]),
    Route(f"{_CLAUSE}/suggestions", answers.suggestions),
    Route(f"{_CLAUSE}/checks", answers.checks, methods=["POST"]),
    Route(f"{_CLAUSE}/engine", answers.engine, methods=["POST"]),
    Route(f"{_CLAUSE}/draft", answers.save_draft, methods=["PUT"]),
    Route(f"{_CLAUSE}/label", answers.save_label, methods=["PUT"]),
    Route(f"{_CLAUSE}/target", answers.add_target, methods=["PUT"]),
    Route(
        "/api/documents/{id}/targets/{start:int}-{end:int}", answers.save_target, methods=["PUT"]
    ),
]
