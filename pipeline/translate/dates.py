"""The dates and numbered articles of a clause in English: 2026年3月1日 is March 1, 2026."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.document import Span
from pipeline.numerals import value
from pipeline.pattern import Pattern
from pipeline.translate.proof.english_words import MONTHS

_NAMES = {number: name for name, number in MONTHS.items()}
_DATE = Pattern(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|[1-9])月(?:(?P<day>\d{1,2})[日号]|(?P<end>[底末]))?"
    r"|(?P<whole>(?:19|20)\d\d)年[底末]"
    r"|第(?P<article>[一二三四五六七八九十百]{1,5}|\d{1,3})条"
)


def dates_in(chinese: str) -> Iterator[tuple[Span, str]]:
    """Every date of a clause and every article that it names, with its English.

    >>> [words for _, words in dates_in("2026年3月1日至7月底，依照第十二条办理。")]
    ['March 1, 2026', 'the end of July', 'Article 12']
    """
    for found in _DATE.finditer(chinese):
        form = next(form for name, form in _FORMS if found[name])
        yield Span(*found.span()), form(found)


def _of_month(found: re.Match[str]) -> str:
    day = f" {int(found['day'])}" if found["day"] else ""
    year = (f", {found['year']}" if day else f" {found['year']}") if found["year"] else ""
    end = "the end of " if found["end"] else ""
    return f"{end}{_NAMES[int(found['month'])]}{day}{year}"


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    ("month", _of_month),
    ("whole", lambda found: f"the end of {found['whole']}"),
    ("article", lambda found: f"Article {int(value(found['article']))}"),
)
