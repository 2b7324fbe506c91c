"""The gazetteer is whole, and finds the names of places and no other words."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.artefacts import locate
from pipeline.read.gazetteer import choose, mentions

with locate("corpus", "gazetteer.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))
EXISTING = [row for row in ROWS if not row["abolished"]]


def test_every_province_city_and_county_is_there() -> None:
    """34 provinces (four of them municipalities), 333 prefectures and 雄安新区."""
    levels = Counter(row["level"] for row in EXISTING)

    assert levels["province"] == 34 - 4
    assert levels["city"] == 333 + 4 + 1
    assert 2800 < levels["county"] < 2900


def test_codes_are_those_of_the_standard() -> None:
    codes = [row["code"] for row in EXISTING]

    assert len(set(codes)) == len(codes)
    for row in ROWS:
        code = row["code"]
        assert len(code) == 6
        assert code.isdecimal()
        if row["level"] == "county":
            assert code[4:] != "00"
        if row["level"] == "province":
            assert code.endswith("0000")


def test_every_county_lies_in_a_province_of_the_table() -> None:
    provinces = {row["code"][:2] for row in EXISTING if row["code"].endswith("0000")}
    assert {row["code"][:2] for row in EXISTING} == provinces


@pytest.mark.parametrize("row", EXISTING[::37], ids=lambda row: row["name"])
def test_full_names_are_found(row: dict[str, str]) -> None:
    found = next(mentions(f"{row['name']}人民政府"), None)

    assert found is not None
    assert row["code"] in [division.code for division in found.divisions]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("江西安福县", ["江西省", "安福县"], id="no 西安 between"),
        pytest.param("吉林市场", ["吉林省"], id="no city before 场"),
        pytest.param("朝阳区域", [], id="no district before 域"),
        pytest.param("维护长治久安", [], id="lasting peace"),
        pytest.param("广西壮族自治区南宁市", ["广西壮族自治区", "南宁市"], id="a region"),
        pytest.param("襄樊市", ["襄樊市"], id="a name of the past"),
        pytest.param(
            "彭水县", ["彭水苗族土家族自治县"], id="the short name of an autonomous county"
        ),
        pytest.param("老城区和新城区", [], id="districts of any city"),
    ],
)
def test_mentions(words: str, names: list[str]) -> None:
    assert [mention.divisions[0].name for mention in mentions(words)] == names


def test_everyday_words_count_on_request() -> None:
    assert [m.divisions[0].code for m in mentions("长治", everyday=True)] == ["140400"]


def test_shared_names_are_told_by_what_is_near() -> None:
    (gulou,) = mentions("鼓楼区")

    assert choose(gulou.divisions).code is None
    for city, code in (("南京市", "320106"), ("开封市", "410204"), ("福建省", "350102")):
        (near,) = mentions(city)
        assert choose(gulou.divisions, near.divisions).code == code


@given(st.text(alphabet="成都市武侯区江西安福县鼓楼吉林场长治域上海浦东新"))
def test_mentions_do_not_overlap(text: str) -> None:
    end = 0
    for mention in mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
