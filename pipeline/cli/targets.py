"""`tiaoli targets`: what documents promise, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.documents import Failures, readings
from pipeline.cli.forms import Form, print_rows
from pipeline.document import Reading


def targets(
    files: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or - .", show_default=False)
    ],
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print them.")] = Form.table,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Print the targets of documents: indicator, bound, value, unit, deadline."""
    from pipeline.flow import Pipeline
    from pipeline.settings import Settings

    chosen = Settings.load(settings)
    failures = Failures()
    found = list(readings(files, Pipeline(), chosen, failures))
    _print(found, form)
    failures.finish(len(found))


def _print(found: list[Reading], form: Form) -> None:
    from pipeline.cli import show

    if form is Form.table:
        for reading in found:
            show.print_targets(reading)
        return
    rows = [row for reading in found for row in show.target_rows(reading)]
    print_rows(rows, show.TARGET_FIELDS, form)
