"""`tiaoli read`: documents in, clause trees and findings out."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.documents import Failures, readings
from pipeline.document import Reading

# Above this many documents a line for each says more than a table for each.
FEW = 5


class Form(StrEnum):
    """What is printed of each document."""

    table = "table"
    tree = "tree"
    line = "line"


def read(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Files (.txt .md .html .docx .pdf), folders, globs, or - .", show_default=False
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for the records, one JSON file per document."),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            "-f",
            help="What to print: a table of units and one of targets, the whole tree, or a line.",
            show_default="table; line for many",
        ),
    ] = None,
    translate: Annotated[
        bool, typer.Option("--translate", help="Draft every clause in English.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Record which words spoke for each task type; slow.")
    ] = False,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Read documents: clause tree, task types, targets and deadlines."""
    from pipeline.export import record
    from pipeline.flow import Pipeline
    from pipeline.settings import Settings

    chosen = Settings.load(settings)
    if why:
        chosen = replace(chosen, classify=replace(chosen.classify, why=True))
    failures = Failures()
    pipeline = Pipeline.load(chosen, translate=translate)
    shown = 0
    for reading in readings(files, pipeline, chosen, failures):
        path = record.write(reading, out) if out else None
        shown += 1
        _show(reading, form or (Form.table if shown <= FEW else Form.line), path)
    if shown:
        typer.echo(f"{shown} read" + (f"; records in {out}" if out else ""))
    failures.finish(shown)


def _show(reading: Reading, form: Form, path: Path | None) -> None:
    from pipeline.cli import show

    if form is Form.line:
        typer.echo(show.line(reading))
    elif form is Form.tree:
        typer.echo(show.tree(reading))
    else:
        show.print_tables(reading, path)
