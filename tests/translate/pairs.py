"""Right pairs of every kind of thing that the proof looks at, written for the project.

Hand-written sentences, and templates filled with figures: the Chinese says the figure in one way,
the English in each of the right ways. Cities and bodies are invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

Pair = tuple[str, str]

# Figures: the Chinese numeral and its right English forms.
FIGURES: dict[str, tuple[str, ...]] = {
    "90亿": ("9 billion", "9,000 million", "nine billion"),
    "1.5万": ("15,000", "15 thousand", "15000"),
    "1万5千": ("15,000",),
    "三百二十五": ("325", "three hundred and twenty-five"),
    "3200": ("3,200", "3200"),
    "1,100万": ("11 million", "11,000,000"),
    "2.5万亿": ("2.5 trillion", "2,500 billion"),
    "64": ("64", "sixty-four"),
    "24": ("24", "twenty-four"),
    "十二": ("12", "twelve"),
    "350万": ("3.5 million", "3,500,000", "three and a half million")[:2],
    "1.43亿": ("143 million",),
    "２０００": ("2,000", "2000"),
}
COUNTED: tuple[tuple[str, str], ...] = (
    ("培育科技企业{n}家", "cultivate {n} technology enterprises"),
    ("建设公共实验室{n}个", "build {n} public laboratories"),
    ("改造老旧小区{n}个", "renovate {n} old residential communities"),
    ("新增养老床位{n}张", "add {n} beds for elderly care"),
    ("培训技能人才{n}名", "train {n} skilled workers"),
    ("种植行道树{n}棵", "plant {n} street trees"),
    ("修复古井{n}口", "restore {n} ancient wells"),
    ("举办读书活动{n}场", "hold {n} reading activities"),
    ("制定地方标准{n}项", "formulate {n} local standards"),
    ("帮助困难群众{n}人次", "provide {n} instances of help to people in difficulty"),
)
BOUNDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("{n}以上", ("at least {n}", "no less than {n}", "no fewer than {n}", "not less than {n}")),
    ("不少于{n}", ("at least {n}", "no less than {n}")),
    ("超过{n}", ("more than {n}", "over {n}")),
    ("不超过{n}", ("no more than {n}", "up to {n}", "at most {n}")),
    ("约{n}", ("about {n}", "around {n}", "approximately {n}", "roughly {n}")),
)
MEASURED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("设立{n}元的产业基金", "Set up an industrial fund of {n}", ("{e} yuan", "RMB {e}", "CNY {e}")),
    ("出口额达到{n}美元", "Exports will reach {n}", ("{e} US dollars", "US${e}", "USD {e}")),
    ("绿地面积达到{n}平方米", "Green space will reach {n}", ("{e} square meters", "{e} m²")),
    ("高标准农田达到{n}亩", "High-standard farmland will reach {n}", ("{e} mu",)),
    ("城市道路达到{n}公里", "Urban roads will reach {n}", ("{e} kilometers", "{e} km")),
    ("储粮能力达到{n}吨", "Grain storage will reach {n}", ("{e} tons", "{e} tonnes")),
    ("装机容量达到{n}千瓦", "Installed capacity will reach {n}", ("{e} kilowatts", "{e} kW")),
)
SHARES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("8.5%", ("8.5 percent", "8.5%", "8.5 per cent")),
    ("百分之三十", ("30 percent", "thirty percent")),
    ("三分之一", ("one third", "a third")),
    ("五成", ("half", "50 percent")),
    ("八成", ("80 percent", "eighty percent")),
    ("一半", ("half", "50 percent")),
)
POINTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("2.3个百分点", ("2.3 percentage points",)),
    ("1个百分点", ("1 percentage point", "one percentage point")),
    ("14.5个百分点", ("14.5 percentage points",)),
    ("三个百分点", ("three percentage points", "3 percentage points")),
)
DATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("到2027年", ("By 2027",)),
    ("2026年6月底前", ("By the end of June 2026", "Before the end of June 2026")),
    ("自2025年10月1日起", ("As of October 1, 2025", "From 1 October 2025")),
    (
        "“十四五”期间",
        (
            "During the 14th Five-Year Plan period",
            "In the 2021-2025 period covered by the 14th Five-Year Plan",
        ),
    ),
    ("到“十五五”末", ("By the end of the 15th Five-Year Plan period",)),
    ("2024年上半年", ("In the first half of 2024",)),
    ("2025年第三季度", ("In the third quarter of 2025",)),
    ("2023—2025年", ("From 2023 to 2025", "In 2023-2025")),
    ("二〇二六年底前", ("By the end of 2026",)),
)
TASKS: tuple[tuple[str, str], ...] = (
    ("完成旧桥加固", "complete the reinforcement of old bridges"),
    ("建成城市湿地公园", "build the urban wetland park"),
    ("全面推行网上办理", "carry out online handling across the board"),
    ("开通两岸轮渡", "open the cross-river ferry"),
    ("修订河道管理办法", "revise the measures for river administration"),
    ("整治黑臭水体", "clean up black and malodorous water bodies"),
)
LATIN: tuple[Pair, ...] = (
    ("建设5G基站和IPv6网络。", "Build 5G base stations and IPv6 networks."),
    (
        "推广BIM技术在桥梁工程中的应用。",
        "Promote the application of BIM technology in bridge projects.",
    ),
    ("降低PM2.5年均浓度。", "Lower the annual average concentration of PM2.5."),
    ("支持企业开展AI芯片研发。", "Support enterprises in R&D on AI chips."),
    ("打造“1+N”政策体系。", 'Create a "1+N" policy system.'),
    ("推动B2B平台与ERP系统对接。", "Connect B2B platforms with ERP systems."),
    ("鼓励企业取得ISO9001认证。", "Encourage enterprises to obtain ISO9001 certification."),
    ("完善ETC收费设施。", "Improve ETC toll facilities."),
)
NUMBERS_OF_DOCUMENTS: tuple[Pair, ...] = (
    (
        "依据临政发〔2023〕18号文件执行。",
        "Implement in accordance with document Lin Zheng Fa [2023] No. 18.",
    ),
    (
        "《云岭市节水条例》（云政令〔2022〕7号）同时废止。",
        "The Regulations of Yunling City on Water Conservation (Yun Zheng Ling [2022] No. 7) "
        "are repealed at the same time.",
    ),
    ("第十八条 申请人应当如实提交材料。", "Article 18 Applicants shall submit truthful materials."),
    (
        "第三十二条 违反本条例第十九条规定的，责令改正。",
        "Article 32 Those who violate Article 19 of these Regulations shall be ordered to "
        "make corrections.",
    ),
    ("（十二）完善应急预案。", "(12) Improve emergency plans."),
    ("3．推进水网建设。", "3. Advance the building of water networks."),
)
MODES: tuple[Pair, ...] = (
    ("企业必须建立安全台账。", "Enterprises must keep safety records."),
    ("主管部门应当及时公布结果。", "The competent departments shall promptly publish the results."),
    ("不得擅自改变土地用途。", "The use of land shall not be changed without authorization."),
    ("申请人可以查阅档案。", "Applicants may consult the archives."),
    (
        "鼓励社会资本参与养老服务。",
        "Private capital is encouraged to take part in elderly care services.",
    ),
    ("探索建立用水权交易机制。", "Explore the establishment of a water rights trading mechanism."),
    ("严禁向河道倾倒垃圾。", "Dumping garbage into rivers is strictly prohibited."),
    ("力争森林覆盖率稳步提高。", "Strive to raise forest coverage steadily."),
    ("施工单位必须设置警示标志。", "Construction units must put up warning signs."),
    ("学校应当每学期组织疏散演练。", "Schools shall organize evacuation drills every semester."),
    (
        "鼓励村民参与古树保护。",
        "Encourage villagers to take part in the protection of ancient trees.",
    ),
    ("探索开展湖区碳汇核算。", "Explore carbon sink accounting in the lake area."),
)
WHOLE: tuple[Pair, ...] = (
    (
        "完善农村供水管网，改造小型水库，提高防洪能力，保障群众饮水安全。",
        "Improve rural water supply networks, renovate small reservoirs, raise flood control "
        "capacity, and ensure the safety of people's drinking water.",
    ),
    (
        "加强历史建筑保护，发展乡村旅游，培育特色民宿，促进农民增收。",
        "Strengthen the protection of historic buildings, develop rural tourism, foster "
        "distinctive "
        "homestays, and promote the growth of farmers' incomes.",
    ),
    (
        "支持高校建设实验室，引进青年科学家，开展关键技术攻关，加快成果转化。",
        "Support universities in building laboratories, bring in young scientists, carry out "
        "research on key technologies, and accelerate the commercialization of results.",
    ),
    (
        "整治河道污染，关闭落后产能，推广清洁能源，改善空气质量。",
        "Control river pollution, close outdated production capacity, promote clean energy, and "
        "improve air quality.",
    ),
    (
        "健全社区养老服务，增加托育机构，完善医疗保险，扩大就业岗位。",
        "Improve community elderly care services, increase childcare institutions, refine medical "
        "insurance, and expand jobs.",
    ),
    (
        "现将《临川湖区生态修复管理办法》印发给你们，请认真组织实施。",
        "The Measures for the Administration of Ecological Restoration in the Linchuan Lake Area "
        "are hereby issued to you; please conscientiously organize their implementation.",
    ),
    (
        "深入实施“古城焕新”工程，修缮街巷，完善照明，发展夜间经济。",
        'Further implement the "Old Town Renewal" project, repair streets and lanes, improve '
        "lighting, and develop the night-time economy.",
    ),
)
LISTS: tuple[Pair, ...] = (
    (
        "第一产业、第二产业增加值分别增长3.1%、6.4%。",
        "The value added of the primary and secondary industries grew by 3.1 percent and 6.4 "
        "percent respectively.",
    ),
    (
        "居民收入增长6%，物价涨幅控制在2%以内。",
        "Residents' incomes will grow by 6 percent, and the rise in prices will be kept "
        "within 2 percent.",
    ),
    ("新增幼儿园12所、小学8所。", "Add 12 kindergartens and eight primary schools."),
    ("补助标准为每人每月300元至500元。", "The subsidy is 300 to 500 yuan per person per month."),
    (
        "单位能耗下降13.5%，用水量下降16%。",
        "Energy consumption per unit fell by 13.5 percent, and water use fell by 16 percent.",
    ),
    ("研发投入翻一番。", "R&D spending will double."),
    ("粮食产量1.43万亿斤。", "Grain output was 715 million metric tons."),
    (
        "处五万元以上十万元以下罚款。",
        "A fine of not less than 50,000 yuan but not more than 100,000 yuan shall be imposed.",
    ),
    (
        "高新技术企业数量是2020年的2倍。",
        "The number of high-tech enterprises is twice that of 2020.",
    ),
    (
        "建成12部电梯、3座人行天桥和1个停车场。",
        "Twelve elevators, three pedestrian bridges and one car park were built.",
    ),
    (
        "全年接待游客1300多万人次。",
        "More than 13 million tourist visits were received in the year.",
    ),
    (
        "一刻钟便民生活圈覆盖全部社区。",
        "Fifteen-minute convenient living circles cover all communities.",
    ),
)


def right_pairs() -> tuple[tuple[str, Pair], ...]:
    """Every right pair with the name of its kind; the same ones every time."""
    return tuple(dict.fromkeys(_all()))


def _all() -> Iterator[tuple[str, Pair]]:
    yield from _counted()
    yield from _bounded()
    yield from _measured()
    yield from _shared()
    yield from _dated()
    for kind, pairs in (
        ("latin", LATIN),
        ("document number", NUMBERS_OF_DOCUMENTS),
        ("modality", MODES),
        ("whole", WHOLE),
        ("list", LISTS),
    ):
        yield from ((kind, pair) for pair in pairs)


def _counted() -> Iterator[tuple[str, Pair]]:
    for zh, en in COUNTED:
        for numeral, forms in FIGURES.items():
            for form in forms:
                english = en.format(n=form)
                yield (
                    "number",
                    (f"{zh.format(n=numeral)}。", english[0].upper() + english[1:] + "."),
                )


def _bounded() -> Iterator[tuple[str, Pair]]:
    dice = random.Random(7)
    for zh_bound, forms in BOUNDS:
        for english_bound in forms:
            for zh, en in dice.sample(COUNTED, 9):
                numeral = dice.choice(list(FIGURES))
                figure = FIGURES[numeral][0]
                verb, measure = zh.split("{n}")
                chinese = verb + zh_bound.format(n=numeral + measure)
                english = en.format(n=english_bound.format(n=figure))
                yield "bound", (f"{chinese}。", f"{english[0].upper()}{english[1:]}.")


def _measured() -> Iterator[tuple[str, Pair]]:
    for zh, en, units in MEASURED:
        for numeral in ("90亿", "1.5万", "350万", "3200"):
            figure = FIGURES[numeral][0]
            for unit in units:
                english = en.format(n=unit.format(e=figure))
                yield "unit", (f"{zh.format(n=numeral)}。", f"{english}.")


def _shared() -> Iterator[tuple[str, Pair]]:
    subjects = (
        ("节水器具普及率提高到", "Raise the use of water-saving devices to"),
        ("废物利用率达到", "Waste utilization will reach"),
    )
    for zh, en in subjects:
        for share, forms in SHARES:
            yield from (("share", (f"{zh}{share}。", f"{en} {form}.")) for form in forms)
    for points, forms in POINTS:
        for form in forms:
            yield "points", (f"城镇化率提高{points}。", f"The urbanization rate rose by {form}.")
            yield "points", (f"失业率下降{points}。", f"The unemployment rate fell by {form}.")


def _dated() -> Iterator[tuple[str, Pair]]:
    for zh, forms in DATES:
        for task, english in TASKS:
            yield from (("date", (f"{zh}，{task}。", f"{form}, {english}.")) for form in forms)
