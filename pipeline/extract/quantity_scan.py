"""Find the numbers of a clause that count something, with their units.

One pass over the clause, left to right. What a number can be part of without counting comes first
(a name, a date, an ordinal, a rank) and is stepped over; what is left is an amount if a unit, or
words that do for one, follow:

    到2025年，5G基站达到1.5万个以上，“1+N”体系    1.5万 个
    给予300—500万元                              300万…500万 元
    分别奖励10、20、30万元                       10万 元, 20万 元, 30万 元
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.measures import NO_UNIT, OPEN_CLASS, UNIT
from pipeline.extract.quantity_traps import TRAP, is_name
from pipeline.numerals import NUMERAL, value

Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit as they stand in a clause: `text[start:end]`.

    `figures` is where the number itself ends; `vague` says that 余 or 多 stands inside (300余户).
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
_SPACED = r"(?<![0-9A-Za-z.])[0-9](?: [0-9])++(?: ?\. ?[0-9](?: [0-9])*+)?(?:[ ]?[万亿])?+(?![0-9])"
_SCAN = re.compile(
    '(?=[0-9０-９零〇一二两三四五六七八九十百千万亿廿卅第翻全清每连前排位名“‘"《〈〔［\\[【（(A-Za-z《表图附式注栏件中世民服制\\s　])(?:'
    rf"(?P<trap>{TRAP})"
    r"|(?P<quote>“[^“”\n]{1,24}”|‘[^‘’\n]{1,24}’|\"[^\"\n]{1,24}\")"
    r"|(?P<double>翻了?(?P<times>[一两三四]|[0-9])?番)"
    r"|(?P<whole>全(?:城|面|域|市|省|员|区域)?覆盖(?=\s*(?:[，。；、！？）”）]|$)))"
    r"|(?P<none>清零(?=\s*(?:[，。；、！？）]|$)))"
    r"|(?P<half>一半)"
    rf"|(?P<percent>[百千万]分之)(?P<hundredths>{NUMERAL})"
    r"|(?P<ratio>(?<![0-9:∶：])[0-9]{1,3}(?:\.[0-9]+)?[∶:：][0-9]{1,3}(?:\.[0-9]+)?(?![0-9:∶：]))"
    rf"|(?P<spaced>{_SPACED})"
    rf"|(?P<numeral>{NUMERAL}))"
)
# Units that begin many other words, so that the measure words leave them out.
_TIME = (
    "年(?![度级均代底初末中报轻龄产货夜会检审前后来起])|日(?![常均报前产])|周(?![边期围年岁转全])"
)
_SHARE = "成(?![立为功员果长本都效熟品片就型交像分])"
_HIGH = re.compile(rf"{_SEP}(?P<high>{NUMERAL})")
_HIGH_HUNDREDTHS = re.compile(rf"{_SEP}(?:[百千万]分之)?(?P<high>{NUMERAL})(?![年月日])")
_UNIT = re.compile(
    rf"[ 　]?(?:(?P<vague>[余多])(?P<more>[万亿]+)?)?[ 　]?(?P<unit>{UNIT}|{_TIME}|{_SHARE}|(?P<open>{OPEN_CLASS}))(?:[（(][\u4e00-\u9fa5]{{1,2}}[）)](?=[\u4e00-\u9fa5]))?"
)
_BARE = re.compile(r"[ 　]?(?P<vague>[余多])(?![少数年元样种层])(?P<more>[万亿]+)?")
_MAGNITUDE = re.compile("[万亿]+$")
_WESTERN = re.compile("[0-9０-９]")
_MAGNITUDES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_SIGNS = {"百": "%", "千": "‰", "万": "‱"}


def scan(words: str) -> tuple[Amount, ...]:
    """Every amount of a clause, in order, the words that bound it not yet taken in.

    >>> [(a.value, a.unit) for a in scan("奖励300—500万元，新增5G基站1.5万个")]
    [((3000000, 5000000), '元'), (15000, '个')]
    """
    found: list[Amount] = []
    at = 0
    while match := _SCAN.search(words, at):
        at = match.end() if match.end() > match.start() else match.start() + 1
        group = match.lastgroup or ""
        if group == "quote" and not is_name(match.group()):
            at = match.start() + 1
        elif group in _WORDS or group in ("times",):
            found.append(_word(match))
        elif group in ("numeral", "spaced"):
            at = _numeral(words, match, found)
        elif group == "hundredths":
            at = _hundredths(words, match, found)
        elif group == "ratio":
            _ratio(match, found)
    return tuple(found)


_WORDS: dict[str, tuple[float, str]] = {
    "whole": (100, "%"),
    "none": (0, ""),
    "half": (50, "%"),
    "double": (2, "倍"),
}


def _word(match: re.Match[str]) -> Amount:
    """全覆盖, 清零, 一半, 翻两番: a value without a number."""
    if match["double"]:
        return Amount(
            match.start(), match.end(), match.end(), 2 ** int(value(match["times"] or "一")), "倍",
            word=True,
        )  # fmt: skip
    number, unit = _WORDS[match.lastgroup or ""]
    return Amount(match.start(), match.end(), match.end(), number, unit, word=True)


def _numeral(words: str, match: re.Match[str], found: list[Amount]) -> int:
    """Take the numeral that was found, with a second one if it opens a range, and its unit."""
    start, end = match.span()
    if end - start > LONGEST:
        return end
    low = _value(match.group())
    if low is None:
        return end
    unit = _unit(words, end, match.group())
    stop = unit.end() if unit else end
    high = _HIGH.match(words, stop)
    if high and len(high["high"]) <= LONGEST and not re.search("[由从]$", words[:start][-12:]):
        top = _value(high["high"])
        unit2 = _unit(words, high.end(), high["high"])
        if top is not None and unit2:
            low = _share(low, match.group(), top, high["high"])
            if low < top:
                found.append(
                    Amount(start, unit2.end(), high.end(), (low, top), _name(unit2)),
                )
                return unit2.end()
    amount = _amount(words, match, low, unit)
    if amount:
        found.append(amount)
        return amount.end
    return end


def _amount(
    words: str, match: re.Match[str], number: float, unit: re.Match[str] | None
) -> Amount | None:
    start, end = match.span()
    if unit:
        if unit["more"]:
            number *= _MAGNITUDES.get(unit["more"], 1)
        return Amount(start, unit.end(), end, number, _name(unit), vague=bool(unit["vague"]))
    if bare := _BARE.match(words, end):
        number *= _MAGNITUDES.get(bare["more"] or "", 1)
        return Amount(start, bare.end(), end, number, "", vague=True)
    return Amount(start, end, end, number, "")


def _unit(words: str, at: int, figures: str) -> re.Match[str] | None:
    """The unit that stands at `at`; one by its place alone only after figures (10舱，)."""
    unit = _UNIT.match(words, at)
    if unit and unit["open"] and (unit["open"] in NO_UNIT or not _WESTERN.search(figures)):
        return None
    return unit


def _name(unit: re.Match[str]) -> str:
    return unit.group()[unit.start("unit") - unit.start() :].strip()


def _hundredths(words: str, match: re.Match[str], found: list[Amount]) -> int:
    """百分之八, and the range 百分之八至百分之九 or 百分之八至九."""
    low = _value(match["hundredths"])
    if low is None or match.end() - match.start() > LONGEST:
        return match.end()
    number: Value = low
    end = match.end()
    if high := _HIGH_HUNDREDTHS.match(words, end):
        top = _value(high["high"])
        if top is not None and low < top and len(high["high"]) <= LONGEST:
            number, end = (low, top), high.end()
    found.append(Amount(match.start(), end, end, number, _SIGNS[match["percent"][0]]))
    return end


def _ratio(match: re.Match[str], found: list[Amount]) -> None:
    over, under = (float(part) for part in re.split("[∶:：]", match.group()))
    if under:
        number = over / under
        number = int(number) if number == int(number) else round(number, 4)
        found.append(Amount(match.start(), match.end(), match.end(), number, ""))


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
    size = _MAGNITUDES.get(magnitude.group(), 1)
    return low * size if low < high / size else low


def shared(amounts: tuple[Amount, ...], words: str) -> tuple[Amount, ...]:
    """Give the members of a list the unit and magnitude that only its last one has."""
    done = list(amounts)
    for at in range(len(done) - 2, -1, -1):
        here, after = done[at], done[at + 1]
        if (
            here.unit
            or here.word
            or isinstance(here.value, tuple)
            or isinstance(after.value, tuple)
        ):
            continue
        if words[here.end : after.start].strip(" 　") in ("、", "和", "或", "及", "与", "或者"):
            number = _share(
                here.value, words[here.start : here.figures], after.value,
                words[after.start : after.figures],
            )  # fmt: skip
            done[at] = replace(here, value=number, unit=after.unit)
    return tuple(done)
