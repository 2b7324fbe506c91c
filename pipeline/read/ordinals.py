"""The numbers that word processors and browsers set before paragraphs: 一, ①, iv, B.

The names are those of Word's file format (`w:numFmt`).
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.numerals import chinese, chinese_digits

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def ordinal(n: int, style: str) -> str:
    """Write `n` as the style says; in figures where the style is unknown or ends before `n`.

    >>> [ordinal(12, style) for style in ("chineseCounting", "upperRoman", "lowerLetter", "bogus")]
    ['十二', 'XII', 'l', '12']
    >>> ordinal(3, "decimalEnclosedCircle"), ordinal(3, "ideographTraditional"), ordinal(3, "none")
    ('③', '丙', '')
    """
    write = STYLES.get(style)
    return (write(n) or str(n)) if write is not None else "" if style == "none" else str(n)


def _letters(n: int) -> str:
    """a … z, then aa … zz, as Word counts."""
    return "" if n < 1 else chr(ord("a") + (n - 1) % 26) * min((n - 1) // 26 + 1, 30)


def _capitals(n: int) -> str:
    return _letters(n).upper()


def _roman(n: int) -> str:
    if not 0 < n < 4000:
        return ""
    words = ""
    for size, letters in ROMAN:
        words += letters * (n // size)
        n %= size
    return words


def _small_roman(n: int) -> str:
    return _roman(n).lower()


def _han(n: int) -> str:
    return chinese(n) if 0 <= n < 10**8 else ""


def _legal(n: int) -> str:
    return _han(n).translate(LEGAL)


def _digits(n: int) -> str:
    return chinese_digits(n) if n >= 0 else ""


def _stem(n: int) -> str:
    return STEMS[n - 1] if 0 < n <= len(STEMS) else ""


def _branch(n: int) -> str:
    return BRANCHES[n - 1] if 0 < n <= len(BRANCHES) else ""


def _stem_and_branch(n: int) -> str:
    return STEMS[(n - 1) % 10] + BRANCHES[(n - 1) % 12] if n > 0 else ""


def _circled(n: int) -> str:
    """① to ⑳, ㉑ to ㉟, ㊱ to ㊿."""
    if 0 < n <= 20:
        return chr(0x2460 + n - 1)
    if 20 < n <= 35:
        return chr(0x3251 + n - 21)
    return chr(0x32B1 + n - 36) if 35 < n <= 50 else ""


def _bracketed(n: int) -> str:
    return chr(0x2474 + n - 1) if 0 < n <= 20 else f"({n})"


def _dotted(n: int) -> str:
    return chr(0x2488 + n - 1) if 0 < n <= 20 else f"{n}."


def _circled_han(n: int) -> str:
    return chr(0x3280 + n - 1) if 0 < n <= 10 else _han(n)


def _bracketed_han(n: int) -> str:
    return f"（{_han(n)}）"


def _padded(n: int) -> str:
    return f"{n:02}"


def _wide(n: int) -> str:
    return str(n).translate(FULL_WIDTH)


STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": _padded,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _bracketed,
    "decimalEnclosedFullstop": _dotted,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "japaneseCounting": _han,
    "koreanCounting": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "chineseDigits": _digits,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographTraditional": _stem,
    "ideographZodiac": _branch,
    "ideographZodiacTraditional": _stem_and_branch,
    "ideographEnclosedCircle": _circled_han,
    "ideographParenthesized": _bracketed_han,
    "lowerLetter": _letters,
    "upperLetter": _capitals,
    "lowerRoman": _small_roman,
    "upperRoman": _roman,
}
