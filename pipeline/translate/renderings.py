"""Where a rendering stands in a draft: as it is, in another order or form, or in a list.

environment for doing business                business environment
across regions, departments and levels        across departments
R&D spending                                  spending on research and development
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.translate.glossary import root, stems
from pipeline.translate.lexicon import STOP_STEMS

_WORD = Pattern(r"R&D|[Ss]ci-tech|[A-Za-z0-9]+(?:['’][a-z]+)?")

# Words that may stand between those of a term: `commercialization of research results`.
SLACK = 3

# Words that may stand between where a term shares one with its neighbours in a list:
# `across regions, departments and levels` for 跨地区, 跨部门, 跨层级.
LIST_SLACK = 12
_LIST = Pattern(r",| and | or |&")
_LIST_END = Pattern(r"[.;:!?]\s")

# Short and long, open and closed forms of the same words.
_LONG_FORMS = {
    "r&d": "research and development", "sci-tech": "science and technology",
    "smes": "small and medium sized enterprises", "ai": "artificial intelligence",
    "iot": "internet of things", "gdp": "gross domestic product", "eco": "ecology",
    "wellbeing": "well being", "healthcare": "health care", "childcare": "child care",
    "multilevel": "multi level", "livestreaming": "live streaming", "makerspace": "maker space",
    "makerspaces": "maker space", "agrifood": "agricultural food", "nationwide": "national",
}  # fmt: skip


def words_of(english: str) -> list[tuple[str, Span]]:
    """The stems of a draft with the places of their words."""
    found: list[tuple[str, Span]] = []
    for word in _WORD.finditer(english):
        said = _LONG_FORMS.get(word.group().lower(), word.group())
        found.extend((stem, Span(*word.span())) for stem in stems(said))
    return found


def place_of(words: Sequence[tuple[str, Span]], rendering: str) -> Span | None:
    """Where a rendering stands, whatever its number and spelling."""
    wanted = [stem for stem, _ in words_of(rendering)]
    if not wanted:
        return None
    for at in range(len(words) - len(wanted) + 1):
        if all(words[at + n][0] == stem for n, stem in enumerate(wanted)):
            return Span(words[at][1].start, words[at + len(wanted) - 1][1].end)
    return None


def loosely(words: Sequence[tuple[str, Span]], rendering: str, english: str) -> Span | None:
    """Where the roots of a rendering stand together: in another order, or parted by particles.

    A figure or a name in marks may part them too: `export value of the "new three" products`.
    """
    order = [root(stem) for stem, _ in words_of(rendering) if stem not in STOP_STEMS]
    return (
        _together(words, order)
        or _listed(words, [root(stem) for stem, _ in words], order, english)
        or _together(_unnamed(words, english), order, most=0)
    )


def _together(
    words: Sequence[tuple[str, Span]], order: Sequence[str], *, most: int = 1
) -> Span | None:
    """Where the roots stand with nothing but particles between, or `most` words in another order.

    `business operating environment` is another term; `environment for doing business` is not.
    """
    wanted = Counter(order)
    roots = [root(stem) for stem, _ in words]
    for at in range(len(words)):
        if roots[at] not in wanted:
            continue
        window = roots[at : at + len(order) + SLACK]
        if wanted - Counter(window):
            continue
        last = max(n for n, one in enumerate(window) if one in wanted)
        between = [
            one
            for one, (stem, _) in zip(window[:last], words[at:], strict=False)
            if one not in wanted and stem not in STOP_STEMS
        ]
        turned = [one for one in window if one in wanted][: len(order)] != order
        if len(between) <= (most if turned else 0):
            return Span(words[at][1].start, words[at + last][1].end)
    return None


_FIGURE = Pattern(r"\d[\d,.]*")
_NAME = Pattern(r"[“\"][^”“\"\n]{1,40}[”\"]|(?<=\s)['‘][^'’\n]{1,40}['’](?=[\s,.;])")


def _unnamed(words: Sequence[tuple[str, Span]], english: str) -> list[tuple[str, Span]]:
    """The words that are neither a figure nor part of a name in marks."""
    names = [name.span() for name in _NAME.finditer(english)]
    return [
        (stem, span)
        for stem, span in words
        if not _FIGURE.fullmatch(stem)
        and not any(start < span.start and span.end < end for start, end in names)
    ]


def _listed(
    words: Sequence[tuple[str, Span]], roots: Sequence[str], order: Sequence[str], english: str
) -> Span | None:
    """Where the roots stand in order, parted once by other members of a list."""
    for split in range(1, len(order)):
        head, tail = list(order[:split]), list(order[split:])
        for at in range(len(roots) - len(order) + 1):
            if list(roots[at : at + split]) != head:
                continue
            for gap in range(1, LIST_SLACK + 1):
                start = at + split + gap
                if list(roots[start : start + len(tail)]) != tail:
                    continue
                between = english[words[at + split - 1][1].end : words[start][1].start]
                if _LIST.search(between) and not _LIST_END.search(between):
                    return Span(words[at][1].start, words[start + len(tail) - 1][1].end)
    return None
