"""`tiaoli recode`: which clauses move between two codebooks or models, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.forms import Form, Row, print_rows

if TYPE_CHECKING:
    from pipeline.classify import Classifier

FIELDS = ("document", "clause", "before", "after", "why", "words")


def recode(
    old: Annotated[Path, typer.Argument(help="A model folder, or a codebook file.")],
    new: Annotated[Path, typer.Argument(help="Another one.")],
    files: Annotated[list[str], typer.Argument(help="The documents to code with both.")],
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print them.")] = Form.table,
    as_csv: Annotated[
        bool, typer.Option("--csv", hidden=True, help="The same as --format csv.")
    ] = False,
) -> None:
    """Say which clauses are coded differently by NEW than by OLD, and why.

    A codebook file stands for the shipped model with the thresholds of that file.
    """
    from pipeline.classify.moves import moves
    from pipeline.cli.documents import Failures, readings
    from pipeline.flow import Pipeline
    from pipeline.settings import Settings

    before, after = _coder(old), _coder(new)
    failures = Failures()
    rows: list[Row] = []
    read = clauses = 0
    for reading in readings(files, Pipeline(), Settings.load(), failures):
        read += 1
        clauses += len(reading.tree.clauses)
        words = {clause.id: reading.tree.words(clause) for clause in reading.tree}
        rows += [
            {
                "document": reading.document.id,
                "clause": move.clause,
                "before": ",".join(move.before) or "none",
                "after": ",".join(move.after) or "none",
                "why": "; ".join(move.reasons),
                "words": words[move.clause],
            }
            for move in moves(before, after, reading.tree)
        ]
    _print(rows, Form.csv if as_csv else form)
    typer.echo(f"{len(rows)} of {clauses} clauses moved", err=True)
    failures.finish(read)


def _coder(path: Path) -> Classifier:
    from dataclasses import replace

    from pipeline.classify import Classifier
    from pipeline.codebook import Codebook
    from pipeline.errors import SettingsError

    if path.is_dir():
        return Classifier.load(path)
    codebook = Codebook.load(path)
    shipped = Classifier.load()
    if codebook.names != shipped.codebook.names:
        raise SettingsError(
            f"{path} has other types than the shipped model; train a model for it with "
            "`tiaoli train classify` and name its folder instead."
        )
    return replace(shipped, codebook=codebook)


def _print(rows: list[Row], form: Form) -> None:
    if form is not Form.table:
        print_rows(rows, FIELDS, form)
        return
    for row in rows:
        document, clause, before, after, why, words = (row[field] for field in FIELDS)
        typer.echo(f"{document} {clause}  {before} → {after}  ({why})\n    {words}")
