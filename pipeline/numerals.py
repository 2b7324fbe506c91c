"""Written numbers, both ways: Chinese to value, and value to Chinese and English.

Policy text writes one amount in many ways, and folds the magnitude into the number:

    15000   15,000   １５０００   1.5万   1万5千   一万五千   一万五      all 15000
    2.5万亿  二十万亿  300百万  千万  三分之一  1/3

`NUMERAL` finds such a stretch, `value` says what it is worth. The pattern takes in more than
`value` accepts, so that no half of a vague number is ever read: `两三` and `七八百` are matched and
then refused (`spread` gives their two ends); `几十`, `数百`, `十几`, `上千` and the ordinal `第三`
are not matched at all. What looks like a number and counts nothing (统一, 十九届) is for the
reader of quantities to know; `IDIOM` names the commonest of these.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

from pipeline.pattern import Pattern

DIGITS = "零一二三四五六七八九"
DIGIT_VALUES = {digit: n for n, digit in enumerate(DIGITS)} | {"〇": 0, "两": 2}
PLACES = {"千": 1000, "百": 100, "十": 10}
MAGNITUDES = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))
LONG_FORMS = str.maketrans({"廿": "二十", "卅": "三十", "〇": "零"})
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，／", "0123456789.,/")

_ARABIC_DIGIT = "[0-9０-９]"
_ARABIC = (
    f"(?:{_ARABIC_DIGIT}{{1,3}}(?:[,，]{_ARABIC_DIGIT}{{3}}){{1,6}}+(?!{_ARABIC_DIGIT})"
    f"|{_ARABIC_DIGIT}++)(?:[.．]{_ARABIC_DIGIT}++)?"
)
# 千瓦, 千米 and 千克 are units; in 一千万千瓦 only the first 千 counts.
_THOUSAND = "千(?![瓦米克伏赫卡])"
_HAN = f"(?:[零〇一二两三四五六七八九十百万亿廿卅]|{_THOUSAND})"
# After figures 百 and 千 count only where they are short: 3百, 300百万, 12千, but not 2020百强.
_MAGNITUDE = (
    f"(?:[万亿]|(?<!{_ARABIC_DIGIT}{{2}})百|百(?=[万亿])|(?<!{_ARABIC_DIGIT}{{4}}){_THOUSAND})"
)

PER_HUNDRED = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
"""Percent in words: the unit stands before the numeral (百分之三十五 is `百分之` and `三十五`)."""

NUMERAL = (
    rf"(?<![0-9０-９.．零〇一二两三四五六七八九十百千万亿廿卅])(?:"
    rf"{_ARABIC_DIGIT}++[/／]{_ARABIC_DIGIT}++"
    rf"|{_ARABIC}(?:[ 　]?{_MAGNITUDE}++(?:{_ARABIC}|{_HAN}++)?)*+"
    rf"|(?<![几数第])(?!(?<=上)[百千万亿])(?![百千万]分之)"
    rf"{_HAN}++(?:分之{_HAN}++|点[零〇一二三四五六七八九]++[万亿]*+)?"
    rf")(?!几)"
)
"""One numeral as written in amounts; a regex source without groups, linear in the text."""

IDIOM = (
    r"第[一二三四五六七八九十百]+|[统唯专单逐同万划][一]|之一|"
    r"一(?:[体批些切律致般定旦样直起并同次性系列]|方面|体化|揽子|站式|把手|线|流)|"
    r"进一步|[十百千万]分(?!之)|千方百计|成[百千]上[千万]|千家万户|四面八方|五湖四海|三农"
)
"""Words in which a numeral counts nothing (统一, 一体, 进一步); a regex source without groups."""

_SECTION = Pattern(
    r"(?:(?P<a>[一二两三四五六七八九]|[0-9]+(?:\.[0-9]+)?)?千)?(?P<za>零)?"
    r"(?:(?P<b>[一二两三四五六七八九]|[0-9]+(?:\.[0-9]+)?)?百)?(?P<zb>零)?"
    r"(?:(?P<c>[一二三四五六七八九])?十)?"
    r"(?P<d>[一二两三四五六七八九])?"
)
_PAIR = Pattern("(十?)([一两二三四五六七八])([两二三四五六七八九])([十百千万亿]*)")
_FIGURES = Pattern(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def value(words: str) -> int | float:
    """What a numeral is worth; a ValueError if `words` is none, or a vague one (两三, 七八百).

    A fraction that does not come out even is given to four places, as in the codebook.

    >>> value("1.5万"), value("三百二十五"), value("3万4000"), value("二十万亿"), value("三分之一")
    (15000, 325, 34000, 20000000000000, 0.3333)
    """
    plain = "".join(words.translate(FULL_WIDTH).split())
    over, slash, under = plain.partition("/")
    if "分之" in plain:
        under, slash, over = plain.partition("分之")
    if slash:
        return _quotient(_amount(over), _amount(under))
    return _number(_amount(plain))


def spread(words: str) -> tuple[float, float] | None:
    """The two ends of a vague pair: of two neighbouring digits, or of 三五; else None.

    >>> spread("两三"), spread("七八百"), spread("十五六"), spread("三五"), spread("十四五")
    ((2, 3), (700, 800), (15, 16), (3, 5), None)
    """
    found = _PAIR.fullmatch(words)
    if not found or words == "十四五":
        return None
    head, low, high, tail = found.groups()
    if DIGIT_VALUES[high] - DIGIT_VALUES[low] != 1 and low + high != "三五":
        return None
    try:
        return value(head + low + tail), value(head + high + tail)
    except ValueError:
        return None  # 两三万万万


def chinese(n: int) -> str:
    """The Chinese numeral of a whole number under 10^16.

    >>> chinese(15000), chinese(105), chinese(20_0000_0000_0000)
    ('一万五千', '一百零五', '二十万亿')
    """
    if not 0 <= n < 10**16:
        raise ValueError(f"no Chinese numeral for {n}: it must be at least 0 and below 10^16")
    return _han(n).removeprefix("一") if 10 <= n < 20 else _han(n)


def chinese_digits(n: int) -> str:
    """A number spelt digit by digit, as years are.

    >>> chinese_digits(2025)
    '二〇二五'
    """
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(n))


def english(number: float) -> tuple[str, ...]:
    """Every right English rendering of a value, in lower case: the first is the plainest.

    >>> english(15000)[:4]
    ('15,000', '15000', '15 thousand', 'fifteen thousand')
    >>> english(9_000_000_000)[2:6]
    ('9 billion', '9 bn', 'nine billion', '9,000 million')
    >>> english(0.3333)
    ('0.3333', 'one third', 'one-third', 'a third')
    """
    exact = Decimal(int(number) if number == int(number) else str(number))
    forms = [f"{exact:,f}", f"{exact:f}"]
    for scale, names in reversed(ENGLISH_SCALES.items()):
        if scale <= exact:
            forms += _scaled(exact / scale, names)
    if exact == exact.to_integral_value() and 0 <= exact < 1000:
        forms += _words(int(exact))
    return tuple(dict.fromkeys([*forms, *_fractions(exact)]))


ENGLISH_SCALES: dict[int, tuple[str, ...]] = {
    10**3: ("thousand",),
    10**6: ("million", "mn"),
    10**9: ("billion", "bn"),
    10**12: ("trillion", "tn", "trn"),
}
ENGLISH_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
ENGLISH_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
ENGLISH_PARTS = {
    2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth",
    9: "ninth", 10: "tenth",
}  # fmt: skip


def _amount(plain: str) -> Decimal:
    """A numeral without fraction bar, split at its greatest magnitude: 三万|五千, 1.5|万亿."""
    if not plain:
        raise ValueError("an empty string is no numeral")
    if _FIGURES.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    for mark, size in MAGNITUDES:
        before, found, after = plain.partition(mark)
        if found:
            count = _amount(before) if before else Decimal(1)
            rest = _rest(after, size)
            if rest and count != int(count):
                raise ValueError(f"{plain!r} is no numeral")
            return count * size + rest
    return _section(plain)


def _rest(plain: str, size: int) -> Decimal:
    """What follows a magnitude: 五千 in 一万五千, 零五 in 一万零五, and 五 for 5000 in 一万五."""
    if not plain:
        return Decimal(0)
    rest = _amount(plain.lstrip("零") or "?")
    if len(plain) == 1 and rest:
        return rest * (size // 10)
    if rest >= size:
        raise ValueError(f"{plain!r} is too much after a magnitude of {size}")
    return rest


def _section(plain: str) -> Decimal:
    """A numeral below 万, its Chinese decimals too: 三千二百零五, 十五点六; 三百二 is 320."""
    whole, point, decimals = plain.partition("点")
    if point:
        digits = "".join(str(DIGIT_VALUES[digit]) for digit in decimals if digit in DIGIT_VALUES)
        if not whole or not digits or len(digits) < len(decimals):
            raise ValueError(f"{plain!r} is no numeral")
        return _section(whole) + Decimal(f"0.{digits}")
    if whole in ("零", "〇"):
        return Decimal(0)
    found = _SECTION.fullmatch(whole.translate(LONG_FORMS))
    if not found or whole.endswith("零"):
        raise ValueError(f"{plain!r} is no numeral")
    return _places(found)


def _places(found: re.Match[str]) -> Decimal:
    words = found.group()
    total = Decimal(0)
    for (mark, size), name in zip(PLACES.items(), "abc", strict=True):
        if mark in words:
            total += _digit(found[name] or "一") * size
    last = found["d"]
    if not last:
        return total
    before = words[-2:-1]
    return total + _digit(last) * (PLACES[before] // 10 if before in ("百", "千") else 1)


def _digit(word: str) -> Decimal:
    return Decimal(DIGIT_VALUES[word]) if word in DIGIT_VALUES else Decimal(word)


def _number(exact: Decimal) -> int | float:
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _quotient(over: Decimal, under: Decimal) -> int | float:
    if not under:
        raise ValueError("a fraction cannot be over zero")
    exact = Fraction(over) / Fraction(under)
    left = exact.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    if exact.denominator == 1:
        return int(exact)
    return float(exact) if left == 1 else round(float(exact), 4)


def _han(n: int) -> str:
    """As `chinese`, but with the 一 of 一十 that is heard inside a longer numeral (一百一十)."""
    if n < 10:
        return DIGITS[n]
    for mark, size in (*MAGNITUDES[1:], *PLACES.items()):
        if n >= size:
            count, rest = divmod(n, size)
            gap = "零" if rest and rest < size // 10 else ""
            head = chinese(count) if size >= 10**4 else DIGITS[count]
            return head + mark + gap + (_han(rest) if rest else "")
    raise AssertionError(n)


def _scaled(count: Decimal, names: tuple[str, ...]) -> list[str]:
    """`9 billion` and its like, where the count has at most three decimals."""
    plain = count.normalize()
    if plain >= 10**6 or plain != round(plain, 3):
        return []
    figures = dict.fromkeys([f"{plain:,f}", f"{plain:f}"])
    forms = [f"{figure} {name}" for figure in figures for name in names]
    if plain == plain.to_integral_value() and plain < 1000:
        forms += [f"{words} {names[0]}" for words in _words(int(plain))]
        forms += [f"a {names[0]}"] if plain == 1 else []
    return forms


@cache
def _words(n: int) -> tuple[str, ...]:
    """A number under 1000 in English words: `forty-two`, `one hundred and five`."""
    if n < 20:
        return (ENGLISH_UNITS[n],)
    if n < 100:
        tens, unit = ENGLISH_TENS[n // 10 - 2], n % 10
        return (f"{tens}-{ENGLISH_UNITS[unit]}",) if unit else (tens,)
    hundred, rest = f"{ENGLISH_UNITS[n // 100]} hundred", n % 100
    heads = (hundred, "a hundred") if n < 200 else (hundred,)
    if not rest:
        return heads
    return tuple(f"{head}{link}{_words(rest)[0]}" for head in heads for link in (" and ", " "))


def _fractions(exact: Decimal) -> list[str]:
    """`one third`, `three quarters`: for a value that is one, to four places."""
    if not 0 < exact < 1:
        return []
    for under, name in ENGLISH_PARTS.items():
        over = int(exact * under + Decimal("0.5"))
        if 0 < over < under and round(Decimal(over) / under, 4) == round(exact, 4):
            words = ENGLISH_UNITS[over]
            if over > 1:
                return [f"{words} {name}s", f"{words}-{name}s"]
            return [f"one {name}", f"one-{name}", f"a {name}", *(["half"] if under == 2 else [])]
    return []
