"""Are offices in document numbers spelled? 云政办发〔2023〕5号 is Yun Zheng Ban Fa [2023] No. 5.

Only where it is plain with what sign the abbreviation begins: behind a bracket, in a list, alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pattern import Match, Pattern
from pipeline.translate.pinyin import signs_spelled, spelled_from

_NUMBER = Pattern(
    r"(?:(?<=[（(》、])|^(?=\S+号$))(?P<office>[\u4e00-\u9fff]{2,12})"
    r"[〔\[［（(](?P<year>(?:19|20)\d\d)[〕\]］）)]第?(?P<number>\d{1,5})号"
)


def unspelt(chinese: str, english: str) -> tuple[str, ...]:
    """The offices that stand before their number in another spelling than their own.

    >>> unspelt("（云政办发〔2023〕5号）", "(Cloud Zheng Ban Fa [2023] No. 5)")
    ('云政办发',)
    """
    return tuple(
        found["office"]
        for found in _NUMBER.finditer(chinese)
        if (place := _told(found, english)) and not _spells(place["said"], found["office"])
    )


def respelt(chinese: str, english: str) -> Iterator[str]:
    """The draft with such an office spelled, where the draft shows where it begins.

    >>> list(respelt("（云政办发〔2023〕5号）", "(Cloud Zheng Ban Fa [2023] No. 5)"))
    ['(Yun Zheng Ban Fa [2023] No. 5)']
    """
    for found in _NUMBER.finditer(chinese):
        place = _told(found, english)
        if place is None or _spells(place["said"], found["office"]):
            continue
        before = chinese[found.start() - 1 : found.start()]
        opened = english.rfind("(", 0, place.end("said")) + 1
        if opened if before in ("（", "(") else not before:
            spelt = signs_spelled(found["office"])
            yield f"{english[:opened]}{spelt} {english[place.end('said') :]}"


def _told(found: Match, english: str) -> Match | None:
    """Where the draft has the number, with the words before it in `said`."""
    number = rf"[\[(]{found['year']}[\])] No\. ?{found['number']}(?!\d)"
    return re.search(rf"(?P<said>(?:[\w'’-]+ ){{0,14}}){number}", english)


def _spells(said: str, office: str) -> bool:
    """Whether the last of these words are the office's signs by their sounds."""
    words = re.findall(r"[a-z]+", said.lower())
    for start in range(len(words)):
        span = spelled_from("".join(words[start:]), office)
        if span is not None and (span.start, span.end) == (0, len(office)):
            return True
    return False
