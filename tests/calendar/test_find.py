"""Dates as they stand in policy text: what they are in EDTF, and what their words make of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.calendar import PLANS, DateFound, english, find
from pipeline.document import Level


def read(text: str, issued: str | None = "2021-03-15") -> list[tuple[str | None, str]]:
    return [(date.edtf, date.kind) for date in find(text, issued)]


@pytest.mark.parametrize(
    ("text", "edtf", "kind"),
    [
        pytest.param("到2025年，建成", "2025", "by", id="到"),
        pytest.param("力争2025年建成", "2025", "by", id="力争"),
        pytest.param("2025年建成", "2025", "in", id="a year alone"),
        pytest.param("2027年底前完成", "2027-12-31", "by", id="year's end, not the whole year"),
        pytest.param("2025年末", "2025-12-31", "in", id="末"),
        pytest.param("2025年年底前", "2025-12-31", "by", id="年年底"),
        pytest.param("２０２５年", "2025", "in", id="full width"),
        pytest.param("2 0 2 5年", "2025", "in", id="spaced out by a scan"),
        pytest.param("二〇二五年", "2025", "in", id="Chinese digits"),
        pytest.param("二○二五年", "2025", "in", id="a circle for the zero"),
        pytest.param("2025年6月", "2025-06", "in", id="month"),
        pytest.param("2025年6月底前", "2025-06-30", "by", id="month's end"),
        pytest.param("2024年2月底前", "2024-02-29", "by", id="February of a leap year"),
        pytest.param("2025年6月15日前", "2025-06-15", "by", id="day"),
        pytest.param("二〇二五年六月三十日前", "2025-06-30", "by", id="a day in words"),
        pytest.param("自二〇二五年五月一日起", "2025-05-01", "start", id="in force, in words"),
        pytest.param("力争三年内的时间", "2024", "by", id="内的时间"),
        pytest.param("2023年上半年", "2023-01/2023-06", "period", id="half"),
        pytest.param("2023年下半年", "2023-07/2023-12", "period", id="second half"),
        pytest.param("2023年第三季度", "2023-07/2023-09", "period", id="quarter"),
        pytest.param("2023年三季度末", "2023-09-30", "in", id="quarter's end"),
        pytest.param("2023—2025年", "2023/2025", "period", id="range"),
        pytest.param("2023年至2025年", "2023/2025", "period", id="range in words"),
        pytest.param("“十四五”期间", "2021/2025", "period", id="plan period"),
        pytest.param("“十四五”时期", "2021/2025", "period", id="时期"),
        pytest.param("到“十四五”末", "2025", "by", id="plan's end"),
        pytest.param("“十五五”期末", "2030", "in", id="期末"),
        pytest.param("“十四五”中期", "2023", "in", id="plan's middle"),
        pytest.param("第十四个五年规划期间", "2021/2025", "period", id="the plan by its number"),
        pytest.param("“十四五”规划", "2021/2025", "name", id="the plan itself"),
        pytest.param("2035年远景目标", "2035", "name", id="long-range goals"),
        pytest.param("年内完成", "2021", "by", id="年内"),
        pytest.param("年底前完成", "2021-12-31", "by", id="年底前"),
        pytest.param("全年新增", "2021", "in", id="全年"),
        pytest.param("今年", "2021", "in", id="this year"),
        pytest.param("明年6月", "2022-06", "in", id="next year"),
        pytest.param("去年", "2020", "past", id="last year"),
        pytest.param("6月底前", "2021-06-30", "by", id="month of the year of issue"),
        pytest.param("上半年", "2021-01/2021-06", "period", id="half of the year of issue"),
        pytest.param("今明两年", "2021/2022", "period", id="two years"),
        pytest.param("力争用3年时间", "2024", "by", id="in three years"),
        pytest.param("用三到五年时间", "2026", "by", id="the later of two"),
        pytest.param("三年内", "2024", "by", id="within three years"),
        pytest.param("未来五年内", "2026", "by", id="the next five years"),
        pytest.param("到本世纪中叶", "2050", "by", id="mid-century"),
        pytest.param("建党一百年", "2021", "name", id="a centenary is no span of 100 years"),
        pytest.param("到新中国成立一百年时", "2049", "by", id="a centenary as a goal"),
        pytest.param("较2020年翻一番", "2020", "baseline", id="较"),
        pytest.param("在2020年基础上翻一番", "2020", "baseline", id="基础上"),
        pytest.param("截至2020年底", "2020-12-31", "past", id="截至"),
        pytest.param("截至2025年底", "2025-12-31", "by", id="截至 a date still to come"),
        pytest.param("2018年以来", "2018", "past", id="以来"),
        pytest.param("自2022年起", "2022", "start", id="起"),
        pytest.param("每年6月底前", None, "recurring", id="every year"),
        pytest.param("有效期5年", "2021-03-15/2026-03-14", "validity", id="validity from issue"),
    ],
)
def test_one_date(text: str, edtf: str | None, kind: str) -> None:
    assert read(text) == [(edtf, kind)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("三十个", id="a count"),
        pytest.param("1500户", id="a count like a year"),
        pytest.param("PM2.5年均浓度", id="2.5 and 年均"),
        pytest.param("三分之一", id="a fraction like minutes"),
        pytest.param("5G基站", id="5G"),
        pytest.param("连续7年", id="a streak"),
        pytest.param("近5年", id="the years behind"),
        pytest.param("年均增长8%", id="年均"),
        pytest.param("《云川市2030年行动方案》", id="inside a title"),
        pytest.param("2021年13月", id="no such month"),
        pytest.param("两三年内", id="a vague number of years"),
        pytest.param("2025年级", id="a school year is a year, its 级 is not read"),
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    assert not [date for date in find(text, None) if date.kind == "by"]


def test_relative_dates_need_a_year_to_count_from() -> None:
    assert read("今年6月底前，三年内，年内", None) == []


def test_relative_dates_count_from_the_last_year_named() -> None:
    assert read("2023年启动，6月底前完成", None) == [("2023", "in"), ("2023-06-30", "by")]


def test_what_counts_from_an_event_is_no_date_at_the_end_of_a_text_either() -> None:
    assert read("自批准后三年内") == read("自批准后三年内，完成建设") == []


def test_validity_counts_from_the_date_of_effect() -> None:
    text = "自2020年8月5日起施行，有效期3年"

    assert read(text) == [("2020-08-05", "start"), ("2020-08-05/2023-08-04", "validity")]


def test_the_end_of_a_range_of_days_is_no_deadline() -> None:
    text = "2021年3月1日至3月31日征集"

    assert read(text) == [("2021-03-01", "in"), ("2021-03-31", "in")]


def test_in_force_from_the_day_of_issue() -> None:
    assert read("自印发之日起施行") == [("2021-03-15", "start")]


@pytest.mark.parametrize(
    ("issued", "level", "end"),
    [
        pytest.param("2022-03", "city", "2027", id="city"),
        pytest.param("2016", "city", "2017", id="the term before"),
        pytest.param("2024", "province", "2028", id="province"),
    ],
)
def test_term_of_office(issued: str, level: Level, end: str) -> None:
    assert [date.edtf for date in find("本届政府任期内", issued, level=level)] == [end]


@pytest.mark.parametrize("name", PLANS)
def test_every_plan_is_known(name: str) -> None:
    first, last = PLANS[name]

    assert read(f"“{name}”期间", None) == [(f"{first}/{last}", "period")]
    assert read(f"到“{name}”末", None) == [(f"{last}", "by")]


def test_the_plans_follow_one_another() -> None:
    assert PLANS["一五"] == (1953, 1957)
    assert PLANS["十四五"] == (2021, 2025)
    assert all(last - first == 4 for first, last in PLANS.values())


def test_a_part_of_the_text_is_read_alone() -> None:
    text = "到2025年，较2020年"

    assert [text[slice(date.span.start, date.span.end)] for date in find(text, None, 5)] == [
        "2020年"
    ]


WORDS = (
    "2025年 到 底前 6月 “十四五” 期间 末 三年内 每年 ， 户 1500 较 以来 自 起 有效期 5年 "
    "第三季度 今年 年内 二〇三〇年 — 世纪中叶"
)
PIECES = st.lists(st.sampled_from(WORDS.split(" ")), max_size=12).map("".join)


@given(PIECES, st.sampled_from([None, "2021", "2021-03-15"]))
@example("2025年底前年内", "2021")
@example("2025年自第三季度有效期5年", None)
def test_dates_are_ordered_and_read_the_same_alone(text: str, issued: str | None) -> None:
    """Spans lie in the text, in order and apart; reading is deterministic."""
    dates = find(text, issued)

    assert dates == find(text, issued)
    for one, other in pairwise(dates):
        assert one.span.end <= other.span.start
    assert all(0 <= date.span.start < date.span.end <= len(text) for date in dates)
    assert all(valid(date) for date in dates)
    assert all(english(date.edtf) for date in dates if date.edtf)


def valid(date: DateFound) -> bool:
    """Years, months and days in EDTF level 0, alone or as an interval that does not run back."""
    if date.edtf is None:
        return date.kind in ("recurring", "validity")
    low, _, high = date.edtf.partition("/")
    return all(_is_date(part) for part in (low, high or low)) and low[:4] <= (high or low)[:4]


def _is_date(words: str) -> bool:
    year, *rest = words.split("-")
    return len(year) == 4 and all(len(part) == 2 for part in rest) and len(rest) <= 2
