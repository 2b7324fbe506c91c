"""A page gives its main text whole and in order, and nothing of the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import Document, Place
from pipeline.errors import ReadError
from pipeline.read import read, read_bytes
from pipeline.read.markup import visible

PAGES = Path(__file__).parent / "pages"
SAMPLE = Path(__file__).parents[2] / "corpus" / "samples" / "measures.html"

UCAP = """\
信川市人民政府办公室关于印发
信川市夜间经济三年行动计划的通知
信政办发〔2022〕11号
各县（市、区）人民政府，市直各部门：
《信川市夜间经济三年行动计划》已经市政府同意，现印发给你们，请认真组织实施。
信川市人民政府办公室
2022年3月8日
信川市夜间经济三年行动计划
一、总体目标
到2024年，建成8条夜间消费街区，夜间营业额年均增长12%以上，带动就业3000人左右。
二、主要任务
1. 打造夜游线路。开通沿江夜游线路5条，延长12座场馆开放时间。
2. 丰富夜间市集。每季度举办主题市集，全年不少于20场。
鼓励商户延时经营。
规范占道摊点。
街区\t牵头单位\t完成时间
滨江\t市商务局\t2022年底
\t市文旅局\t2023年6月底
注：进度按季调度。
三、保障措施
市财政三年安排6000万元，对新建街区按投资额的20%给予补助。"""
TRS = """\
关于促进预制菜产业发展的实施意见
各乡镇人民政府，县政府各部门：
为推动预制菜产业高质量发展，结合我县实际，提出如下意见。
一、壮大经营主体。培育产值超亿元企业6家，新增规模以上企业15家。
二、建设产业园区。2025年底前，建成冷链仓储10万立方米。
（一）完善标准。制定县级标准4项。
（二）强化检测。抽检合格率不低于98%。
望北县人民政府
2023年9月18日
附件：任务分工表.docx"""
NESTED = """\
青浦岭市城市更新办法
（2019年11月5日青浦岭市人民政府令第32号公布　自2020年1月1日起施行）
第一章　总则
第一条　为了规范城市更新活动，改善人居环境，制定本办法。
第二条　本市行政区域内的城市更新，适用本办法。
第二章　规划
第三条　城市更新专项规划每五年编制一次。
经市人民政府批准的专项规划，不得擅自变更。
类别\t方式
旧厂区\t改建
旧村庄\t整治
第四条　本办法自2020年1月1日起施行。"""
PLAIN = """\
柳湖区老年助餐服务补贴办法
第一条　对年满70周岁的户籍老年人，每人每天补贴午餐3元。
第二条　助餐点日均服务不少于50人的，每年给予运营补贴2万元。
第三条　区民政局每半年公布一次名单，接受社会监督。
联系电话以公布的为准。
柳湖区民政局
二〇二四年五月六日"""


def page(name: str, encoding: str) -> Document:
    return read_bytes((PAGES / name).read_text("utf-8").encode(encoding), name)


@pytest.mark.parametrize(
    ("name", "encoding", "expected"),
    [
        pytest.param("ucap.html", "utf-8", UCAP, id="a page of the usual system of city portals"),
        pytest.param("ucap.html", "utf-16", UCAP, id="the same in UTF-16, declared as UTF-8"),
        pytest.param("trs.html", "gbk", TRS, id="an editor's element inside others, in GBK"),
        pytest.param("trs.html", "utf-8", TRS, id="the same in UTF-8, declared as gb2312"),
        pytest.param("nested.html", "gbk", NESTED, id="laid out in tables, with open paragraphs"),
        pytest.param("plain.html", "utf-8", PLAIN, id="no known name on any element"),
    ],
)
def test_main_text_is_whole(name: str, encoding: str, expected: str) -> None:
    assert page(name, encoding).text == expected


def test_the_page_tells_the_particulars() -> None:
    document = page("ucap.html", "utf-8")

    assert document.title == "信川市人民政府办公室关于印发信川市夜间经济三年行动计划的通知"
    assert (document.doc_number, document.issued) == ("信政办发〔2022〕11号", "2022-03-08")
    assert document.issuers == ("信川市人民政府办公室",)
    assert (document.genre, document.place) == ("plan", Place("信川市", None, "city"))


def test_particulars_that_only_the_index_table_tells() -> None:
    markup = (PAGES / "ucap.html").read_text("utf-8")
    markup = markup.replace('<p align="center">信政办发〔2022〕11号</p>', "")

    document = read_bytes(markup.encode(), "page.html")

    assert "信政办发" not in document.text
    assert document.doc_number == "信政办发〔2022〕11号"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<ol type='I'><li>甲。<li>乙。</ol>", "I. 甲。\nII. 乙。", id="Roman list"),
        pytest.param(
            "<ol start=3><li>甲。<li value=9>乙。<li>丙。</ol>",
            "3. 甲。\n9. 乙。\n10. 丙。",
            id="starts",
        ),
        pytest.param(
            "<ol style='list-style:cjk-ideographic'><li>甲。</ol>", "一、甲。", id="Chinese"
        ),
        pytest.param("<ol style='list-style-type:none'><li>甲。</ol>", "甲。", id="no number"),
        pytest.param(
            "<ol><li>（一）甲。<li>（二）乙。</ol>", "（一）甲。\n（二）乙。", id="numbered by hand"
        ),
        pytest.param("<p>甲<br>乙<p>丙", "甲\n乙\n丙", id="line breaks, open paragraphs"),
        pytest.param("<pre>甲\n　乙</pre>", "甲\n乙", id="preformatted"),
        pytest.param("<p>甲&nbsp;&nbsp;乙&ensp;丙&#12288;丁", "甲 乙\u2002丙　丁", id="spaces"),
        pytest.param(
            "<p>创新\n<b>发展</b>，\n不低于5 %", "创新发展，不低于5 %", id="a source line break"
        ),
        pytest.param("<p>甲<p style='display: none'>乙<p hidden>丙", "甲", id="hidden"),
        pytest.param("<table><tr><td>专栏1<p>甲。<p>乙。</table>", "专栏1\n甲。\n乙。", id="a box"),
        pytest.param("<table><tr><td>甲<td><p>乙<p>丙</table>", "甲\t乙 丙", id="lines in a cell"),
        pytest.param(
            "<table><caption>表1</caption><tr><td>甲<td>乙</table>", "表1\n甲\t乙", id="caption"
        ),
        pytest.param(
            "<h1>甲</h1><h4>乙</h4><dl><dt>丙<dd>丁</dl>", "甲\n乙\n丙\n丁", id="headings"
        ),
        pytest.param("<p>&#55357;甲&#0;&#xFFFF;乙", "甲\ufffd乙", id="impossible references"),
    ],
)
def test_elements(markup: str, expected: str) -> None:
    text = read_bytes(f"<html><body><div>{markup}</div></body></html>".encode(), "p.html").text
    assert text.removeprefix("\ufffd") == expected


def test_sample_page() -> None:
    document = read(SAMPLE)
    lines = document.text.split("\n")

    assert lines[0] == "云岫市人民政府关于印发云岫市支持生物制造"
    assert lines[-1].startswith("3．替代蛋白")
    assert "2\t\t国家技术创新中心\t分期拨付\t2000万元\t申请兑现" in lines
    assert not {"首页", "附件下载：", "相关文章："} & set(lines)
    assert document.doc_number == "云政规〔2024〕6号"


def test_deep_nesting() -> None:
    markup = "<div>" * 1500 + "到2025年，建成12家。" + "</div>" * 1500
    assert read_bytes(f"<html>{markup}".encode(), "p.html").text == "到2025年，建成12家。"


def test_too_deep_nesting_is_an_error() -> None:
    with pytest.raises(ReadError, match=r"deep\.html nests .* save what it shows as \.txt"):
        read_bytes(("<html>" + "<div>" * 5000 + "甲").encode(), "deep.html")


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><script>甲</script>", "<!doctype html>"]
)
def test_a_page_without_text(markup: str) -> None:
    with pytest.raises(ReadError, match="is a page without text; if the site shows"):
        read_bytes(markup.encode(), "p.html")


def test_a_menu_in_the_main_part_goes() -> None:
    menu = "".join(f"<li><a href='{n}'>关于第{n}批名单的通知</a></li>" for n in range(1, 5))
    prose = "<p>本市对新引进的博士每月补贴2000元，期限三年。</p>" * 3
    text = read_bytes(f"<html><body><div>{prose}<ul>{menu}</ul></div>".encode(), "p.html").text

    assert text == "\n".join(["本市对新引进的博士每月补贴2000元，期限三年。"] * 3)


def test_lines_of_the_site_in_the_main_part_go() -> None:
    prose = "<p>本市对新引进的博士每月补贴2000元，期限三年。</p>" * 3
    above = "<p>发布时间：2024-05-06 来源：市人社局</p><p>【字体：大 中 小】</p>"
    below = "<p>责任编辑：陆景舟</p><p>扫一扫在手机打开当前页</p>"
    text = read_bytes(f"<html><body><div id='zoom'>{above}{prose}{below}".encode(), "p.html").text

    assert text == "\n".join(["本市对新引进的博士每月补贴2000元，期限三年。"] * 3)


def test_white_space_runs_together() -> None:
    assert visible("\t甲 \n 乙\u3000") == "甲乙"
    assert visible("GDP\n growth") == "GDP growth"
