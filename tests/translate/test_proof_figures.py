"""Figures in names, ranks, lists and loose wordings: what English may do with them, and may not."""

from __future__ import annotations

import pytest

from pipeline.translate.proof import faults, prove
from pipeline.translate.proof.figures import check_figures
from pipeline.translate.proof.modality import changed
from pipeline.translate.proof.names import lost
from pipeline.translate.proof.quoted import lost_names
from pipeline.translate.proof.repetition import repeated


def failed(zh: str, en: str) -> set[str]:
    return {check.check for check in check_figures(zh, en) if not check.ok}


RIGHT = [
    ("a rank", "推动14家二级及以上医院参与。",
     "Have 14 hospitals of grade two or above take part."),
    ("a rank in words", "招录65名硕士以上学员。",
     "Enroll 65 people with a master's degree or above."),
    ("a rank of cities", "覆盖25个县级及以上城市。",
     "Cover 25 cities at or above the county level."),
    ("a rank with or above", "新增市级以上基地14个。", "Add 14 municipal-level or above bases."),
    ("a rank of tonnage", "建成万吨级以上泊位9个。", "Build 9 10,000-ton-class and larger berths."),
    ("等级以上", "评定等级以上客栈19家。", "Rate 19 inns."),
    ("ages", "慰问3000名80岁以上老人。",
     "Visit 3,000 people aged 80 and above."),
    ("and more than", "签约项目72个，引进企业2万余家。",
     "Sign 72 projects and more than 20,000 enterprises."),
    ("land over", "全年供地300亩。", "Supply 300 mu of land over the year."),
    ("under the three", "请将3个计划的材料合并报送。",
     "Please submit the documents under the three programs together."),
    ("around the five", "围绕五大产业招商。", "Attract business around the five major industries."),
    ("five or more", "第五十条 代表五人以上可以联名提出。",
     "Article 50 Five or more deputies may jointly propose it."),
    ("突破 an action", "开展水利突破三年行动。",
     "Carry out the three-year action for breakthroughs in water conservancy."),
    ("最高突破", "景区日接待最高突破6万人。",
     "The scenic area received more than 60,000 people at the peak."),
    ("侦破 cases", "侦破9起盗窃案。", "Nine thefts were solved."),
    ("签约 money", "现场签约46亿元。", "Contracts of 4.6 billion yuan were signed."),
    ("内资", "洽谈超2亿元内资项目9个。",
     "Discuss nine domestic projects, each over 200 million yuan."),
    ("a ceiling raised", "补贴最高限额由3万元提高到5万元。",
     "The ceiling on subsidies was raised from 30,000 yuan to 50,000 yuan."),
    ("short of a target", "就业率低于目标2.6个百分点。",
     "Employment was 2.6 percentage points below target."),
    ("a far limit", "单户租用的面积不得超过该园区或者楼宇可出租面积的35%。",
     "One tenant shall not rent more than 35% of the park or building."),
    ("per head", "床位超每百人7.4张。", "There are more than 7.4 beds per hundred people."),
    ("both", "用好两个市场。", "Make good use of both markets."),
    ("the two", "城乡之间协同共进。", "Towns and villages advance, with the two working together."),
    ("a ratio in words", "2/3的村达标。", "Two-thirds of the villages met the standard."),
    ("a decade of years", "八十年代建成。", "It was built in the 1980s."),
    ("三次产业", "三次产业互补。",
     "Primary, secondary and tertiary industries complement each other."),
    ("enumerated", "京沪渝三大商会到访。",
     "The chambers of Beijing, Shanghai and Chongqing visited."),
    ("in triplicate", "材料一式3份。", "Documents in triplicate."),
    ("every ten days", "市长旬调度。", "The mayor reviews it every ten days."),
    ("five four-year", "两大万亿级集群成形。", "Two trillion-yuan clusters took shape."),
    ("million-kilowatt", "建设百万千瓦基地。", "Build a million-kilowatt base."),
    ("gigawatt-class", "建设百万千瓦级基地。", "Build a gigawatt-class base."),
    ("3-on-3", "建成3人制篮球场。", "Build 3-on-3 basketball courts."),
    ("third-party", "委托第三方机构（附件1）复核。",
     "Have it reviewed (Annex 1) by a third-party body."),
    ("a Roman chapter", "第四十八章 附则", "Chapter XLVIII Supplementary Provisions"),
    ("a quarter of an hour in a name", "建设“一刻钟生活圈”。", 'Build "15-minute living circles."'),
    ("gigabits in a name", "建设“双万兆”城市。", 'Build a "dual 10-gigabit" city.'),
    ("percent in a name", "入选“前2%科学家”。", 'Be listed among the "top 2% of scientists."'),
    ("千百十", "实施“千百十”工程。", 'Carry out the "thousand, hundred and ten" project.'),
    ("digits of a name", "推进“一二五”工程。", 'Advance the "125" project.'),
    ("a name of apart digits", "出台“1 5 1”政策。", 'Issue the "1-5-1" policies.'),
    ("a road", "G5成雅段维修。", "The Chengdu-Ya'an section of the G5 is under repair."),
    ("a page number in the text", "新建 — 8 — 书屋26家。", "Build 26 reading rooms."),
    ("a circled note", "围绕“三城”㉛建设。", 'Build around the "three cities" [31].'),
    ("a decimal point in mid-line", "增长3· 4％。", "It grew by 3.4%."),
    ("figures of the fifties", "产钢一、二三四·五万吨。",
     "Steel output was 12.345 million tons."),
    ("two years at once", "2021/2022年赛季结束。", "The 2021/2022 season ended."),
    ("one a month", "开展一月一主题活动。", "Hold one theme event each month."),
    ("the last year of a plan", "今年是“十四五”规划收官之年。",
     "The year 2025 is the last of the 14th Five-Year Plan (2021–2025)."),
    ("of the 38", "45项任务有27项办结。",
     "Of the tasks, 27 of the 45 were completed."),
    ("in households", "转移620户1950人。",
     "Move 1,950 people in 620 households."),
    ("one shared noun", "启动700户、完成400户厕所改造。",
     "Start the renovation of toilets for 700 households and complete 400."),
    ("top 500", "在全省100强企业中上升23位。",
     "It rose 23 places among the top 100 enterprises of the province."),
    ("two or three", "3处或2处减少。", "Two or three sites fewer."),
]  # fmt: skip
WRONG = [
    ("a name half told", "实施“百村千户”工程。",
     'Carry out "100 villages and households."', "number"),
    ("a bound on a name", "深化“千村示范”。", 'Deepen the "at least 1,000 villages."', "bound"),
    ("十大 lost", "实施“十大行动”。", "Carry out the major campaigns.", "number"),
    ("十年 lost", "实行十年禁采。", "Enforce the ban on mining.", "number"),
    ("an annex lost", "附件1 申报要求", "Annex: Requirements for Application", "number"),
    ("the clause's own number lost", "（三）用好三种工具。", "() Use three tools well.", "number"),
    ("a percent without figure", "增长5%左右，就是这5%。", "Grow by about percent, 5 percent.",
     "number"),
    ("the years of a plan", "落实“十四五”规划。",
     "Implement the 14th Five-Year Plan (2020–2025).", "date"),
    ("not the last year", "今年是“十四五”规划收官之年。",
     "The year 2023 is the plan's last.", "date"),
    ("years too far apart", "去年完成目标，今年再加力。",
     "We met our goals for 2021 and will do more in 2025.", "date"),
    ("after for within", "实现12小时送达。", "Deliver it after 12 hours.", "bound"),
    ("the bound of land lost", "供地300亩以上。", "Supply 300 mu of land over the year.", "bound"),
    ("a fall far from its figure", "成果转化数量增长15%以上。",
     "Decrease the number of scientific and technological advances that enterprises use by at "
     "least 15 percent.", "direction"),
]  # fmt: skip


