"""Count the words of policy documents: what `pipeline.translate.seams` weighs seams with.

    python -m pipeline.train.words DOMAIN.jsonl.xz

writes `corpus/words.tsv.xz`. Every fifth document is read, by the hash of its text; the others are
left to measure on. Words are jieba's; a term of the glossary counts where it begins and ends with
words.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.errors import ExtraError
from pipeline.pattern import Pattern
from pipeline.translate.glossary import Glossary
from pipeline.translate.seams import save

LEAST = 10
"""How often a word must occur."""

MOST_WORDS = 4
SHARE = 5

_STRETCH = Pattern(r"[一-鿿]+")


def counted(
    stretches: Iterable[str], terms: frozenset[str], words: Callable[[str], Sequence[str]]
) -> Counter[str]:
    """How often each word occurs, and each term that is made of whole words."""
    counts: Counter[str] = Counter()
    for stretch in stretches:
        cut = words(stretch)
        counts.update(cut)
        for start in range(len(cut)):
            for end in range(start + 2, min(start + MOST_WORDS, len(cut)) + 1):
                joined = "".join(cut[start:end])
                if joined in terms:
                    counts[joined] += 1
    return counts


def kept(counts: Counter[str]) -> dict[str, int]:
    """The words that are frequent enough to be kept."""
    return {word: count for word, count in counts.items() if count >= LEAST}


def stretches(path: Path) -> Iterator[str]:
    """The runs of Chinese characters of every fifth document."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % SHARE == 0:
                for stretch in _STRETCH.finditer(text):
                    yield stretch.group()


def main(arguments: Sequence[str] | None = None) -> None:
    """Count and save."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.train.words", description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--out", type=Path, default=locate("corpus") / "words.tsv.xz")
    chosen = parser.parse_args(arguments)
    terms = frozenset(term.chinese for term in Glossary.load())
    found = kept(counted(stretches(chosen.documents), terms, _cutter()))
    save(found, chosen.out)
    sys.stdout.write(f"{len(found):,} words\n")


def _cutter() -> Callable[[str], list[str]]:
    try:
        import jieba
    except ModuleNotFoundError as error:
        raise ExtraError.missing("jieba", "compare") from error
    jieba.setLogLevel("ERROR")
    cutter = jieba.Tokenizer()  # of its own: others teach the common one new words
    return lambda stretch: [str(word) for word in cutter.cut(stretch, HMM=False)]


if __name__ == "__main__":
    main()
