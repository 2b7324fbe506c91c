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
from pathlib import Path
from typing import Any

from pipeline.compare.results import Comparison
from pipeline.document import Span
from pipeline.export.comparison_record import SCHEMA, to_record

__all__ = ["SCHEMA", "counterpart_rows", "to_record", "write"]


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
    # In one line: with line breaks the standard library writes several times slower.
    whole.write_text(json.dumps(to_record(comparison), ensure_ascii=False) + "\n", "utf-8")
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


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
