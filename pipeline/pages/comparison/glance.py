"""What an analyst would quote first: a few sentences, each of which opens what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.results import Comparison
from pipeline.pages.comparison.columns import Column
from pipeline.pages.comparison.indicators import Line
from pipeline.pages.comparison.naming import Both, both
from pipeline.pages.comparison.stress import Stress, said
from pipeline.pages.languages import LANGUAGES, Words

RANKED = 6  # indicators named
STRESSED = 4  # types named


@dataclass(frozen=True, slots=True)
class Sentence:
    """One finding and where it leads."""

    text: Both
    href: str


def sentences(
    comparison: Comparison,
    columns: Sequence[Column],
    lines: Sequence[Line],
    stresses: Sequence[Stress],
    names: Mapping[str, Both],
    words: Words,
) -> tuple[Sentence, ...]:
    """The findings, in the order of the page."""
    return (
        *_nearest(comparison, names, words),
        *_ranks(columns, lines, words),
        *_stresses(stresses, words),
        *_gaps(comparison, words),
    )


def _nearest(comparison: Comparison, names: Mapping[str, Both], words: Words) -> Iterator[Sentence]:
    order = sorted(range(len(comparison.likeness)), key=lambda n: -comparison.likeness[n])
    if not order:
        return
    three = [(names[comparison.others[n].sha256], comparison.likeness[n]) for n in order[:3]]
    listed: Both = {
        x: words.say("comparison.comma", x).join(
            f"{name[x]} ({value:.2f})" for name, value in three
        )
        for x in LANGUAGES
    }
    yield Sentence(both(words, "comparison.glance-alike", names=listed), "#similarity")


def _ranks(columns: Sequence[Column], lines: Sequence[Line], words: Words) -> Iterator[Sentence]:
    """Where the document stands in what it states, as far as more than two state it."""
    own = next(place for place, column in enumerate(columns) if column.number == 0)
    shown = 0
    for line in lines:
        cell = line.cells[own]
        if line.rank and cell and line.ranked > 2 and shown < RANKED:
            shown += 1
            key = "comparison.glance-rank" + ("-least" if line.row.better == "less" else "")
            by = {x: f" · {cell.deadline}" if cell.deadline else "" for x in LANGUAGES}
            text = both(
                words, key, indicator=line.name, amount=cell.amount, by=by, rank=line.rank,
                of=line.ranked,
            )  # fmt: skip
            yield Sentence(text, line.opening)


def _stresses(stresses: Sequence[Stress], words: Words) -> Iterator[Sentence]:
    """What the document stresses more, or less, than all of the others: its interval apart."""
    found = []
    for stress in stresses:
        own, *others = stress.shares
        known = [share.interval for share in others if share]
        bounds = _bounds(stress, [one.value for one in known])
        if own is None or bounds is None or not stress.percent or stress.key == "type:none":
            continue
        low, high = bounds
        apart = max(own.interval.low - high, low - own.interval.high)
        if apart > 0:
            key = "comparison.glance-" + ("more" if own.interval.low > high else "less")
            key += {0: "-usual", 1: "-one"}.get(len(known), "")
            span = _span(f"{low:.0%}", f"{high:.0%}")
            text = both(words, key, share=stress.name, value=said(own.interval, True), others=span)
            found.append((apart, Sentence(text, own.href)))
    found.sort(key=lambda item: -item[0])
    yield from (sentence for _, sentence in found[:STRESSED])


def _span(low: str, high: str) -> str:
    """A range as it is read; what is the same at both ends is said once."""
    return low if low == high else f"{low}–{high}"


def _bounds(stress: Stress, values: Sequence[float]) -> tuple[float, float] | None:
    """Between what the others' estimates lie; without others, the usual half of the genre."""
    if values:
        return min(values), max(values)
    return (stress.usual.low, stress.usual.high) if stress.usual else None


def _gaps(comparison: Comparison, words: Words) -> Iterator[Sentence]:
    if comparison.only_there:
        most = max(len(gap.documents) for gap in comparison.only_there)
        text = both(words, "comparison.glance-lacking", most=most)
        yield Sentence(text, "#gaps")
    if comparison.only_here:
        text = both(words, "comparison.glance-alone", count=len(comparison.only_here))
        yield Sentence(text, "#gaps")
    if comparison.reuse:
        stretches = [one for one in comparison.reuse if one.weight]
        documents = len({one.source for one in stretches})
        if documents:
            text = both(words, "comparison.glance-reuse", count=len(stretches), documents=documents)
            yield Sentence(text, "#wording")
