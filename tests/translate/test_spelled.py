"""Names that a draft spells by sound, and the offices of document numbers."""

from __future__ import annotations

import pytest

from pipeline.translate.pinyin import is_spelled, readings, signs_spelled, spelled_from, spelling
from pipeline.translate.proof import faults, prove
from pipeline.translate.proof.offices import respelt, unspelt
from pipeline.translate.proof.repair import repair
from pipeline.translate.proof.spelled import made_up


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Qingshi", True),
        ("Xi'an", True),
        ("Lvliang", True),
        ("Chengguan", True),
        ("Shi", False),
        ("Bridge", False),
        ("Hohhot", False),
    ],
)
def test_what_can_be_read_as_syllables(word: str, expected: bool) -> None:
    assert is_spelled(word) is expected


def test_a_character_with_several_sounds_may_be_spelled_by_each() -> None:
    assert set(readings("重")) >= {"zhong", "chong"}
    assert spelled_from("Chongshan", "重山镇") == spelled_from("Zhongshan", "重山镇")
    assert readings("A") == ()


def test_the_umlaut_has_no_one_spelling() -> None:
    assert all(spelled_from(word, "吕梁") for word in ("Lvliang", "Luliang", "Lyuliang", "Lüliang"))


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("改造望江门。", "Renovate Wangjiang Gate.", ()),
        ("改造望江门。", "Renovate Wangjing Gate.", ("Wangjing",)),
        ("改造望江门。", "Renovate Wangjiang Gate; Wangjiang's shops reopen.", ()),
        ("发挥清河的作用。", "Change the role of Qinghe.", ()),
        ("支持云川市发展。", "Support Sichuan City.", ("Sichuan",)),
        ("推广“青山工程”经验。", "Spread Zhejiang's experience.", ()),
        ("推进川渝合作。", "Advance Sichuan-Chongqing cooperation.", ()),
        ("加快蓉欧班列发展。", "Develop the Chengdu-Europe trains.", ()),
        ("两岸融合发展。", "Integrate development across the Taiwan Strait.", ()),
        ("引进西安的高校。", "Bring in universities of Xi'an.", ()),
        ("与东川合作。", "Cooperate with Dongchuan, Dongchuan and Panda.", ()),
    ],
)
def test_names_made_up(chinese: str, english: str, expected: tuple[str, ...]) -> None:
    assert made_up(chinese, english) == expected


def test_a_name_made_up_is_a_fault() -> None:
    told = faults(prove("改造青石巷。", "Renovate Qingquan Lane."))

    assert told == "name: Qingquan is not in the source"


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("（川科发〔2024〕7号）", "(Chuan Ke Fa [2024] No. 7)", ()),
        ("（川科发〔2024〕7号）", "(Chuankefa [2024] No. 7)", ()),
        ("（川科发〔2024〕7号）", "(Sichuan Ke Fa [2024] No. 7)", ("川科发",)),
        ("按照川科发〔2024〕7号文件", "in accordance with document Ke Fa [2024] No. 7", ()),
        ("（川科发〔2024〕7号）", "(document 7 of 2024)", ()),
    ],
    ids=["spelled", "in one word", "translated", "begins nobody knows where", "told otherwise"],
)
def test_offices_of_numbers(chinese: str, english: str, expected: tuple[str, ...]) -> None:
    assert unspelt(chinese, english) == expected


def test_an_office_is_spelled_by_repair() -> None:
    chinese = "落实《就业通知》（云人社规〔2022〕14号）要求。"
    english = 'Implement the "Employment Notice" (Cloud Human Rules [2022] No. 14).'

    assert "(Yun Ren She Gui [2022] No. 14)" in repair(chinese, english)
    assert list(respelt("据云政发〔2022〕4号执行", "under Cloud Fa [2022] No. 4")) == []


def test_spelling() -> None:
    assert [spelling(name) for name in ("青石", "西安", "女山")] == ["Qingshi", "Xi'an", "Nushan"]
    assert signs_spelled("云府办函") == "Yun Fu Ban Han"
