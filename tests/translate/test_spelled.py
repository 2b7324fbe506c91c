"""Names that a draft spells by sound, and the offices of document numbers."""

from __future__ import annotations

import pytest

from pipeline.artefacts import locate
from pipeline.translate.pinyin import (
    begun_by,
    is_spelled,
    readings,
    signs_spelled,
    spelled_from,
    spelling,
)
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
        ("与西安、淮安合作。", "Cooperate with Xian and Huaian.", ()),
        ("与宿州合作。", "Cooperate with Suzhou.", ()),
        ("云州的企业", "enterprises of Suzhou", ("Suzhou",)),
        ("推进宿苏合作。", "Advance cooperation between Suzhou and Suzhou.", ()),
        ("建设锡常城际铁路。", "Build a railway from Wuxi to Changzhou.", ()),
        ("与晋城合作。", "Cooperate with Jinzhong.", ("Jinzhong",)),
        ("推进晋吕合作。", "Advance cooperation between Jinzhong and Lüliang.", ()),
        ("深化与晋城合作，推进晋吕合作。", "Jinzhong", ()),
        ("引进阿里等企业。", "Bring in Alibaba and others.", ()),
        ("引进企业。", "Bring in Alibaba and others.", ("Alibaba",)),
        ("疏解非首都功能。", "Relieve Beijing of functions that are not the capital's.", ()),
        ("加强淮河治理。", "Tame the Huaihe River, or Huai River.", ()),
        ("加快青云高速建设。", "Build the Qingshi-Yunling Expressway.", ()),
        ("加快青云高速建设。", "Build the Qingshi–Yunling Expressway.", ()),
        ("加快青云高速建设。", "Build the Qingshi-Hekou Expressway.", ("Hekou",)),
        ("加快青云高速建设。", "Build the expressway from Qingshi.", ("Qingshi",)),
        ("改造青石巷。", "Renovate 'Qingquan' Lane.", ("Qingquan",)),
        ("与老挝、关丹、亚的斯亚贝巴合作。", "Work with Lao, Kuantan and Addis Ababa.", ()),
        ("减排", "Abating and Degenerating; Securitize, Monetise.", ()),
    ],
)
def test_names_made_up(chinese: str, english: str, expected: tuple[str, ...]) -> None:
    assert made_up(chinese, english) == expected


def test_a_name_cut_to_one_sign_begins_with_its_whole_sound() -> None:
    assert begun_by("Qingshi", "青云高速")
    assert not begun_by("Qingshi", "企业")
    assert not begun_by("Qing", "青云高速")


def test_the_words_of_other_tongues_are_sorted_and_could_be_chinese() -> None:
    words = locate("corpus", "sounding.txt").read_text("utf-8").split()

    assert words == sorted(set(words))
    assert all(is_spelled(word) for word in words)


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
        ("（川科发〔2024〕7号）", "(CKF [2024] No. 7)", ()),
        ("（川科发〔2024〕7号）", "(CKG [2024] No. 7)", ("川科发",)),
        ("（依据川科发〔2024〕7号）", "(under Chuan Ke Fa [2024] No. 7)", ()),
        ("一、请按川科发〔2024〕7号办理", "I. Act on Chuan Ke Fa [2024] No. 7", ()),
        (
            "（川科发〔2024〕7号、云科发〔2024〕7号）",
            "(Chuan Ke Fa [2024] No. 7, Yun Ke Fa [2024] No. 7)",
            (),
        ),
        (
            "（川科发〔2024〕7号、云科发〔2024〕9号）",
            "(Chuan Ke Fa [2024] No. 7, Cloud Fa [2024] No. 9)",
            ("云科发",),
        ),
        ("（吕科发〔2024〕7号）", "(Lü Ke Fa [2024] No. 7)", ()),
    ],
    ids=[
        "spelled",
        "in one word",
        "translated",
        "begins nobody knows where",
        "told otherwise",
        "in letters",
        "in other letters",
        "behind a word",
        "behind the number of an item",
        "two with one number",
        "the second of a list",
        "with an umlaut",
    ],
)
def test_offices_of_numbers(chinese: str, english: str, expected: tuple[str, ...]) -> None:
    assert unspelt(chinese, english) == expected


def test_an_office_is_spelled_by_repair() -> None:
    chinese = "落实《就业通知》（云人社规〔2022〕14号）要求。"
    english = 'Implement the "Employment Notice" (Cloud Human Rules [2022] No. 14).'

    assert "(Yun Ren She Gui [2022] No. 14)" in repair(chinese, english)
    assert list(respelt("据云政发〔2022〕4号执行", "under Cloud Fa [2022] No. 4")) == []


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("云政发〔2022〕4号", "Cloud Fa [2022] No. 4", ["Yun Zheng Fa [2022] No. 4"]),
        ("（云政发〔2022〕4号）", "(the plan; Cloud Fa [2022] No. 4)", []),
        ("（见云政发〔2022〕4号）", "(see Cloud Fa [2022] No. 4)", []),
        ("（云政发〔2022〕4号、川政发〔2022〕4号）",
         "(Cloud Fa [2022] No. 4, River Fa [2022] No. 4)", []),
    ],
    ids=["alone", "more in the bracket", "behind a word", "two with one number"],
)  # fmt: skip
def test_an_office_is_spelled_only_where_it_begins_plainly(
    chinese: str, english: str, expected: list[str]
) -> None:
    assert list(respelt(chinese, english)) == expected


def test_spelling() -> None:
    assert [spelling(name) for name in ("青石", "西安", "女山")] == ["Qingshi", "Xi'an", "Nushan"]
    assert signs_spelled("云府办函") == "Yun Fu Ban Han"
