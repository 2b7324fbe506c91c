"""The number at the head of a clause, which needs no model: （二） is (2), 第三条 is Article 3.

And ranks: 第三次 is the 3rd time.
"""

from __future__ import annotations

from pipeline.numerals import value
from pipeline.pattern import Pattern

_NUMERAL = "[一二三四五六七八九十百]{1,5}"
_NUMBER = Pattern(
    rf"(?P<item>[（(](?:{_NUMERAL}|\d{{1,2}})[）)])|(?P<point>\d{{1,2}}(?:[.．](?!\d)|、))"
    rf"|(?P<part>{_NUMERAL})、|第(?P<article>{_NUMERAL}|\d{{1,3}})条(?![第款项件])"
    rf"|第(?P<chapter>{_NUMERAL}|\d{{1,3}})章(?=[ 　])"
)
_INSIDE = Pattern(rf"{_NUMERAL}|\d+")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def numbered(clause: str) -> tuple[str, str]:
    """The number of a clause in English, "" where it has none, and the rest of it.

    >>> numbered("（二）改善水质。"), numbered("3．改善水质。")
    (('(2)', '改善水质。'), ('3.', '改善水质。'))
    >>> numbered("四、改善水质"), numbered("第十二条　本市改善水质。"), numbered("3.5万人")
    (('IV.', '改善水质'), ('Article 12', '本市改善水质。'), ('', '3.5万人'))
    >>> numbered("第四章　监督检查")
    ('Chapter IV', '监督检查')
    """
    found = _NUMBER.match(clause)
    number = _INSIDE.search(found.group()) if found else None
    if found is None or number is None:
        return "", clause
    at = int(value(number.group()))
    form = {"item": f"({at})", "point": f"{at}.", "article": f"Article {at}"}
    form["chapter"] = f"Chapter {_roman(at)}"
    return form.get(found.lastgroup or "", f"{_roman(at)}."), clause[found.end() :].strip()


def ordinal(number: int) -> str:
    """A number's place in English.

    >>> [ordinal(n) for n in (1, 12, 23, 118)]
    ['1st', '12th', '23rd', '118th']
    """
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _roman(number: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        letters += letter * (number // worth)
        number %= worth
    return letters
