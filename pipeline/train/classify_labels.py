"""Labelled clauses in a table, as a scholar or `tiaoli annotate --import` writes them.

    clause,types,heading,before,document
    设立10亿元天使投资基金。,supply,（二）加强资金保障,,云州市行动计划
    简化审批流程。,environment,,,云州市行动计划

`types` holds names from the codebook, primary first, separated by commas, semicolons or bars, or
`none`. The other columns may be missing: `heading` and `before` are the context; clauses of one
`document` stay on one side when the figures are taken.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.codebook import NONE, Codebook
from pipeline.errors import SettingsError
from pipeline.train.classify_corpus import FOLDS, Corpus, encode, shares, spread

_BETWEEN = re.compile(r"[,;|，；、]\s*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of the CSV."""

    clause: str
    types: tuple[str, ...]
    heading: str = ""
    before: str = ""
    document: str = ""

    @property
    def key(self) -> str:
        """The hash that stands for the clause in the results."""
        return sha256("\x00".join((self.document, self.heading, self.clause)).encode()).hexdigest()[
            :12
        ]


def read_labels(path: Path, codebook: Codebook) -> list[Labelled]:
    """The rows of a CSV of labelled clauses; an error names the line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or ())
            if not {"clause", "types"} <= columns:
                raise SettingsError(
                    f"{path} needs the columns 'clause' and 'types'; it has "
                    f"{', '.join(sorted(columns)) or 'none'}."
                )
            rows = [_row(row, codebook, path, reader.line_num) for row in reader]
    except FileNotFoundError:
        raise SettingsError(f"no file {path}; check the path.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8; save it as 'CSV UTF-8'.") from None
    if len(rows) < 10 * FOLDS:
        raise SettingsError(
            f"{path} has too few labelled clauses ({len(rows)}); training needs {10 * FOLDS} at "
            "the very least, and some hundreds of each type to be of use."
        )
    documents = {row.document or row.clause for row in rows}
    if len(documents) < FOLDS:
        raise SettingsError(
            f"{path} names {len(documents)} documents; figures are taken on documents held out in "
            f"turn, which needs {FOLDS}. Add some, or leave the column 'document' empty."
        )
    return rows


def _row(row: dict[str, Any], codebook: Codebook, path: Path, line: int) -> Labelled:
    clause = (row["clause"] or "").strip()
    types = tuple(name for name in _BETWEEN.split((row["types"] or "").strip()) if name)
    if not clause or not types:
        raise SettingsError(f"{path} line {line} lacks its clause or its types; fill both in.")
    for name in types:
        if name not in codebook.names and name != NONE:
            raise SettingsError(
                f"{path} line {line} has the type {name!r}, the codebook {codebook.name!r} only "
                f"{', '.join(codebook.names)} and none; mend the row or add the type."
            )
    given = tuple(dict.fromkeys(name for name in types if name != NONE))
    extra = {key: (row.get(key) or "").strip() for key in ("heading", "before", "document")}
    return Labelled(clause, given, **extra)


def corpus(rows: Sequence[Labelled], types: Sequence[str]) -> Corpus:
    """The rows as a corpus, with their headings and the sentences before as clauses of it."""
    import numpy as np

    wordings: dict[str, int] = {}
    wording: list[int] = []
    context: list[list[int]] = []

    def add(words: str) -> int:
        if not words:
            return -1
        wording.append(wordings.setdefault(words, len(wordings)))
        context.append([len(wording) - 1, -1, -1, -1, -1, -1])
        return len(wording) - 1

    gold = [add(row.clause) for row in rows]
    for at, row in zip(gold, rows, strict=True):
        context[at][1], context[at][3] = add(row.heading), add(row.before)
    names = [row.document or row.clause for row in rows]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(names))}
    groups = [numbers[name] for name in names]
    folds = np.full(len(wording), -1)
    folds[gold] = np.array(spread(list(range(len(numbers))), groups))[groups]
    return Corpus(
        sentences=tuple(wordings),
        wording=np.array(wording),
        context=np.array(context),
        document=np.arange(len(wording)),
        fold=folds,
        gold=np.array(gold),
        labels=np.array([encode(row.types, types) for row in rows]),
        shares=np.array([shares([row.types], types) for row in rows]),
        weight=np.ones(len(rows), dtype=np.float32),
    )
