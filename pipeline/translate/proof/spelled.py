"""Is every name that a draft spells by sound in the clause?

A small network that does not know 青石巷 may write Qingquan Lane, or the name of a town that it has
often seen. A word that can only be the sound of Chinese has to be the sound of what stands there.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache

from pipeline.artefacts import locate
from pipeline.pattern import Pattern
from pipeline.translate.pinyin import is_spelled, spelled_from

_WORD = Pattern(r"(?<![A-Za-z'’-])(?P<word>[A-Z][a-zü]+(?:['’](?!s\b)[a-z]+)?)(?![A-Za-z])")

_SMALLER = Pattern(r" (?:City|County|District|Town|Township|Village)\b")
"""What no province is; a province itself may be told where the clause only hints at it."""

# What else a place is called, in one sign: 川渝 is Sichuan and Chongqing.
_SHORT = {
    "beijing": "京", "tianjin": "津", "shanghai": "沪申", "chongqing": "渝", "hebei": "冀",
    "henan": "豫", "yunnan": "滇", "hunan": "湘", "anhui": "皖", "shandong": "鲁齐",
    "zhejiang": "浙", "jiangxi": "赣", "hubei": "鄂", "guangxi": "桂", "gansu": "陇",
    "shanxi": "晋", "shaanxi": "陕秦", "fujian": "闽", "guizhou": "黔", "guangdong": "粤",
    "sichuan": "蜀", "hainan": "琼", "taiwan": "台岸", "guangzhou": "穗", "chengdu": "蓉",
    "ningbo": "甬", "macao": "澳", "xizang": "藏", "tibet": "藏",
}  # fmt: skip


def made_up(chinese: str, english: str) -> tuple[str, ...]:
    """The names in a draft that spell nothing in its clause.

    >>> made_up("改造清河市青石巷。", "Renovate Qingquan Lane in Hebei City.")
    ('Qingquan', 'Hebei')
    >>> made_up("推进川渝合作，改造青石巷。", "Sichuan and Chongqing will renew Qingshi Lane.")
    ()
    """
    found: dict[str, None] = {}
    for place in _WORD.finditer(english):
        word = place["word"]
        if word in found or not is_spelled(word) or word.lower() in _english():
            continue
        signs, is_province = _places().get(word.lower(), (frozenset(), False))
        if is_province:
            hinted = not _SMALLER.match(english, place.end())
        else:
            hinted = bool(signs & set(chinese))
        if not hinted and spelled_from(word, chinese) is None:
            found[word] = None
    return tuple(found)


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """English words, and names of other tongues, that happen to read like Chinese."""
    return frozenset(locate("corpus", "sounding.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[frozenset[str], bool]]:
    """The signs that may stand for a place, and whether it is a province, by its English name."""
    signs: dict[str, set[str]] = defaultdict(set)
    provinces = set()
    with locate("corpus", "gazetteer.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            name = row["english"].lower()
            signs[name] |= set(row["short"]) | set(_SHORT.get(name, ""))
            if row["level"] == "province":
                provinces.add(name)
    return {name: (frozenset(found), name in provinces) for name, found in signs.items()}
