"""Weigh whether the words of a sentence sound like a heading.

A linear model over the character n-grams of the sentence and a few counts, hashed into a table of
one byte each: no text is kept, and a lookup needs no library. `pipeline.train.leads` makes the
table; `models/leads/README.md` says from what, and how good it is.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from pipeline.artefacts import locate, require
from pipeline.pattern import Pattern

DIGITS = Pattern(r"[0-9０-９]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes a sentence a run-in heading: weights of its content, and of where it stands."""

    table: array[int]
    scale: float
    bias: float
    places: Mapping[str, float]
    place_bias: float

    @classmethod
    def load(cls, folder: Path) -> Weights:
        """Load the weights saved in `folder`. Nothing is downloaded."""
        require(folder, "ngrams.bin", "weights.json")
        table = array("b")
        table.frombytes((folder / "ngrams.bin").read_bytes())
        saved = json.loads((folder / "weights.json").read_text("utf-8"))
        content, places = saved["content"], saved["places"]
        return cls(table, content["scale"], content["bias"], places["weights"], places["bias"])

    def content(self, sentence: str, following: str) -> float:
        """The log-odds that a sentence is a heading, by its words and the sentence after it."""
        size, table = len(self.table), self.table
        buckets = {
            crc32(gram.encode("utf-8", "surrogatepass")) % size
            for gram in grams(sentence, following)
        }
        return self.bias + self.scale * sum(table[bucket] for bucket in buckets)

    def is_lead(self, features: Mapping[str, float]) -> bool:
        """Whether a candidate is a run-in heading, all its features weighed."""
        weights = self.places
        score = sum(weights.get(name, 0.0) * value for name, value in features.items())
        return score + self.place_bias > 0


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package, read once."""
    return Weights.load(locate("models", "leads"))


def grams(sentence: str, following: str) -> list[str]:
    """The n-grams of a sentence and what is counted about it, as names of features.

    `sentence` comes without its 。; the features starting with > are about the sentence after it.
    """
    words = f"^{DIGITS.sub('0', sentence)}$"
    length = len(words) - 2
    found = [words[at : at + n] for n in (1, 2, 3) for at in range(len(words) - n + 1)]
    found += [f"F{words[:3]}", f"F{words[:4]}"]
    found += [
        f"L{min(length // 3, 12)}",
        f"C{min(sentence.count('，') + sentence.count('；'), 3)}",
        f"D{min(words.count('0'), 2)}",
        f"P{min(sentence.count('、'), 3)}",
        f"O{_taken_up(words[1:-1], following)}",
        f"N{min(len(following) // 12, 10)}",
        f"NC{min(following.count('，') + following.count('；'), 5)}",
        f">{following[:1]}",
        f">{following[:2]}",
    ]
    return found


def _taken_up(words: str, following: str) -> int:
    """How many fifths of a sentence's bigrams the next sentence takes up."""
    own = {words[at : at + 2] for at in range(len(words) - 1)}
    taken = sum(bigram in following for bigram in own)
    return 5 * taken // max(1, len(own))
