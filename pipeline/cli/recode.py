"""`tiaoli recode`: which clauses move between two codebooks or models, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.classify import Classifier


def recode(
    old: Annotated[Path, typer.Argument(help="A model folder, or a codebook file.")],
    new: Annotated[Path, typer.Argument(help="Another one.")],
    files: Annotated[list[str], typer.Argument(help="The documents to code with both.")],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
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
    rows: list[tuple[str, ...]] = [("document", "clause", "before", "after", "why", "words")]
    read = clauses = 0
    for reading in readings(files, Pipeline(), Settings.load(), failures):
        read += 1
        clauses += len(reading.tree.clauses)
        words = {clause.id: reading.tree.words(clause) for clause in reading.tree}
        rows += [
            (
                reading.document.id,
                move.clause,
                ",".join(move.before) or "none",
                ",".join(move.after) or "none",
                "; ".join(move.reasons),
                words[move.clause],
            )
            for move in moves(before, after, reading.tree)
        ]
    _print(rows, as_csv)
    typer.echo(f"{len(rows) - 1} of {clauses} clauses moved", err=True)
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


def _print(rows: list[tuple[str, ...]], as_csv: bool) -> None:
    import csv
    import sys

    if as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
        return
    for document, clause, before, after, why, words in rows[1:]:
        typer.echo(f"{document} {clause}  {before} → {after}  ({why})\n    {words}")
