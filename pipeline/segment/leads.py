"""Find run-in headings (段首标题句): sentences that name what the following sentences set out.

    建设创新平台。高水平建设科学城，…。      a heading: the sentences after it say how
    加快建设南站。编制港口规划。…            a measure among measures

Nothing marks them, so two things are weighed. What the sentence says: short, a verb and what it
acts on, no figure, its words taken up by the next sentence (`weights.Weights`, learned from the
headings that do have a marker before them). And where it stands: first in its paragraph, while
the paragraphs beside it begin alike, or one of several such sentences with a good stretch of text
after each. The weights of the second were fitted on labelled documents (`pipeline.train.leads`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import exp

from pipeline.document import Span
from pipeline.pattern import Pattern
from pipeline.segment.openings import Opening, Stretch
from pipeline.segment.sentences import sentences
from pipeline.segment.weights import Weights

SHORTEST, LONGEST = 3, 45  # of a heading, in characters, without its 。
MOST_COMMAS = 2
# How much of the next sentence is looked at.
LONGEST_SEEN = 300
# What a heading does not begin with: the rest of a broken quotation, a date, an address to people,
# a marker that lost its line.
NO_HEADING = Pattern(
    r"[”’」』）)，、；：的]|今年|去年|明年|(?:19|20)[0-9]{2}年|各位|同志们|现在|当前|[（(][一二三四五六七八九十]"
)
# How the sentence after an aphorism goes on: 人勤春来早。我们要….
RHETORIC = ("我", "让我们", "这", "他", "它", "今年", "去年")
# A heading in mid-paragraph is short and has text after it (characters).
SPREAD_LENGTH, SPREAD_TEXT = 22, 50
PREFIX = range(8, 1, -1)


@dataclass(slots=True)
class Candidate:
    """A short sentence that another follows, and all that is weighed about it."""

    span: Span
    body: str  # without its 。
    place: int  # which sentence of its stretch it is
    content: float
    following: str
    features: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Paragraph:
    """A stretch with its sentences cut and its candidates weighed by their content."""

    stretch: Stretch
    cut: list[Span]
    candidates: list[Candidate]

    @property
    def first(self) -> float:
        """How much the first sentence sounds like a heading, from 0 to 1."""
        head = self.candidates[0] if self.candidates else None
        return _sigmoid(head.content) if head and not head.place else 0.0

    @property
    def begins_a_line(self) -> bool:
        return len(self.cut) > 1 and not (self.stretch.after_heading or self.stretch.continues)


def leads(text: str, stretches: Iterable[Stretch], weights: Weights) -> list[Opening]:
    """The run-in headings of a document, from its running text."""
    return [
        Opening("lead", candidate.span.start, words, heading=_heading(candidate))
        for candidate, words in candidates(text, stretches, weights)
        if weights.is_lead(candidate.features)
    ]


def candidates(
    text: str, stretches: Iterable[Stretch], weights: Weights
) -> Iterator[tuple[Candidate, Span]]:
    """Every sentence that may be a run-in heading, its features filled in, and its stretch."""
    paragraphs = [
        _paragraph(text, stretch, weights) for stretch in stretches if not stretch.provision
    ]
    alike = [paragraph.first for paragraph in paragraphs if paragraph.begins_a_line]
    document = sum(alike) / len(alike) if alike else 0.0
    for _, block in groupby(paragraphs, key=lambda paragraph: paragraph.stretch.block):
        for paragraph, beside in _beside(text, list(block)):
            if paragraph.candidates:
                _weigh(paragraph, beside, document)
            for candidate in paragraph.candidates:
                yield candidate, paragraph.stretch.words


def _heading(candidate: Candidate) -> Span:
    return Span(candidate.span.start, candidate.span.start + len(candidate.body))


def _paragraph(text: str, stretch: Stretch, weights: Weights) -> _Paragraph:
    first_end = text.find("。", stretch.words.start, stretch.words.end)
    if not 0 <= first_end < stretch.words.end - 2:
        return _Paragraph(stretch, [], [])  # one sentence, the common case
    cut = [
        span
        for span in sentences(text, stretch.words.start, stretch.words.end)
        if not (text[span.start] in "（(〔[【" and text[span.end - 1] in "）)〕]】")  # a note
    ]
    found = []
    for place in range(int(stretch.continues), len(cut) - 1):
        span = cut[place]
        body = text[span.start : span.end - 1]
        if not (SHORTEST <= len(body) <= LONGEST and text[span.end - 1] == "。"):
            continue
        if body.count("，") <= MOST_COMMAS and not NO_HEADING.match(body):
            following = text[cut[place + 1].start : cut[place + 1].end][:LONGEST_SEEN]
            found.append(Candidate(span, body, place, weights.content(body, following), following))
    return _Paragraph(stretch, cut, found)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the other paragraphs of the block say about one of them."""

    alone: bool  # there are none
    last: bool
    first: float  # how much their first sentences sound like headings
    prefix: int  # how many characters the first sentence shares with another's