@pytest.mark.parametrize(("zh", "en"), [pytest.param(*row[1:], id=row[0]) for row in RIGHT])
def test_english_may_say_it_so(zh: str, en: str) -> None:
    assert failed(zh, en) == set()


@pytest.mark.parametrize(
    ("zh", "en", "check"), [pytest.param(*row[1:], id=row[0]) for row in WRONG]
)
def test_english_may_not_say_it_so(zh: str, en: str, check: str) -> None:
    assert check in failed(zh, en)


def test_a_figure_after_is_right_for_what_comes_after() -> None:
    assert failed("公示5日后发证。", "Issue the license after 5 days of publicity.") == set()


def test_a_ban_is_no_permission() -> None:
    assert changed("决不允许造假。", "Fraud shall never be allowed.") == ()
    assert changed("决不可以大意。", "There shall be no carelessness.") == ()
    assert changed("每家不超过2项。", "Each firm may submit no more than two.") == ()


def test_five_a_is_a_rating_and_not_a_current() -> None:
    assert lost("创建5A级景区。", "Create a 6A scenic area.") == ("5A",)
    assert lost("创建5A级景区。", "Create an AAAAA scenic area.") == ()
    assert lost("安装5A插座。", "Install sockets.") == ()


def test_a_letter_may_grow_together_with_its_name() -> None:
    assert lost("“i临安”上线。", 'The "iLinan" app went online.') == ()
    assert lost("“i临安”上线。", "The app went online.") == ("i",)


