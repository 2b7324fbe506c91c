"""The proof of a draft: is everything that the clause says there, once, and nothing else?"""

from __future__ import annotations

import re

from pipeline.document import Check

_HAN = re.compile(r"[㐀-鿿]+")


def prove(chinese: str, english: str) -> tuple[Check, ...]:
    """Hold a draft against its clause; one check per thing that was looked at.

    >>> [check.detail for check in prove("支持企业。", "Support 企业.") if not check.ok]
    ['企业']
    """
    left = _HAN.findall(english)
    return (Check("untranslated", not left, " ".join(left)),)
