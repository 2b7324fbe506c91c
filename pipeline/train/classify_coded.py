"""Labelled clauses: where each stands in its document, and what it was coded as.

Three files name them. `gold/types.jsonl` of the shared data has the words; the two in
`corpus/labels` have hashes and places only, and say who read the clause:

    again.tsv         a later reading of clauses of the gold, to learn from beside it
    read.tsv.xz       further clauses, read to learn from, once or more often (types|types);
                      no figure is ever taken on them
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.codebook import NONE

HEAD = ("clause", "doc", "start", "end", "types", "coder")
# A document is named by the first characters of its hash.
NAMED_BY = 12


@dataclass(frozen=True, slots=True)
class Coded:
    """One labelled clause: where it stands, and its types, primary first.

    Figures are taken on it if it is `judged`; otherwise it is only learned from. `again` are the
    types by further readings of it.
    """

    doc: str
    start: int
    end: int
    types: tuple[str, ...]
    weight: float = 1.0
    judged: bool = True
    again: tuple[tuple[str, ...], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """What every reader said of it."""
        return (self.types, *self.again)

    @property
    def key(self) -> str:
        """The hash that stands for the clause in files that ship; no words of it are in them.

        >>> Coded("e80a", 38, 103, ("none",)).key
        '31ac048af1ff'
        """
        where = f"{self.doc}:{self.start}:{self.end}"
        return hashlib.sha256(where.encode()).hexdigest()[:12]


def coded(path: Path) -> list[Coded]:
    """The labelled clauses of a JSONL file such as `gold/types.jsonl`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Coded(row["doc"], row["start"], row["end"], tuple(row["types"])) for row in rows]


def gold(shared: Path) -> list[Coded]:
    """Both files of labelled clauses in the shared data: of many documents, and the Chengdu one."""
    return [
        row
        for name in ("types.jsonl", "types-chengdu.jsonl")
        for row in coded(shared / "gold" / name)
    ]


def read_again(labelled: Sequence[Coded], path: Path) -> list[Coded]:
    """The labels with the later reading of some of them added, from `again.tsv`."""
    later = {row[0]: (tuple(row[4].split(",")),) for row in _rows(path)}
    return [replace(row, again=later.get(row.key, ())) for row in labelled]


def read_further(path: Path, documents: Iterable[str], weight: float) -> list[Coded]:
    """The clauses of `read.tsv.xz` that stand in one of `documents` (hashes); never judged."""
    whole = {doc[:NAMED_BY]: doc for doc in documents}
    found = []
    for _, doc, start, end, types, _ in _rows(path):
        if doc in whole:
            first, *again = (tuple(said.split(",")) for said in types.split("|"))
            place = (whole[doc], int(start), int(end))
            found.append(Coded(*place, first, weight, judged=False, again=tuple(again)))
    return found


def write_further(path: Path, labelled: Sequence[Coded], coder: str) -> None:
    """Write labels as hashes and places, in the order of the places; packed if named `.xz`."""
    lines = ["\t".join(HEAD)]
    for row in sorted(labelled, key=lambda row: (row.doc, row.start)):
        types = "|".join(",".join(said) or NONE for said in row.readings)
        where = (row.key, row.doc[:NAMED_BY], str(row.start), str(row.end))
        lines.append("\t".join((*where, types, coder)))
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(lzma.compress(data) if path.suffix == ".xz" else data)


def _rows(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
