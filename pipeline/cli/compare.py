"""`tiaoli compare`: one document against others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.report import Lang, is_page

if TYPE_CHECKING:
    from pipeline.cli.documents import Failures
    from pipeline.compare.atlas import Atlas
    from pipeline.compare.keyness import Words
    from pipeline.compare.results import Comparison
    from pipeline.document import Document, Reading
    from pipeline.settings import Settings


def compare(
    document: Annotated[str, typer.Argument(help="The document to compare, or its record.")],
    others: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, records of `tiaoli read`, or JSONL with texts.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", help="Folder for what is found; a page alone if it is .html."),
    ] = Path("comparison"),
    page: Annotated[
        Path | None, typer.Option(help="Write it as a page to look at, too.", show_default=False)
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the charts, as SVG, PNG, CSV, Vega-Lite.", show_default=False
        ),
    ] = None,
    lang: Annotated[
        Lang, typer.Option(help="The language of the page; auto asks the browser.")
    ] = Lang.auto,
    where: Annotated[
        list[str] | None,
        typer.Option(
            help="Only documents of which this holds, such as level=city,province.",
            show_default=False,
        ),
    ] = None,
    atlas: Annotated[
        str | None,
        typer.Option(
            help="Compare with the shipped atlas: all of it, or 'level=city year=2024'.",
            show_default="all, if nothing else is named",
        ),
    ] = None,
    issued: Annotated[
        str | None,
        typer.Option(
            help="When the document was issued, if it does not say: 2020-12-28, 2020.",
            show_default=False,
        ),
    ] = None,
    targets: Annotated[
        bool, typer.Option("--targets", help="Read the targets of JSONL rows too (slower).")
    ] = False,
    words: Annotated[
        bool, typer.Option("--words/--no-words", help="Find distinctive words.")
    ] = True,
    indicators: Annotated[
        Path | None, typer.Option(help="Indicators of your own, asked before those that ship.")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Compare one document with others: counterparts, indicators, gaps, wording shared."""
    from pipeline.cli.documents import Failures
    from pipeline.errors import SettingsError
    from pipeline.settings import Settings

    if not others and atlas is None:
        atlas = "all"
    chosen, failures = Settings.load(settings), Failures()
    read = _Readings.load(chosen, failures, targets=targets)
    first = read.first(document, issued)
    readings = read.others(others or [], where or [])
    readings = _without(first, readings)
    found = _compared(first, readings, atlas, indicators, words=words)
    if not found.others:
        failures.finish(0)
        raise SettingsError(f"nothing to compare {document} with; name others, or widen --where.")
    typer.echo(f"compared with {len(found.others)} documents; {_written(found, out, lang)}")
    if page:
        _page(found, page, lang)
    if figures:
        _figures(found, figures, lang)
    failures.finish(len(readings))


class _Readings:
    """Reads the document and what it is compared with; rows of tables more briefly."""

    def __init__(
        self,
        whole: Callable[[Document], Reading],
        brief: Callable[[Document], Reading],
        settings: Settings,
        failures: Failures,
    ) -> None:
        self.whole, self.brief, self.settings, self.failures = whole, brief, settings, failures

    @classmethod
    def load(cls, settings: Settings, failures: Failures, *, targets: bool) -> _Readings:
        """With the stages that the settings choose."""
        from pipeline.document import Reading
        from pipeline.flow import Pipeline
        from pipeline.segment import segment

        whole = Pipeline.load(settings)

        def brief(one: Document) -> Reading:
            return Reading(segment(one), "segment")

        return cls(whole, whole if targets else brief, settings, failures)

    def first(self, document: str, issued: str | None) -> Reading:
        """The document that is compared, with its date of issue if one is given."""
        from pipeline.cli.compare_sources import Loader
        from pipeline.errors import SettingsError

        loader = Loader(self.whole, self.whole, self.settings, self.failures)
        found = next(iter(loader([document])), None)
        if found is None:
            self.failures.finish(0)
            raise SettingsError(f"{document} names no document; check the path.")
        return dated(found, issued) if issued else found

    def others(self, sources: list[str], where: list[str]) -> tuple[Reading, ...]:
        """The documents that it is compared with."""
        from pipeline.cli.compare_sources import Loader, Where

        loader = Loader(self.whole, self.brief, self.settings, self.failures, Where.parse(where))
        return tuple(loader(sources))


def _without(first: Reading, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings but for those of the document itself, which lies in its folder of others."""
    text = first.document.text
    others = tuple(one for one in readings if one.document.text != text)
    if len(others) < len(readings):
        typer.echo(f"left out: {first.document.id} itself", err=True)
    return others


def dated(reading: Reading, issued: str) -> Reading:
    """The reading of a document that was issued then."""
    from pipeline.errors import SettingsError
    from pipeline.export.dates import bounds

    if "/" in issued or bounds(issued) is None:
        raise SettingsError(f"{issued!r} is no date; write 2020-12-28, 2020-12 or 2020.")
    document = replace(reading.document, issued=issued)
    return replace(reading, tree=replace(reading.tree, document=document))


def _compared(
    first: Reading,
    readings: tuple[Reading, ...],
    conditions: str | None,
    indicators: Path | None,
    *,
    words: bool,
) -> Comparison:
    from pipeline.compare import Comparer
    from pipeline.compare.indicators import Ontology

    cutter = _words() if words else None
    atlas = _atlas(conditions) if conditions else None
    comparer = Comparer.load(Ontology.load(*([indicators] if indicators else [])), words=cutter)
    return comparer(first, readings, atlas)


def _written(found: Comparison, out: Path, lang: Lang) -> str:
    """Write the files to a folder, or a page alone if that is wanted; say what was done."""
    from pipeline.export import comparison as export

    if is_page(out):
        _page(found, out, lang)
        return f"page in {out}"
    return f"{len(export.write(found, out))} files in {out}"


def _page(found: Comparison, path: Path, lang: Lang) -> None:
    from pipeline.pages.comparison import comparison_page

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(comparison_page(found, language=lang.value), "utf-8")


def _figures(found: Comparison, folder: Path, lang: Lang) -> None:
    from pipeline.charts.drawing import has_chinese, write
    from pipeline.pages.comparison import charts

    written = write(charts(found, language="zh" if lang is Lang.zh else "en"), folder)
    typer.echo(f"{len(written)} files of charts in {folder}")
    if not has_chinese():
        typer.echo("no PNG: this machine has no font with Chinese characters", err=True)


def _atlas(conditions: str) -> Atlas:
    """The shipped atlas, as far as the conditions hold; `all` asks for the whole."""
    from pipeline.cli.compare_sources import Where
    from pipeline.compare.atlas import Atlas

    whole = Atlas.load()
    return whole if conditions == "all" else whole.only(Where.parse(conditions.split()))


def _words() -> Words | None:
    """What cuts text into words, if it is installed; a comparison does without."""
    from pipeline.compare.keyness import Words
    from pipeline.errors import ExtraError

    try:
        return Words.load()
    except ExtraError as error:
        typer.echo(f"no distinctive words: {error}", err=True)
        return None
