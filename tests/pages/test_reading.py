"""What a reading becomes on its page: marks, findings, rows, targets, outline, timeline."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.show import TARGET_FIELDS, target_rows
from pipeline.codebook import Codebook, TaskType
from pipeline.document import (
    Citation,
    ClauseTree,
    Draft,
    Findings,
    Label,
    Milestone,
    Quantity,
    Reading,
    Span,
    Unit,
)
from pipeline.export.dates import bounds
from pipeline.pages import overview, targets
from pipeline.pages.amounts import amount
from pipeline.pages.counterparts import figure_marks
from pipeline.pages.findings import Findings as Marked
from pipeline.pages.findings import collect
from pipeline.pages.marks import Mark, marked
from pipeline.pages.names import Names
from pipeline.pages.outline import Entry, outline
from pipeline.pages.reading import reading_page
from pipeline.pages.render import render
from pipeline.pages.rows import rows
from pipeline.pages.timeline import WIDTH, timeline
from pipeline.segment import segment
from tests.pages import examples

KINDS = ("quantity", "indicator", "deadline", "body", "citation", "term")
VOID = {"meta", "link", "input", "br", "img", "hr", "rect"}


class Parsed(HTMLParser):
    """The text of some HTML, its marks, and whether every tag is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.deepest = "", 0
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.sound = True
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self.open.append((tag, dict(attrs)))
        inside = sum("data-findings" in facts for _, facts in self.open)
        self.deepest = max(self.deepest, inside)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.sound &= bool(self.open) and self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@st.composite
def some_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text("新增20家<&\"'以上", min_size=1, max_size=20))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6))
    marks = [
        Mark(Span(min(pair), max(pair)), draw(st.sampled_from(KINDS)), at)
        for at, pair in enumerate(pairs)
    ]
    return text, marks


@given(some_marks())
def test_marks_leave_the_words_as_they_are_and_never_lie_in_one_another(
    given_: tuple[str, list[Mark]],
) -> None:
    text, marks = given_
    parsed = Parsed(str(marked(text, Span(0, len(text)), marks)))
    seen = {mark.finding for mark in marks if len(mark.span)}
    html = str(marked(text, Span(0, len(text)), marks))
    shown = {int(n) for said in re.findall(r'findings="([^"]*)"', html) for n in said.split()}

    assert parsed.text == text
    assert parsed.sound
    assert parsed.deepest <= 1
    assert shown == seen


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        pytest.param([], "培育企业20家", id="nothing found"),
        pytest.param(
            [Mark(Span(2, 4), "indicator", 0), Mark(Span(4, 7), "quantity", 0)],
            '培育<span class="mark indicator" data-findings="0">企业</span>'
            '<span class="mark quantity" data-findings="0">20家</span>',
            id="neighbours are two stops",
        ),
        pytest.param(
            [Mark(Span(0, 4), "citation", 1), Mark(Span(2, 4), "term", 0)],
            '<span class="mark" data-findings="1 0"><span class="citation">培育</span>'
            '<span class="citation term">企业</span></span>20家',
            id="a term in a title is one stop",
        ),
        pytest.param([Mark(Span(5, 99), "term", 0)], "培育企业20家", id="beyond the clause"),
    ],
)
def test_marks(marks: list[Mark], html: str) -> None:
    assert str(marked("培育企业20家", Span(0, 7), marks)) == html


def quantity(**facts: Any) -> Quantity:
    plain: dict[str, Any] = {"unit": "家", "comparator": "eq", "change": "level", "role": "target"}
    return Quantity("1:1", Span(0, 1), **{"value": 15000.0} | plain | facts)


