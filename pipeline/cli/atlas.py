"""`tiaoli atlas`: build an atlas of one's own documents, look into one, merge two."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Features of many documents without their text, to compare with.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
Folder = Annotated[Path, typer.Option("--out", "-o", help="Folder for the atlas.")]


@app.command()
def build(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, records, JSONL of texts.")],
    out: Folder = Path("atlas"),
    where: Annotated[
        list[str] | None,
        typer.Option(
            help="Only documents of which this holds, such as level=city.", show_default=False
        ),
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Read documents and keep their features."""
    from pipeline.cli.compare_sources import Loader, Where
    from pipeline.cli.documents import Failures
    from pipeline.compare import atlas
    from pipeline.compare.indicators import Ontology
    from pipeline.compare.keyness import Words
    from pipeline.compare.vectors import Encoder
    from pipeline.errors import SettingsError
    from pipeline.flow import Pipeline
    from pipeline.settings import Settings

    chosen, failures = Settings.load(settings), Failures()
    whole = Pipeline.load(chosen)
    load = Loader(whole, whole, chosen, failures, Where.parse(where or []))
    made = atlas.build(load(sources), Encoder.load(), Ontology.load(), Words.load())
    if not made.documents.num_rows:
        failures.finish(0)
        raise SettingsError("no document to keep; name others, or widen --where.")
    size = atlas.write(made, out)
    _tell(made.documents.num_rows, made.clauses.num_rows, size, out)
    failures.finish(made.documents.num_rows)


@app.command()
def merge(
    one: Annotated[
        Path, typer.Argument(help="An atlas; of a document in both, its features stay.")
    ],
    other: Annotated[Path, typer.Argument(help="The atlas to add.")],
    out: Folder = Path("atlas"),
) -> None:
    """Put two atlases together."""
    from pipeline.compare import atlas

    made = atlas.merge(atlas.Atlas.load(one), atlas.Atlas.load(other))
    size = atlas.write(made, out)
    _tell(made.documents.num_rows, made.clauses.num_rows, size, out)


def _tell(documents: int, clauses: int, size: int, out: Path) -> None:
    typer.echo(f"{documents} documents, {clauses} clauses, {size / 1e6:.1f} MB in {out}")
