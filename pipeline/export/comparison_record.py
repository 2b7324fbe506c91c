"""A comparison as `comparison.json` holds it (`tiaoli.comparison/1`), and back.

Spans are `[start, end]`, numbers of documents are those of `Comparison`. Written and read again, a
comparison is equal to itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.compare.collection import Source
from pipeline.compare.differences import Difference
from pipeline.compare.emphasis import Emphasis, Interval
from pipeline.compare.keyness import Keyword
from pipeline.compare.results import Comparison, Counterpart, Found, Missing, Quote, Usual
from pipeline.compare.reuse import Shared
from pipeline.compare.similarity import Similarity
from pipeline.compare.table import Cell, Change, Row
from pipeline.document import Span
from pipeline.errors import ReadError

SCHEMA = "tiaoli.comparison/1"
PLAIN = frozenset({str, int, float, bool, type(None)})
Record = Mapping[str, Any]
Rows = dict[tuple[str, str, str], Row]


def to_record(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison as dicts and lists."""
    return {
        "schema": SCHEMA,
        "document": plain(comparison.document),
        "others": plain(comparison.others),
        "counterparts": plain(comparison.counterparts),
        "only_here": plain(comparison.only_here),
        "only_there": plain(comparison.only_there),
        "likeness": plain(comparison.likeness),
        "tabled": plain(comparison.tabled),
        "indicators": plain(comparison.table),
        "changes": [
            {"column": column, "changes": [_change(change) for change in found]}
            for column, found in comparison.changes
        ],
        "emphasis": plain(comparison.emphasis),
        "keywords": plain(comparison.keys),
        "reuse": plain(comparison.reuse),
        "similarity": plain(comparison.similarity),
        "usual": plain(comparison.usual),
        "concordance": plain(comparison.concordance),
        "quotes": plain(comparison.quotes),
    }


def plain(value: Any) -> Any:
    """A value of a comparison as dicts, lists and plain values; a span is a pair."""
    kind = type(value)  # asked before isinstance, for there are a million values
    if kind in PLAIN:
        return value
    if kind is Span:
        return [value.start, value.end]
    if kind is tuple:
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return {name: plain(getattr(value, name)) for name in value.__slots__}


def holds_comparison(path: Path) -> bool:
    """Whether a file is a `comparison.json`, by its first characters: the whole may be large."""
    try:
        with path.open(encoding="utf-8") as file:
            return f'"schema": "{SCHEMA}"' in file.read(200)
    except (OSError, UnicodeDecodeError):
        return False


def load(path: Path) -> Comparison:
    """The comparison in a `comparison.json`."""
    try:
        record = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ReadError(f"no file {path}; check the path.") from None
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}; check it.") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path} is not JSON: {error}; make it again.") from error
    return from_record(record, str(path))


def from_record(record: Any, name: str = "the record") -> Comparison:
    """The comparison that a record holds; fields that older versions lacked may be missing."""
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise ReadError(f"{name} holds no comparison ({SCHEMA}); make one with `tiaoli compare`.")
    try:
        return _comparison(record)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ReadError(
            f"{name} is no whole comparison ({type(error).__name__}: {error}); make it again."
        ) from error


def _comparison(record: Record) -> Comparison:
    table = tuple(_row(row) for row in record["indicators"])
    rows: Rows = {(row.key, row.measure, row.unit): row for row in table}
    alike = record.get("similarity")
    return Comparison(
        document=Source(**record["document"]),
        others=tuple(Source(**source) for source in record["others"]),
        counterparts=tuple(
            Counterpart(
                item["clause"], Span(*item["span"]), item["words"], _all_found(item["matches"])
            )
            for item in record["counterparts"]
        ),
        only_here=tuple(record["only_here"]),
        only_there=tuple(
            Missing(
                _found(gap["example"]), tuple(gap["documents"]), _all_found(gap.get("examples", ()))
            )
            for gap in record["only_there"]
        ),
        likeness=tuple(record["likeness"]),
        table=table,
        tabled=tuple(Source(**source) for source in record["tabled"]),
        changes=tuple(
            (item["column"], tuple(_as_change(change, rows) for change in item["changes"]))
            for item in record["changes"]
        ),
        emphasis=tuple(_emphasis(one) for one in record["emphasis"]),
        keys=tuple(Keyword(**key) for key in record["keywords"]),
        reuse=tuple(Shared(**_spans(one, "span", "other_span")) for one in record["reuse"]),
        similarity=_similarity(alike) if alike else None,
        usual={name: Usual(**usual) for name, usual in record.get("usual", {}).items()},
        concordance={
            word: tuple((doc, clause) for doc, clause in places)
            for word, places in record.get("concordance", {}).items()
        },
        quotes=tuple(
            Quote(**{**_spans(quote, "span"), "types": tuple(quote["types"])})
            for quote in record.get("quotes", ())
        ),
    )


def _spans(row: Record, *names: str) -> dict[str, Any]:
    return {**row, **{name: Span(*row[name]) for name in names}}


def _row(row: Record) -> Row:
    cells = tuple(Cell(**_spans(cell, "span")) for cell in row["cells"])
    return Row(**{**row, "cells": cells})


def _change(change: Change) -> dict[str, Any]:
    row = change.row
    return {
        "indicator": row.key,
        "measure": row.measure,
        "unit": row.unit,
        "verdict": change.verdict,
        "before": plain(change.before),
        "after": plain(change.after),
    }


def _as_change(change: Record, rows: Rows) -> Change:
    before, after = (
        Cell(**_spans(change[side], "span")) if change[side] else None
        for side in ("before", "after")
    )
    row = rows[change["indicator"], change["measure"], change["unit"]]
    return Change(row, change["verdict"], before, after)


def _all_found(found: Iterable[Record]) -> tuple[Found, ...]:
    return tuple(_found(one) for one in found)


def _found(one: Record) -> Found:
    differs = tuple(_difference(difference) for difference in one["differs"])
    return Found(**{**_spans(one, "span"), "differs": differs})


def _difference(difference: Record) -> Difference:
    sides = {
        side: tuple(Span(*span) for span in difference.get(side, ()))
        for side in ("here_spans", "there_spans")
    }
    return Difference(**{**difference, **sides})


def _emphasis(one: Record) -> Emphasis:
    firm = one["firmness"]
    return Emphasis(
        one["sentences"],
        {name: Interval(**share) for name, share in one["mix"].items()},
        Interval(**one["with_figure"]),
        Interval(**one["with_deadline"]),
        Interval(**one["with_body"]),
        Interval(**firm) if firm else None,
        dict(one["steps"]),
        one["strength"],
        {name: tuple(clauses) for name, clauses in one.get("clauses", {}).items()},
    )


def _similarity(alike: Record) -> Similarity:
    return Similarity(
        tuple(alike["members"]),
        tuple(tuple(row) for row in alike["values"]),
        tuple(alike["clusters"]),
    )
