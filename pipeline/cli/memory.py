"""`tiaoli memory`: add to a translation memory, search it, write it out, count it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

memory = typer.Typer(
    help="A translation memory: add to it, search it, export it, count it.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

File = Annotated[Path, typer.Argument(help="The memory, an SQLite file.")]


@memory.command()
def add(
    file: File,
    pairs: Annotated[
        list[Path], typer.Argument(help="Bilingual files: .tsv .csv .tmx .xlf .xlsx .docx .")
    ],
    origin: Annotated[
        str | None, typer.Option(help="Who or what they come from.", show_default="file name")
    ] = None,
) -> None:
    """Keep every translated segment of bilingual files."""
    from pipeline.translate import Memory, Segment
    from pipeline.translate.bilingual import read_pairs

    read = [(path, read_pairs(path)) for path in pairs]  # a slip should not make an empty memory
    opened = Memory.open(file)
    for path, found in read:
        segments = [Segment(pair.chinese, pair.english, origin or path.name) for pair in found]
        typer.echo(f"{path}: {opened.add(segments)} new of {len(segments)}")


@memory.command()
def search(
    file: File,
    chinese: Annotated[str, typer.Argument(help="What to look for.")],
    limit: Annotated[int, typer.Option(min=1, help="How many matches at most.")] = 5,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="Least likeness, 0 to 1.")] = 0.75,
) -> None:
    """Print the segments most like a sentence: score, Chinese, English, origin, date.

    After those that are like it come, up to the limit, those that hold it as it stands.
    """
    from pipeline.translate import Memory

    opened = Memory.open(file, create=False)
    near = opened.search(chinese, limit=limit, threshold=threshold)
    held = (one for one in opened.holding(chinese, limit=2 * limit) if one not in near)
    found = (*near, *held)[:limit]
    if not found:
        typer.echo(
            f"nothing in {file} is {threshold:.0%} like {chinese} or holds it; "
            "a lower --threshold finds more",
            err=True,
        )
    for match in found:
        one = match.segment
        cells = (f"{match.score:.2f}", one.chinese, one.english, one.origin, one.added)
        typer.echo("\t".join(" ".join(cell.split()) for cell in cells))


@memory.command()
def export(
    file: File,
    out: Annotated[Path, typer.Argument(help="Where to write: .tmx, .tsv or .xlf .")],
) -> None:
    """Write the whole memory as TMX, TSV or XLIFF."""
    from pipeline.export.segments import write_segments
    from pipeline.translate import Memory

    opened = Memory.open(file, create=False)
    segments = [(one.chinese, one.english, one.origin, one.added) for one in opened]
    write_segments(segments, out)
    typer.echo(f"{len(segments)} segments in {out}")


@memory.command()
def stats(file: File) -> None:
    """Count segments, sources and origins."""
    from pipeline.translate import Memory

    counted = Memory.open(file, create=False).stats()
    typer.echo(f"{counted.segments} segments of {counted.sources} sources, newest {counted.newest}")
    for origin, count in counted.origins:
        typer.echo(f"{count}\t{origin}")
