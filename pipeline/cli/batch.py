"""`tiaoli batch`, `tiaoli query` and `tiaoli summary`: a folder of documents becomes a dataset."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.forms import Form, cell, print_json

if TYPE_CHECKING:
    from pipeline.batch.run import Progress, Summary
    from pipeline.batch.work import Outcome


class Engine(StrEnum):
    """Where the documents are read."""

    local = "local"
    ray = "ray"


def batch(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Folders, globs, files, also s3://… or gs://…; tables with a column `path` or "
            "`text` (.csv .jsonl .parquet, also .xz and .gz); folders of Hugging Face datasets.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The dataset's folder.")],
    jobs: Annotated[int, typer.Option(min=1, help="Documents read at the same time.")] = 1,
    retry: Annotated[bool, typer.Option("--retry", help="Read again what failed before.")] = False,
    translate: Annotated[bool, typer.Option("--translate", help="Draft every clause too.")] = False,
    engine: Annotated[Engine, typer.Option(help="Read here, or with Ray.")] = Engine.local,
    address: Annotated[str | None, typer.Option(help="A Ray cluster to join.")] = None,
    text_column: Annotated[str, typer.Option(help="The column that holds the words.")] = "text",
    timeout: Annotated[
        float | None,
        typer.Option(
            min=1,
            help="Seconds that one document may take.",
            show_default="120; 1,800 with --translate",
        ),
    ] = None,
    memory: Annotated[
        int, typer.Option(min=1, help="Megabytes that one document may take.")
    ] = 2000,
    json_log: Annotated[bool, typer.Option("--json-log", help="Log a JSON line each.")] = False,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Read many documents into Parquet tables; run it again and it goes on where it stopped."""
    seconds = (1_800.0 if translate else 120.0) if timeout is None else timeout
    with ExitStack() as at_end:
        try:
            from pipeline.batch import Limits, Plan, run  # a second that Ctrl-C can fall into
            from pipeline.settings import Settings

            plan = Plan(
                tuple(sources), out, jobs, translate, engine.value, address, text_column,
                Limits(seconds, memory * 1_000_000), retry,
            )  # fmt: skip
            done = run(plan, Settings.load(settings), progress=_progress(json_log, at_end))
        except KeyboardInterrupt:
            at_end.close()
            said = (
                f"stopped; what was read is kept in {out}, and the same command goes on from there"
            )
            typer.echo(said, err=True)
            raise typer.Exit(130) from None
    _report(done, out, json_log)
    raise typer.Exit(1 if done.failures else 0)


def query(
    folder: Annotated[Path, typer.Argument(help="A dataset's folder.", show_default=False)],
    sql: Annotated[str, typer.Argument(help="SQL; each table goes by its name: clauses, …")],
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print.")] = Form.table,
) -> None:
    """Run SQL on a dataset, with DuckDB."""
    from pipeline.batch.queries import answer

    names, rows = answer(folder, sql)
    if form is Form.json:
        found = [dict(zip(names, row, strict=True)) for row in rows]
        print_json(found)
    elif form is Form.csv:
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")  # names may come twice
        writer.writerows([names, *([cell(value) for value in row] for row in rows)])
    else:
        _print_table(names, rows)


def summary(
    folder: Annotated[Path, typer.Argument(help="A dataset's folder.", show_default=False)],
) -> None:
    """Print what a scholar looks at first: how much, from where, of which types, what failed."""
    from pipeline.batch.queries import SUMMARY, answer

    for title, sql in SUMMARY.items():
        names, rows = answer(folder, sql)
        if rows:
            _print_table(names, rows, title)


def _progress(json_log: bool, at_end: ExitStack) -> Progress | None:
    """A line per document as JSON, or a bar on a terminal, or nothing."""
    if json_log:
        return _log
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn

    columns = (SpinnerColumn(), *Progress.get_default_columns())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("reading", total=None)
    at_end.callback(bar.stop)  # a bar that is left running hides the cursor
    start = time.monotonic()

    def advance(done: int, total: int, name: str, outcome: Outcome) -> None:
        if not bar.live.is_started:
            bar.start()
        rate = done / max(1e-9, time.monotonic() - start)
        bar.update(task, total=total, completed=done, description=f"{rate:.1f} documents/s")
        if done == total:
            bar.stop()

    return advance


def _log(done: int, total: int, name: str, outcome: Outcome) -> None:
    line = {"done": done, "total": total, "source": name, "failed": outcome.kind or None}
    if outcome.kind:
        line["reason"] = outcome.reason.replace("\0", name)
    typer.echo(json.dumps(line, ensure_ascii=False), err=True)


def _report(done: Summary, out: Path, json_log: bool) -> None:
    words = (
        f"{done.documents} documents in {out}, {done.read_now} opened now in {done.seconds:.1f} s, "
        f"{done.failures} failed"
    )
    typer.echo(json.dumps(asdict(done)) if json_log else words)
    if done.failures and not json_log:
        typer.echo(f"their reasons: tiaoli query {out} 'select * from failures'", err=True)


def _print_table(names: list[str], rows: list[tuple[Any, ...]], title: str = "") -> None:
    from rich.table import Table

    from pipeline.cli.show import console, escaped

    table = Table(title=title or None, title_justify="left")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else escaped(str(value)) for value in row))
    console().print(table)
