"""Task types against the development gold, by the scoring tool, with answers of unseen documents.

The shipped model has learned from these labels, so its own answers prove nothing. What counts are
the answers of models that were trained in the same way without the document in question (and its
near-duplicates), kept by clause hash in `models/clauses/out-of-fold.tsv`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from pipeline.artefacts import locate

np = pytest.importorskip("numpy")
pytest.importorskip("sklearn")

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "data" / "gold" / "types.jsonl"
CHENGDU = SHARED / "data" / "gold" / "types-chengdu.jsonl"
DIGEST = "9cbfbbde5568978a85ec1e06eb253725b0945c0e73db8cf26ff431adc6f976f3"

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="needs the annotated documents in ../shared/data"
)

FLOORS = {
    "macro_f1": 0.875,
    "primary_accuracy": 0.858,
    "surest_half_accuracy": 0.968,
}
FLOORS_BY_TYPE = {
    "platform": 0.80,
    "talent": 0.885,
    "finance": 0.878,
    "reform": 0.835,
    "industry": 0.877,
    "green": 0.945,
}
MOST_ERROR = 0.03


def score(gold: list[dict[str, Any]]) -> dict[str, Any]:
    """Score the kept answers, as records that hold nothing but the labelled clauses."""
    from pipeline.train.classify_coded import Coded
    from pipeline.train.classify_folder import read_answers

    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    unseen = read_answers(locate("models", "clauses", "out-of-fold.tsv"))
    found: dict[str, Any] = defaultdict(lambda: {"clauses": []})
    for row in gold:
        said = unseen.get(Coded(row["doc"], row["start"], row["end"], ()).key)
        clauses = found[row["doc"]]["clauses"]
        if said:
            clauses.append(
                {
                    "span": (row["start"], row["end"]),
                    "types": said.types,
                    "scores": said.scores,
                    "abstained": said.abstained,
                }
            )
    result: dict[str, Any] = module.types(gold, found)
    return result


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def scored() -> dict[str, Any]:
    return score(rows(GOLD))


def test_gold_is_the_one_measured() -> None:
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest() == DIGEST


@pytest.mark.parametrize("figure", FLOORS)
def test_floor(figure: str, scored: dict[str, Any]) -> None:
    assert scored[figure] >= FLOORS[figure]


@pytest.mark.parametrize("name", FLOORS_BY_TYPE)
def test_floor_by_type(name: str, scored: dict[str, Any]) -> None:
    assert scored["per_type"][name]["f1"] >= FLOORS_BY_TYPE[name]


def test_scores_mean_what_they_say(scored: dict[str, Any]) -> None:
    assert scored["ece"] <= MOST_ERROR


def test_nearly_every_labelled_clause_is_answered(scored: dict[str, Any]) -> None:
    assert scored["clauses_matched"] >= 0.99


def test_the_card_says_what_the_scoring_tool_says(scored: dict[str, Any]) -> None:
    kept = json.loads(locate("models", "clauses", "figures.json").read_text("utf-8"))
    for figure in ("macro_f1", "primary_accuracy", "surest_half_accuracy", "exact_set"):
        assert kept[figure] == pytest.approx(scored[figure], abs=1e-3), figure
    assert kept["ece"] == pytest.approx(scored["ece"], abs=2e-3)
    for name, row in kept["per_type"].items():
        assert row["f1"] == pytest.approx(scored["per_type"][name]["f1"], abs=1e-3), name


def test_chengdu() -> None:
    assert score(rows(CHENGDU))["primary_accuracy"] >= 0.80


def test_answers_name_only_labelled_clauses() -> None:
    """Every kept answer is of a clause in the gold: nothing else was tuned on."""
    from pipeline.train.classify_coded import coded
    from pipeline.train.classify_folder import read_answers

    keys = {row.key for path in (GOLD, CHENGDU) for row in coded(path)}
    assert read_answers(locate("models", "clauses", "out-of-fold.tsv")).keys() <= keys
