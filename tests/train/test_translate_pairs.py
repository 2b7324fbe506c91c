"""Reading, cleaning, filtering and holding out sentence pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.train.translate_pairs import (
    Neighbours,
    Pair,
    filtered,
    held_out,
    mainland,
    read_pairs,
    tidy,
)

KEPT = {
    "plain": ("加快推进数字政府建设。", "Accelerate the development of a digital government."),
    "figures": ("新增学位3200个。", "Add 3,200 school places."),
}
DROPPED = {
    "Chinese left in the English": ("推进绿色发展。", "Advance 绿色 development."),
    "English on both sides": ("Advance reform now 推", "Advance reform right now."),
    "too short": ("全面推进乡村振兴战略，促进农业农村现代化。", "Yes."),
    "too long": ("推进改革。", "Advance the reform of everything " * 6),
    "figures differ": ("新增学位3200个。", "Add 2,300 school places."),
    "hardly any letters": ("总计三项指标。", "3: 4; 5, 6 (7) – 8 9 0 1"),
}


def keep(chinese: str, english: str) -> list[Pair]:
    return list(filtered([Pair("general", chinese, english)], ratio=(2.0, 6.0)))


@pytest.mark.parametrize(("chinese", "english"), KEPT.values(), ids=KEPT)
def test_good_pairs_stay(chinese: str, english: str) -> None:
    assert keep(chinese, english) == [Pair("general", chinese, english)]


@pytest.mark.parametrize(("chinese", "english"), DROPPED.values(), ids=DROPPED)
def test_bad_pairs_go(chinese: str, english: str) -> None:
    assert keep(chinese, english) == []


def test_a_sentence_comes_once() -> None:
    pairs = [
        Pair("law", "主管部门应当公告。", "The authority shall announce it."),
        Pair("law", "主管机关应公告之。", "The authority shall announce it"),
    ]
    assert list(filtered(pairs, ratio=(2.0, 6.0))) == pairs[:1]


def test_an_enumerator_of_one_side_is_taken_off() -> None:
    (pair,) = keep("为控制虫害之目的。", "1.3 For the purpose of pest control.")
    assert pair.english == "For the purpose of pest control."


def test_quotes_are_straight() -> None:
    assert tidy("the “one  network” — it’s") == 'the "one network" — it\'s'


def test_the_tag_tells_the_origin() -> None:
    assert Pair("law", "应当公告。", "").source == "<law>应当公告。"
    assert Pair("varied", "新增3家。", "").source == "<pol>新增3家。"


def test_the_same_pairs_are_held_out_in_any_order() -> None:
    pairs = [Pair("policy", f"推进第{n}项工作。", f"Advance task {n}.") for n in range(50)]
    kept, out = held_out(pairs, 10)
    again, same = held_out(reversed(pairs), 10)
    assert (len(kept), len(out)) == (40, 10)
    assert set(same) == set(out)
    assert set(again) == set(kept)
    assert not set(kept) & set(out)


def test_half_of_the_statutes_are_reworded() -> None:
    pairs = [Pair("law", f"资讯系统第{n}号", "") for n in range(200)]
    reworded = sum("信息" in pair.chinese for pair in mainland(pairs))
    assert 70 < reworded < 130


NEAR = {
    "the same": ("南汀市将新建三座综合医院和五所学校。", True),
    "without its comma and stop": ("南汀市将新建三座综合医院 和五所学校", True),
    "one word more": ("今年南汀市将新建三座综合医院和五所学校。", True),
    "another matter": ("支持企业开展技术改造和设备更新。", False),
}


@pytest.mark.parametrize(("sentence", "near"), NEAR.values(), ids=NEAR)
def test_neighbours_of_test_sentences(sentence: str, near: bool) -> None:
    tests = Neighbours.of(["南汀市将新建三座综合医院和五所学校。", "各位代表："])
    assert (sentence in tests) is near


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no parallel text"):
        list(read_pairs(tmp_path / "none.tsv", "law"))
