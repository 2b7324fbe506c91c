"""What a clause says in figures: every number, date, plan and ordinal, with unit and bound."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pipeline.calendar.resolve import PLANS
from pipeline.document import Span
from pipeline.numerals import DIGIT_VALUES, IDIOM, NUMERAL, value
from pipeline.translate.proof.facts import Bound, Figure, Kind, Reading
from pipeline.translate.proof.units import chinese_unit

WIDE = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    | {ord("％"): ord("%"), ord("．"): ord("."), ord("＋"): ord("+"), ord("／"): ord("/")}
)
"""Full-width figures and letters to plain ones, one for one."""

CODES = re.compile(
    r"(?:https?:?/+|www\.)[\w./:?=&%#~+-]+|[\w.-]+@[\w-]+\.[\w.]+|(?<![\d.])\d+(?:\.\d+){2,}(?![\d])"
    r"|\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)"
)
"""Addresses, telephone numbers and section numbers (4.2.3), which are compared as they stand."""

_HAN_YEAR = "[一二][〇零○Oo一二三四五六七八九]{3}"
_DASH = r"[ ]?(?:[-－—–―─~～]{1,2}|[至到])[ ]?"
_DATE = re.compile(
    rf"(?P<range>(?P<low>(?:19|20)\d\d)年?{_DASH}(?P<high>(?:19|20)\d\d)(?:年|(?=[)）])))"
    rf"|(?P<year>(?:19|20)\d\d(?=[ ]?年|〕|］|\]|【?】)|{_HAN_YEAR}(?=年))"
    rf"|(?P<months>(?P<from>\d{{1,2}}|十[一二]?|[一二三四五六七八九])月?{_DASH}"
    rf"(?P<to>\d{{1,2}}|十[一二]?|[一二三四五六七八九])(?=月))"
    r"|(?P<month>(?<![个.\d])(?:1[0-2]|0?[1-9])(?=[ ]?月(?!度))|(?<![个几数十])(?:十[一二]?|[一二三四五六七八九])(?=月))"
    rf"|(?P<plan>[“\"‘「]?(?P<plan_name>十[一二三四五]五|[一二三四五六七八九]五|十五五)[”\"’」]?"
    r"(?=[规计]划|时期|期间|末|初|[以之]?来|目标|[”\"’」]|以后|开局|收官))"
    rf"|(?P<nth>第(?P<nth_name>十[一二三四五]?|[一二三四五六七八九])个五年)"
    r"|(?P<five_year>五年(?=[规计]划))"
    r"|(?P<marker>^\s*(?:[（(](?P<nested>[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|(?P<top>[一二三四五六七八九十]{1,3})、))"
)
_HAN = "零〇一二两三四五六七八九十百千万亿"
_TOKEN = re.compile(
    rf"(?P<nth>第[ ]?(?P<ordinal>[{_HAN}]+|\d+))"
    r"|(?P<quarter_hour>一刻钟)|(?P<gigabit>[千万]兆)"
    rf"|(?P<lexical>(?<=[“\"])[^”\"\n]{{0,14}}[”\"]|{IDIOM})"
    rf"|(?P<doubled>翻(?P<times>{NUMERAL}|[一两二三])番)"
    rf"|(?P<half>一半|半数|半(?=[年天日月]))"
    rf"|(?P<tenths>(?P<tenth>[一二两三四五六七八九]|\d)成(?:半)?(?![立员功为果长交熟效绩本就品分型套体]))"
    r"|(?P<hundredths>(?:百|千|万)分之)"
    rf"|(?P<over>(?P<rough>\d+(?:\.\d+)?|[{_HAN}]+)[余多](?P<rough_scale>[十百千万亿]+))"
    rf"|(?P<number>{NUMERAL})"
    rf"|(?P<pair>[双两](?!方面))"
)
# Counters after which a written-out numeral counts things, so that English needs its figure too.
_COUNTED = re.compile(
    r"[个家项所座名位条台次倍种间栋辆架艘套件份处户场例宗批届期级级层轮类](?![人性体别])|[大](?=[^力型量幅])|成|年(?!级)|天|小时|分钟|月"
)
# Between these and their number a verb or a base may stand: 最高给予500万元, 不低于上年水平的80%.
_FAR = r"[^，。；、：:（）()\d]{0,14}?"
_NEAR = r"(?:了|人民币|到|至)?[ ]?"
_NEVER = r"(?<!不)(?<!不[得应能宜可])"
_LOW_BEFORE = re.compile(
    rf"(?:(?:不(?:得|应|能|宜|可)?(?:少于|低于|小于|短于)|至少|最少){_FAR}"
    rf"|(?:最低|≥|≧|大于等于|大于或等于|＞|>|{_NEVER}(?:超过|突破|超|逾|多于|高于|大于|超出|超越|冲破|首破|破)){_NEAR})$"
)
_UP_BEFORE = re.compile(
    rf"(?:(?:不(?:得|应|能|宜|可|准)?(?:超过|高于|大于|多于|超|长于|晚于|迟于|超出)|至多|最多|最高|最长){_FAR}"
    rf"|{_NEVER}(?:低于|少于){_FAR}"
    rf"|(?:上限为?|≤|≦|小于等于|小于或等于|＜|<|{_NEVER}小于|不足|不到|不满|未满|不及|{_NEVER}短于|未达到?){_NEAR})$"
)
# Words that English may give as a bound or not: 控制在5%, 迈上4万亿台阶, 满1年, 过百亿.
_LOW_PERHAPS = re.compile(
    r"(?:迈上|跨上|站上|跃上|迈过|跨过|越过|跨越|满|过|上)[^，。；、\d]{0,2}[ ]?$"
)
_UP_PERHAPS = re.compile(
    r"(?:控制在|降至|降到|压缩至|压缩到|压减至|缩短至|缩短到|封顶|可达|上限)[^，。；、\d]{0,2}[ ]?$"
)
_ABOUT_BEFORE = re.compile(
    r"(?:约|大约|近|接近|将近|大致|大概|约占|约为|约有|约合|逼近)(?:为)?[ ]?$"
)
_NOT_ABOUT = re.compile(r"(?:最近|附近|邻近|就近|靠近|制约|节约|公约|契约|条约|预约|违约|大?集约)$")
_TO_BOUND = re.compile(r"^[^\d，。；、（]{0,6}?(?<!级)(?=(?:及|或|和)?以[上内下]|左右)")
_LOW_AFTER = re.compile(
    r"(?:[ ]?(?:及|或|和|（含）|\(含\))?以上|余(?![额款热量杭姚])|多(?![层式种元样维功边方渠级项]))|多(?=[项个家种])|[ ]?及其以上|\+(?![ ]?[\dN])"
)
_UP_AFTER = re.compile(
    r"[ ]?(?:及|或|（含）|\(含\))?以[内下]|之内|内(?![部地容涵需外存河蒙涝])|封顶|[ ]?及其以下"
)
_ABOUT_AFTER = re.compile(r"左右|上下(?![游级])|[ ]?许(?![可])")


def plain(text: str) -> str:
    """A clause with full-width figures made plain and figures torn apart joined.

    >>> plain("到２０２５年达到 1 8 0 0公里")
    '到2025年达到 1800公里'
    """
    text = re.sub(r"\.{3,}|…+", "…", html.unescape(text).translate(WIDE))
    text = CODES.sub(lambda found: " " * len(found.group()), text)
    return re.sub(r"(?<=\d) (?=\d)", "", text) if re.search(r"\d \d \d|\b\d \d\b", text) else text


_TWO = str.maketrans("两双", "二二")
_LOOSE = re.compile(f"(?<![0-9])[{_HAN}双①-⑳]")


def _leftover(text: str, taken: list[Span]) -> Iterator[Figure]:
    """Numerals inside words (统一, 八八战略) and ①: English may say them or not."""
    for found in _LOOSE.finditer(text):
        if not any(span.start <= found.start() < span.end for span in taken):
            number = Fraction(str(unicodedata.numeric(found.group().translate(_TWO))))
            span = Span(*found.span())
            yield Figure(span, found.group(), ((number, ""),), "number", "any", needed=False)


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a clause, in order.

    >>> [(f.words, f.unit, f.bound) for f in figures("到2025年培育企业1.5万家以上，增长8%左右")]
    [('2025', '', ''), ('1.5万', '', 'low'), ('8', 'percent', 'about')]
    """
    dates = tuple(_dates(text))
    numbers = tuple(_numbers(text, [figure.span for figure in dates]))
    rest = _leftover(text, [figure.span for figure in (*dates, *numbers)])
    found = sorted((*dates, *numbers, *rest), key=lambda figure: figure.span)
    return tuple(_shared(text, found))


