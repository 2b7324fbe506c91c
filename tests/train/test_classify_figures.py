from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.train import classify_figures as figures
from pipeline.train.classify_audit import audit
from pipeline.train.classify_card import write_figures
from pipeline.train.classify_figures import Answer
from pipeline.train.classify_folder import Unseen, read_answers, write_answers, write_thresholds

np = pytest.importorskip("numpy")
TYPES = ("platform", "talent")
ANSWERS = [
    Answer(("platform",), ("platform",), 0.95, document="a"),
    Answer(("platform", "talent"), ("platform",), 0.85, document="a"),
    Answer(("talent",), ("platform",), 0.55, abstained=True, document="b"),
    Answer((), (), 0.75, document="c"),
]


def test_figures() -> None:
    found = figures.figures(ANSWERS, TYPES)
    assert found["primary_accuracy"] == 0.75
    assert found["surest_half_accuracy"] == 1.0
    assert found["exact_set"] == 0.5
    assert found["abstained"] == 0.25
    assert found["accuracy_without_abstained"] == 1.0
    assert found["documents"] == 3
    assert found["per_type"]["platform"] == {
        "precision": 0.6667,
        "recall": 1.0,
        "f1": 0.8,
        "support": 2,
    }
    assert found["per_type"]["talent"]["f1"] == 0.0
    assert found["macro_f1"] == 0.4
    assert found["ece"] == pytest.approx((0.05 + 0.15 + 0.55 + 0.25) / 4)


def test_confusion_and_coverage() -> None:
    assert figures.confusion(ANSWERS, TYPES) == [
        ("platform", [2, 0, 0]),
        ("talent", [1, 0, 0]),
        ("none", [0, 0, 1]),
    ]
    curve = figures.coverage(ANSWERS, steps=4)
    assert [row["right"] for row in curve] == [1.0, 1.0, 1.0, 0.75]
    assert curve[-1]["score"] == 0.55


def test_the_interval_holds_the_figure() -> None:
    low, high = figures.interval(ANSWERS * 5, TYPES)
    assert low <= figures.figures(ANSWERS, TYPES)["macro_f1"] <= high


def test_the_card_keeps_its_words(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "# Mine\n\n<!-- figures: written by training -->\nstale\n<!-- end of figures -->\nLimits.\n"
    )
    write_figures(tmp_path, ANSWERS, TYPES)
    write_figures(tmp_path, ANSWERS, TYPES)
    card = (tmp_path / "README.md").read_text()
    assert card.startswith("# Mine\n")
    assert card.endswith("Limits.\n")
    assert "stale" not in card
    assert card.count("| platform | 0.667 | 1.000 | 0.800 | 2 |") == 1


def test_answers_come_back(tmp_path: Path) -> None:
    said = {"platform": 0.9, "talent": 0.125, "none": 0.01}
    rows = [
        Unseen("bb", 1, ("platform", "talent"), said, False),
        Unseen("aa", 0, (), {**said, "none": 0.5}, True),
    ]
    path = tmp_path / "out-of-fold.tsv"
    write_answers(path, rows, (*TYPES, "none"))
    assert read_answers(path) == {row.clause: row for row in rows}


def test_audit_lists_the_most_doubtful_first() -> None:
    sure = {"platform": 0.97, "talent": 0.02, "none": 0.01}
    torn = {"platform": 0.55, "talent": 0.45, "none": 0.05}
    unseen = {
        "right": Unseen("right", 0, ("platform",), sure, False),
        "wrong": Unseen("wrong", 0, ("platform",), sure, False),
        "torn": Unseen("torn", 0, ("platform",), torn, True),
        "second": Unseen("second", 0, ("platform", "talent"), torn, True),
    }
    labels = [
        ("torn", ("talent",)),
        ("right", ("platform",)),
        ("wrong", ("talent",)),
        ("second", ("platform",)),
        ("unknown", ()),
    ]
    found = audit(labels, unseen)
    assert [row.clause for row in found] == ["wrong", "second", "torn"]
    assert found[0].doubt == 0.95
    assert found[0].instead == ("platform",)


def test_thresholds_are_written_where_they_stand(tmp_path: Path) -> None:
    from dataclasses import replace

    path = tmp_path / "own.toml"
    path.write_text(
        'name = "x" # mine\n[[types]]\nname = "a"\nthreshold = 0.5\ndefinition = "A."\n\n'
        '[[types]]\nname = "b"\ndefinition = "B."\n'
    )
    book = Codebook.load(path)
    changed = [replace(kind, threshold=at) for kind, at in zip(book.types, (0.4, 0.6), strict=True)]
    write_thresholds(path, replace(book, types=tuple(changed)))
    again = Codebook.load(path)
    assert again.thresholds == (0.4, 0.6)
    assert "# mine" in path.read_text()
    assert path.read_text().count("threshold") == 2
