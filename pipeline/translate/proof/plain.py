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


def plain(text: str) -> str:
    """A clause with full-width figures made plain and figures torn apart joined.

    >>> plain("到２０２５年达到 1 8 0 0公里")
    '到2025年达到 1800公里'
    """
    text = re.sub(r"\.{3,}|…+", "…", html.unescape(text).translate(WIDE))
    text = re.sub(r"^(\s*\d{1,2}\.)(?=(?:19|20)\d\d年)", r"\1 ", text)
    text = CODES.sub(lambda found: " " * len(found.group()), text)
    return re.sub(r"(?<=\d) (?=\d)", "", text) if re.search(r"\d \d \d|\b\d \d\b", text) else text
