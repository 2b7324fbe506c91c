"""Markdown, as a CommonMark parser sees it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Reading
from pipeline.export.markdown import markdown
from tests.export.readings import TEXT, drafted, labelled, reading_of

READING = labelled(reading_of(TEXT))


def parsed(reading: Reading) -> list[Any]:
    parser = pytest.importorskip("markdown_it").MarkdownIt().enable("table")
    return list(parser.parse(markdown(reading)))


def after(tokens: list[Any], kind: str) -> list[tuple[str, str]]:
    """The tag of every opening token of a kind, and the words in it."""
    return [
        (token.tag, "".join(one.content for one in following.children or ()))
        for token, following in pairwise(tokens)
        if token.type == kind
    ]


def test_headings_have_the_levels_of_their_units() -> None:
    assert after(parsed(READING), "heading_open") == [
        ("h1", "澜州市人民政府关于建设算力城市的意见"),
        ("h2", "一、总体目标"),
        ("h2", "二、重点任务"),
        ("h3", "（一）建设平台。"),
        ("h2", "Targets"),
    ]


def test_without_drafts_the_document_reads_in_chinese() -> None:
    text = markdown(READING)

    assert "not drafted" not in text
    assert "到2025年底，智能算力规模达到3000P以上，建成数据中心5座。 `platform`" in text


def test_with_drafts_the_chinese_is_quoted() -> None:
    tokens = parsed(drafted(READING))

    assert ("h2", "Draft of 1:1.") in after(tokens, "heading_open")
    assert sum(token.type == "blockquote_open" for token in tokens) == len(READING.tree.clauses)


def test_targets_are_a_table() -> None:
    cells = [words for _, words in after(parsed(READING), "td_open")]

    assert cells[:5] == ["一第1段", "智能算力规模", "≥ 3,000 P", "2025-12-31", "达到3000P以上"]
    assert "2–3 家" in " ".join(cells)


def test_large_amounts_and_periods_stand_in_the_table_as_they_are() -> None:
    words = "澜州市方案\n到2027年，设立总规模500亿元的基金。\n年均增长10%以上。"
    values = [words for _, words in after(parsed(reading_of(words)), "td_open")][2::5]

    assert "50,000,000,000 元" in values
    assert "≥ +10 %/year" in values


@given(text=st.text("甲*_#-=+>|<[]()`!&~\\1.\n 乙。", min_size=1, max_size=60))
def test_words_are_never_markup(text: str) -> None:
    reading = reading_of(f"甲{text}")
    tokens = parsed(reading)

    shown = "".join(
        one.content for token in tokens for one in (token.children or ()) if one.type == "text"
    )
    assert "".join(reading.document.text.split()) in shown.replace(" ", "")
    kinds = {token.type for token in tokens}
    assert not kinds & {"hr", "code_block", "fence", "html_block", "bullet_list_open"}