def test_what_the_clause_says_twice_english_may_too() -> None:
    told = "report to the relevant municipal departments"

    assert repeated("报市级有关部门；市级有关部门审核。", f"First {told}; {told} for review.") == ""
    assert repeated("报市级有关部门审核。", f"First {told}; {told} for review.") != ""
    assert repeated("建五星级酒店5家。", "Build five five-star hotels.") == ""
    assert repeated("“即购即提”“担保即提”", 'Use "buy and pick up" and "pick up later."') == ""
    assert repeated("用好服务。", 'Use "a service of the town a service of the town" well.') != ""


def test_a_name_in_marks_is_not_left_out() -> None:
    zh = "打造“赶集小站”“浪石农品”品牌。"

    assert lost_names(zh, "Build brands.") != ()
    assert lost_names(zh, 'Build the brands "Ganji Xiaozhan" and "Langshi Nongpin."') == ()
    assert lost_names(zh, 'Build the "Ganji" brands.') != ()


def test_a_title_needs_a_title() -> None:
    zh = "印发《河道管理办法》。"

    assert lost_names(zh, 'Issue "the document."') == ("《河道管理办法》",)
    assert faults(prove(zh, "Issue the Measures for the Administration of Rivers.")) == ""


@pytest.mark.parametrize(
    ("zh", "en", "right"),
    [
        pytest.param("030112 种子零售", "030112 Retailing of seeds", True, id="sign for sign"),
        pytest.param("030112 种子零售", "30,112 Retailing of seeds", False, id="as a number"),
        pytest.param("邮政编码：630071", "Postal code: 630071", True, id="postal code"),
        pytest.param("邮政编码：630071", "Postal code: 630,071", False, id="with a comma"),
        pytest.param("按第003号文件办理。", "Follow Document No. 3.", True, id="a number of order"),
        pytest.param("统一编码1000个。", "Encode 1,000 uniformly.", True, id="counted"),
        pytest.param("邮政编码：630071", "Postal code: 16300712", False, id="within another"),
        pytest.param(
            "新增绿地2，000万亩。", "Add 20 million mu of green land.", True, id="a number"
        ),
    ],
)
def test_a_code_is_told_sign_for_sign(zh: str, en: str, right: bool) -> None:
    (check,) = (check for check in check_figures(zh, en) if check.check == "number")
    assert check.ok == right
