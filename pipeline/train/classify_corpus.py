"""The clauses that the classifier learns from: segmented, cleared of duplicates, split in folds.

A fold holds whole groups of documents. Two documents are of one group when one shares a third of
its longer sentences with the other: a city's plan and the notice that reprints it must not stand
on both sides of a split.
"""

from __future__ import annotations

import bz2
import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.classify.context import contexts
from pipeline.document import ClauseTree, Document
from pipeline.train.classify_coded import Coded

FOLDS = 5
# A sentence shorter than this is boilerplate in any document; one in more documents too.
TELLING_LENGTH, TELLING_DOCUMENTS = 12, 40
SHARED = 1 / 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """Clauses of many documents; all arrays count clauses but for those that say otherwise.

    `sentences` are the different wordings, `wording` says which one a clause has. `context` has a
    row of clause numbers per clause (see `pipeline.classify.context`). `fold` is -1 for clauses of
    documents that have no judged labels and resemble none that has. `gold` are the labelled ones,
    `keys` their hashes; `labels` are what was said of them first (`encode`), `shares` by all their
    readers (`shares`). `judged` says which of those figures are taken on, if not all.
    """

    sentences: tuple[str, ...]
    wording: Any
    context: Any
    document: Any
    fold: Any
    gold: Any
    labels: Any
    shares: Any
    weight: Any
    keys: tuple[str, ...] = ()
    judged: Any = None

    @property
    def asked(self) -> Any:
        """The fold of every labelled clause, -1 for those that figures are not taken on."""
        import numpy as np

        fold = self.fold[self.gold]
        return fold if self.judged is None else np.where(self.judged, fold, -1)

    def save(self, folder: Path) -> None:
        """Write the corpus to `folder`: the words in one file, the arrays in another."""
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        words = "\n".join(self.sentences).encode("utf-8", "surrogatepass")
        (folder / "sentences.bz2").write_bytes(bz2.compress(words))
        near = np.where(self.context >= 0, self.context - np.arange(len(self.wording))[:, None], 1)
        near = np.where((near == 1) & (self.context < 0), 0x7FFF, near)
        with lzma.open(folder / "clauses.npz.xz", "wb") as file:
            np.savez(
                file,
                wording=self.wording.astype(np.int32),
                near=near.astype(np.int32)[:, 1:],
                document=np.diff(self.document, prepend=0).astype(np.int8),
                fold=self.fold.astype(np.int8),
                gold=self.gold.astype(np.int32),
                labels=self.labels.astype(np.int8),
                shares=self.shares.astype(np.float16),
                weight=self.weight.astype(np.float32),
                judged=(self.asked >= 0).astype(np.int8),
            )
        # Last, for it says that the rest is there.
        (folder / "keys.txt").write_text("\n".join(self.keys), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Corpus:
        """Read what `save` wrote."""
        import io

        import numpy as np

        words = bz2.decompress((folder / "sentences.bz2").read_bytes())
        packed = np.load(io.BytesIO(lzma.decompress((folder / "clauses.npz.xz").read_bytes())))
        place = np.arange(len(packed["wording"]))
        near = packed["near"]
        context = np.where(near == 0x7FFF, -1, near + place[:, None])
        return cls(
            tuple(words.decode("utf-8", "surrogatepass").split("\n")),
            packed["wording"].astype(np.int64),
            np.concatenate([place[:, None], context], axis=1),
            np.cumsum(packed["document"].astype(np.int64)),
            packed["fold"].astype(np.int64),
            packed["gold"].astype(np.int64),
            packed["labels"].astype(np.int64),
            packed["shares"].astype(np.float32),
            packed["weight"],
            tuple((folder / "keys.txt").read_text("utf-8").split("\n")),
            packed["judged"] > 0,
        )


def sources(shared: Path, *, laws: int) -> dict[str, str]:
    """Every document by hash, but of national laws only one in `laws`, or it carries judged labels.

    National laws are a third of the collection and the least like a city's plan.
    """
    found = {}
    for line in (shared / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["doc"]] = (shared / row["file"]).read_text("utf-8")
    with lzma.open(shared / "domain.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            national = row["genre"].endswith("regulation") and row["level"] == "central"
            if not national or int(row["sha256"][:8], 16) % laws == 0:
                found.setdefault(row["sha256"], row["text"])
    return found


def collect(documents: dict[str, str], labelled: Sequence[Coded], types: Sequence[str]) -> Corpus:
    """Segment `documents` and lay their clauses end to end, with their labels and folds."""
    import numpy as np

    from pipeline.segment import segment

    trees = {doc: segment(Document(doc, text)) for doc, text in documents.items()}
    offsets, total = {}, 0
    for doc, tree in trees.items():
        offsets[doc] = total
        total += len(tree.clauses)
    wordings: dict[str, int] = {}
    wording = [
        wordings.setdefault(_one_line(tree.words(clause)), len(wordings))
        for tree in trees.values()
        for clause in tree.clauses
    ]
    context = [
        [place + offsets[doc] if place >= 0 else -1 for place in found.row]
        for doc, tree in trees.items()
        for found in contexts(tree)
    ]
    sizes = [len(tree.clauses) for tree in trees.values()]
    places = [(row, place(trees[row.doc], row)) for row in labelled if row.doc in trees]
    gold = [(row, offsets[row.doc] + at) for row, at in places if at is not None]
    groups = near_duplicates(wording, sizes, [len(words) for words in wordings])
    number = {doc: i for i, doc in enumerate(trees)}
    folds = spread(groups, [number[row.doc] for row, _ in gold if row.judged])
    return Corpus(
        sentences=tuple(wordings),
        wording=np.array(wording),
        context=np.array(context),
        document=np.repeat(np.arange(len(sizes)), sizes),
        fold=np.repeat(np.array(folds), sizes),
        gold=np.array([at for _, at in gold]),
        labels=np.array([encode(row.types, types) for row, _ in gold]),
        shares=np.array([shares(row.readings, types) for row, _ in gold]),
        weight=np.array([row.weight for row, _ in gold]),
        keys=tuple(row.key for row, _ in gold),
        judged=np.array([row.judged for row, _ in gold], dtype=bool),
    )


def narrow(corpus: Corpus) -> Corpus:
    """Only the labelled clauses and what they are read with."""
    import numpy as np

    kept = np.unique(corpus.context[corpus.gold])
    kept = kept[kept >= 0]
    wordings, wording = np.unique(corpus.wording[kept], return_inverse=True)
    context = np.searchsorted(kept, np.maximum(corpus.context[kept], 0))
    found = kept[np.minimum(context, len(kept) - 1)] == corpus.context[kept]
    return replace(
        corpus,
        sentences=tuple(corpus.sentences[i] for i in wordings.tolist()),
        wording=wording,
        context=np.where(found, context, -1),
        document=np.unique(corpus.document[kept], return_inverse=True)[1],
        fold=corpus.fold[kept],
        gold=np.searchsorted(kept, corpus.gold),
    )


def encode(row: Sequence[str], types: Sequence[str]) -> list[int]:
    """One 0 or 1 per type, then the number of the primary type; `none` counts last.

    >>> encode(("reform", "talent"), ("platform", "talent", "reform"))
    [0, 1, 1, 2]
    """
    present = [int(name in row) for name in types]
    named = [name for name in row if name in types]
    return [*present, types.index(named[0]) if named else len(types)]


def shares(readings: Sequence[Sequence[str]], types: Sequence[str]) -> list[float]:
    """The share of the readings of a clause that put each answer first (`none` counts last), then
    the share that named each type.

    >>> shares([("talent",), ("reform", "talent")], ("talent", "reform"))
    [0.5, 0.5, 0.0, 1.0, 0.5]
    """
    rows = [encode(said, types) for said in readings]
    first = [sum(row[-1] == answer for row in rows) for answer in range(len(types) + 1)]
    named = [sum(row[answer] for row in rows) for answer in range(len(types))]
    return [count / len(rows) for count in (*first, *named)]


def place(tree: ClauseTree, row: Coded) -> int | None:
    """The number of the clause that shares four fifths of its span with the labelled one."""
    best, most = None, 0.8
    for number, clause in enumerate(tree.clauses):
        start, end = clause.span.start, clause.span.end
        both = min(end, row.end) - max(start, row.start)
        share = both / (max(end, row.end) - min(start, row.start))
        if share >= most:
            best, most = number, share
    return best


def near_duplicates(
    wording: Sequence[int], sizes: Sequence[int], lengths: Sequence[int]
) -> list[int]:
    """A group number for every document.

    >>> near_duplicates([0, 1, 2, 0, 1, 3, 4], [3, 3, 1], [20, 20, 20, 20, 20])
    [0, 0, 2]
    """
    told, where, at = [], defaultdict(list), 0
    for document, size in enumerate(sizes):
        mine = {w for w in wording[at : at + size] if lengths[w] >= TELLING_LENGTH}
        at += size
        told.append(len(mine))
        for words in mine:
            where[words].append(document)
    shared = Counter(
        (a, b)
        for found in where.values()
        if 1 < len(found) <= TELLING_DOCUMENTS
        for i, a in enumerate(found)
        for b in found[i + 1 :]
    )
    group = list(range(len(sizes)))
    for (a, b), count in shared.items():
        if count >= 2 and count >= SHARED * min(told[a], told[b]):
            _join(group, a, b)
    return [_root(group, document) for document in range(len(sizes))]


def _root(group: list[int], document: int) -> int:
    while group[document] != document:
        group[document] = group[group[document]]
        document = group[document]
    return document


def _join(group: list[int], a: int, b: int) -> None:
    first, second = sorted((_root(group, a), _root(group, b)))
    group[second] = first


def spread(groups: Sequence[int], labelled: Iterable[int]) -> list[int]:
    """A fold for every document: whole groups, the largest first, each to the emptiest fold."""
    load = Counter(groups[document] for document in labelled)
    filled = [0] * FOLDS
    fold = {}
    for group, count in sorted(load.items(), key=lambda item: (-item[1], item[0])):
        fold[group] = filled.index(min(filled))
        filled[fold[group]] += count
    return [fold.get(group, -1) for group in groups]


def _one_line(words: str) -> str:
    return " ".join(words.split("\n"))
