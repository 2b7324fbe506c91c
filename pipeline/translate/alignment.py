"""Learn a lexicon from sentence pairs: IBM model 1, then counts.

Brown et al. 1993. Which English word a Chinese word is said with shows in how often the two stand
in one pair; a few rounds of expectation and maximisation tell true pairs from mere neighbours.
Position is not modelled: a hole is looked for with sets of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.translate.lexicon import LONGEST_WORD, Entry, Lexicon, content, covered

if TYPE_CHECKING:
    import numpy as np

Pair = tuple[str, str]

ROUNDS = 6
MOST_SAID = 12
"""Counterparts kept per word; after the twelfth they are accidents."""

LEAST_SHARE = 0.015
# Words of a right draft are found with these bounds, so that one odd pair cannot decide.
_SMOOTHING = 2.0


def learn(
    pairs: Sequence[Pair],
    judged: Sequence[Pair],
    vocabulary: Iterable[str],
    *,
    least_count: int = 5,
) -> Lexicon:
    """The lexicon of `pairs`; `kept` and `chance` are counted on `judged` (right drafts).

    `vocabulary` are the Chinese words to cut sentences into.
    """
    known = frozenset(word for word in vocabulary if 0 < len(word) <= LONGEST_WORD)
    sources = [_cut(chinese, known) for chinese, _ in pairs]
    targets = [content(english) for _, english in pairs]
    said = _translations(sources, targets, least_count)
    judged_sources = [_cut(chinese, known) for chinese, _ in judged]
    judged_targets = [content(english) for _, english in judged]
    return Lexicon(_entries(said, judged_sources, judged_targets))


def _cut(text: str, known: frozenset[str]) -> list[str]:
    words, at = [], 0
    while at < len(text):
        size = next((n for n in range(LONGEST_WORD, 0, -1) if text[at : at + n] in known), 0)
        if size:
            words.append(text[at : at + size])
        at += size or 1
    return words


def _translations(
    sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]], least_count: int
) -> dict[str, frozenset[str]]:
    """Of every source word the target words it is said with."""
    import numpy as np

    source_ids = _ids(sources, least_count)
    target_ids = _ids(targets, least_count)
    left, right, slots = _cells(sources, targets, source_ids, target_ids)
    keys, inverse = np.unique(left * np.int64(len(target_ids)) + right, return_inverse=True)
    share: np.ndarray[Any, Any] = np.ones(len(keys))
    owner = keys // len(target_ids)
    for _ in range(ROUNDS):
        weight: np.ndarray[Any, Any] = share[inverse]
        # Of a target word, over the source words.
        weight = weight / np.bincount(slots, weight)[slots]
        share = np.bincount(inverse, weight, len(keys))
        share = share / np.bincount(owner, share, len(source_ids))[owner]
    return _best(keys, share, list(source_ids), list(target_ids))


def _ids(sentences: Sequence[Sequence[str]], least_count: int) -> dict[str, int]:
    counts = Counter(word for words in sentences for word in set(words))
    kept = sorted(word for word, count in counts.items() if count >= least_count)
    return {word: n for n, word in enumerate(kept)}


def _cells(
    sources: Sequence[Sequence[str]],
    targets: Sequence[Sequence[str]],
    source_ids: dict[str, int],
    target_ids: dict[str, int],
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Every source word beside every target word of its pair; `slots` numbers the target words."""
    import numpy as np

    lefts, rights, slots, slot = [], [], [], 0
    for source, target in zip(sources, targets, strict=True):
        mine = np.array(sorted({source_ids[w] for w in source if w in source_ids}), np.int64)
        its = np.array(sorted({target_ids[w] for w in target if w in target_ids}), np.int64)
        if not len(mine) or not len(its):
            continue
        lefts.append(np.tile(mine, len(its)))
        rights.append(np.repeat(its, len(mine)))
        slots.append(np.repeat(np.arange(slot, slot + len(its)), len(mine)))
        slot += len(its)
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(slots)


def _best(
    keys: np.ndarray[Any, Any],
    share: np.ndarray[Any, Any],
    sources: list[str],
    targets: list[str],
) -> dict[str, frozenset[str]]:
    import numpy as np

    kept = np.flatnonzero(share >= LEAST_SHARE)
    kept = kept[np.argsort(-share[kept], kind="stable")]
    said: dict[str, list[str]] = {}
    for key in keys[kept].tolist():
        words = said.setdefault(sources[key // len(targets)], [])
        if len(words) < MOST_SAID:
            words.append(targets[key % len(targets)])
    return {word: frozenset(words) for word, words in said.items()}


def _entries(
    said: dict[str, frozenset[str]],
    sources: Sequence[Sequence[str]],
    targets: Sequence[Sequence[str]],
) -> dict[str, Entry]:
    """How often each word's counterparts are there, in its own draft and in any draft."""
    holders: dict[str, set[int]] = {}
    for number, target in enumerate(targets):
        for word in target:
            holders.setdefault(word, set()).add(number)
    nobody: set[int] = set()
    blank = {
        word: Entry(
            words,
            1.0,
            _rounded(nobody.union(*(holders.get(one, nobody) for one in words)), targets),
        )
        for word, words in said.items()
    }
    inside: Counter[str] = Counter()
    present: Counter[str] = Counter()
    for source, target in zip(sources, targets, strict=True):
        known = [word for word in source if word in blank]
        present.update(known)
        found = covered([blank[word] for word in known], target)
        inside.update(word for word, has in zip(known, found, strict=True) if has)
    entries = {}
    for word, entry in blank.items():
        kept = (inside[word] + 0.8 * _SMOOTHING) / (present[word] + _SMOOTHING)
        kept = round(min(0.985, kept), 3)
        if kept > entry.chance + 0.05:
            entries[word] = Entry(entry.said, kept, entry.chance)
    return entries


def _rounded(holding: set[int], targets: Sequence[Sequence[str]]) -> float:
    return round(max(len(holding) / len(targets), 0.0005), 4)
