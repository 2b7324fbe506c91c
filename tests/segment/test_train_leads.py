"""The model of run-in headings is made again, small, from sentences of our own."""

import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="training needs the extra `train`")

from pipeline.segment.leads import leads
from pipeline.segment.outline import outline
from pipeline.segment.weights import Weights
from pipeline.train.leads import (
    content_model,
    evaluate,
    examples,
    labelled,
    place_model,
    places,
    quantised,
    save,
    sha256,
    texts,
)

VERBS = ("强化", "优化", "完善", "提升", "健全", "深化")
THINGS = ("泵站建设", "管网改造", "河道管护", "水源保护", "节水管理", "应急调度")
MARKED = "".join(
    f"（一）{verb}{thing}。围绕{thing}，编制年度计划，明确责任分工，完成投资{n}亿元。"
    f"新建设施{n}处，改造设施{n}处。按月通报进度，年底前全部完工。\n"
    for n, (verb, thing) in enumerate([(v, t) for v in VERBS for t in THINGS], 2)
)
UNMARKED = "一、任务\n" + "".join(
    f"{verb}{thing}。围绕{thing}，编制年度计划，明确责任分工，落实专项资金。按月通报工程进度。年底前全部完工。\n"
    for verb, thing in zip(VERBS, THINGS, strict=True)
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leads")
    labels = folder / "labels.jsonl"
    starts = [UNMARKED.index(verb) for verb in VERBS]
    row = {"doc": sha256(UNMARKED), "leads": starts}
    labels.write_text(json.dumps(row) + "\n", "utf-8")
    content = quantised(*content_model([e for k in range(12) for e in examples(f"{k}\n{MARKED}")]))
    found = places(UNMARKED, labelled([labels])[0], content)
    assert found.missed == 0
    weights, bias = place_model([found])
    save(Weights(content.table, content.scale, content.bias, weights, bias), folder / "model")
    assert next(evaluate([found, found], content))[1:] == (len(VERBS), 0, 0)
    return folder / "model"


def test_a_trained_model_finds_the_headings_that_it_was_shown(trained: Path) -> None:
    weights = Weights.load(trained)

    found = leads(UNMARKED, outline(UNMARKED).stretches, weights)

    assert [UNMARKED[o.start : o.start + 2] for o in found] == list(VERBS)


def test_the_table_takes_a_byte_a_bucket(trained: Path) -> None:
    assert (trained / "ngrams.bin").stat().st_size == 2**15


def test_marked_headings_are_the_positives() -> None:
    found = list(examples(MARKED))

    assert {e.sentence for e in found if e.heading} == {v + t for v in VERBS for t in THINGS}
    assert any(not e.heading for e in found)


def test_labels_of_both_forms_are_read(tmp_path: Path) -> None:
    per_unit = tmp_path / "structure.jsonl"
    rows = [{"doc": "d", "kind": "lead", "start": 7}, {"doc": "d", "kind": "part", "start": 0}]
    per_unit.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    per_document = tmp_path / "labels.jsonl"
    per_document.write_text(json.dumps({"doc": "e", "leads": [3], "open": [5]}), "utf-8")

    both = {labels.sha256: labels for labels in labelled([per_unit, per_document])}

    assert both["d"].leads == {7}
    assert both["e"].leads == {3}
    assert both["e"].open == {5}


def test_the_same_text_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    (tmp_path / "b.txt").write_text("甲", "utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": "乙"}), "utf-8")

    assert list(texts([tmp_path, tmp_path / "c.jsonl"])) == ["甲", "乙"]
