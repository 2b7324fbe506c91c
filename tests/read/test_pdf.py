"""A PDF's lines become paragraphs again, without what belongs to the paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import read, read_bytes
from pipeline.read.wraps import Line, paragraphs
from pipeline.settings import Read
from tests.read.paper import LEADING, LEFT, SIZE, TOP, Print, pdf, wrapped

SAMPLE = Path(__file__).parents[2] / "corpus" / "samples" / "work-report.pdf"

TEXT = [
    "一、发展目标",
    "到2027年，全市建成省级以上实验室12家，规模以上工业企业研发活动覆盖率达到98%以上，每万人口高价值发明专利拥有量比2022年翻一番。",
    "（一）做强园区。支持高新区扩容提质，盘活闲置厂房60万平方米，引进总投资1.5亿元以上项目30个，培育专精特新企业200家左右，亩均税收提高15%。",
    "二、保障措施",
    "市财政每年安排不少于3亿元，重点支持共性技术平台。各区县要在9月底前制定实施方案，明确责任单位。",
]


def text(data: bytes) -> list[str]:
    return read_bytes(data, "plan.pdf").text.split("\n")


@pytest.mark.parametrize("across", range(18, 34))
def test_paragraphs_survive_any_line_width(across: int) -> None:
    assert text(pdf(wrapped(TEXT, across=across))) == TEXT


@pytest.mark.parametrize("per_page", range(2, 12))
def test_paragraphs_survive_any_page_length(per_page: int) -> None:
    assert text(pdf(wrapped(TEXT, per_page=per_page))) == TEXT


@pytest.mark.parametrize(
    "number",
    ["— {} —", "- {} -", "{}", "第 {} 页", "第{}页 共9页", "{}/9"],
)
def test_running_heads_and_page_numbers_go(number: str) -> None:
    pages = [
        [Print("云岫市科技创新规划", 230, 800, 9), *page, Print(number.format(n), 280, 40, 9)]
        for n, page in enumerate(wrapped(TEXT * 3, per_page=8), 1)
    ]
    assert text(pdf(pages)) == TEXT * 3


def test_footnotes_stand_at_the_end() -> None:
    first, second = wrapped(TEXT[1:3], per_page=4)
    notes = [
        Print("① 指固定资产投资5000万元以上的工业项目，以及总投资1亿元以上的", LEFT, 120, 9),
        Print("服务业项目。", LEFT, 108, 9),
    ]
    assert text(pdf([[*first, *notes], second])) == [
        *TEXT[1:3],
        notes[0].words + notes[1].words,
    ]


def test_rows_of_a_table_stay_lines() -> None:
    rows = [
        Print(words, x, TOP - LEADING * n, 12)
        for n, row in enumerate([("指标", "2022年", "2027年"), ("研发投入强度（%）", "2.8", "3.5")])
        for words, x in zip(row, (LEFT, 280, 450), strict=True)
    ]
    assert text(pdf([rows + [Print(p.words, p.x, p.y - 90) for p in wrapped(TEXT[1:2])[0]]])) == [
        "指标\t2022年\t2027年",
        "研发投入强度（%）\t2.8\t3.5",
        TEXT[1],
    ]


def test_a_centred_title_keeps_its_lines() -> None:
    title = [
        Print("云岫市人民政府关于加快建设", 170, 790, 18),
        Print("科技创新强市的意见", 200, 765, 18),
    ]
    body = [Print(p.words, p.x, p.y - 40) for p in wrapped(TEXT)[0]]

    document = read_bytes(pdf([title + body]), "plan.pdf")

    assert document.text.split("\n") == [title[0].words, title[1].words, *TEXT]
    assert document.title == "云岫市人民政府关于加快建设科技创新强市的意见"


def line(words: str, left: float = LEFT, at: int = 0) -> Line:
    return Line(words, left, left + len(words) * SIZE, TOP - at * LEADING, SIZE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            ["全市建成国家级实验室和工程研究中心合计", "达到12家。"], 1, id="a sentence goes on"
        ),
        pytest.param(
            ["全市建成国家级实验室和工程研究中心12家。", "一、目标任务"], 2, id="a marker begins"
        ),
        pytest.param(
            ["全市建成国家级实验室和工程研究中心12家。", "力争更多。"], 2, id="a sentence begins"
        ),
        pytest.param(["全市建成国家级实验室", "主要任务"], 2, id="a short line ends"),
        pytest.param(["全市建成国家级实验室和工程研究中", "主要任务"], 2, id="four places short"),
        pytest.param(
            ["落实科技创新促进条例中关于企业主体地位的", "第三条规定。"],
            1,
            id="a marker in a sentence",
        ),
    ],
)
def test_without_indents_the_words_decide(words: list[str], expected: int) -> None:
    """Here every paragraph begins at the left margin."""
    filler = [line("全市建成国家级实验室和工程研究中心合计数", at=n) for n in range(3)]
    page = [*filler, *(line(w, at=n + 3) for n, w in enumerate(words))]

    assert len(paragraphs([page])) == expected


def test_latin_words_keep_their_space() -> None:
    wide = "推进人工智能大模型发展即big language"
    page = [
        Line(wide, LEFT, LEFT + 400, TOP, SIZE),
        Line("model的研发。", LEFT, LEFT + 90, TOP - LEADING, SIZE),
    ]
    assert paragraphs([page]) == [f"{wide} model的研发。"]


def test_sample_report() -> None:
    document = read(SAMPLE)
    found = document.text.split("\n")

    assert found[0] == document.title == "政府工作报告"
    assert "一、2023年工作回顾" in found
    assert "保持在98%以上" in document.text
    assert "PM2.5年均浓度降至33微克/立方米，较2020年下降19.5%" in document.text
    assert "提高0.3个百分点" in document.text
    assert not [at for at in found if at.startswith("—") and at.endswith("—")]
    assert "会议文件（一）" not in document.text
    assert document.text.count("\n") == 53
    assert (document.issued, document.issuers) == ("2024-01-18", ("衡川市人民政府",))


def encrypted() -> bytes:
    """A PDF whose trailer asks for a password that is not given."""
    data = pdf([[Print("甲")]])
    lock = b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"
    return data.replace(b"trailer<<", b"trailer<</Encrypt " + lock + b"/ID[<00><00>]")


IMAGE = b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(pdf([[]] * 3, extra=IMAGE), "it is a scan of 3 pages; run OCR", id="a scan"),
        pytest.param(pdf([[Print("3")]], extra=IMAGE), "a scan of 1 page; run OCR", id="a stamp"),
        pytest.param(encrypted(), "protected by a password; save it without", id="encrypted"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "damaged or truncated PDF; get it again", id="cut off"),
        pytest.param(
            pdf([[Print("\ue001\ue002\ue003" * 10, y=700 - 20 * n) for n in range(10)]]),
            "fonts do not name their characters; run OCR",
            id="unreadable fonts",
        ),
    ],
)
def test_what_has_no_readable_text(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=rf"plan\.pdf .*{message}"):
        read_bytes(data, "plan.pdf")


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        pytest.param(
            Read(max_pages=2), r"has 3 pages, over the limit of 2; .*max_pages", id="pages"
        ),
        pytest.param(
            Read(max_characters=50), r"limit of 50 characters; .*max_characters", id="words"
        ),
        pytest.param(Read(max_bytes=500), r"limit of 500 bytes; .*max_bytes", id="bytes"),
    ],
)
def test_limits(limits: Read, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_bytes(pdf(wrapped(TEXT, per_page=4)[:3]), "plan.pdf", limits=limits)
