"""Floors for counterparts, on judged clauses of one real decision against real documents.

The judged clauses were looked at while the matcher was made: of its numbers only three were chosen
on them (two of BM25 and the share of shared words). The gold is pinned by its digest.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.compare.collection import collect
from pipeline.compare.counterparts import Finder
from pipeline.compare.formulas import Formulas
from pipeline.compare.lexical import Rarity
from pipeline.compare.vectors import Encoder
from pipeline.document import Document, Reading
from pipeline.segment import segment

SHARED = Path(__file__).parents[2] / "shared"
DIGEST = "785914c6d6834a3843d8997bd1dee89cd1a6b73c3f978b45eb76dd98f70b54cf"
NDCG, RECALL = 0.79, 0.92
GENRES = ("policy", "gov_work_report")

pytestmark = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the shared data are not beside the repository"
)


def readings() -> Iterator[Reading]:
    """The city and province documents of the two genres, cut into clauses."""
    with lzma.open(SHARED / "data" / "domain.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["level"] in ("city", "province") and row["genre"] in GENRES:
                yield Reading(segment(Document(row["sha256"][:12], row["text"])), "segment")


def judge(gold: list[Any], rows: list[dict[str, Any]]) -> dict[str, float]:
    sys.path.insert(0, str(SHARED / "eval"))
    try:
        import score  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    found: dict[str, float] = score.counterparts(gold, rows)
    return found


def test_counterparts_of_the_judged_clauses() -> None:
    path = SHARED / "data" / "gold" / "counterparts.jsonl"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == DIGEST
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    encode = Encoder.load()
    found = collect(readings(), encode, Rarity.load(), Formulas.count([]))
    text = (SHARED / "data" / "documents" / f"{gold[0]['doc'][:12]}.txt").read_text("utf-8")
    asked = [text[item["start"] : item["end"]] for item in gold]

    rows = [
        {
            "span": (item["start"], item["end"]),
            "matches": [
                {
                    "doc": found.sources[found.passages[match.passage].source].sha256,
                    "span": [
                        found.passages[match.passage].span.start,
                        found.passages[match.passage].span.end,
                    ],
                }
                for match in matches
            ],
        }
        for item, matches in zip(gold, Finder.over(found)(asked, encode(asked)), strict=True)
    ]
    scores = judge(gold, rows)

    assert 60_000 < len(found) < 80_000
    assert scores["ndcg_at_10"] >= NDCG
    assert scores["recall_at_10"] >= RECALL
