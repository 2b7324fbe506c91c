"""Mend a draft where what is wrong can only be meant one way.

A repair is kept only if the proof then finds fewer faults and none that was not there before: one
figure missing and one figure too many in the same unit, a unit or bound left out, a stretch said
twice, a letter wrong in a Latin string, the clause's own number lost, an office misspelled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.document import Check
from pipeline.numerals import english as spoken
from pipeline.numerals import value
from pipeline.pattern import Pattern
from pipeline.translate.numbering import ordinal
from pipeline.translate.proof import prove
from pipeline.translate.proof.english_words import MONTHS
from pipeline.translate.proof.facts import Figure
from pipeline.translate.proof.figures import matched
from pipeline.translate.proof.matching import unit_conflict
from pipeline.translate.proof.names import lost, words_of
from pipeline.translate.proof.offices import respelt
from pipeline.translate.proof.plain import plain
from pipeline.translate.proof.repetition import repeated, repeats_closely
from pipeline.translate.proof.units import english_unit

_MONTH_NAMES = {number: name for name, number in MONTHS.items()}
MOST_ROUNDS = 6


def repair(chinese: str, english: str) -> str:
    """The draft, mended as far as it is safe.

    >>> repair("增长8%，新增企业50家。", "Grow by 8 percent and add 15 enterprises.")
    'Grow by 8 percent and add 50 enterprises.'
    """
    best, failed = english, _failed(prove(chinese, english))
    for _ in range(MOST_ROUNDS):
        if not failed:
            break
        for mended in _proposals(chinese, best):
            left = _failed(prove(chinese, mended))
            if _better(left, failed):
                best, failed = mended, left
                break
        else:
            break
    return best


def _failed(checks: tuple[Check, ...]) -> dict[str, int]:
    """The faults of each check, counted."""
    return {check.check: check.detail.count(";") + 1 for check in checks if not check.ok}


def _better(left: dict[str, int], before: dict[str, int]) -> bool:
    return left.keys() <= before.keys() and sum(left.values()) < sum(before.values())


def _proposals(chinese: str, english: str) -> Iterator[str]:
    for propose in _REPAIRS:
        yield from propose(chinese, english)


def _figure(chinese: str, english: str) -> Iterator[str]:
    """Put a missing figure where a wrong one stands."""
    found = matched(chinese, english)
    for missing in found.missing:
        wrong = [extra for extra in found.extra if _alike(missing, extra)]
        if len(wrong) == 1:
            yield _put(english, wrong[0], rendering(missing, like=wrong[0].words))


def _alike(missing: Figure, extra: Figure) -> bool:
    if (missing.kind == "month") != (extra.kind == "month"):
        return False
    if (missing.kind == "year") != (extra.kind == "year"):
        return False
    return missing.unit == extra.unit or not extra.unit


def _put(english: str, figure: Figure, words: str) -> str:
    return english[: figure.span.start] + words + english[figure.span.end :]


def rendering(figure: Figure, *, like: str = "") -> str:
    """A figure of the clause in English, in the manner of another: 1.5万 as 15,000."""
    number = figure.readings[0][0]
    if figure.kind == "month":
        return _MONTH_NAMES[int(number)]
    if figure.kind == "year":
        return str(int(number))
    if re.search(r"\d(?:st|nd|rd|th)$", like) or figure.kind == "plan":
        return ordinal(int(number))
    forms = spoken(int(number) if number.denominator == 1 else float(number))
    scaled = next((form for form in forms if re.search(r"(?:m|b|tr)illion$", form)), "")
    short = bool(scaled) and len(scaled.split()[0]) <= 6
    return scaled if number >= 10**6 and short and scaled[0].isdigit() else forms[0]


def spelt(chinese: str, figure: Figure) -> str:
    """A figure of the clause with its bound and its unit, where they are plain.

    >>> from pipeline.translate.proof.chinese import figures
    >>> [spelt("投资90亿元以上，增长7.5%", one) for one in figures("投资90亿元以上，增长7.5%")]
    ['at least 9 billion yuan', '7.5 percent']
    """
    number = rendering(figure)
    if figure.kind == "plan":
        return f"{number} Five-Year Plan"
    unit = _PLAIN_UNITS.get(figure.unit, "") if figure.kind == "number" else ""
    return f"{_bound_words(plain(chinese), figure)}{number} {unit}".rstrip()


def _bound_words(text: str, figure: Figure) -> str:
    """What says the bound of a figure: `at least `; "" where it has none."""
    if figure.bound == "low" and _MORE_THAN.search(text[: figure.span.start]):
        return "more than "
    return _INSERTED.get(figure.bound, "")


_MORE_THAN = Pattern(r"(?:超过|突破|超|逾)[^，。；\d]{0,2}$")


def _unit(chinese: str, english: str) -> Iterator[str]:
    """percent for percentage points, dollars for yuan: the right unit after the same figure."""
    for source, said in matched(chinese, english).pairs:
        if not unit_conflict(source, said) or source.unit not in _PLAIN_UNITS:
            continue
        _, end = english_unit(english, said.span.end)
        yield f"{english[: said.span.end]} {_PLAIN_UNITS[source.unit]}{english[end:]}"


_PLAIN_UNITS = {
    "percent": "percent", "percentage point": "percentage points", "yuan": "yuan",
    "US dollar": "US dollars", "HK dollar": "HK dollars", "mu": "mu", "kilometer": "kilometers",
    "square kilometer": "square kilometers", "square meter": "square meters", "ton": "tonnes",
    "kilowatt": "kilowatts", "kilowatt-hour": "kilowatt-hours", "hectare": "hectares",
}  # fmt: skip


_CURRENCY = Pattern(r"(?:RMB ?|US\$|[¥$€£])$")
_INSERTED = {"low": "at least ", "up": "no more than ", "about": "about "}


def _bound(chinese: str, english: str) -> Iterator[str]:
    """Put in a bound that was left out; one that is turned round is for the translator."""
    text = plain(chinese)
    for source, said in matched(chinese, english).pairs:
        if source.bound not in _INSERTED or said.bound or not (source.needed and said.needed):
            continue
        words = _bound_words(text, source)
        start = len(_CURRENCY.sub("", english[: said.span.start]))
        yield english[:start] + words + english[start:]


def _repetition(chinese: str, english: str) -> Iterator[str]:
    """Take out the second of two equal stretches, and so with the next two.

    Where the clause itself repeats, a mark between the two may part what both are needed for:
    `by the government, the government shall …`.
    """
    mended, parted = english, r"[\s-]+" if repeats_closely(chinese) else r"[\s,;-]+"
    while again := repeated(chinese, mended):
        loose = r"[\W_]+".join(map(re.escape, again.split(" ")))
        once = Pattern(rf"\b({loose}){parted}(?:{loose})\b", re.IGNORECASE)
        shorter = once.sub(r"\1", mended)
        if shorter == mended:
            break
        mended = shorter
    if mended != english:
        yield mended


def _latin(chinese: str, english: str) -> Iterator[str]:
    """Right the one letter or digit that a Latin string has wrong."""
    known = set(words_of(chinese))
    for token in lost(chinese, english):
        near = [
            word
            for word in words_of(english)
            if word not in known and len(word) == len(token)
            and sum(a != b for a, b in zip(word, token, strict=True)) == 1
        ]  # fmt: skip
        if len(set(near)) == 1:
            yield re.sub(rf"(?<!\w){re.escape(near[0])}(?!\w)", token, english)


def _marker(chinese: str, english: str) -> Iterator[str]:
    """Put back the clause's own number: （四） as (4), 3. as 3."""
    found = re.match(
        r"\s*(?:[（(](?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|(?P<d>\d{1,2})[.．、])",
        chinese,
    )
    if found and not re.match(r"\s*[(（]?\w{1,4}[.)]", english):
        number = int(value(found["n"] or found["d"]))
        yield (f"({number}) " if found["n"] else f"{number}. ") + english


_REPAIRS: tuple[Callable[[str, str], Iterator[str]], ...] = (
    _repetition, _figure, _unit, _bound, _latin, _marker, respelt,
)  # fmt: skip