def _dates(text: str) -> Iterator[Figure]:
    for found in _DATE.finditer(text):
        kind = found.lastgroup or ""
        group = next(
            name
            for name in (
                "range",
                "year",
                "months",
                "month",
                "plan",
                "nth",
                "five_year",
                "marker",
            )  # fmt: skip
            if found[name]
        )
        del kind
        if group == "range":
            yield _figure(found.span("low"), text, int(found["low"]), "year")
            yield _figure(found.span("high"), text, int(found["high"]), "year")
        elif group == "year":
            yield _figure(found.span("year"), text, _year(found["year"]), "year")
        elif group == "months":
            yield _figure(found.span("from"), text, value(found["from"]), "month")
            yield _figure(found.span("to"), text, value(found["to"]), "month")
        elif group == "month":
            yield _figure(found.span("month"), text, value(found["month"]), "month")
        elif group == "marker":
            number = value(found["nested"] or found["top"])
            yield _figure(found.span(group), text, number, "ordinal")
        elif group == "five_year":
            yield replace(_figure(found.span(group), text, 5, "number"), needed=False)
        else:
            name = found["plan_name"] or f"{found['nth_name']}五"
            yield from _plan(found.span(group), text, name)


def _plan(span: tuple[int, int], text: str, name: str) -> Iterator[Figure]:
    ordinal = value(name.removesuffix("五"))
    yield _figure(span, text, ordinal, "plan")
    for year in PLANS.get(name, ()):
        # The plan's years may stand for its number, or beside it.
        yield replace(_figure(span, text, year, "year"), needed=False)
    yield replace(_figure(span, text, 5, "number"), needed=False)


