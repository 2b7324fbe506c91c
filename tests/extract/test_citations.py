from __future__ import annotations

import pytest

from pipeline.document import Document
from pipeline.extract.citations import citations
from pipeline.read import read_text
from pipeline.segment import segment


def cited(text: str) -> list[tuple[str | None, str | None]]:
    return [(found.title, found.doc_number) for found in citations(segment(read_text(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("依据《云川市科技条例》实施。", [("云川市科技条例", None)], id="a title"),
        pytest.param(
            "落实《云川市科技规划》（云政发〔2020〕11号）。",
            [("云川市科技规划", "云政发〔2020〕11号")],
            id="a title and its number",
        ),
        pytest.param(
            "落实《云川市科技规划》(云政发[2020] 11 号)。",
            [("云川市科技规划", "云政发[2020]11号")],
            id="half-width brackets, spaces",
        ),
        pytest.param(
            "制定《云川市产品指导目录》（以下简称《指导目录》），补助《指导目录》内项目。",
            [("云川市产品指导目录", None)],
            id="what it is called for short",
        ),
        pytest.param(
            "依据云川市科技条例（以下简称《科技条例》）办理。",
            [("科技条例", None)],
            id="a short name is all that there is",
        ),
        pytest.param("根据国发〔2020〕3号文件精神。", [(None, "国发〔2020〕3号")], id="a number"),
        pytest.param("根据国发【2020】3号执行。", [(None, "国发【2020】3号")], id="other brackets"),
        pytest.param(
            "依据《科技法》《专利法》办理。",
            [("科技法", None), ("专利法", None)],
            id="two in a row",
        ),
        pytest.param(
            "按照《投资补助管理办法》（计划部门第45号令）执行。",
            [("投资补助管理办法", "计划部门第45号令")],
            id="a title and its order",
        ),
        pytest.param(
            "依据住房和城乡建设部令第37号执行。",
            [(None, "住房和城乡建设部令第37号")],
            id="the whole name of the body",
        ),
        pytest.param(
            "2019年12月10日省政府令第94号发布。", [(None, "省政府令第94号")], id="without the day"
        ),
        pytest.param(
            "云川市节水办法\n（2018年12月29日云川市人民政府第10号令公布）\n"
            "第一条 为了节水，制定本办法。",
            [],
            id="the document's own order",
        ),
        pytest.param("根据市政府令第3号执行。", [(None, "市政府令第3号")], id="no 据 before it"),
        pytest.param("刊登在《云川日报》和《云川之歌》上。", [], id="a newspaper, a song"),
        pytest.param("按照《通知》要求办理。", [], id="short for a document named elsewhere"),
        pytest.param(
            "废止《关于印发〈云川市奖励办法〉的通知》。",
            [("关于印发〈云川市奖励办法〉的通知", None)],
            id="a title in a title",
        ),
    ],
)
def test_citations(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert cited(text) == expected


def test_a_document_does_not_cite_itself() -> None:
    text = (
        "云川市关于印发《云川市科技规划》的通知\n云政发〔2020〕11号\n各区人民政府：\n现印发给你们。"
    )

    assert cited(text) == []


def test_its_own_number_in_other_brackets_is_its_own() -> None:
    text = (
        "云川市关于加强节水的通知\n云政发〔2020〕11号\n各区人民政府：\n请遵照执行。\n"
        "云政发[2020]第11号自2020年5月1日起施行，云政发[2019]第11号废止。"
    )

    assert cited(text) == [(None, "云政发[2019]第11号")]


def test_what_a_notice_transmits_is_no_citation() -> None:
    text = (
        "云川市人民政府关于印发云川市节水若干措施的通知\n现将《云川市节水若干措施》印发给你们，"
        "《云川市节水若干措施》（云政发〔2015〕3号）同时废止。\n云川市人民政府\n2024年5月8日\n"
        "云川市节水若干措施\n一、总则\n节约用水。"
    )

    assert cited(text) == [("云川市节水若干措施", "云政发〔2015〕3号")]


def test_spans_hold_title_and_number() -> None:
    text = "落实《云川市科技规划》（云政发〔2020〕11号）。"
    (found,) = citations(segment(Document("demo", text)))

    assert text[found.span.start : found.span.end] == "《云川市科技规划》（云政发〔2020〕11号）"
