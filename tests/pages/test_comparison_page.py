"""The page of a comparison as HTML: whole, self-contained, and safe against what documents say."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

pytest.importorskip("vl_convert")
pytest.importorskip("faiss")
pytest.importorskip("scipy")

from lxml import html

from pipeline.pages.comparison import comparison_page, page
from pipeline.pages.comparison.page import View
from pipeline.pages.render import render
from tests.pages.comparisons import atlas_like, compared, hostile

PARTS = (
    "indicators", "emphasis", "similarity", "counterparts", "wording", "words", "gaps", "changes",
    "documents",
)  # fmt: skip


def tree_of(page: str) -> Any:
    return html.fromstring(page)


@pytest.fixture(scope="module")
def whole() -> str:
    return comparison_page(compared())


def test_every_part_is_there_and_is_led_to(whole: str) -> None:
    tree = tree_of(whole)

    for part in PARTS:
        assert tree.get_element_by_id(part) is not None
        assert tree.xpath(f'//nav//a[@href="#{part}"]')


def test_every_address_within_the_page_leads_somewhere(whole: str) -> None:
    tree = tree_of(whole)
    data = json.loads(tree.get_element_by_id("data-openings").text)
    ids = {element.get("id") for element in tree.xpath("//*[@id]")}
    addresses = set(tree.xpath("//a/@href"))
    opened = {address for address in addresses if re.fullmatch(r"#o\d+", address)}

    assert len(opened) > 20
    assert all(int(address[2:]) < len(data["openings"]) for address in opened)
    assert {address[1:] for address in addresses - opened if address.startswith("#")} <= ids
    assert all(address.startswith("#") for address in addresses)
    assert tree.xpath("//*[local-name()='svg']//a[starts-with(@href, '#o')]")
    assert "xlink:href" not in whole


def test_nothing_is_fetched_and_nothing_runs_that_the_policy_refuses(whole: str) -> None:
    tree = tree_of(whole)

    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    assert not tree.xpath("//*[@style]")
    assert not tree.xpath("//*[@src] | //link[@rel='stylesheet'] | //base | //iframe")
    assert not [
        name for element in tree.iter() for name in element.attrib if str(name).startswith("on")
    ]


def test_what_documents_say_is_never_markup() -> None:
    said = comparison_page(hostile())
    tree = tree_of(said)

    assert "<script>alert" not in said
    assert not tree.xpath("//img | //b")
    assert "\u202e" not in re.sub(r'<script type="application/json".*?</script>', "", said)
    assert tree.xpath('//span[@class="unseen"]')


def test_charts_stand_beside_tables_of_the_same_figures(whole: str) -> None:
    tree = tree_of(whole)

    for name in ("types", "similarity", "words"):
        figure = tree.get_element_by_id(f"figure-{name}")
        assert figure.xpath(".//*[local-name()='svg']")
        section = figure.xpath("ancestor::section")[0]
        assert section.xpath(".//table")


def test_strength_and_length_stand_under_the_shares(whole: str) -> None:
    found = compared()
    tree = tree_of(whole)
    rows = {
        row.xpath("./th")[0].get("data-word"): [cell.text for cell in row.xpath("./td")]
        for row in tree.xpath('//section[@id="emphasis"]//tbody/tr[th/@data-word]')
    }

    told = [found.emphasis[column.number] for column in View.of(found).columns]
    assert rows["comparison.sentences"][:4] == [str(one.sentences) for one in told]
    assert rows["comparison.strength"][:4] == [str(one.strength or "–") for one in told]


def test_chinese_is_marked_as_chinese(whole: str) -> None:
    tree = tree_of(whole)
    quotes = tree.xpath("//blockquote")

    assert quotes
    assert all(quote.get("lang") == "zh-Hans" for quote in quotes)


def test_not_stated_is_a_cell_of_its_own(whole: str) -> None:
    tree = tree_of(whole)
    absent = tree.xpath('//table[@class="indicators"]//td[contains(@class, "absent")]')

    assert absent
    assert {cell.text for cell in absent} == {"not stated"}


def test_without_the_words_of_others_documents_and_clauses_are_named() -> None:
    tree = tree_of(comparison_page(atlas_like()))
    pairs = tree.get_element_by_id("pairs")

    assert pairs.xpath('.//span[@data-word="comparison.clause-at"]')
    assert len(pairs.xpath(".//blockquote")) == len(
        pairs.xpath('.//div[@class="side"][1]/blockquote')
    )
    assert not tree.xpath('//section[@id="wording"]')


def test_it_opens_in_the_language_asked_for() -> None:
    said = tree_of(comparison_page(compared(), language="zh"))

    assert said.get("lang") == "zh-Hans"
    assert said.xpath('//h2[@id="gaps-title"]')[0].text == "缺项"
    assert "达到3.5%" in said.text_content()


def test_a_server_can_link_its_files() -> None:
    said = render(page(compared()), linked="/static")

    assert '<script src="/static/comparison.js">' in said
    assert '<link rel="stylesheet" href="/static/comparison.css">' in said


def test_a_comparison_with_nothing_to_compare_with_is_a_page_too() -> None:
    from tests.compare.examples import comparer, linxi

    said = comparison_page(comparer()(linxi(), []))

    assert "Compared with 0 documents" in said
