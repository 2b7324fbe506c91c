"""How good the shipped translator is on right translations that were never trained on.

Skipped, saying so, where the translations are not here. The floor of BLEU is the one that the
project set itself; the figures reached stand in models/zh-en/README.md.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.settings import Translate
from pipeline.train.translate_measure import REPORT_SENTENCES, gold_pairs, measure
from pipeline.translate import Glossary
from pipeline.translate.choice import load_engine

SHARED = Path(__file__).parents[2] / "shared" / "data"
GOLD = "857082b142e99eba5672a75ac1d8c6b91dc20bdd9c3f16ca6b87919b24fc7f19"

needs_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the right translations (../shared/data) are not here"
)


@needs_data
def test_the_gold_is_the_one_that_was_measured() -> None:
    assert hashlib.sha256((SHARED / "gold" / "drafts.tsv").read_bytes()).hexdigest() == GOLD
    groups = gold_pairs(SHARED)
    assert (len(groups["report"]), len(groups["municipal"])) == (REPORT_SENTENCES, 400)


@needs_data
def test_right_drafts_score_full_marks() -> None:
    """What the floors are measured with gives a perfect engine perfect marks."""
    pairs = gold_pairs(SHARED)["municipal"]
    right = {pair.chinese: pair.english for pair in pairs}
    perfect = measure(lambda clauses: tuple(right[clause] for clause in clauses), pairs)
    assert perfect.bleu == pytest.approx(100)
    assert perfect.chrf == pytest.approx(100)
    assert perfect.figures >= 0.99


@needs_data
def test_wrong_figures_are_counted() -> None:
    pairs = [pair for pair in gold_pairs(SHARED)["municipal"] if "%" in pair.chinese][:20]
    scores = measure(lambda clauses: tuple("Raise it by 98,765 percent." for _ in clauses), pairs)
    assert scores.figures == 0


@needs_data
def test_municipal_clauses() -> None:
    """The engine that drafts by default, before the translator repairs anything."""
    pytest.importorskip("ctranslate2")
    engine = load_engine(Translate(), Glossary.load())
    assert engine is not None
    municipal = measure(engine, gold_pairs(SHARED)["municipal"])
    assert municipal.bleu >= 42
    assert municipal.chrf >= 69.8
    assert municipal.figures >= 0.97
