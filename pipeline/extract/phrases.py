"""The noun phrase before or after a number, cut out of its part of the sentence.

    力争|高新技术企业|突破 1.5万家      adverbs and verbs fall away on both sides
    培育 15家|高新技术企业              after a verb that takes an object the noun follows the number
    35家|村镇银行|完成改革任务          and ends where its own verb begins

The words below are the grammar of the genre (verbs that take a counted object, adverbs, verbs of
change), not its nouns: what is measured may be anything.
"""

from __future__ import annotations

import re

# Verbs that are parts of nouns too carry what may not follow them: 建设用地, 服务业, 保障性住房.
_VERBS = (
    "新增(?!长) 新建(?!筑) 新改建 新改扩建 改扩建 新(?:设立?|认定|培育|引进|创建|开通?|争取|获批?|增加|投入|发展|开工|签约?|注册|组建|评|招引?|引|植|纳入?) "
    "建成(?!区) 建设(?!用地|项目|工程|资金|规模|面积|投资|里程|银行|兵团|任务) 建立 建好 创建 创成 争创 共建 组建 设立 设置 下设 搭建 构建 布建 筹建 扩建 改建 "
    "培育(?!期|基地|库) 培养(?!费|基地) 引育 招引 引进 引入 招募 招收 招录 招聘(?!会|岗位) 聘请 选聘 吸引(?!力) 吸纳 集聚(?!区) 聚集(?!区) 汇聚 汇集 "
    "打造 完成(?!率) 实施(?!率) 实现 推进 推动 推出 推广(?!面积) 开展 开发(?!区|银行|面积|投资) 开通 开行 开工(?!率) 开设 开放 举办 承办 主办 召开 组织 "
    "认定 获批 获评 荣获 获得 入选 评选 遴选 选树 选派 选取 授予 评为 列入 纳入 落户 落地 签约(?!率|服务|居民|额|人) 取得 争取 发生 承担 "
    "发放(?!额) 拨付 兑付 兑现 给予 奖励(?!资金|标准|金额|总额|额) 补助(?!资金|标准|金额|总额|比例) 提供 安排 下达 投放 投入(?!产出|强度|占|总|资金|额|超|达|增|年|力) 投产 "
    "改造(?!项目|工程|面积|任务|率) 提升改造 整治 修复 治理(?!面积|水土|率|体系) 拆除 拆迁 维修 翻新 更新 支持(?!资金) 扶持(?!资金) 帮助 带动(?!力) 促进 促成 达成 "
    "服务(?!业|贸易|设施|收入|平台|中心|站|点|机构|人|场|型|消费|半径|网|事项|质量|满意|能力|体系|器|区|对象|费|团|员|产业|出口|进出口|外包|圈|规模|次|量|队) "
    "保障(?!房|性|水平|标准|率|对象|能力|卡|资金|金) 解决 办理(?!时|率|量|事项|环节|件) 储备(?!粮|项目|量|库|规模) 谋划 盘活 供应 出让 化解 处置(?!率|能力|量) 查处 侦破 "
    "减免 发行 增设 壮大 做强 做大 做优 抓好 抓实 落实 启动 制定 制订 修订 出台 编制 发布 印发 攻克 突破 研制 策划 修建 修缮 "
    "转化(?!率|效率) 承接 参与(?!率) 拥有 具有 具备 现有 已有 共有 建有 设有 覆盖(?!率|面|人口|范围|比例) 惠及 辐射 涉及 包括 配备 配置 配建 部署 铺设 安装 "
    "种植(?!面积|业|基地) 栽植 收储 腾退 清退 淘汰 关停 关闭 精简 压减 压缩 削减 节约 节省 消化 交付 购置 采购(?!额|量|占) 征收 收回 收取 流转 使用 用于 "
    "孵化(?!器|基地|载体|面积) 升规 挖掘 排查 检查 救助 资助 搬迁 输送 鼓励 引导 举行 受理 核准 核发 颁发 宣传 播放 改建 筹集 筹措 募集 "
    "确保 保持 力促 力争 促使 聚焦 围绕 形成 布局 处以? 并处 深化 强化 优化 完善 健全 巩固 拓展 提升(?!率) 提高 扩大 加快 加大 降低 减少 接待 "
    "投运 投用 选择 选拔 挑选 推选 创评 申报 申请 授权(?!量|数) 登记(?!失业) 生产(?!总|能|性|线|基|企|安|加|值|力|经|资) 销售(?!额|收|量|网) 收获 改良 续建 复制 整合 整理 统筹 更换 "
    "贡献 创造 探索 实行 促 引 育 招 抓 创 建 办"
)
# Adverbs that only a verb can follow; before a noun they belong to it: 高标准农田, 重点产业.
_MANNERS = (
    "高质量 高标准 高水平 高起点 高效 重点 全面 主动 积极 持续 稳步 大力 着力 有序 扎实 深入 加快 率先 全力 努力 切实 有效 继续 坚持 顺利 圆满 成功 提前 按期 按时 优先 "
    "不断 进一步 逐步 基本 初步 可 能 要 应当? 须 需 将 拟 再 先后 陆续 共 共计 也 又 还 均 都 已 已经 普遍 大幅 实质性 科学 统一 自主 每月 单独 争取 梯次 分批 联合 合作"
)
_ADVERBS = (
    "同比 累计 总体 首次 全部 全年 当年 今年 去年 上年 全市域? 全省 全州 全区 全县 全域 我[市省区县州] 本[市省] 全自治区 预计 预期 总计 合计 约 近 每年 逐年 连续 其中 同时 "
    "另外 此外 并且 并 以及 仍 则 即 就 超额 力争 争取 确保 保证 原则上 按照? 较 从 由 比 为 是 以 在 到 至 对 向 使 让 令 把 分别 平均 上述 年内 期间 底前 前 "
    "[0-9０-９一二三四五六七八九十]+年(?:来|间|内)?"
)
_CHANGES = (
    "增长(?:到|至|为|了)? 增加(?:到|至|了)? 提高(?:到|至|了)? 提升(?:到|至|了)? 上升(?:到|至|了)? 下降(?:到|至|了)? 降低(?:到|至|了)? 减少(?:到|至|了)? 扩大(?:到|至)? 压缩(?:到|至)? "
    "缩短(?:到|至)? 缩小(?:到|至)? 压减(?:到|至)? 发展(?:到|至) 增至 升至 降至 稳定在? 保持在? 控制在? 维持在? 达到? 达成 突破 超过? 跃升至? 攀升至? 递增 回升 回落 翻番 上涨 下滑 "
    "高出 低于 高于 净增 同比 完成 实现 新增 新建 为 是 约 近 有 增 减 升 降 涨 各 再 共 建成 投入使用 建成投入使用 启用 开工 竣工 投产 确保 力争 争取 累计 年均 分别 均 都 将 已 至 到 在 也 又 "
    "位居 排名 最高 最低 首次 率先 稳步 持续 进一步 实际 总体 整体 基本 全部 全市 全省 全域 全县 全区 全州 全国 全城 每年 预计 预期 可 应 应当 须 要 了 的 以 按照? 由 不 未 "
    "通过 超额 给予 不得 原则上 一般 普遍 合计 总计 共计 逐步 大幅 可达 较上年 比上年 较去年 比去年 上年 去年 当年 规模达 数量达 年内 分别为 总数 保持 不少于 收缩 需 从 目前 平均 原来 现有 连续[0-9０-９一二三四五六七八九十]+年 年 可 主要"
)
_TAILS = (
    "通过 入选 完成 进入 进行 获评 获得 获批 荣获 被 全部 首次 均 达到? 实现 投入 投用 建成 开工 竣工 投产 启动 纳入 列入 加入 参加 参与 落户 落地 用于 运用 分布 位居 "
    "取得 入围 成为 升级 晋升 升格 接入 上线 上市(?!公司|企业) 签约 开展 已 给予 予以 提供 制定 出台 组建 整体 划转 网上 移动可办 一网通办 集中 率先 正式 陆续 相继 同步 分别 "
    "稳定 保持 享受 持续 超过 以上的 顺利 成功 预期性 约束性 在(?![线校建营岗册园库外职读]) 基本 普遍 提升 上云 安装 使用 配备 执行 需 可以 应当 联通 开通 对外 免费 常态化 有效 得到 年内 挂牌 处于"
)
_INNER = (
    "新增 新建 建成 培育 引进 打造 实现 完成 争取 获批 获评 荣获 落户 落地 认定 发放 举办 推动 带动 形成 开展 创建 组建 设立 确保 吸引 达成 入选 推广 提供 拥有 给予"
)


