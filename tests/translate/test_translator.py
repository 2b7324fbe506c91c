from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Clause, ClauseTree, Document, Span, Unit
from pipeline.errors import PipelineError, SettingsError
from pipeline.settings import Translate
from pipeline.translate import Glossary, Memory, Segment, Term, Translator
from pipeline.translate.choice import load_engine

DRAFTS = {
    "投资90亿元。": "Invest 90 billion yuan.",
    "优化营商环境。": "Optimize the business operating environment.",
    "营商环境": "business operating environment",
}


def engine(sentences: Sequence[str]) -> tuple[str, ...]:
    return tuple(DRAFTS.get(sentence, f"About {len(sentence)}.") for sentence in sentences)


def tree_of(*sentences: str) -> ClauseTree:
    text = "\n".join(sentences)
    clauses, start = [], 0
    for number, sentence in enumerate(sentences, start=1):
        span = Span(start, start + len(sentence))
        clauses.append(Clause(f"1:{number}", "1", span, "sentence"))
        start = span.end + 1
    unit = Unit("1", "paragraph", "", None, Span(0, len(text)), None, 1, "1")
    return ClauseTree(Document("demo", text), (unit,), tuple(clauses))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="投资90亿元增长8%。，", max_size=12), max_size=8))
def test_one_draft_per_line_in_order(lines: list[str]) -> None:
    drafts = Translator(engine).lines(lines)

    assert [draft.clause for draft in drafts] == [str(n) for n in range(1, len(lines) + 1)]
    assert all(draft.checks for draft in drafts)


def test_drafts_are_repaired_proved_and_carry_their_clause() -> None:
    drafts = Translator(engine)(tree_of("投资90亿元。", "新增门店50家。"))

    assert [draft.clause for draft in drafts] == ["1:1", "1:2"]
    assert drafts[0].english == "Invest 9 billion yuan."
    assert all(check.ok for check in drafts[0].checks)
    assert not all(check.ok for check in drafts[1].checks)


def test_terms_are_enforced_listed_and_checked() -> None:
    glossary = Glossary((Term("营商环境", ("business environment",)), Term("门店", ("shops",))))
    drafts = Translator(engine, glossary=glossary).lines(["优化营商环境。", "新增门店。"])

    assert drafts[0].english == "Optimize the business environment."
    assert drafts[0].terms == (("营商环境", "business environment"),)
    assert [check.ok for check in drafts[1].checks if check.check == "term"] == [False]


def test_a_term_that_would_spoil_a_figure_is_not_put_in() -> None:
    glossary = Glossary((Term("营商环境", ("business environment 2.0",)),))
    drafts = Translator(engine, glossary=glossary).lines(["优化营商环境。"])

    assert drafts[0].english == "Optimize the business operating environment."
    assert [check.ok for check in drafts[0].checks if check.check == "term"] == [False]


def test_the_memory_comes_first_exactly_then_nearly(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path / "m.db")
    memory.add([Segment("新增门店50家。", "Add 50 shops.")])
    asked: list[str] = []

    def listening(sentences: Sequence[str]) -> tuple[str, ...]:
        asked.extend(sentences)
        return engine(sentences)

    drafts = Translator(listening, memory).lines(["新增门店50家。", "新增门店65家。", "保护耕地。"])

    assert [(d.english, d.origin, d.match) for d in drafts[:2]] == [
        ("Add 50 shops.", "memory", 1.0),
        ("Add 65 shops.", "memory", 0.99),
    ]
    assert (drafts[2].origin, asked) == ("model", ["保护耕地。"])


def test_without_an_engine_the_memory_is_all(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path / "m.db")
    known = Segment("新增门店50家，优化布局。", "Add 50 shops and improve where they are.")
    memory.add([known, Segment("改善水质。", "Improve water quality.")])
    glossary = Glossary((Term("营商环境", ("business environment",)),))
    lines = [
        "改善水质。",
        "新增门店65家，优化布局。",
        "新增门店50家，优化总体布局。",
        "优化营商环境。",
        "",
    ]

    drafts = Translator(None, memory, glossary).lines(lines)

    assert [draft.english for draft in drafts] == [
        "Improve water quality.",
        "Add 65 shops and improve where they are.",
        known.english,
        "",
        "",
    ]
    rough, none = drafts[2], drafts[3]
    assert (rough.origin, 0.75 < rough.match < 0.99) == ("memory", True)
    assert rough.checks[0].check == "match"
    assert known.chinese in rough.checks[0].detail
    assert [(c.check, c.ok, c.detail) for c in none.checks] == [("draft", False, "no draft")]
    assert none.terms == (("营商环境", "business environment"),)
    assert all(check.ok for draft in drafts[:2] for check in draft.checks)


