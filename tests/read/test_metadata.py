"""What documents say about themselves in their first and last lines."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Genre, Place
from pipeline.read import read, read_text

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
BODY = "\n各县（市、区）人民政府：\n为加快发展，制定本意见。\n一、目标\n到2026年，建成12家。\n"


def first(head: str) -> Document:
    return read_text(head + BODY)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("澜州市科技创新条例", "澜州市科技创新条例", id="one line"),
        pytest.param(
            "澜州市人民政府\n关于加快发展生物\n制造的意见",
            "澜州市人民政府 关于加快发展生物制造的意见",
            id="three lines",
        ),
        pytest.param(
            "中共澜州市委\n澜州市人民政府\n关于促进就业的意见",
            "中共澜州市委 澜州市人民政府 关于促进就业的意见",
            id="two issuers above",
        ),
        pytest.param(
            "澜州市低空经济\n三年行动计划\n（2024—2026年）",
            "澜州市低空经济三年行动计划（2024—2026年）",
            id="years in brackets",
        ),
        pytest.param(
            "澜州市人民政府关于印发《澜州市\n数字政府规划》的通知",
            "澜州市人民政府关于印发《澜州市数字政府规划》的通知",
            id="broken inside 《》",
        ),
        pytest.param("# 澜州市科技创新条例", "澜州市科技创新条例", id="Markdown"),
        pytest.param("**澜州市科技创新条例**\n", "澜州市科技创新条例", id="Markdown, bold"),
        pytest.param("政 府 工 作 报 告", "政府工作报告", id="spaced out"),
        pytest.param(
            "澜州市科技创新条例\n澜州市科技创新条例", "澜州市科技创新条例", id="each line twice"
        ),
        pytest.param(
            "澜州市关于印发\n澜州市关于印发\n节水规划的通知\n节水规划的通知",
            "澜州市关于印发节水规划的通知",
            id="two lines, each twice",
        ),
        pytest.param(
            "澜州市人民政府办公室文件\n澜政办发〔2024〕3号\n关于发展夜间经济的通知",
            "关于发展夜间经济的通知",
            id="letterhead",
        ),
        pytest.param(
            "当前位置：首页\n打印\n【字号：大 中 小】\n澜州市托育服务办法",
            "澜州市托育服务办法",
            id="a site's buttons",
        ),
        pytest.param(
            "LZCR-2024-0010\n澜州市托育服务办法（试行）",
            "澜州市托育服务办法（试行）",
            id="a register number",
        ),
        pytest.param(
            "澜州市人民政府令\n第7号\n《澜州市消防办法》已经审议通过，现予公布。",
            "澜州市消防办法",
            id="an order",
        ),
        pytest.param(
            "澜州市消防办法（2019年3月6日澜州市人民政府令第3号公布）",
            "澜州市消防办法",
            id="a note on the line",
        ),
        pytest.param("各位代表：\n现在，我代表市人民政府，向大会报告工作。", None, id="no title"),
        pytest.param("一、目标", None, id="a marker first"),
        pytest.param(
            "持续推进老旧小区改造是回应群众\n期盼的重要举措，必须抓好。", None, id="wrapped prose"
        ),
        pytest.param("2023年工作回顾", None, id="a heading of a report"),
    ],
)
def test_title(head: str, title: str | None) -> None:
    assert first(head).title == title


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        pytest.param("中共澜州市委关于制定科技创新规划的决定", "decision", id="decision"),
        pytest.param("澜州市人民政府关于推进职业教育的实施意见", "opinion", id="opinion"),
        pytest.param("澜州市支持专精特新企业若干措施", "measures", id="measures"),
        pytest.param("澜州市首台套装备奖励办法", "measures", id="rules that pay"),
        pytest.param("澜州市养犬管理办法", "regulation", id="rules"),
        pytest.param("澜州市节水条例", "regulation", id="regulation"),
        pytest.param("澜州市碳达峰实施方案", "plan", id="plan"),
        pytest.param("澜州市2024年重点工作安排", "plan", id="arrangement"),
        pytest.param("2024年澜州市政府工作报告", "work_report", id="work report"),
        pytest.param("澜州市人民政府关于开展安全检查的通知", "notice", id="notice"),
        pytest.param(
            "澜州市人民政府关于印发澜州市碳达峰实施方案的通知", "plan", id="a plan transmitted"
        ),
        pytest.param(
            "澜州市科技局等三部门印发《澜州市创新券管理办法》的通知",
            "regulation",
            id="rules transmitted",
        ),
        pytest.param("澜州市机关工作人员守则", "regulation", id="a code of conduct"),
        pytest.param(
            "澜州市促进节水规定\n2024年3月5日 澜州市第九届人民代表大会第二次会议通过",
            "regulation",
            id="a statute that promotes",
        ),
        pytest.param(
            "澜州市夜间经济扶持办法\n第一条 为落实市人大第四次会议通过的决定，制定本办法。",
            "measures",
            id="a congress is cited",
        ),
        pytest.param("澜州市统计公报", None, id="none of these"),
    ],
)
def test_genre(title: str, genre: Genre | None) -> None:
    assert first(title).genre == genre


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param(
            "关于发展夜间经济的通知\n澜政发〔2024〕3号" + BODY, "澜政发〔2024〕3号", id="below"
        ),
        pytest.param(
            "澜政发[2024] 3 号\n关于发展夜间经济的通知" + BODY,
            "澜政发〔2024〕3号",
            id="above, in ASCII brackets",
        ),
        pytest.param(
            "关于发展夜间经济的通知\n（澜政规（2024）第3号）" + BODY,
            "澜政规〔2024〕第3号",
            id="in round brackets",
        ),
        pytest.param(
            "澜州市人民政府令\n第 212 号\n澜州市消防办法" + BODY,
            "澜州市人民政府令第212号",
            id="an order",
        ),
        pytest.param(
            "澜州市消防办法\n（2019年3月6日澜州市人民政府令第三十二号公布）" + BODY,
            "澜州市人民政府令第三十二号",
            id="an order in the note",
        ),
        pytest.param(
            "关于发展夜间经济的通知\n根据《规划》（岭政发〔2023〕9号），通知如下。" + BODY,
            None,
            id="a cited number",
        ),
        pytest.param(
            "关于发展夜间经济的通知" + BODY + "见澜政发〔2021〕1号。",
            None,
            id="a number in the text",
        ),
        pytest.param(
            "发文字号：澜政发〔2024〕3号\n关于发展夜间经济的通知" + BODY,
            "澜政发〔2024〕3号",
            id="a field",
        ),
        pytest.param(
            "澜州市节水条例\n2024年5月9日 澜州市第九届人民代表大会常务委员会公告第6号公布" + BODY,
            "澜州市第九届人民代表大会常务委员会公告第6号",
            id="an announcement of a congress",
        ),
        pytest.param(
            "澜州市关于贯彻岭政发〔2023〕9号文件的通知" + BODY,
            None,
            id="a number cited in the title",
        ),
    ],
)
def test_document_number(text: str, number: str | None) -> None:
    assert read_text(text).doc_number == number


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        pytest.param("中共澜州市委关于促进创新的决定" + BODY, ("中共澜州市委",), id="in the title"),
        pytest.param(
            "中共澜州市委 澜州市人民政府关于促进创新的意见" + BODY,
            ("中共澜州市委", "澜州市人民政府"),
            id="two",
        ),
        pytest.param(
            "中共澜州市委澜州市人民政府关于促进创新的意见" + BODY,
            ("中共澜州市委", "澜州市人民政府"),
            id="run together",
        ),
        pytest.param(
            "中共中央 国务院关于促进创新的意见" + BODY, ("中共中央", "国务院"), id="central"
        ),
        pytest.param(
            "澜州市财政局、澜州市教育局关于学前教育的通知" + BODY,
            ("澜州市财政局", "澜州市教育局"),
            id="a list",
        ),
        pytest.param(
            "关于学前教育的通知" + BODY + "澜州市财政局\n澜州市教育局\n2024年3月5日\n",
            ("澜州市财政局", "澜州市教育局"),
            id="signed",
        ),
        pytest.param(
            "关于学前教育的通知" + BODY + "澜州市财政局　2024年3月5日\n",
            ("澜州市财政局",),
            id="signed on one line",
        ),
        pytest.param(
            "澜州市财政局等两部门关于学前教育的通知"
            + BODY
            + "澜州市财政局\n澜州市教育局\n2024年3月5日",
            ("澜州市财政局", "澜州市教育局"),
            id="all signatures",
        ),
        pytest.param(
            "澜州市节水条例\n（2020年3月27日澜州市第十五届人民代表大会常务委员会第二十次会议通过）\n"
            "第一条 为了节水。",
            ("澜州市人民代表大会常务委员会",),
            id="a congress",
        ),
        pytest.param(
            "政府工作报告\n——2024年1月8日在澜州市第九届人民代表大会第三次会议上\n各位代表：\n现在，我代表市人民政府报告工作。",
            ("澜州市人民政府",),
            id="a report",
        ),
        pytest.param(
            "澜州市人民政府令\n第7号\n现公布《澜州市消防办法》。\n市长　陆景舟\n2019年3月6日",
            ("澜州市人民政府",),
            id="an order",
        ),
        pytest.param(
            "澜州市节水条例\n2024年3月5日 澜州市九届人大常委会第四次会议通过\n第一条 为了节水。",
            ("澜州市人大常委会",),
            id="a congress, its session without 第",
        ),
        pytest.param(
            "澜州市节水条例\n2024年3月5日 澜州市九届人大四次会议通过\n"
            "2024年5月9日 岭东省第九届人民代表大会常务委员会第三次会议批准\n第一条 为了节水。",
            (),
            id="not who approved it",
        ),
        pytest.param(
            "澜州市节水条例\n（2024年3月5日澜州市九届人大常委会第四次会议通过　"
            "2024年5月9日岭东省人大常委会第三次会议批准）\n第一条 为了节水。",
            ("澜州市人大常委会",),
            id="who passed it, in one note with who approved it",
        ),
        pytest.param("澜州市节水行动方案\n一、目标\n加强领导。", (), id="nobody"),
    ],
)
def test_issuers(text: str, issuers: tuple[str, ...]) -> None:
    assert read_text(text).issuers == issuers


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        pytest.param(
            "关于节水的通知" + BODY + "澜州市水利局\n2024年3月5日", "2024-03-05", id="signature"
        ),
        pytest.param(
            "关于节水的通知" + BODY + "澜州市水利局\n二〇二四年十二月三十一日",
            "2024-12-31",
            id="Chinese numerals",
        ),
        pytest.param(
            "关于节水的通知" + BODY + "澜州市水利局\n二○一九年十月", "2019-10", id="only a month"
        ),
        pytest.param(
            "关于节水的通知" + BODY + "澜州市水利局\n２０２４年３月５日",
            "2024-03-05",
            id="full width",
        ),
        pytest.param(
            "关于节水的通知" + BODY + "澜州市水利局\n2024年2月30日",
            "2024-02",
            id="a day that is none",
        ),
        pytest.param(
            "关于节水的通知\n各县：\n现印发方案。\n澜州市水利局\n2024年3月5日\n节水方案\n一、目标\n附则\n2023年1月1日",
            "2024-03-05",
            id="a notice before its plan",
        ),
        pytest.param(
            "澜州市人民政府令\n第7号\n现予公布。\n市　长：陆景舟\n二〇一九年三月六日\n节水办法"
            + "\n第一条 本市应当节水。" * 15,
            "2019-03-06",
            id="a mayor, with the title spread and a colon",
        ),
        pytest.param(
            "澜州市人民政府令\n第7号\n现予公布。\n代市长：陆景舟　2019年3月6日\n节水办法"
            + "\n第一条 本市应当节水。" * 15,
            "2019-03-06",
            id="a mayor, on one line with the day",
        ),
        pytest.param(
            "节水办法" + "\n第一条 本市应当节水。" * 15 + "\n二〇一九年三月六日",
            "2019-03-06",
            id="a last line without a signature",
        ),
        pytest.param(
            "节水条例\n（2020年3月27日市人大常委会通过　2022年5月1日起施行）\n第一条 为了节水。",
            "2020-03-27",
            id="passed",
        ),
        pytest.param(
            "节水条例\n2020年3月27日澜州市人大通过\n"
            "2020年5月6日岭东省人大批准\n2020年7月1日施行\n第一条 为了节水。",
            "2020-05-06",
            id="passed, approved, in force",
        ),
        pytest.param(
            "节水条例\n（2009年1月2日通过　根据2018年6月7日《关于修改〈消防条例〉的决定》修正）\n"
            "第一条 为了节水。",
            "2018-06-07",
            id="amended",
        ),
        pytest.param(
            "节水行动方案\n（2024年3月5日）\n一、目标\n加强领导。",
            "2024-03-05",
            id="under the title",
        ),
        pytest.param(
            "成文日期：2024-03-05\n节水行动方案\n一、目标\n加强领导。", "2024-03-05", id="a field"
        ),
        pytest.param(
            "节水行动方案\n一、目标\n加强领导。\n澜州市水利局办公室 2024年3月6日印发",
            "2024-03-06",
            id="the imprint",
        ),
        pytest.param("关于节水的通知\n澜水发〔2021〕9号" + BODY, "2021", id="the number's year"),
        pytest.param(
            "2024年政府工作报告\n各位代表：\n现在报告工作。", "2024", id="the report's year"
        ),
        pytest.param(
            "各位代表：\n现在，我代表市人民政府作工作报告。\n一、2023年工作回顾\n稳中有进。",
            "2024",
            id="the year after the review",
        ),
        pytest.param(
            "各位代表：\n现在，我代表市人民政府作工作报告。\n一、2023年主要工作回顾\n稳中有进。",
            "2024",
            id="the year after the review of what was done",
        ),
        pytest.param(
            "政府工作报告\n――2024年1月8日在澜州市第九届人民代表大会第三次会议上\n各位代表：",
            "2024-01-08",
            id="a report's day after another dash",
        ),
        pytest.param(
            "澜州市节水规划（2021—2025年）\n一、目标\n到2025年，节水12%。",
            None,
            id="a plan's years are no date",
        ),
    ],
)
def test_issued(text: str, issued: str | None) -> None:
    assert read_text(text).issued == issued


CHENGDU = Place("成都市", "510100", "city")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("成都市人民政府关于节水的意见" + BODY, CHENGDU, id="the issuer"),
        pytest.param("中共成都市委关于节水的决定" + BODY, CHENGDU, id="a party committee"),
        pytest.param("成都促进节水若干措施" + BODY, CHENGDU, id="a short name"),
        pytest.param(
            "成都高新技术产业开发区管委会关于节水的意见" + BODY, CHENGDU, id="a zone's city"
        ),
        pytest.param(
            "四川省成都市武侯区节水办法" + BODY, Place("武侯区", "510107", "county"), id="a chain"
        ),
        pytest.param(
            "四川省节水条例" + BODY, Place("四川省", "510000", "province"), id="a province"
        ),
        pytest.param(
            "上海市节水条例" + BODY, Place("上海市", "310000", "city"), id="a municipality"
        ),
        pytest.param(
            "上海市浦东新区节水规定" + BODY,
            Place("浦东新区", "310115", "county"),
            id="its district",
        ),
        pytest.param(
            "恩施州节水办法" + BODY,
            Place("恩施土家族苗族自治州", "422800", "city"),
            id="a prefecture",
        ),
        pytest.param(
            "福州市鼓楼区节水办法" + BODY,
            Place("鼓楼区", "350102", "county"),
            id="a name of four districts",
        ),
        pytest.param(
            "鼓楼区节水办法" + BODY + "徐州市鼓楼区水利局\n2024年3月5日",
            Place("鼓楼区", "320302", "county"),
            id="told by the signature",
        ),
        pytest.param("鼓楼区节水办法" + BODY, Place("鼓楼区", None, "county"), id="untold"),
        pytest.param(
            "国务院关于支持成都发展的意见" + BODY,
            Place("全国", None, "central"),
            id="the State Council",
        ),
        pytest.param(
            "工业和信息化部关于节水的通知" + BODY, Place("全国", None, "central"), id="a ministry"
        ),
        pytest.param(
            "关于节水的通知\n沪府办〔2024〕3号" + BODY,
            Place("上海市", "310000", "city"),
            id="the number",
        ),
        pytest.param("澜州市节水条例" + BODY, Place("澜州市", None, "city"), id="an invented city"),
        pytest.param(
            "望北县人民政府关于节水的意见" + BODY,
            Place("望北县", None, "county"),
            id="an invented county",
        ),
        pytest.param(
            "各位代表：\n现在，我代表市人民政府作工作报告。\n" + "德阳稳步发展，快于四川平均。" * 4,
            Place("德阳市", "510600", "city"),
            id="the city a report is about",
        ),
        pytest.param("城市更新行动方案\n一、目标\n加强领导。", None, id="a city is no place"),
        pytest.param("关于节水的若干措施\n一、目标\n加强领导。", None, id="nowhere"),
    ],
)
def test_place(text: str, place: Place | None) -> None:
    assert read_text(text).place == place


SAMPLE_FACTS: dict[str, tuple[str, str | None, tuple[str, ...], str | None, Genre, str]] = {
    "decision.txt": (
        "中共澜州市委关于深入实施创新立市战略加快建设岭东科技创新高地的决定",
        None, ("中共澜州市委",), "2021-04-16", "decision", "澜州市",
    ),
    "measures.html": (
        "云岫市人民政府关于印发云岫市支持生物制造产业创新发展若干措施的通知",
        "云政规〔2024〕6号", ("云岫市人民政府",), "2024-06-03", "measures", "云岫市",
    ),
    "action-plan.docx": (
        "临溪市制造业数智绿色升级三年行动计划（2023—2025年）", None, (), None, "plan", "临溪市",
    ),
    "work-report.pdf": (
        "政府工作报告", None, ("衡川市人民政府",), "2024-01-18", "work_report", "衡川市",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLE_FACTS)
def test_samples(name: str) -> None:
    document = read(SAMPLES / name)
    title, number, issuers, issued, genre, place = SAMPLE_FACTS[name]

    assert (document.title, document.doc_number, document.issuers) == (title, number, issuers)
    assert (document.issued, document.genre) == (issued, genre)
    assert document.place == Place(place, None, "city")


def test_an_order_may_have_its_number_before_the_word() -> None:
    text = "岭东省裁量权办法\n（2011年1月20日岭东省人民政府第252号令公布）\n第一条 为了规范。"
    document = read_text(text)
    assert document.doc_number == "岭东省人民政府令第252号"
    assert document.issuers == ("岭东省人民政府",)
    assert document.issued == "2011-01-20"


def test_a_field_can_be_overridden() -> None:
    document = dataclasses.replace(first("澜州市节水条例"), issued="2019")
    assert document.issued == "2019"


PIECES = (
    "中共", "澜州市", "成都", "人民政府", "关于", "印发", "《", "》", "的", "通知", "决定",
    "（", "）", "2021年", "4月", "二〇二一年", "3日", "令", "第7号", "〔2020〕", "11号",
    "\n", "　", " ", "。", "：", "各位代表", "一、", "市委", "办公厅", "、", "通过",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_head_is_read(text: str) -> None:
    document = read_text(text)

    assert document.text == text
    assert document == read_text(text)
    assert document.issued is None or document.issued[:2] in ("19", "20")