def _any(words: str) -> str:
    return "|".join(sorted(set(words.split()), key=lambda word: (-len(word), word)))


_LEADING = re.compile(
    rf"(?:[\s，、：:；;。,·*—\-]|(?:{_any(_MANNERS)})(?=[和并地]?(?:{_any(_VERBS)}|{_any(_MANNERS)}))|{_any(_ADVERBS)})+"
)
_VERB = re.compile(rf"(?:{_any(_VERBS)})(?:了|好|一批|各类|[和并、](?=(?:{_any(_VERBS)})))?")
# Verbs after which another verb may be the one that takes the object: 推动|新增, 力争|完成.
_CAUSE = re.compile(r"推动|推进|力争|确保|完成|实现|促进|加快|鼓励|支持|争取|引导|带动|组织|力促|帮助|.*[和并、]$|着力|保证")
_TRAILING = re.compile(rf"(?:[\s，、：:,]|[（(][^（）()]{{1,8}}[）)]$|{_any(_CHANGES)})+$")
_TAIL = re.compile(rf"(?:{_any(_TAILS)})")
_INNER_VERB = re.compile(rf"(?:{_any(_INNER)})(?:了|各类|全市|全省)?")
_GENERIC = re.compile(
    r"(?:年?总?(?:产值|规模|收入|总量|数量|产能|面积|比例|比重|占比|总数|总额|产量|税收|营收|利润|投资|增速|产出|销售额|交易额|就业|指数|水平|数)(?:总额|总量|增速|规模)?)+"
)
SCOPE = re.compile(
    r"(?:全市域?|全省|全州|全区|全县|全国|全域|全城|市区|城乡|[市县区]域|我[市省区县州]|本[市省区]|其|单个|每个|每家|每|各|该|力争)+"
)
ENDS_IN_VERB = re.compile(
    rf"(?:{_any(_VERBS)}|等|其|全市|各|(?:开展|实施|完成)了|给予)(?:{_any(_CHANGES)}|[\s]|一次性|人民币|各类)*$"
)
LAST_VERB = re.compile(rf"(?:^|[，、和])[^，、和]*?(?P<verb>{_any(_VERBS)})[约近达超]?$")
MEASURE = re.compile(
    r"(?:产值|投资|收入|营收|金额|规模|面积|总量|[比税费利汇速效斜功概频]率|价格?|数?量|资产|资本|利润|年龄|年限|出栏|存栏|纳税|税收|成本|余额|总额|额|产能|能力|容量|里程|长度|速率|排名|满|注册资[金本]|销售|工资|浓度|强度|水平|占比|比重|比例)(?:在|为|达到?|超过?|不低于|不少于|最高)?$"
)
_MARKER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+条|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[是、要]|\d+[.．、](?!\d)|[—\-●■]+)\s*"
)


