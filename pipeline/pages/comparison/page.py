"""Put the page of a comparison together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pipeline.charts import bars, estimates, heat
from pipeline.charts.drawing import Chart
from pipeline.codebook import Codebook, TaskType
from pipeline.compare.results import Comparison
from pipeline.pages.comparison import alike, gaps, glance, indicators, positions, stress, wording
from pipeline.pages.comparison.columns import Column, columns
from pipeline.pages.comparison.figures import figure
from pipeline.pages.comparison.naming import Both, both, documents, title
from pipeline.pages.comparison.openings import Openings
from pipeline.pages.languages import Language, Wanted, Words
from pipeline.pages.render import Page, chinese, render
from pipeline.pages.safe import plain, visible
from pipeline.pages.theme import task_types

CHINESE = re.compile("[\u4e00-\u9fff]")
WORDS = ("comparison",)
STYLES, SCRIPTS = ("comparison.css",), ("table.js", "comparison.js")


@dataclass(frozen=True, slots=True)
class View:
    """All parts of the page, made once; `openings` has the clauses behind them."""

    comparison: Comparison
    words: Words
    names: Mapping[str, Both]
    columns: tuple[Column, ...]
    openings: Openings
    lines: tuple[indicators.Line, ...]
    stood: tuple[positions.Standing, ...]
    stresses: tuple[stress.Stress, ...]
    squares: tuple[dict[str, Any], ...]
    telling: tuple[gaps.Telling, ...]

    @classmethod
    def of(cls, comparison: Comparison) -> View:
        """Make the parts that charts and page share."""
        words = Words.load(*WORDS).with_phrases(_named(_types(comparison)))
        names = _names(comparison, words)
        tabled = (comparison.document, *comparison.tabled)
        beside = columns(comparison, [names[source.sha256] for source in tabled])
        openings = Openings.of(comparison, names)
        lines = indicators.lines(comparison, beside, openings, words)
        return cls(
            comparison, words, names, beside, openings, lines,
            positions.standings(comparison, lines, names, openings),
            stress.stresses(comparison, beside, openings, words),
            alike.squares(comparison, names, openings),
            gaps.telling(comparison, openings),
        )  # fmt: skip


def comparison_page(comparison: Comparison, *, language: Wanted = "auto") -> str:
    """The comparison as one self-contained HTML file, in English and Chinese.

    `language` is the one it opens in; with `auto` the reader's browser decides.
    """
    return render(page(comparison, language=language))


def page(comparison: Comparison, *, language: Wanted = "auto") -> Page:
    """The page to be rendered, self-contained or in the workbench's frame."""
    said = context(comparison, language="zh" if language == "zh" else "en")
    return Page(
        template="comparison.html",
        title=title(comparison.document).said(language),
        language=language,
        words=Words.load(*WORDS),
        types=_types(comparison),
        styles=STYLES,
        scripts=SCRIPTS,
        data={"openings": said.pop("openings"), "figures": said.pop("figure_data")},
        context=said,
    )


def charts(comparison: Comparison, *, language: Language = "en") -> tuple[Chart, ...]:
    """The charts of a comparison with their data, for files of their own."""
    return _charts(View.of(comparison), language)


def context(comparison: Comparison, *, language: Language = "en") -> dict[str, Any]:
    """What the templates need: `comparison_body.html` can stand in another page's frame.

    Besides, `openings` and `figure_data` are data of those names for the page's script.
    """
    view = View.of(comparison)
    labels = _labels(view, language)
    tabled = [view.names[s.sha256] for s in (comparison.document, *comparison.tabled)]
    moved = gaps.moved(comparison, tabled, view.openings, view.words)
    pairs = wording.pairs(comparison, view.names)
    borrowed = wording.borrowed(comparison, view.names)
    lacking = gaps.lacking(comparison, view.names, view.openings, view.words)
    alone = gaps.alone(comparison)
    figures = {chart.name: figure(chart, labels) for chart in _charts(view, language)}
    return {
        "comparison": comparison,
        "title_of": title,
        "t": speaker(language),
        "names": view.names,
        "columns": view.columns,
        "lines": view.lines,
        "stresses": view.stresses,
        "squares": view.squares,
        "telling": view.telling,
        "glance": glance.sentences(
            comparison, view.columns, view.lines, view.stresses, view.names, view.words
        ),
        "pairs": pairs,
        "worded": any(match.words for pair in pairs for match in pair.matches),
        "borrowed": borrowed,
        "lenders": wording.lenders(comparison, view.names, view.openings),
        "lacking": lacking,
        "alone": alone,
        "moved": moved,
        "figures": figures,
        "percent": stress.said,
        "usual": stress.usual_said,
        "shown": differing(view.words, language),
        "matched": _matched(comparison, view.names),
        "parts": _parts(view, pairs, borrowed, lacking or alone, moved),
        "openings": view.openings.data(),
        "figure_data": {name: one.data for name, one in figures.items()},
    }