@pytest.mark.parametrize(
    ("facts", "english", "chinese"),
    [
        pytest.param({}, "15,000", "1.5万家", id="counted things need no unit in English"),
        pytest.param({"value": 3.5, "unit": "%"}, "3.5%", "3.5%", id="percent"),
        pytest.param(
            {"value": 9e10, "unit": "元", "comparator": "gt"},
            "> 90 billion yuan",
            "> 900亿元",
            id="billions are 亿",
        ),
        pytest.param(
            {"value": (8000.0, 10000.0), "comparator": "range"},
            "8,000–10,000",
            "8,000–10,000家",
            id="both ends of a range in one step",
        ),
        pytest.param(
            {"value": 2.0, "unit": "倍", "change": "multiple"}, "×2", "×2", id="times, once"
        ),
        pytest.param(
            {"value": 13.0, "unit": "%", "change": "decrease", "comparator": "ge"},
            "≤ −13%",
            "≤ −13%",
            id="a fall of that much or more",
        ),
        pytest.param(
            {"value": (3e6, 5e6), "unit": "吨", "change": "decrease", "comparator": "range"},
            "−(3–5) million t",
            "−(300–500)万吨",
            id="a fall between two figures",
        ),
        pytest.param(
            {"value": 2e6, "unit": "人次"},
            "2 million person-times",
            "200万人次",
            id="times of people",
        ),
        pytest.param(
            {"value": 30.0, "unit": "万元/亩"}, "30 万元/mu", "30万元/亩", id="unit of units"
        ),
        pytest.param(
            {"value": 5.0, "unit": "\u202e家"}, "5 [U+202E]家", "5[U+202E]家", id="hostile"
        ),
    ],
)
def test_amounts(facts: dict[str, Any], english: str, chinese: str) -> None:
    assert amount(quantity(**facts)) == {"en": english, "zh": chinese}


@pytest.mark.parametrize(
    ("draft", "facts", "words"),
    [
        pytest.param("exceed 15,000", {}, ["15,000"], id="a number"),
        pytest.param("5 billion yuan", {"value": 5e9}, ["5 billion"], id="a large one"),
        pytest.param("one third", {"value": 0.3333, "unit": ""}, ["one third"], id="a fraction"),
        pytest.param(
            "8,000 to 10,000", {"value": (8000, 10000)}, ["8,000", "10,000"], id="a range"
        ),
        pytest.param("many", {}, [], id="not said"),
        pytest.param("16,000", {}, [], id="another number"),
        pytest.param(
            "by 2025, 15,000",
            {"deadline": "2025", "deadline_from": "clause"},
            ["15,000", "2025"],
            id="with its year",
        ),
        pytest.param(
            "from 2025, 15,000",
            {"deadline": "2025", "deadline_from": "context"},
            ["15,000"],
            id="a year of another sentence",
        ),
    ],
)
def test_figures_of_a_draft_are_found(draft: str, facts: dict[str, Any], words: list[str]) -> None:
    found = figure_marks(draft, [(0, quantity(**facts))])

    assert [draft[mark.span.start : mark.span.end] for mark in found] == words


def test_a_figure_that_stands_once_is_marked_once() -> None:
    found = list(figure_marks("20 and 30", [(0, quantity(value=20)), (1, quantity(value=20))]))

    assert [mark.finding for mark in found] == [0]


def test_the_words_of_an_inherited_deadline_are_marked_where_they_stand() -> None:
    reading = examples.undrafted()
    found = collect(reading, terms=lambda words: (), english=lambda name, unit: "")
    marks = {
        (clause, mark.kind, reading.document[mark.span])
        for clause, listed in found.chinese.items()
        for mark in listed
    }

    assert ("1.p1:1", "deadline", "2025年") in marks
    assert ("1.p1:1", "indicator", "高新技术企业") in marks
    assert ("1.p1:2", "deadline", "2035年") in marks
    assert ("p1:1", "citation", "《岭东省科技创新条例》") in marks
    assert ("2.2.by1:1", "body", "市财政局") in marks


def test_terms_are_named_as_the_draft_names_them_and_found_there() -> None:
    names = Names.load()
    found = collect(examples.drafted(), terms=names.terms, english=names.indicator)
    english = {
        found.listed[mark.finding]["chinese"]: mark
        for mark in found.english["2.1:2"]
        if mark.kind == "term"
    }

    draft = next(one for one in examples.drafted().drafts if one.clause == "2.1:2")
    span = english["创新平台"].span
    assert draft.english[span.start : span.end] == "innovation platforms"
    assert found.listed[english["创新平台"].finding]["english"] == "innovation platforms"


