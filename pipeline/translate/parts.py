"""Cut long clauses into parts that a model drafts well, and join the drafts again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.pattern import Pattern
from pipeline.translate.network import LONGEST
from pipeline.translate.pinyin import is_spelled

# What is longer is cut at ； or ，: of a short part the model loses fewer words. Of 50, 80, 110 and
# 160, 80 served held-out clauses best (50 while the network was smaller).
MAX_CHARACTERS = 80

# A list within one phrase is only torn where there is no other way.
MAX_LIST = 100

_OPEN, _CLOSE = "（(《“「【", "）)》”」】"
_END = Pattern(r"[。！？：；，、.!?:;,]$")
_ANY_MARK = "。；;，,、：）) "
_MARKS = {"；": ";", ";": ";", "，": ",", ",": ",", "、": ","}

# Words that would be taken for others where a hyphen or a comma follows: May-June, Class-A.
_NAMES = frozenset(("Party", "Class", "March", "April", "May", "June", "July", "August"))
# unswervingly, standardizing, unify, adhere, enrich
_NO_NAME = Pattern(
    r"(?<!^ju)(?<!^ita)ly$|[a-z]{2}(?:(?<!lou)i[sz]e|ify|ing|here|(?<!zu)rich|force)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a clause, as a sentence of its own, and the mark that it ended with."""

    words: str
    mark: str


def fitting(clause: str) -> list[Part]:
    """The clause in parts that fit the model: itself, or cut after ；, else after ， or 、.

    A cut falls inside brackets or quotation marks only where a part would be longer than `LONGEST`.

    >>> [part.words for part in fitting(" 推进改革。 ")], fitting("  ")
    (['推进改革。'], [])
    >>> long = "推进" + "数字化建设" * 8 + "；完善" + "公共服务" * 10 + "。"
    >>> [(part.words[-1], part.mark) for part in fitting(long)]
    [('。', '；'), ('。', '。')]
    """
    words = clause.strip()
    pieces = [words] if words else []
    for marks, longest in (("；;", MAX_CHARACTERS), ("，,", MAX_CHARACTERS), ("、", MAX_LIST)):
        pieces = [
            short
            for piece in pieces
            for short in (_packed(piece, marks, longest) if len(piece) > longest else (piece,))
        ]
    pieces = [short for piece in pieces for short in _broken(piece)]
    if len(pieces) <= 1:
        return [Part(piece, piece[-1]) for piece in pieces]
    return [Part(_END.sub("。", piece), piece[-1]) for piece in pieces]


def _packed(words: str, marks: str, longest: int) -> Iterator[str]:
    """Cut after `marks`; neighbours stay together while they fit, in parts of like length."""
    aim = len(words) / math.ceil(len(words) / longest)
    held = ""
    for piece in _cut(words, marks):
        together = len(held) + len(piece)
        if held and (together > longest or len(held) + len(piece) / 2 > aim):
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _broken(words: str) -> Iterator[str]:
    """What has no place to cut: after any mark or space in the second half, else anywhere."""
    while len(words) > LONGEST:
        half = LONGEST // 2
        last = max(words.rfind(mark, half, LONGEST) for mark in _ANY_MARK)
        end = last + 1 if last >= 0 else LONGEST
        yield words[:end]
        words = words[end:]
    yield words


def _cut(words: str, marks: str) -> Iterator[str]:
    start = depth = 0
    for at, character in enumerate(words):
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if not depth and character in marks:
            yield words[start : at + 1]
            start = at + 1
    if start < len(words):
        yield words[start:]


def _ends_as_no_name(word: str) -> bool:
    """Whether a word is an adverb, a participle or a verb by its end, and no name in pinyin."""
    return bool(_NO_NAME.search(word)) and not is_spelled(word)


def joined(parts: Sequence[Part], drafts: Sequence[str], is_common: Callable[[str], bool]) -> str:
    """The drafts of the parts as one sentence; `is_common` tells words from names.

    >>> parts = [Part("改善水质。", "，"), Part("保护耕地。", "。")]
    >>> joined(parts, ["Improve water quality.", "Protect farmland."], lambda word: True)
    'Improve water quality, protect farmland.'
    """
    said = ""
    for part, draft in zip(parts, drafts, strict=True):
        if not draft:
            continue
        first = draft.split(" ", 1)[0]
        begun = first.split("-", 1)[0].rstrip(",")
        first = begun if len(begun) > 1 and begun not in _NAMES else first
        word, small = first == "A" or (first.isalpha() and first[1:].islower()), first.lower()
        if (
            said.rstrip('"').endswith((",", ";"))
            and word
            and (is_common(small) or _ends_as_no_name(small))
        ):
            draft = draft[:1].lower() + draft[1:]
        mark = _MARKS.get(part.mark) if part is not parts[-1] else None
        said = f"{said} {draft}".strip()
        if mark and said.endswith("."):
            said = said[:-1] + mark
        elif mark and said.endswith('."'):  # English has a comma before the quotation mark
            said = said[:-2] + (',"' if mark == "," else f'"{mark}')
    return said
