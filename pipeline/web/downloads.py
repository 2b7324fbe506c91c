"""What can be taken away: records, drafts, corrections, the memory.

A file's name is that in the address or in the link, so that none can spoil a header.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.document import Reading
from pipeline.export.docx import write_docx
from pipeline.export.record import to_record
from pipeline.export.segments import write_segments
from pipeline.export.tmx import write_tmx
from pipeline.export.xliff import write_xliff
from pipeline.export.xlsx import write_xlsx
from pipeline.web import codings
from pipeline.web.answers import bench

FORMS: dict[str, Callable[[Reading, Path], Path]] = {
    "xlf": write_xliff,
    "tmx": write_tmx,
    "docx": write_docx,
    "xlsx": write_xlsx,
}


def record(request: Request) -> Response:
    """The public record of a document."""
    reading = bench(request).reading(request.path_params["id"])
    return _file(json.dumps(to_record(reading)), "application/json")


def drafts_file(request: Request) -> Response:
    """The drafts of a document as they stand, in a format of translators' tools."""
    write = FORMS.get(request.path_params["form"])
    if write is None:
        raise HTTPException(404, f"choose from {', '.join(FORMS)}")
    reading = bench(request).as_it_stands(bench(request).reading(request.path_params["id"]))
    with tempfile.TemporaryDirectory() as folder:
        content = write(reading, Path(folder, "drafts")).read_bytes()
    return _saved(content, "application/octet-stream")


def labels_csv(request: Request) -> Response:
    """The corrected labels, as `tiaoli annotate --import csv` reads them."""
    return _export(request, codings.labels_csv, "text/csv; charset=utf-8")


def labels_jsonl(request: Request) -> Response:
    """The corrected labels by offsets."""
    return _export(request, codings.labels_jsonl, "application/x-ndjson")


def targets_jsonl(request: Request) -> Response:
    """The clauses with corrected targets."""
    return _export(request, codings.targets_jsonl, "application/x-ndjson")


def memory_tmx(request: Request) -> Response:
    """The whole memory, for other tools."""
    segments = bench(request).at_desk(
        lambda desk: [(one.chinese, one.english, one.origin, one.added) for one in desk.memory]
    )
    with tempfile.TemporaryDirectory() as folder:
        written = write_segments(segments, Path(folder, "memory.tmx")).read_text("utf-8")
    return _file(written, "application/xml")


def _export(request: Request, write: Callable[..., str], kind: str) -> Response:
    return _file(write(bench(request).revisions, bench(request).of_text), kind)


def _file(text: str, kind: str) -> Response:
    return _saved(text.encode("utf-8", "backslashreplace"), kind)


def _saved(content: bytes, kind: str) -> Response:
    """An answer that the browser saves instead of showing it."""
    return Response(content, media_type=kind, headers={"content-disposition": "attachment"})
