"""Find run-in headings (段首标题句): sentences that name what the following sentences set out."""

from __future__ import annotations

import re

from pipeline.document import Span

POINT = re.compile(
    r"(?:(?<=[。；：，！？:;”）])|(?<![\s\S])|(?<=[\s\u3000]))"
    r"(?P<marker>[一二三四五六七八九十]是|首先|其次|再次|最后)(?=[\s，,]?\S)(?!以来)"
)
ORDER = {f"{han}是": n for n, han in enumerate("一二三四五六七八九十", 1)}


def leads(text: str, words: Span, *, after_heading: bool) -> list[Span]:
    """The run-in headings among the sentences of `words`."""
    return []


def points(text: str, words: Span) -> list[tuple[int, str, Span | None]]:
    """The points of a paragraph (一是…二是…): start, marker, and the heading if it has one."""
    found = [
        (match.start(), match["marker"])
        for match in POINT.finditer(text, words.start, words.end)
    ]
    return [(start, marker, None) for start, marker in found]
