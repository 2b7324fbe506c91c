"""Write a comparison: `counterparts.jsonl`, `comparison.json`, Parquet tables, a plain report.

counterparts.jsonl   {"clause": "3.4.2:1", "span": [s, e],
                      "matches": [{"doc": sha256, "span": [s, e], "score": 0.71}, …]}, a line
                     per clause of the document, the best match first
comparison.json      everything, as `tiaoli.comparison/1`
*.parquet            counterparts, indicators
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.compare.results import Comparison, Counterpart, Found
from pipeline.compare.table import Change
from pipeline.document import Span

SCHEMA = "tiaoli.comparison/1"


def write(comparison: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write all files of a comparison to `folder` and return their paths."""
    from pipeline.export.comparison_report import report
    from pipeline.export.comparison_tables import write_tables

    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / "counterparts.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(
            json.dumps(row, ensure_ascii=False) + "\n" for row in counterpart_rows(comparison)
        )
    whole = folder / "comparison.json"
    whole.write_text(
        json.dumps(to_record(comparison), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    plain = folder / "report.md"
    plain.write_text(report(comparison), "utf-8")
    return (lines, whole, plain, *write_tables(comparison, folder))


def counterpart_rows(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """A row per clause of the document, as `counterparts.jsonl` has it."""
    for counterpart in comparison.counterparts:
        yield {
            "clause": counterpart.clause,
            "span": _pair(counterpart.span),
            "matches": [
                {
                    "doc": comparison.others[match.source].sha256,
                    "span": _pair(match.span),
                    "score": match.score,
                }
                for match in counterpart.matches
            ],
        }


def to_record(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison as dicts and lists."""
    return {
        "schema": SCHEMA,
        "document": asdict(comparison.document),
        "others": [asdict(source) for source in comparison.others],
        "counterparts": [_counterpart(item) for item in comparison.counterparts],
        "only_here": list(comparison.only_here),
        "only_there": [
            {"example": _found(gap.example), "documents": list(gap.documents)}
            for gap in comparison.only_there
        ],
        "likeness": list(comparison.likeness),
        "tabled": [asdict(source) for source in comparison.tabled],
        "indicators": [_plain(asdict(row)) for row in comparison.table],
        "changes": [
            {"column": column, "changes": [_change(change) for change in found]}
            for column, found in comparison.changes
        ],
        "emphasis": [_plain(asdict(one)) for one in comparison.emphasis],
        "keywords": [asdict(word) for word in comparison.keys],
        "reuse": [_plain(asdict(one)) for one in comparison.reuse],
    }


def _change(change: Change) -> dict[str, Any]:
    row = change.row
    return {
        "indicator": row.key,
        "measure": row.measure,
        "unit": row.unit,
        "verdict": change.verdict,
        "before": _plain(asdict(change.before)) if change.before else None,
        "after": _plain(asdict(change.after)) if change.after else None,
    }


def _counterpart(item: Counterpart) -> dict[str, Any]:
    return {
        "clause": item.clause,
        "span": _pair(item.span),
        "words": item.words,
        "matches": [_found(match) for match in item.matches],
    }


def _found(match: Found) -> dict[str, Any]:
    return {
        "source": match.source,
        "clause": match.clause,
        "span": _pair(match.span),
        "score": match.score,
        "words": match.words,
        "differs": [asdict(difference) for difference in match.differs],
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _plain(value: Any) -> Any:
    """Spans (dicts of start and end, after `asdict`) as pairs, everywhere in a record."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return [value["start"], value["end"]]
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
