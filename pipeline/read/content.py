"""What a reader hands over: the words of a file, before anybody looks for clauses in them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.pattern import Pattern

LINE_END = Pattern(r"\r\n?")

# No format allows them in text, no encoding can write them: a broken font or reference made them.
IMPOSSIBLE = Pattern("[\x00\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, and what the file says outside the text.

    `title` is the one that it declares for itself, `particulars` the lines in which a web page
    tells the document's number, issuer and date (发文字号：云政规〔2024〕6号).
    """

    text: str
    title: str | None = None
    particulars: tuple[str, ...] = ()


def plain_lines(text: str) -> str:
    r"""Return `text` with every line end as \n, and without a byte order mark.

    >>> plain_lines("\ufeff一、目标\r\n二、任务\r")
    '一、目标\n二、任务\n'
    """
    return LINE_END.sub("\n", text.removeprefix("\ufeff"))


def without_impossible(text: str) -> str:
    """Return `text` without NUL, lone surrogates and noncharacters."""
    return IMPOSSIBLE.sub("", text)
