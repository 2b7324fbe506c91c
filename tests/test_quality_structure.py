"""How well structure is found on the annotated documents, if they are there.

The floors stand a little below what was measured with each document left out of training; they
are never lowered silently. `shared/` is no part of the project.
"""

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import ClauseTree, Document
from pipeline.segment import segment

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "data" / "gold" / "structure.jsonl"
GOLD_SHA256 = "6bc5c7e9b8162bd075c6dce16e38829efe390fb50e6c750ddd5109d9b1da6376"

pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason=f"no annotated documents in {SHARED}")


def scored(gold: list[dict[str, Any]]) -> dict[str, Any]:
    """What shared/eval/score.py says of our segmentation of the documents that `gold` names."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    found = {}
    for digest in {row["doc"] for row in gold}:
        text = (SHARED / "data" / "documents" / f"{digest[:12]}.txt").read_text("utf-8")
        found[digest] = record(segment(Document(digest, text)))
    result: dict[str, Any] = score.structure(gold, found)
    return result


def record(tree: ClauseTree) -> dict[str, Any]:
    """The fields of a record that the score looks at."""
    return {
        "document": {"text": tree.document.text},
        "units": [
            {
                "kind": unit.kind,
                "span": [unit.span.start, unit.span.end],
                "heading": [unit.heading.start, unit.heading.end] if unit.heading else None,
                "depth": unit.depth,
            }
            for unit in tree.units
        ],
        "clauses": [{"span": [clause.span.start, clause.span.end]} for clause in tree],
    }


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def test_the_annotations_are_those_that_the_floors_were_set_on() -> None:
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest() == GOLD_SHA256


def test_units_headings_and_depths(gold: list[dict[str, Any]]) -> None:
    result = scored(gold)

    assert result["units"]["f1"] >= 0.985
    assert result["heading_exact"] >= 0.99
    assert result["depth_exact"] >= 0.99
    assert result["documents_lossless"] == 1.0


def test_run_in_headings(gold: list[dict[str, Any]]) -> None:
    leads = scored(gold)["per_kind"]["lead"]

    assert leads["p"] >= 0.95
    assert leads["r"] >= 0.93


def test_no_document_falls_behind(gold: list[dict[str, Any]]) -> None:
    for digest in {row["doc"] for row in gold}:
        rows = [row for row in gold if row["doc"] == digest]

        assert scored(rows)["units"]["f1"] >= 0.96, digest
