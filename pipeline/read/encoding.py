"""Tell by its content in which encoding a text was saved.

Chinese text is saved in UTF-8, GB18030 (which contains GBK and GB2312), Big5 and UTF-16, and most
byte strings are valid in several of these: 成都 in GB18030 is 傖飶 in Big5. So every encoding
that can decode the bytes tells its story, and the likeliest story wins: each character costs as
many nats as it is rare in policy documents, and the cheapest text is the right one. A sentence of
ten characters is enough; general detectors need thirty and more for GB18030.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import PurePath

from pipeline.errors import ReadError
from pipeline.pattern import Pattern
from pipeline.read.frequency import SIMPLIFIED, TRADITIONAL

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
MULTIBYTE = ("utf-8", "gb18030", "big5hkscs", "cp950")
CANDIDATES = (*MULTIBYTE, "utf-16-le", "utf-16-be")
DECLARED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}

# In nats for a whole sample. Pages that declare gb2312 and are UTF-8 are out by hundreds, so the
# declaration decides only where the words leave it open.
DECLARED_BONUS = 10.0

# Enough bytes to tell; the rest of a long file is only decoded, not weighed.
SAMPLE = 200_000

# Nats per character. Chinese text costs 5 to 8, bytes in a wrong encoding 12 to 20.
ASCII_COST = 4.0
COMMON_COST = 5.0
HANZI_COST = 13.0
FOREIGN_COST = 16.0
RARE_COST = 20.0
CONTROL_COST = 40.0

# Nats per byte, above which nothing fits: 14 for each character of two bytes.
IMPLAUSIBLE = 7.0

# Web pages saved as text have a stray U+000B or U+0008 here and there; a binary has a fifth.
TOLERATED_CONTROLS = 0.01

NOT_ASCII = re.compile(rb"[^\t\n\r\x0c\x20-\x7e]")
CONTROL = Pattern("[\x00-\x08\x0e-\x19\x1b-\x1f]")
PUNCTUATION = "，。、；：！？（）“”‘’《》〈〉「」『』〔〕【】—…·～％　０１２３４５６７８９"
SYMBOLS = "°℃×±≥≤㎡①②③④⑤⑥⑦⑧⑨⑩●■◆▲★→※ⅠⅡⅢⅣⅤ"


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """Decode `data`, the content of the file `name`, which says that it is in `declared`.

    >>> decode("到2025年，建成创新高地。".encode("gbk"), "plan.txt")
    '到2025年，建成创新高地。'
    """
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    encoding = BYTE_ORDER_MARKS.get(mark) or _likeliest(data, name, declared)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(name, encoding, error) from error
    _refuse_binary(text, name)
    return text


def _likeliest(data: bytes, name: str, declared: str | None) -> str:
    first = NOT_ASCII.search(data)
    if first is None:
        return "utf-8"
    start = first.start() - first.start() % 2  # UTF-16 counts in pairs of bytes
    sample = data[start : start + SAMPLE]
    costs = {encoding: _cost(sample, encoding) for encoding in CANDIDATES}
    if (known := DECLARED.get((declared or "").lower())) is not None:
        costs[known] -= DECLARED_BONUS / len(sample)
    best = min(costs, key=costs.__getitem__)
    if best != "utf-8" and costs[best] > IMPLAUSIBLE:
        raise _undecodable(data, name)
    return best


def _cost(sample: bytes, encoding: str) -> float:
    """What a byte of the sample costs in this encoding; infinite if it cannot be decoded."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample, final=len(sample) < SAMPLE)
    except UnicodeDecodeError:
        return math.inf
    return sum(_character_cost(c) * n for c, n in Counter(text).items()) / len(sample)


@cache
def _character_cost(character: str) -> float:
    if character in _common():
        return _common()[character]
    if character <= "\x7f":
        return CONTROL_COST if CONTROL.match(character) else ASCII_COST
    if "\u4e00" <= character <= "\u9fa5":
        return HANZI_COST
    return FOREIGN_COST if unicodedata.category(character)[0] in "LNPSZ" else RARE_COST


@cache
def _common() -> dict[str, float]:
    """The cost of each common character: 5 for the commonest, 10 for the 1,500th."""
    costs = {
        character: COMMON_COST + rank / 300
        for ranking in (TRADITIONAL, SIMPLIFIED)
        for rank, character in enumerate(ranking)
    }
    return costs | dict.fromkeys(PUNCTUATION + SYMBOLS, COMMON_COST)


def _undecodable(data: bytes, name: str) -> ReadError:
    """The error for bytes that are no likely text: where the best attempt broke off."""
    failures: list[UnicodeDecodeError] = []
    for encoding in MULTIBYTE:
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            failures.append(error)
    last = max(failures, key=_start, default=None)
    return _broken(name, last.encoding, last) if last else _not_text(name)


def _start(error: UnicodeDecodeError) -> int:
    return error.start


def _broken(name: str, encoding: str, error: UnicodeDecodeError) -> ReadError:
    ending = PurePath(name).suffix.lower()
    if ending in (".pdf", ".docx"):  # nobody mends bytes of these in an editor
        return ReadError(
            f"{name} ends in {ending} but is neither that nor text; "
            "check that it was saved or downloaded whole."
        )
    return ReadError(
        f"{name} is not text in UTF-8, UTF-16, GB18030 or Big5: read as {encoding}, it breaks off "
        f"at byte {error.start}; open it in an editor, mend that place and save it as UTF-8."
    )


def _not_text(name: str) -> ReadError:
    return ReadError(
        f"{name} is a binary file, not text; save the document as .txt, .html, .docx or .pdf."
    )


def _refuse_binary(text: str, name: str) -> None:
    """Let a stray control character pass, but neither NUL nor a text full of them."""
    if "\x00" in text or len(CONTROL.findall(text)) > len(text) * TOLERATED_CONTROLS:
        raise _not_text(name)
