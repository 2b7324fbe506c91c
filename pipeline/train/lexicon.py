"""Build `corpus/lexicon.tsv.xz`, by which the proof finds what a draft leaves out.

From policy pairs (three times over), the glossary (twice), law and general sentences, short ones of
each. A quarter of the policy pairs and the whole report are held back: on them it is counted how
often a word's English is kept, so that the counts are of drafts that the lexicon has not seen.
"""

from __future__ import annotations

import lzma
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ExtraError
from pipeline.translate.alignment import Pair, learn
from pipeline.translate.glossary import Glossary
from pipeline.translate.lexicon import Lexicon, save

SEED = 1
LAW, GENERAL = 25_000, 110_000
"""Sentences taken of each; what is left out is longer or further from policy."""


def build(data: Path, out: Path) -> Lexicon:
    """Learn the lexicon from the parallel files in `data` and write it to `out`."""
    dice = random.Random(SEED)
    policy = list(pairs(data / "parallel" / "policy-drafts.tsv"))
    report = list(pairs(data / "parallel" / "reports-2024.tsv"))
    law = list(pairs(data / "parallel" / "law.tsv.xz", longest=60))
    general = list(pairs(data / "parallel" / "general-near-policy.tsv.xz", longest=45))
    terms = [(term.chinese, " ".join(term.renderings)) for term in Glossary.load()]
    law = dice.sample(law, min(LAW, len(law)))
    general = dice.sample(general, min(GENERAL, len(general)))
    seen = [pair for number, pair in enumerate(policy) if number % 4 != 3]
    held = policy[3::4] + report
    words = vocabulary([*policy, *report, *law, *general, *terms])
    lexicon = learn([*seen * 3, *terms * 2, *law, *general], held, words, least_count=6)
    save(lexicon, out)
    return lexicon


def pairs(path: Path, *, longest: int = 300) -> Iterator[Pair]:
    """The pairs of a TSV file, packed or not, that are neither fragments nor too long."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2 and 4 <= len(cells[0]) < longest and cells[1]:
                yield cells[0], cells[1]


def vocabulary(sentences: list[Pair]) -> frozenset[str]:
    """The Chinese words that recur; a single character must recur oftener."""
    try:
        import jieba
    except ImportError as error:
        raise ExtraError.missing("jieba", "compare") from error

    jieba.setLogLevel("ERROR")
    cutter = jieba.Tokenizer()  # of its own: others teach the common one new words
    counts = Counter(
        word for chinese, _ in sentences for word in cutter.cut(chinese) if _is_han(word)
    )
    return frozenset(
        word for word, count in counts.items() if count >= (10 if len(word) == 1 else 3)
    )


def _is_han(word: str) -> bool:
    return all("一" <= character <= "鿿" for character in word)
