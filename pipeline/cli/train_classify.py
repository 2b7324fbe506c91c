"""`tiaoli train classify`: a classifier for a codebook of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def classify(
    labels: Annotated[Path, typer.Argument(help="CSV of labelled clauses: clause,types,…")],
    codebook: Annotated[Path, typer.Option(help="The codebook (TOML).")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The model's folder.")],
    config: Annotated[
        Path | None, typer.Option(help="How to learn; configs/train-classify-own.toml if none.")
    ] = None,
    from_nothing: Annotated[
        bool, typer.Option("--from-nothing", help="Do not start from the shipped model.")
    ] = False,
) -> None:
    """Train a classifier on labelled clauses, in minutes, without a GPU.

    Figures are taken on documents held out in turn and written into the folder's README.md. Use
    the model with `model = "FOLDER"` under [classify] of a settings file, and with `tiaoli recode`,
    `audit` and `annotate`.
    """
    from pipeline.artefacts import locate
    from pipeline.train.classify_own import train

    figures = train(
        labels,
        codebook,
        output,
        config or locate("configs", "train-classify-own.toml"),
        start=None if from_nothing else locate("models", "clauses"),
        log=lambda line: typer.echo(line, err=True),
    )
    typer.echo(
        f"macro-F1 {figures['macro_f1']}, primary answer right {figures['primary_accuracy']}"
    )
    typer.echo(f"wrote {output}")
