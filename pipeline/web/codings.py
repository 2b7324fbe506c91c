"""Labels and targets as people corrected them, and out again as annotations.

    labels.csv      the table that `tiaoli annotate --import csv` and `train classify` read
    labels.jsonl    {"doc", "start", "end", "text", "types", "coder", …}, by offsets into the text
    targets.jsonl   {"doc", "start", "end", "text", "q": […], …}, every quantity of a clause

A corrected clause goes out whole: of `q` the machine's quantities are those that a person has seen
beside the corrected one and let stand.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any, get_args

from pipeline.classify.context import contexts
from pipeline.codebook import NONE, Codebook
from pipeline.document import Change, Clause, Comparator, Quantity, QuantityRole, Reading, Span
from pipeline.errors import RecordError
from pipeline.export.dates import bounds
from pipeline.pages.safe import plain
from pipeline.train.classify_annotate import Coding, write_csv
from pipeline.web.revisions import Revision, Revisions

CHOICES: Mapping[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator),
    "change": get_args(Change),
    "role": get_args(QuantityRole),
}
# What is told of a quantity, in the order of the annotations.
FIELDS = ("value", "unit", "comparator", "change", "role", "indicator", "deadline", "deadline_from")
LONGEST = 200

Find = Callable[[str], Reading | None]
"""From a text's hash to its reading, where the document is still there."""


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity as it stands: the machine's, or a person's correction of it."""

    clause: str
    span: Span
    words: str
    fields: dict[str, Any]
    version: int = 0
    author: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The types of a clause as they stand."""

    types: tuple[str, ...]
    version: int = 0
    author: str = ""
    abstained: bool = False


def labels(reading: Reading, revisions: Revisions) -> dict[str, Label]:
    """The types of every clause, by its id; a person's go before the machine's."""
    saved = revisions.of("label", reading.document.sha256)
    found = {label.clause: label for label in reading.labels}
    stand = {}
    for clause in reading.tree:
        last, machine = saved.get(clause.span), found.get(clause.id)
        if last is not None:
            stand[clause.id] = Label(tuple(last.value["types"]), last.version, last.author)
        elif machine is not None:
            stand[clause.id] = Label(machine.types, abstained=machine.abstained)
        else:
            stand[clause.id] = Label(())
    return stand


def targets(reading: Reading, revisions: Revisions) -> list[Target]:
    """Every quantity, in reading order: those found, as corrected, and those that were added."""
    saved = revisions.of("target", reading.document.sha256)
    stand = {one.span: _found(reading, one) for one in reading.findings.quantities}
    for span, last in saved.items():
        clause = clause_at(reading, span)
        if clause is not None:
            stand[span] = _corrected(reading, clause, last)
    return [stand[span] for span in sorted(stand)]


def clause_at(reading: Reading, span: Span) -> Clause | None:
    """The clause that a span lies in, if it lies in one."""
    for clause in reading.tree:
        if span in clause.span and len(span):
            return clause
    return None


def valid_types(types: Iterable[object], codebook: Codebook) -> list[str]:
    """Types as they may be saved, primary first; RecordError for one that the codebook lacks."""
    given = list(dict.fromkeys(str(name) for name in types))
    for name in given:
        if name not in (*codebook.names, NONE):
            raise RecordError(f"the codebook has no type {name!r}; choose from those shown.")
    return [name for name in given if name != NONE]


