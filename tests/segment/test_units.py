"""What each line of a document is: the kinds of the codebook, one row each."""

import pytest

from tests.segment.shown import shown

NOTICE = """临溪市人民政府关于印发临溪市数字经济行动方案的通知
临政发〔2023〕8号
各区人民政府，市政府各部门：
现将行动方案印发给你们，请认真落实。
一、抓紧部署。
附件：1.重点任务分工表
2.项目清单
临溪市人民政府
2023年5月8日
（此件公开发布）
临溪市数字经济行动方案
（2023—2025年）
一、总体要求
（一）主要目标。
二、重点任务
"""


def test_a_notice_that_transmits_a_plan() -> None:
    assert shown(NOTICE) == [
        "0 title [临溪市人民政府关于印发临溪市数字经济行动方案的通知]",
        "0 doc_number [临政发〔2023〕8号]",
        "0 salutation [各区人民政府，市政府各部门]",
        "1 part 一、",
        "0 attachment [附件：1.重点任务分工表]",
        "0 attachment [2.项目清单]",
        "0 signature [临溪市人民政府]",
        "0 date [2023年5月8日]",
        "0 note [此件公开发布]",
        "0 title [临溪市数字经济行动方案]",
        "1 part 一、 [总体要求]",
        "2 subpart （一）",
        "1 part 二、 [重点任务]",
    ]