def test_a_finding_that_lies_in_no_clause_is_listed_and_not_marked() -> None:
    reading = examples.undrafted()
    astray = Citation("1:1", Span(20, 50), "某条例", None)
    found = collect(
        replace(reading, findings=Findings(citations=(astray,))),
        terms=lambda words: (),
        english=lambda name, unit: "",
    )

    assert [finding["title"] for finding in found.listed] == ["某条例"]
    assert not any(found.chinese.values())


def test_the_csv_says_what_the_command_says() -> None:
    reading = examples.undrafted()
    rows = targets.rows(reading, lambda name, unit: "")
    said = [dict(zip(targets.FIELDS, row, strict=True)) for row in targets.csv_rows(reading, rows)]
    wanted = json.loads(json.dumps(target_rows(reading)))

    assert targets.FIELDS[: len(TARGET_FIELDS)] == TARGET_FIELDS
    assert [
        {field: row[field] for field in TARGET_FIELDS}
        for row in json.loads(json.dumps(said))
        if row["role"] == "target"
    ] == wanted


def drawn(entries: tuple[Entry, ...]) -> list[Any]:
    return [(entry.words, drawn(entry.under)) if entry.under else entry.words for entry in entries]


def test_the_outline_has_the_headings_and_nothing_else() -> None:
    assert drawn(outline(examples.undrafted())) == [
        "澜州市人民政府关于加快建设科技创新中心的实施意见",
        "一、发展目标",
        (
            "二、重点任务",
            [
                "（一）建设创新平台",
                "（二）加强金融支持",
                "（三）引进培育人才",
                "（四）推动绿色发展",
            ],
        ),
    ]  # fmt: skip


def test_a_heading_inside_a_paragraph_stands_under_the_heading_above_it() -> None:
    """Units without a heading are left out, and what lies in them moves up."""
    document = examples.document("一、重点任务\n抓好平台。")
    whole = Span(0, len(document.text))
    part = Unit("1", "part", "一、", Span(2, 6), whole, None, 1, "一")
    paragraph = Unit("1.p1", "paragraph", "", None, Span(7, 12), "1", 2, "一第1段")
    lead = Unit("1.p1.1", "lead", "", Span(7, 11), Span(7, 12), "1.p1", 3, "一第1段1")
    tree = ClauseTree(document, (part, paragraph, lead), ())

    assert drawn(outline(Reading(tree, ""))) == [("一、重点任务", ["抓好平台"])]


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        pytest.param("2025", (2025, 1, 1), (2025, 12, 31), id="a year"),
        pytest.param("2024-02", (2024, 2, 1), (2024, 2, 29), id="a month of a leap year"),
        pytest.param("2025-06-30", (2025, 6, 30), (2025, 6, 30), id="a day"),
        pytest.param("2021/2025", (2021, 1, 1), (2025, 12, 31), id="a plan"),
        pytest.param("2023-01/2023-06", (2023, 1, 1), (2023, 6, 30), id="half a year"),
    ],
)
def test_deadlines_have_a_first_and_a_last_day(
    edtf: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert bounds(edtf) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "edtf", ["", "soon", "2025-13", "2025-02-30", "2025/2021", "0000", "2025/"]
)
def test_what_is_no_date_has_no_place_on_the_line(edtf: str) -> None:
    assert bounds(edtf) is None


def test_the_timeline_is_in_order_and_inside_its_drawing() -> None:
    line = timeline(examples.undrafted(), lambda name, unit: "")

    assert [due.edtf for due in line.due] == ["2023-12-31", "2021/2025", "2025", "2035"]
    assert [len(due.events) for due in line.due] == [1, 2, 2, 1]
    for due in line.due:
        assert 0 <= due.left <= due.left + due.width <= WIDTH + 0.1
    assert line.due[3].events[0].kind == "milestone"
    years = [year for year, _ in line.years]
    assert years[0] == 2021
    assert len(years) <= 12


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(1, 9999)), min_size=1, max_size=5))
def test_any_years_fit_the_line(pairs: list[tuple[int, int]]) -> None:
    reading = examples.undrafted()
    edtfs = [f"{min(pair):04d}/{max(pair):04d}" for pair in pairs]
    milestones = tuple(Milestone("1.p1:1", Span(0, 1), edtf, "clause") for edtf in edtfs)

    line = timeline(replace(reading, findings=Findings(milestones=milestones)), lambda n, u: "")

    assert {due.edtf for due in line.due} == set(edtfs)
    for due in line.due:
        assert due.left >= 0
        assert due.left + due.width <= WIDTH + 0.1
        assert due.width > 0
    assert all(0 <= x <= WIDTH for _, x in line.years)


