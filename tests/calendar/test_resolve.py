from __future__ import annotations

import pytest

from pipeline.calendar.resolve import last_year, lasting, number, part, plan, term_end, year_number


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        pytest.param("", "2025", id="the year"),
        pytest.param("度", "2025", id="度"),
        pytest.param("内", "2025", id="内"),
        pytest.param("年底", "2025-12-31", id="年底"),
        pytest.param("年中", "2025-06", id="年中"),
        pytest.param("４月", "2025-04", id="full width"),
        pytest.param("十二月底", "2025-12-31", id="month in words"),
        pytest.param("6月上旬", "2025-06", id="ten days of a month"),
        pytest.param("2月30日", None, id="no such day"),
        pytest.param("13月", None, id="no such month"),
        pytest.param("四季度", "2025-10/2025-12", id="quarter"),
        pytest.param("一季度末", "2025-03-31", id="quarter's end"),
        pytest.param("上半年", "2025-01/2025-06", id="half"),
    ],
)
def test_part(words: str, edtf: str | None) -> None:
    assert part(2025, words)[0] == edtf


@pytest.mark.parametrize(
    ("start", "years", "interval"),
    [
        pytest.param("2020", 5, "2020/2025", id="by year"),
        pytest.param("2020-08", 5, "2020-08/2025-08", id="by month"),
        pytest.param("2020-08-05", 3, "2020-08-05/2023-08-04", id="to the day before"),
        pytest.param("2020-01-01", 3, "2020-01-01/2022-12-31", id="over the new year"),
        pytest.param("2020-02-29", 1, "2020-02-29/2021-02-27", id="from a leap day"),
    ],
)
def test_lasting(start: str, years: int, interval: str) -> None:
    assert lasting(start, years) == interval


def test_small_numbers() -> None:
    assert [number(words) for words in ("3", "３", "三", "十二", "两三")] == [3, 3, 3, 12, 0]


def test_years_in_any_script() -> None:
    assert {year_number(words) for words in ("2025", "２０２５", "二〇二五", "2 0 2 5")} == {2025}


def test_plan_parts() -> None:
    assert plan("十五五", "期间") == "2026/2030"
    assert plan("十五五", "初期") == "2026"


def test_last_year() -> None:
    assert last_year("2023-01/2023-06") == 2023


def test_a_term_that_begins_in_its_first_year_ends_five_years_on() -> None:
    assert term_end(2017, "city") == "2022"
    assert term_end(2021, "county") == "2022"
