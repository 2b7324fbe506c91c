"""What a document stresses: firmness, shares with intervals, strength, distinctive words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest

from pipeline.compare.commitment import firmness
from pipeline.compare.emphasis import Interval, emphasis, mix, strength
from pipeline.compare.keyness import Words, keyness
from pipeline.document import Document, Label, Place, Reading
from tests.compare.examples import linxi, wutong


@pytest.mark.parametrize(
    ("words", "step"),
    [
        pytest.param("各区必须在月底前完成清淤。", "must", id="an order"),
        pytest.param("不得新增高耗能项目。", "must", id="a ban"),
        pytest.param("确保水厂年底前投用。", "ensure", id="a promise"),
        pytest.param("加快建设中试基地。", "undertake", id="a plain verb"),
        pytest.param("鼓励企业建设中试基地。", "encourage", id="a hedge before a verb"),
        pytest.param("探索建立容错机制。", "explore", id="a try"),
        pytest.param("研究制定夜间经济办法。", "explore", id="put off"),
        pytest.param("加强基础研究。", "undertake", id="research is a thing"),
        pytest.param("城市因水而兴。", "none", id="says nothing"),
        pytest.param("", "none", id="empty"),
    ],
)
def test_firmness(words: str, step: str) -> None:
    assert firmness(words).name == step


def labelled(reading: Reading, *scores: dict[str, float]) -> Reading:
    clauses = [clause for clause in reading.tree if clause.role == "sentence"]
    labels = [
        Label(clause.id, (), scores[place % len(scores)]) for place, clause in enumerate(clauses)
    ]
    return replace(reading, labels=tuple(labels))


def test_the_mix_carries_the_classifiers_doubt() -> None:
    sure = labelled(linxi(), {"green": 1.0}, {"green": 0.0})
    unsure = labelled(linxi(), {"green": 0.5})
    clauses = [clause for clause in linxi().tree if clause.role == "sentence"]
    one, two = mix(sure, clauses)["green"], mix(unsure, clauses)["green"]

    assert two.value == 0.5
    assert one.low < one.value < one.high
    assert two.low < two.value < two.high


def test_a_mix_of_certain_equals_has_no_width() -> None:
    clauses = [clause for clause in linxi().tree if clause.role == "sentence"]

    assert mix(labelled(linxi(), {"green": 1.0}), clauses)["green"] == Interval(1.0, 1.0, 1.0)


def test_no_labels_no_mix() -> None:
    assert emphasis(linxi()).mix == {}


def test_specificity_counts_sentences() -> None:
    found = emphasis(linxi())
    sentences = [clause for clause in linxi().tree if clause.role == "sentence"]

    assert found.sentences == len(sentences)
    assert found.with_body.value == pytest.approx(1 / len(sentences), abs=1e-4)
    assert found.with_figure.value >= 3 / len(sentences)
    assert found.with_figure.low <= found.with_figure.value <= found.with_figure.high
    assert sum(found.steps.values()) == len(sentences)


@pytest.mark.parametrize(
    ("place", "issuers", "genre", "expected"),
    [
        pytest.param("city", ("云州市人民政府",), "decision", 12, id="a city's decision"),
        pytest.param(
            "city", ("云州市人民政府办公室",), "decision", 8, id="its office: a rank less"
        ),
        pytest.param("city", ("云州市人民政府", "云州市财政局"), "plan", 9, id="one is enough"),
        pytest.param("province", (), "regulation", 20, id="issuer unknown"),
        pytest.param(None, (), "plan", None, id="no place"),
        pytest.param("city", (), None, None, id="no genre"),
    ],
)
def test_strength(
    place: str | None, issuers: tuple[str, ...], genre: str | None, expected: int | None
) -> None:
    where = Place("云州市", None, place) if place else None  # type: ignore[arg-type]
    document = Document("d", "", issuers=issuers, place=where, genre=genre)  # type: ignore[arg-type]

    assert strength(document) == expected


def test_keyness_swaps_signs_with_sides() -> None:
    here, there = Counter({"创新": 60, "发展": 60}), Counter({"生态": 60, "发展": 60})
    forth = {key.word: key.z for key in keyness(here, there, here + there)}
    back = {key.word: key.z for key in keyness(there, here, here + there)}

    assert all(forth[word] == pytest.approx(-back[word]) for word in forth)
    assert forth["创新"] > 1 > abs(forth["发展"])


def test_keyness_trusts_a_rare_word_less() -> None:
    prior = Counter({"创新": 50, "氢能": 1, "发展": 500})
    keys = {k.word: k for k in keyness({"创新": 30, "氢能": 1, "发展": 90}, {"发展": 90}, prior)}

    assert keys["创新"].z > keys["氢能"].z > 0


def test_words_are_cut_with_the_glossary() -> None:
    pytest.importorskip("spacy")
    pytest.importorskip("jieba")
    counts = Words.load()(["建设国家高新技术产业开发区，共100家高新技术企业。"])

    assert counts["高新技术企业"] == 1
    assert "100" not in counts
    assert "，" not in counts


def test_two_documents_are_told_apart_by_their_words() -> None:
    pytest.importorskip("spacy")
    pytest.importorskip("jieba")
    cut = Words.load()
    here, there = cut([linxi().document.text]), cut([wutong().document.text])
    keys = keyness(here, there, here + there)

    assert keys[0].here > keys[0].there
    assert keys[-1].there > keys[-1].here


def test_what_is_left_of_html_is_no_word() -> None:
    cut = Words(lambda text: [SimpleNamespace(text=word) for word in text.split()])

    assert cut(["quot 创新 nbsp 创新 AI"]) == Counter({"创新": 2, "AI": 1})
