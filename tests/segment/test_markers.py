import pytest

from pipeline.segment.markers import line_marker, marker_at


@pytest.mark.parametrize(
    ("text", "kind", "number", "written"),
    [
        pytest.param("第一编 总则", "volume", 1, "第一编", id="volume"),
        pytest.param("第二分编 合同", "volume", 2, "第二分编", id="subvolume"),
        pytest.param("第三章　附则", "chapter", 3, "第三章", id="chapter"),
        pytest.param("第 四 节 监督", "section", 4, "第 四 节", id="spaced out by a PDF"),
        pytest.param("第十二条 本市鼓励创新", "article", 12, "第十二条", id="article"),
        pytest.param("第一千零二条 自然人", "article", 1002, "第一千零二条", id="over a thousand"),
        pytest.param("第五条之一 对外", "article", 5, "第五条之一", id="inserted article"),
        pytest.param("第二条中国籍船舶应当", "article", 2, "第二条", id="中国 is no reference"),
        pytest.param("十一、保障", "part", 11, "十一、", id="part"),
        pytest.param("二.保障", "part", 2, "二.", id="part with a full stop"),
        pytest.param("（二十三）强基", "subpart", 23, "（二十三）", id="subpart"),
        pytest.param("(三)强基", "subpart", 3, "(三)", id="half-width brackets"),
        pytest.param("㈢强基", "subpart", 3, "㈢", id="one-character subpart"),
        pytest.param("3.强基", "item", 3, "3.", id="item"),
        pytest.param("３．强基", "item", 3, "３．", id="full-width item"),
        pytest.param("3、强基", "item", 3, "3、", id="item with 、"),
        pytest.param("3﹒强基", "item", 3, "3﹒", id="item with a small full stop"),
        pytest.param("2.5G基站全覆盖", "item", 2, "2.", id="5G after the marker"),
        pytest.param("[7]碳汇：吸收二氧化碳", "item", 7, "[7]", id="glossary note"),
        pytest.param("（4）建站", "subitem", 4, "（4）", id="subitem"),
        pytest.param("4）建站", "subitem", 4, "4）", id="subitem with one bracket"),
        pytest.param("④建站", "subitem", 4, "④", id="circled subitem"),
        pytest.param("2.3 建站要求", "subitem", 3, "2.3", id="decimal subitem"),
        pytest.param("——建站。", "bullet", 0, "——", id="dash bullet"),
        pytest.param("●建站", "bullet", 0, "●", id="dot bullet"),
        pytest.param("&emsp;&emsp;（二）建站", "subpart", 2, "&emsp;&emsp;（二）", id="entities"),
    ],
)
def test_a_marker_is_recognised(text: str, kind: str, number: int, written: str) -> None:
    found = line_marker(text, 0)

    assert found is not None
    assert (found.kind, found.number, text[: found.length]) == (kind, number, written)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1.5亿元以上的项目", id="an amount"),
        pytest.param("2.0版行动", id="a version"),
        pytest.param("一、二、三产业融合", id="a list of numbers"),
        pytest.param("第三条规定的情形", id="a reference to an article"),
        pytest.param("第三条、第四条", id="a list of articles"),
        pytest.param("第一章程", id="章程 is a word"),
        pytest.param("（三）项所列情形", id="the rest of 第五条第（三）项"),
        pytest.param("2025年实现目标", id="a year"),
        pytest.param("—2025年", id="one dash"),
        pytest.param("〔12〕", id="a figure of a table"),
        pytest.param("12", id="a bare number"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_looks_like_a_marker_is_none(text: str) -> None:
    assert marker_at(text, 0) is None


def test_an_item_whose_text_starts_with_a_digit_is_not_an_amount() -> None:
    assert marker_at("1.2023年完成改造", 0) is not None
