"""Pairs that teach how names are spelled: real clauses about other places, plain clauses, numbers.

The names of streets, villages, firms and projects are without end and stand in no list; English
spells most of them by sound. A small network that has seen 青石巷 once says something else the next
time, so it has to learn the sounds: by clauses in which a name is changed for one that nobody has.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.train.translate_pairs import Pair
from pipeline.translate.pinyin import signs_spelled, spelled_from, spelling
from pipeline.translate.proof.spelled import made_up, may_be_name

_WORD = re.compile(r"\b[A-Z][a-zü]{3,}(?:['’][a-z]+)?\b")

KEPT = frozenset({"Jinping", "Zedong", "Xiaoping", "Beidou"})
"""What stays as it is: people, and names that are one of a kind."""

# `{p}` to `{r}` are names, Chinese and spelled; each line is written for the project.
CLAUSES = (
    ("支持{p}镇、{q}镇建设特色产业园。",
     "Support {P} Town and {Q} Town in building specialty industrial parks."),
    ("推动{p}巷、{q}门等历史文化街区改造。",
     "Promote the renovation of historical and cultural blocks such as {P} Lane and {Q} Gate."),
    ("加快{p}至{q}高速公路建设，开工{r}水库。",
     "Speed up the construction of the {P}-{Q} expressway, and start work on {R} Reservoir."),
    ("深化与{p}市、{q}区的合作。", "Deepen cooperation with {P} City and {Q} District."),
    ("依托{p}大学、{q}实验室建设概念验证中心。",
     "Build proof-of-concept centers relying on {P} University and {Q} Laboratory."),
    ("支持{p}半导体有限公司扩建二期项目。",
     "Support {P} Semiconductor Co., Ltd. in expanding its phase II project."),
    ("引进{p}新能源、{q}生物等龙头企业。",
     "Bring in leading enterprises such as {P} New Energy and {Q} Biotech."),
    ("{p}集团、{q}科技获评国家级制造业单项冠军。",
     "{P} Group and {Q} Technology were rated as national manufacturing single champions."),
    ("{p}路、{q}大道、{r}大桥建成通车。",
     "{P} Road, {Q} Avenue and {R} Bridge were completed and opened to traffic."),
    ("打造{p}湖、{q}山旅游品牌。", "Build the tourism brands of {P} Lake and {Q} Mountain."),
    ("推进{p}河、{q}河流域综合治理。",
     "Advance the comprehensive treatment of the {P} River and {Q} River basins."),
    ("（责任单位：市科技局、{p}区、{q}县）",
     "(Responsible bodies: Municipal Science and Technology Bureau, {P} District and {Q} County)"),
    ("{p}县、{q}县脱贫摘帽。", "{P} County and {Q} County were lifted out of poverty."),
    ("{p}街道、{q}社区开展试点。", "Carry out pilots in {P} Subdistrict and {Q} Community."),
    ("擦亮“{p}茶”“{q}米”区域公用品牌。",
     "Polish the regional public brands of \"{P} tea\" and \"{Q} rice\"."),
    ("实施{p}古城、{q}古镇保护修缮工程。",
     "Implement projects for the protection and repair of {P} Ancient City and {Q} Ancient Town."),
    ("{p}新区、{q}经开区进出口增长8%。",
     "Imports and exports of {P} New Area and {Q} Economic Development Zone grew by 8 percent."),
    ("建成{p}污水处理厂、{q}变电站。",
     "{P} Sewage Treatment Plant and {Q} Substation were completed."),
    ("支持{p}、{q}、{r}等地发展特色农业。",
     "Support {P}, {Q}, {R} and other places in developing specialty agriculture."),
    ("推动{p}机场改扩建，加快{q}港建设。",
     "Promote the renovation and expansion of {P} Airport, and speed up the building of {Q} Port."),
    ("{p}市人民政府办公室", "General Office of {P} Municipal People's Government"),
    ("{p}市人民政府办公厅关于印发{p}市促进消费若干措施的通知",
     "Notice of the General Office of {P} Municipal People's Government on Issuing Several Measures"
     " of {P} for Promoting Consumption"),
    ("{p}县人民政府关于加快发展现代物流业的实施意见",
     "Implementation Opinions of {P} County People's Government on Accelerating the Development of"
     " the Modern Logistics Industry"),
    ("依据《{p}市节约用水条例》，制定本办法。",
     "These Measures are formulated in accordance with the Regulations of {P} City on Water"
     " Conservation."),
    ("{p}医院、{q}中学主体完工。",
     "The main structures of {P} Hospital and {Q} Middle School were completed."),
    ("以{p}村、{q}村为试点，盘活闲置农房。",
     "With {P} Village and {Q} Village as pilots, put idle farmhouses to use."),
    ("挖掘{p}、{q}等历史文化资源。",
     "Tap historical and cultural resources such as {P} and {Q}."),
    ("{p}区以{q}产业园为载体，培育数字经济。",
     "{P} District shall foster the digital economy with {Q} Industrial Park as the carrier."),
    ("促进{p}、{q}两地协同发展。", "Promote the coordinated development of {P} and {Q}."),
    ("{p}铁路{q}段开工建设。", "Construction began on the {Q} section of the {P} railway."),
)  # fmt: skip

# `{a}` is an office's abbreviation, spelled sign by sign, `{y}` a year, `{n}` a number.
NUMBERS = (
    ("（{a}〔{y}〕{n}号）", "({A} [{y}] No. {n})"),
    ("{a}〔{y}〕{n}号", "{A} [{y}] No. {n}"),
    ("落实《关于促进就业的通知》（{a}〔{y}〕{n}号）要求。",
     "Implement the requirements of the Notice on Promoting Employment ({A} [{y}] No. {n})."),
    ("《{p}市人才公寓管理办法》（{a}〔{y}〕{n}号）同时废止。",
     "The Measures of {P} City for the Management of Talent Apartments ({A} [{y}] No. {n}) shall be"
     " repealed at the same time."),
    ("根据{a}〔{y}〕{n}号文件精神，制定本方案。",
     "This plan is formulated in accordance with the spirit of document {A} [{y}] No. {n}."),
    ("现将《{p}市支持企业创新若干措施》（{a}〔{y}〕{n}号）印发给你们，请认真贯彻执行。",
     "Several Measures of {P} City for Supporting Enterprise Innovation ({A} [{y}] No. {n}) are"
     " hereby issued to you; please implement them conscientiously."),
)  # fmt: skip

_OFFICES = (
    "政发", "政办发", "政办", "府发", "府办", "府办发", "府规", "政规", "政办规", "政字", "政办字",
    "办发", "委发", "委办发", "发改", "发改规", "科发", "科规", "工信发", "工信规", "财规", "财教",
    "人社发", "人社规", "人社厅发", "建发", "建规", "民发", "民规", "卫发", "教发", "农发", "商发",
    "市监发", "文旅发", "环发", "医保发", "金监发", "数发", "府函", "府办函", "政函",
)  # fmt: skip


_KINDS = frozenset("省市区县乡镇村州路街巷门桥湖河山新段第学院")


@dataclass(frozen=True, slots=True)
class Names:
    """The signs that names are made of, as often as names have them, by their place in a name."""

    first: Sequence[str]
    later: Sequence[str]

    @classmethod
    def of(cls, names: Sequence[str]) -> Names:
        """The signs of these names, but for those that say what is named."""
        first = [name[0] for name in names if name[0] not in _KINDS]
        return cls(first, [sign for name in names for sign in name[1:] if sign not in _KINDS])

    def fresh(self, rng: random.Random, size: int = 0) -> tuple[str, str]:
        """A name of `size` signs (else mostly two) and its spelling."""
        size = size or rng.choices((2, 3, 4), (0.80, 0.15, 0.05))[0]
        signs = rng.choice(self.first) + "".join(rng.choices(self.later, k=size - 1))
        return signs, spelling(signs)


def spelled(pair: Pair) -> tuple[tuple[str, str], ...]:
    """The names of a pair that its English spells by sound, in Chinese and English.

    >>> spelled(Pair("policy", "改造青石巷。", "Renovate Qingshi Lane."))
    (('青石', 'Qingshi'),)
    """
    found = {}
    for word in dict.fromkeys(_WORD.findall(pair.english)):
        if word in KEPT or not may_be_name(word):
            continue
        span = spelled_from(word, pair.chinese)
        if span is not None:
            found[pair.chinese[span.start : span.end]] = word
    return tuple(found.items())


def renamed(pairs: Sequence[Pair], names: Names, rng: random.Random) -> Iterator[Pair]:
    """Real clauses in which every name that is spelled is changed for one that nobody has.

    What English tells more often than the clause spells it stays: 京津冀 is Beijing too.
    """
    for pair in pairs:
        chinese, english = pair.chinese, pair.english
        for name, word in sorted(spelled(pair), key=lambda found: -len(found[0])):
            whole = re.compile(rf"\b{re.escape(word)}\b")
            if len(whole.findall(pair.english)) > pair.chinese.count(name):
                continue
            fresh, said = names.fresh(rng, len(name))
            chinese = chinese.replace(name, fresh)
            english = whole.sub(said, english)
        if chinese != pair.chinese and not made_up(chinese, english):
            yield Pair("renamed", chinese, english)


def named(names: Names, rng: random.Random, count: int) -> Iterator[Pair]:
    """Names in the plain clauses of `CLAUSES`, and numbers of documents in those of `NUMBERS`."""
    for _ in range(count):
        chinese, english = rng.choice(CLAUSES if rng.random() < 0.8 else NUMBERS)
        for slot in "pqr":
            name, said = names.fresh(rng)
            chinese = chinese.replace(f"{{{slot}}}", name)
            english = english.replace(f"{{{slot.upper()}}}", said)
        office = rng.choice(names.first) + rng.choice(_OFFICES)
        slots = {"{a}": office, "{y}": str(rng.randint(2008, 2026)), "{n}": str(rng.randint(1, 99))}
        slots["{A}"] = signs_spelled(office)
        for slot, words in slots.items():
            chinese, english = chinese.replace(slot, words), english.replace(slot, words)
        yield Pair("named", chinese, english)
