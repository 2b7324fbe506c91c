"""Quantities: what is one, where it begins and ends, what it is worth, which way it goes."""

from __future__ import annotations

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.document import Clause, ClauseTree, Document, Quantity, Span
from pipeline.extract.quantities import quantities
from pipeline.numerals import chinese
from pipeline.segment import segment


def one_clause(text: str) -> ClauseTree:
    clause = Clause("1:1", "1", Span(0, len(text)), "sentence")
    return ClauseTree(Document("demo", text), (), (clause,))


def found(text: str) -> tuple[Quantity, ...]:
    return quantities(one_clause(text))


def words(text: str) -> list[str]:
    return [text[q.span.start : q.span.end] for q in found(text)]


@pytest.mark.parametrize(
    ("text", "quoted", "value", "unit"),
    [
        ("建成泵站12座。", "12座", 12, "座"),
        ("产值突破1.5万亿元。", "突破1.5万亿元", 1.5e12, "元"),
        ("产值首次突破3亿元。", "突破3亿元", 3e8, "元"),
        ("单个项目封顶500万元。", "封顶500万元", 5e6, "元"),
        ("通5G的村超过半数。", "超过半数", 50, "%"),
        ("新增1万5千人。", "1万5千人", 15000, "人"),
        ("出口33.8亿美元。", "33.8亿美元", 3.38e9, "美元"),
        ("投资２００ 万 元。", "２００ 万 元", 2e6, "元"),
        ("增长1 0 %左右。", "1 0 %左右", 10, "%"),
        ("造林1 5 0万公顷。", "1 5 0万公顷", 1.5e6, "公顷"),
        ("提高百分之三十五点五。", "百分之三十五点五", 35.5, "%"),
        ("死亡率下降到千分之三以下。", "下降到千分之三以下", 3, "‰"),
        ("贡献了全市四成税收。", "四成", 4, "成"),
        ("完成五成以上。", "五成以上", 50, "%"),
        ("减少一半。", "一半", 50, "%"),
        ("有1/3以上的居民参加。", "1/3以上", 0.3333, ""),
        ("规模翻一番。", "翻一番", 2, "倍"),
        ("总量翻两番。", "翻两番", 4, "倍"),
        ("营收增长1.7倍。", "1.7倍", 1.7, "倍"),
        ("实现行政村全覆盖。", "全覆盖", 100, "%"),
        ("存量实现清零。", "清零", 0, ""),
        ("收入比缩小至2.12。", "缩小至2.12", 2.12, ""),
        ("浓度控制在30微克/立方米以内。", "控制在30微克/立方米以内", 30, "微克/立方米"),
        ("按80元/户收取。", "80元/户", 80, "元/户"),
        ("低保标准提高到762元／月。", "提高到762元／月", 762, "元／月"),
        ("建成10-20个（条）街巷。", "10-20个（条）", (10, 20), "个（条）"),
        ("增长5%—6%。", "5%—6%", (5, 6), "%"),
        ("组建3至5个联盟。", "3至5个", (3, 5), "个"),
        ("奖励300—500万元。", "300—500万元", (3e6, 5e6), "元"),
        ("奖励5000元至1万元。", "5000元至1万元", (5000, 10000), "元"),
        ("增幅百分之八至百分之九。", "百分之八至百分之九", (8, 9), "%"),
        ("处一万元以上十万元以下罚款。", "一万元以上十万元以下", (10_000, 100_000), "元"),
        ("来了七八百人。", "七八百人", (700, 800), "人"),
        ("算力规模超2000P。", "超2000P", 2000, "P"),
        ("获得3金1银。", "3金", 3, "金"),
        ("取得5周年以上，满3年的职工。", "满3年", 3, "年"),
        ("30个工作日内办结。", "30个工作日内", 30, "个工作日"),
        ("集装箱吞吐量突破千万标箱。", "突破千万标箱", 1e7, "标箱"),
        ("举办活动千场以上。", "千场以上", 1000, "场"),
        ("驻市企业300余户。", "300余户", 300, "户"),
        ("保障5000余万人。", "5000余万人", 5e7, "人"),
        ("服务100多万人次。", "100多万人次", 1e6, "人次"),
        ("吸引40.8万青年来市。", "40.8万", 408_000, ""),
        ("推行“100万元以上”项目集中审批。", "100万元以上", 1e6, "元"),
        ("增长5 ．4 ％。", "5 ．4 ％", 5.4, "％"),
        ("增速居第一，4个断面达标。", "4个", 4, "个"),
        ("时延低于20毫秒。", "低于20毫秒", 20, "毫秒"),
        ("综合能耗不高于95千克标准煤/吨。", "不高于95千克标准煤/吨", 95, "千克标准煤/吨"),
        ("40蒸吨/小时以上锅炉全部改造。", "40蒸吨/小时以上", 40, "蒸吨/小时"),
        ("举办活动25场（次）。", "25场（次）", 25, "场（次）"),
        ("接入设备60万台（套），总量居前。", "60万台（套）", 600_000, "台（套）"),
        ("投资8000万元（含）以上。", "8000万元（含）以上", 8e7, "元"),
        ("分别提高2.1个和1.3个百分点。", "2.1个", 2.1, "个百分点"),
        ("获得5金2银4铜好成绩。", "4铜", 4, "铜"),
        ("办好八大类35项实事。", "八大类", 8, "大类"),
        ("建成20个5万千瓦级以上的电站。", "5万千瓦级以上", 50_000, "千瓦"),
        ("公示期为两个月。", "两个月", 2, "个月"),
        ("自公布之日起一年内报告。", "一年内", 1, "年"),
        ("签约2—3所高校。", "2—3所", (2, 3), "所"),
        ("系数达到0.62.其余不变。", "达到0.62", 0.62, ""),
    ],
)  # fmt: skip
def test_span_value_and_unit(text: str, quoted: str, value: object, unit: str) -> None:
    first = next(q for q in found(text) if text[q.span.start : q.span.end] == quoted)

    assert first.value == pytest.approx(value)
    assert first.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("推进5G、IPv6和4K应用。", id="figures in names"),
        pytest.param("执行GB/T 2260标准，沿G60走廊布局。", id="standards and roads"),
        pytest.param("构建“1+N”体系和5+2平台。", id="sums of names"),
        pytest.param("落实“十四五”规划，开启十五五时期。", id="plans"),
        pytest.param("第三条规定和第24、25、26条另行执行。", id="provisions"),
        pytest.param("第12届委员会第3次会议、第15届130次常务会议通过。", id="ordinals"),
        pytest.param("2025年6月30日前和3—5月间。", id="dates"),
        pytest.param("规划期为2021-2025年，起草于2021.06。", id="periods"),
        pytest.param("20世纪90年代，上午9:30，14时30分。", id="decades and hours"),
        pytest.param("云政发〔2023〕15号和第8号令。", id="document numbers"),
        pytest.param("位居全国第4位，进入前十、百强和500强。", id="ranks"),
        pytest.param("连续7年上升，实现六连增。", id="streaks"),
        pytest.param("打造百亿级园区、500亿级产业和30万吨级航道。", id="size classes"),
        pytest.param("推进三大工程，落实“八八战略”。", id="names with a count"),
        pytest.param("实现两位数增长，引进若干项目。", id="vague amounts"),
        pytest.param("来了几十家、数百人、十几位、上千户。", id="vague tens and hundreds"),
        pytest.param("形成一批成果，建设一个中心，一体推进。", id="one that counts nothing"),
        pytest.param("联系电话：028-12345678，13900001111。", id="telephones"),
        pytest.param("见http://demo.example/a1?b=20个和a1@demo.example。", id="addresses"),
        pytest.param("十分重要，千方百计，万众一心。", id="idioms"),
        pytest.param("（一）总则（2）附件3表4。", id="numbering"),
        pytest.param("完善零部件供应。", id="零 in a word"),
        pytest.param("从三个方面发力，坚持四项基本原则。", id="small Chinese counts of no list"),
        pytest.param("推进千兆光网和万元GDP能耗监测。", id="magnitudes in names"),
        pytest.param("打造15分钟便民圈，提供24小时服务。", id="circles and hours of service"),
        pytest.param("5年来，近三年和三年内完成，用2—3年时间。", id="stretches of time"),
        pytest.param("每千人口配置。", id="per what"),
        pytest.param("《城市更新三十条措施500项》印发。", id="titles"),
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("达到50家。", "eq"), ("建成50家。", "eq"), ("50家以上。", "ge"), ("不少于50家。", "ge"),
        ("至少50家。", "ge"), ("达到50家以上。", "ge"), ("超过50家。", "gt"), ("突破50家。", "gt"),
        ("50余家。", "gt"), ("50多家。", "gt"), ("年收入过亿元。", "gt"), ("50家以内。", "le"),
        ("不超过50家。", "le"), ("控制在50家以内。", "le"), ("最高不超过50家。", "le"),
        ("最高50万元。", "le"), ("不突破50家。", "le"), ("低于50家。", "lt"), ("50家以下。", "lt"), 
        ("50家左右。", "approx"),
        ("约50家。", "approx"), ("近50家。", "approx"), ("超过50人（含50人）。", "ge"),
        ("2亿元人民币（含2亿元）以上。", "ge"), ("3亿元人民币以上。", "ge"),
        ("30人（含30人）以下。", "le"), ("五万元（含五万元）以上。", "ge"),
        ("年满60周岁。", "ge"), ("5—6家。", "range"), ("全球前1%的学科。", "le"),
        ("不低于总面积的20%。", "ge"), ("不得超过该产品净资产的140%。", "le"),
    ],
)  # fmt: skip
def test_comparator(text: str, comparator: str) -> None:
    assert [q.comparator for q in found(text)] == [comparator]


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        pytest.param("分别达到30家、20家以上。", ["ge", "ge"], id="a bound after the last"),
        pytest.param("分别超过30家、20家。", ["gt", "gt"], id="a bound before the first"),
        pytest.param("分别超过30家，20家。", ["gt", "gt"], id="with 分别 a comma will do"),
        pytest.param("A类30家，B类20家以上。", ["eq", "ge"], id="no list, no sharing"),
        pytest.param("突破10亿元、5亿元的企业。", ["gt", "gt"], id="a bare list"),
        pytest.param("达30亿元、首次突破百亿。", ["eq", "gt"], id="each its own"),
        pytest.param(
            "新签约1亿元以上项目9个、5亿元以上项目3个。",
            ["ge", "eq"] * 2,
            id="a size is not shared",
        ),
        pytest.param("稳定在30万亩、20亿斤以上。", ["ge", "ge"], id="the end of the list"),
        pytest.param(
            "产值达到30亿元、亿元以上企业达到5家。", ["eq", "ge", "eq"], id="another thing's bound"
        ),
        pytest.param(
            "产值增长7%，30万元以上投资增长2%，税收和利润分别增长3%、4%以上。",
            ["eq", "ge", "eq", "ge", "ge"],
            id="other units after a comma",
        ),
        pytest.param("突破1亿元（含）、3亿元（含）的。", ["ge", "ge"], id="each inclusive"),
    ],
)
def test_bounds_of_a_list(text: str, comparators: list[str]) -> None:
    assert [q.comparator for q in found(text)] == comparators


