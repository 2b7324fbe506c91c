"""Tell which place a document governs: that of its issuer, then of its title, then of its words.

A central body governs the whole country, 全国. A place that the gazetteer does not know (an
invented city, a new district) keeps its name and has no code. A report that only says
我代表市人民政府 is of the city that it names most often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.document import Level, Place
from pipeline.pattern import Pattern
from pipeline.read.gazetteer import Division, Mention, choose, mentions

NATION = Place("全国", None, "central")

CENTRAL = Pattern(
    r"(?:中共中央|中央|国务院|全国|最高人民|中华人民共和国|国家|海关总署|中国(?!共产党)|共青团中央"
    r"|[\u4e00-\u9fff]{0,10}(?<![省市区县州干支党])部(?:$|办公厅|关于|等|、|\s|令)"
    r"|[^省市区县州自]{2,8}总[局署])"
)
PARTY = Pattern(r"(?:中共|中国共产党|共青团|政协|中国人民政治协商会议)")

UNKNOWN = Pattern(
    r"([\u4e00-\u9fff]{1,4}?[^城都全各上我本省县级大的和园社新高治])(省|自治州|市|自治县|县|区|旗)"
    r"(?=人民|政府|委|[\u4e00-\u9fff]{0,12}(?:[局厅办会]$|办公室)|.{0,40}(?:关于|若干|实施|促进|支持|条例|规划|计划|方案|办法|政府工作报告))"
)
LEVEL_OF: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "自治州": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
GOVERNMENT = Pattern(
    r"代表[^，。]{0,20}?(省|自治区|市|自治州|州|盟|县|区|旗)(?:人民政府|政府|行政公署|行署)"
)
PEOPLE = Pattern(
    r"[在于]([\u4e00-\u9fff]{2,20}?(?:省|市|州|县|区|旗))(?:第[一二三四五六七八九十]+届)"
)
LAST_PLACE = Pattern(r"[^省市县区旗]{2,5}(省|市|州|县|区|旗)$")
SALUTED: tuple[tuple[Pattern, Level], ...] = (
    (Pattern(r"各省、(?:自治区|直辖市)"), "central"),
    (Pattern(r"各(?:设区)?市(?:、|[（(]?州|人民政府|[（(]地)|各市州"), "province"),
    (Pattern(r"各(?:区|县|县区|区县|县（?市)"), "city"),
)
OURS: tuple[tuple[str, Level], ...] = (
    ("[我全本]省", "province"),
    ("[我全本]市", "city"),
    ("[我全本]州", "city"),
    ("[我全本]县", "county"),
)

# A statute on the ground of a national law, by nobody who says 本市 or 本省.
OF_THE_NATION = Pattern("国务院|中华人民共和国|中央军委|全国")
LOCAL = Pattern(r"[本我全](?:省|市|区|县|州)|本自治|[我全]区")

# The first character of a document number, where it stands for a place.
ABBREVIATIONS = {
    "京": "北京", "津": "天津", "沪": "上海", "渝": "重庆", "冀": "河北", "晋": "山西",
    "辽": "辽宁", "吉": "吉林", "黑": "黑龙江", "苏": "江苏", "浙": "浙江", "皖": "安徽",
    "闽": "福建", "赣": "江西", "鲁": "山东", "豫": "河南", "鄂": "湖北", "湘": "湖南",
    "粤": "广东", "桂": "广西", "琼": "海南", "川": "四川", "黔": "贵州", "滇": "云南",
    "藏": "西藏", "陕": "陕西", "甘": "甘肃", "青": "青海", "宁": "宁夏", "新": "新疆",
}  # fmt: skip
NUMBER_OF_PLACE = Pattern(
    r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新](?:府|政|委|办|发|人)"
)
NUMBER_OF_NATION = Pattern(r"国(?:发|办|函|令)|中发|中办")

SEARCHED = 30_000
OFTEN = 3


def find_place(
    title: str | None, issuers: tuple[str, ...], number: str | None, text: str
) -> Place | None:
    """Return the place that a document of this title, these issuers and this text governs."""
    for words in (*issuers, title or ""):
        if words and (place := _of_name(words, (*issuers, title or ""), text)) is not None:
            return place
    return _of_number(number) or _of_words(text)


def _of_name(words: str, all_words: tuple[str, ...], text: str) -> Place | None:
    """The place at the start of an issuer's name or of a title."""
    words = re.sub(r"^[\d年—\-－（）()\s《“]+|^关于|^印发|^中国[（(]", "", words)
    party = PARTY.match(words)
    start = party.end() if party else 0
    chain = _chain(words, start)
    if chain:
        near = (
            d
            for mention in (*reversed(chain[:-1]), *_named(all_words, text))
            for d in mention.divisions
        )
        return choose(chain[-1].divisions, near)
    if not party and CENTRAL.match(words):
        return NATION
    unknown = UNKNOWN.match(words, start)
    return Place(unknown[1] + unknown[2], None, LEVEL_OF[unknown[2]]) if unknown else None


