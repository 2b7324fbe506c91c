"""Codes of goods, places and posts: they look like numbers and are told sign for sign."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.pattern import Pattern

# 020201 begins with what no number begins with; 450101 and 610041 stand behind what names them. Not
# 2，000万亩, 2024.05, 10:00.
_CODE = Pattern(
    r"(?<![\d.,，:：/\-—–~～])(?P<begun>0\d{2,})(?![\d.%,，]|[-—:：]\d)"
    r"|(?:代码|编码|邮编|邮政编码|编号)[为是：:]?\s*(?P<named>\d{4,})(?![\d.%])"
)


def changed(chinese: str, english: str) -> Iterator[str]:
    """What is wrong with codes that the draft tells as numbers, or not at all.

    >>> list(changed("020201 计算机零售", "20,201 Retailing of computers"))
    ['020201 is missing']
    >>> list(changed("020201 计算机零售", "020201 Retailing of computers"))
    []
    """
    for found in _CODE.finditer(chinese):
        code = found["begun"] or found["named"]
        if code not in english:
            yield f"{code} is missing"
