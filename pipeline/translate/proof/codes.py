"""Codes of goods, places and posts: they look like numbers and are told sign for sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pattern import Pattern

# 020201 begins with what no number begins with; 450101 and 610041 stand behind what names them. Not
# 2，000万亩, 2024.05, 10:00, 第003号, 编码1000个.
_CODE = Pattern(
    r"(?<![\d.,，:：/\-—–~～第])(?P<begun>0\d{2,})(?![\d.%,，号]|[-—:：]\d)"
    r"|(?:代码|编码|邮编|邮政编码)[为是：:]?\s*(?P<named>\d{4,})(?![\d.%个家项户名件条种])"
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
        if not re.search(rf"(?<!\d){code}(?!\d)", english):
            yield f"{code} is missing"
