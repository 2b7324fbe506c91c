"""Roles: what a quantity is there for, by its words, its headings and its document's kind."""

from __future__ import annotations

import pytest

from pipeline.document import Document
from pipeline.extract.document_kind import kind_of
from pipeline.extract.issue import year_of
from pipeline.extract.quantities import quantities
from pipeline.extract.role_context import contexts, zone_of
from pipeline.segment import segment

REPORT = """政府工作报告
——2024年1月20日在临江市第五届人民代表大会第三次会议上
各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
新增绿地30公顷。
（一）重点任务全面完成
建成驿站40处。
二、2024年重点工作
（一）民生福祉不断改善
新增绿地50公顷。
"""


def roles(text: str, *, title: str | None = None) -> list[str]:
    """The role of every quantity of a document."""
    return [q.role for q in quantities(segment(Document("demo", text, title=title)))]


def test_the_parts_of_a_report_tell_past_from_future_not_its_sections() -> None:
    assert roles(REPORT) == ["achieved", "achieved", "target"]


def test_a_report_without_such_headings_turns_where_it_speaks_of_the_coming_year() -> None:
    text = (
        "政府工作报告\n——2024年1月20日在临江市人民代表大会上\n各位代表：\n"
        "2023年是全面提速之年，新增绿地30公顷。\n2024年是攻坚之年，要做好各项工作。\n新增绿地50公顷。\n"
    )

    assert roles(text) == ["achieved", "target"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("一、发展基础\n建成泵站12座。", ["achieved"], id="the state of things"),
        pytest.param("一、主要目标\n建成泵站12座。", ["target"], id="goals"),
        pytest.param(
            "一、主要目标\n（一）发展环境不断优化\n建成泵站12座。",
            ["target"],
            id="a boast among goals",
        ),
        pytest.param("到2030年，建成泵站12座。", ["target"], id="a year ahead"),
        pytest.param("截至2020年底，全市共有泵站12座。", ["achieved"], id="up to a year"),
        pytest.param("累计建成泵站12座。", ["achieved"], id="in total so far"),
        pytest.param("力争建成泵站12座。", ["target"], id="strive for"),
        pytest.param(
            "一、发展现状\n预计到2030年，产值达到12亿元。", ["target"], id="a forecast in a review"
        ),
        pytest.param(
            "引进投资1亿元以上的企业20家。", ["condition", "target"], id="a size that selects"
        ),
        pytest.param(
            "扩建5个年出栏3000头以上养殖场。", ["target", "condition"], id="a size after a count"
        ),
        pytest.param("本办法有效期5年。", ["condition"], id="a term"),
        pytest.param("年满60周岁的居民可以申请。", ["condition"], id="an age"),
        pytest.param("应当自收到之日起30日内办结。", ["condition"], id="a time limit"),
        pytest.param("处1万元以上5万元以下罚款。", ["condition"], id="a fine"),
        pytest.param("每区推荐项目不超过3个。", ["condition"], id="a quota of applications"),
        pytest.param("各区推荐项目不得超过3个。", ["condition"], id="a prohibition"),
        pytest.param(
            "对营业收入首次突破10亿元的企业，给予最高50万元奖励。",
            ["condition", "incentive"],
            id="what earns a reward, and the reward",
        ),
        pytest.param(
            "按实际投入的20%给予补助，最高不超过100万元。",
            ["incentive", "incentive"],
            id="a rate and its ceiling",
        ),
        pytest.param("设立总规模不少于10亿元的基金。", ["target"], id="a fund to be set up"),
        pytest.param(
            "在母基金框架下设立总规模不少于10亿元的子基金。", ["target"], id="below is no set-up"
        ),
        pytest.param(
            "形成总规模100亿元以上的基金群。", ["target"], id="funds that are picked by nothing"
        ),
        pytest.param("每家企业奖励20万。", ["incentive"], id="a sum without its 元"),
        pytest.param("奖励粉丝数达到100万的账号。", ["target"], id="what is no sum"),
        pytest.param(
            "完成投资1亿元以上的企业可申请基金。", ["condition"], id="who may ask for funds"
        ),
        pytest.param("工作专班下设八个小组。", ["other"], id="the set-up of the work"),
        pytest.param("聚焦10个产业，补齐短板。", ["other"], id="things acted on"),
        pytest.param("推广价值30万元以上的仪器。", ["condition"], id="a measure picks a thing out"),
        pytest.param("禁止使用厚度低于0.02毫米的薄膜。", ["condition"], id="a thickness"),
        pytest.param(
            "支持营业收入1亿元以上且增速超过9%的企业。",
            ["condition", "condition"],
            id="two thresholds",
        ),
        pytest.param(
            "对合格企业给予补助，每户每年不超过8万元。", ["incentive"], id="the most one may have"
        ),
        pytest.param("单笔投资额不超过600万元。", ["condition"], id="a cap"),
        pytest.param("按税额的50%返还企业。", ["incentive"], id="what is given back"),
        pytest.param("每年组织重点项目12项，按标准给予支持。", ["target"], id="every year"),
        pytest.param("审批时限压缩至3个工作日以内。", ["target"], id="a time made shorter"),
        pytest.param("三年累计投放贷款不少于70亿元。", ["target"], id="in total, ahead"),
        pytest.param("产量增长了三倍。", ["achieved"], id="an aspect"),
        pytest.param("高水平平台仍然偏少，转化比例不足三成。", ["achieved"], id="a difficulty"),
        pytest.param("共评选出典型案例16个。", ["achieved"], id="selected"),
        pytest.param("下设经济、社会等3个小组。", ["other"], id="a set-up in a list"),
        pytest.param("聚焦电子、食品、纺织等6条产业链。", ["other"], id="what a list sums up"),
        pytest.param("[3]能效：指耗电之比，数值越接近1，能效越高。", ["other"], id="a definition"),
        pytest.param("该项目总投资2亿元，年产10万台电机。", ["other", "other"], id="a project"),
        pytest.param("已安排该项目3亿元。", ["achieved"], id="a project that was paid for"),
        pytest.param(
            "印发建站指南，到2030年建成泵站12座。", ["target"], id="a guide defines nothing"
        ),
        pytest.param(
            "总产值达到30亿元、亿元以上产业链达到5条。",
            ["target", "condition", "target"],
            id="a total, then a size",
        ),
        pytest.param(
            "力争10亿元企业达25家。", ["condition", "target"], id="a size without a bound"
        ),
        pytest.param("力争10亿元企业新增3家。", ["condition", "target"], id="new ones of a size"),
        pytest.param("设立50亿元产业引导基金3只。", ["target", "target"], id="funds are no size"),
        pytest.param("规划提出了9项任务。", ["achieved"], id="what was proposed"),
        pytest.param("包含60项产品和9项服务。", ["other", "other"], id="both parts of a whole"),
        pytest.param("今年重点抓好9项工作。", ["other"], id="how many points the text makes"),
        pytest.param("要做好以下12项重点任务：", ["other"], id="points announced"),
        pytest.param("今年办好9件民生实事。", ["target"], id="things done are no points"),
        pytest.param("制定如下9项标准。", ["target"], id="things made are no points"),
        pytest.param("补偿按不超过月工资的3倍支付。", ["condition"], id="a multiple is a rule"),
        pytest.param("按县级标准的1.5倍给予补贴。", ["incentive"], id="a multiple that is given"),
        pytest.param(
            "经认定，最高按投资额的30%且每平米不超过900元，给予最高60万元补助。",
            ["incentive", "incentive", "incentive"],
            id="the most, before what is given",
        ),
        pytest.param(
            "救助标准分别为900元、800元和700元。",
            ["incentive", "incentive", "incentive"],
            id="members of one list",
        ),
    ],
)
def test_role(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


def test_in_a_regulation_every_amount_is_a_rule() -> None:
    text = "第一条 每处停车位不少于20个。\n第二条 绿化面积占30%以上。"

    assert roles(text, title="临江市停车场管理条例") == ["condition", "condition"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("临江市停车场管理条例", "law"),
        ("临江市支持软件产业发展若干政策", "support"),
        ("临江市数字经济行动计划", ""),
        ("关于召开座谈会的通知", ""),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert kind_of(segment(Document("demo", "正文。", title=title))) == kind


def test_what_a_congress_passes_is_law() -> None:
    title, passed = "云川市河道保护若干规定", "2024年3月5日云川市人大常委会第四次会议通过"
    found = [
        kind_of(segment(Document("demo", f"{title}\n{told}", title=title, genre="regulation")))
        for told in (passed, "第一条 为了保护河道。")
    ]
    assert found == ["law", "support"]


def test_the_kind_of_a_report_shows_in_its_first_words() -> None:
    assert kind_of(segment(Document("demo", REPORT))) == "report"


@pytest.mark.parametrize(
    ("text", "issued", "year"),
    [
        ("正文。", "2021-05", 2021),
        ("（2022年3月1日印发）正文。", None, 2022),
        ("二、2023年重点工作", None, 2023),
        ("一、2023年工作回顾", None, 2024),
        ("正文。", None, None),
    ],
)
def test_year(text: str, issued: str | None, year: int | None) -> None:
    assert year_of(segment(Document("demo", text, issued=issued))) == year


@pytest.mark.parametrize(
    ("headings", "kind", "zone"),
    [
        (("总体要求", "发展基础"), "", "review"),
        (("申报条件",), "support", "rule"),
        (("加快建设步伐",), "", "plan"),
        (("成效显著",), "", "review"),
        (("夯实产业基础设施",), "", ""),
        ((), "", ""),
    ],
)
def test_zone(headings: tuple[str, ...], kind: str, zone: str) -> None:
    assert zone_of(headings, kind) == zone  # type: ignore[arg-type]


def test_last_years_main_work_is_a_review() -> None:
    assert zone_of(("2023年主要工作",), "report", 2024) == "review"
    assert zone_of(("2024年主要工作",), "report", 2024) == "plan"


def test_every_clause_has_a_context() -> None:
    tree = segment(Document("demo", REPORT))

    assert set(contexts(tree)) == {clause.id for clause in tree}


def test_a_plan_period_that_is_over_is_the_past() -> None:
    text = "“十三五”期间，研发强度由1.5%提高到2.2%。"

    assert roles(text, title="临江市创新发展“十四五”规划") == ["achieved", "achieved"]


def test_a_call_for_cases_sets_conditions() -> None:
    text = "一、有关发展历程的实物\n图片不低于500万像素，材料2份。\n案例不超过3个。"

    assert roles(text, title="关于征集展品的通知") == ["condition"] * 3


def test_a_notice_of_what_is_settled_promises_nothing() -> None:
    text = "注册资本3000万元，董事会成员共5人。"

    assert roles(text, title="关于同意成立某公司的批复") == ["other", "other"]


def test_a_standard_of_relief_is_support() -> None:
    text = "最低生活保障标准为每人每月900元。"

    assert roles(text, title="关于公布救助标准的通知") == ["incentive"]


def test_a_report_may_grant() -> None:
    text = REPORT + "对落户的博士给予15万元购房补贴，每户奖励5万元。\n"

    assert roles(text)[-2:] == ["incentive", "incentive"]


def test_goals_stand_in_rules_too() -> None:
    text = (
        "第一章 总则\n第一条 为了规范管理，制定本细则。\n第二章 发展目标\n第二条 建成泵站12座。\n"
    )

    assert roles(text, title="临江市泵站管理细则") == ["target"]


def test_rules_show_in_their_words() -> None:
    text = "申请人符合规定的，可以申请减免。不符合的，应当退还，不得拖延。租金按收入的15%计算。"

    assert roles(text, title="临江市住房保障通知") == ["condition"]


def test_sections_that_go_on_improving_are_work_to_do() -> None:
    assert zone_of(("持续优化人才环境",), "") == "plan"
    assert zone_of(("人才环境持续优化",), "") == "review"


def test_a_list_that_is_announced_as_conditions_sets_them() -> None:
    text = (
        "一、建设任务\n申报单位应当符合下列条件：\n（一）厂房面积800平方米。\n（二）职工90人。\n"
        "二、建设安排\n建成泵站12座。\n"
    )

    assert roles(text) == ["condition", "condition", "target"]


def test_the_words_that_an_article_opens_with_are_its_heading() -> None:
    text = "第一条　发展目标\n建成泵站12座。\n第二条　奖励条件\n厂房面积800平方米。\n"

    assert roles(text, title="临江市车间奖励细则") == ["target", "condition"]


def test_thresholds_in_a_list_are_conditions_together() -> None:
    text = (
        "收入首次突破1亿元（含）、2亿元（含）、3亿元（含）的企业，分别奖励10万元、20万元、30万元。"
    )

    assert roles(text, title="临江市扶持软件产业若干政策") == ["condition"] * 3 + ["incentive"] * 3


def test_a_sum_given_in_all_is_support() -> None:
    text = "对上市企业分阶段累计给予300万元奖励。"

    assert roles(text, title="临江市扶持软件产业若干政策") == ["incentive"]


def test_an_attachment_that_lists_what_is_there_states_facts() -> None:
    text = "附件：临江市商务楼宇统计表\n临江大厦地上12层，车位300个。\n"

    assert roles(text, title="临江市楼宇经济规划") == ["achieved", "achieved"]


def test_an_attachment_of_rates_sets_rules() -> None:
    text = "临江市住房保障办法\n附件：公共租赁住房租金标准\n每月每平方米9元\n"

    assert roles(text) == ["condition"]


def test_a_reply_tells_what_was_done_unless_it_promises() -> None:
    text = "组织培训120人，发布案例30个。\n下一步将建设驿站40处。\n"

    assert roles(text, title="关于第9号提案的答复") == ["achieved", "achieved", "target"]


def test_a_call_may_name_what_the_place_sets_out_to_do() -> None:
    text = "2031年，全市培育基地10个以上。每区推荐3个。"

    assert roles(text, title="关于申报基地的通知") == ["target", "condition"]


def test_what_an_approval_describes_is_no_promise() -> None:
    text = "一、建设规模\n建筑面积9000平方米。\n"

    assert roles(text, title="关于实训楼项目的批复") == ["other"]


def test_five_years_under_review() -> None:
    assert zone_of(("这是产业焕新的五年",), "report", 2031) == "review"
    assert zone_of(("过去五年工作",), "report", 2031) == "review"


def test_slogans_of_a_report_do_not_turn_it() -> None:
    text = REPORT.replace("一、2023年工作回顾\n", "——扭住首要任务。").replace(
        "（一）重点任务全面完成\n", ""
    )

    assert roles(text) == ["achieved", "achieved", "target"]


def test_a_report_that_lost_the_heading_of_its_plan_turns_all_the_same() -> None:
    text = (
        "政府工作报告\n——2024年1月20日在临江市人民代表大会上\n各位代表：\n一、2023年工作回顾\n"
        "新增绿地30公顷。\n今年全市发展主要预期目标是：产值增长8%。\n（二）建设水网\n建成泵站12座。\n"
    )

    assert roles(text) == ["achieved", "target", "target"]


def test_the_next_plan_period_is_ahead() -> None:
    text = (
        "政府工作报告\n——2026年1月20日在临江市人民代表大会上\n各位代表：\n新增绿地30公顷。\n"
        "“十五五”时期发展的主要目标：\n森林覆盖率达到40%。\n"
    )

    assert roles(text) == ["achieved", "target"]


def test_a_report_without_its_title_shows_in_its_words() -> None:
    text = "一年来，我们新增绿地30公顷。\n今年政府工作的总体要求是：稳中求进。\n建成泵站12座。\n"

    assert kind_of(segment(Document("demo", text))) == "report"


def test_a_report_speaks_from_the_year_after_the_one_that_its_opening_looks_back_on() -> None:
    text = "各位代表：\n2030年，是全面提速的一年。\n二、安排\n2031年是关键之年。\n"

    assert year_of(segment(Document("demo", text))) == 2031


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("到2025年，占比由8%提高到12%。", ["achieved", "target"], id="由8%提高到12%"),
        pytest.param("到2025年，新增就业累计25万人。", ["target"], id="累计 of what is ahead"),
        pytest.param("近三年，累计新增就业25万人。", ["achieved"], id="累计 of what is over"),
    ],
)
def test_where_a_goal_starts_and_what_sums_up(text: str, expected: list[str]) -> None:
    assert roles(text, title="云川市就业促进方案") == expected
