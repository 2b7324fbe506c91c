"""`tiaoli translate`: one clause per line in, one draft per line out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.document import Draft
    from pipeline.settings import Read


def translate(
    file: Annotated[str, typer.Argument(help="A text file, one clause per line, or - .")],
    engine: Annotated[
        str | None,
        typer.Option(
            help="auto, offline, phrases, huggingface, openai or none (memory alone).",
            show_default="as in the settings",
        ),
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Folder or name of the model.", show_default="shipped")
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="Of an OpenAI-compatible endpoint.")] = None,
    memory: Annotated[Path | None, typer.Option(help="A translation memory to use.")] = None,
    glossary: Annotated[Path | None, typer.Option(help="A glossary of your own.")] = None,
    settings: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
) -> None:
    """Draft every line of a file in English: same order, same count, nothing else on stdout.

    The file may be in any encoding that `tiaoli read` takes; a .docx, .pdf or web page is for
    `tiaoli read --translate`. Drafts that the proof flags are counted on standard error; `tiaoli
    prove` says why.
    """
    from pipeline.settings import Settings
    from pipeline.translate import Memory
    from pipeline.translate.choice import load_translator

    asked: dict[str, Any] = {
        "engine": engine,
        "model": model,
        "base_url": base_url,
        "memory": memory and str(memory),
        "glossary": glossary and str(glossary),
    }
    whole = Settings.load(settings)
    chosen = replace(
        whole.translate,
        **{name: value for name, value in asked.items() if value is not None},
    )
    if memory is not None:  # a slip in its name should not make an empty one
        Memory.open(memory, create=False).close()
    lines = _lines(file, whole.read)
    drafts = load_translator(chosen).lines(lines)
    for draft in drafts:
        typer.echo(" ".join(draft.english.split()))
    _count(lines, drafts)


def _lines(file: str, limits: Read) -> list[str]:
    """The lines of a text file in whatever encoding it is, one for each that the file has."""
    from pipeline.errors import ReadError
    from pipeline.read.content import plain_lines
    from pipeline.read.encoding import decode
    from pipeline.read.files import read_source
    from pipeline.read.formats import detect

    data = read_source(file, limits)
    if data.strip() and (form := detect(data, file)) != "text":
        raise ReadError(
            f"{file} is a document ({form}), not clauses line by line; "
            f"use `tiaoli read --translate {file}`."
        )
    lines = plain_lines(decode(data, file)).split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.strip() for line in lines]


def _count(lines: Sequence[str], drafts: Sequence[Draft]) -> None:
    """Say how many lines have no draft, and how many drafts the proof flags."""
    undrafted = sum(bool(li) and not one.english for li, one in zip(lines, drafts, strict=True))
    flagged = sum(bool(one.english) and not all(c.ok for c in one.checks) for one in drafts)
    if undrafted:
        typer.echo(f"{undrafted} of {len(drafts)} lines without a draft", err=True)
    if flagged:
        typer.echo(f"{flagged} of {len(drafts)} drafts flagged", err=True)