def speaker(language: Language) -> Callable[[Both], Markup]:
    """What templates say a phrase with that this page alone has, such as a document's name.

    The page's script says it again when the language is switched. A phrase that is the same in
    both languages is a name, most often a Chinese one.
    """

    def t(phrase: Both) -> Markup:
        if phrase["en"] == phrase["zh"]:
            return chinese(phrase["zh"]) if CHINESE.search(phrase["zh"]) else visible(phrase["zh"])
        # A district has no English name here: 天河区 2024 plan.
        tag = Markup(' lang="zh-Hans"') if CHINESE.search(phrase["en"]) else ""
        return Markup('<span{} data-en="{}" data-zh="{}">{}</span>').format(
            tag, plain(phrase["en"]), plain(phrase["zh"]), plain(phrase[language])
        )

    return t


def differing(words: Words, language: Language) -> Callable[[str, str], Markup]:
    """What templates show one side of a difference with: words of the document, or a step."""

    def shown(aspect: str, said: str) -> Markup:
        if aspect == "firmness" or not said:
            key = f"comparison.step-{said}" if said else "comparison.nothing"
            return Markup('<span data-word="{}">{}</span>').format(key, words.say(key, language))
        return chinese(said)

    return shown


def _matched(comparison: Comparison, names: Mapping[str, Both]) -> list[tuple[int, Both]]:
    """The documents that have counterparts, by their numbers, as a reader chooses among them."""
    near = {match.source for item in comparison.counterparts for match in item.matches[:3]}
    return [(number, names[comparison.others[number].sha256]) for number in sorted(near)]


def _parts(
    view: View, pairs: object, borrowed: object, lacking: object, moved: object
) -> tuple[tuple[str, bool], ...]:
    """The parts of the page in order, and whether each is there."""
    return (
        ("indicators", bool(view.lines)),
        ("emphasis", bool(view.stresses)),
        ("similarity", bool(view.squares)),
        ("counterparts", bool(pairs)),
        ("wording", bool(borrowed)),
        ("words", bool(view.telling)),
        ("gaps", bool(lacking)),
        ("changes", bool(moved)),
        ("documents", True),
    )


def _types(comparison: Comparison) -> tuple[TaskType, ...]:
    """The task types that the documents were coded with, in the codebook's order."""
    mixed = {name for one in comparison.emphasis for name in one.mix}
    quoted = {name for quote in comparison.quotes for name in quote.types}
    return task_types(sorted(mixed | quoted), Codebook.load())


def _named(types: Sequence[TaskType]) -> dict[str, dict[str, str]]:
    return {
        f"type.{kind.name}": {"en": kind.english or kind.name, "zh": kind.chinese or kind.name}
        for kind in types
    }


def _names(comparison: Comparison, words: Words) -> dict[str, Both]:
    sources = (comparison.document, *comparison.others, *comparison.tabled)
    once = list({source.sha256: source for source in sources}.values())
    named = documents(once, words)
    return {source.sha256: name for source, name in zip(once, named, strict=True)}


def _charts(view: View, language: Language) -> tuple[Chart, ...]:
    """The charts that have something to show."""
    labels = [column.name[language] for column in view.columns]
    told = labels[: len(view.stresses[0].shares)] if view.stresses else []
    made = []
    stated = tuple(indicators.drawn(view.lines, view.columns, view.words, language))
    if stated:
        rows = tuple(indicators.rows(view.lines, view.columns))
        made.append(bars.indicators(rows, stated, labels=labels))
    if view.stood:
        ticks = tuple(positions.drawn(view.stood, language))
        made.append(bars.positions(tuple(positions.rows(view.stood)), ticks))
    for name, percent in (("types", True), ("specificity", True), ("firmness", False)):
        chosen = [one for one in view.stresses if _panel(one) == name]
        if chosen and any(share for one in chosen for share in one.shares):
            rows = tuple(stress.rows(chosen, view.columns))
            points = tuple(stress.drawn(chosen, view.columns, language))
            made.append(estimates.shares(name, rows, points, labels=told, percent=percent))
    if view.squares:
        squares = tuple(alike.drawn(view.squares, language))
        order = list(dict.fromkeys(row["one"] for row in squares))
        made.append(
            heat.heat_map(tuple(alike.rows(view.squares)), squares, labels=order, own=labels[0])
        )
    if view.telling:
        dots = tuple(gaps.drawn(view.telling))
        made.append(estimates.distinctive(tuple(gaps.word_rows(view.telling)), dots))
    return tuple(made)


def _panel(one: stress.Stress) -> str:
    if one.key.startswith("type:"):
        return "types"
    return "specificity" if one.percent else "firmness"


def _labels(view: View, language: Language) -> dict[str, Both]:
    """Every label of a chart in the language it is drawn in, and what it is in both."""
    labels: Sequence[Both] = [
        *view.names.values(),
        *(line.name for line in view.lines),
        *(one.name for one in view.stresses),
        *(
            indicators.caption(said, view.words)
            for line in view.lines
            for said in line.cells
            if said
        ),
        *(spot.amount for standing in view.stood for spot in standing.spots),
        both(view.words, "comparison.not-stated"),
    ]
    return {label[language]: label for label in labels}
