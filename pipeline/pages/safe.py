"""Policy text is data and never markup: how it gets onto a page unharmed and harmless.

A document may hold `<script>`, a right-to-left override that turns 500万 round, or a NUL. On a page
all of it is to be seen as what it is: markup as text, what is invisible as its code point.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from markupsafe import Markup

# C0 and C1 but for tab and line ends; soft hyphen; bidi marks, embeddings, overrides and isolates;
# zero-width characters; annotation and tag characters; halves of a pair, which no UTF-8 has.
# Variation selectors stay: Chinese characters need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# `<` and `&` so that no `</script>` or `<!--` can be formed; the rest as escapes, so that nothing
# unseen stands in the source, and lone surrogates because they cannot be written as UTF-8.
_UNSAFE_IN_SCRIPT = re.compile(f"[<>&]|{_UNSEEN.pattern}")


def embedded(data: Any) -> Markup:
    """`data` as JSON that may stand in a `<script type="application/json">`.

    >>> print(embedded({"a": "</script>"}))
    {"a":"\\u003c/script\\u003e"}
    """
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE_IN_SCRIPT.sub(_escape, packed))


def visible(text: str) -> Markup:
    r"""`text` escaped, its invisible characters shown as code points; white space stays.

    >>> print(visible("<b>给予\u202e500万元"))
    &lt;b&gt;给予<span class="unseen" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>500万元
    """
    if not _UNSEEN.search(text):
        return Markup.escape(text)
    shown, at = Markup(), 0
    for found in _UNSEEN.finditer(text):
        shown += Markup.escape(text[at : found.start()]) + _shown(found[0])
        at = found.end()
    return shown + Markup.escape(text[at:])


def plain(text: str) -> str:
    r"""`text` with its invisible characters as code points, for titles, attributes and JSON.

    >>> plain("澜州\u202e决定")
    '澜州[U+202E]决定'
    """
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def _escape(found: re.Match[str]) -> str:
    """A character as JSON may write it; beyond 16 bits it takes a pair."""
    beyond = ord(found[0]) > 0xFFFF
    return json.dumps(found[0])[1:-1] if beyond else f"\\u{ord(found[0]):04x}"


def _shown(character: str) -> Markup:
    name = unicodedata.name(character, "")
    return Markup('<span class="unseen" title="{}">U+{:04X}</span>').format(name, ord(character))