def _year(words: str) -> int:
    return int("".join(str(DIGIT_VALUES.get(c, 0)) if not c.isdigit() else c for c in words))


def _figure(span: tuple[int, int], text: str, number: float, kind: Kind) -> Figure:
    return Figure(Span(*span), text[slice(*span)], ((Fraction(str(number)), ""),), kind)


def _numbers(text: str, taken: list[Span]) -> Iterator[Figure]:
    for found in _TOKEN.finditer(text):
        if any(span.start < found.end() and found.start() < span.end for span in taken):
            continue
        if found["lexical"]:
            yield from _named(text, *found.span())
        elif found["quarter_hour"]:
            yield Figure(
                Span(*found.span()), found.group(), ((Fraction(15), "minute"), (Fraction(1, 4), ""))
            )
        elif found["gigabit"]:  # 万兆光网: a 10-gigabit network
            size = Fraction(1 if found.group()[0] == "千" else 10)
            yield Figure(Span(*found.span()), found.group(), ((size, ""),), needed=False)
        elif found["doubled"]:
            factor = Fraction(2) ** int(value(found["times"].replace("两", "二")))
            readings = ((factor, "times"), ((factor - 1) * 100, "percent"), (factor - 1, "times"))
            yield Figure(Span(*found.span()), found.group(), readings)
        elif found["half"]:
            readings = ((Fraction(1, 2), ""), (Fraction(50), "percent"), (Fraction(6), "month"))
            yield Figure(
                Span(*found.span()), found.group(), readings, needed=found["half"] == "一半"
            )
        elif found["tenths"]:
            share = Fraction(str(value(found["tenth"]))) * 10 + (5 if "半" in found.group() else 0)
            yield from _measured(text, found, ((share, "percent"), (share / 100, "")))
        elif found["nth"]:
            yield from _nth(found)
        elif found["over"]:
            yield from _rough(text, found)
        elif found["number"]:
            yield from _number(text, found)
        elif found["pair"]:
            yield Figure(Span(*found.span()), found.group(), ((Fraction(2), ""),), needed=False)


def _nth(found: re.Match[str]) -> Iterator[Figure]:
    """第三十二条 must be told; 第一 may be `first`, `top` or left out."""
    try:
        number = Fraction(str(value(found["ordinal"])))
    except ValueError:
        return
    needed = number > 3 or found.string[found.end() : found.end() + 1] in tuple("条章款项编")
    yield Figure(Span(*found.span()), found.group(), ((number, ""),), "ordinal", needed=needed)


def _rough(text: str, found: re.Match[str]) -> Iterator[Figure]:
    """1100多万人, 20余万亩: the magnitude stands after the bound."""
    try:
        number = Fraction(str(value(found["rough"] + found["rough_scale"])))
    except ValueError:
        return
    unit, _ = chinese_unit(text, found.end())
    yield Figure(Span(*found.span()), found.group(), ((number, unit),), bound="low")


def _named(text: str, start: int, end: int) -> Iterator[Figure]:
    """Figures inside a name (“1+N”, “三区一中心”): arabic ones are needed, others may help."""
    for found in re.compile(NUMERAL).finditer(text, start, end):
        try:
            number = Fraction(str(value(found.group())))
        except ValueError:
            for digit in found.group():
                if digit in DIGIT_VALUES:
                    size = Fraction(DIGIT_VALUES[digit])
                    yield Figure(Span(*found.span()), digit, ((size, ""),), needed=False)
            continue
        arabic = found.group()[0].isdigit()
        yield Figure(Span(*found.span()), found.group(), ((number, ""),), "number", "any", arabic)


