"""Where the pieces that a model reads stand in the clause.

The model sees 建设 24 所 as pieces of its vocabulary; its attention says from which pieces a word
of the draft was made, and these places say which characters they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pipeline.document import Span

WORD_START = "▁"
"""What a piece that begins a word begins with, in the manner of sentencepiece."""

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


def piece_spans(pieces: Sequence[str], text: str) -> list[Span]:
    """The stretch of `text` that every piece stands for; pieces that are marks have none.

    Vocabularies make text plain before they cut it (％ is %), so characters are counted as they
    then are.

    >>> piece_spans(["<pol>", "▁", "建设", "2", "4", "所", "</s>"], "建设２４所")[2:4]
    [Span(start=0, end=2), Span(start=2, end=3)]
    """
    places = [at for at, letter in enumerate(text) for _ in _plain(letter)]
    spans, at = [], 0
    for length in _lengths(pieces):
        start = places[at] if at < len(places) else len(text)
        end = places[at + length - 1] + 1 if 0 < length <= len(places) - at else start
        spans.append(Span(start, max(start, end)))
        at += length
    return spans


def _plain(letter: str) -> str:
    return "".join(unicodedata.normalize("NFKC", letter).split())


def _lengths(pieces: Sequence[str]) -> Iterator[int]:
    """How many characters each piece is; the bytes of a rare one count with its last."""
    held = b""
    for piece in pieces:
        byte = _BYTE.fullmatch(piece)
        if byte:
            held += bytes.fromhex(byte[1])
            try:
                yield len(held.decode("utf-8"))
                held = b""
            except UnicodeDecodeError:
                yield 0
        elif re.fullmatch(r"</?[a-z]+>", piece):
            yield 0
        else:
            yield len(piece.replace(WORD_START, ""))


def word_start(pieces: Sequence[str], at: int) -> int:
    """The place where the word begins that the piece at `at` belongs to."""
    while at > 0 and not pieces[at].startswith(WORD_START):
        at -= 1
    return at


def word_end(pieces: Sequence[str], at: int) -> int:
    """The first place from `at` on where a word begins, or the end."""
    while at < len(pieces) and not pieces[at].startswith(WORD_START):
        at += 1
    return at


_CHINESE = re.compile(r"[㐀-鿿，。；：、（）《》“”！？]|<0xE[4-9]>")


def chinese_pieces(pieces: Iterable[str]) -> list[list[str]]:
    """The pieces that no search may use, for they are Chinese.

    >>> chinese_pieces(["▁the", "▁5", "建设", "，"])
    [['建设'], ['，']]
    """
    return [[piece] for piece in pieces if _CHINESE.search(piece)]