def _chain(words: str, start: int) -> list[Mention]:
    """The places that follow one another from `start`: 上海市, 浦东新区."""
    chain: list[Mention] = []
    for mention in mentions(words[:60]):
        if mention.start < start:
            continue
        if mention.start != (chain[-1].end if chain else start):
            break
        chain.append(mention)
    return chain


def _named(all_words: Iterable[str], text: str) -> Iterable[Mention]:
    for words in (*all_words, text[:2_000], text[-500:]):
        yield from mentions(words)


def _of_number(number: str | None) -> Place | None:
    if number and NUMBER_OF_NATION.match(number):
        return NATION
    if number and NUMBER_OF_PLACE.match(number):
        return choose(next(mentions(ABBREVIATIONS[number[0]])).divisions)
    return None


def _of_words(text: str) -> Place | None:
    """The place of a document whose head names none: by what it calls its own, and how often."""
    head = text[:1_500]
    if seat := PEOPLE.search(head):
        return _of_seat(seat[1])
    level = _level(head, text)
    if level == "central":
        return NATION
    return _most_named(text, level) if level else None


def _of_seat(seat: str) -> Place | None:
    """The place whose congress met: 在衡川市第十六届人民代表大会第四次会议上."""
    if chain := list(mentions(seat)):
        return choose(chain[-1].divisions, (d for m in chain[:-1] for d in m.divisions))
    last = LAST_PLACE.search(seat)
    return Place(last[0], None, LEVEL_OF[last[1]]) if last else None


def _level(head: str, text: str) -> Level | None:
    speaker = GOVERNMENT.search(head)
    if speaker:
        return LEVEL_OF[speaker[1]]
    for saluted, level in SALUTED:
        if saluted.search(head):
            return level
    if OF_THE_NATION.search(text, 0, 4_000) and not LOCAL.search(text[:SEARCHED]):
        return "central"
    counts = {level: len(re.findall(words, text[:SEARCHED])) for words, level in OURS}
    best = max(counts, key=counts.__getitem__)
    if counts[best] >= OFTEN:
        return best
    return "central" if text.count("我国", 0, SEARCHED) >= OFTEN else None


def _most_named(text: str, level: Level) -> Place | None:
    """The place of that level that the text names most, if it does so often enough."""
    counts: Counter[Division] = Counter()
    for mention in mentions(text[:SEARCHED] + text[-3_000:], everyday=True):
        for division in mention.divisions:
            counts[division] += 1
    ranked = [(d, n) for d, n in counts.most_common() if _is_of(d, level) and d.exists]
    if not ranked or ranked[0][1] < OFTEN:
        return None
    same = tuple(d for d, _ in ranked if d.name == ranked[0][0].name)
    others = sorted((d for d in counts if d.level != level), key=counts.__getitem__, reverse=True)
    return choose(same, others)


def _is_of(division: Division, level: Level) -> bool:
    """Whether its government would call itself one of that level; 潜江市 is a county-level city."""
    return division.level == level or (level == "city" and division.name.endswith("市"))
