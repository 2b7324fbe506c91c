"""Are offices in document numbers spelled? 云政办发〔2023〕5号 is Yun Zheng Ban Fa [2023] No. 5.

Only where it is plain with what sign the abbreviation begins: behind a bracket, in a list, alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pattern import Match, Pattern
from pipeline.translate.pinyin import letters_of, readings, signs_spelled, spelled_from

_NUMBER = Pattern(
    r"(?:(?:(?<=[（(》])|(?<=[号》]、))(?:依据|根据|按照|按|参照|详见|见|原|文号[:：]?)?"
    r"|^(?=\S+号$))(?P<office>[\u4e00-\u9fff]{2,12})"
    r"[〔\[［（(](?P<year>(?:19|20)\d\d)[〕\]］）)]第?(?P<number>\d{1,5})号"
)


def unspelt(chinese: str, english: str) -> tuple[str, ...]:
    """The offices that stand before their number in another spelling than their own.

    >>> unspelt("（云政办发〔2023〕5号）", "(Cloud Zheng Ban Fa [2023] No. 5)")
    ('云政办发',)
    """
    return tuple(found["office"] for found, _ in _misspelt(chinese, english))


def respelt(chinese: str, english: str) -> Iterator[str]:
    """The draft with such an office spelled, where the draft shows where it begins.

    >>> list(respelt("（云政办发〔2023〕5号）", "(Cloud Zheng Ban Fa [2023] No. 5)"))
    ['(Yun Zheng Ban Fa [2023] No. 5)']
    """
    for found, places in _misspelt(chinese, english):
        begin, end = places[0].span("said")
        opened = chinese[: found.start("office")].endswith(("（", "("))
        plain = english[:begin].endswith("(") if opened else not found.start() and not begin
        if plain and len(places) == 1:
            yield f"{english[:begin]}{signs_spelled(found['office'])} {english[end:]}"


def _misspelt(chinese: str, english: str) -> Iterator[tuple[Match, list[Match]]]:
    """Numbers whose office is spelled nowhere in the draft, with the places that have the number.

    The words before a number are `said`. Two offices may have the same number.
    """
    for found in _NUMBER.finditer(chinese):
        number = rf"[\[(〔]{found['year']}[\])〕] ?No\. ?{found['number']}(?!\d)"
        places = list(re.finditer(rf"(?P<said>(?:[\w'’-]+ ){{0,14}}){number}", english))
        if places and not any(_spells(place["said"], found["office"]) for place in places):
            yield found, places


def _spells(said: str, office: str) -> bool:
    """Whether the last of these words are the office's signs by their sounds, or by one letter."""
    words = re.findall(r"[A-Za-zü]+", letters_of(said))
    for start in range(len(words)):
        span = spelled_from("".join(words[start:]), office)
        if span is not None and (span.start, span.end) == (0, len(office)):
            return True
    return bool(words) and _is_short(words[-1], office)


def _is_short(word: str, office: str) -> bool:
    """Whether each letter begins the sound of a sign: GBF is 国办发."""
    return len(word) == len(office) and all(
        any(sound.startswith(letter) for sound in readings(sign))
        for letter, sign in zip(word, office, strict=True)
    )
