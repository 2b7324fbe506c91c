"""What a clause says in figures: every number, date, plan and ordinal, with unit and bound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from pipeline.document import Span
from pipeline.numerals import DIGIT_VALUES, IDIOM, NUMERAL, value
from pipeline.pattern import Pattern
from pipeline.translate.proof.chinese_bounds import bound
from pipeline.translate.proof.chinese_counts import counts, in_code, numbered
from pipeline.translate.proof.chinese_dates import DASH, dates
from pipeline.translate.proof.facts import REMEMBERED, Figure, Reading
from pipeline.translate.proof.units import chinese_unit

_SIZES = {"十": 10, "百": 100, "千": 1_000, "万": 10**4, "亿": 10**8}
_HAN = "零〇一二两三四五六七八九十百千万亿"
_TOKEN = Pattern(
    rf"(?P<nth>第[ ]?(?P<ordinal>[{_HAN}]+|\d+))"
    r"|(?P<quarter_hour>一刻钟)|(?P<gigabit>[千万]兆)"
    rf"|(?P<lexical>(?<=[“\"])[^”\"\n]{{0,14}}[”\"]|{IDIOM})"
    rf"|(?P<doubled>翻(?P<times>{NUMERAL}|[一两二三])番)"
    rf"|(?P<half>一半|半数|半(?=[年天日月]))"
    rf"|(?P<tenths>(?P<tenth>[一二两三四五六七八九]|"
    rf"(?<![A-Za-z\d.])\d)成(?:半)?(?![立员功为果长交熟效绩本就品分型套体]))"
    r"|(?P<hundredths>(?:百|千|万)分之)"
    rf"|(?P<over>(?P<rough>\d+(?:\.\d+)?|[{_HAN}]+)[余多](?P<rough_scale>[十百千万亿]+))"
    r"|(?P<upward>(?<![线网以之路船车])上(?P<size>[百千万亿]{1,2})(?=[个名家支人条项次元台户场]))"
    r"|(?P<ten_days>(?<![上中下一二三四五六七八九十\d])旬(?=[推调通报例督月会]))"
    rf"|(?P<number>{NUMERAL})"
    rf"|(?P<pair>[双两](?!方面))"
)
_NAMED = Pattern(rf"(?P<quarter_hour>一刻钟)|(?P<gigabit>[千万]兆)|(?P<numeral>{NUMERAL})")


@lru_cache(maxsize=REMEMBERED)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a clause, in order.

    >>> [(f.words, f.unit, f.bound) for f in figures("到2025年培育企业1.5万家以上，增长8%左右")]
    [('2025', '', ''), ('1.5万', '', 'low'), ('8', 'percent', 'about')]
    """
    dated = tuple(dates(text))
    numbers = tuple(_numbers(text, [figure.span for figure in dated]))
    rest = _leftover(text, [figure.span for figure in (*dated, *numbers)])
    found = sorted((*dated, *numbers, *rest), key=lambda figure: figure.span)
    return tuple(_shared(text, found))


def _numbers(text: str, taken: list[Span]) -> Iterator[Figure]:
    for found in _TOKEN.finditer(text):
        if any(span.start < found.end() and found.start() < span.end for span in taken):
            continue
        for group, read in _READERS.items():
            if found[group]:
                yield from read(text, found)
                break


def _plainly(found: re.Match[str], *readings: Reading, needed: bool = True) -> Iterator[Figure]:
    yield Figure(Span(*found.span()), found.group(), readings, needed=needed)


