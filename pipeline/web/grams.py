"""Search Chinese by its pairs of characters, so that any stretch of words is found, and at once.

    提升人才工作   提升 升人 人才 才工 工作 作

An index of words would have to know where words begin; pairs need not. A query of several
characters is a phrase of its pairs, a query of one is the beginning of a pair. Full-width letters,
case and white space make no difference; marks part (人才，资金 is not 人才资金), but which mark it
is does not matter.
"""

from __future__ import annotations

import re
import unicodedata

# Parts of figures and names (3.5%, 5G+) belong to the words, all other marks part them.
_MARKS = re.compile(r"[^\w.%+-]+|_+")
PART = "_"
TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '.%+-_'"


def plain(text: str) -> str:
    """The text as it is compared: without white space, full width and case.

    >>> plain("到２０２５年，ＧＤＰ　增长")
    '到2025年,gdp增长'
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def pairs(text: str) -> str:
    """The pairs of a text, for the index; a run ends in its last character alone.

    >>> pairs("人才、资金")
    '人才 才 _ 资金 金'
    """
    return f" {PART} ".join(_of_run(run) for run in _runs(text))


def phrase(query: str) -> str:
    """The expression that finds a query in the index; "" for a query without letters.

    Words parted by white space are looked for each by itself.

    >>> phrase("人才 资金"), phrase("人才、资金"), phrase("金")
    ('"人才" "资金"', '"人才 才 _ 资金"', '"金" *')
    """
    return " ".join(filter(None, map(_phrase, query.split())))


def _phrase(word: str) -> str:
    runs = _runs(word)
    if not runs:
        return ""
    *before, last = runs
    parts = [f"{_of_run(run)} {PART}" for run in before]
    if len(last) == 1:
        return f'"{" ".join([*parts, last])}" *'
    whole = " ".join([*parts, _of_run(last).rpartition(" ")[0]])
    return f'"{whole}"'


def _runs(text: str) -> list[str]:
    return [run for run in _MARKS.split(plain(text)) if run]


def _of_run(run: str) -> str:
    return " ".join(map("".join, zip(run, f"{run[1:]} ", strict=True))).rstrip()


def places(words: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where a query stands in the words as written, to mark it.

    >>> places("提升 人\u3000才，", "人才")
    ((3, 6),)
    """
    kept = [(at, plain(character)) for at, character in enumerate(words)]
    at = [place for place, said in kept for _ in said]
    text = "".join(said for _, said in kept)
    found = []
    for word in query.split():
        sought = _pattern(word)
        found += [(at[m.start()], at[m.end() - 1] + 1) for m in sought.finditer(text) if m.group()]
    return _merged(sorted(found))


def _pattern(word: str) -> re.Pattern[str]:
    """Any mark of the query stands for any marks of the text."""
    return re.compile(r"[^\w.%+-]+".join(map(re.escape, _runs(word))) or r"(?!)")


def _merged(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return tuple(kept)
