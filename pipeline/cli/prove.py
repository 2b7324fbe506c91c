"""`tiaoli prove`: hold any bilingual file against itself, whoever translated it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def prove(
    file: Annotated[
        Path,
        typer.Argument(help="Pairs: .tsv (zh<TAB>en), .csv, .tmx, .xlf, .xlsx or .docx."),
    ],
    glossary: Annotated[
        Path | None, typer.Option(help="Check the terms of this glossary too.")
    ] = None,
    terms: Annotated[bool, typer.Option("--terms", help="Check the shipped glossary's terms.")] = (
        False
    ),
) -> None:
    """Check figures, dates, bounds, names and more in a translation, segment by segment.

    Prints one line per segment: its number, a tab, and `ok` or what does not hold. The exit code
    is 1 when anything is flagged.
    """
    from pipeline.translate import Glossary
    from pipeline.translate.bilingual import read_pairs
    from pipeline.translate.proof import faults
    from pipeline.translate.proof import prove as hold
    from pipeline.translate.termbase import read_glossary
    from pipeline.translate.terminology import check_terms, uses

    known = read_glossary(glossary) if glossary else Glossary.load() if terms else None
    flagged = 0
    for number, pair in enumerate(read_pairs(file), start=1):
        checks = hold(pair.chinese, pair.english)
        if known is not None:
            checks = (*checks, check_terms(uses(pair.chinese, pair.english, known)))
        said = faults(checks).replace("\t", " ").replace("\n", " ")
        flagged += bool(said)
        typer.echo(f"{number}\t{said or 'ok'}")
    if flagged:
        typer.echo(f"{flagged} flagged", err=True)
        raise typer.Exit(1)
