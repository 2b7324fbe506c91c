"""Is every name that a draft spells by sound in the clause?

A small network that does not know 青石巷 may write Qingquan Lane, or the name of a town that it has
often seen. A word that can only be the sound of Chinese has to be the sound of what stands there.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pipeline.artefacts import locate
from pipeline.pattern import Pattern
from pipeline.translate.pinyin import begun_by, is_spelled, letters_of, spelled_from

WORD = Pattern(
    r"(?<![A-Za-z])(?<![A-Za-z]['’])(?P<word>[A-Z][a-zü]+(?:['’](?!s\b)[a-z]+)?)(?![A-Za-z])"
)
"""A word that may be a name; a possessive 's is none of its letters."""

_HYPHENS = ("-", "–")
"""What joins the ends of a line: 青云高速 is the Qingshi-Yunling expressway, one sign for each."""

_SMALLER = Pattern(r" (?:City|County|District|Town|Township|Village)\b")
"""What no province is; a province itself may be told where the clause only hints at it."""

# What else Chinese calls a city, a river or a firm: 川渝 is Sichuan and Chongqing. The names of
# provinces need no such sign.
_SHORT = {
    "beijing": "京 首都", "tianjin": "津", "shanghai": "沪 申", "chongqing": "渝",
    "guangzhou": "穗 羊城", "chengdu": "蓉", "nanjing": "宁", "jinan": "泉城", "fuzhou": "榕",
    "nanchang": "洪", "nanning": "邕", "ningbo": "甬", "shaoxing": "越", "jinhua": "婺",
    "huaihe": "淮", "hanjiang": "汉", "weihe": "渭", "xiangjiang": "湘", "ganjiang": "赣",
    "minjiang": "岷 闽", "qinling": "秦",
    "alibaba": "阿里", "midea": "美的", "moutai": "茅台", "oolong": "乌龙",
}  # fmt: skip

_SHARED = frozenset("州阳山南安江城西宁林水中海庆口尔东化川北德原春河港陵门平县")
"""Signs in which so many names end that they stand for none: 锡 is Wuxi, but 州 is not Suzhou."""


def made_up(chinese: str, english: str) -> tuple[str, ...]:
    """The names in a draft that spell nothing in its clause.

    >>> made_up("改造清河市青石巷。", "Renovate Qingquan Lane in Hebei City.")
    ('Qingquan', 'Hebei')
    >>> made_up("推进川渝合作，改造青石巷。", "Sichuan and Chongqing will renew Qingshi Lane.")
    ()
    """
    found: dict[str, None] = {}
    for place in WORD.finditer(english):
        word = place["word"]
        if word in found or not may_be_name(word):
            continue
        before, after = english[: place.start()], english[place.end() :]
        joined = before.endswith(_HYPHENS) or after.startswith(_HYPHENS)
        if not (
            _hinted(letters_of(word), chinese, is_smaller=bool(_SMALLER.match(after)))
            or spelled_from(word, chinese)
            or (joined and begun_by(word, chinese))
        ):
            found[word] = None
    return tuple(found)


def may_be_name(word: str) -> bool:
    """Whether a word can only be the sound of Chinese.

    >>> may_be_name("Qingshi"), may_be_name("Panda")
    (True, False)
    """
    return is_spelled(word) and letters_of(word) not in _english()


def _hinted(name: str, chinese: str, *, is_smaller: bool) -> bool:
    """Whether something else in the clause may stand for a name that it does not spell."""
    short, is_province = _places().get(name, (frozenset(), False))
    if is_province:
        return not is_smaller
    settled = _SHORT.get(name, "").split()
    return any(signs in chinese for signs in settled) or any(
        _stands(signs, chinese) for signs in short
    )


def _stands(signs: str, chinese: str) -> bool:
    """Whether signs stand in a clause; one sign alone, outside other names: 晋城 is not 晋."""
    if len(signs) > 1:
        return signs in chinese
    return any(
        sign == signs and not any(chinese[start:end] in _names() for start, end in _around(at))
        for at, sign in enumerate(chinese)
    )


def _around(at: int) -> Iterator[tuple[int, int]]:
    """The stretches of two and three signs that hold the sign at `at`."""
    for length in (2, 3):
        for start in range(max(0, at + 1 - length), at + 1):
            yield start, start + length


@lru_cache(maxsize=1)
def place_names() -> dict[str, str]:
    """The English of places by their Chinese without 市 or 县, where all of a name have one."""
    told: dict[str, set[str]] = defaultdict(set)
    for row in gazetteer():
        told[row["short"]].add(row["english"].partition(" (")[0])
    return {
        short: names.pop()
        for short, names in told.items()
        if len(short) > 1 and len(names) == 1 and " " not in "".join(names)
    }


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The whole names of places in Chinese."""
    return frozenset(row["short"] for row in gazetteer())


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """English words, and names of other tongues, that happen to read like Chinese."""
    return frozenset(locate("corpus", "sounding.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[frozenset[str], bool]]:
    """What may stand for a name, and whether it is a province, by its English letters."""
    signs: dict[str, set[str]] = defaultdict(set)
    provinces = set()
    for row in gazetteer():
        name = letters_of(row["english"].partition(" (")[0])
        signs[name] |= {row["short"], row["short"][0], *set(row["short"][1:]) - _SHARED}
        if row["level"] == "province":
            provinces.add(name)
    return {name: (frozenset(found), name in provinces) for name, found in signs.items()}


@lru_cache(maxsize=1)
def gazetteer() -> tuple[dict[str, str], ...]:
    """The rows of `corpus/gazetteer.tsv`: every province, city and county."""
    with locate("corpus", "gazetteer.tsv").open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows, delimiter="\t"))
