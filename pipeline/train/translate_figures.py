"""Figures in sentence pairs: do both sides agree, and the same pair with other figures.

Chinese counts in 万 (10⁴) and 亿 (10⁸), English in thousands and millions, so a model must learn to
move the point: 1.43万亿 is 1.43 trillion, 4178万 is 41.78 million, 10.4万 is 104,000. Six thousand
clauses show it too few examples, so each clause is shown again with other figures in it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.numerals import NUMERAL, value

_CHINESE = re.compile(NUMERAL)
_ENGLISH = re.compile(
    r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[ -](thousand|million|billion|trillion)\b)?"
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# Small numbers are often spelt out, and 一 is often no number at all.
_SMALL = 12
_UNITS = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "": 1}
_SHOWN = re.compile(
    r"(?<![0-9.．第年A-Za-z-])([0-9]+)(\.[0-9]+)?(万亿|亿|万)?(?![0-9.．年月日号版强届期条章A-Za-z-])"
)


def figures_agree(chinese: str, english: str) -> bool:
    """Whether every figure of either side could be one of the other's.

    >>> figures_agree("投资90亿元，新增1.5万家。", "Invest 9 billion yuan; add 15,000 firms.")
    True
    >>> figures_agree("投资90亿元。", "Invest 90 billion yuan.")
    False
    """
    mine, arabic = _values(chinese)
    theirs = {_worth(found) for found in _ENGLISH.finditer(english)}
    return all(v <= _SMALL or _near(v, theirs) for v in arabic) and all(
        v <= _SMALL or _near(v, mine) for v in theirs
    )


def _values(chinese: str) -> tuple[set[Decimal], set[Decimal]]:
    """All values in the Chinese, and those written in digits."""
    every: set[Decimal] = set()
    arabic: set[Decimal] = set()
    for found in _CHINESE.finditer(chinese.replace("第", " ")):
        try:
            worth = Decimal(str(value(found[0])))
        except ValueError:
            continue
        every.add(worth)
        if found[0][0].isdigit() and "/" not in found[0]:
            arabic.add(worth)
    return every, arabic


def _worth(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", "") + (found[2] or "")) * _SCALES.get(found[3], 1)


def _near(wanted: Decimal, among: set[Decimal]) -> bool:
    """Whether a value is among others; a large one may be rounded in its fourth figure."""
    if wanted < 10**5:
        return wanted in among
    return any(abs(wanted - v) <= wanted / 1000 for v in among)


def english_figure(worth: Decimal) -> str:
    """A value as official English writes it: digits below a million, then millions and up.

    >>> [english_figure(Decimal(n)) for n in (15000, 41780000, 9_000_000_000, 1_430_000_000_000)]
    ['15,000', '41.78 million', '9 billion', '1.43 trillion']
    """
    for name, size in reversed(_SCALES.items()):
        if size > 1000 and worth >= size:
            return f"{_plain(worth / size)} {name}"
    return _plain(worth)


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def varied(chinese: str, english: str, rng: random.Random) -> tuple[str, str] | None:
    """The pair with other figures on both sides, or None where that is not safe.

    It is safe where each figure that is shown in digits stands once on either side. Years, dates
    and document numbers keep their values.

    >>> chinese, english = "培训3.2万人。", "Train 32,000 people."
    >>> other = varied(chinese, english, random.Random(1))
    >>> figures_agree(*other) and other[0] != chinese
    True
    """
    shown = list(_SHOWN.finditer(chinese))
    if not shown or not figures_agree(chinese, english):
        return None
    places = _places(shown, english)
    if places is None:
        return None
    fresh = [_another(found, rng) for found in shown]
    for at in range(len(shown) - 1, -1, -1):
        chinese = chinese[: shown[at].start()] + fresh[at][0] + chinese[shown[at].end() :]
    for at in sorted(range(len(shown)), key=lambda i: -places[i].start()):
        english = english[: places[at].start()] + fresh[at][1] + english[places[at].end() :]
    return chinese, english


def _places(shown: list[re.Match[str]], english: str) -> list[re.Match[str]] | None:
    """Where each figure of the Chinese stands in the English, if that is plain."""
    places: list[re.Match[str]] = []
    hits = list(_ENGLISH.finditer(english))
    for found in shown:
        worth = _shown_worth(found)
        same = [hit for hit in hits if _worth(hit) == worth]
        if len(same) != 1 or same[0] in places:
            return None
        places.append(same[0])
    return places


def _shown_worth(found: re.Match[str]) -> Decimal:
    return Decimal(found[1] + (found[2] or "")) * _UNITS[found[3] or ""]


def _another(found: re.Match[str], rng: random.Random) -> tuple[str, str]:
    """Another figure of the same make: as many digits (one more or less), the same 万 or 亿."""
    unit = found[3] or ""
    whole, decimals = len(found[1]), len(found[2] or ".") - 1
    if not unit and not decimals and whole <= 2:
        fresh = str(rng.randint(2 if whole == 1 else 13, 99))  # plurals stay plurals
    else:
        whole = min(max(1, whole + rng.choice((-1, 0, 0, 0, 1))), 5)
        fresh = number(rng, whole, decimals)
    if not unit and decimals == 0 and int(fresh) < 2:
        fresh = "2"
    return fresh + unit, english_figure(Decimal(fresh) * _UNITS[unit])


def number(rng: random.Random, whole: int, decimals: int) -> str:
    """A number of so many digits before and after the point, often a round one."""
    head = str(rng.randint(10 ** (whole - 1), 10**whole - 1))
    if not decimals:
        if whole > 2 and rng.random() < 0.5:
            head = head[:2].ljust(whole, "0")
        return head
    tail = "".join(rng.choice("0123456789") for _ in range(decimals))
    return f"{head}.{tail[:-1]}{rng.choice('123456789')}"


def amounts(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Chinese and English figures without end, as policy text writes them.

    >>> all(figures_agree(*pair) for pair, _ in zip(amounts(random.Random(0)), range(200)))
    True
    """
    while True:
        unit = rng.choice(("万亿", "亿", "亿", "亿", "万", "万", "万", "万", "", ""))
        whole = rng.choice((1, 2) if unit == "万亿" else (1, 1, 2, 2, 3, 3, 4, 4))
        decimals = rng.choice((0, 0, 1, 1, 2, 2)) if unit else 0
        fresh = number(rng, whole, decimals)
        if not unit and int(fresh) < 13:
            continue
        yield fresh + unit, english_figure(Decimal(fresh) * _UNITS[unit])
