"""The pages of the workbench."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from pipeline.document import Genre, Reading
from pipeline.pages.comparison.page import page as comparison_page
from pipeline.pages.reading import reading_page
from pipeline.pages.safe import plain, visible
from pipeline.pages.titles import titled
from pipeline.web import codings
from pipeline.web import search as searching
from pipeline.web.answers import bench
from pipeline.web.frame import framed, language_of, show
from pipeline.web.shelf import FAILED, READ, WAITING, Entry

# Rows of the list of documents on a page.
LISTED = 200
# A comparison of more is for `tiaoli compare`, where nobody waits at a screen.
MOST_COMPARED = 30


def login(request: Request) -> Response:
    """Ask for the password, or for the token of this start."""
    wrong = request.query_params.get("wrong") == "1"
    by_password = bool(request.app.state.doors.password)
    status = 401 if wrong else 200
    return show(
        request, "login.html", "Tiaoli", status=status, wrong=wrong, by_password=by_password
    )


def documents(request: Request) -> Response:
    """The documents of the folder, and the place to drop more."""
    asked = _asked(request, "q", "state", "genre")
    page = _number(request, "page")
    everything = bench(request).shelf.entries()
    listed = [entry for entry in everything if _wanted(entry, asked)]
    largest = request.app.state.largest
    return show(
        request,
        "documents.html",
        bench(request).folder.root.name,
        scripts=("documents.js",),
        data={"upload": {"largest": largest}},
        entries=listed[LISTED * page : LISTED * (page + 1)],
        shown=len(listed),
        everything=len(everything),
        asked=asked,
        page_number=page,
        pages=-(-len(listed) // LISTED),
        genres=get_args(Genre),
        states=(READ, WAITING, FAILED),
        progress=bench(request).progress(),
        adding=bench(request).dataset is None,
        largest=largest,
    )


def search(request: Request) -> Response:
    """Clauses by their words."""
    asked = _asked(request, "q", "type", "role", "genre")
    page = _number(request, "page")
    wanted = searching.Query(asked["q"], asked["type"], asked["role"], asked["genre"], page=page)
    found = searching.search(bench(request).shelf.database, wanted)
    codebook = bench(request).codebook
    return show(
        request,
        "search.html",
        asked["q"] or "Tiaoli",
        found=found,
        marked=marked,
        asked=asked,
        page_number=page,
        pages=-(-found.clauses // searching.PAGE),
        types=(*codebook.names, codebook.none.name),
        genres=get_args(Genre),
    )


def reading(request: Request) -> Response:
    """The reading of a document as it stands: the page that all of Tiaoli shows, in our frame."""
    entry, found = _opened(request)
    stands = bench(request).as_it_stands(found)
    page = reading_page(stands, language=language_of(request), codebook=bench(request).codebook)
    return framed(request, page, "reading-framed.html", entry=entry, current="nav.reading")


def compare(request: Request) -> Response:
    """The first of the chosen documents beside the others, and beside the atlas."""
    chosen = list(dict.fromkeys(request.query_params.getlist("document")))
    with_atlas = request.query_params.get("atlas") == "1"
    if not chosen or len(chosen) > MOST_COMPARED or (len(chosen) < 2 and not with_atlas):
        return show(request, "compare.html", "Tiaoli", status=422, most=MOST_COMPARED)
    readings = [bench(request).as_it_stands(bench(request).reading(id_)) for id_ in chosen]
    found = bench(request).comparisons(readings, with_atlas=with_atlas)
    page = comparison_page(found, language=language_of(request))
    return framed(request, page, "comparison-framed.html")


def drafts(request: Request) -> Response:
    """The translator's desk for one document."""
    entry, found = _opened(request)
    drafted = bench(request).drafting.drafted.added(found)
    rows, missing = bench(request).at_desk(lambda one: (one.rows(drafted), one.missing()))
    return show(
        request,
        "drafts.html",
        titled(found.document).said(language_of(request)),
        scripts=("drafts.js", "drafting.js"),
        data={"drafts": {"id": entry.id}},
        entry=entry,
        current="nav.drafts",
        rows=rows,
        missing=missing,
    )


def coding(request: Request) -> Response:
    """The task types and targets of one document, to be corrected."""
    entry, found = _opened(request)
    revisions, codebook = bench(request).revisions, bench(request).codebook
    names = (*codebook.names, codebook.none.name)
    choices = {name: list(values) for name, values in codings.CHOICES.items()}
    return show(
        request,
        "coding.html",
        titled(found.document).said(language_of(request)),
        scripts=("tabs.js", "coding.js"),
        data={"coding": {"id": entry.id, "types": names, "choices": choices}},
        entry=entry,
        current="nav.coding",
        reading=found,
        clauses={clause.id: clause for clause in found.tree},
        labels=codings.labels(found, revisions),
        targets=codings.targets(found, revisions),
        names=names,
        amount=amount,
        packed=packed,
    )


def corrections(request: Request) -> Response:
    """What people changed, and the files to take it away in."""
    revisions = bench(request).revisions
    counts = {
        "draft": len(revisions.all("draft")),
        "label": len(revisions.all("label")),
        "target": len(revisions.all("target")),
    }
    stats, missing = bench(request).at_desk(lambda one: (one.memory.stats(), one.missing()))
    return show(request, "corrections.html", "Tiaoli", counts=counts, stats=stats, missing=missing)


def marked(hit: searching.Hit) -> Markup:
    """The words of a clause that was found, with what was looked for marked."""
    shown, at = Markup(), 0
    for start, end in hit.marks:
        shown += visible(hit.words[at:start])
        shown += Markup("<mark>{}</mark>").format(visible(hit.words[start:end]))
        at = end
    return shown + visible(hit.words[at:])


def amount(value: float | Sequence[float]) -> str:
    """A value as it is read: 15,000; 3.5; 5–6.

    >>> amount(15000.0), amount([5, 6.5])
    ('15,000', '5–6.5')
    """
    values = value if isinstance(value, Sequence) else (value,)
    return "–".join(f"{one:,.15g}" for one in values)


def packed(fields: Mapping[str, Any]) -> str:
    """The fields of a target for the script that edits them."""
    return plain(json.dumps(fields, ensure_ascii=False))


def _opened(request: Request) -> tuple[Entry, Reading]:
    id_ = request.path_params["id"]
    return bench(request).entry(id_), bench(request).reading(id_)


def _asked(request: Request, *names: str) -> dict[str, str]:
    return {name: request.query_params.get(name, "")[:200] for name in names}


def _wanted(entry: Entry, asked: Mapping[str, str]) -> bool:
    said = f"{entry.title or entry.called.zh}\n{entry.name}\n{entry.place}".lower()
    return (
        asked["q"].strip().lower() in said
        and asked["state"] in ("", entry.state)
        and asked["genre"] in ("", entry.genre)
    )


def _number(request: Request, name: str) -> int:
    said = request.query_params.get(name, "0")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0
