"""CoNLL-U Plus: a token per line, a clause per block, in columns that sequence taggers train on.

    # global.columns = ID FORM MISC TIAOLI:QUANTITY TIAOLI:INDICATOR TIAOLI:DEADLINE TIAOLI:BODY
    # newdoc id = plan
    # sent_id = 1.p1:1
    # types = industry platform
    # text = 到2025年，培育企业1500家以上。
    1	到	start_char=12|end_char=13	O	O	O	O
    2	2025	start_char=13|end_char=17	O	O	B-2025	O

Tags are BIO. Where two stretches of a layer overlap, the first and longer one counts. White space
is no token; `SpacesAfter` says where it stood, escaped as in CoNLL-U.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.document import Clause, Reading, Span
from pipeline.export.tokens import storable, tokens

LAYERS = ("quantity", "indicator", "deadline", "milestone", "body", "citation")
COLUMNS = ("ID", "FORM", "MISC", *(f"TIAOLI:{name.upper()}" for name in LAYERS))
_ESCAPES = str.maketrans(
    {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
)

Labelled = tuple[Span, str]


def write_conll(reading: Reading, path: Path) -> Path:
    """Write a reading as CoNLL-U Plus."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{storable(line)}\n" for line in conll(reading))
    return path


def conll(reading: Reading) -> Iterator[str]:
    """The lines of a reading."""
    yield f"# global.columns = {' '.join(COLUMNS)}"
    found = tokens(reading)
    starts = [token.start for token in found]
    tags = {name: _tags(spans) for name, spans in _layers(reading).items()}
    types = {label.clause: label.types for label in reading.labels}
    for number, clause in enumerate(reading.tree.clauses):
        if number == 0:
            yield f"# newdoc id = {_plain(reading.document.id)}"
        yield from _comments(reading, clause, types.get(clause.id))
        at = bisect_left(starts, clause.span.start)
        end = bisect_left(starts, clause.span.end)
        yield from _lines(reading, found, range(at, end), tags)
        yield ""


def _comments(reading: Reading, clause: Clause, types: tuple[str, ...] | None) -> Iterator[str]:
    yield f"# sent_id = {clause.id}"
    yield f"# role = {clause.role}"
    if types is not None:
        yield f"# types = {' '.join(types) or 'none'}"
    yield f"# text = {_plain(reading.tree.words(clause))}"


def _lines(
    reading: Reading,
    found: tuple[Span, ...],
    places: range,
    tags: Mapping[str, Mapping[int, str]],
) -> Iterator[str]:
    text = reading.document.text
    number = 0
    for at in places:
        token = found[at]
        words = text[token.start : token.end]
        if words.isspace():
            continue
        number += 1
        misc = f"start_char={token.start}|end_char={token.end}|{_after(reading, found, at)}"
        marked = (_tag(tags[name], token.start) for name in LAYERS)
        yield "\t".join((str(number), words, misc, *marked))


def _after(reading: Reading, found: tuple[Span, ...], at: int) -> str:
    """What stands between a token and the next, as CoNLL-U says it."""
    text = reading.document.text
    start = end = found[at].end
    while end < len(text) and text[end].isspace():
        end += 1
    space = text[start:end]
    return "SpaceAfter=No" if not space else f"SpacesAfter={space.translate(_ESCAPES)}"


def _layers(reading: Reading) -> dict[str, list[Labelled]]:
    findings = reading.findings
    numbers = findings.quantities
    return {
        "quantity": [(one.span, one.role) for one in numbers],
        "indicator": [(one.indicator, one.role) for one in numbers if one.indicator],
        "deadline": [
            (one.deadline_span, one.deadline)
            for one in numbers
            if one.deadline_span and one.deadline
        ],
        "milestone": [(one.span, one.deadline) for one in findings.milestones],
        "body": [(one.span, one.role) for one in findings.bodies],
        "citation": [(one.span, "document") for one in findings.citations],
    }  # fmt: skip


def _tags(spans: Iterable[Labelled]) -> dict[int, str]:
    """By place of a character: `B-target` where a stretch begins, `I-target` inside it."""
    tags: dict[int, str] = {}
    end = 0
    for span, label in sorted(spans, key=lambda one: (one[0].start, -one[0].end)):
        if span.start >= end and len(span):
            tags[span.start] = f"B-{label}"
            tags |= {at: f"I-{label}" for at in range(span.start + 1, span.end)}
            end = span.end
    return tags


def _tag(tags: Mapping[int, str], at: int) -> str:
    return tags.get(at, "O")


def _plain(words: str) -> str:
    return " ".join(words.split())
