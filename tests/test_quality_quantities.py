"""Quantities, targets and milestones against the development gold, by the scoring tool.

The floors stand slightly below what this code scores on the gold. They are
raised when the code gets better and never lowered silently; the digest pins the gold.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document, Findings
from pipeline.extract import extract
from pipeline.segment import segment

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "data" / "gold" / "quantities.jsonl"
DIGEST = "31181bb72354bc2443fb2d2008027a9b00b80cb98c8bb937fcbdd3499f2b2def"

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="needs the annotated documents in ../shared/data"
)

# In-sample figures: the gold was looked at while the rules were written. Fresh clauses labelled
# blind (before the output was seen) are harder. On 96 clauses of 12 documents, chosen for mixed
# kinds: found P 0.98 R 0.95, roles 0.87, indicators 0.83, deadlines 0.85, whole targets 0.62. On
# 92 and 79 clauses of 22 more: roles 0.99 and 0.94, indicators 0.92 and 0.85, deadlines 0.76 and
# 0.74, whole targets 0.72 and 0.56. Those errors that had a general cause were mended then, so
# that these documents are no measure any more. The readers of this gold leave the later
# paragraphs of a section of goals undated; the blind labels had them dated.
FLOORS = {
    "found": 0.99,
    "value": 0.99,
    "unit": 0.99,
    "comparator": 0.99,
    "change": 0.985,
    "role": 0.965,
    "indicator": 0.91,
    "deadline": 0.935,
    "whole_targets": 0.88,
    "milestones": 0.95,
    "traps_kept_clean": 0.98,
}


def scorer() -> Callable[[list[Any], dict[str, Any]], dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    quantities: Callable[[list[Any], dict[str, Any]], dict[str, Any]] = module.quantities
    return quantities


def record(text: str, findings: Findings) -> dict[str, Any]:
    """As much of the public record as the scoring tool reads."""
    return {
        "document": {"text": text},
        "quantities": [
            {
                "span": [q.span.start, q.span.end],
                "value": list(q.value) if isinstance(q.value, tuple) else q.value,
                "unit": q.unit,
                "comparator": q.comparator,
                "change": q.change,
                "role": q.role,
                "indicator": [q.indicator.start, q.indicator.end] if q.indicator else None,
                "deadline": q.deadline,
            }
            for q in findings.quantities
        ],
        "milestones": [
            {"span": [m.span.start, m.span.end], "deadline": m.deadline}
            for m in findings.milestones
        ],
    }


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = {}
    for doc in sorted({item["doc"] for item in gold}):
        path = SHARED / "data" / "documents" / f"{doc[:12]}.txt"
        text = path.read_text(encoding="utf-8")
        found[doc] = record(text, extract(segment(Document(doc[:12], text))))
    result = scorer()(gold, found)
    whole = {name: result[name]["f1"] for name in ("found", "whole_targets", "milestones")}
    fields: dict[str, float] = result["fields"]
    return whole | fields | {"traps_kept_clean": result["traps_kept_clean"]}


def test_the_gold_is_the_one_that_was_measured() -> None:
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest() == DIGEST


@pytest.mark.parametrize("name", FLOORS)
def test_floor(name: str, scores: dict[str, float]) -> None:
    assert scores[name] >= FLOORS[name]
