"""Find run-in headings (段首标题句): sentences that name what the following sentences set out."""

from __future__ import annotations

from pipeline.document import Span


def leads(text: str, words: Span, *, after_heading: bool) -> list[Span]:
    """The run-in headings among the sentences of `words`."""
    return []
