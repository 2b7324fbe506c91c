"""Figures, dates and places, which a sentence holds and a phrase table need not know.

In a sentence each becomes a slot; the English that stands for it is made by rule. So the table has
one phrase for 增长#n% instead of one for every figure, and no figure can come out wrong.

    #n  a number   #o  an ordinal   #y  a year   #d  a date or month   #p  a place
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.numerals import FULL_WIDTH, IDIOM, NUMERAL, value
from pipeline.pattern import Match, Pattern
from pipeline.translate.numbering import ordinal
from pipeline.translate.phrases.places import NO_PLACES, Places

KINDS = ("#n", "#o", "#y", "#d", "#p")

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_YEAR = "(?:19|20)[0-9]{2}"
_NOT_IN_FIGURE = r"(?<![0-9.])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
_SLOT = Pattern(
    r"(?P<address>https?[:：]//[!-~：]+)"
    rf"|(?P<date>{_NOT_IN_FIGURE}(?:(?P<dy>{_YEAR})年)?(?P<dm>{_MONTH})月(?P<dd>{_DAY})日"
    rf"|{_NOT_IN_FIGURE}(?P<my>{_YEAR})年(?P<mm>{_MONTH})月份?(?![0-9])"
    rf"|{_NOT_IN_FIGURE}(?P<only>{_MONTH})月份?(?![0-9]))"
    rf"|(?P<year>{_NOT_IN_FIGURE}{_YEAR})(?:年(?![底末初度中级]|以[上下])|(?=年[底末初度中])|(?=[〕\]])"
    rf"|(?=[-—–~至到]+{_YEAR}))"
    r"|(?P<latin>[0-9]*[A-Za-z][A-Za-z0-9]*(?:[-&+./][A-Za-z0-9]+)*|[0-9]+(?:[-+/][0-9A-Za-z]+)+)"
    r"|第(?P<part>[0-9]+|[一二三四五六七八九十百零]+)(?=[条章节款项])"
    r"|第(?P<nth>[0-9]+)(?![0-9])"
    rf"|(?P<idiom>{IDIOM})"
    r"|(?P<about>[0-9]+)(?P<more>[余多])(?P<scale>万亿|[万亿])"
    rf"|{_NOT_IN_FIGURE}(?P<tenths>[1-9](?:\.[0-9])?)成(?P<half>半)?(?=[，。；、！）)的以左右多和与]|$)"
    rf"|(?P<per>[百千]分之)?(?P<number>{NUMERAL})"
)
_PLAIN_DIGITS = Pattern(r"[0-9]")
_LARGE = Pattern(r"[百千万亿]")
_PER = {"百分之": "%", "千分之": "‰"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain words (`kind` ""), a fixed string, or a slot.

    `words` is what stands in the sentence, `said` the English of a slot or a fixed string.
    """

    kind: str
    words: str
    said: str = ""


def pieces(chinese: str, places: Places = NO_PLACES) -> Iterator[Piece]:
    """Cut a sentence into plain stretches and slots; full-width figures are made plain.

    >>> [(p.kind, p.said or p.words) for p in pieces("到2025年增长1.2万亿元。")]
    [('', '到'), ('#y', '2025'), ('', '增长'), ('#n', '1.2 trillion'), ('', '元。')]
    """
    text = chinese.translate(FULL_WIDTH_LETTERS)
    at = 0
    for found in _SLOT.finditer(text):
        made = list(_made(found))
        if not made:
            continue
        yield from _placed(text[at : found.start()], places)
        yield from made
        at = found.end()
    yield from _placed(text[at:], places)


# Full-width letters and figures; the marks ， and ． between Chinese words stay.
FULL_WIDTH_LETTERS = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in map(ord, "0123456789%ABCDEFGHIJKLMNOPQRSTUVWXYZ"
     "abcdefghijklmnopqrstuvwxyz+&")}
    | {"〇": "零", "．": "."}
)  # fmt: skip


def _made(found: Match) -> Iterator[Piece]:
    """The slot at a match; nothing where it is no figure after all."""
    if found["date"]:
        yield Piece("#d", found[0], _date(found))
    elif found["year"]:
        yield Piece("#y", found[0], found["year"])
    elif as_it_is := found["latin"] or found["address"]:
        yield Piece("latin", found[0], as_it_is.replace("：", ":"))
    elif found["about"]:
        yield Piece("", found["more"])
        yield Piece("#n", found[0], figure(worth(found["about"] + found["scale"])))
    elif found["part"] or found["nth"]:
        yield from _ordinal(found)
    elif found["tenths"]:  # 3成 is 30 %
        share = 10 * Decimal(found["tenths"]) + (5 if found["half"] else 0)
        yield Piece("#n", found[0], figure(share))
        yield Piece("", "%")
    elif found["number"]:
        yield from _numbered(found["per"] or "", found["number"])


def _ordinal(found: Match) -> Iterator[Piece]:
    """第18 is 18th, but 第十二条 is Article 12."""
    if found["nth"]:
        yield Piece("#o", found[0], ordinal(int(found["nth"])))
    else:
        yield Piece("", "第")
        yield Piece("#n", found["part"], figure(worth(found["part"])))


def _numbered(per: str, words: str) -> Iterator[Piece]:
    # Small numbers in characters are words of the language: 三, 十二, 十四五.
    counts = _PLAIN_DIGITS.search(words) or (_LARGE.search(words) and len(words) > 1) or per
    try:
        amount = worth(words)
    except ValueError:
        return
    if counts and "分之" not in words:
        yield Piece("#n", words, figure(amount))
        if per:
            yield Piece("", _PER[per])


def _date(found: Match) -> str:
    if found["only"]:
        return month_name[int(found["only"])]
    year = found["dy"] or found["my"]
    month = month_name[int(found["dm"] or found["mm"])]
    if not found["dd"]:
        return f"{month} {year}"
    day = f"{month} {int(found['dd'])}"
    return f"{day}, {year}" if year else day


def worth(words: str) -> Decimal:
    """What a numeral is worth, without loss.

    >>> worth("1.50万"), worth("三百二十五")
    (Decimal('15000'), Decimal('325'))
    """
    return Decimal(str(value(words.translate(FULL_WIDTH))))


def figure(amount: Decimal) -> str:
    """A value as official English writes it: digits below a million, then millions and up.

    >>> [figure(Decimal(n)) for n in ("15000", "7.50", "41780000", "1430000000000")]
    ['15,000', '7.5', '41.78 million', '1.43 trillion']
    """
    for size, name in _SCALES:
        if amount >= size:
            return f"{_plain(amount / size)} {name}"
    return _plain(amount)


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _placed(text: str, places: Places) -> Iterator[Piece]:
    """Plain words with the places in them made slots: 成都市 is `#p` and 市."""
    at = 0
    for start, short, said in places.find(text):
        if start > at:
            yield Piece("", text[at:start])
        yield Piece("#p", short, said)
        at = start + len(short)
    if at < len(text):
        yield Piece("", text[at:])


SLOT_TOKEN = re.compile(r"#[noydp](\d*)$")
"""A slot in an English phrase; its number tells which of the like slots, from 1, where several."""
