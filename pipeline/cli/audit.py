"""`tiaoli audit`: the labels that a model doubts most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.forms import Form, Row, print_rows

if TYPE_CHECKING:
    from pipeline.codebook import Codebook

FIELDS = ("doubt", "label", "model", "clause")


def audit(
    labels: Annotated[
        Path,
        typer.Argument(help="The labels: the CSV that trained a model, or JSONL with offsets."),
    ],
    model: Annotated[Path | None, typer.Option(help="The model trained on them.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many to list.")] = 100,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print them.")] = Form.table,
    as_csv: Annotated[
        bool, typer.Option("--csv", hidden=True, help="The same as --format csv.")
    ] = False,
) -> None:
    """List the labelled clauses whose label the model doubts most.

    The doubts are those of models that had not seen the document in question.
    """
    from pipeline.artefacts import locate, require
    from pipeline.codebook import Codebook
    from pipeline.errors import ArtefactError
    from pipeline.train.classify_audit import audit as doubts
    from pipeline.train.classify_folder import read_answers

    folder = require(model or locate("models", "clauses"), "out-of-fold.tsv")
    own = folder / "codebook.toml"
    words = _labels(labels, Codebook.load(own if own.is_file() else None))
    unseen = read_answers(folder / "out-of-fold.tsv")
    if not words.keys() & unseen.keys():
        raise ArtefactError(f"{folder} was not trained on {labels}; name the model that was.")
    found = doubts(((key, types) for key, (types, _) in words.items()), unseen)
    rows: list[Row] = [
        {
            "doubt": round(row.doubt, 2),
            "label": _said(row.given),
            "model": _said(row.instead),
            "clause": words[row.clause][1],
        }
        for row in found[:most]
    ]
    _print(rows, Form.csv if as_csv else form)
    typer.echo(f"the model contradicts {len(found)} of {len(words)} labels", err=True)


def _print(rows: list[Row], form: Form) -> None:
    if form is not Form.table:
        print_rows(rows, FIELDS, form)
        return
    for row in rows:
        typer.echo(f"{row['doubt']:.2f}  {row['label']} (model: {row['model']})  {row['clause']}")


def _labels(path: Path, codebook: Codebook) -> dict[str, tuple[tuple[str, ...], str]]:
    """By clause hash: the types and the words."""
    import json

    from pipeline.errors import RecordError
    from pipeline.train.classify_coded import coded
    from pipeline.train.classify_labels import read_labels

    if path.suffix != ".jsonl":
        return {row.key: (row.types, row.clause) for row in read_labels(path, codebook)}
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return {
            row.key: (tuple(name for name in row.types if name != "none"), line.get("text", ""))
            for row, line in zip(coded(path), lines, strict=True)
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordError(
            f"{path} holds no labels by offsets ({type(error).__name__}: {error}); export it again."
        ) from error


def _said(types: tuple[str, ...]) -> str:
    return ",".join(types) or "none"