def _beside(text: str, block: list[_Paragraph]) -> Iterator[tuple[_Paragraph, _Beside]]:
    lines = [paragraph for paragraph in block if paragraph.begins_a_line]
    total = sum(paragraph.first for paragraph in lines)
    starts = [text[p.cut[0].start : min(p.cut[0].end, p.cut[0].start + PREFIX[0])] for p in lines]
    shared = Counter(start[:n] for start in starts for n in PREFIX if len(start) >= n)
    for paragraph in block:
        others = len(lines) - paragraph.begins_a_line
        own = paragraph.first if paragraph.begins_a_line else 0.0
        prefix = 0
        if paragraph.begins_a_line:
            at = paragraph.cut[0].start
            prefix = next((n for n in PREFIX if shared[text[at : at + n]] > 1), 0)
        first = (total - own) / others if others else 0.0
        yield paragraph, _Beside(not others, paragraph is block[-1], first, prefix)


def _weigh(paragraph: _Paragraph, beside: _Beside, document: float) -> None:
    """Fill in the features of a paragraph's candidates."""
    parallels = _parallels(paragraph.candidates)
    spread = _spread(paragraph.candidates)
    gap_end = paragraph.cut[-1].start
    for candidate, parallel in zip(
        reversed(paragraph.candidates), reversed(parallels), strict=True
    ):
        shared = _shared_features(candidate, len(paragraph.cut), gap_end - candidate.span.end)
        if candidate.place:
            own = {
                "inner": 1.0,
                "copula": float("是" in candidate.body),
                "inner content": candidate.content,
                "inner first": paragraph.first,
                "inner alone": float(beside.alone),
                "inner beside": beside.first,
                "inner parallel": parallel,
                "inner spread": spread.get(candidate.place, 0) / 3,
            }
        elif paragraph.stretch.after_heading:
            own = {
                "after": 1.0,
                "copula": float("是" in candidate.body),
                "after content": candidate.content,
                "after parallel": parallel,
            }
        else:
            rhetoric = beside.last and candidate.following.startswith(RHETORIC)
            own = {
                "first content": candidate.content,
                "first beside": beside.first,
                "first document": document,
                "first prefix": beside.prefix / 4,
                "first rhetoric": float(rhetoric),
                # 数字化是必由之路。…数字化是关键之举。…: two that begin alike are headings
                "copula": float("是" in candidate.body and not beside.prefix),
            }
        candidate.features = shared | own
        if candidate.content > -1:
            gap_end = candidate.span.start


def _shared_features(candidate: Candidate, count: int, gap: int) -> dict[str, float]:
    body = candidate.body
    return {
        "comma": float("，" in body),
        "inner length" if candidate.place else "length": len(body) / 10,
        "gap": min(gap, 200) / 100,
        "rhetoric": float(candidate.following.startswith(RHETORIC)),
        "digit": float(any(map(str.isdigit, body))),
        "two": float(count == 2),
    }


def _parallels(found: Sequence[Candidate]) -> list[float]:
    """For each candidate, how heading-like its best parallel in the paragraph sounds.

    Parallel are sentences of a length, or nearly so with the same first or last character, or with
    the same verb; not the next sentence, since measures come in rows.
    """
    best: dict[tuple[object, ...], list[tuple[float, int]]] = defaultdict(list)
    for candidate in found:
        if candidate.content > -3 and "，" not in candidate.body:
            for key in _keys(candidate.body, 0):
                best[key].append((_sigmoid(candidate.content), candidate.place))
    for row in best.values():
        row.sort(reverse=True)
        del row[4:]  # itself and its two neighbours never count
    return [
        max(
            (
                score
                for step in (-1, 0, 1)
                for key in _keys(candidate.body, step)
                for score, place in best.get(key, ())
                if abs(place - candidate.place) > 1
            ),
            default=0.0,
        )
        for candidate in found
    ]


def _keys(body: str, step: int) -> list[tuple[object, ...]]:
    length = len(body) + step
    keys: list[tuple[object, ...]] = [("first", length, body[0]), ("last", length, body[-1])]
    return keys if step else [*keys, ("length", length), ("verb", body[:2])]


def _spread(found: Sequence[Candidate]) -> dict[int, int]:
    """The candidates that are short and have text after them, each with how many there are."""
    kept: list[Candidate] = []
    for candidate in found:
        if candidate.content <= -2 or "，" in candidate.body or len(candidate.body) > SPREAD_LENGTH:
            continue
        if not kept or candidate.span.start - kept[-1].span.end >= SPREAD_TEXT:
            kept.append(candidate)
    return {candidate.place: min(len(kept), 6) for candidate in kept}


def _sigmoid(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
