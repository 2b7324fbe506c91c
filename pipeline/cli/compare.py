"""`tiaoli compare`: one document against others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.compare.atlas import Atlas
    from pipeline.compare.keyness import Words


def compare(
    document: Annotated[str, typer.Argument(help="The document to compare, or its record.")],
    others: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, records of `tiaoli read`, or JSONL with texts.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for what is found.")] = Path(
        "comparison"
    ),
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
    from pipeline.cli.compare_sources import Loader, Where
    from pipeline.cli.documents import Failures
    from pipeline.compare import Comparer
    from pipeline.compare.indicators import Ontology
    from pipeline.document import Document, Reading
    from pipeline.errors import SettingsError
    from pipeline.export import comparison as export
    from pipeline.flow import Pipeline
    from pipeline.segment import segment
    from pipeline.settings import Settings

    if not others and atlas is None:
        atlas = "all"
    chosen, failures = Settings.load(settings), Failures()
    whole = Pipeline.load(chosen)

    def brief(one: Document) -> Reading:
        return Reading(segment(one), "segment")

    load = Loader(whole, whole if targets else brief, chosen, failures, Where.parse(where or []))
    first = next(iter(Loader(whole, whole, chosen, failures)([document])), None)
    if first is None:
        failures.finish(0)
        raise SettingsError(f"{document} names no document; check the path.")
    readings = tuple(load(others or []))
    comparer = Comparer.load(
        Ontology.load(*([indicators] if indicators else [])), words=_words() if words else None
    )
    found = comparer(first, readings, _atlas(atlas) if atlas else None)
    paths = export.write(found, out)
    typer.echo(f"compared with {len(found.others)} documents; {len(paths)} files in {out}")
    failures.finish(len(readings))


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
