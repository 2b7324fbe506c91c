"""Pairs made from the glossary: terms alone, terms in lists, terms and figures in plain clauses.

A clause of policy is mostly terms, and the clauses at hand use a fraction of those that official
English has settled. The sentences here are plain on purpose: they teach the terms and the figures,
the real clauses teach the style.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.train.translate_figures import amounts
from pipeline.train.translate_pairs import Pair, tidy


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: Chinese, the renderings in order of preference, the domain."""

    chinese: str
    english: tuple[str, ...]
    domain: str


# `{a}` to `{c}` are terms; each line is written for the project.
LISTS = (
    ("加强{a}、{b}和{c}。", "Strengthen {a}, {b} and {c}."),
    ("推进{a}、{b}、{c}建设。", "Advance the development of {a}, {b} and {c}."),
    ("支持{a}和{b}。", "Support {a} and {b}."),
    ("完善{a}，健全{b}。", "Improve {a} and refine {b}."),
    (
        "围绕{a}、{b}等重点，提升{c}水平。",
        "Focus on {a}, {b} and other priorities, and raise the level of {c}.",
    ),
    ("加快发展{a}、{b}、{c}等。", "Speed up the development of {a}, {b} and {c}, among others."),
    ("以{a}为重点，推动{b}。", "With a focus on {a}, promote {b}."),
    ("发挥{a}在{b}中的作用。", "Give play to the role of {a} in {b}."),
    ("推动{a}与{b}深度融合。", "Promote the deep integration of {a} and {b}."),
    (
        "建立{a}工作机制，做好{b}工作。",
        "Establish a working mechanism for {a} and do a good job in {b}.",
    ),
    ("（一）{a}", "(1) {A}"),
    ("二、{a}", "II. {A}"),
    ("3. {a}。", "3. {A}."),
    ("{a}", "{A}"),
    ("{a}、{b}", "{A} and {b}"),
    ("——{a}。", "-- {A}."),
    (
        "探索{a}新模式，鼓励{b}参与{c}。",
        "Explore new models of {a} and encourage {b} to take part in {c}.",
    ),
    (
        "{a}取得新进展，{b}稳步推进。",
        "New progress was made in {a}, and {b} was steadily advanced.",
    ),
    ("责任单位应当落实{a}。", "The responsible bodies shall implement {a}."),
    ("对{a}给予补助。", "Grant subsidies for {a}."),
    (
        "到2027年，{a}基本完善，{b}明显提升。",
        "By 2027, {a} will be basically in place and {b} will be markedly improved.",
    ),
    ("制定{a}实施方案。", "Formulate an implementation plan for {a}."),
    ("加大对{a}的支持力度，优化{b}。", "Increase support for {a} and optimize {b}."),
    ("强化{a}、{b}保障。", "Strengthen the provision of {a} and {b}."),
)

# `{n}` is a figure, `{m}` a second, `{p}` a percentage, `{y}` a year.
COUNTS = (
    ("{a}达到{n}亿元。", "{A} reached {e} yuan.", "亿"),
    ("到{y}年，{a}规模突破{n}亿元。", "By {y}, the scale of {a} will exceed {e} yuan.", "亿"),
    ("{a}总投资{n}亿元，增长{p}%。", "Total investment in {a} was {e} yuan, up {p} percent.", "亿"),
    ("安排{n}万元用于{a}。", "Allocate {e} yuan for {a}.", "万"),
    ("对{a}给予不超过{n}万元的奖励。", "Grant rewards of no more than {e} yuan for {a}.", "万"),
    ("给予最高{n}万元补助。", "Grant a subsidy of up to {e} yuan.", "万"),
    ("{a}惠及{n}万人。", "{A} benefited {e} people.", "万"),
    ("新增城镇就业{n}万人以上。", "Create at least {e} urban jobs.", "万"),
    ("培训{a}从业人员{n}万人次。", "Train people working in {a} {e} times.", "万"),
    ("力争{a}用户超过{n}万户。", "Strive for more than {e} users of {a}.", "万"),
    ("建成{a}项目{n}个。", "Complete {e} projects in {a}.", ""),
    ("到{y}年，培育{a}企业{n}家以上。", "By {y}, foster at least {e} enterprises in {a}.", ""),
    ("{a}覆盖率提高{p}个百分点。", "The coverage of {a} was raised by {p} percentage points.", ""),
    (
        "{a}占比达到{p}%，比上年提高{q}个百分点。",
        "The share of {a} reached {p} percent, up {q} percentage points over the previous year.",
        "",
    ),
    (
        "年均增长{p}%左右，总量达到{n}万亿元。",
        "Average annual growth will be around {p} percent, with the total reaching {e} yuan.",
        "万亿",
    ),
    ("地区生产总值达到{n}亿元、增长{p}%。", "GDP reached {e} yuan, up {p} percent.", "亿"),
    (
        "一般公共预算收入{n}亿元，同比增长{p}%。",
        "General public budget revenue was {e} yuan, a year-on-year increase of {p} percent.",
        "亿",
    ),
    ("粮食总产量稳定在{n}万吨以上。", "Keep total grain output stable at {e} tons or more.", "万"),
    ("新能源装机容量达到{n}万千瓦。", "Installed new-energy capacity reached {e} kilowatts.", "万"),
    (
        "改造老旧小区{n}万平方米。",
        "Renovate {e} square meters of old residential communities.",
        "万",
    ),
    (
        "进出口总额{n}亿美元，下降{p}%。",
        "Total imports and exports were {e} US dollars, down {p} percent.",
        "亿",
    ),
    ("截至{y}年底，{a}累计{n}万件。", "By the end of {y}, {a} totaled {e} items.", "万"),
    (
        "单个项目补贴不超过{n}元。",
        "The subsidy for a single project shall not exceed {e} yuan.",
        "",
    ),
    ("{y}年{n}万名学生受益。", "In {y}, {e} students benefited.", "万"),
    (
        "全年接待游客{n}万人次，旅游收入{m}亿元。",
        "Over the year, {e} tourist visits were received, and tourism revenue was {f} yuan.",
        "万",
    ),
    ("高标准农田达到{n}万亩。", "High-standard farmland reached {e} mu.", "万"),
    (
        "减税降费{n}亿元，发放贷款{m}亿元。",
        "Taxes and fees were cut by {e} yuan, and loans of {f} yuan were issued.",
        "亿",
    ),
)


