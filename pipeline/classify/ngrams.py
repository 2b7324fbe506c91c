"""Turn sentences into numbered character n-grams, all at once.

A row stands for one character and holds the numbers of the n-grams that begin there: 创, 创新,
创新中, 创新中心. The numbers are hashes folded into a table of `buckets` rows, so that no word list
ships and no word is unknown. Row 0 of the table means "nothing here" and stays zero.

White space says nothing in Chinese and much about broken lines, so it is dropped; every digit
counts as 0, every full-width sign as its half-width twin. A NUL is a blank that no n-gram crosses:
to hide words from the classifier, put NULs in their place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

# 1 to 4 characters: 4 is where cross-validated accuracy stopped growing.
ORDERS = 4
# Rows without n-grams after each sentence, so that a window never sees the next one.
GAP = 3
# A longer sentence is cut: its kind shows long before, and 1 in 300 is longer.
LONGEST = 256
_OPENING, _CLOSING = "\x02", "\x03"
# Odd 64-bit multipliers with well mixed bits (Knuth's MMIX, and splitmix64's second).
_STEP, _STIR = 6364136223846793005, 0x94D049BB133111EB


@dataclass(frozen=True, slots=True)
class Rows:
    """The n-grams of some sentences: sentence `i` has the rows `starts[i]` to `starts[i + 1]`."""

    numbers: Any
    starts: Any


@cache
def _plain() -> Any:
    """For each code point below 65536 what it counts as; 0 is dropped."""
    import numpy as np

    table = np.arange(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        sign = chr(code)
        if sign.isspace():
            table[code] = 0
        elif sign.isdigit():
            table[code] = ord("0")
        elif 0xFF01 <= code <= 0xFF5E:
            table[code] = ord(unicodedata.normalize("NFKC", sign))
    return table


def plain(sentence: str) -> str:
    """The sentence as the classifier sees it.

    >>> plain("到２０２５年， 建成 15家。")
    '到0000年,建成00家。'
    """
    return "".join(map(chr, _codes(sentence[:LONGEST])))


def _codes(sentence: str) -> Any:
    import numpy as np

    codes = np.frombuffer(sentence.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = _plain()[np.minimum(codes, 0xFFFF)]
    return codes[codes != 0]


def rows(sentences: Sequence[str], buckets: int) -> Rows:
    """Number the n-grams of every sentence; `buckets` is a power of two.

    >>> found = rows(["创新", ""], 2**18)
    >>> found.starts.tolist(), (found.numbers > 0).sum(axis=1).tolist()
    ([0, 7, 12], [4, 3, 2, 1, 0, 0, 0, 2, 1, 0, 0, 0])
    """
    import numpy as np

    blank = "\x00" * GAP
    framed = [f"{_OPENING}{words[:LONGEST]}{_CLOSING}{blank}" for words in sentences]
    codes = np.frombuffer("".join(framed).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    plain_codes = _plain()[np.minimum(codes, 0xFFFF)]
    kept = (plain_codes != 0) | (codes == 0)
    before = np.concatenate([[0], np.cumsum(kept)])
    starts = before[np.cumsum([0, *map(len, framed)])]
    return Rows(_numbers(plain_codes[kept].astype(np.uint64), buckets), starts)


def _numbers(codes: Any, buckets: int) -> Any:
    """The bucket of the n-gram of each order that begins at each code; 0 where it would run out."""
    import numpy as np

    shift = np.uint64(64 - (buckets.bit_length() - 1))
    numbers = np.zeros((len(codes), ORDERS), dtype=np.int32)
    rolling = np.zeros(len(codes), dtype=np.uint64)
    whole = np.ones(len(codes), dtype=bool)
    for order in range(ORDERS):
        here = np.zeros_like(codes)
        here[: len(codes) - order] = codes[order:]
        whole &= here != 0
        rolling = (rolling + here) * np.uint64(_STEP)
        stirred = ((rolling ^ (rolling >> np.uint64(31))) * np.uint64(_STIR)) >> shift
        numbers[:, order] = np.where(whole, np.maximum(stirred, 1), 0)
    return numbers
