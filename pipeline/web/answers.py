"""What the scripts of the pages ask and save: JSON in, JSON out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from pipeline.document import Check, Reading, Span
from pipeline.export.tokens import storable
from pipeline.pages.safe import plain
from pipeline.web import codings
from pipeline.web.guard import Doors
from pipeline.web.revisions import Revision
from pipeline.web.workbench import Workbench

# A person's name and the English of a clause; more is no name, and no draft.
NAME_LENGTH, DRAFT_LENGTH = 60, 20_000


def bench(request: Request) -> Workbench:
    """The workbench that a request is for."""
    found: Workbench = request.app.state.workbench
    return found


def told(revision: Revision) -> dict[str, Any]:
    """A revision as scripts see it."""
    return {
        "version": revision.version,
        "value": revision.value,
        "author": plain(revision.author),
        "saved": revision.saved,
    }


async def enter(request: Request) -> Response:
    """Open a session for who says the right word."""
    form = await request.form(max_files=0, max_fields=2)
    doors: Doors = request.app.state.doors
    session = await doors.enter(str(form.get("word", "")))
    if session is None:
        return RedirectResponse("/login?wrong=1", 303)
    return doors.give(RedirectResponse("/", 303), session)


def progress(request: Request) -> Response:
    """How far the reading has come."""
    return JSONResponse(bench(request).progress())


def look(request: Request) -> Response:
    """Look through the folder again."""
    bench(request).look()
    return JSONResponse(bench(request).progress())


async def upload(request: Request) -> Response:
    """Take a file, whose bytes are the body, and have it read."""
    name = request.query_params.get("name", "")
    content = await request.body()
    id_ = await run_in_threadpool(bench(request).add, name, content)
    return JSONResponse({"id": id_}, 201)


def document(request: Request) -> Response:
    """What became of a document."""
    found = bench(request).entry(request.path_params["id"])
    said = {name: _plain(value) for name, value in asdict(found).items()}
    return JSONResponse(said | {"reading": found.id in bench(request).readers.busy})


def again(request: Request) -> Response:
    """Have a document that could not be read tried once more."""
    id_ = request.path_params["id"]
    bench(request).entry(id_)
    bench(request).shelf.again(id_)
    bench(request).readers.wake()
    return JSONResponse({"id": id_})


def suggestions(request: Request) -> Response:
    """What the memory has for a clause."""
    chinese = _clause(request)[1]
    found = bench(request).at_desk(lambda desk: desk.suggestions(chinese))
    return JSONResponse([{k: _plain(v) for k, v in asdict(one).items()} for one in found])


async def checks(request: Request) -> Response:
    """The proof of a draft as it is being written, and its terms."""
    english = _words(await _body(request), "english")
    return JSONResponse(await run_in_threadpool(_proved, request, english))


async def engine(request: Request) -> Response:
    """A new draft of a clause by the engine; 422 says what is missing."""

    def draft() -> dict[str, Any]:
        chinese = _clause(request)[1]
        return {"english": plain(bench(request).at_desk(lambda desk: desk.draft([chinese]))[0])}

    return JSONResponse(await run_in_threadpool(draft))


def draft_all(request: Request) -> Response:
    """Have every clause drafted that has no English; 422 says what is missing."""
    id_ = request.path_params["id"]
    bench(request).draft_all(id_)
    return JSONResponse(bench(request).drafting.progress(id_))


def drafting(request: Request) -> Response:
    """How far the drafting has come, and what was drafted after so many."""
    said = request.query_params.get("after", "0")
    after = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0
    return JSONResponse(bench(request).drafting.progress(request.path_params["id"], after))


def stop_drafting(request: Request) -> Response:
    """Draft no more of a document."""
    bench(request).drafting.stop(request.path_params["id"])
    return JSONResponse(bench(request).drafting.progress(request.path_params["id"]))


async def save_draft(request: Request) -> Response:
    """Save a draft, to the memory too."""
    said = await _body(request)
    english, base, author = _words(said, "english"), _base(said), _author(said)

    def save() -> dict[str, Any]:
        reading = bench(request).reading(request.path_params["id"])
        clause = bench(request).clause(reading, request.path_params["start"])
        kept = bench(request).at_desk(
            lambda desk: desk.save(reading, clause, english, base=base, author=author)
        )
        return told(kept)

    return JSONResponse(await run_in_threadpool(save))


async def save_label(request: Request) -> Response:
    """Save the task types of a clause."""
    said = await _body(request)
    types = said.get("types")
    if not isinstance(types, list):
        raise HTTPException(422, "types must be a list")

    def save() -> dict[str, Any]:
        reading = bench(request).reading(request.path_params["id"])
        clause = bench(request).clause(reading, request.path_params["start"])
        value = {"types": codings.valid_types(types, bench(request).codebook)}
        hashed = reading.document.sha256
        kept = bench(request).revisions.save(
            "label", hashed, clause.span, value, base=_base(said), author=_author(said)
        )
        return told(kept)

    return JSONResponse(await run_in_threadpool(save))


async def save_target(request: Request) -> Response:
    """Save the fields of a target, or that it is none."""
    said = await _body(request)
    start, end = request.path_params["start"], request.path_params["end"]

    def save() -> dict[str, Any]:
        reading = bench(request).reading(request.path_params["id"])
        span = Span(start, max(start, end))
        if codings.clause_at(reading, span) is None:
            raise HTTPException(422, "these words lie in no one clause")
        return _keep_target(request, reading, span, said)

    return JSONResponse(await run_in_threadpool(save))


async def add_target(request: Request) -> Response:
    """Save a target that the machine did not find, by its words in the clause."""
    said = await _body(request)
    sought = _words(said, "words").strip()

    def save() -> dict[str, Any]:
        reading = bench(request).reading(request.path_params["id"])
        clause = bench(request).clause(reading, request.path_params["start"])
        at = reading.tree.words(clause).find(sought) if sought else -1
        if at < 0:
            raise HTTPException(422, "these words are not in the clause")
        start = clause.span.start + at
        return _keep_target(request, reading, Span(start, start + len(sought)), said)

    return JSONResponse(await run_in_threadpool(save))


def _keep_target(
    request: Request, reading: Reading, span: Span, said: dict[str, Any]
) -> dict[str, Any]:
    fields = said.get("fields")
    if not isinstance(fields, dict):
        raise HTTPException(422, "fields must be an object")
    value = codings.valid_fields(fields)
    if said.get("wrong") is True:
        value |= {"wrong": True}
    kept = bench(request).revisions.save(
        "target",
        reading.document.sha256,
        span,
        value,
        base=_base(said),
        author=_author(said),
    )
    return told(kept)


def _clause(request: Request) -> tuple[Any, str]:
    reading = bench(request).reading(request.path_params["id"])
    clause = bench(request).clause(reading, request.path_params["start"])
    return clause, reading.tree.words(clause).strip()


def _proved(request: Request, english: str) -> dict[str, Any]:
    chinese = _clause(request)[1]

    def prove(one: Any) -> dict[str, Any]:
        return {
            "terms": [asdict(term) for term in one.terms(chinese, english)],
            "checks": [_check(check) for check in one.checks(chinese, english)],
        }

    return bench(request).at_desk(prove)


def _check(check: Check) -> dict[str, Any]:
    return {"check": check.check, "ok": check.ok, "detail": plain(check.detail)}


def _plain(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value


async def _body(request: Request) -> dict[str, Any]:
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None
    if not isinstance(said, dict):
        raise HTTPException(400, "the body is no JSON object")
    return said


def _words(said: dict[str, Any], name: str) -> str:
    words = said.get(name)
    if not isinstance(words, str) or len(words) > DRAFT_LENGTH:
        raise HTTPException(422, f"{name} must be text of at most {DRAFT_LENGTH:,} characters")
    return storable(words).replace("\0", "")


def _base(said: dict[str, Any]) -> int:
    base = said.get("base")
    if not isinstance(base, int) or isinstance(base, bool) or base < 0:
        raise HTTPException(422, "base must be the version that the change was made from")
    return base


def _author(said: dict[str, Any]) -> str:
    author = said.get("author", "")
    if not isinstance(author, str) or len(author) > NAME_LENGTH:
        raise HTTPException(422, f"author must be a name of at most {NAME_LENGTH} characters")
    return plain(" ".join(author.split()))
