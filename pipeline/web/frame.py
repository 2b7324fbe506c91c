"""The frame of the workbench's pages: its words, its language, where one can go from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from pipeline.pages.languages import LANGUAGES, Language, Words
from pipeline.pages.render import Page, render
from pipeline.pages.safe import plain
from pipeline.web.answers import bench

HERE = Path(__file__).parent
LANGUAGE_COOKIE = "tiaoli-language"


@cache
def own_words() -> Words:
    """The words of the workbench alone."""
    return Words.load(folder=HERE / "words")


def language_of(request: Request) -> Language:
    """The language that was chosen, or else the first of the browser's that we speak."""
    chosen = request.cookies.get(LANGUAGE_COOKIE) or request.app.state.language
    if chosen not in LANGUAGES:
        chosen = next(_wanted(request.headers.get("accept-language", "")), "en")
    return "zh" if chosen == "zh" else "en"


def _wanted(header: str) -> Any:
    """The languages of an Accept-Language header that we speak, the most wanted first."""
    weighed = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag[:2].lower()))
        except ValueError:
            continue
    return (tag for _, _, tag in sorted(weighed) if tag in LANGUAGES)


def framed(
    request: Request, page: Page, template: str, *, status: int = 200, **context: Any
) -> Response:
    """A page, of ours or of the ones that all of Tiaoli shares, in the workbench's frame."""
    framed = replace(
        page,
        template=template,
        language=language_of(request),
        words=page.words.with_phrases(own_words().phrases),
        styles=(*page.styles, "workbench.css"),
        scripts=("workbench.js", *page.scripts),
        context={
            "token": getattr(request.state, "token", ""),
            "inside": getattr(request.state, "session", None) is not None,
            "path": request.url.path,
            "folder": bench(request).folder.root.name or "/",
            "address": address,
            "query": query,
            **page.context,
            **context,
        },
    )
    return HTMLResponse(render(framed, linked="/static", folders=(HERE,)), status)


def show(
    request: Request,
    template: str,
    title: str,
    *,
    scripts: Sequence[str] = (),
    data: Mapping[str, Any] | None = None,
    status: int = 200,
    **context: Any,
) -> Response:
    """A page of the workbench itself."""
    codebook = bench(request).codebook
    types = (*codebook.types, codebook.none)
    page = Page(template, title=title, scripts=scripts, data=data or {}, types=types)
    return framed(request, page, template, status=status, **context)


def address(*parts: str, **query: object) -> str:
    """A path of ours with everything in it quoted.

    >>> address("documents", "计划/一", "drafts", q="5%")
    '/documents/%E8%AE%A1%E5%88%92%2F%E4%B8%80/drafts?q=5%25'
    """
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    said = {name: value for name, value in query.items() if value not in ("", 0, None)}
    return f"{path}?{urlencode(said)}" if said else path


def query(asked: Mapping[str, str], page: int) -> str:
    """What a list was asked for, on another page."""
    return address(**asked, page=page).removeprefix("/").removeprefix("?")


def problem(request: Request, status: int, detail: str) -> Response:
    """What went wrong, as a page for who reads and as JSON for who asked with a script."""
    if request.url.path.startswith(("/api/", "/export/")) or request.method != "GET":
        return JSONResponse({"detail": plain(detail)}, status)
    return show(request, "problem.html", str(status), status=status, code=status, detail=detail)