def before(left: str) -> tuple[int, int]:
    """Where the phrase that ends `left` stands, without the words around it; empty if none.

    >>> [w[slice(*before(w))] for w in ("力争高新技术企业", "新增省级绿色工厂", "累计建成")]
    ['高新技术企业', '省级绿色工厂', '']
    """
    trailing = _TRAILING.search(left)
    end = trailing.start() if trailing else len(left)
    marker = _MARKER.match(left)
    start = _start(left, end, marker.end() if marker else 0)
    for found in _INNER_VERB.finditer(left, start, end):
        if _names_enough(left[found.end() : end]):
            start = _start(left, end, found.end())
    start = _after_attribute(left, start, end)
    if SCOPE.fullmatch(left, start, end):
        start = end
    return min(start, end), end


def _names_enough(rest: str) -> bool:
    """Whether what follows a verb inside the phrase can stand alone: not 规模, 立项数, 就业."""
    return len(rest) > 3 and not _GENERIC.fullmatch(rest) and not SCOPE.match(rest)


def _start(words: str, end: int, at: int = 0) -> int:
    """Where the phrase begins: after its leading adverbs and verbs, one verb unless it causes."""
    free = True
    while at < end:
        found = _LEADING.match(words, at, end)
        if found and found.end() > at:
            at = found.end()
            continue
        found = _VERB.match(words, at, end) if free else None
        if not found:
            break
        free = _CAUSE.fullmatch(found.group()) is not None
        at = found.end()
    return at


def _after_attribute(words: str, start: int, end: int) -> int:
    """Past a long attribute: 以化工为代表的|数控化率; a share keeps its base, 占…的比重."""
    of = words.rfind("的", start, end - 2)
    if of >= 0 and "占" not in words[start:of] and not _GENERIC.fullmatch(words, of + 1, end):
        start = of + 1
    such = words.rfind("等", start, end - 3)
    if such >= 0 and "、" in words[start:such] and such - start > 1.5 * (end - such - 1):
        start = such + 1
    return start


_OF = re.compile(r"[（(][^（）()]{0,14}[）)](?=\S)|的|左右|以上|多(?![式功元种维])|余|\s")
_COORDINATE = re.compile(r"[、和与及或]+$")


def after(right: str) -> tuple[int, int]:
    """Where the phrase that begins `right` stands: a long attribute before 的 falls away.

    >>> words = "的特色鲜明、创新力强的产业集群"
    >>> words[slice(*after(words))]
    '产业集群'
    """
    start = 0
    while found := _OF.match(right, start):
        start = found.end()
    if right[start : start + 1] in ("、", "和", "）", ")", "及", "与", "”", "，"):
        return start, start
    tail = _TAIL.search(right, start)
    end = tail.start() if tail else len(right)
    attribute = right.rfind("的", start, end - 1)
    if attribute >= 0 and end - attribute > 2:
        start = attribute + 1
    such = right.rfind("等", start, end - 3)
    if such >= 0 and "、" in right[start:such] and such - start > 1.5 * (end - such - 1):
        start = such + 1
    end = _balanced(right, start, end)
    closing = _COORDINATE.search(right, start, end)
    return start, closing.start() if closing else end


def _balanced(words: str, start: int, end: int) -> int:
    """Where a phrase ends that must not hold half of a pair of brackets: 个班（约…, …学位）."""
    opened = words.rfind("（", start, end)
    closed = words.rfind("）", start, end)
    if opened > closed:
        return opened
    first = words.find("）", start, end)
    return first if first >= 0 and words.find("（", start, first) < 0 else end
