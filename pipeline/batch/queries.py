"""Ask a dataset: SQL by DuckDB over its tables, and the questions that come first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.batch.dataset import MANIFEST
from pipeline.batch.fault import BatchError
from pipeline.batch.tables import LAYERS
from pipeline.errors import ExtraError

SUMMARY = {
    "The dataset": """
        select count(*) as documents, sum(characters) as characters, sum(clauses) as clauses,
               sum(targets) as targets, count(distinct place) as places,
               min(issued) as earliest, max(issued) as latest,
               (select count(*) from failures) as failures
        from documents""",
    "By genre": """
        select coalesce(genre, '–') as genre, count(*) as documents, sum(clauses) as clauses,
               round(avg(targets), 1) as targets_each
        from documents group by 1 order by 2 desc, 1""",
    "By level": """
        select coalesce(place_level, '–') as level, count(*) as documents,
               count(distinct place) as places
        from documents group by 1 order by 2 desc, 1""",
    "By task type": """
        select coalesce(type, 'none') as type, count(*) as clauses,
               round(100.0 * count(*) / (select count(*) from clauses), 1) as percent
        from (select unnest(case when len(types) = 0 then ['none'] else types end) as type
              from clauses)
        group by 1 order by 2 desc, 1""",
    "Most frequent deadlines of targets": """
        select deadline, count(*) as targets from quantities
        where role = 'target' and deadline is not null
        group by 1 order by 2 desc, 1 limit 8""",
    "Failures": """
        select kind, count(*) as documents, min(reason) as for_example
        from failures group by 1 order by 2 desc, 1""",
}


def answer(folder: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The column names and rows of a query; each table of the dataset goes by its name.

    The query runs in a database in memory; nothing that it creates there stays.
    """
    try:
        import duckdb
    except ImportError:
        raise ExtraError.missing("duckdb", "data") from None
    if not (folder / MANIFEST).is_file():
        raise BatchError(
            f"{folder} is no finished dataset: it has no {MANIFEST}; run `tiaoli batch` into it."
        )
    with duckdb.connect() as connection:
        for path in sorted(folder / f"{name}.parquet" for name in (*LAYERS, "failures")):
            quoted = str(path).replace("'", "''")
            try:
                connection.execute(f"create view \"{path.stem}\" as select * from '{quoted}'")
            except duckdb.Error as error:
                raise BatchError(
                    f"{path} cannot be opened: {error}; run the same `tiaoli batch` again."
                ) from error
        try:
            found = connection.execute(sql)
            return [column[0] for column in found.description or []], found.fetchall()
        except duckdb.Error as error:
            raise BatchError(f"the query does not work: {error}") from error
