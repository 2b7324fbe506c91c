"""`tiaoli import`: a translator's edits come back, are looked over and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.translate.bilingual import Pair
    from pipeline.translate.edits import Choice, Edit


def import_(
    edited: Annotated[
        list[Path], typer.Argument(help="Edited files: .xlf .tmx .xlsx .docx .csv .tsv .")
    ],
    reading: Annotated[
        Path | None,
        typer.Option("--reading", "-r", help="The record (.json) that the file was made of."),
    ] = None,
    memory: Annotated[
        Path | None, typer.Option("--memory", "-m", help="Keep what a person wrote in this memory.")
    ] = None,
    translator: Annotated[
        str | None, typer.Option(help="Whose edits they are.", show_default="file name")
    ] = None,
    take_all: Annotated[
        bool, typer.Option("--all", help="Keep unseen drafts and warned edits too.")
    ] = False,
) -> None:
    """Say what an edited file changed, warn of changed figures and modal verbs, remember it.

    The memory takes what was changed and what is marked as looked over (XLIFF: approved, reviewed
    or final; tables: so in the column `state`). Drafts that nobody touched and edits with a
    warning stay out. Without --reading every segment counts as new, and of a file that tiaoli
    exported the memory takes what is marked. The exit code is 1 when an edit changed a figure or
    a modal verb.
    """
    from pipeline.export import record
    from pipeline.export.rows import rows
    from pipeline.translate.bilingual import read_pairs
    from pipeline.translate.edits import choose, edits

    compared = reading is not None
    drafts = []
    if reading is not None:
        drafts = [(row.id, row.chinese, row.english) for row in rows(record.load(reading))]
    warned = 0
    for path in edited:
        pairs = read_pairs(path)
        changed = edits(drafts, pairs)
        warned += _told(path, changed)
        told = f"{path}: {len(changed)} of {len(pairs)} segments changed"
        if not compared:
            told = f"{path}: {len(changed)} of {len(pairs)} segments translated, no --reading given"
        typer.echo(told, err=True)
        if memory is not None:
            choice = choose(pairs, changed, compared=compared)
            origin = translator or path.name
            _remember(choice, memory, origin, compared=compared, take_all=take_all)
    if warned:
        typer.echo(f"{warned} edits to look at again", err=True)
        raise typer.Exit(1)


def _told(path: Path, changed: tuple[Edit, ...]) -> int:
    """Print each edit and its warnings; the number of edits that have any."""
    for edit in changed:
        typer.echo(f"{edit.id}\t{edit.before or '(new)'}\t{edit.after}")
        for warning in edit.warnings:
            typer.echo(f"{path.name} {edit.id}: {warning}", err=True)
    return sum(bool(edit.warnings) for edit in changed)


def _remember(choice: Choice, memory: Path, origin: str, *, compared: bool, take_all: bool) -> None:
    """Keep what was chosen, and say what was not and why."""
    from pipeline.translate import Memory, Segment

    out: tuple[Pair, ...] = (*choice.unseen, *choice.flagged)
    taken = (*choice.taken, *out) if take_all else choice.taken
    kept = Memory.open(memory).add(Segment(p.chinese, p.english, origin) for p in taken)
    typer.echo(f"{len(taken)} taken into {memory}, {kept} of them new", err=True)
    if take_all:
        return
    if choice.unseen:
        said = "drafts that nobody changed or marked as reviewed"
        said += "" if compared else "; --reading RECORD tells which were changed"
        typer.echo(f"{len(choice.unseen)} kept out: {said}", err=True)
    if choice.flagged:
        said = "edits with a warning; mend them, or mark them as reviewed or final"
        typer.echo(f"{len(choice.flagged)} kept out: {said}", err=True)
    if out:
        typer.echo("--all takes these too", err=True)
