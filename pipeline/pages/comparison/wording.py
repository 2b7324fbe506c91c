"""Clauses side by side: counterparts with what differs marked, shared wording, who was first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.compare.results import Comparison, Counterpart, Found
from pipeline.compare.reuse import Shared
from pipeline.document import Span
from pipeline.pages.comparison.naming import Both
from pipeline.pages.comparison.openings import Openings, Passage
from pipeline.pages.languages import LANGUAGES
from pipeline.pages.safe import visible

SHOWN = 3  # counterparts of a clause
NEAR = 0.4  # from this score on they are worth a look
PAIRS = 150  # clauses with counterparts
ALIKE = 4  # characters in a row that two clauses share by more than chance
STRETCHES = 60  # of shared wording


@dataclass(frozen=True, slots=True)
class Match:
    """A counterpart: where it stands, how near it is, its words with the marks, what differs."""

    document: int
    name: Both
    citation: str
    score: float
    words: Markup | None
    aspects: tuple[str, ...]
    found: Found


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of the document beside its counterparts, best first.

    `words` has a copy for each of them, for what differs is marked on both sides.
    """

    clause: str
    citation: str
    words: tuple[Markup, ...]
    matches: tuple[Match, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A stretch of wording in two documents, with the clauses round it."""

    name: Both
    citation: str
    other_citation: str
    words: Markup
    other_words: Markup
    first: str
    shared: Shared


def pairs(comparison: Comparison, names: Mapping[str, Both]) -> tuple[Pair, ...]:
    """The clauses of the document that have counterparts near enough, the nearest first.

    Where some can be read and others are known by number alone, those that can be read go first.
    """
    quoted = {(quote.doc, quote.clause): quote for quote in comparison.quotes}
    own = comparison.document.sha256
    near = [(item, _foremost(item)) for item in comparison.counterparts]
    near = [(item, matches) for item, matches in near if matches]
    near.sort(key=lambda one: (one[1][0].words is None, -one[1][0].score))
    found = []
    for item, matches in near[:PAIRS]:
        quote = quoted.get((own, item.clause))
        said = [
            _match(comparison, item, match, names, _citation(quoted, comparison, match))
            for match in matches
        ]
        found.append(
            Pair(
                item.clause,
                quote.citation if quote else "",
                tuple(mine for mine, _ in said),
                tuple(match for _, match in said),
                quote.types if quote else (),
            )
        )
    return tuple(found)


def borrowed(comparison: Comparison, names: Mapping[str, Both]) -> tuple[Borrowed, ...]:
    """The wording that is shared, the weightiest first; set formulas weigh nothing."""
    quoted = {(quote.doc, quote.clause): quote for quote in comparison.quotes}
    own = comparison.document.sha256
    found: list[Borrowed] = []
    for shared in comparison.reuse:
        other = comparison.others[shared.source].sha256
        mine, theirs = quoted.get((own, shared.clause)), quoted.get((other, shared.other_clause))
        if shared.weight and mine and theirs and len(found) < STRETCHES:
            found.append(
                Borrowed(
                    names[other],
                    mine.citation,
                    theirs.citation,
                    marked(mine.words, mine.span.start, {"same": [shared.span]}),
                    marked(theirs.words, theirs.span.start, {"same": [shared.other_span]}),
                    shared.first,
                    shared,
                )
            )
    return tuple(found)


def lenders(
    comparison: Comparison, names: Mapping[str, Both], openings: Openings
) -> tuple[tuple[Both, int, str, str], ...]:
    """With whom wording is shared: the name, how many characters, who was first, what opens it."""
    weight: Counter[int] = Counter()
    stretches: dict[int, list[Shared]] = {}
    for shared in comparison.reuse:
        weight[shared.source] += round(shared.weight)
        stretches.setdefault(shared.source, []).append(shared)
    own = comparison.document.sha256
    found = []
    for source, characters in weight.most_common():
        other = comparison.others[source].sha256
        passages = [
            passage
            for shared in stretches[source]
            for passage in (
                Passage(own, shared.clause, (shared.span,)),
                Passage(other, shared.other_clause, (shared.other_span,)),
            )
        ]
        title = {x: f"{names[own][x]} ↔ {names[other][x]}" for x in LANGUAGES}
        first = stretches[source][0].first
        if characters:
            found.append((names[other], characters, first, openings.add(title, passages)))
    return tuple(found)


def marked(words: str, start: int, marks: Mapping[str, Iterable[Span]]) -> Markup:
    """Words with their marks, each a class; `start` is where they stand in their document.

    Where marks overlap, the one named last wins.

    >>> print(marked("达到3.5%。", 10, {"figure": [Span(12, 16)]}))
    达到<mark class="figure">3.5%</mark>。
    """
    kinds = [""] * len(words)
    for kind, spans in marks.items():
        for span in spans:
            for place in range(max(0, span.start - start), min(len(words), span.end - start)):
                kinds[place] = kind
    shown, at = Markup(), 0
    while at < len(words):
        end = at
        while end < len(words) and kinds[end] == kinds[at]:
            end += 1
        said = visible(words[at:end])
        shown += Markup('<mark class="{}">{}</mark>').format(kinds[at], said) if kinds[at] else said
        at = end
    return shown


def alike(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """The stretches that two clauses have in the same words.

    >>> alike("谋划三座重点实验室", "建设重点实验室")
    ([Span(start=4, end=9)], [Span(start=2, end=7)])
    """
    from rapidfuzz.distance import Indel

    mine, theirs = [], []
    for step in Indel.opcodes(one, other):
        if step.tag == "equal" and step.src_end - step.src_start >= ALIKE:
            mine.append(Span(step.src_start, step.src_end))
            theirs.append(Span(step.dest_start, step.dest_end))
    return mine, theirs


def _foremost(item: Counterpart) -> list[Found]:
    """The counterparts that are shown: near enough, the readable ones first."""
    near = [match for match in item.matches if match.score >= NEAR]
    return sorted(near, key=lambda match: match.words is None)[:SHOWN]


def _citation(
    quoted: Mapping[tuple[str, str], object], comparison: Comparison, match: Found
) -> str:
    quote = quoted.get((comparison.others[match.source].sha256, match.clause))
    return str(getattr(quote, "citation", ""))


def _match(
    comparison: Comparison, item: Counterpart, match: Found, names: Mapping[str, Both], cited: str
) -> tuple[Markup, Match]:
    """The clause and its counterpart, marked for each other."""
    here: dict[str, Sequence[Span]] = {"same": []}
    there: dict[str, Sequence[Span]] = {"same": []}
    words = None
    if match.words:
        mine, theirs = alike(item.words, match.words)
        here["same"] = [_moved(span, item.span.start) for span in mine]
        there["same"] = [_moved(span, match.span.start) for span in theirs]
        for difference in match.differs:
            here[difference.aspect] = [*here.get(difference.aspect, ()), *difference.here_spans]
            there[difference.aspect] = [*there.get(difference.aspect, ()), *difference.there_spans]
        words = marked(match.words, match.span.start, there)
    name = names[comparison.others[match.source].sha256]
    aspects = tuple(dict.fromkeys(difference.aspect for difference in match.differs))
    made = Match(match.source, name, cited, match.score, words, aspects, match)
    return marked(item.words, item.span.start, here), made


def _moved(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)