TITLES = [
    pytest.param(
        "临溪市人民政府关于进一步推动\n数字经济发展若干政策的通知\n一、建站",
        ["0 title [临溪市人民政府关于进一步推动]", "1 part 一、 [建站]"],
        id="over two lines",
    ),
    pytest.param(
        "临溪市数字经济行动方案\n（2023—2025年）\n一、建站",
        ["0 title [临溪市数字经济行动方案]", "1 part 一、 [建站]"],
        id="with its period on a line of its own",
    ),
    pytest.param(
        "临溪市人民政府令\n第12号\n现公布管理办法，自公布之日起施行。\n市长　王明\n2024年3月1日\n"
        "临溪市河道管理办法\n第一条 本办法适用于河道。",
        [
            "0 title [临溪市人民政府令]",
            "0 doc_number [第12号]",
            "0 date [2024年3月1日]",
            "0 title [临溪市河道管理办法]",
            "1 article 第一条",
        ],
        id="an order and the measures it issues",
    ),
    pytest.param(
        "打印\n收藏\n2026年临溪市政府工作报告\n"
        "——2026年1月8日在临溪市第六届人民代表大会第一次会议上",
        [
            "0 title [2026年临溪市政府工作报告]",
            "0 note [——2026年1月8日在临溪市第六届人民代表大会第一次会议上]",
        ],
        id="under the remains of a web page",
    ),
    pytest.param(
        "新华社临溪3月12日电\n政府工作报告\n各位代表：",
        ["0 title [政府工作报告]", "0 salutation [各位代表]"],
        id="under the line of a news agency",
    ),
    pytest.param(
        "临溪市河道管理条例\n2021年3月2日 临溪市第六届人民代表大会常务委员会第一次会议通过\n"
        "第一条 本条例适用于河道。",
        [
            "0 title [临溪市河道管理条例]",
            "0 note [2021年3月2日 临溪市第六届人民代表大会常务委员会第一次会议通过]",
            "1 article 第一条",
        ],
        id="with its legislative history",
    ),
    pytest.param(
        "临溪市人民政府\n2024年2月2日\n关于稳定工业运行的若干政策为全面落实上级部署要求，"
        + "进一步稳定全市工业运行，降低企业用能、用工、物流和融资成本，增强各类企业发展的信心，"
        + "根据有关规定，结合本市工作实际和产业特点，经市政府常务会议研究同意，制定本政策。\n"
        "一、减负",
        [
            "0 signature [临溪市人民政府]",
            "0 date [2024年2月2日]",
            "0 title [关于稳定工业运行的若干政策]",
            "1 part 一、 [减负]",
        ],
        id="that lost its line break",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_titles(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


NUMBERING = [
    pytest.param("", [], id="empty"),
    pytest.param("近年来全市工业稳中有进。\n下一步要再加力。", [], id="no marker at all"),
    pytest.param("　　一、建站", ["1 part 一、 [建站]"], id="indented with full-width spaces"),
    pytest.param(
        "一、建站\n1.5亿元以上的项目优先。\n2.0版行动继续。",
        ["1 part 一、 [建站]"],
        id="an amount and a version at the start of a line",
    ),
    pytest.param(
        "一、建站\n（一）选址\n1.沿河\n（1）上游\n①左岸",
        [
            "1 part 一、 [建站]",
            "2 subpart （一） [选址]",
            "3 item 1. [沿河]",
            "4 subitem （1） [上游]",
            "5 subitem ① [左岸]",
        ],
        id="the outline tradition, five levels",
    ),
    pytest.param(
        "第一编 总则\n第一章 通则\n第一节 范围\n第一条 本条例适用于河道。\n（一）干流；\n"
        "（二）支流。",
        [
            "1 volume 第一编 [总则]",
            "2 chapter 第一章 [通则]",
            "3 section 第一节 [范围]",
            "4 article 第一条",
            "5 subpart （一）",
            "5 subpart （二）",
        ],
        id="the statute tradition, with items below an article",
    ),
    pytest.param(
        "第一部分：选址\n第一章：上游\n第一条：河道由市水务局管护。\n第二部分：\n施工",
        [
            "1 volume 第一部分 [选址]",
            "2 chapter 第一章 [上游]",
            "3 article 第一条",
            "1 volume 第二部分 [施工]",
        ],
        id="a colon after the marker",
    ),
    pytest.param(
        "一、建站\n（一）选址\n二、修路\n（二）定线\n（三）征地",
        [
            "1 part 一、 [建站]",
            "2 subpart （一） [选址]",
            "1 part 二、 [修路]",
            "2 subpart （二） [定线]",
            "2 subpart （三） [征地]",
        ],
        id="numbering that goes on through the parts",
    ),
    pytest.param(
        "一、建站\n1.选址\n2.施工\n二、修路\n（一）定线\n1.北线\n（二）征地",
        [
            "1 part 一、 [建站]",
            "2 item 1. [选址]",
            "2 item 2. [施工]",
            "1 part 二、 [修路]",
            "2 subpart （一） [定线]",
            "3 item 1. [北线]",
            "2 subpart （二） [征地]",
        ],
        id="numbering that changes style between parts",
    ),
    pytest.param(
        "1.选址\n（一）上游\n（二）下游\n2.施工",
        [
            "1 item 1. [选址]",
            "2 subpart （一） [上游]",
            "2 subpart （二） [下游]",
            "1 item 2. [施工]",
        ],
        id="a style of higher rank inside a lower one",
    ),
    pytest.param(
        "第九条 办法如下。\n第二章 管护\n第十条 市水务局管护。",
        ["1 article 第九条", "1 chapter 第二章 [管护]", "2 article 第十条"],
        id="no chapter lies inside an article, although their count goes on",
    ),
    pytest.param(
        "一、建站\n（一）\n科学选址。沿河布点。\n第二章\n管护",
        ["1 part 一、 [建站]", "2 subpart （一） [科学选址]", "1 chapter 第二章 [管护]"],
        id="a marker alone on its line",
    ),
    pytest.param(
        "目 录\n第一章 总则\n第二章 管护\n第一章 总则\n本章说范围。\n第二章 管护\n本章说管护。",
        ["1 chapter 第一章 [总则]", "1 chapter 第二章 [管护]"],
        id="a table of contents",
    ),
    pytest.param(
        "第一章 总则\n第二章 管护\n第三章 附则\n第一章 总则\n甲。\n第二章 管护\n乙。\n"
        "第三章 附则\n丙。",
        ["1 chapter 第一章 [总则]", "1 chapter 第二章 [管护]", "1 chapter 第三章 [附则]"],
        id="a table of contents without the word",
    ),
    pytest.param(
        "一、建站..............3\n（一）选址..........4\n一、建站\n（一）选址",
        ["1 part 一、 [建站]", "2 subpart （一） [选址]"],
        id="leader dots and page numbers",
    ),
    pytest.param(
        "[1]河长制：由各级负责人担任河长。\n[2]海绵城市：能蓄能排的城市。",
        ["1 item [1] [河长制]", "1 item [2] [海绵城市]"],
        id="glossary notes",
    ),
    pytest.param(
        "二、重点任务\n——数据先行。建设平台。\n——场景带动。",
        ["1 part 二、 [重点任务]", "2 bullet —— [数据先行]", "2 bullet ——"],
        id="bullets, the last one a sentence of its own",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERING)
def test_numbering(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


HEADINGS = [
    pytest.param("（一）科学选址", "[科学选址]", id="the whole line"),
    pytest.param("（一）科学选址。", "", id="a lone sentence before a marker of its own style"),
    pytest.param("（一）科学选址。沿河布点，避开断裂带。", "[科学选址]", id="before running text"),
    pytest.param("（一）申报条件：", "[申报条件]", id="without its colon"),
    pytest.param("（一）选址：沿河布点。", "[选址]", id="that runs on after a colon"),
    pytest.param("（一）其他站点　　这里指郊区各站。", "[其他站点]", id="parted by white space"),
    pytest.param("（一）新建泵站10座，改造管网；", "", id="a member of a list"),
    pytest.param("（一）对新建泵站的企业给予补助。另行公布。", "", id="a provision"),
    pytest.param("（一）向河道倾倒废物的。另行处理。", "", id="whoever does something"),
    pytest.param("（一）科学选址（由市水务局牵头实施）", "[科学选址]", id="before a note"),
]


@pytest.mark.parametrize(("line", "heading"), HEADINGS)
def test_headings_on_the_marker_s_line(line: str, heading: str) -> None:
    first = next(row for row in shown(f"{line}\n（二）管护") if "subpart" in row)

    assert first == f"1 subpart （一） {heading}".strip()


def test_the_last_member_of_a_list_has_no_heading_either() -> None:
    text = "一、范围\n（一）干流；\n（二）湖泊。\n其他水体另行规定。"

    assert shown(text) == ["1 part 一、 [范围]", "2 subpart （一）", "2 subpart （二）"]


LAST_OF_SEVERAL = [
    pytest.param("干流归市里。", "支流归各区。", "", id="sentences before it"),
    pytest.param("干流。由市里管护。", "支流归各区。", "[湖泊归水务局]", id="a heading before"),
]


@pytest.mark.parametrize(("first", "second", "heading"), LAST_OF_SEVERAL)
def test_a_last_sentence_over_running_text(first: str, second: str, heading: str) -> None:
    text = f"一、范围\n（一）{first}\n（二）{second}\n（三）湖泊归水务局。\n其他水体另行规定。"

    assert shown(text)[-1] == f"2 subpart （三） {heading}".strip()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("第三条【适用范围】本办法适用于河道。", "[适用范围]", id="in brackets"),
        pytest.param(
            "第三条　【河道、湖泊（含水库）、泵站和管网的管护责任的划分】由市里规定。",
            "[河道、湖泊（含水库）、泵站和管网的管护责任的划分]",
            id="long, in brackets of its own",
        ),
        pytest.param(
            "第三条　适用范围　　本办法适用于河道。", "[适用范围]", id="parted by white space"
        ),
        pytest.param(
            "第三条 河道管护。市水务局负责河道管护。", "[河道管护]", id="a short sentence"
        ),
        pytest.param("第三条 本办法适用于河道。湖泊参照执行。", "", id="a provision"),
        pytest.param(
            "第三条　管护责任\n市水务局负责河道管护。", "[管护责任]", id="a line of its own"
        ),
        pytest.param("第三条　本办法自发布之日起施行", "", id="a provision without its stop"),
        pytest.param("第三条　各区政府负责落实", "", id="a duty without its stop"),
    ],
)
def test_headings_of_articles(line: str, expected: str) -> None:
    assert shown(line) == [f"1 article 第三条 {expected}".strip()]


OTHERS = [
    pytest.param(
        "一、建站（由市水务局牵头实施）\n（一）选址。沿河布点。\n（责任单位：市水务局）",
        [
            "1 part 一、 [建站]",
            "0 responsible [由市水务局牵头实施]",
            "2 subpart （一） [选址]",
            "0 responsible [责任单位：市水务局]",
        ],
        id="responsible bodies after a heading and on a line",
    ),
    pytest.param(
        "（一）选址。沿河布点。（责任\n单位：市水务局、\n市财政局）\n（二）施工",
        ["1 subpart （一） [选址]", "0 responsible [责任]", "1 subpart （二） [施工]"],
        id="a note broken over lines",
    ),
    pytest.param(
        "（一）泵站工程\n专栏1　泵站工程清单\n1.城东泵站。新建。\n2.城西泵站。扩建。\n"
        "（二）管网工程",
        [
            "1 subpart （一） [泵站工程]",
            "0 box [专栏1　泵站工程清单]",
            "2 item 1. [城东泵站]",
            "2 item 2. [城西泵站]",
            "1 subpart （二） [管网工程]",
        ],
        id="a box ends where the numbering around it goes on",
    ),
    pytest.param(
        "一、指标\n序号\n指标\n1\n管网漏损率（%）\n12\n〔35〕\n3.7\n二、任务",
        ["1 part 一、 [指标]", "1 part 二、 [任务]"],
        id="the cells of a flattened table",
    ),
    pytest.param(
        "附件1\n重点任务分工表\n一、泵站",
        ["0 attachment [附件1]", "0 attachment [重点任务分工表]", "1 part 一、 [泵站]"],
        id="an attachment with its title on the next line",
    ),
    pytest.param(
        "一、回顾\n（一）工业\n各位代表！\n成绩来之不易。\n（二）农业",
        [
            "1 part 一、 [回顾]",
            "2 subpart （一） [工业]",
            "0 salutation [各位代表！]",
            "2 subpart （二） [农业]",
        ],
        id="an address in mid-report",
    ),
    pytest.param(
        "临溪市水务局\n临溪市财政局\n二〇二三年五月八日",
        ["0 signature [临溪市水务局]", "0 signature [临溪市财政局]", "0 date [二〇二三年五月八日]"],
        id="two bodies sign",
    ),
    pytest.param(
        "一、管护\n附件2\n名词解释\n泵站是提水的设施。",
        ["1 part 一、 [管护]", "0 attachment [附件2]", "0 attachment [名词解释]"],
        id="an attachment whose title reads like none",
    ),
    pytest.param(
        "一、管护\n附件2\n泵站是提水的设施，由市里管护。",
        ["1 part 一、 [管护]", "0 attachment [附件2]"],
        id="an attachment that begins with its text",
    ),
    pytest.param(
        "一、管护\n附件2\n为深入推进河道管护\n附件3\n项目名称\n附件4\n市水务局负责管护",
        ["1 part 一、 [管护]", *(f"0 attachment [附件{n}]" for n in (2, 3, 4))],
        id="attachments that begin with a broken line, a cell, a duty",
    ),
    pytest.param(
        "市水务局\n负责管护。",
        [],
        id="a body's name alone signs nothing",
    ),
    pytest.param(
        "2019年5月1日起全面施行的规定已经落实到位。",
        [],
        id="a sentence that begins with a date is no legislative history",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_other_kinds(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


BROKEN = [
    pytest.param(
        "提出如下意见。一、总体要求（一）指导思想。全面落实部署，加快泵站建设，保障供水安全。"
        "（二）治理要求。河湖同治，水岸同治，城乡同治。",
        [
            "1 part 一、 [总体要求]",
            "2 subpart （一） [指导思想]",
            "2 subpart （二） [治理要求]",
        ],
        id="a sentence or a heading ends before the marker",
    ),
    pytest.param(
        "一、2023年工作回顾 过去的一年，全市供水、排水、治水统筹推进，十项水务实事全部办结，"
        "城乡居民用水更有保障，河湖面貌焕然一新，水务改革取得新的突破，"
        "节水型社会建设走在全省前列。",
        ["1 part 一、 [2023年工作回顾]"],
        id="one space after the heading",
    ),
    pytest.param(
        "按照上述总要求，今年全市水务系统要聚力抓好以下几个方面的重点工作： （一）建好泵站。"
        "年内开工十座，全部实行挂图作战。（二）管好河湖。常态巡河，随时处置。",
        ["1 subpart （一） [建好泵站]", "1 subpart （二） [管好河湖]"],
        id="after a colon and a space",
    ),
    pytest.param(
        "依照本办法第三条 的规定，有下列情形之一的，包括（一）擅自取水；（二）擅自排水的，"
        "由市水务局责令改正。",
        [],
        id="a list and a reference inside a sentence",
    ),
    pytest.param(
        "下列区域划为保护区：\n（一）水库及其周边二百米以内的全部陆域和水域；"
        "（二）水源井周边五十米以内；（三）其他区域。",
        ["1 subpart （一）", "1 subpart （二）", "1 subpart （三）"],
        id="a list on one line",
    ),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_lines_that_lost_their_breaks(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_reply_names_whom_it_is_for() -> None:
    text = "临溪市关于成立公司的批复\n临政函〔2023〕8号\n临溪数据集团有限公司：\n同意成立。"
    assert shown(text)[2] == "0 salutation [临溪数据集团有限公司]"


def test_what_markdown_fences_off_is_no_title() -> None:
    assert not any("title" in unit for unit in shown("::: details 目录\n第一条 本办法适用于河道。"))
