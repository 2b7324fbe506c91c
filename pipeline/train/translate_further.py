"""Clauses of real documents that were put into English for the project, to learn from.

`corpus/translations.tsv.xz` holds the English and where its Chinese stands, no word of Chinese:

    clause  doc  start  end  english

`clause` is the hash of the place, `doc` the first characters of the document's hash, `start` and
`end` the half-open span in its text. With the documents at hand they are pairs again.
"""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.train.classify_coded import NAMED_BY, Coded
from pipeline.train.translate_pairs import Pair, tidy

HEAD = ("clause", "doc", "start", "end", "english")


@dataclass(frozen=True, slots=True)
class Translated:
    """The English of one clause, and where the clause stands in which document."""

    doc: str
    start: int
    end: int
    english: str


def read_translated(path: Path) -> list[Translated]:
    """The rows of `translations.tsv.xz`."""
    if not path.is_file():
        raise ReadError(f"no file {path}; it is part of the project: restore it.")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [Translated(doc, int(start), int(end), said) for _, doc, start, end, said in rows]


def write_translated(path: Path, rows: Iterable[Translated]) -> None:
    """Write rows in the order of their hashes."""
    lines = {}
    for row in rows:
        key = Coded(row.doc, row.start, row.end, ()).key
        lines[key] = (key, row.doc[:NAMED_BY], str(row.start), str(row.end), tidy(row.english))
    table = (HEAD, *(lines[key] for key in sorted(lines)))
    packed = lzma.compress("".join("\t".join(row) + "\n" for row in table).encode())
    path.write_bytes(packed)


def further_pairs(path: Path, documents: Path, origin: str = "policy") -> Iterator[Pair]:
    """The pairs whose documents are in the `.jsonl.xz` file `documents`, in its order."""
    wanted = defaultdict(list)
    for row in read_translated(path):
        wanted[row.doc].append(row)
    with lzma.open(documents, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            for row in wanted.pop(document["sha256"][:NAMED_BY], ()):
                chinese = " ".join(document["text"][row.start : row.end].split())
                yield Pair(origin, chinese, row.english)
