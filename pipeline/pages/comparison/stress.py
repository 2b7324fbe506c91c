"""What documents stress: shares of task types, figures, deadlines, bodies, and how firmly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.emphasis import Emphasis, Interval
from pipeline.compare.results import Comparison, Usual
from pipeline.pages.comparison.columns import Column
from pipeline.pages.comparison.naming import Both
from pipeline.pages.comparison.openings import Openings, Passage
from pipeline.pages.languages import LANGUAGES, Language, Words

SPECIFIC = ("with_figure", "with_deadline", "with_body")
STEPS = ("must", "ensure", "undertake", "encourage", "explore")


@dataclass(frozen=True, slots=True)
class Share:
    """One estimate of one document, and what opens its clauses."""

    interval: Interval
    href: str


@dataclass(frozen=True, slots=True)
class Stress:
    """One thing that documents stress more or less: its name, a share for each document."""

    key: str
    name: Both
    percent: bool
    shares: tuple[Share | None, ...]
    usual: Usual | None


def stresses(
    comparison: Comparison, columns: Sequence[Column], openings: Openings, words: Words
) -> tuple[Stress, ...]:
    """Task types in the codebook's order, then how specific and how firm the documents are."""
    told = [column for column in columns if column.number < len(comparison.emphasis)]
    if not told:
        return ()
    types = [f"type:{name}" for name in comparison.emphasis[0].mix]
    return tuple(
        _stress(comparison, key, told, openings, words) for key in (*types, *SPECIFIC, "firmness")
    )


def _stress(
    comparison: Comparison, key: str, told: Sequence[Column], openings: Openings, words: Words
) -> Stress:
    name = called(key, words)
    shares = []
    for column in told:
        one = comparison.emphasis[column.number]
        interval = _interval(one, key)
        title = {x: f"{name[x]} · {column.name[x]}" for x in LANGUAGES}
        clauses = _clauses(one, key)
        passages = (Passage(column.source.sha256, clause) for clause in clauses)
        shares.append(Share(interval, openings.add(title, passages)) if interval else None)
    return Stress(key, name, key != "firmness", tuple(shares), comparison.usual.get(key))


def called(key: str, words: Words) -> Both:
    """What a share is called: a task type by the codebook, the others by the page's words."""
    kind = key.removeprefix("type:")
    word = f"type.{kind}" if key.startswith("type:") else f"comparison.{key}"
    found = words.phrases.get(word)
    return {x: found[x] if found else kind for x in LANGUAGES}


def _interval(one: Emphasis, key: str) -> Interval | None:
    if key.startswith("type:"):
        return one.mix.get(key[5:])
    found: Interval | None = getattr(one, key)
    return found


def _clauses(one: Emphasis, key: str) -> tuple[str, ...]:
    """The clauses behind a share; behind firmness those that bind, the firmest first."""
    if key != "firmness":
        return one.clauses.get(key, ())
    return tuple(clause for step in STEPS[:2] for clause in one.clauses.get(f"step:{step}", ()))


def rows(found: Sequence[Stress], columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    """The rows of the CSV: an estimate and its interval for each document."""
    for stress in found:
        for column, share in zip(columns, stress.shares, strict=False):
            if share:
                yield {
                    "share": stress.key,
                    "document": column.name["zh"],
                    "sha256": column.source.sha256,
                    "value": share.interval.value,
                    "low": share.interval.low,
                    "high": share.interval.high,
                    "usual_low": stress.usual.low if stress.usual else None,
                    "usual_middle": stress.usual.middle if stress.usual else None,
                    "usual_high": stress.usual.high if stress.usual else None,
                }


def drawn(
    found: Sequence[Stress], columns: Sequence[Column], language: Language
) -> Iterator[dict[str, Any]]:
    """The rows of the chart."""
    for stress in found:
        for column, share in zip(columns, stress.shares, strict=False):
            if share:
                yield {
                    "share": stress.name[language],
                    "document": column.name[language],
                    "value": share.interval.value,
                    "low": share.interval.low,
                    "high": share.interval.high,
                    "usual_low": stress.usual.low if stress.usual else None,
                    "usual_high": stress.usual.high if stress.usual else None,
                    "own": column.number == 0,
                    "href": share.href,
                    "said": f"{column.name[language]} {said(share.interval, stress.percent)}",
                }


def said(interval: Interval, percent: bool) -> str:
    """An estimate with its interval as words: 33% (25–43)."""
    if not percent:
        return f"{interval.value:.2f} ({interval.low:.2f}–{interval.high:.2f})"
    low, high = 100 * interval.low, 100 * interval.high
    return f"{interval.value:.0%} ({low:.0f}–{high:.0f})"


def usual_said(usual: Usual, percent: bool) -> str:
    """What is usual as words: 4–16%."""
    if not percent:
        return f"{usual.low:.2f}–{usual.high:.2f}"
    return f"{100 * usual.low:.0f}–{100 * usual.high:.0f}%"
