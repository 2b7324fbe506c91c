"""Deadlines as a calendar, read by the `icalendar` package."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Milestone
from pipeline.export.dates import last_day
from pipeline.export.icalendar_file import icalendar, write_icalendar
from tests.export.readings import TEXT, reading_of

READING = reading_of(TEXT)
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


def events(text: str) -> list[Any]:
    calendar = pytest.importorskip("icalendar").Calendar.from_ical(text)
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_targets_and_milestones_fall_due(tmp_path: Path) -> None:
    path = write_icalendar(READING, tmp_path / "a.ics")
    quarter, year = events(path.read_bytes().decode())

    assert quarter["DTSTART"].dt == date(2024, 9, 30)
    assert str(quarter["CATEGORIES"].cats[0]) == "milestone"
    assert (year["DTSTART"].dt, year["DTEND"].dt) == (date(2025, 12, 31), date(2026, 1, 1))
    assert str(year["SUMMARY"]) == "智能算力规模 达到3000P以上；数据中心 5座"
    assert str(year["DESCRIPTION"]).startswith("到2025年底，智能算力规模")
    assert str(year["DESCRIPTION"]).endswith("一第1段 (2025-12-31)")


def test_what_was_achieved_falls_due_on_no_day() -> None:
    assert "120" not in icalendar(READING)


def test_lines_are_short_and_the_moment_is_said() -> None:
    text = icalendar(READING, now=NOW)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("DTSTAMP:20260131T093000Z") == 2
    assert "\n" not in text.replace("\r\n", "")


def test_what_parts_values_is_escaped() -> None:
    text = icalendar(reading_of("到2025年，建成甲;乙,丙\\丁5座。"))

    assert r"甲\;乙\,丙\\丁5座" in text.replace("\r\n ", "")


def test_events_keep_their_names() -> None:
    one, other = events(icalendar(READING, now=NOW)), events(icalendar(READING))

    assert [event["UID"] for event in one] == [event["UID"] for event in other]
    assert len({event["UID"] for event in one}) == len(one)


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        pytest.param("2025", date(2025, 12, 31), id="a year"),
        pytest.param("2024-02", date(2024, 2, 29), id="a month of a leap year"),
        pytest.param("2023-01/2023-06", date(2023, 6, 30), id="a half-year"),
        pytest.param("2025-06-15", date(2025, 6, 15), id="a day"),
        pytest.param("2025-13", None, id="no month"),
        pytest.param("2025-02-30", None, id="no day"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_deadline_falls_on_its_last_day(edtf: str, day: date | None) -> None:
    assert last_day(edtf) == day


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        pytest.param("0999", [date(999, 12, 31)], id="early: four figures for the year"),
        pytest.param("9999", [], id="the end of time: no day after it"),
    ],
)
def test_years_at_the_edge(deadline: str, days: list[date]) -> None:
    (one, *_) = READING.findings.milestones
    findings = replace(
        READING.findings, quantities=(), milestones=(replace(one, deadline=deadline),)
    )
    found = events(icalendar(replace(READING, findings=findings)))

    assert [event["DTSTART"].dt for event in found] == days


@given(text=st.text('甲乙；，,;:\\"\n\r\t。2025年到\x0b\ud800😀 ', max_size=200))
def test_any_words_survive(text: str) -> None:
    reading = reading_of(f"到2025年，建成甲。{text}")
    milestones = tuple(
        Milestone(one.id, one.span, "2025", "clause") for one in reading.tree.clauses
    )
    reading = replace(reading, findings=replace(reading.findings, milestones=milestones))
    found = events(icalendar(reading))

    clauses = {one.span.start: reading.tree.words(one) for one in reading.tree.clauses}
    assert len(found) == len(clauses)
    for event in found:
        words = clauses[int(str(event["UID"]).split("-")[1])]
        said = str(event["DESCRIPTION"]).split("\n\n")[0]
        assert said == " ".join(
            "".join("\ufffd" if one == "\ud800" else one for one in words).split()
        )
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
