from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from pipeline.errors import RecordError
from pipeline.translate import Memory, Segment
from pipeline.translate.adapt import adapt
from pipeline.translate.skeleton import skeleton

GROWTH = Segment(
    "营业收入增长8%，新增门店50家。", "Revenue grew by 8 percent, with 50 new shops.", "甲"
)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    opened = Memory.open(tmp_path / "memory.db")
    opened.add([GROWTH, Segment("改善水质。", "Improve water quality.", "乙")])
    return opened


def test_the_same_words_score_one(memory: Memory) -> None:
    match = memory.search(GROWTH.chinese)[0]

    assert (match.segment.english, match.score) == (GROWTH.english, 1.0)
    assert memory.exact("改善水质。") is not None


def test_other_figures_score_just_below_and_are_put_in(memory: Memory) -> None:
    sought = "营业收入增长7.5%，新增门店65家。"
    match = memory.search(sought)[0]

    assert match.score == 0.99
    assert adapt(match.segment, sought) == "Revenue grew by 7.5 percent, with 65 new shops."


def test_other_words_score_less_and_nothing_is_put_in(memory: Memory) -> None:
    match = memory.search("营业收入增长8%，新开门店50家。")[0]

    assert 0.75 <= match.score < 0.99
    assert adapt(match.segment, "营业收入增长8%，新开门店50家。") is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("水质管网改善建设", min_size=1, max_size=9), min_size=1, max_size=12))
def test_the_quick_search_finds_what_a_slow_one_finds(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[str]
) -> None:
    memory = Memory.open(tmp_path_factory.mktemp("m") / "m.db")
    memory.add(Segment(sentence, "English") for sentence in sentences)
    sought = sentences[0] + "水"
    slow = {s for s in sentences if fuzz.ratio(sought, s) >= 70}

    found = memory.search(sought, limit=99, threshold=0.7)

    assert {match.segment.chinese for match in found} == slow
    memory.close()


def test_nothing_alike_is_found(memory: Memory) -> None:
    assert memory.search("第三条 本办法自发布之日起施行。") == ()


def test_a_result_that_does_not_prove_is_refused() -> None:
    known = Segment("新增门店50家以上。", "Add 50 shops.")

    assert adapt(known, "新增门店65家以上。") is None


def test_a_figure_without_a_place_in_the_english_is_refused() -> None:
    known = Segment("新增门店50家。", "Many new shops were added.")

    assert adapt(known, "新增门店65家。") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("增长7.5%", "增长#%", id="a decimal"),
        pytest.param("三十个", "#个", id="in words"),
        pytest.param("一批项目", "一批项目", id="一批 counts nothing"),
        pytest.param("“十四五”末", "“十四五”末", id="a quoted name stays"),
    ],
)
def test_skeleton(words: str, expected: str) -> None:
    assert skeleton(words) == expected


def test_adding_again_renews_the_origin(memory: Memory) -> None:
    assert memory.add([Segment(GROWTH.chinese, GROWTH.english, "丙")]) == 0
    found = memory.exact(GROWTH.chinese)
    assert found is not None
    assert found.origin == "丙"
    assert memory.stats().segments == len(memory) == len(list(memory)) == 2


def test_a_failed_batch_leaves_nothing(memory: Memory) -> None:
    """The second segment cannot be stored: half a surrogate pair has no UTF-8."""
    with pytest.raises(UnicodeEncodeError):
        memory.add([Segment("保护耕地。", "Protect farmland."), Segment("坏\ud800", "Bad.")])
    assert memory.exact("保护耕地。") is None
    assert memory.add([Segment("保护耕地。", "Protect farmland.")]) == 1


def test_a_search_sees_what_another_wrote(memory: Memory) -> None:
    memory.search("保护耕地。")
    Memory.open(memory.path).add([Segment("保护耕地和湿地。", "Protect farmland and wetlands.")])

    assert memory.search("保护耕地和湿地。")[0].score == 1.0


def _write(path: Path, name: str, count: int) -> None:
    memory = Memory.open(path)
    for number in range(count):
        memory.add([Segment(f"{name}第{number}号井。", f"Well no. {number} of {name}.", name)])


def test_two_people_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    Memory.open(path).close()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, name, 40)) for name in ("甲", "乙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert dict(Memory.open(path).stats().origins) == {"甲": 40, "乙": 40}


def _write_and_die(path: Path) -> None:
    memory = Memory.open(path)
    memory.add([Segment("已经保存。", "Saved already.")])
    memory._connection.execute("BEGIN IMMEDIATE")
    memory._connection.execute(
        "INSERT INTO segments (zh, en, skeleton, bag, origin, added) "
        "VALUES ('甲', 'a', '甲', x'00', '', '')"
    )
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_crash_loses_no_accepted_segment(tmp_path: Path) -> None:
    path = tmp_path / "crash.db"
    writer = multiprocessing.get_context("spawn").Process(target=_write_and_die, args=(path,))
    writer.start()
    writer.join(60)

    assert writer.exitcode == -signal.SIGKILL
    survivor = Memory.open(path)
    assert [segment.chinese for segment in survivor] == ["已经保存。"]
    assert survivor.add([Segment("乙", "b")]) == 1


def test_a_file_that_is_no_memory_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be read as one" * 40, "utf-8")

    with pytest.raises(RecordError, match="no translation memory"):
        Memory.open(path)


def test_the_file_is_plain_sqlite(memory: Memory) -> None:
    mode = sqlite3.connect(memory.path).execute("PRAGMA journal_mode").fetchone()[0]

    assert mode == "wal"
    assert memory._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
