"""What is put right when a draft is whole: how it begins, and the number of what is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.pattern import Pattern

_AIM = frozenset({"为", "以", "致", "向", "给", "到", "至", "为了"})
"""What a clause begins with whose English may begin with `to`."""

_NO_VERB = frozenset({
    "the", "a", "an", "all", "this", "these", "each", "every", "its", "their", "our", "those", "#p",
})  # fmt: skip
_NUMBERING = Pattern(r"^[0-9A-Za-z]{0,3}[.()、,0-9]*$|^\($")
_LOWER = Pattern(r"^[a-z]+$")

_STOPS = frozenset({
    ",", ".", ";", ":", ")", "and", "or", "in", "of", "for", "with", "by", "to", "on", "at", "from",
    "across", "throughout", "under", "that", "which", "were", "are", "have", "within",
})  # fmt: skip
_UNITS = frozenset({
    "yuan", "percent", "percentage", "mu", "kilometers", "square", "cubic", "tons", "metric", "or",
    "hectares", "days", "hours", "years", "months", "people", "times", "meters", "working", "more",
    "minutes", "kilowatts", "km", "year", "month", "day", "per", "million", "billion",
})  # fmt: skip
_FIGURE = Pattern(r"^[0-9][0-9,]*(?: (?:million|billion|thousand))?$")
LONGEST_COUNTED = 4


def well_begun(words: Sequence[str], first: str) -> list[str]:
    """The words without an `and`, or a `to` before a verb, that nothing in the Chinese asks for.

    `first` is the Chinese word that the draft begins with.

    >>> well_begun(["to", "expand", "trade"], "扩大"), well_begun(["26", ".", "and", "go"], "26")
    (['expand', 'trade'], ['26', '.', 'go'])
    """
    told = list(words)
    for at, word in enumerate(told[:-1]):
        if word == "and" and _LOWER.match(told[at + 1]):
            return told[:at] + told[at + 1 :]
        verb = _LOWER.match(told[at + 1]) and told[at + 1] not in _NO_VERB
        if word == "to" and verb and first not in _AIM:
            return told[:at] + told[at + 1 :]
        if not _NUMBERING.match(word) or word[:1].islower():
            break
    return told


def counted(words: Sequence[str], usual: Callable[[str, str], bool]) -> list[str]:
    """The words with what is counted in the plural: `usual` says whether a noun has one.

    >>> counted(["build", "120", "demonstration", "window", "."], lambda one, two: True)
    ['build', '120', 'demonstration', 'windows', '.']
    >>> counted(["1", "window", "and", "20", "million", "yuan"], lambda one, two: True)
    ['1', 'window', 'and', '20', 'million', 'yuan']
    """
    told = list(words)
    for at, word in enumerate(words):
        if not _FIGURE.match(word) or word == "1" or words[at + 1 : at + 2][:1] in ([], ["-"]):
            continue
        end = at + 1
        while end < len(words) and end - at <= LONGEST_COUNTED and words[end] not in _STOPS:
            end += 1
        phrase = words[at + 1 : end]
        closed = end == len(words) or words[end] in _STOPS
        if (
            closed
            and phrase
            and _LOWER.match(phrase[-1])
            and _UNITS.isdisjoint(phrase)
            and all(map(_plain, phrase))
        ):
            noun, many = phrase[-1], plural(phrase[-1])
            if many != noun and usual(noun, many):
                told[end - 1] = many
    return told


def _plain(word: str) -> bool:
    return word[:1].isalpha() and not word.endswith(("ed", "ing", "ly"))


def plural(noun: str) -> str:
    """The plural of a noun as it is mostly made; a word that ends in `s` is one already.

    >>> [plural(noun) for noun in ("window", "city", "branch", "parks", "bay")]
    ['windows', 'cities', 'branches', 'parks', 'bays']
    """
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "x")) else "s")
