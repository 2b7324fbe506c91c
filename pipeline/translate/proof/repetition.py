"""A draft that says the same words again, as engines do when they lose their way."""

from __future__ import annotations

import re

from pipeline.pattern import Pattern
from pipeline.translate.proof.english_words import CARDINALS

# A word with the mark that opens a name before it: `"buy and pick up" and "pick up later"`.
_WORD = Pattern(r"[\"“]?[A-Za-z0-9][\w'’]*")
_PIECE = Pattern(r"[A-Za-z0-9][\w'’]*|[^\w\s]")
# Words that good English may double.
_DOUBLED = frozenset({"that", "had", "is", "in", "on", "very", "do", "more"})
_COUNTED = frozenset(CARDINALS)  # five five-star hotels
# No right draft says a word three times running, whatever its clause doubles.
_THRICE = Pattern(r"\b([A-Za-z]{2,})(?: \1){2}\b", re.IGNORECASE)
# Nor a small word twice, but for those that English doubles: `sudden sudden illness`.
_TWICE = Pattern(r"(?<![\w-])([a-z]{3,}) \1(?![\w-])")
# `repair, management, management`; not `pre-production, production`, nor `the parks, parks and …`.
_LISTED_TWICE = Pattern(
    r"(?<![\w-])((?:[A-Za-z][\w'’-]* ){0,4}[A-Za-z][\w'’-]{2,}), (?:and |or )?\1(?=[,.;:)]|$)",
    re.IGNORECASE,
)
_CLOSE = 8
"""A list that itself says two signs again so soon (合同、合同清单) may say their English again."""

ECHO = 9
"""So many words come twice in right English only where the Chinese repeats itself."""


def repeated(chinese: str, english: str) -> str:
    """The words that the draft repeats without reason; "" where there are none.

    >>> repeated("建设园区和基地。", "Build parks and bases and bases and bases.")
    'and bases'
    """
    words = [word.lower() for word in _WORD.findall(english)]
    pieces = [piece.lower() for piece in _PIECE.findall(english)]
    return (
        _running(chinese, english)
        or _stutter(chinese, pieces, 1, 3)
        or _stutter(chinese, words, 3, len(words) // 2 + 1)
        or _echo(chinese, words)
    )


def _running(chinese: str, english: str) -> str:
    """A word twice or three times running, or a member of a list said again at once.

    A small word that stands twice is given once, as all that one may simply take out; where a
    member of a list is said again, another may be missing.
    """
    if found := _THRICE.search(english):
        return found.group().lower()
    for twice in _TWICE.finditer(english):
        if twice[1] not in _DOUBLED | _COUNTED:
            return str(twice[1])
    found = _LISTED_TWICE.search(english)
    return found.group().lower() if found and not _repeats_closely(chinese) else ""


def _stutter(chinese: str, words: list[str], least: int, most: int) -> str:
    """The first run of words that stands twice in a row."""
    for size in range(least, most):
        for at in range(len(words) - 2 * size + 1):
            if words[at].strip('"“') != words[at + size].strip('"“'):
                continue
            run = [words[at + size], *words[at + 1 : at + size]]
            if run != words[at + size : at + 2 * size] or not _telling(run):
                continue
            if not (_repeated_at_once(chinese) if size >= 3 else _repeats(chinese, 2)):
                return " ".join(run).strip('"“')
    return ""


def _telling(run: list[str]) -> bool:
    """Whether a doubled run is a fault: not figures, marks, `that that` or `hand in hand`."""
    if sum(word[0].isalpha() for word in run) < min(len(run), 2):
        return False
    if len(run) == 1:
        return run[0] not in _DOUBLED | _COUNTED and len(run[0]) > 1
    return len(run) > 3 or "in" not in (run[0], run[-1])


def _echo(chinese: str, words: list[str]) -> str:
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - ECHO + 1):
        run = tuple(words[at : at + ECHO])
        if run in seen and seen[run] + ECHO <= at and not _repeats(chinese, 5):
            return " ".join(run)
        seen.setdefault(run, at)
    return ""


def _repeated_at_once(chinese: str) -> bool:
    """Whether the clause itself says something twice running: 报市级部门；市级部门审核."""
    return bool(re.search(r"([一-鿿、]{4,})[；。]\1", re.sub(r"\s", "", chinese)))


def _signs(chinese: str) -> str:
    """The clause without the marks that may part what it repeats."""
    return re.sub(r"[\s，。、；：“”]", "", chinese)


def _repeats_closely(chinese: str) -> bool:
    """Whether the clause itself says two signs again within `_CLOSE` signs."""
    text = _signs(chinese)
    return any(
        text.find(text[at : at + 2], at + 2, at + 4 + _CLOSE) >= 0 for at in range(len(text) - 1)
    )


def _repeats(chinese: str, size: int) -> bool:
    """Whether the clause itself says some stretch of this many characters twice."""
    text = _signs(chinese)
    stretches = [text[at : at + size] for at in range(len(text) - size + 1)]
    seen: dict[str, int] = {}
    for at, stretch in enumerate(stretches):
        if stretch in seen and seen[stretch] + size <= at:
            return True
        seen.setdefault(stretch, at)
    return False