def _lexical(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """Figures inside a name (“1+N”, “三区一中心”): arabic ones are needed, others may help."""
    for inner in _NAMED.finditer(text, *found.span()):
        for group in ("quarter_hour", "gigabit"):
            if inner[group]:
                told = _READERS[group](text, inner)
                yield from (replace(figure, needed=False) for figure in told)
        if inner["numeral"]:
            yield from _named(text, Span(*inner.span()), found.start())


def _named(text: str, span: Span, start: int) -> Iterator[Figure]:
    """A figure of the name that starts at `start`; 突破“四百亿” bounds what stands in it."""
    words = text[span.start : span.end]
    try:
        number = _exact(words)
    except ValueError:  # “千百十”工程
        yield from _apart(span, words)
        return
    unit = chinese_unit(text, span.end)[0]
    needed = words[0].isdigit() or (words == "十" and counts(text, span.start, span.end, number))
    first = span.start - (span.start == start)
    limit = bound(text, first, span.end, span.end)
    if limit == "low?" and "亿" not in words:  # “万村整治” is just that many
        limit = ""
    yield Figure(span, words, ((number, unit), (number, "")), "number", limit, needed)
    if len(words) > 2 and not needed:  # “五千九百” as five thousands and nine hundreds
        yield from _apart(span, words)


def _apart(span: Span, words: str) -> Iterator[Figure]:
    digits = [str(DIGIT_VALUES[sign]) for sign in words if sign in DIGIT_VALUES]
    if len(digits) == len(words):  # “一二五”工程
        yield Figure(span, words, ((Fraction("".join(digits)), ""),), needed=False)
    for sign in words:
        size = DIGIT_VALUES.get(sign) or _SIZES.get(sign)
        if size:
            yield Figure(span, sign, ((Fraction(size), ""),), "number", "any", needed=False)


def _quarter_hour(text: str, found: re.Match[str]) -> Iterator[Figure]:
    yield from _plainly(found, (Fraction(15), "minute"), (Fraction(1, 4), ""))


def _gigabit(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """万兆光网: a 10-gigabit network, or one of 10,000 Mbps."""
    size = Fraction(1 if found.group()[0] == "千" else 10)
    yield from _plainly(found, (size, ""), (size * 1000, ""), needed=False)


def _ten_days(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """旬调度: a review every ten days."""
    yield from _plainly(found, (Fraction(10), "day"), needed=False)


def _doubled(text: str, found: re.Match[str]) -> Iterator[Figure]:
    factor = Fraction(2) ** int(value(found["times"].replace("两", "二")))
    share = (factor - 1) * 100
    yield from _plainly(found, (factor, "times"), (share, "percent"), (factor - 1, "times"))


def _half(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """一半 is a half; of 半年 the half may be six months."""
    readings = ((Fraction(1, 2), ""), (Fraction(50), "percent"), (Fraction(6), "month"))
    yield from _plainly(found, *readings, needed=found["half"] == "一半")


def _tenths(text: str, found: re.Match[str]) -> Iterator[Figure]:
    share = Fraction(str(value(found["tenth"]))) * 10 + (5 if "半" in found.group() else 0)
    readings = ((share, "percent"), (share / 100, ""))
    limit = bound(text, found.start(), found.end(), found.end())
    yield Figure(Span(*found.span()), found.group(), readings, "number", limit)


def _upward(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """上万人 is more than 10,000 people."""
    size = Fraction(str(value("一" + found["size"])))
    unit, _ = chinese_unit(text, found.end())
    yield Figure(Span(*found.span()), found.group(), ((size, unit),), bound="low")


def _pair(text: str, found: re.Match[str]) -> Iterator[Figure]:
    yield from _plainly(found, (Fraction(2), ""), needed=False)


def _nth(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """第三十二条 must be told; 第一 may be `first`, `top` or left out."""
    try:
        number = Fraction(str(value(found["ordinal"])))
    except ValueError:
        return
    needed = number > 3 or text[found.end() : found.end() + 1] in tuple("条章款项编")
    yield Figure(Span(*found.span()), found.group(), ((number, ""),), "ordinal", needed=needed)


def _rough(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """1100多万人, 20余万亩: the magnitude stands after the bound."""
    try:
        number = Fraction(str(value(found["rough"] + found["rough_scale"])))
    except ValueError:
        return
    unit, _ = chinese_unit(text, found.end())
    yield Figure(Span(*found.span()), found.group(), ((number, unit),), bound="low")


def _number(text: str, found: re.Match[str]) -> Iterator[Figure]:
    words, start, end = found.group(), found.start(), found.end()
    if len(words) > 1 and words.endswith("两"):  # 迈上4万亿、5万亿两个台阶
        words, end = words[:-1], end - 1
    try:
        number = _exact(words)
    except ValueError:
        return
    if in_code(text, start, end):
        yield Figure(Span(start, end), words, ((number, ""),), needed=False)
        return
    unit, after = chinese_unit(text, end)
    if text[max(0, start - 3) : start] in ("百分之", "千分之"):
        unit, after = ("percent" if text[start - 3] == "百" else "per mille"), end
    readings = _readings(number, unit, words, text[:start], text[end : end + 3])
    # 1家 may be `a`, but the first day of a month is told.
    told = unit in ("percent", "percentage point") or (unit == "day" and text[start - 1] == "月")
    arabic = words[0].isdigit() and (number != 1 or told or numbered(text, start, end))
    needed = arabic or counts(text, start, end, number)
    limit = bound(text, start, end, after)
    yield Figure(Span(start, end), words, readings, "number", limit, needed)


def _exact(words: str) -> Fraction:
    """As `numerals.value`, but 三分之一 is exactly a third."""
    if "分之" in words:
        under, _, over = words.partition("分之")
        return Fraction(str(value(over))) / Fraction(str(value(under)))
    if "/" in words and "0" not in words:
        over, _, under = words.partition("/")
        return Fraction(over.strip()) / Fraction(under.strip())
    return Fraction(str(value(words)))


def _readings(
    number: Fraction, unit: str, words: str, left: str, right: str
) -> tuple[Reading, ...]:
    plain = (number, unit)
    if unit == "times":
        if re.search(r"(?:增长|增加|提高|提升|扩大|上升|翻|增)[^，。；]{0,6}$", left):
            return (plain, (number + 1, unit), (number * 100, "percent"))
        return (
            plain,
            (number * 100, "percent"),
            (number - 1, unit),
            ((number - 1) * 100, "percent"),
        )
    if "分之" in words or "/" in words:
        return (plain, (number * 100, "percent"))
    if right.startswith("年代"):
        return (plain, (number + 1900, ""), (number + 2000, ""))
    return (plain,)


_READERS: dict[str, Callable[[str, re.Match[str]], Iterator[Figure]]] = {
    "nth": _nth,
    "quarter_hour": _quarter_hour,
    "gigabit": _gigabit,
    "lexical": _lexical,
    "doubled": _doubled,
    "half": _half,
    "tenths": _tenths,
    "over": _rough,
    "upward": _upward,
    "ten_days": _ten_days,
    "number": _number,
    "pair": _pair,
}


_TWO = str.maketrans("两双首", "二二一")
_LOOSE = Pattern(f"[百千]?万?亿|(?<![0-9])[{_HAN}双首①-⑳㉑-㉟㊱-㊿]")


def _leftover(text: str, taken: list[Span]) -> Iterator[Figure]:
    """Numerals inside words (统一, 八八战略) and ①: English may say them or not."""
    for found in _LOOSE.finditer(text):
        if not any(span.start <= found.start() < span.end for span in taken):
            words = found.group().translate(_TWO)
            size = unicodedata.numeric(words) if len(words) == 1 else value(f"一{words}")
            number = Fraction(str(size))
            span = Span(*found.span())
            yield Figure(span, found.group(), ((number, ""),), "number", "any", needed=False)


def _shared(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Figures of a range or list share unit, magnitude and bound: 5—6万元, 6%、8%以上."""
    for at, figure in enumerate(found):
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        if after and figure.kind == "number":
            figure = _ranged(text, figure, after)
        neighbours = [
            other
            for one, other in ((before, before), (after, after))
            if one and other and _beside(text, figure, other) and other.bound
        ]
        if not figure.bound and neighbours:
            figure = replace(figure, bound="any")
        yield figure


def _beside(text: str, figure: Figure, other: Figure) -> bool:
    first, second = sorted((figure, other), key=lambda one: one.span)
    between = text[first.span.end : second.span.start]
    return len(between) <= 12 and bool(
        re.search(r"^[^，。；]*(?:[、和与及至到]|-|—)[^，。；]*$", between)
    )


def _ranged(text: str, figure: Figure, after: Figure) -> Figure:
    between = text[figure.span.end : after.span.start]
    if figure.unit or not re.fullmatch(rf"{DASH}|[、/]", between):
        return figure
    scale = re.search(r"[万亿千百]+$", after.words)
    size = Fraction(str(value("一" + scale.group()))) if scale else Fraction(1)
    own = figure.readings[0][0]
    if scale and between not in "、/" and own * size < after.readings[0][0]:
        return replace(figure, readings=((own * size, after.unit),))
    return replace(figure, readings=((own, after.unit), (own * size, after.unit), (own, "")))