def _number(text: str, found: re.Match[str]) -> Iterator[Figure]:
    words, start, end = found.group(), found.start(), found.end()
    if len(words) > 1 and words.endswith("两"):  # 迈上4万亿、5万亿两个台阶
        words, end = words[:-1], end - 1
    try:
        number = _exact(words)
    except ValueError:
        return
    if _in_code(text, start, end):
        yield Figure(Span(start, end), words, ((number, ""),), needed=False)
        return
    unit, after = chinese_unit(text, end)
    if text[max(0, start - 3) : start] in ("百分之", "千分之"):
        unit, after = ("percent" if text[start - 3] == "百" else "per mille"), end
    readings = _readings(number, unit, words, text[:start], text[after : after + 3])
    arabic = words[0].isdigit() and (number != 1 or unit in ("percent", "percentage point"))
    needed = arabic or _counts(text, start, end, number)
    yield from _measured(text, found, readings, needed=needed, unit_end=after)


def _exact(words: str) -> Fraction:
    """As `numerals.value`, but 三分之一 is exactly a third."""
    if "分之" in words:
        under, _, over = words.partition("分之")
        return Fraction(str(value(over))) / Fraction(str(value(under)))
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
    if "分之" in words:
        return (plain, (number * 100, "percent"))
    if right.startswith("年代") or (unit == "year" and words.endswith("0") and "年代" in right):
        return (plain, (number + 1900, ""), (number + 2000, ""))
    return (plain,)


def _counts(text: str, start: int, end: int, number: Fraction) -> bool:
    """Whether a numeral in words must be said by a figure in English too."""
    words = text[start:end]
    if not words.strip("十百千万亿"):
        named = words.endswith("亿") and len(words) > 1
        return named or chinese_unit(text, end)[0] not in ("", "year", "li")
    if number < 2 or text[max(0, start - 1) : start] in ("第", "“", "·", "、"):
        return number > 20
    # 二期, 二级, 市县两级, 省市县三级: an ordinal, or said by naming them.
    if words == "二" or text[start - 2 : start] == "一式" or text.startswith("级", end):
        return False
    if words == "两" and not text.startswith(("个", "家", "项", "名", "座", "所"), end):
        return False
    if text[end : end + 1] in "届" or number > 20:
        return True
    return bool(_COUNTED.match(text, end)) and not text[start - 1 : start].isdigit()


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether the figures belong to a word of letters (5G, PM2.5, B2B), checked as a name."""
    before = text[start - 1 : start]
    if re.match(r"[A-Za-z_@]", before) or (
        before in "-." and re.match("[A-Za-z]", text[max(0, start - 2) :])
    ):
        return True
    return (
        bool(re.match(r"[A-Za-z](?![A-Za-z])|[A-Z]+\b", text[end:]))
        and not chinese_unit(text, end)[0]
    )


def _measured(
    text: str,
    found: re.Match[str],
    readings: tuple[Reading, ...],
    *,
    needed: bool = True,
    unit_end: int | None = None,
) -> Iterator[Figure]:
    end = unit_end if unit_end is not None else found.end()
    bound = _bound(text, found.start(), found.end(), end)
    kind: Kind = "ordinal" if text[found.start() - 1 : found.start()] == "第" else "number"
    yield Figure(Span(*found.span()), found.group(), readings, kind, bound, needed)


def _bound(text: str, start: int, end: int, unit_end: int) -> Bound:
    left = text[max(0, start - 24) : start]
    # The counted noun may stand between the number and 以上: 30个项目以上.
    right = _TO_BOUND.sub("", text[unit_end : unit_end + 14], count=1)
    near = text[end : end + 2]
    unit = chinese_unit(text, end)[0]
    if _LOW_AFTER.match(right) or _LOW_AFTER.match(near):
        return "low"
    if _UP_AFTER.match(right):
        return "up?" if unit == "year" else "up"
    if _UP_BEFORE.search(left):
        return "up"
    if _LOW_BEFORE.search(left):
        return "low"
    about = _ABOUT_BEFORE.search(left)
    if _ABOUT_AFTER.match(right):
        return "about"
    if about and not _NOT_ABOUT.search(left[: about.end()]) and unit not in ("year", "month"):
        return "about"
    return _perhaps(left, text[start:end], unit)


def _perhaps(left: str, words: str, unit: str) -> Bound:
    """百亿项目 may be `10 billion yuan or more`, 12小时送达 `within 12 hours`."""
    if _LOW_PERHAPS.search(left) or (words and not words.strip("十百千万亿")):
        return "low?"
    if _UP_PERHAPS.search(left) or unit in ("year", "month", "day", "hour"):
        return "up?"
    return ""


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
    if figure.unit or not re.fullmatch(rf"{_DASH}|[、/]", between):
        return figure
    scale = re.search(r"[万亿千百]+$", after.words)
    size = Fraction(str(value("一" + scale.group()))) if scale else Fraction(1)
    own = figure.readings[0][0]
    return replace(figure, readings=((own, after.unit), (own * size, after.unit), (own, "")))