def valid_fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a target as they may be saved; RecordError says which is wrong, and why.

    >>> said = {"value": "1.5", "unit": "%", "comparator": "ge", "change": "level"}
    >>> valid_fields({**said, "role": "target", "indicator": "增速", "deadline": "2025"})["value"]
    1.5
    """
    for name, choices in CHOICES.items():
        if said.get(name) not in choices:
            raise RecordError(f"{name} must be one of {', '.join(choices)}.")
    named = ("unit", "indicator", "deadline")
    words = {name: plain(str(said.get(name) or "").strip()) for name in named}
    if max(map(len, words.values())) > LONGEST:
        raise RecordError(f"a field has at most {LONGEST} characters.")
    if words["deadline"] and bounds(words["deadline"]) is None:
        raise RecordError("a deadline is written as 2025, 2025-06, 2025-06-30 or 2021/2025.")
    source = said.get("deadline_from") if words["deadline"] else ""
    return {
        "value": _value(said.get("value")),
        **{name: said[name] for name in CHOICES},
        **words,
        "deadline_from": source if source in ("clause", "context") else "",
    }


def _value(said: Any) -> float | list[float]:
    """A number, or two for a range, written `5` or `5–6`."""
    parts = said if isinstance(said, list) else re.split(r"[–—~]", str(said).replace(",", ""))
    try:
        values = [float(part) for part in parts]
    except (TypeError, ValueError):
        values = []
    if not 0 < len(values) < 3 or not all(map(math.isfinite, values)):
        raise RecordError("a value is a number such as 15000, or two for a range: 5–6.")
    return values[0] if len(values) == 1 else values


def labels_csv(revisions: Revisions, find: Find) -> str:
    """The corrected labels as the table that training reads."""
    by_text = groupby(_labelled(revisions, find), key=lambda one: one[2].sha256)
    return write_csv(one for _, saved in by_text for one in _codings(saved))


def labels_jsonl(revisions: Revisions, find: Find) -> str:
    """The corrected labels by offsets."""
    return _lines(
        {
            **_place(reading, clause),
            "types": list(last.value["types"]) or [NONE],
            "coder": last.author,
            "saved": last.saved,
        }
        for reading, clause, last in _labelled(revisions, find)
    )


def targets_jsonl(revisions: Revisions, find: Find) -> str:
    """Every clause with a corrected quantity, and all its quantities as they stand."""
    return _lines(_targets_rows(revisions, find))


def _targets_rows(revisions: Revisions, find: Find) -> Iterator[dict[str, Any]]:
    for hashed in dict.fromkeys(one.sha256 for one in revisions.all("target")):
        reading = find(hashed)
        if reading is None:
            continue
        stand = targets(reading, revisions)
        changed = {one.clause for one in stand if one.version}
        for clause in reading.tree:
            if clause.id in changed:
                mine = [one for one in stand if one.clause == clause.id]
                coders = dict.fromkeys(one.author for one in mine if one.version)
                yield {
                    **_place(reading, clause),
                    "q": [_annotated(one) for one in mine if not one.wrong],
                    "m": [],
                    "coder": ", ".join(filter(None, coders)),
                }


def _annotated(target: Target) -> dict[str, Any]:
    told = {name: target.fields[name] for name in FIELDS}
    return {"quantity": target.words, **told, "span": [target.span.start, target.span.end]}


def _labelled(revisions: Revisions, find: Find) -> Iterator[tuple[Reading, Clause, Revision]]:
    for last in revisions.all("label"):
        reading = find(last.sha256)
        clause = clause_at(reading, last.span) if reading else None
        if reading is not None and clause is not None:
            yield reading, clause, last


def _codings(labelled: Iterable[tuple[Reading, Clause, Revision]]) -> Iterator[Coding]:
    """The labels of one document with what stands round their clauses, looked for once."""
    saved = list(labelled)
    reading = saved[0][0]
    tree = reading.tree
    words = [tree.words(one) for one in tree.clauses]
    known = dict(zip((one.id for one in tree.clauses), contexts(tree), strict=True))
    for _, clause, last in saved:
        found = known[clause.id]
        where = f"{last.sha256}:{clause.span.start}:{clause.span.end}"
        yield Coding(
            id=sha256(where.encode()).hexdigest()[:12],
            clause=words[found.own],
            types=tuple(last.value["types"]),
            coder=last.author,
            heading=words[found.above] if found.above >= 0 else "",
            before=words[found.before] if found.before >= 0 else "",
            document=reading.document.title or reading.document.id,
        )


def _place(reading: Reading, clause: Clause) -> dict[str, Any]:
    return {
        "doc": reading.document.sha256,
        "start": clause.span.start,
        "end": clause.span.end,
        "text": reading.tree.words(clause),
    }


def _found(reading: Reading, quantity: Quantity) -> Target:
    said = reading.document[quantity.indicator] if quantity.indicator else ""
    value = quantity.value
    fields = {
        "value": list(value) if isinstance(value, tuple) else value,
        "unit": quantity.unit,
        "comparator": quantity.comparator,
        "change": quantity.change,
        "role": quantity.role,
        "indicator": said,
        "deadline": quantity.deadline or "",
        "deadline_from": quantity.deadline_from or "",
    }
    return Target(quantity.clause, quantity.span, reading.document[quantity.span], fields)


def _corrected(reading: Reading, clause: Clause, last: Revision) -> Target:
    fields = {name: last.value.get(name, "") for name in FIELDS}
    wrong = bool(last.value.get("wrong"))
    words = reading.document[last.span]
    return Target(clause.id, last.span, words, fields, last.version, last.author, wrong)


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
