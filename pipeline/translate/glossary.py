"""The glossary: Chinese policy terms and the English that translators agreed on.

A glossary file is a table `zh <TAB> en <TAB> domain`, where several allowed renderings are
parted by ` | `, the preferred one first. In a clause the longest term wins, and what lies inside
it is not read again: 高新技术企业 is one term, not 高新技术 and 企业. What only seems to be a term
across the seam of two words is none (`seams`): 人工智能体系 holds no 智能体.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.document import Span
from pipeline.errors import RecordError
from pipeline.pattern import Pattern
from pipeline.translate.seams import Seams

_WORD = Pattern(r"[a-z0-9]+")
# A term of Latin letters must not begin or end inside a longer one: 5G but not 5GW.
_LATIN = Pattern(r"[A-Za-z0-9]")
# Nor a term that counts inside a longer figure: 百亿级 but not 五百亿级.
_FIGURE = Pattern(r"[0-9.%零一二两三四五六七八九十百千万亿]")
# Words whose end a term may seem to begin with: 提高|技术水平 holds no 高技术, 城市|政府 no 市政府.
_ENDING_WORD = Pattern(r"[创革更翻高战]新|[提更最增较]高|[城都]市|[特超扩加做壮强重巨]大|中小")
# What makes another word of a term that it follows: 国际竞争力, 国际标准化, 农业生产者.
_GROWN = Pattern(r"[化力者]")
# What may stand for what in English: -ise and -ize, -our and -or, tonne and ton.
_SPELLINGS = (
    (Pattern(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (Pattern(r"our(s|ed|ing|ite)?$"), r"or\1"),
    (Pattern(r"(cent|met|lit|fib|theat)re(s?)$"), r"\1er\2"),
    (Pattern(r"([aeiou])ll(ed|ing|er|ers)$"), r"\1l\2"),
    (Pattern(r"mme$"), "m"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term and its allowed renderings, the preferred one first."""

    chinese: str
    renderings: tuple[str, ...]
    domain: str = ""


@dataclass(frozen=True, slots=True)
class TermFound:
    """A term at its place in a clause."""

    term: Term
    span: Span


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms by their Chinese; build one with `load`, or from terms of your own."""

    terms: tuple[Term, ...]
    _by_start: dict[str, tuple[Term, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        starts: dict[str, list[Term]] = {}
        for term in self.terms:
            starts.setdefault(term.chinese[:1], []).append(term)
        for start, terms in starts.items():
            longest_first = sorted(terms, key=lambda term: -len(term.chinese))
            self._by_start[start] = tuple(longest_first)

    @classmethod
    def load(cls, path: Path | None = None) -> Glossary:
        """Read `path`, or the glossary that ships with the package."""
        path = path or locate("corpus", "glossary.tsv")
        return cls(tuple(_rows(path.read_text("utf-8-sig"), path)))

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def get(self, chinese: str) -> Term | None:
        """The entry of exactly these characters, if there is one."""
        for term in self._by_start.get(chinese[:1], ()):
            if term.chinese == chinese:
                return term
        return None

    def find(self, text: str) -> tuple[TermFound, ...]:
        """The terms of a clause, longest first at each place, none inside another.

        >>> glossary = Glossary((Term("企业", ("enterprises",)), Term("科技企业", ("tech firms",))))
        >>> [found.term.chinese for found in glossary.find("扶持科技企业和企业联盟")]
        ['科技企业', '企业']
        """
        found, at = [], 0
        while at < len(text):
            term = self._at(text, at)
            if term is None:
                at += 1
                continue
            found.append(TermFound(term, Span(at, at + len(term.chinese))))
            at += len(term.chinese)
        return tuple(found)

    def _at(self, text: str, start: int) -> Term | None:
        for term in self._by_start.get(text[start], ()):
            size = len(term.chinese)
            if (
                text.startswith(term.chinese, start)
                and _whole(text, start, size)
                and not Seams.load().cut(text, start, start + size)
            ):
                return term
        return None


def _whole(text: str, start: int, length: int) -> bool:
    """Whether a stretch is no part of a longer word or figure.

    >>> _whole("建设五百亿级园区", 3, 3), _whole("建设百亿级园区", 2, 3)
    (False, True)
    >>> _whole("提高技术水平", 1, 3), _whole("国际竞争力", 0, 4)
    (False, False)
    """
    before, first = text[start - 1 : start] if start else "", text[start]
    last, after = text[start + length - 1], text[start + length : start + length + 1]
    return not (
        (before and _LATIN.match(before) and _LATIN.match(first))
        or (after and _LATIN.match(last) and _LATIN.match(after))
        or (before and _FIGURE.match(before) and _FIGURE.match(first))
        or (before and _ENDING_WORD.match(before + first))
        or (after and _GROWN.match(after))
    )


def _rows(text: str, path: Path) -> Iterator[Term]:
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter="\t"), start=1):
        if not row or row[0].startswith("#") or (number == 1 and row[:2] == ["zh", "en"]):
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip():
            raise RecordError(
                f"{path.name} line {number} is no glossary entry; write zh<TAB>en<TAB>domain."
            )
        yield entry(row[0], row[1], row[2] if len(row) > 2 else "")


def entry(chinese: str, english: str, domain: str = "") -> Term:
    """A term from the cells of a table: renderings are parted by ` | `."""
    renderings = (rendering.strip() for rendering in english.split(" | "))
    return Term(chinese.strip(), tuple(filter(None, renderings)), domain.strip())


def to_tsv(terms: Iterable[Term]) -> str:
    """The table that `Glossary.load` reads, sorted by Chinese."""
    ordered = sorted(terms, key=lambda term: term.chinese)
    rows = [f"{term.chinese}\t{' | '.join(term.renderings)}\t{term.domain}\n" for term in ordered]
    return "zh\ten\tdomain\n" + "".join(rows)


@cache
def stem(word: str) -> str:
    """A word less what English adds to it by grammar or by country.

    >>> stem("enterprises"), stem("modernisation"), stem("centres"), stem("policies")
    ('enterpriz', 'modernization', 'center', 'policy')
    >>> stem("planned"), stem("planning"), stem("improves"), stem("improving")
    ('plan', 'plan', 'improv', 'improv')
    """
    word = _singular(word.lower())
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    for suffix in ("ing", "ed"):
        base = word.removesuffix(suffix)
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base):
            word = base
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
                word = base[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


def stems(english: str) -> tuple[str, ...]:
    """The stems of the words of a sentence, hyphens and marks let go."""
    plain = english.lower().replace("’", "'").replace("'s ", " ")
    return tuple(stem(word) for word in _WORD.findall(plain))


@cache
def root(stem: str) -> str:
    """A stem less what makes a noun of a verb or an adjective of a noun.

    >>> root(stem("integration")), root(stem("integrated")), root(stem("modernization"))
    ('integr', 'integr', 'modern')
    >>> root(stem("development")), root(stem("innovative")), root(stem("innovation"))
    ('develop', 'innov', 'innov')
    >>> root(stem("industrial")), root(stem("industry")), root(stem("technological"))
    ('industr', 'industr', 'technolog')
    """
    for suffix in ("ization", "ion", "ment", "ally", "ly", "ity", "iv", "ness", "iz"):
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 4:
            stem = stem[: -len(suffix)]
            break
    for suffix in ("at", "al", "ic", "y", "i"):
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 4:
            stem = stem[: -len(suffix)]
    return "scienc" if stem == "scientif" else stem
