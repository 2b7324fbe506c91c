"""The command `tiaoli`. Each command is a function in a module of its own here.

Results go to standard output; progress and errors go to standard error. Exit codes: 0 all well,
1 some documents failed (named at the end) or a check did not hold, 2 wrong usage.
"""

from __future__ import annotations

import sys

import typer

from pipeline import __version__
from pipeline.cli.batch import batch, query, summary
from pipeline.cli.read import read
from pipeline.cli.targets import targets
from pipeline.errors import PipelineError

# Without rich, which takes longer to import than everything that --help needs.
app = typer.Typer(
    help="Read Chinese municipal policy documents, clause by clause.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (read, targets, batch, query, summary):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tiaoli {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Read Chinese municipal policy documents, clause by clause."""


def main() -> None:
    """Run the command line; what the pipeline raises on purpose is one line, not a traceback."""
    try:
        app()
    except PipelineError as error:
        typer.echo(f"{type(error).__name__}: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # … | head
        sys.stderr.close()
        sys.exit(1)
