"""Frames are found where they stand, and told in the order of the English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.phrases.frames import RULES, Rule, framed

NONE: frozenset[int] = frozenset()

FRAMED = [
    pytest.param("为 农户 提供 种子", "提供 种子 为 农户", id="what-is-given-first"),
    pytest.param("加大 对 茶农 的 补贴", "加大 补贴 对 茶农", id="three-words"),
    pytest.param("在 试点 的 基础 上", "在 试点", id="told-in-one-place"),
    pytest.param("并 对 路灯 进行 改造", "并 进行 改造 对 路灯", id="words-before"),
    pytest.param("自 登报 之 日起 答复", "自 登报 答复", id="words-behind"),
    pytest.param("为 农户 提供 的 种子", "为 农户 提供 的 种子", id="no-object"),
    pytest.param("为 提供 种子", "为 提供 种子", id="nothing-enclosed"),
    pytest.param("向 在 建 方面 提供 水", "提供 水 向 在 建", id="one-in-another"),
    pytest.param("镇政府 关于印发 细则 的 通知", "的 通知 镇政府 关于印发 细则", id="a-title"),
    pytest.param("县 关于印发 细则 的 通知 要求", "县 的 通知 关于印发 细则 要求", id="no-title"),
    pytest.param("完善 茶园 灌溉 的 标准", "完善 标准 的 茶园 灌溉", id="long-attribute"),
    pytest.param("完善 茶园 的 标准", None, id="short-attribute"),
    pytest.param("完善 茶园 灌溉 的 标准 和 规程", None, id="two-heads"),
    pytest.param("修建 水渠", "修建 水渠", id="none"),
]


@pytest.mark.parametrize(("words", "wanted"), FRAMED)
def test_frames_are_told_in_english_order(words: str, wanted: str | None) -> None:
    cut = words.split()
    told = [
        word
        for piece in framed(cut, NONE, 0, len(cut))
        if piece.said is None or any(piece.said)
        for word in cut[piece.start : piece.end]
    ]
    assert " ".join(told) == (wanted or words)


def test_a_term_is_no_part_of_a_frame() -> None:
    words = ["为", "农户", "提供", "种子"]
    pieces = list(framed(words, frozenset({2}), 0, 4))
    assert [(piece.start, piece.end) for piece in pieces] == [(0, 4)]


SOME = sorted({word for rule in RULES for part in rule.parts for word in part} | {"农户", "#n"})


@given(st.lists(st.sampled_from(SOME), max_size=12))
def test_a_frame_loses_nothing_but_words_of_its_own(words: list[str]) -> None:
    pieces = list(framed(words, NONE, 0, len(words)))
    told = [at for piece in pieces for at in range(piece.start, piece.end)]
    assert len(told) == len(set(told))
    enclosed = "农户"
    assert {at for at, word in enumerate(words) if word == enclosed} <= set(told)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: "".join("/".join(p) for p in rule.parts))
def test_rules_tell_what_they_enclose_once(rule: Rule) -> None:
    enclosed = [at for at, part in enumerate(rule.parts) if not part]
    told = [at for at, _ in rule.told]
    assert all(told.count(at) == 1 for at in enclosed)
    assert len(told) == len(set(told))