def test_the_members_of_a_list_share_the_unit_of_the_last() -> None:
    assert [(q.value, q.unit) for q in found("分别奖励10、20、30万元。")] == [
        (100_000, "元"),
        (200_000, "元"),
        (300_000, "元"),
    ]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("城镇化率达到70%。", ["level"]),
        ("培育企业70家。", ["level"]),
        ("产值增长8%左右。", ["increase"]),
        ("增速保持在8%以上。", ["increase"]),
        ("保持8%以上的增速。", ["increase"]),
        ("新增绿地8公顷、步道3公里。", ["increase", "increase"]),
        ("机场增加11个、达到25个。", ["increase", "level"]),
        ("能耗下降13.5%。", ["decrease"]),
        ("压减一般性支出5%。", ["level"]),
        ("为企业减负200亿元。", ["decrease"]),
        ("收入分别增长4.3%、8.1%。", ["increase", "increase"]),
        ("规模翻一番。", ["multiple"]),
        ("规模是五年前的3倍。", ["multiple"]),
        ("装配式建筑占新建建筑35%以上。", ["level"]),
        ("新签约亿元以上项目30个。", ["level", "increase"]),
        ("新签约亿元以上项目达到30个。", ["level", "increase"]),
        ("新签约1亿元以上项目9个、5亿元以上项目3个。", ["level", "increase"] * 2),
        ("压减1亿元以上项目9个、5亿元以上项目3个。", ["decrease"] * 4),
        ("企业新增300家、技术合同成交额90亿元。", ["increase", "level"]),
        ("自然增长率降到5‰以下。", ["level"]),
        ("由2.5万元增加到3.5万元。", ["level", "level"]),
        ("新（改）建步道9公里。", ["increase"]),
        ("新种植茶园3万亩。", ["increase"]),
    ],
)  # fmt: skip
def test_change(text: str, changes: list[str]) -> None:
    assert [q.change for q in found(text)] == changes


