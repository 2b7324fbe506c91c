"""`tiaoli translate`: one clause per line in, one draft per line out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer


def translate(
    file: Annotated[str, typer.Argument(help="A text file, one clause per line, or - .")],
    engine: Annotated[
        str | None,
        typer.Option(
            help="phrases, offline, huggingface, openai or none (memory alone).",
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

    Drafts that the proof flags are counted on standard error; `tiaoli prove` says why.
    """
    from pipeline.errors import ReadError
    from pipeline.settings import Settings
    from pipeline.translate.choice import load_translator

    asked: dict[str, Any] = {
        "engine": engine,
        "model": model,
        "base_url": base_url,
        "memory": memory and str(memory),
        "glossary": glossary and str(glossary),
    }
    chosen = replace(
        Settings.load(settings).translate,
        **{name: value for name, value in asked.items() if value is not None},
    )
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{file} cannot be read as UTF-8 text: {error}.") from error
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    drafts = load_translator(chosen).lines([line.strip() for line in lines])
    for draft in drafts:
        typer.echo(" ".join(draft.english.split()))
    flagged = sum(not all(check.ok for check in draft.checks) for draft in drafts)
    if flagged:
        typer.echo(f"{flagged} of {len(drafts)} drafts flagged", err=True)
