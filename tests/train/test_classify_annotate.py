"""The formats are those that each tool's manual documents; the samples are made up."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from lxml import etree

from pipeline.codebook import Codebook
from pipeline.errors import RecordError
from pipeline.train.classify_agreement import agreement
from pipeline.train.classify_annotate import (
    EXPORTS,
    Coding,
    Task,
    from_csv,
    from_doccano,
    from_labelstudio,
    from_prodigy,
    labelstudio_config,
    read_codings,
    write_csv,
)

BOOK = Codebook.load()
TASKS = [
    Task("a1", "建设“云州”中试平台。", "（一）平台", "前句。", "云州市计划", ("platform",), 0.6),
    Task("b2", "提高认识，\n加强领导。", score=0.4),
]


def test_labelstudio_tasks() -> None:
    first, second = json.loads(EXPORTS["labelstudio"](TASKS, BOOK))
    assert first["data"]["clause"] == TASKS[0].clause
    assert first["data"]["heading"] == "（一）平台"
    (prediction,) = first["predictions"]
    assert prediction["result"] == [
        {
            "from_name": "types",
            "to_name": "clause",
            "type": "choices",
            "value": {"choices": ["platform"]},
        }
    ]
    assert second["predictions"][0]["result"][0]["value"]["choices"] == ["none"]


def test_labelstudio_interface_names_what_tasks_name() -> None:
    view = etree.fromstring(labelstudio_config(BOOK))
    choices = view.find("Choices")
    assert choices is not None
    assert choices.attrib["name"] == "types"
    assert choices.attrib["toName"] == "clause"
    assert choices.attrib["choice"] == "multiple"
    assert [choice.attrib["value"] for choice in choices] == [*BOOK.names, "none"]
    shown = {str(text.attrib["value"]).removeprefix("$") for text in view.findall("Text")}
    assert shown <= set(json.loads(EXPORTS["labelstudio"](TASKS, BOOK))[0]["data"])


LABELSTUDIO = [
    {
        "id": 1,
        "data": {"clause": "建设中试平台。", "id": "a1", "heading": "（一）平台"},
        "annotations": [
            {
                "id": 11,
                "completed_by": {"id": 3, "email": "li@example.org"},
                "was_cancelled": False,
                "result": [
                    {
                        "id": "x",
                        "from_name": "types",
                        "to_name": "clause",
                        "type": "choices",
                        "value": {"choices": ["platform", "finance"]},
                    }
                ],
            },
            {"id": 12, "completed_by": 4, "was_cancelled": True, "result": []},
            {
                "id": 13,
                "completed_by": 4,
                "result": [{"type": "choices", "value": {"choices": ["none"]}}],
            },
        ],
        "predictions": [],
    }
]


def test_labelstudio_export_comes_back() -> None:
    assert from_labelstudio(json.dumps(LABELSTUDIO)) == [
        Coding("a1", "建设中试平台。", ("platform", "finance"), "li@example.org", "（一）平台"),
        Coding("a1", "建设中试平台。", (), "4", "（一）平台"),
    ]


def test_doccano_there_and_back() -> None:
    lines = EXPORTS["doccano"](TASKS, BOOK)
    rows = [json.loads(line) for line in lines.splitlines()]
    assert [(row["text"], row["label"]) for row in rows] == [
        (TASKS[0].clause, ["platform"]),
        (TASKS[1].clause, ["none"]),
    ]
    exported = [{"id": 7, **rows[0], "label": ["talent"], "Comments": []}, {**rows[1], "label": []}]
    back = from_doccano("\n".join(json.dumps(row) for row in exported))
    assert [(coding.clause, coding.types) for coding in back] == [(TASKS[0].clause, ("talent",))]


def test_prodigy_there_and_back() -> None:
    rows = [json.loads(line) for line in EXPORTS["prodigy"](TASKS, BOOK).splitlines()]
    assert [option["id"] for option in rows[0]["options"]] == [*BOOK.names, "none"]
    assert rows[0]["accept"] == ["platform"]
    answered = [
        {**rows[0], "accept": ["reform", "talent"], "answer": "accept", "_annotator_id": "wang"},
        {**rows[1], "answer": "ignore"},
        {**rows[1], "answer": "reject"},
    ]
    back = from_prodigy("\n".join(json.dumps(row) for row in answered))
    assert back == [
        Coding(
            "a1",
            TASKS[0].clause,
            ("reform", "talent"),
            "wang",
            "（一）平台",
            "前句。",
            "云州市计划",
        )
    ]


def test_csv_there_and_back() -> None:
    rows = list(csv.DictReader(io.StringIO(EXPORTS["csv"](TASKS, BOOK))))
    assert [row["types"] for row in rows] == ["", ""]
    rows[0]["types"], rows[0]["coder"] = "finance; industry", "zhao"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    back = from_csv("\ufeff" + out.getvalue())
    assert [(coding.types, coding.coder) for coding in back] == [(("finance", "industry"), "zhao")]
    assert from_csv(write_csv(back)) == back


def test_a_type_that_the_codebook_lacks(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps({"text": "甲。", "label": ["culture"]}))
    with pytest.raises(RecordError, match="'culture'"):
        read_codings(path, "doccano", BOOK)


@pytest.mark.parametrize("tool", ["labelstudio", "doccano", "prodigy"])
def test_what_is_no_export(tool: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text("clause,types")
    with pytest.raises(RecordError, match="this is not"):
        read_codings(path, tool, BOOK)


def _said(coder: str, *answers: str) -> list[Coding]:
    return [
        Coding(str(i), f"句{i}。", tuple(name for name in answer.split(",") if name), coder)
        for i, answer in enumerate(answers)
    ]


def test_agreement() -> None:
    pytest.importorskip("krippendorff")
    one = _said("one", "platform", "talent", "", "platform,reform")
    same = agreement(one + _said("two", "platform", "talent", "", "platform,reform"), BOOK.names)
    assert same.alpha == 1.0
    assert same.kappa == {("one", "two"): 1.0}
    assert same.alpha_by_type["reform"] == 1.0
    assert same.alpha_by_type["green"] is None, "nobody gave it"
    # By hand: 4 clauses, the first answers differ on one. Expected agreement from the pooled
    # answers of 8: platform 3, talent 3, none 2 → α = 1 − 7·(2/8 disagreement pairs)/(…).
    other = agreement(one + _said("two", "talent", "talent", "", "platform"), BOOK.names)
    expected = 1 - (2 * 1 / 8) / ((8 * 8 - 3 * 3 - 3 * 3 - 2 * 2) / (8 * 7))
    assert other.alpha == pytest.approx(expected, abs=1e-4)
    assert other.clauses == 4


def test_agreement_needs_two_coders() -> None:
    with pytest.raises(RecordError, match="two coders"):
        agreement(_said("one", "platform", "talent"), BOOK.names)
