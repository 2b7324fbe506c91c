"""The public record: written, read back, and refused where it contradicts itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import (
    Body,
    Check,
    Citation,
    Clause,
    ClauseTree,
    Document,
    Draft,
    Findings,
    Label,
    Milestone,
    Place,
    Quantity,
    Reading,
    Reason,
    Span,
)
from pipeline.errors import RecordError
from pipeline.export.record import from_record, load, to_record, write
from pipeline.segment import segment

TEXT = "澜州市行动计划\n一、目标\n到2025年，培育高新技术企业1500家以上。（责任单位：市科技局）"


def full_reading() -> Reading:
    """A reading in which every field of every layer says something."""
    place = Place("澜州市", None, "city")
    tree = segment(
        Document(
            "plan", TEXT, "plan.txt", "澜州市行动计划", "澜政发〔2023〕8号", ("澜州市人民政府",),
            place, "plan", "2023-05-08",
        )
    )  # fmt: skip
    clause = tree.clauses[2].id
    at = TEXT.index("1500家以上")
    quantity = Quantity(
        clause, Span(at, at + 7), (1500, 1600.5), "家", "range", "level", "target",
        Span(at - 6, at), "2025", "clause", Span(at - 14, at - 9), "year", "2020", "全市", True,
    )  # fmt: skip
    findings = Findings(
        (quantity,),
        (Milestone(clause, Span(at, at + 2), "2025", "context"),),
        (Body(clause, Span(at, at + 4), "市科技局", "lead"),),
        (Citation(clause, Span(at, at + 4), "澜州市规划", None),),
    )
    labels = tuple(
        Label(
            item.id,
            ("industry",),
            {"industry": 0.9, "none": 0.1},
            True,
            (Reason("industry", Span(at, at + 2), 0.5),) if item.id == clause else (),
        )
        for item in tree.clauses
    )
    draft = Draft(
        clause, "…", "memory", 0.9, (("企业", "firm"),), (Check("number", False, "1500"),)
    )
    return Reading(tree, "tiaoli:test", labels, findings, (draft,))


def test_a_record_gives_the_reading_back(tmp_path: Path) -> None:
    reading = full_reading()

    assert from_record(json.loads(json.dumps(to_record(reading)))) == reading
    assert load(write(reading, tmp_path)) == reading


@given(text=st.text("一、（二）\n。目标1.5 亿％😀", max_size=60))
def test_any_text_survives_the_record(text: str) -> None:
    reading = Reading(segment(Document("any", text)), "tiaoli:test")

    assert from_record(json.loads(json.dumps(to_record(reading)))) == reading


def test_the_record_has_the_fields_of_the_promise() -> None:
    record = to_record(full_reading())

    assert list(record) == [
        "schema", "signature", "document", "units", "clauses", "quantities", "milestones", "bodies",
        "citations", "drafts",
    ]  # fmt: skip
    assert set(record["document"]) == {
        "id", "source", "sha256", "title", "doc_number", "issuer", "place", "genre", "issued",
        "text",
    }  # fmt: skip
    assert set(record["units"][0]) == {
        "id", "kind", "marker", "heading", "span", "parent", "depth", "citation",
    }  # fmt: skip
    assert {"id", "unit", "span", "role", "types", "scores", "abstained"} == set(
        record["clauses"][0]
    )
    assert record["quantities"][0]["value"] == [1500, 1600.5]
    assert record["drafts"][0]["checks"] == [{"check": "number", "ok": False, "detail": "1500"}]


def test_layers_that_were_not_asked_for_are_empty_lists() -> None:
    record = to_record(Reading(ClauseTree(Document("bare", "甲"), (), (Clause("1:1", "1", Span(0, 1), "sentence"),)), ""))  # noqa: E501  # fmt: skip

    assert record["quantities"] == record["drafts"] == record["clauses"][0]["types"] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"schema": "tiaoli.reading/9"}, "read the document again", id="other schema"),
        pytest.param({"units": None}, "contradicts itself", id="no units"),
        pytest.param({"clauses": [{"id": "1"}]}, "'unit'", id="half a clause"),
    ],
)
def test_a_broken_record_is_refused(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(to_record(full_reading()) | change), "utf-8")

    with pytest.raises(RecordError, match=message):
        load(path)


def test_a_record_cannot_claim_another_text() -> None:
    record = to_record(full_reading())
    record["document"]["text"] += "改"

    with pytest.raises(RecordError, match="sha256"):
        from_record(record)


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("[]", "utf-8")
    with pytest.raises(RecordError, match="holds no record but a list"):
        load(path)
    path.write_text("{", "utf-8")
    with pytest.raises(RecordError, match="is not JSON"):
        load(path)
    with pytest.raises(RecordError, match="cannot open"):
        load(tmp_path / "none.json")
