"""The tables of a comparison as Parquet: counterparts, indicators, gaps, emphasis, words, reuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.compare.results import Comparison
from pipeline.errors import ExtraError
from pipeline.export.comparison_record import plain

Row = dict[str, Any]


def write_tables(comparison: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write every table that has rows, and return their paths."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ExtraError.missing("pyarrow", "data") from None
    written = []
    for name, rows in tables(comparison).items():
        if rows:
            path = folder / f"{name}.parquet"
            parquet.write_table(pa.Table.from_pylist(rows), path, compression="zstd")
            written.append(path)
    return tuple(written)


def tables(comparison: Comparison) -> dict[str, list[Row]]:
    """The rows of each table."""
    return {
        "counterparts": list(match_rows(comparison)),
        "indicators": list(cell_rows(comparison)),
        "gaps": list(gap_rows(comparison)),
        "emphasis": list(emphasis_rows(comparison)),
        "keywords": plain(comparison.keys),
        "reuse": list(reuse_rows(comparison)),
    }


def match_rows(comparison: Comparison) -> Iterator[Row]:
    """A row per match."""
    for counterpart in comparison.counterparts:
        for rank, match in enumerate(counterpart.matches, 1):
            source = comparison.others[match.source]
            yield {
                "clause": counterpart.clause,
                "start": counterpart.span.start,
                "end": counterpart.span.end,
                "rank": rank,
                "score": match.score,
                "doc": source.sha256,
                "title": source.title,
                "place": source.place,
                "issued": source.issued,
                "other_clause": match.clause,
                "other_start": match.span.start,
                "other_end": match.span.end,
                "other_words": match.words,
                "differs": "; ".join(
                    f"{d.aspect}: {d.here or '–'} ↔ {d.there or '–'}" for d in match.differs
                ),
            }


def cell_rows(comparison: Comparison) -> Iterator[Row]:
    """A row per cell of the indicator table; `rank` counts documents, the best first."""
    columns = (comparison.document, *comparison.tabled)
    for row in comparison.table:
        rank = {cell.source: place for place, cell in enumerate(row.ranked(), 1)}
        for cell in row.cells:
            source = columns[cell.source]
            yield {
                "indicator": row.key,
                "name": row.name,
                "english": row.english,
                "measure": row.measure,
                "unit": row.unit,
                "better": row.better,
                "doc": source.sha256,
                "place": source.place,
                "issued": source.issued,
                "clause": cell.clause,
                "start": cell.span.start,
                "end": cell.span.end,
                "as_named": cell.name,
                "as_written": cell.written,
                "value": cell.value,
                "value_high": cell.high,
                "bound": cell.bound,
                "role": cell.role,
                "deadline": cell.deadline,
                "base": cell.base,
                "rank": rank.get(cell.source) if cell.role == "target" else None,
            }


def gap_rows(comparison: Comparison) -> Iterator[Row]:
    """A row per clause that only the document has, then one per task that only others set."""
    for clause in comparison.only_here:
        yield {"side": "here", "clause": clause, "doc": comparison.document.sha256, "documents": 1}
    for gap in comparison.only_there:
        source = comparison.others[gap.example.source]
        yield {
            "side": "there",
            "clause": gap.example.clause,
            "doc": source.sha256,
            "place": source.place,
            "documents": len(gap.documents),
            "start": gap.example.span.start,
            "end": gap.example.span.end,
            "words": gap.example.words,
            "nearest": gap.example.score,
        }


def emphasis_rows(comparison: Comparison) -> Iterator[Row]:
    """A row per document and share, with its interval."""
    columns = (comparison.document, *comparison.tabled)
    for source, one in zip(columns, comparison.emphasis, strict=False):
        shares = {
            **{f"type:{name}": share for name, share in one.mix.items()},
            "with_figure": one.with_figure,
            "with_deadline": one.with_deadline,
            "with_body": one.with_body,
            **({"firmness": one.firmness} if one.firmness else {}),
        }
        for name, share in shares.items():
            yield {
                "doc": source.sha256,
                "place": source.place,
                "issued": source.issued,
                "sentences": one.sentences,
                "strength": one.strength,
                "share": name,
                "value": share.value,
                "low": share.low,
                "high": share.high,
            }


def reuse_rows(comparison: Comparison) -> Iterator[Row]:
    """A row per stretch of shared wording."""
    for one in comparison.reuse:
        source = comparison.others[one.source]
        yield {
            "doc": source.sha256,
            "place": source.place,
            "issued": source.issued,
            "clause": one.clause,
            "start": one.span.start,
            "end": one.span.end,
            "other_clause": one.other_clause,
            "other_start": one.other_span.start,
            "other_end": one.other_span.end,
            "alike": one.alike,
            "weight": one.weight,
            "first": one.first,
        }
