"""The laws of a comparison, on two documents of invented cities and on generated ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compare.collection import comparable
from pipeline.compare.formulas import Formulas
from pipeline.compare.results import Comparison
from pipeline.document import Label, Reading
from tests.compare.examples import LINXI, WUTONG, bare, comparer, linxi, read, wutong

SENTENCES = [
    line.split("。")[-2] + "。" for line in (LINXI + WUTONG).split("\n") if line.endswith("。")
]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True).map("\n".join)


def by_clause(found: Comparison) -> dict[str, set[tuple[str, str, float]]]:
    return {
        item.clause: {(found.others[m.source].sha256, m.clause, m.score) for m in item.matches}
        for item in found.counterparts
    }


def only(reading: Reading, ids: tuple[str, ...]) -> set[str]:
    clauses = {clause.id: clause for clause in reading.tree}
    return {reading.tree.words(clauses[id_]) for id_ in ids}


def test_a_document_matches_itself_everywhere_without_difference() -> None:
    found = comparer()(linxi(), [linxi()])
    comparable_ids = {clause.id for clause in comparable(linxi().tree)}

    for item in found.counterparts:
        if item.clause in comparable_ids:
            best = item.matches[0]
            assert (best.clause, best.span, best.score, best.differs) == (
                item.clause, item.span, 1.0, (),
            )  # fmt: skip
    assert found.only_here == ()
    assert found.only_there == ()
    assert all({cell.source for cell in row.cells} == {0, 1} for row in found.table)


def test_the_same_task_in_other_words_is_the_best_counterpart() -> None:
    found = comparer()(linxi(), [wutong()])
    match = next(item for item in found.counterparts if item.clause == "2.1:2").matches[0]

    assert match.words is not None
    assert match.words.startswith("谋划建设省级重点实验室")


def test_what_differs_is_said() -> None:
    found = comparer()(linxi(), [wutong()])
    goals = next(item for item in found.counterparts if item.clause == "1.p1:1").matches[0]
    said = {(d.aspect, d.here, d.there) for d in goals.differs}

    assert ("deadline", "2025", "2027") in said
    assert ("figure", "高新技术企业 突破1200家", "高新技术企业 达到800家") in said
    assert ("figure", "", "森林覆盖率 达到45%") in said


def test_the_document_itself_is_no_counterpart_among_others() -> None:
    found = comparer()(linxi(), [wutong(), linxi()])
    own = linxi().document.sha256

    assert all(
        found.others[m.source].sha256 != own for item in found.counterparts for m in item.matches
    )


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS)
def test_swapping_sides_swaps_what_only_one_has(one: str, two: str) -> None:
    here, there = read(one, "a", "甲市"), read(two, "b", "乙市")
    forth = replace(comparer(), least=1)(here, [there])
    back = replace(comparer(), least=1)(there, [here])

    assert only(here, forth.only_here) == {m.example.words for m in back.only_there}
    assert only(there, back.only_here) == {m.example.words for m in forth.only_there}


@settings(max_examples=15, deadline=None)
@given(TEXTS)
def test_another_document_changes_no_figure_between_two(text: str) -> None:
    third = read(text, "c", "丙市")
    alone = comparer()(linxi(), [wutong()])
    more = comparer()(linxi(), [wutong(), third])
    own = wutong().document.sha256

    kept = {
        clause: {match for match in matches if match[0] == own}
        for clause, matches in by_clause(more).items()
    }
    assert kept == by_clause(alone)
    assert more.likeness[0] == alone.likeness[0]
    assert [item for item in more.reuse if item.source == 0] == list(alone.reuse)
    assert more.emphasis[:2] == alone.emphasis


PLEDGE = "锲而不舍落实八项规定精神，持之以恒纠治各种歪风。"
NIGHT = "支持老字号商铺延长营业时间，打造滨河美食街区。"


def _typed(reading: Reading, *types: str) -> Reading:
    """The reading with one type for all of its clauses, or none."""
    return replace(
        reading, labels=tuple(Label(clause.id, types, {}) for clause in reading.tree.clauses)
    )


@pytest.mark.parametrize(
    ("types", "formulaic", "told"),
    [
        pytest.param((), (), {PLEDGE, NIGHT}, id="no types, words of its own"),
        pytest.param((), (PLEDGE,), {NIGHT}, id="no types, a formula"),
        pytest.param(("reform",), (PLEDGE,), {PLEDGE, NIGHT}, id="a formula that sets a task"),
        pytest.param(None, (PLEDGE,), {PLEDGE, NIGHT}, id="types not known"),
    ],
)
def test_set_phrases_without_a_type_are_no_gap(
    types: tuple[str, ...] | None, formulaic: tuple[str, ...], told: set[str]
) -> None:
    words = f"一、工作要求\n{PLEDGE}\n{NIGHT}\n"
    other = read(words, "w", "梧桐市")
    other = other if types is None else _typed(other, *types)
    formulas = Formulas.count(formulaic, least=1)
    compare = replace(comparer(), least=1, formulas=formulas)
    there, back = compare(linxi(), [other]), compare(other, [linxi()])

    assert {gap.example.words for gap in there.only_there} == told
    assert only(other, back.only_here) == told


def test_a_gap_needs_enough_documents() -> None:
    others = [wutong(), read(WUTONG + "四、附则\n本意见自印发之日起施行。", "w2", "桐林市")]
    two = replace(comparer(), least=2)(linxi(), others)
    three = replace(comparer(), least=3)(linxi(), [*others, read(LINXI[:90], "l2", "云溪市")])
    said = {missing.example.words for missing in two.only_there}

    assert "（三）壮大夜间经济。" not in said  # too short to have a counterpart
    assert any("老字号" in (words or "") for words in said)
    assert all(len(missing.documents) == 2 for missing in two.only_there)
    assert three.only_there == ()


def test_documents_without_findings_are_compared_by_clauses_alone() -> None:
    found = comparer()(linxi(), [bare(wutong())])

    assert found.tabled == ()
    assert all(match.differs == () for item in found.counterparts for match in item.matches)


def test_nothing_to_compare_with_is_no_error() -> None:
    found = comparer()(linxi(), [])

    assert found.others == ()
    assert all(item.matches == () for item in found.counterparts)
