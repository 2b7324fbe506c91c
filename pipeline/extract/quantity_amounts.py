"""A number with its unit, as it stands in a clause, before the words that bound it are taken in.

1.5万个   15000 个        300余户   300 户 (and more)       300—500万元   3000000…5000000 元
两三家    2…3 家          1,100万元   11000000 元            10-20个（条）  10…20 个（条）
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.measures import BRACKETED, NO_UNIT, OPEN_CLASS, UNIT
from pipeline.numerals import NUMERAL, spread, value
from pipeline.pattern import Pattern

Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit: `text[start:end]`.

    `figures` is where the number itself ends; `vague` says that 余 or 多 stands inside (300余户),
    `word` that there is no number at all (全覆盖).
    """

    start: int
    end: int
    figures: int
    value: Value
    unit: str
    vague: bool = False
    word: bool = False


LONGEST = 40
"""No written numeral is longer; what is, is refused, so that hostile input stays cheap."""

_SEP = "[ 　]?(?:[-－—–―─~～]{1,2}|[至到])[ 　]?"
_HIGH = Pattern(rf"{_SEP}(?P<high>{NUMERAL})")
_HIGH_HUNDREDTHS = Pattern(rf"{_SEP}(?:[百千万]分之)?(?P<high>{NUMERAL})(?![年月日])")
# Units that begin many other words, so that the measure words leave them out.
_TIME = (
    "年(?![度级均代底初末中报轻龄产货夜会检审前后来起])|日(?![常均报前产])|周(?![边期围年岁转全])"
)
_SHARE = "成(?![立为功员果长本都效熟品片就型交像分])"
_UNIT = Pattern(
    r"[ 　]?(?:(?P<vague>[余多])(?P<more>[万亿]{1,2})?)?[ 　]?"
    rf"(?P<unit>(?:{UNIT}|{_TIME}|{_SHARE}|(?P<open>{OPEN_CLASS}))"
    rf"(?:[（(]{BRACKETED}[）)])?)"
)
_BARE = Pattern("[ 　]?(?P<vague>[余多])(?![少数年元样种层])(?P<more>[万亿]{1,2})?")
_MAGNITUDE = Pattern("[万亿]{1,2}$")
_WESTERN = Pattern("[0-9０-９]")
_FROM = Pattern("[由从]$|[由从][^，。；、]{1,10}$")
_SIZES = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "亿亿": 10**16, "万万": 10**8}
_SIGNS = {"百": "%", "千": "‰", "万": "‱"}
_LINKS = frozenset(("、", "和", "或", "及", "与", "或者"))


def read(words: str, start: int, end: int) -> Amount | None:
    """The amount whose first numeral is `words[start:end]`; None if that is worth nothing."""
    figures = words[start:end]
    if len(figures) > LONGEST:
        return None
    low = _value(figures)
    unit = _unit(words, end, figures)
    if low is None:
        pair = spread(figures)
        if pair is None or unit is None:
            return None
        return Amount(start, unit.end(), end, pair, unit["unit"])
    if ranged := _range(words, start, low, figures, unit.end() if unit else end):
        return ranged
    if unit:
        number = low * _SIZES.get(unit["more"] or "", 1)
        name = unit["unit"]
        if name == "成" and number == 5:
            number, name = 50, "%"  # 五成 is written of a half, like 一半
        return Amount(start, unit.end(), end, number, name, vague=bool(unit["vague"]))
    if bare := _BARE.match(words, end):
        number = low * _SIZES.get(bare["more"] or "", 1)
        return Amount(start, bare.end(), end, number, "", vague=True)
    return Amount(start, end, end, low, "")


def hundredths(words: str, start: int, numeral: int, end: int) -> Amount | None:
    """百分之八, and the ranges 百分之八至百分之九 and 百分之八至九."""
    low = _value(words[numeral:end]) if end - numeral <= LONGEST else None
    if low is None:
        return None
    number: Value = low
    high = _HIGH_HUNDREDTHS.match(words, end)
    if high and len(high["high"]) <= LONGEST:
        top = _value(high["high"])
        if top is not None and low < top:
            number, end = (low, top), high.end()
    return Amount(start, end, end, number, _SIGNS[words[start]])


def ratio(words: str, start: int, end: int) -> Amount | None:
    """1∶1, 3:7; None for a ratio to nothing."""
    over, under = (float(part) for part in re.split("[∶:：]", words[start:end]))
    if not under:
        return None
    number = over / under
    return Amount(start, end, end, int(number) if number == int(number) else round(number, 4), "")


def shared(amounts: list[Amount], words: str) -> list[Amount]:
    """Give the members of a list the unit and magnitude that only its last one has: 10、20万元."""
    done = list(amounts)
    last: Amount | None = None
    for at in range(len(done) - 1, -1, -1):
        here = done[at]
        plain = not (here.word or isinstance(here.value, tuple))
        listed = bool(last and plain and _listed(words, here, done[at + 1]))
        if last and listed and here.unit == "个" and last.unit == "个百分点":
            done[at] = replace(here, unit=last.unit)  # 提高3.1个和2.3个百分点
        elif last and listed and not here.unit:
            done[at] = replace(here, value=_like(words, here, last), unit=last.unit)
        else:
            last = here if here.unit and plain else None
    return done


def _listed(words: str, here: Amount, after: Amount) -> bool:
    gap = after.start - here.end
    return gap <= 4 and words[here.end : after.start].strip(" 　") in _LINKS


def _like(words: str, here: Amount, last: Amount) -> Value:
    if isinstance(here.value, tuple) or isinstance(last.value, tuple):
        return here.value
    own, its = words[here.start : here.figures], words[last.start : last.figures]
    return _share(here.value, own, last.value, its)


def _range(words: str, start: int, low: float, figures: str, end: int) -> Amount | None:
    """The range that opens with `figures`, where a dash and a second number with a unit follow."""
    high = _HIGH.match(words, end)
    if not high or len(high["high"]) > LONGEST or _FROM.search(words[max(0, start - 12) : start]):
        return None
    top = _value(high["high"])
    unit = _unit(words, high.end(), high["high"])
    if top is None or unit is None:
        return None
    low = _share(low, figures, top, high["high"])
    return Amount(start, unit.end(), high.end(), (low, top), unit["unit"]) if low < top else None


def _unit(words: str, at: int, figures: str) -> re.Match[str] | None:
    """The unit that stands at `at`; one by its place alone only after figures (10舱，)."""
    unit = _UNIT.match(words, at)
    if unit and unit["open"] and (unit["open"] in NO_UNIT or not _WESTERN.search(figures)):
        return None
    return unit


def _value(figures: str) -> float | None:
    try:
        return value(figures)
    except ValueError:
        return None


def _share(low: float, low_words: str, high: float, high_words: str) -> float:
    """The low end with the magnitude of the high end, where it has none: 300—500万."""
    magnitude = _MAGNITUDE.search(high_words)
    if not magnitude or _MAGNITUDE.search(low_words):
        return low
    size = _SIZES.get(magnitude.group(), 1)
    return low * size if low < high / size else low
