"""Words for formats that are made of words: jieba's, cut again at the borders of what was found.

Whatever begins or ends inside one of jieba's words (a clause, a quantity, a body) cuts it in two,
so that every span of a reading is made of whole tokens.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.artefacts import locate
from pipeline.document import Reading, Span
from pipeline.errors import ExtraError

_RUN = re.compile(r"\s|\S+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def tokens(reading: Reading) -> tuple[Span, ...]:
    """The tokens of a reading, end to end; a white-space character is one of its own."""
    text = reading.document.text
    borders = sorted({at for span in spans(reading) for at in (span.start, span.end)})
    return tuple(
        piece
        for run in _RUN.finditer(text)
        for word in _words(run.group(), run.start())
        for piece in _split(word, borders)
    )


def spans(reading: Reading) -> Iterator[Span]:
    """Every stretch that a layer of a reading points at."""
    findings = reading.findings
    yield from (unit.span for unit in reading.tree.units)
    yield from (clause.span for clause in reading.tree.clauses)
    for quantity in findings.quantities:
        said = (quantity.span, quantity.indicator, quantity.deadline_span)
        yield from (span for span in said if span is not None)
    yield from (milestone.span for milestone in findings.milestones)
    yield from (body.span for body in findings.bodies)
    yield from (citation.span for citation in findings.citations)


def storable(text: str) -> str:
    """Text that can be written as UTF-8: a lone surrogate becomes �.

    >>> storable("甲\\ud800乙")
    '甲�乙'
    """
    return _SURROGATE.sub("\ufffd", text)


def _words(run: str, start: int) -> Iterator[Span]:
    at = start
    for word in cutter().cut(run):
        yield Span(at, at + len(word))
        at += len(word)


def _split(word: Span, borders: list[int]) -> Iterator[Span]:
    at = word.start
    first, last = bisect_right(borders, word.start), bisect_left(borders, word.end)
    for border in borders[first:last]:
        yield Span(at, border)
        at = border
    yield Span(at, word.end)


@cache
def cutter() -> Any:
    """A cutter of its own, which knows the terms of the shipped glossary."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba 0.42 has escapes that Python warns of
            import jieba
    except ImportError:
        raise ExtraError.missing("jieba", "compare") from None
    jieba.setLogLevel(60)
    made = jieba.Tokenizer()
    for line in locate("corpus", "glossary.tsv").read_text("utf-8").splitlines()[1:]:
        term = line.split("\t")[0].strip()
        if 2 <= len(term) <= 8:
            made.add_word(term)
    return made