def test_quantities_of_a_document_come_in_reading_order_with_their_clauses() -> None:
    text = (
        "一、目标\n到2025年，建成驿站30处。新增绿道15公里、座椅200张。\n二、保障\n安排资金2亿元。"
    )
    tree = segment(Document("demo", text))
    got = quantities(tree)

    assert [text[q.span.start : q.span.end] for q in got] == ["30处", "15公里", "200张", "2亿元"]
    by_id = {clause.id: clause for clause in tree}
    assert all(q.span in by_id[q.clause].span for q in got)


WORDS = (
    "新增 达到 超过 不低于 1.5万 30 三十 两三 二〇二五年 2025年 个 家 % 亿元 、 ， 。 以上 左右 — "
    "至 分别 “ ” 第 翻一番 全覆盖 5G 百分之 增长 余 （含 ） 个百分点 元/户 1,100 年内 一 万"
)
PIECES = st.sampled_from(WORDS.split())
BEFORE = st.sampled_from(["", "达到", "超过", "突破", "不低于", "最高不超过", "约", "提高到"])
AFTER = st.sampled_from(["", "以上", "以内", "左右"])
NUMBERS = st.one_of(
    st.integers(2, 10**13).map(str),
    st.integers(11, 10**13).map(chinese),
    st.integers(2, 10**12).map(lambda n: f"{n:,}"),
    st.decimals(0, 9999, places=2).map(lambda d: f"{d + 1}万"),
    st.integers(2, 999).map(lambda n: f"{n}—{n + 1}"),
)
UNITS = st.sampled_from(
    ["家", "个", "公里", "元", "%", "人次", "微克/立方米", "平方米", "个百分点"]
)


