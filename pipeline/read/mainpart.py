"""Find the element of a page that holds the document, and drop what the site puts around it.

Sites that publish through the usual systems name the element (`UCAP-CONTENT`, `TRS_Editor`,
`zoom`). Where none does, it is the innermost element that holds nearly all of the page's running
text: words outside links, those of sentences above all. Menus, related articles and footers are
links and fragments, and so weigh little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.pattern import Pattern
from pipeline.read.markup import SKIPPED, is_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

# What content systems of government sites call the element, by id or class.
NAMED = Pattern(
    r"(?:^|\s)(?:UCAP-CONTENT|TRS_Editor|TRS_UEDITOR|TRS_PreAppend|Custom_UnionStyle|zoom|zoomcon"
    r"|b12c|pages_content|article-?con(?:tent)?|artcle_content|news_?content|view|xxgk_content"
    r"|text_content|info-?content|main_?text|content_?text|detail-?content|bt_content"
    r"|arti_content)(?=\s|$)",
    re.IGNORECASE,
)
SURROUNDINGS = Pattern(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|crumbs?|bread-?crumbs?|dqwz|location|position|share\w*"
    r"|bdshare\w*|foot(?:er)?\w*|header|top-?bar|side-?bar|related\w*|xgwd|xgjd|copyright|toolbar|tools?|qr-?code|ewm|paging|pagination|pages?"
    r"|search\w*|login|print\w*|wza|barrier-free|weixin|banner|links?|friend-?links?)(?=[\s_-]|$)",
    re.IGNORECASE,
)
OUTER = frozenset(("nav", "footer", "aside", "form"))

SENTENCE = Pattern("[。；]")

# Shares of the page's running text. Site furniture, measured on the tests' pages, stays under a
# tenth; a named element is trusted with half, for some pages put the attachments outside it.
NEARLY_ALL = 0.9
HALF = 0.5
FURNITURE = 0.15


def remove_surroundings(root: _Element) -> None:
    """Drop menus, breadcrumbs, share buttons and footers, unless they hold much of the text."""
    weights = _weights(root)
    limit = weights[root] * FURNITURE
    doomed = [
        element
        for element in root.iterdescendants()
        if isinstance(element.tag, str)
        and (element.tag in OUTER or weights[element] <= limit)
        and weights[element] < weights[root] * HALF
        and (element.tag in OUTER or SURROUNDINGS.search(_names(element)))
        and not NAMED.search(_names(element))
    ]
    for element in doomed:
        _drop(element)


def main_part(root: _Element) -> _Element:
    """Return the element that holds the document; the root itself if none stands out."""
    weights = _weights(root)
    total = weights[root]
    named = [e for e in root.iter() if isinstance(e.tag, str) and NAMED.search(_names(e))]
    if named:
        best = max(named, key=weights.__getitem__)  # of nested ones of equal weight the outermost
        if weights[best] >= total * HALF:
            return best
    part = root
    while True:
        inner = max(part, key=weights.__getitem__, default=None)
        if inner is None or weights[inner] < total * NEARLY_ALL or not isinstance(inner.tag, str):
            return part
        if inner.tag in ("p", "span", "strong", "tr", "tbody", "font"):
            return part
        part = inner


def _weights(root: _Element) -> defaultdict[_Element, float]:
    """How much running text each element holds: characters outside links, sentences threefold."""
    from lxml import etree

    weights: defaultdict[_Element, float] = defaultdict(float)
    in_link = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in SKIPPED or is_hidden(element):
                walk.skip_subtree()
                continue
            in_link += element.tag == "a"
            weights[element] += 0.0 if in_link else _weight(element.text)
            continue
        if not (element.tag in SKIPPED or is_hidden(element)):
            in_link -= element.tag == "a"
        parent = element.getparent()
        if element is not root and parent is not None:
            tail = 0.0 if in_link else _weight(element.tail)
            weights[parent] += weights[element] + tail
    return weights


def _weight(words: str | None) -> float:
    if not words:
        return 0.0
    size = len("".join(words.split()))
    return size * (3.0 if SENTENCE.search(words) else 1.0)


def _names(element: _Element) -> str:
    return f"{element.get('id', '')} {element.get('class', '')}"


def _drop(element: _Element) -> None:
    """Take an element out and leave the words that follow it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
