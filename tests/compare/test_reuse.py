"""Shared wording: found, aligned, discounted, dated. And gaps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.compare.formulas import Formulas
from pipeline.compare.gaps import lacking, only_here
from pipeline.compare.reuse import issued_first, reuse
from pipeline.compare.signatures import HASHES, alike, sign, stretches
from tests.compare.examples import WUTONG, encode, linxi, read
from tests.compare.test_search import collection

NONE = Formulas.count([])
BORROWED = "推动大型科研仪器向中小企业开放共享，并对共享单位给予后补助。"


def test_borrowed_wording_is_found_with_spans_on_both_sides() -> None:
    later = read(f"一、创新\n{BORROWED}", "later", "云溪市", "2022-05")
    found = reuse(linxi(), {0: later}, NONE)[0]

    assert linxi().document[found.span] == "推动大型科研仪器向中小企业开放共享"
    assert later.document[found.other_span] == "推动大型科研仪器向中小企业开放共享"
    assert found.first == "here"


def test_own_wording_is_not_reuse() -> None:
    other = read(WUTONG.replace("省级重点实验室", "中药研究所"), "w", "梧桐市")

    assert not [one for one in reuse(linxi(), {0: other}, NONE) if one.clause != "2.1:2"]


def test_formulas_count_for_nothing() -> None:
    text = "坚持人民至上、生命至上，全面落实安全生产责任制度。"
    documents = [f"{text}第{n}号" for n in range(12)]
    formulas = Formulas.count(documents)
    one, two = read(text, "a", "甲市"), read(text, "b", "乙市")

    assert formulas.share(text) == 1.0
    assert formulas.share("布局建设省级重点实验室若干座。") == 0.0
    assert reuse(one, {0: two}, formulas)[0].weight == 0.0
    assert reuse(one, {0: two}, NONE)[0].weight == pytest.approx(len(text))


@pytest.mark.parametrize(
    ("here", "there", "first"),
    [
        pytest.param("2020", "2021-03", "here", id="a year before"),
        pytest.param("2021-03-02", "2021-03-01", "there", id="a day after"),
        pytest.param("2021", "2021-03", "unknown", id="the year may be either"),
        pytest.param(None, "2021", "unknown", id="no date"),
    ],
)
def test_direction(here: str | None, there: str | None, first: str) -> None:
    assert issued_first(here, there) == first


def test_swapping_sides_swaps_the_direction() -> None:
    later = read(f"一、创新\n{BORROWED}", "later", "云溪市", "2022-05")
    forth, back = reuse(linxi(), {0: later}, NONE), reuse(later, {0: linxi()}, NONE)

    assert [item.first for item in forth] == ["here"]
    assert [item.first for item in back] == ["there"]


def test_signatures_estimate_the_shared_share() -> None:
    one = "布局建设省级重点实验室，推动大型科研仪器向中小企业开放共享，完善共享服务平台。"
    other = one.replace("中小企业", "全体企业")
    signatures = sign([one, other, "打造滨河美食街区，发展夜间经济。"])
    true = len(stretches(one) & stretches(other)) / len(stretches(one) | stretches(other))
    estimated = alike(signatures[0], signatures)

    assert signatures.shape == (3, HASHES)
    assert estimated[0] == pytest.approx(1.0)
    assert estimated[1] == pytest.approx(true, abs=0.2)
    assert estimated[2] < 0.1


def test_what_all_others_have_is_lacking_here() -> None:
    found = collection()
    mine = encode(["推动大型科研仪器向中小企业开放共享。"])
    gaps = lacking(mine, found, least=1)
    shown = {found.passages[gap.passage].clause for gap in gaps}

    assert "2.1:2" not in {
        found.passages[g.passage].clause for g in gaps if found.passages[g.passage].source == 0
    }
    assert {"2.3:2"} <= shown
    assert all(gap.nearest < 0.6 for gap in gaps)


def test_one_has_nothing_that_it_lacks() -> None:
    found = collection()

    assert lacking(found.vectors, found, least=1) == ()
    assert only_here(found.vectors, found) == ()
    assert only_here(found.vectors[:3], replace(found, passages=(), vectors=found.vectors[:0])) == (
        0, 1, 2,
    )  # fmt: skip
