"""The places of China that a policy document can be of, with their GB/T 2260 codes.

`corpus/gazetteer.tsv` names every province, city and county, those abolished too. A name is found
by its two first characters and then by the longest name that fits, so that 西安 is not found in
江西安福县. Many counties share a name (鼓楼区 lies in four cities): a place named before it or
elsewhere in the document decides, and if none does, the code stays open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.artefacts import locate
from pipeline.document import Level, Place

LEVELS: dict[str, Level] = {"province": "province", "city": "city", "county": "county"}

# Words of the language before they are short names: 来宾 are guests, 长治久安 is lasting peace.
WORDS = {
    "来宾", "白银", "大同", "安康", "长治", "朝阳", "中山", "兴安", "海西", "海北", "海东", "和田",
    "红河",
}  # fmt: skip
# Names of districts that every city uses of its own.
NO_NAMES = {
    "东区", "西区", "城区", "郊区", "矿区", "老城区", "新城区", "新市区", "城中区", "市中区",
}  # fmt: skip

# 朝阳区域 and 吉林市场 name no district and no city.
NO_NAME_BEFORE = {"区": "域块间位划别", "市": "场", "县": "级", "州": "长"}


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division (行政区划): its code, its names, and whether it exists."""

    code: str
    name: str
    short: str
    english: str
    level: Level
    exists: bool

    @property
    def place(self) -> Place:
        """The division as the place of a document."""
        return Place(self.name, self.code, self.level)

    def contains(self, other: Division) -> bool:
        """Whether `other` lies in this division, or is it: 四川省 contains 成都市."""
        return other.code.startswith(_stem(self.code))


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text at `start:end`; several divisions where they share the name."""

    start: int
    end: int
    divisions: tuple[Division, ...]


def mentions(text: str, *, everyday: bool = False) -> Iterator[Mention]:
    """Yield the places that `text` names, left to right, none overlapping.

    Counties are found by their full names only, for their short names are words of the language.
    So are some short names of cities (长治, 来宾): they count only where `everyday` is true.

    >>> [(m.start, [d.name for d in m.divisions]) for m in mentions("四川成都市武侯区政务办")]
    [(0, ['四川省']), (2, ['成都市']), (5, ['武侯区'])]
    """
    table, at = _names(), 0
    while at < len(text):
        for name in table.get(text[at : at + 2], ()):
            end = at + len(name)
            refused = NO_NAME_BEFORE.get(name[-1], "")
            if name in WORDS and not everyday:
                continue
            if text.startswith(name, at) and (text[end : end + 1] or " ") not in refused:
                yield Mention(at, end, _divisions()[name])
                at = end
                break
        else:
            at += 1


def choose(divisions: tuple[Division, ...], near: Iterable[Division] = ()) -> Place:
    """The one division meant: the only one, or the one that `near` points at; else no code.

    >>> gulou = next(mentions("鼓楼区")).divisions
    >>> choose(gulou), choose(gulou, next(mentions("福州市")).divisions).code
    (Place(name='鼓楼区', code=None, level='county'), '350102')
    """
    if len(divisions) == 1:
        return divisions[0].place
    for place in near:
        if place.name == divisions[0].name:
            continue
        inside = [d for d in divisions if place.contains(d) or d.contains(place)]
        if len(inside) == 1:
            return inside[0].place
    existing = [d for d in divisions if d.exists]
    if len(existing) == 1:
        return existing[0].place
    first = divisions[0]
    return Place(first.name, None, first.level)


def english_name(name: str) -> str | None:
    """What maps call a place in English; None for one not known, or for two of unlike names.

    >>> english_name("宿州市"), english_name("天河区"), english_name("澜州市")
    ('Suzhou (Anhui)', 'Tianhe', None)
    """
    said = {division.english for division in _divisions().get(name, ())}
    return said.pop() if len(said) == 1 else None


def _stem(code: str) -> str:
    """The digits that a division shares with what lies in it: 51 of 510000, 5101 of 510100."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


@cache
def _divisions() -> dict[str, tuple[Division, ...]]:
    """Every name with the divisions that bear it, provinces before cities before counties."""
    found: dict[str, list[Division]] = {}
    with locate("corpus", "gazetteer.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            names = (row["name"], row["short"], row["english"])
            exists = not row["abolished"]
            division = Division(row["code"], *names, LEVELS[row["level"]], exists)
            for name in _known_as(division) - NO_NAMES:
                found.setdefault(name, []).append(division)
    return {name: _ranked(divisions) for name, divisions in found.items()}


def _known_as(division: Division) -> set[str]:
    """Its full name, and 恩施州, 恩施 for 恩施土家族苗族自治州, 彭水县 for 彭水苗族土家族自治县."""
    names = {division.name}
    for ending in ("自治州", "自治县"):
        if division.name.endswith(ending):
            names.add(division.short + ending[-1])
    # 潜江 lies in no prefecture, and its government speaks as that of a city.
    if division.level != "county" or division.code[2:4] == "90":
        names.add(division.short)
    return names


def _ranked(divisions: list[Division]) -> tuple[Division, ...]:
    """Drop the abolished where one exists; of a short name keep the highest level: 吉林省."""
    kept = [d for d in divisions if d.exists] or divisions
    top = min(kept, key=_rank).level
    return tuple(d for d in kept if d.level == top)


def _rank(division: Division) -> int:
    return list(LEVELS).index(division.level)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The names by their first two characters, the longest first."""
    table: dict[str, list[str]] = {}
    for name in _divisions():
        table.setdefault(name[:2], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in table.items()}
