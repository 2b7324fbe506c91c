"""What a document says about itself in its first and last lines: title, number, issuer, date.

Nothing here changes the text, and nothing is guessed: what the document does not say stays empty.
A caller who knows better replaces the field (`dataclasses.replace(document, issued="2021")`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.document import Genre, Place
from pipeline.pattern import Pattern
from pipeline.read import dates, issuers, titles
from pipeline.read.content import Content
from pipeline.read.places import find_place

# A title and its notes stand in the first lines, a signature in the last; both in short ones.
HEAD = 8_000
TAIL = 4_000
HEAD_LINES = 60
NOTE_LINES = 16
LONGEST_NOTE = 1_200

FIELD = Pattern(
    r"(发文字号|文\s{0,4}号|发文机关|发布机构|发文单位|制发机关|公布机关|成文日期|发文日期|印发日期|发布日期"
    r"|发布时间|公开日期)\s{0,4}[】\]]?\s{0,2}[：:\t]\s{0,4}([^\s：:]{2,40}(?:\s\d{1,5}\s?号)?)"
)
NOTE = Pattern(
    r"[（(]?\s{0,4}(?:19|20)\d\d\s{0,3}年|[—―]{2}|[（(].{0,200}(?:通过|公布|发布|令)|第?.{2,30}令"
)

NOTE_ABOVE = Pattern(r"[（(—―]{1,2}\s{0,4}(?:19|20)\d\d年.{0,100}$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a `Document` that are read from its text."""

    title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    issued: str | None
    genre: Genre | None
    place: Place | None


def find_metadata(content: Content) -> Metadata:
    """Return what the text, and a page's own table of particulars, say about the document."""
    text = content.text
    head, every = _lines(text[:HEAD])[:HEAD_LINES], _short_lines(text)
    title, below = titles.find_title(head)
    title = _better(title, content.title)
    notes = _notes(head, below)
    fields = _fields((*content.particulars, *head[: below + 4]))
    signed = next(issuers.signatures(every), ((), None))
    number = issuers.find_number(_around(head, below), notes) or _number_field(fields)
    named = _issuers(title, signed[0], notes, fields) or issuers.of_number(number)
    genre = titles.find_genre(title, text)
    place = find_place(title, named, number, text)
    if not named and genre == "work_report" and place is not None and "人民政府" in text[:HEAD]:
        named = (f"{place.name}人民政府",)
    issued = (
        dates.of_notes(notes)
        or signed[1]
        or _dated(head, below, every, fields)
        or _year(number, genre, title, text)
    )
    return Metadata(title, number, named, issued, genre, place)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in map(str.strip, text.split("\n")) if line)


def _short_lines(text: str) -> tuple[str, ...]:
    """Every line that can be a date or a signature, the longer ones as empty lines between them."""
    return tuple(line if len(line) <= issuers.LONGEST_SIGNATURE else "" for line in _lines(text))


def _better(found: str | None, declared: str | None) -> str | None:
    """The title in the text, unless only the one that the file declares ends as titles do."""
    if declared is None or (found is not None and titles.ENDING.search(found)):
        return found
    if found is None or titles.ENDING.search(declared):
        return titles.clean(declared)
    return found


def _notes(head: tuple[str, ...], below: int) -> tuple[str, ...]:
    """The notes between a title and the text: when it was passed, published, amended."""
    behind = (titles.NOTE_BEHIND.search(line) for line in head[:below])
    notes = [found[0][:LONGEST_NOTE] for found in behind if found]
    notes += [line for line in head[:below] if NOTE_ABOVE.match(line)]
    for line in head[below : below + NOTE_LINES]:
        if NOTE.match(line) and not (line[0].isdigit() and "。" in line):
            notes.append(line[:LONGEST_NOTE])
        elif titles.OPENS.match(line) or len(line) > titles.LONGEST:
            break
    return tuple(notes)


def _around(head: tuple[str, ...], below: int) -> tuple[str, ...]:
    """The lines that can bear the document's number: above the title, and a few below it."""
    lines: list[str] = [line for line in head[:below] if len(line) <= titles.LONGEST]
    for line in head[below : below + 6]:
        if titles.is_opening(line) and not titles.NUMBERED.match(line):
            break
        lines.append(line)
    return tuple(lines)


def _fields(lines: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        for label, words in FIELD.findall(line[:400]):
            found.setdefault("".join(label.split()), words)
    return found


def _number_field(fields: dict[str, str]) -> str | None:
    value = fields.get("发文字号") or fields.get("文号")
    return issuers.find_number((value,), ()) if value else None


def _issuers(
    title: str | None, signed: tuple[str, ...], notes: tuple[str, ...], fields: dict[str, str]
) -> tuple[str, ...]:
    named = issuers.of_title(title) if title else ()
    if len(signed) > len(named):  # 某局等三部门 in the title, all three under the text
        named = signed
    field = next((v for k, v in fields.items() if k.endswith(("机关", "机构", "单位"))), "")
    return named or issuers.of_notes(notes) or issuers.bodies(field)


def _dated(
    head: tuple[str, ...], below: int, every: tuple[str, ...], fields: dict[str, str]
) -> str | None:
    """A date that stands alone: under the title, at the end, in the particulars, in the imprint."""
    for line in (*head[below : below + 4], *reversed(every[-12:])):
        if (day := dates.whole_date(line)) is not None:
            return day
    for label in ("成文日期", "发文日期", "印发日期", "发布日期", "公开日期", "发布时间"):
        for _, _, day in dates.find_dates(fields.get(label, "")):
            return day
    return dates.of_print(every[-40:])


def _year(number: str | None, genre: Genre | None, title: str | None, text: str) -> str | None:
    if number and (found := re.search(r"〔(\d{4})〕|(?:令|公告)(\d{4})年", number)):
        return found[1] or found[2]
    if genre != "work_report":
        return None
    named = re.search(r"(?:19|20)\d\d(?=年)", title or "")
    return named[0] if named else dates.of_review(text[:HEAD])
