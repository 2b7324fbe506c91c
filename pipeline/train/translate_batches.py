"""Turn the training folder into padded batches without a data loader.

All sentences live as token ids in two flat arrays on the device. A batch is a list of sentence
numbers; padding it is one gather. So the CPU draws and sorts numbers, and nothing waits for it.
"""

from __future__ import annotations

import bz2
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.train.translate_pairs import Pair

MAX_LENGTH = 250
"""Tokens of a sentence, its end included; the few longer pairs are left out."""


@dataclass(frozen=True, slots=True)
class Bitext:
    """Pairs as token ids: flat arrays, where each sentence begins, and each origin's numbers."""

    source: Any
    source_at: Any
    target: Any
    target_at: Any
    origins: Mapping[str, Any]

    @property
    def source_lengths(self) -> Any:
        """Tokens of every source."""
        return self.source_at[1:] - self.source_at[:-1]

    @property
    def target_lengths(self) -> Any:
        """Tokens of every target."""
        return self.target_at[1:] - self.target_at[:-1]

    def plus(self, other: Bitext) -> Bitext:
        """Both together; an origin in both is joined."""
        import numpy as np

        shift = len(self.source_at) - 1
        origins = dict(self.origins)
        for name, numbers in other.origins.items():
            mine = [origins[name]] if name in origins else []
            origins[name] = np.concatenate([*mine, numbers + shift])
        return Bitext(
            np.concatenate([self.source, other.source]),
            np.concatenate([self.source_at, other.source_at[1:] + self.source_at[-1]]),
            np.concatenate([self.target, other.target]),
            np.concatenate([self.target_at, other.target_at[1:] + self.target_at[-1]]),
            origins,
        )


def read_folder_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of `pairs.tsv.bz2` or `dev.tsv`: origin, Chinese, English."""
    with (
        bz2.open(path, "rt", encoding="utf-8")
        if path.suffix == ".bz2"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            origin, chinese, english = line.rstrip("\n").split("\t")
            yield Pair(origin, chinese, english)


def course_pairs(path: Path, *, backward: bool) -> list[Pair]:
    """The pairs of such a file as a course reads them: for `backward`, turned round.

    Then there are clauses without English among them, so that the network can also say how likely
    a clause is by itself.
    """
    pairs = list(read_folder_pairs(path))
    if not backward:
        return pairs
    alone = [Pair("blank", "", pair.chinese) for pair in pairs if pair.origin == "policy"]
    return [pair.turned for pair in pairs] + alone


def encode(
    vocabulary: Any, pairs: Sequence[Pair], *, threads: int, sampled: bool = False
) -> Bitext:
    """Token ids of the pairs. With `sampled`, sources are cut at random, likely cuts first.

    A sentence seen in several cuts teaches what its words are made of.
    """
    how: dict[str, Any] = {"num_threads": threads}
    sources = [pair.source for pair in pairs]
    if sampled:
        how |= {"enable_sampling": True, "alpha": 0.2, "nbest_size": -1}
    left = vocabulary.encode(sources, add_eos=True, **how)
    right = vocabulary.encode([p.english for p in pairs], add_eos=True, num_threads=threads)
    return bitext([pair.origin for pair in pairs], left, right)


def bitext(
    origins: Sequence[str], left: Sequence[Sequence[int]], right: Sequence[Sequence[int]]
) -> Bitext:
    """Pack pairs of token ids, those that are too long left out."""
    import numpy as np

    fits = [
        at
        for at, (a, b) in enumerate(zip(left, right, strict=True))
        if len(a) <= MAX_LENGTH and len(b) <= MAX_LENGTH and len(b) > 1
    ]
    names = np.array([origins[at] for at in fits])
    return Bitext(
        *_flat([left[at] for at in fits]),
        *_flat([right[at] for at in fits]),
        {str(name): np.flatnonzero(names == name) for name in np.unique(names)},
    )


def _flat(sentences: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    import numpy as np

    at = np.zeros(len(sentences) + 1, dtype=np.int64)
    np.cumsum([len(sentence) for sentence in sentences], out=at[1:])
    flat = np.empty(int(at[-1]), dtype=np.int16)
    for number, sentence in enumerate(sentences):
        flat[at[number] : at[number + 1]] = sentence
    return flat, at


class Draw:
    """Draws sentence numbers by origin, each sentence once before any comes again."""

    def __init__(self, origins: Mapping[str, Any], seed: int) -> None:
        import numpy as np

        self.random = np.random.default_rng(seed)
        self.origins = dict(origins)
        self.left: dict[str, Any] = {}

    def numbers(self, shares: Mapping[str, float], count: int) -> Any:
        """About `count` sentence numbers, mixed by `shares` of sentences."""
        import numpy as np

        known = {name: share for name, share in shares.items() if name in self.origins and share}
        total = sum(known.values())
        parts = [self._take(name, round(count * share / total)) for name, share in known.items()]
        return np.concatenate(parts)

    def _take(self, name: str, count: int) -> Any:
        import numpy as np

        taken = []
        while count:
            left = self.left.get(name)
            if left is None or not len(left):
                left = self.random.permutation(self.origins[name])
            part, self.left[name] = left[:count], left[count:]
            taken.append(part)
            count -= len(part)
        return np.concatenate(taken) if taken else self.origins[name][:0]


def batches(corpus: Bitext, numbers: Any, tokens: int, random: Any) -> list[Any]:
    """Cut sentence numbers into batches of like length, `tokens` padded tokens a side at most."""
    import numpy as np

    longest = np.maximum(corpus.source_lengths, corpus.target_lengths)[numbers]
    jitter = random.random(len(numbers))  # so that no sentence always meets the same neighbours
    order = np.lexsort((corpus.source_lengths[numbers], longest + 2 * jitter // 1))
    numbers, longest = numbers[order], longest[order]
    cut: list[Any] = []
    start = 0
    while start < len(numbers):
        # Lengths rise, so the last sentence of the batch says how wide it is.
        size = max(1, tokens // int(longest[start]))
        while size > 1 and size * int(longest[min(start + size, len(longest)) - 1]) > tokens:
            size -= max(1, size // 50)
        cut.append(numbers[start : start + size])
        start += size
    random.shuffle(cut)
    return cut