def read_terms(path: Path) -> tuple[Term, ...]:
    """The glossary, a TSV with a header: Chinese, English (alternatives after ` | `), domain."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    return tuple(
        Term(row[0], tuple(tidy(words) for words in row[1].split("|")), row[2])
        for row in rows
        if len(row) == 3 and row[1]
    )


def alone(terms: Sequence[Term]) -> Iterator[Pair]:
    """Each term as a pair of its own, in its first rendering."""
    for term in terms:
        yield Pair("term", term.chinese, term.english[0])


def listed(terms: Sequence[Term], rng: random.Random, count: int) -> Iterator[Pair]:
    """Terms of one domain in the plain clauses of `LISTS`."""
    by_domain = _by_domain(terms)
    for _ in range(count):
        group = rng.choice(rng.choices(list(by_domain.values()), k=1))
        chinese, english = rng.choice(LISTS)
        chosen = dict(zip("abc", rng.sample(group, 3), strict=True))
        yield Pair("terms", _chinese(chinese, chosen), _english(english, chosen))


def counted(terms: Sequence[Term], rng: random.Random, count: int) -> Iterator[Pair]:
    """Figures in the plain clauses of `COUNTS`."""
    nouns = [term for term in terms if _is_noun(term)]
    supply = amounts(rng)
    for _ in range(count):
        chinese, english, unit = rng.choice(COUNTS)
        first, second = _figure(supply, unit), _figure(supply, "亿")
        slots = {
            "n": first[0].removesuffix(unit) if unit else first[0], "e": first[1],
            "m": second[0].removesuffix("亿"), "f": second[1],
            "p": _percent(rng), "q": _percent(rng), "y": str(rng.randint(2016, 2035)),
        }  # fmt: skip
        chosen = {"a": rng.choice(nouns)}
        for slot, words in slots.items():
            chinese, english = (side.replace(f"{{{slot}}}", words) for side in (chinese, english))
        yield Pair("figures", _chinese(chinese, chosen), _english(english, chosen))


def exchanged(pairs: Sequence[Pair], terms: Sequence[Term], rng: random.Random) -> Iterator[Pair]:
    """Real clauses with one term changed for another of its domain and number."""
    known = {term.chinese: term for term in terms if len(term.chinese) >= 3 and _is_noun(term)}
    pattern = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    kin: dict[tuple[str, bool], list[Term]] = {}
    for term in known.values():
        kin.setdefault(_kind(term), []).append(term)
    for pair in pairs:
        found = [known[words] for words in dict.fromkeys(pattern.findall(pair.chinese))]
        rng.shuffle(found)
        for term in found:
            fresh = rng.choice(kin[_kind(term)])
            said = [words for words in term.english if pair.english.count(words) == 1]
            if said and pair.chinese.count(term.chinese) == 1 and fresh is not term:
                english = pair.english.replace(said[0], fresh.english[0])
                chinese = pair.chinese.replace(term.chinese, fresh.chinese)
                yield Pair("exchanged", chinese, english)
                break


def _kind(term: Term) -> tuple[str, bool]:
    return term.domain, term.english[0].endswith("s")


def _is_noun(term: Term) -> bool:
    """Whether a term is a plain noun phrase, as far as its English shows."""
    words = term.english[0]
    return (
        words[:1].islower()
        and " " in words
        and not re.match(
            r"(?:to|the|a|an|in|on|by|for|with|and|at|not)\b|(?!elderly|early|family|supply)\w+ly\b",
            words,
        )
        and not re.search(r"\b(?:and|or)\b|[(,;]", words)
        and bool(
            re.search(r"(?:s|ion|ment|ty|ce|cy|ism|ing|em|rk|ry|th|gy|ra|or|al|rm|er)$", words)
        )
    )


def _by_domain(terms: Sequence[Term]) -> dict[str, list[Term]]:
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(term.domain, []).append(term)
    return {domain: group for domain, group in groups.items() if len(group) >= 3}


def _chinese(template: str, chosen: dict[str, Term]) -> str:
    for slot, term in chosen.items():
        template = template.replace(f"{{{slot}}}", term.chinese)
    return template


def _english(template: str, chosen: dict[str, Term]) -> str:
    for slot, term in chosen.items():
        words = term.english[0]
        template = template.replace(f"{{{slot}}}", words)
        template = template.replace(f"{{{slot.upper()}}}", words[:1].upper() + words[1:])
    return template


def _figure(supply: Iterator[tuple[str, str]], unit: str) -> tuple[str, str]:
    """The next figure in that unit: 亿 but not 万亿."""
    return next(
        (chinese, english) for chinese, english in supply if chinese.lstrip("0123456789.") == unit
    )


def _percent(rng: random.Random) -> str:
    return (
        f"{rng.randint(1, 99)}.{rng.randint(1, 9)}"
        if rng.random() < 0.7
        else str(rng.randint(2, 99))
    )
