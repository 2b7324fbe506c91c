"""Mine pairs of passages that mean the same from unlabelled documents, to train a matcher on.

    python -m pipeline.train.match_data --corpus domain.jsonl.xz --tokenizer sp.model --out DIR

A document says itself what belongs together. Three kinds of pairs come out of it:

    heading     a clause and the heading that it stands under: 培育创新主体 ↔ 高新技术企业突破…
    neighbour   two sentences of one paragraph
    twin        clauses of two documents that share rare words, as 无废城市 does

A fourth kind, two halves of one clause, needs no mining: the trainer cuts them as it goes.
What is written holds numbers only: token ids of every distinct passage, and pairs of row numbers.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.document import Document, Unit
from pipeline.segment import segment

# Law books are left out: their provisions are no tasks, and there are ten times as many of them.
GENRES = ("policy", "gov_work_report", "five_year_plan", "party_congress_report", "ecology")
KINDS = ("heading", "neighbour", "twin")
MAX_TOKENS = 96
SHORTEST = 10  # characters; a shorter sentence (特此通知。) says nothing of its own
# Headings that say where one is in a document, not what about: 主要任务, 附件3, 2023年工作回顾.
EMPTY_HEADING = re.compile(
    r"附件|专栏|任务|目标|要求|原则|回顾|安排|措施$|说明|事项|组成|清单|工作$|思路|背景|形势|基础$|"
    r"意见|方案|办法|规划|通知|决定|条例|计划|政策$|附则|总则"
)


@dataclass(slots=True)
class Mined:
    """Distinct passages in the order met, and pairs of their row numbers by kind."""

    passages: dict[str, int] = field(default_factory=dict)
    home: list[int] = field(default_factory=list)  # the document that a passage was first met in
    pairs: dict[str, set[tuple[int, int]]] = field(
        default_factory=lambda: {kind: set() for kind in KINDS}
    )

    def row(self, words: str, document: int) -> int:
        """The row of a passage; a new one if it was not met before."""
        if words not in self.passages:
            self.passages[words] = len(self.passages)
            self.home.append(document)
        return self.passages[words]


def mine(texts: Iterable[str]) -> Mined:
    """Pairs of headings and neighbours in `texts`."""
    mined = Mined()
    for number, text in enumerate(texts):
        _mine_document(Document(str(number), text), number, mined)
    return mined


def _mine_document(document: Document, number: int, mined: Mined) -> None:
    tree = segment(document)
    before: tuple[str, int] | None = None
    for clause in tree:
        words = tree.words(clause).strip()
        if len(words) < SHORTEST:
            continue
        row = mined.row(words, number)
        for heading in _headings(tree.path(clause), clause.span.start, document):
            mined.pairs["heading"].add((row, mined.row(heading, number)))
        if clause.role == "sentence":
            if before and before[0] == clause.unit:
                mined.pairs["neighbour"].add((before[1], row))
            before = (clause.unit, row)


def _headings(path: tuple[Unit, ...], start: int, document: Document) -> Iterator[str]:
    """The two innermost headings above a clause that say what it is about."""
    found = 0
    for unit in reversed(path):
        if unit.heading is None or unit.heading.start >= start or unit.kind == "title":
            continue
        words = document[unit.heading].strip()
        if 4 <= len(words) <= 40 and not EMPTY_HEADING.search(words):
            yield words
            found += 1
        if found == 2:
            return


def twins(
    mined: Mined, *, nearest: int = 2, low: float = 0.3, high: float = 0.9, block: int = 512
) -> None:
    """Add to `mined` pairs from different documents that share rare characters sequences.

    Under `low` two clauses share a topic at most; over `high` one is a copy of the other, from
    which nothing is learned.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = list(mined.passages)
    home = np.asarray(mined.home)
    rare = TfidfVectorizer(
        analyzer="char", ngram_range=(2, 3), sublinear_tf=True, min_df=3, max_df=0.01,
        dtype=np.float32,
    )  # fmt: skip
    matrix = rare.fit_transform(words)
    columns = matrix.T.tocsr()
    for start in range(0, len(words), block):
        close = (matrix[start : start + block] @ columns).tocsr()
        for offset in range(close.shape[0]):
            row = start + offset
            _nearest(close, offset, row, home, mined, nearest, low, high)


def _nearest(
    close: Any,
    offset: int,
    row: int,
    home: Any,
    mined: Mined,
    nearest: int,
    low: float,
    high: float,
) -> None:
    begin, end = close.indptr[offset], close.indptr[offset + 1]
    columns, scores = close.indices[begin:end], close.data[begin:end]
    fit = (scores >= low) & (scores <= high) & (home[columns] != home[row])
    columns, scores = columns[fit], scores[fit]
    for column in columns[np.argsort(-scores)[:nearest]]:
        mined.pairs["twin"].add((min(row, int(column)), max(row, int(column))))


def write(mined: Mined, tokenizer: Path, out: Path) -> None:
    """Write token ids and pairs as `passages.npz` in `out`, with the tokenizer beside it."""
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_file=str(tokenizer))
    ids = [row[:MAX_TOKENS] for row in pieces.encode(list(mined.passages))]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in ids])])
    out.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {
        kind: np.asarray(sorted(mined.pairs[kind]), np.uint32) for kind in KINDS
    }
    flat = np.fromiter((token for row in ids for token in row), np.uint16)
    commas = [number for number in range(len(pieces)) if "，" in pieces.id_to_piece(number)]
    np.savez_compressed(
        out / "passages.npz", tokens=flat, starts=starts.astype(np.uint32),
        home=np.asarray(mined.home, np.uint16), commas=np.asarray(commas, np.uint16),
        vocabulary=len(pieces), **arrays,
    )  # fmt: skip
    (out / "tokenizer.model").write_bytes(tokenizer.read_bytes())


def _texts(corpus: Path) -> Iterator[str]:
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document["genre"].startswith(GENRES):
                yield document["text"]


def main() -> None:
    """Mine a corpus and write what the trainer needs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    mined = mine(_texts(asked.corpus))
    twins(mined)
    write(mined, asked.tokenizer, asked.out)


if __name__ == "__main__":
    main()
