"""`tiaoli terms`: the terms of a document, those of the glossary and those that lack an entry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ENDINGS = (".tbx", ".csv", ".tsv")


def terms(
    file: Annotated[str, typer.Argument(help="A document, a glossary (.tbx .tsv), or - .")],
    glossary: Annotated[
        Path | None, typer.Option(help="A glossary of your own: .tsv, .csv or .tbx.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the terms that have an entry: .tbx, .csv or .tsv."),
    ] = None,
    least: Annotated[int, typer.Option(min=1, help="How often a new term must occur.")] = 2,
) -> None:
    """List the terms of a document with their counts and English; new ones have none.

    Given a glossary (.tbx or .tsv) instead of a document, list it; with --out, convert it.
    """
    from pipeline.errors import SettingsError
    from pipeline.translate import Glossary
    from pipeline.translate.termbase import read_glossary

    if out is not None and out.suffix.lower() not in ENDINGS:
        raise SettingsError(f"cannot write terms as {out.name}; end its name in .tbx .csv or .tsv.")
    known = read_glossary(glossary) if glossary else Glossary.load()
    path = Path(file)
    if path.suffix.lower() in (".tbx", ".tsv"):
        rows = [(term.chinese, term.renderings, term.domain) for term in read_glossary(path)]
        for chinese, renderings, domain in rows:
            typer.echo(f"{chinese}\t{' | '.join(renderings)}\t{domain}")
    else:
        from pipeline.read import read
        from pipeline.translate.terms import document_terms

        rows = []
        for term in document_terms(read(file).text, known, least_count=least):
            typer.echo(f"{term.words}\t{term.count}\t{' | '.join(term.renderings)}")
            entry = known.get(term.words)
            if entry is not None:
                rows.append((entry.chinese, entry.renderings, entry.domain))
    if out is not None:
        _write(rows, out)


def _write(rows: list[tuple[str, tuple[str, ...], str]], out: Path) -> None:
    import csv

    from pipeline.export.tbx import write_tbx

    if out.suffix.lower() == ".tbx":
        write_tbx(rows, out)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="," if out.suffix.lower() == ".csv" else "\t")
        table.writerow(("zh", "en", "domain"))
        table.writerows((zh, " | ".join(en), domain) for zh, en, domain in rows)