ROUGH = Segment("新增门店50家，优化布局。", "Add 50 shops and improve where they are.")


@pytest.mark.parametrize(
    ("draft", "origin"),
    [
        pytest.param("Shops.", "memory", id="a draft that leaves half out"),
        pytest.param("Add 50 shops and improve the overall layout.", "model", id="a right draft"),
    ],
)
def test_a_rough_match_stands_against_the_draft(tmp_path: Path, draft: str, origin: str) -> None:
    memory = Memory.open(tmp_path / "m.db")
    memory.add([ROUGH])
    clause = "新增门店50家，优化总体布局，保护耕地。"
    right = f"{draft[:-1]}, and protect farmland." if origin == "model" else draft

    taken = Translator(lambda sentences: (right,), memory, rough=0.7).lines([clause])[0]
    never = Translator(lambda sentences: (right,), memory, rough=1.0).lines([clause])[0]

    assert (taken.origin, never.origin) == (origin, "model")
    assert ("match" in {check.check for check in taken.checks}) == (origin == "memory")


def test_no_engine_and_no_memory_is_still_one_draft_per_line() -> None:
    translator = Translator(None)

    assert [draft.english for draft in translator.lines(["改善水质。"] * 2)] == ["", ""]
    assert translator.signature == "none"
    assert load_engine(Translate(engine="none")) is None


def test_an_engine_that_drops_a_draft_is_an_error() -> None:
    with pytest.raises(PipelineError, match="1 of 2 sentences"):
        Translator(lambda sentences: ("One.",)).lines(["甲。", "乙。"])


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        pytest.param(Translate(engine="oracle"), "choose from auto, offline", id="no such engine"),
        pytest.param(Translate(engine="openai", model="m"), "base_url", id="no address"),
        pytest.param(Translate(engine="huggingface"), "no model", id="no model"),
        pytest.param(
            Translate(engine="openai", model="m", base_url="localhost"), "http://", id="no scheme"
        ),
    ],
)
def test_a_wrong_choice_says_what_to_write(chosen: Translate, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load_engine(chosen)


@pytest.mark.parametrize(
    ("clause", "english"),
    [
        ("第五章　附　则", "Chapter V Supplementary provisions"),
        ("一、 总 体 要 求", "I. General requirements"),
        ("传 　　真：", "Fax:"),
        ("（2018年9月29日）", "(September 29, 2018)"),
        ("2018 年 9 月 29 日", "September 29, 2018"),
    ],
)
def test_spread_headings_and_lone_dates_need_no_engine(clause: str, english: str) -> None:
    def engine(clauses: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"asked for {clause}" for clause in clauses)

    def doubts(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(chinese for chinese, _ in pairs)

    (draft,) = Translator(engine, doubts=doubts).lines([clause])
    assert draft.english == english
    assert "meaning" not in {check.check for check in draft.checks}, "set wording is not doubted"


@pytest.mark.parametrize("clause", ["职责　分工", "2018年9月29日起试行", "第十二条"])
def test_what_only_looks_like_set_wording_goes_to_the_engine(clause: str) -> None:
    (draft,) = Translator(lambda clauses: tuple("Drafted." for _ in clauses)).lines([clause])
    assert "Drafted" in draft.english


def test_cells_and_labels_of_forms_need_no_engine() -> None:
    def engine(sentences: Sequence[str]) -> tuple[str, ...]:
        return tuple("Told by the engine." for _ in sentences)

    drafts = Translator(engine).lines(
        ["5", "3.5%", "备注：", "年　月　日", "（盖章）", "河湾市人民政府市长　周楠", "5个"]
    )
    assert [draft.english for draft in drafts] == [
        "5", "3.5 percent", "Remarks:", "Date", "(Seal)", "Zhou Nan, Mayor of Hewan",
        "Told by the engine.",
    ]  # fmt: skip
    assert all(check.ok for draft in drafts[:6] for check in draft.checks)


def test_set_headings_are_told_as_they_always_are() -> None:
    asked: list[str] = []

    def engine(sentences: Sequence[str]) -> tuple[str, ...]:
        asked.extend(sentences)
        return tuple("Told by the engine." for _ in sentences)

    drafts = Translator(engine).lines(
        ["（一）指导思想", "四、保障措施", "第一章　总则", "改善水质。"]
    )
    told = [draft.english for draft in drafts]
    assert told[:3] == ["(1) Guiding principles", "IV. Supporting measures",
                        "Chapter I General provisions"]  # fmt: skip
    assert asked == ["改善水质。"]
    assert all(check.ok for draft in drafts[:3] for check in draft.checks)
