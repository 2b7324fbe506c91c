"""spaCy and CoNLL-U Plus: every stretch is made of whole tokens, and the tokens give the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Pipeline, read
from pipeline.artefacts import locate
from pipeline.document import Reading
from pipeline.export.conll import COLUMNS, conll, write_conll
from pipeline.export.spacy_doc import to_doc, write_docbin
from pipeline.export.tokens import spans, tokens
from tests.export.readings import TEXT, labelled, reading_of

pytest.importorskip("jieba")
READING = labelled(reading_of(TEXT))
PIECES = (
    "一、", "（一）", "目标。", "到2025年，", "增长8%以上", "一是", "企业3—5家",
    "（责任单位：市局）", "《规划》", "\n", " ", "　　", "\t", "。", "：", "\r",
    "\u00a0", "😀", "\ud800", "R&D",
)  # fmt: skip
ANY_TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join)


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_tokens_tile_the_text_and_no_span_cuts_one(text: str) -> None:
    reading = reading_of(text)
    found = tokens(reading)

    assert [one.start for one in found] == [0, *(one.end for one in found)][: len(found)]
    assert "".join(reading.document[one] for one in found) == reading.document.text
    starts, ends = {one.start for one in found}, {one.end for one in found}
    assert all(span.start in starts and span.end in ends for span in spans(reading) if len(span))


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_a_doc_has_the_text(text: str) -> None:
    pytest.importorskip("spacy")
    reading = reading_of(text)

    assert to_doc(reading).text == reading.document.text.replace("\ud800", "\ufffd")


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Two readings as spaCy itself reads them from a file."""
    spacy = pytest.importorskip("spacy")
    tokens = pytest.importorskip("spacy.tokens")
    sample = Pipeline()(read(locate("corpus", "samples") / "decision.txt"))
    path = write_docbin([READING, sample], tmp_path_factory.mktemp("spacy") / "a.spacy")
    docs = list(tokens.DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab))
    assert docs[1].text == sample.document.text
    return docs


def test_span_groups_are_the_layers(docs: list[Any]) -> None:
    doc, findings = docs[0], READING.findings

    for name, layer in (("quantities", findings.quantities), ("bodies", findings.bodies)):
        assert [(one.start_char, one.end_char, one.label_) for one in doc.spans[name]] == [
            (one.span.start, one.span.end, one.role) for one in layer
        ]
    assert [one.text for one in doc.spans["citations"]] == [
        READING.document[one.span] for one in findings.citations
    ]
    assert [one.id_ for one in doc.spans["units"]] == [one.id for one in READING.tree.units]
    assert {one.label_ for one in doc.spans["deadlines"]} == {"2025-12-31"}
    assert len(doc.spans["milestones"]) == len(findings.milestones) == 1


def test_sentences_are_clauses_and_types_are_spans(docs: list[Any]) -> None:
    doc, clauses = docs[0], READING.tree.clauses

    assert [one.text.strip() for one in doc.sents] == [READING.tree.words(one) for one in clauses]
    assert [one.id_ for one in doc.spans["clauses"]] == [one.id for one in clauses]
    reform = [one.id_ for one in doc.spans["types"] if one.label_ == "reform"]
    assert reform == [one.id for one in clauses[::3]]


def test_the_record_goes_with_the_doc(docs: list[Any]) -> None:
    record = docs[0].user_data["tiaoli"]
    quantity = docs[0].spans["quantities"][0]

    assert record["quantities"][int(quantity.id_)]["value"] == 120
    assert "text" not in record["document"]


def parsed(reading: Reading) -> Any:
    return pytest.importorskip("conllu").parse("\n".join(conll(reading)))


def test_another_reader_opens_conll(tmp_path: Path) -> None:
    conllu = pytest.importorskip("conllu")
    path = write_conll(READING, tmp_path / "a.conllup")
    with path.open(encoding="utf-8") as file:
        sentences = list(conllu.parse_incr(file))

    assert list(sentences[0][0]) == [name.lower() for name in COLUMNS]
    assert [one.metadata["sent_id"] for one in sentences] == [one.id for one in READING.tree]
    assert sentences[0].metadata["types"] == "platform reform"


def test_tags_quote_what_was_found() -> None:
    found: dict[str, list[str]] = {"tiaoli:quantity": [], "tiaoli:body": [], "tiaoli:deadline": []}
    for sentence in parsed(READING):
        for column, stretches in found.items():
            for token in sentence:
                if token[column].startswith("B-"):
                    stretches.append("")
                if token[column] != "O":
                    stretches[-1] += token["form"]

    document, findings = READING.document, READING.findings
    assert found["tiaoli:quantity"] == [document[one.span] for one in findings.quantities]
    assert found["tiaoli:body"] == [document[one.span] for one in findings.bodies]
    assert found["tiaoli:deadline"] == ["2025年底"]


@settings(deadline=None, max_examples=40)
@given(text=ANY_TEXT)
def test_conll_has_every_character_that_is_not_white_space(text: str) -> None:
    reading = reading_of(text)
    written = [token for sentence in parsed(reading) for token in sentence]

    assert "".join(one["form"] for one in written) == "".join(reading.document.text.split())
    for token in written:
        start, end = int(token["misc"]["start_char"]), int(token["misc"]["end_char"])
        assert reading.document.text[start:end] == token["form"]


def test_space_between_tokens_is_told() -> None:
    before = f"end_char={TEXT.index(chr(9))}|"
    line = next(line for line in conll(READING) if before in line)

    assert line.split("\t")[2].endswith(r"SpacesAfter=\t")
