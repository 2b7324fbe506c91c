"""`tiaoli report`: readings as pages to look at, each one file that works offline."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.cli.documents import Failures
    from pipeline.codebook import Codebook
    from pipeline.document import Reading
    from pipeline.settings import Settings


class Lang(StrEnum):
    """The language that a page begins in; its switch is there in any case."""

    auto = "auto"
    en = "en"
    zh = "zh"


def report(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Records of `tiaoli read` or `compare` (.json), documents, folders, globs, or - .",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="The page (.html), or the folder to put pages into.",
            show_default="ID.html; report/ for several",
        ),
    ] = None,
    lang: Annotated[
        Lang, typer.Option(help="The language of the page; auto asks the browser.")
    ] = Lang.auto,
    translate: Annotated[
        bool, typer.Option("--translate", help="Draft every clause of documents not yet read.")
    ] = False,
    codebook: Annotated[
        Path | None, typer.Option(help="Names and colours of task types of your own (TOML).")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Write readings as pages: clauses in both languages, targets, deadlines, checks.

    Several readings become a page each and an index. Documents are read first. The record of a
    comparison becomes the comparison's page.
    """
    if len(sources) == 1 and _is_comparison(Path(sources[0])):
        _show_comparison(Path(sources[0]), out, lang)
        return
    from pipeline.cli.documents import Failures, distinct
    from pipeline.codebook import Codebook
    from pipeline.pages.index import page_name
    from pipeline.settings import Settings

    failures = Failures()
    chosen = Settings.load(settings)
    readings = _readings(sources, chosen, failures, translate=translate)
    found = list(distinct(readings, page_name))
    if not found:
        failures.finish(0)
        typer.echo("nothing to report: no source names a reading or a document", err=True)
        raise typer.Exit(2)
    written, shown = _write(found, out, lang, Codebook.load(codebook), failures)
    if written:
        typer.echo(str(shown))
    failures.finish(len(written))


def _is_comparison(path: Path) -> bool:
    from pipeline.export.comparison_record import holds_comparison

    return path.suffix.lower() == ".json" and path.is_file() and holds_comparison(path)


def _show_comparison(path: Path, out: Path | None, lang: Lang) -> None:
    from pipeline.export.comparison_record import load
    from pipeline.pages.comparison import comparison_page

    page = (out or Path()) / f"{path.stem}.html"
    if out is not None and is_page(out):
        page = out
    _save(page, comparison_page(load(path), language=lang.value))
    typer.echo(str(page))


def is_page(out: Path) -> bool:
    """Whether a path names one page; else it is the folder that pages are put into."""
    return out.suffix.lower() in (".html", ".htm") and not out.is_dir()


def _readings(
    sources: list[str], settings: Settings, failures: Failures, *, translate: bool
) -> Iterator[Reading]:
    """The readings that records hold, and those of documents, in the order named, each once."""
    from pipeline.cli import documents
    from pipeline.errors import PipelineError
    from pipeline.export import record
    from pipeline.flow import Pipeline

    pipeline, given = None, set[str]()
    for source in sources:
        records = _records(Path(source))
        for path in documents.once(records, given):
            try:
                yield record.load(path)
            except PipelineError as error:
                failures.note(str(path), error)
        if not records:
            pipeline = pipeline or Pipeline.load(settings, translate=translate)
            yield from documents.readings([source], pipeline, settings, failures, given)


def _records(path: Path) -> list[Path]:
    """The records that a source names: itself, or those of a folder that has no documents."""
    from pipeline.cli.compare_sources import records_of

    return records_of(path) if path.exists() else [path] if path.suffix.lower() == ".json" else []


def _write(
    readings: list[Reading], out: Path | None, lang: Lang, codebook: Codebook, failures: Failures
) -> tuple[list[Reading], Path]:
    """Write the page, or the pages and their index; return the readings shown and what to open."""
    from pipeline.errors import SettingsError
    from pipeline.pages.index import index_page, page_name
    from pipeline.pages.render import render

    single = len(readings) == 1
    named = out is not None and is_page(out)
    if named and not single:
        raise SettingsError(
            f"{out} is one page, but there are {len(readings)} readings; name a folder."
        )
    folder = out or (Path() if single else Path("report"))
    targets = {one.document.id: folder if named else folder / page_name(one) for one in readings}
    written = list(_pages(readings, targets, lang, codebook, failures))
    if single:
        return written, next(iter(targets.values()))
    index = folder / "index.html"
    _save(index, render(index_page(written, language=lang.value, codebook=codebook)))
    return written, index


def _pages(
    readings: list[Reading],
    targets: dict[str, Path],
    lang: Lang,
    codebook: Codebook,
    failures: Failures,
) -> Iterator[Reading]:
    """Write the page of each reading, and give those back of which there is one now."""
    from pipeline.pages.names import Names
    from pipeline.pages.reading import reading_page
    from pipeline.pages.render import render

    names = Names.load()
    for reading in readings:
        try:
            page = reading_page(reading, language=lang.value, codebook=codebook, names=names)
            _save(targets[reading.document.id], render(page))
            yield reading
        except Exception as error:
            failures.note(reading.document.id, error)


def _save(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8")
