"""List the English words that the proof of drafts knows: `corpus/spelling.txt.xz`.

    python -m pipeline.train.spelling PARALLEL … --further corpus/translations.tsv.xz --own OWN …

Of the project's own English every word is kept, of parallel texts (`.tsv` or `.tsv.xz`, English
second) words of two lines or more that are not joined amiss: those are partly by machines
(`remarkablely`). Only words in small letters, which are no names.
"""

from __future__ import annotations

import argparse
import lzma
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.train.translate_further import read_translated
from pipeline.translate.proof.endings import bases, joined
from pipeline.translate.proof.misspelt import USUAL, small_words
from pipeline.translate.proof.plain import CODES

LEAST = 2
"""In so many lines of parallel text a word must stand."""

HALF = 10
"""In so many lines a word must stand to count as half of a compound."""

_OFTENER = 10  # a right spelling is so many times as frequent as its misspelling

_ENDINGS = ("ed", "ing", "ly", "ness", "er", "able", "ment")
_WORD = small_words(3)


def counted(lines: Iterable[str]) -> Counter[str]:
    """In how many lines each word in small letters stands."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(set(_WORD.findall(CODES.sub(" ", line))))
    return counts


def listed(own: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    """The words to keep, with the lines that they stand in.

    >>> others = {"make": 90, "making": 50, "makeing": 3, "rare": 1, "canal": 9}
    >>> listed({"weir": 1}, others)
    {'canal': 9, 'make': 90, 'making': 50, 'weir': 1}
    """
    counts = Counter(own) + Counter(others)
    kept = sorted(word for word in counts if word in own or others[word] >= LEAST)
    return {word: counts[word] for word in kept if word in own or not amiss(word, counts)}


def amiss(word: str, counts: Mapping[str, int]) -> bool:
    """Whether a word with an ending is far oftener spelled otherwise: makeing, acceptible.

    A word that is another one rightly made (taping, of tape and of tap) is none.
    """
    if any(word in joined(b, e) for e in _ENDINGS for b in bases(word, e) if b in counts):
        return False
    return any(
        _OFTENER * counts[word] <= max(counts.get(form, 0) for form in forms)
        for forms in _otherwise(word, counts)
    )


def _otherwise(word: str, known: Collection[str]) -> Iterator[frozenset[str]]:
    if word.endswith("ible"):
        yield frozenset({word.removesuffix("ible") + "able"})
    for ending in _ENDINGS:
        if word.endswith(ending):
            for base in bases(word, ending):
                forms = joined(base, ending) or frozenset({base})
                if base in known and word not in forms:
                    yield forms


def write(path: Path, words: Mapping[str, int]) -> None:
    """Write words in their order, with a mark at those that may be half of another."""
    lines = (f"{word}{USUAL if count >= HALF else ''}\n" for word, count in words.items())
    path.write_bytes(lzma.compress("".join(lines).encode("ascii"), preset=9))


def main(arguments: Sequence[str] | None = None) -> None:
    """Count and save."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.train.spelling", description=__doc__)
    parser.add_argument("parallel", type=Path, nargs="*")
    parser.add_argument("--further", type=Path, required=True)
    parser.add_argument("--own", type=Path, nargs="*", default=(), help="texts of the project")
    parser.add_argument("--out", type=Path, default=locate("corpus") / "spelling.txt.xz")
    chosen = parser.parse_args(arguments)
    written = (line for path in chosen.own for line in _english(path))
    own = counted(chain((row.english for row in read_translated(chosen.further)), written))
    others = counted(line for path in chosen.parallel for line in _english(path))
    words = listed(own, others)
    write(chosen.out, words)
    sys.stdout.write(f"{len(words):,} words\n")


def _english(path: Path) -> Iterator[str]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")[1]


if __name__ == "__main__":
    main()
