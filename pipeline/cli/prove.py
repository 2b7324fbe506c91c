"""`tiaoli prove`: hold any bilingual file against itself, whoever translated it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.document import Check
    from pipeline.translate.bilingual import Pair
    from pipeline.translate.translator import Omissions

LOOKED_AT = "figures, dates, units, bounds, names, modal verbs, omissions, repetitions"
TOGETHER = 100
"""Segments that a second look reads at a time."""


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
    quick: Annotated[
        bool, typer.Option("--quick", help="Look for omissions by words alone, without a network.")
    ] = False,
) -> None:
    """Check figures, dates, bounds, names and more in a translation, segment by segment.

    Prints one line per segment: its number, a tab, and `ok` or what does not hold. `ok` says that
    no figure, date, unit, bound, name or modal verb was found wrong, and nothing left out or said
    twice. It does not say that the English is good, or right in any other way: read it. Drafts
    made by `tiaoli` had their terms checked as well: --terms does that here. Omissions are looked
    for by words and with two networks (some 60 segments a second). The exit code is 1
    when anything is flagged.
    """
    from pipeline.errors import ReadError
    from pipeline.translate import Glossary
    from pipeline.translate.bilingual import read_pairs
    from pipeline.translate.choice import second_look
    from pipeline.translate.proof import faults
    from pipeline.translate.termbase import read_glossary
    from pipeline.translate.terminology import check_terms, uses

    known = read_glossary(glossary) if glossary else Glossary.load() if terms else None
    pairs = read_pairs(file)
    if not pairs:
        raise ReadError(f"{file} holds no segments; check that it was saved whole.")
    look = None if quick else second_look()
    flagged = 0
    for number, (pair, checks) in enumerate(_proved(pairs, look), start=1):
        if known is not None:
            checks = (*checks, check_terms(uses(pair.chinese, pair.english, known)))
        said = faults(checks).replace("\t", " ").replace("\n", " ")
        flagged += bool(said)
        typer.echo(f"{number}\t{said or 'ok'}")
    terms_too = ", terms" if known is not None else "; no terms (--terms)"
    typer.echo(f"{flagged} of {len(pairs)} flagged", err=True)
    typer.echo(f"looked at: {LOOKED_AT}{terms_too}; not at the English itself", err=True)
    if flagged:
        raise typer.Exit(1)


def _proved(
    pairs: Sequence[Pair], look: Omissions | None
) -> Iterator[tuple[Pair, tuple[Check, ...]]]:
    """Every pair with its checks, some pairs at a time."""
    from pipeline.translate.proof import looked_through, prove

    for start in range(0, len(pairs), TOGETHER):
        some = pairs[start : start + TOGETHER]
        told = [(pair.chinese, pair.english) for pair in some]
        for pair, gap in zip(some, look(told) if look else [None] * len(some), strict=True):
            yield pair, looked_through(prove(pair.chinese, pair.english), gap)
