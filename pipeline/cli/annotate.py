"""`tiaoli annotate`: clauses out to coders' tools, and their labels back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.codebook import Codebook
    from pipeline.train.classify_annotate import Coding


class Tool(StrEnum):
    """The tools that labels go to and come from."""

    labelstudio = "labelstudio"
    doccano = "doccano"
    prodigy = "prodigy"
    csv = "csv"


def annotate(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Documents to export; or with --import the files that a tool exported."
        ),
    ],
    export: Annotated[Tool | None, typer.Option("--export", help="Write tasks for a tool.")] = None,
    import_from: Annotated[
        Tool | None, typer.Option("--import", help="Read labels that a tool exported.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--out", "--output", help="Where to write.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="How many clauses to export.")] = 200,
    model: Annotated[Path | None, typer.Option(help="A model folder of your own.")] = None,
) -> None:
    """Export the clauses that are most worth labelling, or import labels as CSV.

    Exported are clauses that the model doubts and that are unlike each other. Imported labels
    become the table that `tiaoli train classify` reads; where several coders labelled the
    same clauses, their agreement is printed too.
    """
    if (export is None) == (import_from is None):
        raise typer.BadParameter("give either --export or --import, and the tool")
    if export is not None:
        _export(files, export, output, most, model)
    elif import_from is not None:
        _import(files, import_from, output, model)


def _export(
    files: list[str], tool: Tool, output: Path | None, most: int, model: Path | None
) -> None:
    from pipeline.classify import Classifier
    from pipeline.cli.documents import Failures, readings
    from pipeline.flow import Pipeline
    from pipeline.settings import Settings
    from pipeline.train.classify_annotate import EXPORTS, labelstudio_config
    from pipeline.train.classify_queue import queue

    classifier = Classifier.load(model)
    failures = Failures()
    trees = [reading.tree for reading in readings(files, Pipeline(), Settings.load(), failures)]
    tasks = queue(classifier, trees, most)
    _write(EXPORTS[tool.value](tasks, classifier.codebook), output)
    if tool is Tool.labelstudio and output:
        interface = output.with_suffix(".xml")
        interface.write_text(labelstudio_config(classifier.codebook), "utf-8")
        typer.echo(f"labelling interface: {interface}", err=True)
    typer.echo(f"{len(tasks)} clauses of {len(trees)} documents", err=True)
    failures.finish(len(trees))


def _import(files: list[str], tool: Tool, output: Path | None, model: Path | None) -> None:
    from pipeline.classify import Classifier
    from pipeline.errors import ReadError
    from pipeline.train.classify_annotate import read_codings, write_csv

    codebook = Classifier.load(model).codebook
    try:
        codings = [row for file in files for row in read_codings(Path(file), tool.value, codebook)]
    except UnicodeDecodeError as error:
        raise ReadError(f"not text in UTF-8: {error}; export the labels again.") from error
    _write(write_csv(codings), output)
    typer.echo(f"{len(codings)} labels", err=True)
    if len({coding.coder for coding in codings}) > 1:
        _agreement(codings, codebook)


def _agreement(codings: list[Coding], codebook: Codebook) -> None:
    """Print how far the coders agree, to standard error: the labels go to standard output."""
    from pipeline.errors import RecordError
    from pipeline.train.classify_agreement import agreement

    try:
        found = agreement(codings, codebook.names)
    except RecordError as error:
        typer.echo(f"no agreement to measure: {error}", err=True)
        return
    typer.echo(f"{found.clauses} clauses labelled by more than one coder", err=True)
    typer.echo(f"Krippendorff's α of the primary type: {_figure(found.alpha)}", err=True)
    for name, alpha in found.alpha_by_type.items():
        typer.echo(f"  {name}: {_figure(alpha)}", err=True)
    for (one, other), kappa in found.kappa.items():
        typer.echo(f"Cohen's κ of {one} and {other}: {_figure(kappa)}", err=True)


def _figure(value: float | None) -> str:
    return "not defined (one answer only)" if value is None else f"{value:.3f}"


def _write(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
