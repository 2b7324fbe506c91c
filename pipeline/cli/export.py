"""`tiaoli export`: readings into the files that other programs open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.document import Reading


class Format(StrEnum):
    """Formats of one file per reading, but for those in `_TOGETHER`."""

    xliff = "xliff"
    xliff12 = "xliff12"
    tmx = "tmx"
    docx = "docx"
    xlsx = "xlsx"
    csv = "csv"
    tables = "tables"
    markdown = "markdown"
    akoma = "akoma"
    spacy = "spacy"
    conll = "conll"
    ics = "ics"
    json = "json"


# No two formats under one name: written into one folder, none takes the place of another.
_ENDINGS = {
    Format.xliff: ".xlf", Format.xliff12: ".v12.xlf", Format.tmx: ".tmx", Format.docx: ".docx",
    Format.xlsx: ".xlsx", Format.markdown: ".md", Format.akoma: ".akn.xml",
    Format.conll: ".conllup", Format.ics: ".ics", Format.json: ".json",
}  # fmt: skip
# All readings in one: where `--out` names a folder, under this name in it.
_TOGETHER = {Format.csv: "bilingual.csv", Format.spacy: "readings.spacy", Format.tables: "tables"}


def export(
    readings: Annotated[
        list[Path], typer.Argument(help="Records that `tiaoli read -o` wrote (.json), or folders.")
    ],
    form: Annotated[
        Format, typer.Option("--format", "-f", metavar="FORMAT", help="What to write; see above.")
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help="A folder; or a file: for one reading, or csv, spacy, tables (.zip).",
        ),
    ] = Path(),
) -> None:
    """Write readings in the formats that other programs open.

    xliff, xliff12, tmx, docx, xlsx, csv and markdown have the clauses with their drafts; akoma
    (Akoma Ntoso 3), spacy (DocBin), conll and tables (CSV with a description) have everything that
    was found, as json has, the record itself; ics has the deadlines, for a calendar. Of two
    readings of one id the second gets -2 behind it.
    """
    from pipeline.cli.documents import distinct, once
    from pipeline.errors import RecordError
    from pipeline.export import record

    paths = list(once((one for path in readings for one in _records(path)), set()))
    if not paths:
        raise RecordError(
            f"no records in {', '.join(map(str, readings))}; write some with `tiaoli read -o`."
        )
    loaded = distinct(map(record.load, paths), lambda one: record.file_name(one.document))
    if form in _TOGETHER:
        typer.echo(str(_write_together(loaded, form, out)))
        return
    for reading in loaded:
        typer.echo(str(_write(reading, form, _target(reading, form, out, len(paths)))))


def _records(path: Path) -> list[Path]:
    return sorted(path.rglob("*.json")) if path.is_dir() else [path]


def _target(reading: Reading, form: Format, out: Path, count: int) -> Path:
    """Where a reading goes: the file that `out` names, or a file of its own in that folder."""
    from pipeline.errors import SettingsError
    from pipeline.export.record import file_name

    ending = _ENDINGS[form]
    if _is_file(out) and count == 1:
        out.parent.mkdir(parents=True, exist_ok=True)
        return out
    if _is_file(out) and out.suffix.lower() == Path(f"_{ending}").suffix:
        raise SettingsError(f"{out} is one file, but there are {count} readings; name a folder.")
    out.mkdir(parents=True, exist_ok=True)
    return out / f"{file_name(reading.document)}{ending}"


def _is_file(out: Path) -> bool:
    """Whether a path names a file; a folder that is there may have a full stop in its name."""
    return bool(out.suffix) and not out.is_dir()


def _write_together(loaded: Iterable[Reading], form: Format, out: Path) -> Path:
    from pipeline.export import bundle, spacy_doc, table

    # `-f tables -o plans` is the folder itself: its tables have names of their own.
    own = _is_file(out) or (form is Format.tables and out != Path())
    target = out if own else out / _TOGETHER[form]
    target.parent.mkdir(parents=True, exist_ok=True)
    writers: dict[Format, Callable[[Iterable[Reading], Path], Path]] = {
        Format.csv: table.write_csv,
        Format.spacy: spacy_doc.write_docbin,
        Format.tables: bundle.write_bundle,
    }
    return writers[form](loaded, target)


def _write(reading: Reading, form: Format, target: Path) -> Path:
    from pipeline.export import (
        akoma,
        conll,
        docx,
        icalendar_file,
        markdown,
        record,
        tmx,
        xliff,
        xlsx,
    )

    if form in (Format.xliff, Format.xliff12):
        return xliff.write_xliff(reading, target, version="2.1" if form is Format.xliff else "1.2")
    writers: dict[Format, Callable[[Reading, Path], Path]] = {
        Format.tmx: tmx.write_tmx,
        Format.docx: docx.write_docx,
        Format.xlsx: xlsx.write_xlsx,
        Format.markdown: markdown.write_markdown,
        Format.akoma: akoma.write_akoma,
        Format.conll: conll.write_conll,
        Format.ics: icalendar_file.write_icalendar,
        Format.json: record.save,
    }
    return writers[form](reading, target)
