"""The parts of a comparison's page, as data: names, amounts, columns, bars, marks, openings."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("faiss")
pytest.importorskip("scipy")

from pipeline.compare.collection import Source
from pipeline.compare.emphasis import Interval
from pipeline.compare.results import Comparison, Quote
from pipeline.compare.table import Cell
from pipeline.document import Span
from pipeline.pages.comparison import gaps, glance, indicators, positions, stress, wording
from pipeline.pages.comparison.columns import columns
from pipeline.pages.comparison.naming import Both, amount, documents
from pipeline.pages.comparison.openings import MOST, Openings, Passage
from pipeline.pages.comparison.page import View
from pipeline.pages.languages import Language, Words
from tests.pages.comparisons import atlas_like, compared

WORDS = Words.load("comparison")


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compared()


@pytest.fixture(scope="module")
def view(found: Comparison) -> View:
    return View.of(found)


def cell(value: float, high: float | None = None, bound: str = "eq", role: str = "target") -> Cell:
    return Cell(0, "1:1", Span(0, 2), "名", value, high, "写", bound, role, None, None)


@pytest.mark.parametrize(
    ("value", "high", "bound", "unit", "english", "chinese"),
    [
        pytest.param(3.5, None, "ge", "%", "≥ 3.5%", "≥ 3.5%", id="at least"),
        pytest.param(15000, None, "gt", "个", "> 15,000", "> 1.5万个", id="counted"),
        pytest.param(2.1e12, None, "eq", "元", "2.1 tn yuan", "2.1万亿元", id="money"),
        pytest.param(3.9e8, None, "approx", "元", "≈ 390 m yuan", "≈ 3.9亿元", id="about"),
        pytest.param(3, 5, "range", "%", "3–5%", "3–5%", id="a range"),
        pytest.param(0.56, None, "lt", "%", "< 0.56%", "< 0.56%", id="under one"),
        pytest.param(567_100, None, "eq", "米", "567.1 km", "567.1公里", id="a larger unit"),
        pytest.param(0.5, None, "eq", "个百分点", "0.5 pp", "0.5个百分点", id="points"),
        pytest.param(2e6, None, "eq", "人次", "2 m person-times", "200万人次", id="人次"),
        pytest.param(9, None, "le", "微克/立方米", "≤ 9 µg/m³", "≤ 9微克/立方米", id="by volume"),
        pytest.param(400, None, "eq", "吨标准煤", "400 tce", "400吨标准煤", id="coal"),
        pytest.param(0.0035, None, "le", "元", "≤ 0.0035 yuan", "≤ 0.0035元", id="very little"),
        pytest.param(7, None, "eq", "席", "7 席", "7席", id="a unit that is not known"),
    ],
)
def test_amounts(
    value: float, high: float | None, bound: str, unit: str, english: str, chinese: str
) -> None:
    assert amount(cell(value, high, bound), unit) == {"en": english, "zh": chinese}


def source(number: int, title: str | None = None, **facts: str | None) -> Source:
    return Source(f"{number:064d}", title, **facts)


def test_no_two_documents_are_called_the_same() -> None:
    one = {"place": "深圳市", "issued": "2024-01", "genre": "plan"}
    named = documents(
        [
            source(1, **one),
            source(2, **{**one, "genre": "notice"}),
            source(3, "关于印发绿色建筑办法的通知", **one),
            source(4, "关于印发绿色建筑办法的通知", **one),
            source(5, place="成都市"),
            source(6),
        ],
        WORDS,
    )

    assert len({name["zh"] for name in named}) == len({name["en"] for name in named}) == 6
    assert named[1] == {"en": "Shenzhen 2024 notice", "zh": "深圳市 2024 通知"}
    assert named[3]["zh"] == "深圳市 2024 规划 绿色建筑办法的通知 (2)"
    assert named[4] == {"en": "Chengdu", "zh": "成都市"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(cell(50), (0.0, 50.0, "exact", False), id="exact"),
        pytest.param(cell(50, bound="gt"), (0.0, 50.0, "more", False), id="more than"),
        pytest.param(cell(50, bound="le"), (0.0, 50.0, "less", False), id="at most"),
        pytest.param(cell(20, 80, "range"), (20.0, 80.0, "range", False), id="a range"),
        pytest.param(cell(9, role="achieved"), (0.0, 9.0, "exact", True), id="reached"),
    ],
)
def test_bars(one: Cell, expected: tuple[float, float, str, bool]) -> None:
    drawn = indicators.bar(one, 100.0)

    assert drawn is not None
    assert (drawn.start, drawn.end, drawn.bound, drawn.reached) == expected


def test_there_is_no_bar_below_nought() -> None:
    assert indicators.bar(cell(-3), 3.0) is None
    assert indicators.bar(cell(0), 0.0) is None


def test_lines_say_who_states_what(view: View) -> None:
    sides = {line.row.key: line.side for line in view.lines}

    assert sides["rd_intensity"] == "both"
    assert sides.get("forest_cover") is None  # one document alone, and not this one
    assert view.lines[0].side == "both"


def test_a_line_is_ranked_and_says_what_is_not_stated(view: View) -> None:
    line = next(line for line in view.lines if line.row.key == "rd_intensity")

    assert [said and said.amount["en"] for said in line.cells] == ["3.5%", "2.8%", "3.5%", "≥ 4%"]
    assert (line.rank, line.ranked) == (2, 4)


def test_an_atlas_gives_columns_of_its_own_level(found: Comparison) -> None:
    bare = atlas_like()
    counties = replace(
        bare,
        tabled=tuple(replace(one, level="county") for one in bare.tabled[:1]) + bare.tabled[1:],
    )
    names: list[Both] = [{"en": str(n), "zh": str(n)} for n in range(4)]

    assert [column.number for column in columns(found, names)] == [0, 2, 3, 1]
    # The document of its own place has no column besides it, nor has a county's.
    assert [column.number for column in columns(bare, names)] == [0, 2, 1]
    assert [column.number for column in columns(counties, names)] == [0, 2]


def test_positions_are_shares_of_those_that_aim_lower() -> None:
    assert positions._rank(3.0, [1.0, 2.0, 3.0]) == 1.0
    assert positions._rank(1.0, [1.0, 2.0, 3.0]) == 0.0
    assert positions._rank(2.0, [1.0, 2.0, 2.0, 3.0]) == 0.5


def test_every_address_has_an_opening_and_every_mark_its_words(view: View) -> None:
    data = view.openings.data()

    assert data["openings"]
    for opening in data["openings"]:
        assert opening["title"].keys() == {"en", "zh"}
        for number, marks, *_ in opening["clauses"]:
            _, _, _, words, _ = data["clauses"][number]
            assert words is not None
            assert all(0 <= start < end <= len(words) for start, end in marks)


def test_a_figure_opens_the_words_that_say_it(view: View) -> None:
    line = next(line for line in view.lines if line.row.key == "high_tech_firms")
    said = line.cells[3]
    assert said is not None
    data = view.openings.data()
    opening = data["openings"][int(said.href.removeprefix("#o"))]
    ((number, ((start, end),), note),) = opening["clauses"]
    owner, _, citation, words, _ = data["clauses"][number]

    assert words[start:end] == "达到800家"
    assert citation
    assert note == {"en": "800 · 2027", "zh": "800个 · 2027"}
    assert data["documents"][owner]["name"]["zh"] == "梧桐市 2023"


def test_clauses_without_words_are_named_and_nothing_more(found: Comparison) -> None:
    name: Both = {"en": "W", "zh": "梧"}
    doc = found.others[0].sha256
    openings = Openings({}, {doc: (found.others[0], name)})
    openings.add(name, [Passage(doc, "2.1:2", (Span(5, 9),))], of=7)
    data = openings.data()

    assert data["clauses"] == [[0, "2.1:2", "", None, []]]
    assert data["openings"][0]["clauses"] == [[0, []]]
    assert data["openings"][0]["of"] == 7


def test_an_opening_that_shows_not_all_says_so(found: Comparison) -> None:
    name: Both = {"en": "W", "zh": "梧"}
    doc = found.others[0].sha256
    openings = Openings({}, {doc: (found.others[0], name)})
    openings.add(name, [Passage(doc, f"1:{number}") for number in range(MOST + 5)])
    (opening,) = openings.data()["openings"]

    assert (len(opening["clauses"]), opening["of"]) == (MOST, MOST + 5)


def test_what_is_invisible_is_shown_and_marks_stay_on_their_words(found: Comparison) -> None:
    name: Both = {"en": "W", "zh": "梧"}
    doc = found.others[0].sha256
    quote = Quote(doc, "1:1", Span(100, 108), "一", "给予\u202e500万", ())
    openings = Openings({(doc, "1:1"): quote}, {doc: (found.others[0], name)})
    openings.add(name, [Passage(doc, "1:1", (Span(103, 107),))])
    data = openings.data()

    ((_, ((start, end),)),) = data["openings"][0]["clauses"]
    words = data["clauses"][0][3]
    assert words == "给予[U+202E]500万"
    assert words[start:end] == "500万"


def test_marks_are_put_round_words_and_escape_them() -> None:
    shown = wording.marked("<b>达到3.5%", 10, {"same": [Span(10, 18)], "figure": [Span(15, 19)]})

    assert str(shown) == ('<mark class="same">&lt;b&gt;达到</mark><mark class="figure">3.5%</mark>')


def test_what_differs_is_marked_on_both_sides(found: Comparison, view: View) -> None:
    pairs = {pair.clause: pair for pair in wording.pairs(found, view.names)}
    goals = pairs["1.p1:1"]
    theirs = next(n for n, match in enumerate(goals.matches) if match.name["zh"] == "云溪市 2020")

    assert '<mark class="figure">达到3.5%</mark>' in goals.words[theirs]
    assert '<mark class="figure">达到2.8%</mark>' in (goals.matches[theirs].words or "")
    assert "figure" in goals.matches[theirs].aspects


def test_shared_wording_says_who_was_first(found: Comparison, view: View) -> None:
    lenders = {
        name["zh"]: first for name, _, first, _ in wording.lenders(found, view.names, view.openings)
    }

    assert lenders["云溪市 2020"] == "there"
    assert all("<mark" in one.words for one in wording.borrowed(found, view.names))


def test_words_are_sure_and_no_names_of_places(view: View) -> None:
    assert [one.key.word for one in view.telling] == ["科研仪器", "夜间经济"]
    assert view.telling[0].href
    assert view.telling[1].href is None


def test_changes_of_one_place_come_with_both_sides(found: Comparison, view: View) -> None:
    names = [view.names[one.sha256] for one in (found.document, *found.tabled)]
    ((name, changes),) = gaps.moved(found, names, view.openings, view.words)
    moved = {one.name["en"]: one for one in changes}

    assert name["zh"] == "临溪市 2019"
    firms = moved["high-tech enterprises"]
    assert (firms.change.verdict, firms.before, firms.after) == (
        "raised", {"en": "> 900", "zh": "> 900个"}, {"en": "> 1,200", "zh": "> 1,200个"},
    )  # fmt: skip


def test_shares_come_with_what_is_usual_and_what_is_behind_them(view: View) -> None:
    platform = next(one for one in view.stresses if one.key == "type:platform")

    assert platform.name == {"en": "Platforms and infrastructure", "zh": "创新平台与基础设施"}
    assert platform.usual
    assert all(platform.shares)
    assert stress.said(platform.shares[0].interval, True).endswith(")")  # type: ignore[union-attr]


def test_the_glance_names_ranks_and_gaps(found: Comparison, view: View) -> None:
    said = glance.sentences(found, view.columns, view.lines, view.stresses, view.names, view.words)
    english = " ".join(one.text["en"] for one in said)

    assert "R&D expenditure as a share of GDP: 3.5% · 2025, target 2 of 4" in english
    assert "Most alike: 临溪市 2019" in english
    assert all(one.href.startswith("#") for one in said)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param((0.19,), "more than the other document (19%).", id="one other"),
        pytest.param((0.19, 0.19), "more than the others (19%).", id="two that agree"),
        pytest.param((0.11, 0.19), "more than the others (11%–19%).", id="two that differ"),
    ],
)
def test_a_share_of_the_others_is_said_once(others: tuple[float, ...], expected: str) -> None:
    own, *rest = (stress.Share(Interval(value, value, value), "#o1") for value in (0.5, *others))
    name: dict[Language, str] = {"en": "Reform", "zh": "改革"}
    found = glance._stresses([stress.Stress("with_figure", name, True, (own, *rest), None)], WORDS)

    assert [one.text["en"].partition(", ")[2] for one in found] == [expected]


def test_a_gap_is_shown_by_words_where_any_are_known(found: Comparison, view: View) -> None:
    gap = found.only_there[0]
    mute = replace(gap.example, words=None)
    mixed = replace(gap, example=mute, examples=(mute, gap.example))
    first = replace(found, only_there=(replace(gap, example=mute, examples=()), mixed))
    shown = gaps.lacking(first, view.names, view.openings, view.words)

    assert [one.words for one in shown] == [gap.example.words, None]


def test_counterparts_that_can_be_read_go_first(found: Comparison, view: View) -> None:
    item = next(item for item in found.counterparts if len(item.matches) > 2)
    first, second, *rest = (replace(match, score=0.9) for match in item.matches)
    mixed = replace(item, matches=(replace(first, words=None, differs=()), second, *rest))
    mute = replace(item, clause="9:9", matches=(replace(first, words=None, score=1.0),))
    pairs = wording.pairs(replace(found, counterparts=(mute, mixed)), view.names)

    assert [pair.clause for pair in pairs] == [item.clause, "9:9"]
    assert pairs[0].matches[0].found.clause == second.clause