@given(BEFORE, NUMBERS, UNITS, AFTER)
@settings(max_examples=400)
def test_the_words_quoted_read_the_same_again(
    before: str, number: str, unit: str, after: str
) -> None:
    said = f"{before}{number}{unit}{after}"
    text = f"力争全市总量{said}，完成任务。"
    (got,) = found(text)
    (again,) = found(said)

    assert text[got.span.start : got.span.end] == said
    assert (again.value, again.unit, again.comparator) == (got.value, got.unit, got.comparator)


@given(st.lists(PIECES, max_size=14).map("".join))
@example("两三万万万")
@settings(max_examples=400)
def test_quantities_never_overlap(text: str) -> None:
    got = found(text)

    assert all(a.span.end <= b.span.start for a, b in pairwise(got))
    for q in got:
        quoted = text[q.span.start : q.span.end]
        assert quoted
        assert quoted == quoted.strip()


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_no_text_is_refused(text: str) -> None:
    for q in found(text):
        assert 0 <= q.span.start < q.span.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    ["1", "一", ",", "1,", "万", "1 ", "第一", "a1", "a-", "“", "1家", "百分之", "两三", "111,"],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        found(unit * (size // len(unit)))
        return time.process_time() - started

    seconds(1000)
    gc.disable()  # the collector walks all that the other tests left behind
    try:
        assert seconds(40_000) < 12 * seconds(10_000) + 0.2
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("合格率=合格数/总数×100%。", id="a formula"),
        pytest.param("实现两个100%。", id="a slogan of hundreds"),
        pytest.param("建设3人制球场。", id="so many a side"),
        pytest.param("建设城市15分钟、农村30分钟就医圈。", id="two circles of minutes"),
        pytest.param("打造4公里休闲圈。", id="a circle of kilometres"),
        pytest.param("建设百万千瓦光伏基地。", id="a round size in a name"),
        pytest.param("新建10万吨级码头。", id="a size class"),
        pytest.param("推进国企三项制度改革。", id="three systems"),
        pytest.param("经市人大四次会议通过。", id="a session"),
        pytest.param("联系电话：60001234转5分机。", id="an extension"),
        pytest.param("填报人力资源3人力资源表。", id="staff is no measure"),
        pytest.param("建设1.8GHz频段专网，使用700MHz频谱。", id="bands"),
        pytest.param("李明等12位代表：", id="whom a letter greets"),
        pytest.param("推进一杆多用，推广一专多能。", id="one for many"),
        pytest.param("甲乙三四线和一二线城市。", id="lines and tiers"),
        pytest.param("综合二处、法规四处负责。", id="offices of a department"),
        pytest.param("举办2023首届花展，电话60012338分机8。", id="a first and an extension"),
        pytest.param("地址：滨河路4栋。", id="an address"),
        pytest.param("迈过两个百万级大关。", id="marks passed"),
        pytest.param("近1个纳税年度的申报。", id="a year of account"),
        pytest.param("——全面覆盖、重点突破。", id="a principle"),
        pytest.param("推广256层CT设备。", id="a grade of make"),
        pytest.param("对进入前10名、11—30名的园区。", id="the ranks after the first"),
        pytest.param("实施年产300万平米铝膜项目。", id="the capacity of a project"),
        pytest.param("改造二次供水泵房。", id="a second supply"),
        pytest.param("全市达到千兆城市标准。", id="a city of gigabits"),
        pytest.param("出台提振信心18条、稳定外贸6条等政策。", id="packages named by their points"),
        pytest.param("坚持市镇统筹、全域覆盖、一体推进。", id="a principle in a row"),
        pytest.param("——统筹规划、全面覆盖、分步实施。", id="a row of principles"),
    ],
)
def test_names_of_unseen_documents_are_no_quantities(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新列入省级名录6个。", "increase"),
        ("更新改造路灯90盏。", "level"),
        ("组建创新创业团队40个。", "level"),
        ("对新认定的平台给予30万元奖励。", "level"),
        ("新增用地亩均税收不低于20万元/亩。", "level"),
        ("产量等于去年的三倍。", "multiple"),
        ("补偿不超过月工资的三倍。", "multiple"),
        ("按县级标准的1.5倍确定。", "multiple"),
        ("增幅比上季度回落3个百分点。", "decrease"),
        ("15项增幅高于全市。", "level"),
        ("以8.5%的增速位居全市第一。", "increase"),
        ("以5.2%的降幅位居全市第一。", "decrease"),
        ("新识别监测户20户。", "increase"),
    ],
)
def test_change_on_unseen_documents(text: str, expected: str) -> None:
    assert [q.change for q in found(text)] == [expected]


