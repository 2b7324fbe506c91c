"""`tiaoli train classify`: the shipped classifier again, or one for a codebook of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def classify(
    what: Annotated[
        Path, typer.Argument(help="A training plan (TOML), or a CSV of labelled clauses.")
    ],
    codebook: Annotated[Path | None, typer.Option(help="The codebook (TOML) of the CSV.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The model's folder.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="How to learn; configs/train-classify-own.toml if none.")
    ] = None,
    from_nothing: Annotated[
        bool, typer.Option("--from-nothing", help="Do not start from the shipped model.")
    ] = False,
    shared: Annotated[Path, typer.Option(help="The shared data, for a training plan.")] = Path(
        "../shared/data"
    ),
    work: Annotated[
        Path, typer.Option(help="Where the steps of a plan leave what they made.")
    ] = Path("build/classify"),
    jobs: Annotated[int, typer.Option(min=1, help="Passes of a plan to run side by side.")] = 1,
) -> None:
    """Train a classifier.

    With a training plan (configs/train-classify.toml) make the shipped model again from the shared
    data, in an hour and a half of one core; broken off, it goes on where it was. With a CSV
    (clause,types,…) and --codebook train one for a codebook of your own, in minutes.

    Figures are taken on documents held out in turn and written into the folder's README.md. Use
    the model with `model = "FOLDER"` under [classify] of a settings file, and with `tiaoli recode`,
    `audit` and `annotate`.
    """
    from pipeline.artefacts import locate

    if what.suffix == ".toml":
        folder = output or locate("models") / "clauses"
        figures = _again(what, shared, work, folder, jobs)
    else:
        if codebook is None or output is None:
            raise typer.BadParameter("a CSV of labelled clauses needs --codebook and --output.")
        folder = output
        plan = config or locate("configs", "train-classify-own.toml")
        figures = _own(what, codebook, folder, plan, from_nothing=from_nothing)
    typer.echo(
        f"macro-F1 {figures['macro_f1']}, primary answer right {figures['primary_accuracy']}"
    )
    typer.echo(f"wrote {folder}")


def _again(plan: Path, shared: Path, work: Path, folder: Path, jobs: int) -> dict[str, Any]:
    from pipeline.train.classify_committee import train

    return train(plan, shared, work, folder, jobs=jobs, log=_say)


def _own(
    labels: Path, codebook: Path, folder: Path, plan: Path, *, from_nothing: bool
) -> dict[str, Any]:
    from pipeline.artefacts import locate
    from pipeline.train.classify_own import train

    start = None if from_nothing else locate("models", "clauses")
    return train(labels, codebook, folder, plan, start=start, log=_say)


def _say(line: str) -> None:
    typer.echo(line, err=True)
