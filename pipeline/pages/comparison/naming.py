"""What the page calls things, in both languages: documents, indicators, amounts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.compare.collection import Source
from pipeline.compare.table import Cell, Row
from pipeline.export.signs import sign
from pipeline.pages.amounts import STEPS, english_unit
from pipeline.pages.languages import LANGUAGES, Language, Words
from pipeline.pages.titles import Title, place_name, title_of

Both = Mapping[Language, str]

# Common units are small; a reader wants kilometres and square kilometres.
LARGER: Mapping[str, tuple[float, str, str]] = {
    "米": (1000, "公里", " km"),
    "平方米": (1_000_000, "平方公里", " km²"),
}
# Shorter than in a text: a column has little room.
ENGLISH_STEPS = ((1e12, " tn"), (1e9, " bn"), (1e6, " m"))
SHORT = 9  # characters of a title that tell two documents apart


def both(words: Words, key: str, **filled: Both | str | int) -> dict[Language, str]:
    """A phrase in both languages, filled in with phrases, words or numbers."""
    return {
        language: words.say(
            key,
            language,
            **{n: v[language] if isinstance(v, Mapping) else v for n, v in filled.items()},
        )
        for language in LANGUAGES
    }


def same(text: str) -> dict[Language, str]:
    """A phrase that is the same in both languages, such as a name."""
    return {"en": text, "zh": text}


def documents(sources: Sequence[Source], words: Words) -> tuple[Both, ...]:
    """A name for each document that no other has: place and year, genre or title where needed."""
    names = [_place_and_year(source) for source in sources]
    names = _told_apart(names, [_genre(source, words) for source in sources])
    names = _told_apart(names, [same(_title(source)) for source in sources])
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name["zh"]] += 1
        nth = seen[name["zh"]]
        found.append(name if nth == 1 else {x: f"{name[x]} ({nth})" for x in LANGUAGES})
    return tuple(found)


def title(source: Source) -> Title:
    """What a document is called where there is room for its title."""
    otherwise = source.place or source.sha256[:8]
    return title_of(source.title, source.place, source.issued, source.genre, otherwise)


def _place_and_year(source: Source) -> Both:
    year = (source.issued or "")[:4]
    place = source.place or source.title or source.sha256[:8]
    english = place_name(place)["en"]
    return {"en": f"{english} {year}".strip(), "zh": f"{place} {year}".strip()}


def _genre(source: Source, words: Words) -> Both:
    if source.genre is None:
        return same("")
    said = words.phrases[f"genre.{source.genre}"]
    return {"en": said["en"].lower(), "zh": said["zh"]}


def _title(source: Source) -> str:
    """The part of a title that tells it from others: without the issuer, the year and 关于印发."""
    title = (source.title or "").split("《")[-1].split("》")[0]
    title = title.rpartition("关于印发")[2].removeprefix(source.place or "")
    title = title.removeprefix((source.issued or "")[:4]).strip()
    most = SHORT if any("\u4e00" <= letter <= "\u9fff" for letter in title) else 2 * SHORT
    return title if len(title) <= most else title[:most].strip() + "…"


def _told_apart(names: Sequence[Both], more: Sequence[Both]) -> list[Both]:
    """The names, with `more` behind those that stand more than once."""
    seen = Counter(name["zh"] for name in names)
    return [
        {x: f"{name[x]} {added[x]}".strip() for x in LANGUAGES} if seen[name["zh"]] > 1 else name
        for name, added in zip(names, more, strict=True)
    ]


def indicator(row: Row, words: Words) -> dict[Language, str]:
    """An indicator with its measure: GDP · growth."""
    name: dict[Language, str] = {"en": row.english or row.name, "zh": row.name}
    if row.measure == "level":
        return name
    return {
        language: f"{name[language]} · {words.say(f'measure.{row.measure}', language)}"
        for language in LANGUAGES
    }


def amount(cell: Cell, unit: str) -> dict[Language, str]:
    """An amount with its bound, in the reader's units: ≥ 15,000, > 1.5万个, 3–5%."""
    before = sign(cell.bound)
    return {language: before + _number(cell, unit, language) for language in LANGUAGES}


def _number(cell: Cell, unit: str, language: Language) -> str:
    values = [cell.value] if cell.high is None else [cell.value, cell.high]
    shown = unit if language == "zh" else english_unit(unit, brief=True)
    factor, chinese, english = LARGER.get(unit, (math.inf, "", ""))
    if max(values) >= factor:
        values = [value / factor for value in values]
        shown = chinese if language == "zh" else english
    step, word = _step(max(abs(value) for value in values), language)
    said = "–".join(_digits(value / step) for value in values)
    return f"{said}{word}{shown}"


def _step(value: float, language: Language) -> tuple[float, str]:
    steps = STEPS["zh"] if language == "zh" else ENGLISH_STEPS
    return next(((step, word) for step, word in steps if value >= step), (1.0, ""))


def _digits(value: float) -> str:
    """Up to four figures that count, with separators: 15,000, 3.5, 0.12, 0.0035.

    >>> _digits(15000), _digits(3.456), _digits(0.0035)
    ('15,000', '3.46', '0.0035')
    """
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) < 1:
        return f"{value:.3g}"
    places = max(0, 3 - len(str(int(abs(value)))))
    return f"{value:,.{max(places, 1)}f}".rstrip("0").rstrip(".")
