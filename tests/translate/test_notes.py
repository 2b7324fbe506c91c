from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.translate import Translator
from pipeline.translate.bodies import body, place_name
from pipeline.translate.notes import note

STANDING = "the Standing Committee of the 7th People's Congress of Hewan"


@pytest.mark.parametrize(
    ("clause", "english"),
    [
        pytest.param(
            "（2020年3月26日河湾市第七届人民代表大会常务委员会第二十一次会议通过）",
            f"(Adopted at the 21st Session of {STANDING} on March 26, 2020)",
            id="adopted",
        ),
        pytest.param(
            "2020年3月26日　河湾市第七届人大常委会第十二次会议通过　"
            "2020年5月15日河湾省第十三届人民代表大会第二次会议批准",
            f"Adopted at the 12th Session of {STANDING} on March 26, 2020; approved at the 2nd "
            "Session of the 13th People's Congress of Hewan Province on May 15, 2020",
            id="adopted and approved",
        ),
        pytest.param(
            "2003年6月28日第十届全国人民代表大会常务委员会第三次会议第一次修正。",
            "Amended for the first time at the 3rd Session of the Standing Committee of the 10th "
            "National People's Congress on June 28, 2003.",
            id="amended by the nation's congress",
        ),
        pytest.param(
            "(2018年1月19日农业部、公安部令2018年第1号公布，自公布之日起施行)",
            "(Promulgated on January 19, 2018 by Decree [2018] No. 1 of the Ministry of "
            "Agriculture and the Ministry of Public Security; effective as of the date of "
            "promulgation)",
            id="a decree of two",
        ),
        pytest.param(
            "2012年4月18日省政府第5次常务会议审议通过",
            "Adopted at the 5th Executive Meeting of the Provincial People's Government "
            "on April 18, 2012",
            id="a government that names itself",
        ),
        pytest.param(
            "2024年7月10日中华人民共和国国务院令第9号第二次修订）",
            "Revised for the second time on July 10, 2024 by Decree No. 9 of the State Council of "
            "the People's Republic of China)",
            id="the last line of a note",
        ),
        pytest.param(
            "2019年4月25日周平市人民政府令第3号发布",
            "Issued on April 25, 2019 by Decree No. 3 of the People's Government of Zhouping",
            id="a name of signs that are words",
        ),
        pytest.param("2012年8月1日 施行", "Effective as of August 1, 2012", id="a start"),
    ],
)
def test_notes_of_adoption_need_no_engine(clause: str, english: str) -> None:
    def engine(clauses: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"asked for {clause}" for clause in clauses)

    (draft,) = Translator(engine).lines([clause])
    assert draft.english == english
    assert all(check.ok for check in draft.checks)


@pytest.mark.parametrize(
    "clause",
    [
        "2020年3月26日河湾市委常委会第五次会议通过",
        "2020年3月26日河湾市第七届人民代表大会常务委员会第五次会议通过了三项决定。",
        "2020年3月26日起，本市改善水质。",
        "2020年3月26日",
        "经市政府批准",
        "",
    ],
)
def test_what_holds_more_than_a_note_is_none(clause: str) -> None:
    assert note(clause) == ""


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("陕西省人民政府", "the People's Government of Shaanxi Province"),
        ("宿州市人民政府", "the People's Government of Suzhou"),
        ("青石县人民政府办公室", "the General Office of the People's Government of Qingshi County"),
        ("市九届人民代表大会", "the 9th Municipal People's Congress"),
        ("青石族自治县人民政府", ""),
        ("河湾集团", ""),
    ],
)
def test_bodies_by_their_names(chinese: str, english: str) -> None:
    assert body(chinese) == english


def test_the_five_regions_have_names_of_their_own() -> None:
    assert place_name("宁夏回族自治区") == "the Ningxia Hui Autonomous Region"
