"""What a document is called: its title, or place, year and genre in its stead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from pipeline.cli.show import line
from pipeline.document import ClauseTree, Document, Draft, Place, Reading
from pipeline.pages.index import index_page
from pipeline.pages.outline import cited
from pipeline.pages.reading import reading_page
from pipeline.pages.render import render
from pipeline.pages.titles import title_of
from tests.pages.examples import undrafted

HASH = "9f2c4a"
REPORT = Reading(
    ClauseTree(
        Document(
            HASH, "", place=Place("成都市", "510100", "city"), genre="work_report", issued="2024-02"
        ),
        (),
        (),
    ),
    "test",
)
STAND_IN = ("[Chengdu 2024 work report]", "[成都市2024年政府工作报告]")


@pytest.mark.parametrize(
    ("facts", "english", "chinese"),
    [
        pytest.param(
            ("澜州市规划", "澜州市", "2024", "plan"), "澜州市规划", "澜州市规划", id="own"
        ),
        pytest.param((None, "成都市", "2024-02", "work_report"), *STAND_IN, id="a work report"),
        pytest.param(
            (None, "天河区", "2024", "plan"),
            "[Tianhe 2024 plan]",
            "[天河区2024年规划]",
            id="a district",
        ),
        pytest.param(
            ("", "全国", None, "opinion"),
            "[China opinion]",
            "[全国意见]",
            id="an empty title, no year",
        ),
        pytest.param(
            (None, "澜州市", "2024", None),
            "[澜州市 2024 document]",
            "[澜州市2024年文件]",
            id="no genre",
        ),
        pytest.param((None, None, "2024", None), HASH, HASH, id="a year says too little"),
    ],
)
def test_what_a_document_is_called(
    facts: tuple[str | None, ...], english: str, chinese: str
) -> None:
    called = title_of(*facts, HASH)  # type: ignore[arg-type, call-arg]

    assert (called.en, called.zh) == (english, chinese)
    assert called.own == (not english.startswith("["))


def test_a_page_shows_the_stand_in_as_one_in_both_languages() -> None:
    tree: Any = html.fromstring(render(reading_page(REPORT, language="zh")))

    (heading,) = tree.xpath("//h1")
    assert heading.text_content() == STAND_IN[1]
    assert heading.xpath('.//*[@class="stand-in"]')
    assert STAND_IN[0] in heading.xpath(".//@data-filled")[0]
    assert tree.findtext(".//title").strip() == STAND_IN[1]
    assert HASH not in tree.xpath('string(//*[@class="top-title"])')


def test_the_index_names_documents_and_places_for_readers_of_english() -> None:
    district = replace(REPORT.document, place=Place("澜江区", None, "county"))
    other = replace(REPORT, tree=replace(REPORT.tree, document=district))
    tree: Any = html.fromstring(render(index_page([REPORT, other], language="en")))
    rows = tree.xpath("//tbody/tr")

    assert [row.xpath("string(td[1])") for row in rows] == [
        STAND_IN[0],
        "[澜江区 2024 work report]",
    ]
    assert [row.xpath("string(td[2])") for row in rows] == ["Chengdu", "澜江区"]
    assert rows[1].xpath("td[2]/*/@lang") == ["zh-Hans"]


def test_a_terminal_and_a_citation_name_it_too() -> None:
    assert line(REPORT).split("\t")[:2] == [HASH, STAND_IN[0]]
    assert cited(REPORT.document) == STAND_IN[1]


def test_machine_drafts_are_owned_up_to_once() -> None:
    def notes(reading: Reading) -> list[str]:
        tree: Any = html.fromstring(render(reading_page(reading, language="en")))
        return [note.text_content() for note in tree.xpath('//*[@class="machine"]')]

    reading = undrafted()
    clauses = [clause.id for clause in reading.tree]
    by = {
        origin: replace(reading, drafts=tuple(Draft(one, "Text.", origin) for one in clauses))
        for origin in ("memory", "model")
    }

    assert notes(replace(reading, drafts=())) == notes(by["memory"]) == []
    (note,) = notes(by["model"])
    assert "machine draft" in note
    assert "the English itself is not" in note
