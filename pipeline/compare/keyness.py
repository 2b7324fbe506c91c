"""Which words are distinctive of a document (log-odds with an informative Dirichlet prior).

After Monroe, Colaresi and Quinn (2008): how much more often a word is used here than there, with
the usage of the whole genre as the prior, so that rare words do not look distinctive by chance. The
z-score says how sure that is. Words are cut by spaCy with jieba, which is given the glossary.
"""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.artefacts import locate
from pipeline.errors import ExtraError

WORD = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9.+-]*")
# What is left of an HTML entity that a text was saved with (&quot;) is no word.
ENTITIES = frozenset({"quot", "nbsp", "amp", "ldquo", "rdquo", "middot"})
# The weight of the prior, as words; as in the paper.
PRIOR_WORDS = 500.0


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word, how often it stands on each side, its log-odds and how sure they are."""

    word: str
    here: int
    there: int
    log_odds: float
    z: float


@dataclass(frozen=True, slots=True)
class Words:
    """Cuts text into words. Build one with `load`."""

    cut: Any

    @classmethod
    def load(cls) -> Words:
        """A spaCy tokenizer with jieba, which knows the terms of the shipped glossary."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # jieba 0.42 has escapes that Python warns of
                import jieba
                import spacy
        except ImportError as error:
            raise ExtraError.missing(error.name or "spacy", "compare") from None
        jieba.setLogLevel(60)
        settings = {"nlp": {"tokenizer": {"segmenter": "jieba"}}}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tokenizer = spacy.blank("zh", config=settings).tokenizer
            for term in glossary_terms():
                jieba.add_word(term)
        return cls(tokenizer)

    def __call__(self, texts: Iterable[str]) -> Counter[str]:
        """How often each word of two characters and more stands in `texts`."""
        counts: Counter[str] = Counter()
        for text in texts:
            words = (token.text for token in self.cut(text))
            counts.update(
                word
                for word in words
                if len(word) > 1 and WORD.fullmatch(word) and word not in ENTITIES
            )
        return counts


def glossary_terms() -> list[str]:
    """The Chinese terms of the glossary that ships, up to eight characters."""
    lines = locate("corpus", "glossary.tsv").read_text("utf-8").splitlines()[1:]
    terms = [line.split("\t")[0].strip() for line in lines if line.strip()]
    return [term for term in terms if 2 <= len(term) <= 8]


def keyness(
    here: Mapping[str, int], there: Mapping[str, int], prior: Mapping[str, int]
) -> tuple[Keyword, ...]:
    """Every word of either side, the most distinctive of `here` first and of `there` last.

    >>> [key.word for key in keyness({"创新": 9, "发展": 9}, {"生态": 9, "发展": 9}, {"发展": 50})]
    ['创新', '发展', '生态']
    """
    words = sorted(here.keys() | there.keys())
    background = sum(prior.values()) + len(words)
    total = {word: PRIOR_WORDS * (prior.get(word, 0) + 1) / background for word in words}
    whole = sum(total.values())
    size_here, size_there = sum(here.values()) + whole, sum(there.values()) + whole
    found = []
    for word in words:
        one, two = here.get(word, 0) + total[word], there.get(word, 0) + total[word]
        odds = math.log(one / (size_here - one)) - math.log(two / (size_there - two))
        z = odds / math.sqrt(1 / one + 1 / two)
        found.append(
            Keyword(word, here.get(word, 0), there.get(word, 0), round(odds, 4), round(z, 4))
        )
    return tuple(sorted(found, key=lambda key: (-key.z, key.word)))
