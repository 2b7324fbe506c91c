from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.calendar import PLANS, english


@pytest.mark.parametrize(
    ("edtf", "phrase"),
    [
        pytest.param("2025", "2025", id="year"),
        pytest.param("2025-12-31", "the end of 2025", id="year's end"),
        pytest.param("2025-12-31", "December 31, 2025", id="American day"),
        pytest.param("2025-12-31", "31 December 2025", id="British day"),
        pytest.param("2025-12-31", "year-end 2025", id="year-end"),
        pytest.param("2025-12-31", "the end of December 2025", id="end of December"),
        pytest.param("2025-06-30", "the end of June 2025", id="month's end"),
        pytest.param("2025-06-30", "the end of June", id="month's end, year understood"),
        pytest.param("2025-06-30", "the end of the second quarter of 2025", id="quarter's end"),
        pytest.param("2025-06", "June 2025", id="month"),
        pytest.param("2025-06-15", "June 15, 2025", id="day"),
        pytest.param("2021/2025", "2021-2025", id="period"),
        pytest.param("2021/2025", "2021–2025", id="period with an en dash"),
        pytest.param("2021/2025", "the 14th Five-Year Plan period", id="plan"),
        pytest.param("2021/2025", "the Fourteenth Five-Year Plan period", id="plan in words"),
        pytest.param("2023/2025", "from 2023 to 2025", id="from … to"),
        pytest.param("2023-01/2023-06", "the first half of 2023", id="half"),
        pytest.param("2023-07/2023-09", "the third quarter of 2023", id="quarter"),
        pytest.param("2023-07/2023-09", "Q3 2023", id="quarter by its letter"),
        pytest.param("2020-08-05/2023-08-04", "August 5, 2020 to August 4, 2023", id="days"),
    ],
)
def test_a_right_rendering_is_among_the_forms(edtf: str, phrase: str) -> None:
    assert phrase in english(edtf)


@pytest.mark.parametrize(
    ("edtf", "phrase"),
    [
        pytest.param("2025-06-29", "the end of June 2025", id="not the last day"),
        pytest.param("2025-05-31", "the end of the second quarter of 2025", id="not a quarter"),
        pytest.param("2023/2025", "the 14th Five-Year Plan period", id="not the whole plan"),
        pytest.param("2025", "the end of 2025", id="a year is not its end"),
        pytest.param("2023-01/2024-06", "the first half of 2023", id="over two years"),
    ],
)
def test_a_wrong_rendering_is_not(edtf: str, phrase: str) -> None:
    assert phrase not in english(edtf)


def test_ordinals_end_as_english_has_them() -> None:
    names = ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th",
             "13th", "14th", "15th"]  # fmt: skip

    for name, (first, last) in zip(names, PLANS.values(), strict=True):
        assert f"the {name} Five-Year Plan" in english(f"{first}/{last}")


@given(st.dates(min_value=date(1950, 1, 1)))
def test_every_form_of_a_day_is_given_once(day: date) -> None:
    forms = english(str(day))

    assert len(forms) == len(set(forms)) > 0
    assert all(form.strip() == form for form in forms)
