"""Labels and targets are corrected, and come out as annotations that others read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.codebook import Codebook
from pipeline.errors import RecordError
from pipeline.train.classify_annotate import read_codings
from pipeline.web.codings import valid_fields, valid_types
from tests.web.conftest import Bench

FIELDS = {
    "value": "16000",
    "unit": "家",
    "comparator": "ge",
    "change": "level",
    "role": "target",
    "indicator": "高新技术企业",
    "deadline": "2026",
    "deadline_from": "clause",
}
GOAL = "高新技术企业突破"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    bench.shelve("a.txt")
    return bench


def quantity(bench: Bench, words: str) -> Any:
    reading = bench.workbench.reading("a")
    return next(one for one in reading.findings.quantities if words in reading.document[one.span])


def place(bench: Bench, words: str) -> str:
    span = quantity(bench, words).span
    return f"/api/documents/a/targets/{span.start}-{span.end}"


def label(bench: Bench, words: str, **said: Any) -> Any:
    return bench.put(f"/api/documents/a/clauses/{bench.start_of('a', words)}/label", **said)


def test_labels_come_out_as_coders_write_them(bench: Bench, tmp_path: Path) -> None:
    label(bench, GOAL, types=["industry", "finance"], base=0, author="Wen")
    label(bench, "培育技能人才", types=["none"], base=0)

    path = tmp_path / "labels.csv"
    path.write_bytes(bench.get("/export/labels.csv").content)
    first, second = read_codings(path, "csv", Codebook.load())

    assert (first.types, first.coder) == (("industry", "finance"), "Wen")
    assert first.clause.startswith("到2025年")
    assert (first.heading, first.document) == (
        "一、发展目标",
        "中共澜州市委关于建设科技创新中心的决定",
    )
    assert (second.types, second.coder) == ((), "")


def test_labels_come_out_by_offsets(bench: Bench) -> None:
    label(bench, GOAL, types=["industry"], base=0)

    (row,) = map(json.loads, bench.get("/export/labels.jsonl").text.splitlines())

    reading = bench.workbench.reading("a")
    assert row["doc"] == reading.document.sha256
    assert reading.document.text[row["start"] : row["end"]] == row["text"]
    assert row["types"] == ["industry"]


def test_a_label_is_changed_twice_and_the_last_counts(bench: Bench) -> None:
    label(bench, GOAL, types=["industry"], base=0)
    assert label(bench, GOAL, types=["green"], base=0).status_code == 409

    assert label(bench, GOAL, types=["green"], base=1).json()["version"] == 2

    (row,) = map(json.loads, bench.get("/export/labels.jsonl").text.splitlines())
    assert row["types"] == ["green"]


@pytest.mark.parametrize("types", [["magic"], "green", [5], None, {"green": 1}])
def test_a_type_that_the_codebook_lacks_is_refused(types: Any, bench: Bench) -> None:
    assert label(bench, GOAL, types=types, base=0).status_code == 422
    assert bench.workbench.revisions.all("label") == ()


def test_types_are_kept_once_each_in_their_order() -> None:
    codebook = Codebook.load()

    assert valid_types(["green", "finance", "green"], codebook) == ["green", "finance"]
    assert valid_types(["none"], codebook) == []


def test_a_corrected_target_comes_out_with_its_neighbours(bench: Bench) -> None:
    answer = bench.put(place(bench, "1.5万家"), fields=FIELDS, base=0, author="Wen")
    assert answer.status_code == 200

    (row,) = map(json.loads, bench.get("/export/targets.jsonl").text.splitlines())

    reading = bench.workbench.reading("a")
    corrected, other = row["q"]
    assert corrected["quantity"] == "突破1.5万家"
    assert {name: corrected[name] for name in ("value", "comparator", "deadline")} == {
        "value": 16000.0,
        "comparator": "ge",
        "deadline": "2026",
    }
    assert reading.document.text[slice(*corrected["span"])] == "突破1.5万家"
    assert (other["quantity"], other["value"]) == ("10%以上", 10)
    assert (row["coder"], row["m"]) == ("Wen", [])


def test_what_is_no_quantity_goes(bench: Bench) -> None:
    bench.put(place(bench, "1.5万家"), fields=FIELDS, base=0, wrong=True)

    (row,) = map(json.loads, bench.get("/export/targets.jsonl").text.splitlines())

    assert [one["quantity"] for one in row["q"]] == ["10%以上"]


def test_a_quantity_that_was_missed_is_added(bench: Bench) -> None:
    path = f"/api/documents/a/clauses/{bench.start_of('a', '澜州实验室')}/target"
    fields = FIELDS | {"value": 1, "unit": "个", "deadline": ""}

    assert bench.put(path, fields=fields, words="澜州实验室", base=0).status_code == 200

    (row,) = map(json.loads, bench.get("/export/targets.jsonl").text.splitlines())
    assert [one["quantity"] for one in row["q"]] == ["澜州实验室", "20个"]


@pytest.mark.parametrize("words", ["不在这里", "", "目标\n到2025"])
def test_words_that_are_not_in_the_clause_are_refused(words: str, bench: Bench) -> None:
    path = f"/api/documents/a/clauses/{bench.start_of('a', GOAL)}/target"

    assert bench.put(path, fields=FIELDS, words=words, base=0).status_code == 422


@pytest.mark.parametrize("span", ["0-9999", "5-5", "9-4", "99999-100000"])
def test_a_span_that_lies_in_no_clause_is_refused(span: str, bench: Bench) -> None:
    answer = bench.put(f"/api/documents/a/targets/{span}", fields=FIELDS, base=0)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        pytest.param({"value": "many"}, "a value is a number", id="a value in words"),
        pytest.param({"value": "1–2–3"}, "a value is a number", id="three values"),
        pytest.param({"value": "nan"}, "a value is a number", id="no number"),
        pytest.param({"value": "1e999"}, "a value is a number", id="beyond any float"),
        pytest.param({"value": None}, "a value is a number", id="none"),
        pytest.param({"comparator": "!="}, "comparator must be one of", id="a bound"),
        pytest.param({"change": "up"}, "change must be one of", id="a change"),
        pytest.param({"role": "wish"}, "role must be one of", id="a role"),
        pytest.param({"deadline": "soon"}, "a deadline is written", id="a date in words"),
        pytest.param({"deadline": "2025-6"}, "a deadline is written", id="a short month"),
        pytest.param({"deadline": "2025-99"}, "a deadline is written", id="no month"),
        pytest.param({"deadline": "２０２５"}, "a deadline is written", id="full-width figures"),
        pytest.param({"unit": "家" * 201}, "at most 200", id="a novel"),
    ],
)
def test_a_field_that_is_wrong_is_named(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        valid_fields(FIELDS | wrong)


@pytest.mark.parametrize(
    ("said", "value"),
    [("15,000", 15000), ("3.5", 3.5), ("5–6", [5, 6]), ([5, 6], [5, 6]), (7, 7), ("-2", -2)],
)
def test_values_are_read(said: Any, value: Any) -> None:
    assert valid_fields(FIELDS | {"value": said})["value"] == value


@pytest.mark.parametrize("deadline", ["", "2025", "2025-06", "2025-06-30", "2021/2025"])
def test_deadlines_are_edtf(deadline: str) -> None:
    assert valid_fields(FIELDS | {"deadline": deadline})["deadline"] == deadline


def test_half_a_character_is_no_error(bench: Bench) -> None:
    fields = FIELDS | {"unit": "家\ud800"}
    said = json.dumps({"fields": fields, "base": 0})
    answer = bench.client.put(place(bench, "1.5万家"), headers=bench.token, content=said)

    assert (answer.status_code, answer.json()["value"]["unit"]) == (200, "家[U+D800]")


def test_a_correction_keeps_what_no_form_asks_for(bench: Bench) -> None:
    reading = bench.workbench.reading("a")
    found = quantity(bench, "1.5万家")
    quantities = [
        replace(one, binding=True, per="year") if one == found else one
        for one in reading.findings.quantities
    ]
    reading = replace(reading, findings=replace(reading.findings, quantities=tuple(quantities)))
    same = FIELDS | {"deadline": found.deadline}

    for fields, span in ((same, found.deadline_span), (FIELDS, None)):
        saved = bench.workbench.revisions.of("target", reading.document.sha256)
        base = saved[found.span].version if found.span in saved else 0
        bench.put(place(bench, "1.5万家"), fields=fields, base=base)
        stands = bench.workbench.as_it_stands(reading)
        (changed,) = (one for one in stands.findings.quantities if one.value == 16000)
        assert (changed.binding, changed.per, changed.deadline_span) == (True, "year", span)
    assert found.deadline_span is not None


def test_corrections_stand_in_the_reading(bench: Bench) -> None:
    label(bench, GOAL, types=["green"], base=0)
    bench.put(place(bench, "1.5万家"), fields=FIELDS, base=0)
    bench.put(place(bench, "10%"), fields=FIELDS, base=0, wrong=True)

    stands = bench.workbench.as_it_stands(bench.workbench.reading("a"))

    changed = next(one for one in stands.findings.quantities if one.value == 16000)
    assert stands.document[changed.indicator or changed.span] == "高新技术企业"
    assert (changed.comparator, changed.deadline) == ("ge", "2026")
    words = [stands.document[one.span] for one in stands.findings.quantities]
    assert "10%以上" not in words
    given = {one.clause: one for one in stands.labels}[changed.clause]
    assert (given.types, given.abstained, given.scores["green"]) == (("green",), False, 1.0)


def test_the_pages_show_the_corrections(bench: Bench) -> None:
    label(bench, GOAL, types=["green"], base=0, author="Wen")
    bench.put(place(bench, "1.5万家"), fields=FIELDS, base=0)

    coding = bench.get("/documents/a/coding").text
    counts = bench.get("/corrections").text

    assert "corrected by Wen" in coding
    assert "16,000" in coding
    assert '<td class="number" id="labels-count">1</td>' in counts
    assert '<td class="number" id="targets-count">1</td>' in counts
