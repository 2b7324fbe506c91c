"""`tiaoli import`: a translator's edits come back, are looked over and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def import_(
    edited: Annotated[
        list[Path], typer.Argument(help="Edited files: .xlf .tmx .xlsx .docx .csv .tsv .")
    ],
    reading: Annotated[
        Path | None,
        typer.Option("--reading", "-r", help="The record (.json) that the file was made of."),
    ] = None,
    memory: Annotated[
        Path | None, typer.Option("--memory", "-m", help="Keep what came back in this memory.")
    ] = None,
    translator: Annotated[
        str | None, typer.Option(help="Whose edits they are.", show_default="file name")
    ] = None,
) -> None:
    """Say what an edited file changed, warn of changed figures and modal verbs, remember it.

    Without --reading every translated segment counts as new. The exit code is 1 when an edit
    changed a figure or a modal verb.
    """
    from pipeline.export import record
    from pipeline.export.rows import rows
    from pipeline.translate import Memory, Segment
    from pipeline.translate.bilingual import read_pairs
    from pipeline.translate.edits import edits

    drafts = []
    if reading is not None:
        drafts = [(row.id, row.chinese, row.english) for row in rows(record.load(reading))]
    warned = 0
    for path in edited:
        pairs = read_pairs(path)
        changed = edits(drafts, pairs)
        for edit in changed:
            typer.echo(f"{edit.id}\t{edit.before or '(new)'}\t{edit.after}")
            for warning in edit.warnings:
                typer.echo(f"{path.name} {edit.id}: {warning}", err=True)
            warned += bool(edit.warnings)
        kept = 0
        if memory is not None:
            origin = translator or path.name
            segments = [Segment(p.chinese, p.english, origin) for p in pairs if p.english]
            kept = Memory.open(memory).add(segments)
        told = f"{path}: {len(changed)} of {len(pairs)} segments changed"
        typer.echo(told + (f", {kept} new in {memory}" if memory else ""), err=True)
    if warned:
        typer.echo(f"{warned} edits to look at again", err=True)
        raise typer.Exit(1)
