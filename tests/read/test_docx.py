"""A Word file gives what a reader sees on the page, the numbers that Word generates among it."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import read, read_bytes
from pipeline.settings import Read
from tests.read.word import STRICT, abstract, cell, level, num, p, part, r, table, word

SAMPLE = Path(__file__).parents[2] / "corpus" / "samples" / "action-plan.docx"

OUTLINE = abstract(
    7,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4", '<w:suff w:val="nothing"/>'),
)


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "plan.docx").text.split("\n")


def test_outline_is_numbered_and_restarts() -> None:
    body = (
        p("目标", num=(1, 0)) + p("总量", num=(1, 1)) + p("结构", num=(1, 1)) + p("甲", num=(1, 2))
        + p("任务", num=(1, 0)) + p("产业", num=(1, 1)) + p("乙", num=(1, 2)) + p("丙", num=(1, 3))
        + p("丁", num=(1, 3)) + p("不编号")
    )  # fmt: skip
    assert lines(word(body, numbering=OUTLINE + num(1, 7))) == [
        "一、目标", "（一）总量", "（二）结构", "1. 甲",
        "二、任务", "（一）产业", "1. 乙", "①丙", "②丁", "不编号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "paragraphs", "expected"),
    [
        pytest.param(
            (level(0, "decimal", "第%1条"),), [(1, 0)] * 2, ["第1条 甲", "第2条 甲"], id="in words"
        ),
        pytest.param(
            (level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
            [(1, 0), (1, 1), (1, 1)],
            ["第一章 甲", "1.1 甲", "1.2 甲"],
            id="a legal number of two levels",
        ),
        pytest.param(
            (level(0, "ideographTraditional", "%1、"),),
            [(1, 0)] * 3,
            ["甲、甲", "乙、甲", "丙、甲"],
            id="stems",
        ),
        pytest.param(
            (level(0, "upperRoman", "%1."),),
            [(1, 0)] * 4,
            ["I. 甲", "II. 甲", "III. 甲", "IV. 甲"],
            id="Roman",
        ),
        pytest.param(
            (level(0, "lowerLetter", "%1)", start=26),),
            [(1, 0)] * 2,
            ["z) 甲", "aa) 甲"],
            id="letters",
        ),
        pytest.param(
            (level(0, "chineseCounting", "%1、", start=0),),
            [(1, 0)] * 2,
            ["零、甲", "一、甲"],
            id="from zero",
        ),
        pytest.param((level(0, "bullet", "——"),), [(1, 0)], ["——甲"], id="a dash as bullet"),
        pytest.param(
            (level(0, "bullet", "\uf06c"),), [(1, 0)], ["● 甲"], id="a bullet of a symbol font"
        ),
        pytest.param((level(0, "none", ""),), [(1, 0)], ["甲"], id="a list without numbers"),
        pytest.param((level(0, "decimal", "%1."),), [(0, 0)], ["甲"], id="numbering switched off"),
        pytest.param(
            (level(0, "decimal", "%1."),), [(5, 0)], ["甲"], id="a list that does not exist"
        ),
        pytest.param(
            (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>')),
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            ["1. 甲", "1.1 甲", "2. 甲", "2.2 甲"],
            id="a level that never restarts",
        ),
        pytest.param(
            (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")),
            [(1, 1)],
            ["1.1 甲"],
            id="a deeper level first",
        ),
    ],
)
def test_levels(
    levels: tuple[str, ...], paragraphs: list[tuple[int, int]], expected: list[str]
) -> None:
    body = "".join(p("甲", num=at) for at in paragraphs)
    assert lines(word(body, numbering=abstract(0, *levels) + num(1, 0))) == expected


def test_lists_of_one_kind_count_on_unless_they_override_the_start() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OUTLINE + num(1, 7) + num(2, 7) + num(3, 7, override)
    body = "".join(p("甲", num=(n, 0)) for n in (1, 1, 2, 3, 3, 1))

    assert lines(word(body, numbering=numbering)) == [
        "一、甲", "二、甲", "三、甲", "一、甲", "二、甲", "三、甲",
    ]  # fmt: skip


def test_numbering_by_style() -> None:
    styles = (
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    )
    linked = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>')
    deeper = level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>')
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        p("甲", style="H1")
        + p("乙", style="H2")
        + p("丙", style="H1", extra=off)
        + p("丁", style="H1")
    )

    data = word(body, numbering=abstract(0, linked, deeper) + num(1, 0), styles=styles)

    assert lines(data) == ["一、甲", "（一）乙", "丙", "二、丁"]


def test_a_list_that_takes_its_levels_from_a_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    link = abstract(0, extra='<w:numStyleLink w:val="L"/>')
    real = abstract(1, level(0, "chineseCounting", "%1、"), extra='<w:styleLink w:val="L"/>')

    data = word(p("甲", num=(1, 0)), numbering=link + real + num(1, 0) + num(2, 1), styles=styles)

    assert lines(data) == ["一、甲"]


MERGED = '<w:vMerge w:val="restart"/>'
BELOW = "<w:vMerge/>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            table((cell(p("甲")), cell(p("乙"))), (cell(), cell(p("丙")))),
            ["甲\t乙", "\t丙"],
            id="rows",
        ),
        pytest.param(
            table(
                (cell(p("甲"), properties=MERGED), cell(p("1"))),
                (cell(p("旧"), properties=BELOW), cell(p("2"))),
            ),
            ["甲\t1", "\t2"],
            id="a cell merged downwards stands once",
        ),
        pytest.param(
            table((cell(p("专栏1"), p("甲。")),)), ["专栏1", "甲。"], id="a box of one cell"
        ),
        pytest.param(
            table((cell(p("甲"), p("乙")), cell(p("丙")))), ["甲 乙\t丙"], id="paragraphs in a cell"
        ),
        pytest.param(
            table((cell(p("甲")), cell(table((cell(p("乙")), cell(p("丙"))))))),
            ["甲\t乙 丙"],
            id="a table in a cell",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr/><w:sdtContent>" + p("甲") + "</w:sdtContent></w:sdt>",
            ["甲"],
            id="a control",
        ),
        pytest.param(
            f"<w:p>{r('甲')}<w:r><w:tab/><w:br/></w:r>{r('乙')}</w:p>",
            ["甲\t", "乙"],
            id="tab and break",
        ),
        pytest.param(
            f'<w:p>{r("甲")}<w:r><w:br w:type="page"/></w:r>{r("乙")}</w:p>',
            ["甲乙"],
            id="page break",
        ),
        pytest.param(
            f"<w:p><w:ins>{r('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{r('增')}</w:p>",
            ["新增"],
            id="tracked changes",
        ),
        pytest.param(
            p("建设", extra="<w:rPr><w:del/></w:rPr>") + p("高地"),
            ["建设高地"],
            id="a deleted paragraph end",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("3")}</w:p>',
            ["3"],
            id="a field shows its result",
        ),
        pytest.param(
            "<w:p><mc:AlternateContent><mc:Choice><w:r><w:txbxContent>"
            + p("框")
            + "</w:txbxContent></w:r></mc:Choice><mc:Fallback><w:txbxContent>"
            + p("框")
            + f"</w:txbxContent></mc:Fallback></mc:AlternateContent>{r('甲')}</w:p>",
            ["甲", "框"],
            id="a text box once",
        ),
        pytest.param(
            f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>{r('甲')}</w:p>",
            ["甲"],
            id="hidden",
        ),
        pytest.param(
            f"<w:p><w:hyperlink>{r('甲')}</w:hyperlink><w:r><w:noBreakHyphen/></w:r>{r('乙')}</w:p>",
            ["甲-乙"],
            id="link",
        ),
        pytest.param(p() + p("　") + p("甲"), ["甲"], id="empty paragraphs"),
    ],
)
def test_bodies(body: str, expected: list[str]) -> None:
    assert lines(word(body)) == expected


def test_contents_are_left_out_and_footnotes_stand_at_the_end() -> None:
    styles = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    note = '<w:footnote w:id="2">' + p("指重点产业。") + "</w:footnote>"
    body = (
        p("一、目标\t1", style="T1")
        + f'<w:p>{r("发展五链")}<w:r><w:footnoteReference w:id="2"/></w:r>{r("。")}</w:p>'
        + p("二、任务")
    )
    data = word(body, styles=styles, footnotes=note)
    assert lines(data) == ["发展五链[1]。", "二、任务", "[1] 指重点产业。"]


def test_the_strict_variant_is_read_too() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0)
    assert lines(word(p("甲", num=(1, 0)), namespace=STRICT, numbering=numbering)) == ["一、甲"]


def test_sample_plan() -> None:
    document = read(SAMPLE)
    found = document.text.split("\n")

    assert document.title == "临溪市制造业数智绿色升级三年行动计划（2023—2025年）"
    assert [line for line in found if line[1:2] == "、"] == [
        "一、总体要求", "二、重点任务", "三、改革和要素保障", "四、组织实施",
    ]  # fmt: skip
    assert found.count("（一）实施智改数转扩面行动") == 1
    assert "1\t规模以上工业增加值年均增速（%）\t—\t7左右\t预期性" in found
    assert sum(line.startswith("——") for line in found) == 6
    assert not any("第" in line and "页" in line and len(line) < 12 for line in found)


def bomb(declared: int | None = None) -> bytes:
    """A package whose body unpacks to ten million bytes, or claims another size."""
    data = word("甲" * 3_300_000)
    if declared is None:
        return data
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        real = struct.pack("<L", archive.getinfo("word/document.xml").file_size)
    at = changed.rfind(real)
    changed[at : at + 4] = struct.pack("<L", declared)
    return bytes(changed)


@pytest.mark.parametrize("declared", [None, 100], ids=["honest about its size", "lying about it"])
def test_a_zip_bomb_is_refused(declared: int | None) -> None:
    with pytest.raises(ReadError, match=r"bomb\.docx (unpacks to more .* max_bytes|is a damaged)"):
        read_bytes(bomb(declared), "bomb.docx", limits=Read(max_bytes=1_000_000))


def test_all_parts_count_together() -> None:
    half = abstract(0, extra="<w:x/>" * 100_000)
    with pytest.raises(ReadError, match="unpacks to more than the limit of 1,000,000 bytes"):
        read_bytes(
            word("<w:x/>" * 100_000, numbering=half), "a.docx", limits=Read(max_bytes=1_000_000)
        )


def test_nothing_but_tags() -> None:
    with pytest.raises(ReadError, match="unpacks to more than the limit of 1,000,000 bytes"):
        read_bytes(word("<w:p/>" * 90_000), "a.docx", limits=Read(max_bytes=1_000_000))


def test_a_part_that_claims_to_be_huge_is_not_unpacked() -> None:
    with pytest.raises(ReadError, match="unpacks to more than the limit of 50,000,000 bytes"):
        read_bytes(bomb(4_000_000_000), "a.docx")


def entity_bomb() -> bytes:
    file = io.BytesIO()
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document = part("document", f"<w:body>{p('&e9;')}</w:body>")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<!DOCTYPE x [<!ENTITY e0 "甲">{entities}]>{document}'
        )
    return file.getvalue()


def other_archive(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "<x/>")
    return file.getvalue()


def locked() -> bytes:
    data = bytearray(word(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            entity_bomb(), "declares a document type .* save it anew", id="an entity bomb"
        ),
        pytest.param(word(p("甲"))[:-60], "damaged or truncated Word file", id="truncated"),
        pytest.param(word("<w:p>"), "damaged: word/document.xml is no XML", id="broken XML"),
        pytest.param(other_archive("xl/workbook.xml"), "Excel workbook; save", id="a workbook"),
        pytest.param(other_archive("OFD.xml"), "OFD document; convert", id="an OFD file"),
        pytest.param(other_archive("甲.txt"), "is an archive; unpack it", id="an archive"),
        pytest.param(locked(), "protected by a password", id="locked"),
        pytest.param(word(p()), "holds no text; if its pages are images", id="no text"),
        pytest.param(
            word("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100),
            "nests its tables deeper",
            id="deep",
        ),
    ],
)
def test_what_is_no_readable_word_file(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=rf"plan\.docx .*{message}"):
        read_bytes(data, "plan.docx")
