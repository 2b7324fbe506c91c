"""`tiaoli train lexicon`: the words by which the proof sees what a draft leaves out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def lexicon(
    data: Annotated[Path, typer.Argument(help="Folder with `parallel/`, as the recipe names it.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Where it goes.")] = Path(
        "corpus/lexicon.tsv.xz"
    ),
) -> None:
    """Learn from parallel text which English a Chinese word usually gets (minutes)."""
    from pipeline.train.lexicon import build

    learned = build(data, out)
    typer.echo(f"{out}: {type(learned).__name__} written")
