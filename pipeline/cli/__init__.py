"""The command `tiaoli`. Each command is a function in a module of its own here.

Results go to standard output; progress and errors go to standard error. Exit codes: 0 all well,
1 some documents failed (named at the end) or a check did not hold, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer
from typer.main import get_command

from pipeline import __version__
from pipeline.cli import atlas
from pipeline.cli.annotate import annotate
from pipeline.cli.audit import audit
from pipeline.cli.batch import batch, query, summary
from pipeline.cli.compare import compare
from pipeline.cli.documents import of_disk
from pipeline.cli.evaluate import evaluate
from pipeline.cli.export import export
from pipeline.cli.import_ import import_
from pipeline.cli.language import Language, asked
from pipeline.cli.memory import memory
from pipeline.cli.prove import prove
from pipeline.cli.read import read
from pipeline.cli.recode import recode
from pipeline.cli.report import report
from pipeline.cli.serve import serve
from pipeline.cli.targets import targets
from pipeline.cli.terms import terms
from pipeline.cli.train_classify import classify
from pipeline.cli.train_lexicon import lexicon
from pipeline.cli.train_translate import train_translate
from pipeline.cli.translate import translate
from pipeline.errors import PipelineError

Command = Callable[..., None]

# Without rich, which takes longer to import than everything that --help needs.
app = typer.Typer(
    help="Read Chinese municipal policy documents, clause by clause.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
train = typer.Typer(help="Train models of one's own.", rich_markup_mode=None, no_args_is_help=True)

# In the order of a day's work.
READING: tuple[Command, ...] = (read, targets, report, batch, query, summary, compare, serve)
DRAFTING: tuple[Command, ...] = (export, translate, prove, terms)
CODING: tuple[Command, ...] = (recode, audit, annotate, evaluate)

for command in READING:
    app.command()(command)
app.add_typer(atlas.app, name="atlas")
for command in DRAFTING:
    app.command()(command)
app.command("import")(import_)
app.add_typer(memory, name="memory")
for command in CODING:
    app.command()(command)
app.add_typer(train, name="train")
train.command("classify")(classify)
train.command("translate")(train_translate)
train.command("lexicon")(lexicon)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tiaoli {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language of the help.", show_default="from the locale"),
    ] = None,
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Read Chinese municipal policy documents, clause by clause."""


def main() -> None:
    """Run the command line; what the pipeline raises on purpose is one line, not a traceback."""
    language, arguments = asked(sys.argv[1:], os.environ)
    try:
        if language is Language.zh:
            from pipeline.cli.chinese import speak

            command = get_command(app)
            speak(command)
            command(arguments)
        else:
            app(arguments)
    except PipelineError as error:
        typer.echo(f"{type(error).__name__}: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # … | head
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:  # a folder that may not be written, a full disk
        said = of_disk(error)
        if not said:
            raise
        typer.echo(said, err=True)
        sys.exit(2)