def test_what_does_not_exceed_is_at_most() -> None:
    assert [q.comparator for q in found("所得未超过300万元的部分。")] == ["le"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("责令停业3个月至6个月。", [((3, 6), "个月")], id="a stretch of months"),
        pytest.param("树龄六十年以上不满九十年的。", [((60, 90), "年")], id="from 以上 to 不满"),
        pytest.param("会议前5天内报送。", [(5, "天")], id="days before"),
        pytest.param("带宽达到900吉比特每秒。", [(900, "吉比特每秒")], id="a rate of data"),
    ],
)
def test_durations_and_rates(text: str, expected: list[tuple[object, str]]) -> None:
    assert [(q.value, q.unit) for q in found(text)] == expected


def test_a_word_that_ends_like_a_bound_is_none() -> None:
    text = "签约2所，附近3个村，合同届满3个月前提出，期限届满超过6个月的。"

    assert words(text) == ["2所", "3个", "3个月", "超过6个月"]


@pytest.mark.parametrize(
    ("text", "comparator", "quoted"),
    [
        ("房租超出月收入的15%", "gt", "超出月收入的15%"),
        ("按照不低于本区同类用地最低出让价的70%确定", "ge", "不低于本区同类用地最低出让价的70%"),
        ("海绵城市达标面积占建成区的47.5%", "eq", "47.5%"),
        ("按超过部分的20%奖励", "eq", "20%"),
        ("产值超过均值的企业占规上企业的35%", "eq", "35%"),
        ("对收入低于标准的家庭给予学费的80%", "eq", "80%"),
    ],
)  # fmt: skip
def test_a_bound_and_its_share_hold_the_base_between_them(
    text: str, comparator: str, quoted: str
) -> None:
    assert [(q.comparator, text[q.span.start : q.span.end]) for q in found(text)] == [
        (comparator, quoted)
    ]


def test_vague_numerals_count_and_points_of_a_policy_too() -> None:
    assert [(q.value, q.comparator) for q in found("推出十余项举措，服务百余家企业。")] == [
        (10, "gt"),
        (100, "gt"),
    ]
    assert [q.value for q in found("出台稳岗政策12条，发布预警短信35条。")] == [12, 35]
    assert [q.value for q in found("污水全收集、全覆盖、全处理。")] == [100]
    assert [q.value for q in found("毕业2年内的青年可以申请。")] == [2]


def test_at_most_stands_apart_from_its_number() -> None:
    both = found("最多只能申报2个项目，最多建设3个园区")
    assert [(q.comparator, q.value) for q in both] == [("le", 2), ("le", 3)]
    assert found("深化最多跑一次改革") == ()
    (least,) = found("每个街道至少建设2个服务站")
    assert (least.comparator, least.value) == ("ge", 2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("滨河路18号3幢4层服务中心", id="the floor of an address"),
        pytest.param("近 5 年无失信记录", id="a stretch that passed, spaced out"),
    ],
)
def test_addresses_and_stretches_count_nothing(text: str) -> None:
    assert found(text) == ()
