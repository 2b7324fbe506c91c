"""`tiaoli export`: readings into the files that other programs open."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.document import Reading


class Format(StrEnum):
    """Formats of one file per reading, but for csv, which is one table."""

    xliff = "xliff"
    xliff12 = "xliff12"
    tmx = "tmx"
    docx = "docx"
    xlsx = "xlsx"
    csv = "csv"
    markdown = "markdown"
    json = "json"


_ENDINGS = {
    "xliff": ".xlf", "xliff12": ".xlf", "tmx": ".tmx", "docx": ".docx", "xlsx": ".xlsx",
    "markdown": ".md",
}  # fmt: skip


def export(
    readings: Annotated[
        list[Path], typer.Argument(help="Records that `tiaoli read -o` wrote (.json), or folders.")
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="What to write.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="A folder, or for one reading or csv a file.")
    ] = Path(),
) -> None:
    """Write readings as XLIFF, TMX, DOCX, XLSX, CSV or Markdown."""
    from pipeline.export import record

    paths = [one for path in readings for one in _records(path)]
    loaded = (record.load(path) for path in paths)
    if form is Format.csv:
        from pipeline.export.table import write_csv

        target = out if out.suffix else out / "drafts.csv"
        target.parent.mkdir(parents=True, exist_ok=True)
        typer.echo(str(write_csv(loaded, target)))
        return
    for reading in loaded:
        typer.echo(str(_write(reading, form, _target(reading, form, out, len(paths)))))


def _records(path: Path) -> list[Path]:
    return sorted(path.rglob("*.json")) if path.is_dir() else [path]


def _target(reading: Reading, form: Format, out: Path, count: int) -> Path:
    if out.suffix and count == 1:
        out.parent.mkdir(parents=True, exist_ok=True)
        return out
    out.mkdir(parents=True, exist_ok=True)
    return out / f"{reading.document.id}{_ENDINGS.get(form, '')}"


def _write(reading: Reading, form: Format, target: Path) -> Path:
    from pipeline.export import docx, markdown, record, tmx, xliff, xlsx

    if form is Format.json:
        return record.write(reading, target.parent)
    if form in (Format.xliff, Format.xliff12):
        return xliff.write_xliff(reading, target, version="2.1" if form is Format.xliff else "1.2")
    writers: dict[Format, Callable[[Reading, Path], Path]] = {
        Format.tmx: tmx.write_tmx,
        Format.docx: docx.write_docx,
        Format.xlsx: xlsx.write_xlsx,
        Format.markdown: markdown.write_markdown,
    }
    return writers[form](reading, target)
