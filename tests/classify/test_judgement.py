from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.classify import Classifier
from pipeline.classify.judgement import Calibration, judge, scores
from pipeline.classify.why import Explained, reasons, why
from pipeline.codebook import Codebook
from pipeline.document import ClauseTree, Document
from pipeline.errors import ArtefactError
from pipeline.segment import segment
from tests.classify.small import classifier

BOOK = Codebook.load()
BOOK = replace(BOOK, types=tuple(replace(kind, threshold=0.5) for kind in BOOK.types))
PLAIN = Calibration.plain(6)
WORDS = [
    "建设",
    "平台",
    "人才",
    "基金",
    "改革",
    "产业",
    "碳",
    "。",
    "，",
    "\n",
    "一、",
    "（一）",
    "2030年",
]


def outputs(first: list[float], each: list[float]) -> object:
    return np.array([first + each])


@pytest.mark.parametrize(
    ("first", "each", "expected"),
    [
        pytest.param([0.0] * 6 + [3.0], [-3.0] * 6, (), id="none where no type passes"),
        pytest.param([4.0] + [0.0] * 6, [2.0] + [-3.0] * 5, ("platform",), id="one"),
        pytest.param(
            [0.0, 4.0, 1.0, 0.0, 0.0, 0.0, 0.0],
            [-3.0, 1.0, 2.0, -3.0, -3.0, -3.0],
            ("talent", "finance"),
            id="the likeliest to come first comes first, not the likeliest to apply",
        ),
        pytest.param(
            [0.0, 1.0] + [0.0] * 5,
            [-3.0, -1.0, -3.0, -3.0, -3.0, -3.0],
            (),
            id="a type under its threshold is not named",
        ),
        pytest.param(
            [9.0] + [0.0] * 6,
            [-3.0] * 6,
            ("platform",),
            id="what comes first applies",
        ),
        pytest.param(
            [0.0] * 6 + [9.0],
            [3.0] + [-3.0] * 5,
            (),
            id="where nothing comes first nothing applies",
        ),
    ],
)
def test_types(first: list[float], each: list[float], expected: tuple[str, ...]) -> None:
    judged = judge(outputs(first, each), PLAIN, BOOK)
    assert scores(judged, 0, BOOK)[0] == expected


def test_the_first_answers_score_is_its_sureness() -> None:
    judged = judge(outputs([2.0] + [0.0] * 6, [2.0] + [-3.0] * 5), PLAIN, BOOK)
    types, said = scores(judged, 0, BOOK)
    assert types == ("platform",)
    assert said["platform"] == pytest.approx(np.exp(2) / (np.exp(2) + 6), abs=1e-3)
    assert said["talent"] == pytest.approx(1 / (np.exp(2) + 6), abs=1e-3), "1 / (1 + e³) is less"


def test_a_type_applies_as_likely_as_it_comes_first_and_no_likelier_than_anything() -> None:
    luck = np.random.default_rng(3)
    judged = judge(luck.normal(size=(200, 13), scale=4), PLAIN, BOOK)
    first = PLAIN.first_chances(luck.normal(size=(5, 13)))
    assert first.sum(axis=1) == pytest.approx(1)
    assert (judged.applies[:, :6] <= 1 - judged.applies[:, 6:] + 1e-12).all()
    told = judged.given > 0
    chosen = judged.applies[np.arange(200), judged.order[:, 0]]
    assert (judged.sure[told] <= chosen[told] + 1e-12).all()


def _tree(seed: int) -> ClauseTree:
    luck = random.Random(seed)
    return segment(Document("demo", "".join(luck.choices(WORDS, k=luck.randint(0, 200)))))


@pytest.mark.parametrize("seed", range(8))
def test_laws(seed: int) -> None:
    tree = _tree(seed)
    labels = classifier()(tree)
    assert [label.clause for label in labels] == [clause.id for clause in tree]
    for label in labels:
        assert set(label.scores) == {*BOOK.names, "none"}
        assert all(0 <= score <= 1 for score in label.scores.values())
        assert "none" not in label.types
        assert len(set(label.types)) == len(label.types)
        sure = label.scores[label.types[0] if label.types else "none"]
        assert label.abstained == (sure < BOOK.abstain_below) or sure == BOOK.abstain_below


def test_independent_of_batching_and_order(monkeypatch: pytest.MonkeyPatch) -> None:
    trees = [_tree(seed) for seed in range(6)]
    read = classifier()
    forwards = [read(tree) for tree in trees]
    backwards = [read(tree) for tree in reversed(trees)][::-1]
    assert forwards == backwards
    monkeypatch.setattr("pipeline.classify.network.TOGETHER", 3)
    for one, other in zip(forwards, [read(tree) for tree in trees], strict=True):
        assert [label.types for label in one] == [label.types for label in other]
        for a, b in zip(one, other, strict=True):
            assert a.scores == pytest.approx(b.scores, abs=2e-4)


def test_context_counts() -> None:
    read = classifier()
    alone = read(segment(Document("demo", "支持共建基地。")))[0]
    below = read(segment(Document("demo", "一、引进人才\n支持共建基地。")))[1]
    assert alone.scores != below.scores


def test_nothing_to_label() -> None:
    assert classifier()(segment(Document("demo", ""))) == ()


def test_reasons_point_into_the_clause() -> None:
    tree = segment(Document("demo", "一、引进人才\n云州市建设中试平台，设立产业基金。"))
    clause = tree.clauses[1]
    found = why(classifier(), tree, clause.id)
    assert found
    label = classifier()(tree)[1]
    assert {reason.type for reason in found} <= set(label.types or ("none",))
    for reason in found:
        assert reason.span in clause.span
        assert len(reason.span) >= 2
        assert reason.weight > 0


def test_reasons_of_all_clauses_at_once() -> None:
    tree = segment(Document("demo", "一、引进人才\n云州市建设中试平台。设立产业基金。"))
    read = classifier()
    every = reasons(read, tree)
    assert list(every) == [clause.id for clause in tree.clauses]
    assert every == {clause.id: why(read, tree, clause.id) for clause in tree.clauses}
    assert reasons(read, tree, [1]) == {tree.clauses[1].id: every[tree.clauses[1].id]}


def test_labels_explained_are_the_labels_with_reasons() -> None:
    tree = segment(Document("demo", "一、平台\n建设平台，引进人才。"))
    read = classifier()
    explained = Explained(read)(tree)
    assert [replace(label, reasons=()) for label in explained] == list(read(tree))
    assert {label.clause: label.reasons for label in explained} == reasons(read, tree)
    assert any(label.reasons for label in explained)


def test_reasons_of_an_unknown_clause() -> None:
    with pytest.raises(KeyError):
        why(classifier(), segment(Document("demo", "甲。")), "9:9")


def test_a_model_of_other_types_is_refused(tmp_path: Path) -> None:
    for name in ("artefact.toml", "weights.npz"):
        (tmp_path / name).write_text("weights = []")
    (tmp_path / "model.json").write_text(json.dumps({"types": ["supply"], "lines": {}}))
    with pytest.raises(ArtefactError, match="knows the types supply"):
        Classifier.load(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="no artefact"):
        Classifier.load(tmp_path)
