"""`tiaoli compare`: one document against others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
    targets: Annotated[
        bool, typer.Option("--targets", help="Read the targets of JSONL rows too (slower).")
    ] = False,
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

    if not others:
        raise SettingsError("nothing to compare with; name files, folders or a JSONL.")
    chosen = Settings.load(settings)
    failures = Failures()
    whole = Pipeline.load(chosen)

    def brief(one: Document) -> Reading:
        return Reading(segment(one), "segment")

    load = Loader(whole, whole if targets else brief, chosen, failures, Where.parse(where or []))
    comparer = Comparer.load(Ontology.load(*([indicators] if indicators else [])))
    first = next(iter(Loader(whole, whole, chosen, failures)([document])), None)
    if first is None:
        failures.finish(0)
        raise SettingsError(f"{document} names no document; check the path.")
    readings = tuple(load(others))
    found = comparer(first, readings)
    paths = export.write(found, out)
    typer.echo(f"compared with {len(found.others)} documents; {len(paths)} files in {out}")
    failures.finish(len(readings))
