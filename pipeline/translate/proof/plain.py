"""Make a clause plain before its figures are read: full width, torn figures, codes."""

from __future__ import annotations

import html
import re

from pipeline.pattern import Pattern

WIDE = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    | {ord("％"): ord("%"), ord("．"): ord("."), ord("＋"): ord("+"), ord("／"): ord("/")}
)
"""Full-width figures and letters to plain ones, one for one."""

CODES = Pattern(
    r"(?:https?:?/+|www\.)[\w./:?=&%#~+-]+|[\w.-]+@[\w-]+\.[\w.]+|"
    r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d])"
    r"|\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)"
)
"""Addresses, telephone numbers and section numbers (4.2.3), which are compared as they stand."""


# 一、二三四·五万吨, as documents of the fifties write figures.
_SIGN = "[〇零○一二三四五六七八九]"
_ANY = "〇零○一二三四五六七八九十百千万亿"
_POSITIONAL = Pattern(
    rf"(?<!{_SIGN}){_SIGN}{{1,3}}(?:、{_SIGN}{{3}})+(?:·{_SIGN}+)?(?![、{_SIGN}十])"
    rf"|{_SIGN}+·{_SIGN}+(?=[万亿元倍])|(?<=百分之){_SIGN}+·{_SIGN}+|{_SIGN}{{3,}}(?=[万亿])"
    rf"|(?<![{_ANY}])[一二三四五六七八九][〇零○](?=[万亿])"
)
_DIGITS = str.maketrans("〇零○一二三四五六七八九、·", "000123456789,.")


def _joined(found: re.Match[str]) -> str:
    """“1 5 1” and “1-5-1” are one name."""
    return re.sub(r"[ -]", "", found.group())


_PAGE = Pattern(r"(?<=[^\d\s]) [-—] ?\d{1,3} ?[-—] (?=\S)")


def plain(text: str) -> str:
    """A clause with full-width figures made plain and figures torn apart joined.

    >>> plain("到２０２５年达到 1 8 0 0公里")
    '到2025年达到 1800公里'
    """
    text = re.sub(r"\.{3,}|…+", "…", html.unescape(text).translate(WIDE))
    text = re.sub(r"(?<![\d.])(\d{1,2}\.)(?=(?:19|20)\d\d年)", r"\1 ", text)
    text = _PAGE.sub(" ", text)
    text = _POSITIONAL.sub(lambda found: found.group().translate(_DIGITS), text)
    text = re.sub(r"(?<=[“\"])\d(?:[ -]\d){2,}(?=[”\"])", _joined, text)
    text = re.sub(r"(?<=\d) ?· ?(?=\d+ ?[%万亿元])", ".", text)
    text = CODES.sub(lambda found: " " * len(found.group()), text)
    return re.sub(r"(?<=\d) (?=\d)", "", text) if re.search(r"\d \d \d|\b\d \d\b", text) else text
