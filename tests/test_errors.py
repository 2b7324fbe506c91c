from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.document import ClauseTree, Document, Label
from pipeline.errors import ArtefactError, ExtraError, PipelineError
from pipeline.flow import Pipeline


def test_a_failing_stage_names_itself_and_the_document() -> None:
    def classify(tree: ClauseTree) -> tuple[Label, ...]:
        raise ArtefactError.missing(Path("models/clauses"), ["weights.npz"])

    with pytest.raises(ArtefactError, match=r"no weights\.npz in models.clauses") as caught:
        Pipeline(classify=classify)(Document("lanzhou-2021", "一、总体要求"))
    assert caught.value.__notes__ == ["while running classify on lanzhou-2021"]


def test_a_missing_extra_names_the_install_line() -> None:
    assert str(ExtraError.missing("torch", "train")) == (
        "torch is not installed; run `pip install 'tiaoli[train]'`."
    )


def test_the_tree_in_the_docstring_names_every_error() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    drawn = errors.__doc__ or ""

    assert all(kind.__name__ in drawn for kind in kinds if issubclass(kind, PipelineError))
