"""Laws of segmentation, over generated nonsense and over hostile texts."""

import gc
import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import ClauseTree, Document
from pipeline.segment import segment

PIECES = [
    "一、", "二、", "十一、", "（一）", "（二）", "(三)", "1.", "2．", "3、", "（1）", "2）",
    "①", "第一章", "第二节", "第三条", "第一编", "[1]", "1.1 ", "——", "●", "a)", "专栏1", "附件",
    "附件2：", "目录", "各位代表：", "各区：", "临溪市水务局", "2023年5月8日",
    "临政发〔2023〕8号", "水网规划", "关于", "的通知", "（责任单位：市水务局）",
    "（市水务局牵头）", "责任\n单位：", "一是", "二是", "首先", "其次", "建设平台。",
    "加快推进水网建设，保障供水。", "1.5亿元", "2.0版", "。", "！", "？", "；", "：", "，", "、",
    "“", "”", "（", "）", "《", "》", "[", "]", " ", "　", "\t", "\n", "\n\n", "\r", "\x0c",
    "\u2028", "&emsp;", "&quot;", "7", "2025年", "水", "建设泵站", "🌊", "e\u0301", "\ud800",
]  # fmt: skip


def check(text: str) -> ClauseTree:
    """Segment a text and check every law that holds for any text."""
    tree = segment(Document("law", text))

    tiles_the_text(tree)
    units_are_nested(tree)
    return tree


def tiles_the_text(tree: ClauseTree) -> None:
    text = tree.document.text
    at = 0
    for clause in tree:
        gap = text[at : clause.span.start]
        assert not gap.strip(), f"{gap!r} lies in no clause"
        assert clause.span.start < clause.span.end
        words = tree.words(clause)
        assert words == words.strip()
        at = clause.span.end
    assert not text[at:].strip()
    assert len({clause.id for clause in tree}) == len(tree.clauses)


def units_are_nested(tree: ClauseTree) -> None:
    by_id = {unit.id: unit for unit in tree.units}
    assert len(by_id) == len(tree.units)
    for unit in tree.units:
        assert unit.depth >= 0
        assert unit.span.end <= len(tree.document.text)
        if unit.parent is not None:
            assert unit.span in by_id[unit.parent].span
        if unit.heading is not None:
            assert unit.heading in unit.span
    for earlier, later in pairwise(tree.units):
        assert earlier.span.start <= later.span.start
        apart = earlier.span.end <= later.span.start
        assert apart or later.span in earlier.span
    for clause in tree:
        assert by_id[clause.unit].span.start <= clause.span.start or clause is tree.clauses[0]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_tiled_by_its_clauses_and_nested_by_its_units(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_characters_at_all(text: str) -> None:
    check(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_same_text_gives_the_same_tree(text: str) -> None:
    assert segment(Document("law", text)) == segment(Document("law", text))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_white_space_at_the_end_changes_nothing(text: str) -> None:
    alone, followed = segment(Document("law", text)), segment(Document("law", f"{text}\n \n"))

    assert alone.units == followed.units
    assert alone.clauses == followed.clauses


@pytest.mark.parametrize("seed", range(20))
def test_a_seeded_walk_through_long_texts(seed: int) -> None:
    dice = random.Random(seed)

    check("".join(dice.choices(PIECES, k=dice.randrange(50, 800))))


HOSTILE = [
    pytest.param("（", id="an opening bracket"),
    pytest.param("一、", id="a part's marker"),
    pytest.param("（一）", id="a subpart's marker"),
    pytest.param("第一条", id="an article's marker"),
    pytest.param("[1]", id="a note's marker"),
    pytest.param("专栏", id="a box"),
    pytest.param(" ", id="spaces"),
    pytest.param("水", id="one line without breaks"),
    pytest.param("“", id="an opening quotation mark"),
    pytest.param("“。”", id="quoted full stops"),
    pytest.param("（责任单位：", id="a note that never closes"),
    pytest.param("（市水务局、", id="names of bodies that never end"),
    pytest.param("；（一）", id="members of a list"),
    pytest.param("1 ", id="cells of a table"),
    pytest.param("——", id="dashes"),
    pytest.param("关于", id="the beginning of titles"),
    pytest.param("&emsp;", id="entities"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_repeated_pieces_take_linear_time(piece: str) -> None:
    """A megabyte takes under two seconds alone; here three lengths are compared, not the clock."""

    def seconds(length: int) -> float:
        document = Document("hostile", piece * (length // len(piece)))
        taken = []
        for _ in range(2):
            started = time.process_time()
            segment(document)
            taken.append(time.process_time() - started)
        return min(taken)

    # The collector walks all that the other tests left behind, which is not the segmenter's doing.
    gc.disable()
    try:
        long, short = seconds(200_000), seconds(50_000)
    finally:
        gc.enable()

    assert long < 12 * max(short, 0.02)