def test_shares_are_of_primary_types_and_fill_the_bar() -> None:
    labels = [
        Label("1", ("green", "finance"), {}),
        Label("2", ("green",), {}),
        Label("3", ("talent",), {}),
        Label("4", (), {}),
    ]
    codebook = Codebook.load()
    found = overview.shares(labels, (*codebook.types, codebook.none))

    assert [(share.kind.name, share.percent) for share in found if share.count] == [
        ("green", "50%"),
        ("talent", "25%"),
        ("none", "25%"),
    ]
    assert found[-1].kind.name == "none"
    in_order = overview.shares(labels, (*codebook.types, codebook.none), ranked=False)
    assert [share.kind.name for share in in_order] == [*codebook.names, "none"]
    assert sum(share.width for share in found) == pytest.approx(overview.WIDTH)


def test_every_check_that_failed_is_listed_with_its_clause_and_draft() -> None:
    found = overview.failures(examples.drafted())

    assert ("2.3:2", "number", "300 is missing") in [
        (one.clause, one.check.check, one.check.detail) for one in found
    ]
    assert found[-1].chinese.startswith("每年引进")
    assert found[-1].english.startswith("Attract")


def test_a_page_of_whatever_reading_is_sound_html() -> None:
    for reading in (
        examples.drafted(),
        examples.undrafted(),
        Reading(segment(examples.document("")), "nothing"),
        Reading(segment(examples.document("只有一句话。")), "no labels"),
    ):
        html = render(reading_page(reading))
        body = html[html.index("<body>") : html.index('<script type="application/json"')]
        parsed = Parsed(body)
        assert parsed.sound
        assert not [tag for tag, _ in parsed.open if tag != "body"]
        ids = re.findall(r'\sid="([^"]+)"', body)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', body)) <= set(ids)
        assert set(re.findall(r'aria-controls="([^"]+)"', body)) <= set(ids)


def test_every_clause_is_on_the_page_once() -> None:
    html = render(reading_page(examples.drafted()))
    rows = re.findall(r'id="c-([^"]+)"', html)

    assert rows == [clause.id for clause in examples.drafted().tree]


def test_a_unit_is_linked_to_at_its_first_words() -> None:
    reading = examples.drafted()
    listed = list(rows(reading, Marked()))

    assert [anchor for row in listed for anchor in row.anchors] == [
        unit.id for unit in reading.tree.units
    ]
    for row in listed:
        for anchor in row.anchors:
            assert row.clause.span.start == reading.tree.unit(anchor).span.start


def test_a_draft_is_never_markup() -> None:
    reading = examples.undrafted()
    clause = reading.tree.clauses[0].id
    draft = Draft(clause, "<b>Opinions</b>\u202e", "memory", 0.93)

    html = render(reading_page(replace(reading, drafts=(draft,))))

    assert "&lt;b&gt;Opinions&lt;/b&gt;" in html
    assert "\u202e" not in html
    assert "memory 93%" in html


def test_types_of_ones_own_codebook_are_named_and_coloured() -> None:
    own = TaskType(
        "supply", "Gives means.", english="Supply side", chinese="供给型", colour="#AA3377"
    )
    codebook = replace(Codebook.load(), types=(own,))
    reading = examples.undrafted()
    labels = tuple(Label(clause.id, ("supply",), {"supply": 0.9}) for clause in reading.tree)

    html = render(reading_page(replace(reading, labels=labels), codebook=codebook))

    assert "Supply side" in html
    assert ".type-supply{--type:light-dark(#aa3377" in html
    assert "type-platform{" not in html


def test_the_page_says_nothing_of_where_the_file_lay() -> None:
    reading = examples.undrafted()
    document = replace(reading.document, source="/home/somebody/secret/decision.txt")
    tree = replace(reading.tree, document=document)

    html = render(reading_page(replace(reading, tree=tree)))

    assert "decision.txt" in html
    assert "somebody" not in html
