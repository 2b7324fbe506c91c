"""What a quantity measures, by where it stands to its noun."""

from __future__ import annotations

import pytest

from pipeline.document import Document
from pipeline.extract import extract
from pipeline.segment import segment


def indicators(text: str) -> list[str | None]:
    tree = segment(Document("demo", text, issued="2021"))
    return [
        text[q.indicator.start : q.indicator.end] if q.indicator else None
        for q in extract(tree).quantities
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("到2025年，高新技术企业突破1.5万家。", ["高新技术企业"], id="before a bound"),
        pytest.param(
            "到2025年，云计算产业增加值增长8%。", ["云计算产业增加值"], id="before a change"
        ),
        pytest.param(
            "力争培育15家高新技术企业。", ["高新技术企业"], id="after a verb and a number"
        ),
        pytest.param("力争新增高新技术企业15家。", ["高新技术企业"], id="between verb and number"),
        pytest.param("力争建成高标准农田15万亩。", ["高标准农田"], id="高标准 belongs to the noun"),
        pytest.param("力争高标准建设学校15所。", ["学校"], id="高标准 belongs to the verb"),
        pytest.param(
            "力争新增建设用地指标2万亩。", ["建设用地指标"], id="a noun that begins like a verb"
        ),
        pytest.param(
            "力争打造10个左右特色鲜明、创新力强的产业园区。", ["产业园区"], id="past an attribute"
        ),
        pytest.param(
            "力争在高新片区设立10亿元科创基金。", ["科创基金"], id="a verb between place and number"
        ),
        pytest.param(
            "力争以石化、冶金和建材为代表的传统制造业的关键工序数控化率达到60%。",
            ["关键工序数控化率"],
            id="past a long attribute before it",
        ),
        pytest.param("力争35家村镇银行完成改革任务。", ["村镇银行"], id="up to its own verb"),
        pytest.param("力争35件代表建议高质量办结。", ["代表建议"], id="up to how it is done"),
        pytest.param(
            "力争建成10个产业高质量发展示范区。", ["产业高质量发展示范区"], id="高质量 is its own"
        ),
        pytest.param("全市在役公交车超过2000辆。", ["在役公交车"], id="在役 is its own"),
        pytest.param("在建项目达20个。", ["在建项目"], id="在建 is its own"),
        pytest.param(
            "确保签约项目当年落地率超过60%。",
            ["签约项目当年落地率"],
            id="a rate of what was signed",
        ),
        pytest.param(
            "对设备投资额（含软件）2000万元以上的技改项目给予补助。",
            ["设备投资额（含软件）"],
            id="a measure with its bracket",
        ),
        pytest.param("谋划推出重大物流项目30个。", ["重大物流项目"], id="two verbs of one object"),
        pytest.param("力争80%以上的工业企业实现上云。", ["工业企业"], id="share of what follows"),
        pytest.param(
            "力争数字经济增加值占地区生产总值比重达到10%。",
            ["数字经济增加值占地区生产总值比重"],
            id="a share with its base",
        ),
        pytest.param(
            "力争进出口总额达到500亿元、增长6%。",
            ["进出口总额", "进出口总额"],
            id="the one before it",
        ),
        pytest.param(
            "力争纺织、食品、建材产值分别增长5%、6%和7%。",
            ["纺织", "食品", "建材产值"],
            id="each its own noun",
        ),
        pytest.param(
            "力争粮食播种面积和产量稳定在300万亩、20亿斤以上。",
            ["粮食播种面积", "产量"],
            id="two nouns, two numbers",
        ),
        pytest.param(
            "力争打造2个千亿级集群、10个百亿级园区。",
            ["千亿级集群", "百亿级园区"],
            id="a list of numbers with nouns after",
        ),
        pytest.param(
            "力争新建绿地公园、社区公园15处。",
            ["绿地公园、社区公园"],
            id="a list of nouns, one number",
        ),
        pytest.param(
            "产业规模从2020年的50亿元增加到2025年的90亿元。",
            ["产业规模", "产业规模"],
            id="before its date",
        ),
        pytest.param(
            "对年营业收入2000万元以上的企业，给予最高50万元的一次性奖励。",
            ["年营业收入", "一次性奖励"],
            id="a condition and a grant",
        ),
        pytest.param(
            "对优秀团队，按三档分别给予50万元、30万元和20万元奖励。",
            ["奖励", "奖励", "奖励"],
            id="a list of grants",
        ),
        pytest.param("本办法自印发之日起施行，有效期5年。", ["有效期"], id="validity"),
        pytest.param("第三条 力争新增企业15家。", ["企业"], id="after a marker"),
        pytest.param("力争实现社区服务中心全覆盖。", ["社区服务中心"], id="full coverage"),
        pytest.param("数字政务平台实现全市全覆盖。", ["数字政务平台"], id="全市 names nothing"),
        pytest.param("力争培训技术工人300人次。", ["技术工人"], id="people"),
        pytest.param(
            "力争万元产值能耗、万元产值水耗较2020年分别下降14%、19%。",
            ["万元产值能耗", "万元产值水耗"],
            id="each before the year compared with",
        ),
        pytest.param("力争软件业收入较2020年翻两番。", ["软件业收入"], id="较 is no part of it"),
        pytest.param(
            "力争汽车及零部件、新材料产值分别增长9%、8%。",
            ["汽车及零部件", "新材料产值"],
            id="及 inside a member of the list",
        ),
        pytest.param(
            "区级财政收入50亿元、税收30亿元，外贸进口、外贸出口稳步回升，分别增长5%、6%。",
            ["区级财政收入", "税收", "外贸进口", "外贸出口"],
            id="分别 of the part before",
        ),
        pytest.param(
            "主管部门应当自收到申请之日起7日内作出书面答复。", ["作出书面答复"], id="a time limit"
        ),
        pytest.param(
            "给予在读学生每人每月800元的实习补贴。", ["实习补贴"], id="support by its full name"
        ),
        pytest.param(
            "对获奖单位，给予金奖9万元、银奖5万元创新奖励。",
            ["创新奖励", "创新奖励"],
            id="no unit in the name of support",
        ),
        pytest.param("力争完成5项数据标准的立项工作。", ["数据标准"], id="what is done to it"),
        pytest.param("申请后，2个工作日内完成批复。", ["完成批复"], id="a limit after a comma"),
        pytest.param("项目汇总表一式两份。", ["项目汇总表"], id="copies"),
        pytest.param(
            "对获批省级、国家级园区的，分别奖励10万元、30万元。",
            ["奖励", "奖励"],
            id="grants before a list",
        ),
        pytest.param("力争新增4家全国示范工厂。", ["全国示范工厂"], id="全国 begins a noun"),
        pytest.param("力争改造后水泥综合能耗下降6%。", ["水泥综合能耗"], id="after what is done"),
        pytest.param(
            "力争能繁母猪存栏量保持在6万头合理区间。",
            ["能繁母猪存栏量"],
            id="a level with its noun",
        ),
        pytest.param(
            "年收入过亿的企业达到9家。", ["年收入", "年收入过亿的企业"], id="attribute with 的"
        ),
        pytest.param(
            "地区生产总值增长6%，较全省高0.5个百分点。",
            ["地区生产总值", "地区生产总值"],
            id="高 names nothing",
        ),
        pytest.param(
            "力争每条街建设1个便民驿站、开放30个停车点。",
            ["便民驿站", "停车点"],
            id="a verb after a list comma",
        ),
        pytest.param("推动种植油茶15万亩。", ["油茶"], id="a verb that causes another"),
        pytest.param("力争改造提升滨河步道12公里。", ["滨河步道"], id="two verbs of one object"),
        pytest.param("力争新（改、扩）建乡村小学9所。", ["乡村小学"], id="verbs in brackets"),
        pytest.param("力争新建成换电站30座。", ["换电站"], id="成 belongs to the verb"),
        pytest.param("力争与高校共建实验站5个。", ["实验站"], id="with whom it is built"),
        pytest.param("力争为80家商户解决用电需求。", ["商户"], id="up to what is done for it"),
        pytest.param("力争3项成果获省级奖励。", ["成果"], id="up to what it wins"),
        pytest.param("力争对接客商60家。", ["对接客商"], id="对 of a verb"),
        pytest.param(
            "力争一、二、三产增加值分别增长3%、5%和6%。",
            ["一", "二", "三产增加值"],
            id="the three sectors",
        ),
        pytest.param(
            "力争居民收入增幅高于全省1个百分点。", ["居民收入增幅"], id="above whom it stands"
        ),
        pytest.param(
            "力争便民服务网点实现市县乡三级全覆盖。", ["便民服务网点"], id="levels of government"
        ),
        pytest.param("力争完成18项实事、6大工程。", ["实事"], id="up to the next count"),
        pytest.param(
            "对合格车间按投资的8%进行补贴。", ["补贴"], id="no verb in the name of support"
        ),
        pytest.param(
            "对年度销售额首次达到3亿元的门店，给予20万元后补助经费。",
            ["年度销售额", "后补助经费"],
            id="reached for the first time",
        ),
        pytest.param(
            "力争打造30家上云示范工厂。", ["上云示范工厂"], id="a noun that begins like a verb 2"
        ),
        pytest.param("力争光纤网络在示范园区实现全覆盖。", ["光纤网络"], id="where it is covered"),
        pytest.param("力争公交线路实现行政村全覆盖。", ["公交线路"], id="which places it covers"),
        pytest.param(
            "应当自变更之日起30日内向区民政部门备案。", ["备案"], id="to whom it is handed in"
        ),
        pytest.param(
            "力争举办城市运动嘉年华系列赛等大型活动60场。", ["大型活动"], id="past an example"
        ),
        pytest.param(
            "按面积30元/平方米的标准，给予业主补贴。", ["业主补贴"], id="a rate, then the support"
        ),
        pytest.param("年度资助内的补贴上限为3万元。", ["补贴"], id="the last word of support"),
        pytest.param(
            "28个重点项目完成投资60亿元。",
            ["重点项目", "完成投资"],
            id="what the things counted before do",
        ),
        pytest.param("产业园一期占地90亩。", ["占地"], id="a site, of whatever stands there"),
        pytest.param(
            "城镇化率达到60%、5年提高4个百分点。", ["城镇化率", "城镇化率"], id="no bare figures"
        ),
        pytest.param("年薪40万元以上的人员可以申请。", ["年薪"], id="a salary bounds"),
        pytest.param(
            "20项主要指标中，有8项增速居全省前列。",
            ["主要指标", "主要指标"],
            id="how fast is no thing",
        ),
        pytest.param(
            "38个重点项目全部开工、投资完成率93%。",
            ["重点项目", "投资完成率"],
            id="a rate after what was counted",
        ),
        pytest.param(
            "按设备投资额的12%给予补贴，单个企业最高200万元。",
            ["补贴", "补贴"],
            id="a firm is whom it covers",
        ),
        pytest.param(
            "省级事项网办率不低于90%，市、县级不低于70%。",
            ["省级事项网办率", "省级事项网办率"],
            id="levels are whom it covers",
        ),
        pytest.param("从事教学工作满20年。", ["从事教学工作"], id="从 of a verb"),
        pytest.param("符合两项以上优惠政策的，只享受一项。", ["优惠政策"], id="no 的 at the end"),
        pytest.param(
            "“好物！”品牌销售额达到3亿元。", ["“好物！”品牌销售额"], id="a stop in quotes"
        ),
    ],
)
def test_in_the_clause(text: str, expected: list[str]) -> None:
    assert indicators(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "一、目标\n到2025年，签约率达到60%。到2035年达到75%。",
            "签约率",
            id="the sentence before",
        ),
        pytest.param("（一）签约服务覆盖率\n到2025年达到75%。", "签约服务覆盖率", id="the heading"),
    ],
)
def test_left_out_of_the_clause(text: str, expected: str) -> None:
    assert indicators(text)[-1] == expected


