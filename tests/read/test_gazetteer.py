"""The gazetteer is whole, and finds the names of places and no other words."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.artefacts import locate
from pipeline.read.gazetteer import choose, english_name, mentions

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


def test_every_place_has_an_english_name() -> None:
    odd = [row["name"] for row in ROWS if not re.fullmatch(r"[A-Z][\w'() -]+", row["english"])]

    assert not odd
    assert all(row["english"].isascii() or "ü" in row["english"] for row in ROWS)


def test_no_two_cities_or_provinces_have_one_english_name() -> None:
    names = Counter(row["english"] for row in EXISTING if row["level"] != "county")

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "english"),
    [
        pytest.param("苏州市", "Suzhou", id="the better known of two"),
        pytest.param("宿州市", "Suzhou (Anhui)", id="the other"),
        pytest.param("恩施州", "Enshi", id="by a short form"),
        pytest.param("襄樊市", "Xiangfan", id="abolished"),
        pytest.param("苏尼特左旗", "Sonid Left", id="not Chinese"),
        pytest.param("鼓楼区", "Gulou", id="several of one name"),
        pytest.param("城区", None, id="no name"),
        pytest.param("澜州市", None, id="invented"),
    ],
)
def test_places_have_the_english_of_maps(name: str, english: str | None) -> None:
    assert english_name(name) == english


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
