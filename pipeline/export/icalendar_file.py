"""iCalendar (RFC 5545): the deadlines of a reading as all-day events.

An event for each clause and deadline, on the last day of the deadline (2025 → 31 December 2025).
Targets and milestones only: what was achieved, or is a condition, falls due on no day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline import __version__
from pipeline.document import Clause, Milestone, Quantity, Reading
from pipeline.export.dates import last_day
from pipeline.export.tokens import storable
from pipeline.pages.titles import titled

# A line is at most 75 octets long, without its end.
LINE = 75
LONGEST_SUMMARY = 60

Due = tuple[str, str]
"""A clause and its deadline."""


def write_icalendar(reading: Reading, path: Path) -> Path:
    """Write the deadlines of a reading as an .ics file."""
    path.write_bytes(icalendar(reading).encode())
    return path


def icalendar(reading: Reading, *, now: datetime | None = None) -> str:
    """The calendar as text; `now` is when it was made, of which the format wants to be told."""
    stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    title = titled(reading.document).zh
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//tiaoli//tiaoli {__version__}//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    clauses = {clause.id: clause for clause in reading.tree}
    for (clause, deadline), things in _due(reading).items():
        day = last_day(deadline)
        if day and day < date.max:  # an event ends on the day after
            lines += _event(reading, clauses[clause], deadline, day, things, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(storable(line))}\r\n" for line in lines)


def _due(reading: Reading) -> dict[Due, list[Quantity | Milestone]]:
    """What falls due, by clause and deadline, in the order of the days."""
    found: dict[Due, list[Quantity | Milestone]] = {}
    findings = reading.findings
    targets = [one for one in findings.quantities if one.role == "target"]
    things: list[Quantity | Milestone] = [*targets, *findings.milestones]
    for thing in things:
        if thing.deadline:
            found.setdefault((thing.clause, thing.deadline), []).append(thing)
    return dict(sorted(found.items(), key=lambda item: last_day(item[0][1]) or date.max))


def _event(
    reading: Reading,
    clause: Clause,
    deadline: str,
    day: date,
    things: list[Quantity | Milestone],
    stamp: str,
) -> Iterator[str]:
    document = reading.document
    words = " ".join(reading.tree.words(clause).split())
    said = [_said(reading, thing) for thing in things]
    targets = any(isinstance(thing, Quantity) for thing in things)
    yield "BEGIN:VEVENT"
    name = f"{document.sha256[:16]}-{clause.span.start}-{deadline.replace('/', '--')}"
    yield f"UID:{name}@tiaoli"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_date(day)}"
    yield f"DTEND;VALUE=DATE:{_date(day + timedelta(days=1))}"
    yield f"SUMMARY;LANGUAGE=zh:{_escaped(_short('；'.join(said)))}"
    citation = reading.tree.unit(clause.unit).citation
    where = f"{titled(document).zh} {citation} ({deadline})"
    yield "DESCRIPTION;LANGUAGE=zh:" + _escaped(f"{words}\n\n{where}")
    yield f"CATEGORIES:{'target' if targets else 'milestone'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _date(day: date) -> str:
    """A day in eight figures; `strftime` leaves out the noughts of an early year."""
    return day.isoformat().replace("-", "")


def _said(reading: Reading, thing: Quantity | Milestone) -> str:
    document = reading.document
    indicator = thing.indicator if isinstance(thing, Quantity) else None
    words = document[thing.span]
    return " ".join((f"{document[indicator]} {words}" if indicator else words).split())


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SUMMARY else f"{words[: LONGEST_SUMMARY - 1]}…"


def _escaped(words: str) -> str:
    r"""Text as the format writes it: `甲\, 乙\; 丙\n`; other control characters are left out."""
    for character, written in (("\\", r"\\"), (";", r"\;"), (",", r"\,"), ("\n", r"\n")):
        words = words.replace(character, written)
    return "".join(one for one in words if one >= " " or one == "\t").replace("\x7f", "")


def _folded(line: str) -> str:
    """A line cut into pieces of 75 octets, none of them in the middle of a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece])