def test_a_net_increase_is_of_what_was_counted_before() -> None:
    assert indicators("制造业企业达80家，较上年净增5家。")[-1] == "制造业企业"


def test_a_noun_ends_before_the_share_that_it_has() -> None:
    assert indicators("16个重点产业占全市总产值的80%以上。")[0] == "重点产业"


def test_a_joint_begins_no_noun() -> None:
    text = "具有本市住房困难证明材料的或孤残老人满60周岁。"
    assert indicators(text) == ["孤残老人"]


def test_several_rates_after_what_was_counted_stay_together() -> None:
    assert indicators("9个断面水质优良率、危废处置率均达100%。")[-1] == "断面水质优良率、危废处置率"


def test_nothing_names_it() -> None:
    assert indicators("达到75%。") == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("新建（改造）高标准农田20万亩。", "高标准农田", id="新建（改造）"),
        pytest.param("前款证书有效期为五年。", "前款证书有效期", id="前款 is one word"),
        pytest.param("但延长期限不得超过十日。", "延长期限", id="但"),
        pytest.param("培训时间3天。", "培训时间", id="培训时间 is a noun"),
        pytest.param("报送方案（附说明光盘2张）。", "说明光盘", id="inside the bracket"),
        pytest.param(
            "按每人最高5000元标准给予企业一次性培训费用补助。",
            "企业一次性培训费用补助",
            id="a long name of a grant",
        ),
        pytest.param("门票价格为每人每天90元。", "门票价格", id="of whom one"),
        pytest.param("细颗粒物浓度降至每立方米30微克。", "细颗粒物浓度", id="of what one"),
        pytest.param("力争提请市人大常委会审议地方性法规5件。", "地方性法规", id="提请"),
        pytest.param("力争上争专项资金20亿元。", "专项资金", id="上争"),
        pytest.param("向上争取专项资金20亿元。", "专项资金", id="not 上争 but 争取"),
        pytest.param("新列入省重点项目20个。", "省重点项目", id="新列入"),
        pytest.param("获省级科技奖15项。", "省级科技奖", id="获, what is won"),
        pytest.param("获奖作品15件。", "获奖作品", id="获奖 is a noun"),
        pytest.param("净增规上企业30家。", "规上企业", id="净增"),
        pytest.param("污水处理总规模达到每日9万吨。", "污水处理总规模", id="规模达到"),
        pytest.param("处置闲散地块40亩。", "闲散地块", id="处置 is one word"),
        pytest.param("处理能力提升至9万吨。", "处理能力", id="处理 belongs to the noun"),
        pytest.param("处分干部30人。", "处分干部", id="处 of another word"),
        pytest.param("清理挤占步道问题30处。", "挤占步道问题", id="占 of another word"),
        pytest.param("建立8个联动工作机制。", "联动工作机制", id="动工 across two words"),
        pytest.param("新增纠纷解决服务站6个。", "纠纷解决服务站", id="解决 of a noun"),
        pytest.param("收集转运站达到16座。", "收集转运站", id="收集 of a noun"),
        pytest.param("加固堤防16公里。", "堤防", id="加固"),
        pytest.param("开辟旅游专线16条。", "旅游专线", id="开辟"),
        pytest.param("处罚企业16家。", "处罚企业", id="处 of 处罚"),
        pytest.param("并处罚款5万元。", "罚款", id="处, then the fine"),
        pytest.param("排查整治隐患点16处。", "隐患点", id="排查整治"),
        pytest.param("支持16所完中。", "完中", id="中 of a noun"),
        pytest.param("推进16个镇街法治建设。", "镇街法治建设", id="no building of houses"),
        pytest.param("新识别监测户6万户。", "监测户", id="新识别"),
        pytest.param("新登记商户增长6%。", "新登记商户", id="new ones are no more of all"),
        pytest.param("制定修改地方规章12件。", "地方规章", id="two verbs of one object"),
        pytest.param("新建改扩建幼儿园16所。", "幼儿园", id="新建改扩建"),
        pytest.param("新建及改造雨水管网12公里。", "雨水管网", id="及 between two verbs"),
        pytest.param("“听民声”热线解决居民诉求5万件。", "居民诉求", id="a verb inside"),
        pytest.param("15件民生实事全面完成。", "民生实事", id="全面完成"),
        pytest.param("18个治堵项目完工。", "治堵项目", id="完工"),
        pytest.param("6个治堵项目动工建设。", "治堵项目", id="动工"),
        pytest.param("加快22个镇区公园建设。", "镇区公园", id="what is built, not its building"),
        pytest.param("深化22个学科建设。", "学科建设", id="an abstract building"),
        pytest.param("按每月300元标准发放伙食补贴。", "伙食补贴", id="by what sum it is paid"),
        pytest.param("认定标准按低保标准的1.5倍确定。", "认定标准", id="by what it is measured"),
        pytest.param("奖励标准原则上为实缴资本的1%。", "奖励标准", id="a share of something"),
        pytest.param("房租超出月收入的15%的家庭。", "房租", id="a share that is passed"),
    ],
)
def test_cut_where_words_end(text: str, expected: str) -> None:
    assert indicators(text) == [expected]


def test_a_bracket_between_a_noun_and_its_number() -> None:
    text = "到2025年，建设学校（其中小学10所）30所，规上企业（含高新技术企业20家）达到100家。"
    assert indicators(text) == ["小学", "学校", "高新技术企业", "规上企业"]
