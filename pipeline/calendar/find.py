"""Find every date of a stretch of text, and what its words make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.calendar import resolve
from pipeline.document import Level, Span
from pipeline.pattern import Pattern

DateKind = Literal[
    "by", "in", "period", "recurring", "start", "past", "baseline", "validity", "name"
]
"""What the words make of a date.

by         到2025年, 6月底前, 三年内            in         2025年, 今年, 2025年6月
period     2020—2022年, “十四五”期间, 上半年    recurring  每年, 逐年
start      自2025年起, 2030年后                 past       截至2023年底, 2018年以来, 去年
baseline   较2020年, 在2020年基础上             validity   有效期5年
name       “十四五”规划, 2035年远景目标, 建党100周年
"""


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date as it stands in the text; `edtf` is None where it names none (每年, 有效期5年)."""

    span: Span
    edtf: str | None
    kind: DateKind


@dataclass(slots=True)
class _Now:
    """The year that relative dates count from: that of issue, or the last one named."""

    year: int | None
    issued: str | None
    level: Level | None
    start: str | None = None  # the date of effect, which a validity counts from


_Read = tuple[str | None, DateKind]

_D = "[0-9０-９]"
_COUNT = f"(?:{_D}{{1,2}}|[一二两三四五六七八九十]{{1,3}})"
_YEAR = f"(?:[12１２](?:[ ]?{_D}){{3}}(?!{_D})|[一二][〇零○ＯOоО0一二三四五六七八九]{{3}})"
_DASH = "(?:[-－—–―─~～]{1,2}|[至到])"
_MONTH = (
    rf"(?:{_D}{{1,2}}|十[一二]?|[一二三四五六七八九])[ ]?月(?:份(?!额))?"
    rf"(?:[ ]?(?:{_D}{{1,2}}|{resolve.HAN_DAY})[ ]?[日号]|底|末|[初中上下]旬|初)?"
)
_QUARTER = "第?[一二三四1-4][ ]?季度[末底]?"
_PART = rf"(?:年?[底末终初](?![级端])|内(?!涵)|年中|{_MONTH}|[上下]半年|{_QUARTER}|度)"
_DATES = Pattern(
    rf"""
    (?P<title>《[^》\n]{{1,90}}》)
  | (?P<range>(?P<low>{_YEAR})[ 　]?年?[ 　]?{_DASH}[ 　]?(?P<high>{_YEAR})[ 　]?
      (?:年底?|(?=[)）])))
  | (?P<absolute>(?P<year>{_YEAR})[ 　]?年[ 　]?(?P<part>{_PART})?)
  | (?P<recurring>每(?:[两二三23]年|半年|年度?|季度?|个?月度?)(?:{_MONTH})?|逐年|按年度)
  | (?P<plan>[“"‘「]?(?P<plan_name>(?:十[一二三四五]?|[一二三四五六七八九])五)[”"’」]?
      (?P<plan_part>期?末期?|中期|[初前后]期|期间|时期|期内|(?=[以之]来)|(?=规划|计划)))
  | (?P<nth>第(?P<nth_name>十[一二三四五]?|[一二三四五六七八九])个五年(?:规划|计划)?
      (?P<nth_part>期?末期?|期间|时期|期内)?)
  | (?P<month>(?<![0-9０-９一二三四五六七八九十个])(?P<month_part>{_MONTH}))
  | (?P<season>(?<![年前近])(?P<season_part>{_QUARTER}|[上下]半年))
  | (?P<years>(?:用|以|花|经过|通过|未来|今后|接下来)的?(?P<count>{_COUNT})
      (?:{_DASH}(?P<most>{_COUNT}))?[ 　]?年(?:左右)?的?
      (?:时间|努力|奋斗|发展|建设|左右|内|期间|时期|里|(?=[，,、]))
    | (?<![0-9０-９.一二三四五六七八九十第近满])(?P<within>{_COUNT})[ 　]?年(?:之内|以内|内(?!涵))
    | (?<=力争|争取)(?P<aim>{_COUNT})[ 　]?年(?=实现|完成|建成|达到|形成|打造|基本|全面|再造|翻))
  | (?P<both>今明两年)
  | (?P<relative>(?P<word>今年|本年(?!龄)|明年|去年|上年|(?<![底末以之此])前年(?!均)|后年)
    (?P<rel_part>{_PART})?)
  | (?P<bare>全年(?![龄无3日天])
    | (?<![0-9０-９一二三四五六七八九十两几多半来近全])年(?:内(?!涵)|底|末|终))
  | (?P<term>本届(?:政府|任期)(?:任期)?(?:末|内|期间|期内|结束)?)
  | (?P<century>本?(?:世纪|21世纪)(?P<when>中叶|末))
  | (?P<founding>(?:中国共产|新中|中华人民共和)?(?P<event>建党|党成立|建军|国成立|建国)
      (?P<age>[一二三四五六七八九十百]+|{_D}{{2,3}})[ ]?周?年)
  | (?P<validity>有效期(?:限)?[为至是自]?[^，。；\d]{{0,8}}?(?P<valid>{_COUNT})[ ]?年(?!{_D}))
  | (?P<issue>自?(?:印发|发布|公布|颁布|下发|施行|实施)之日)
    """,
    re.VERBOSE,
)
_AFTER = Pattern(
    r"(?:之|以)?前(?!三季|[0-9沿期后列茅])|(?:为|之)?止(?=[，。）；]|$)"
    r"|(?P<start>(?:起|开始|[之以]?后)(?!续))"
    r"|(?P<past>[以之]?来(?!源|自))|(?P<baseline>的?基础上|相比|为基[期数年])"
    r"|(?P<name>远景目标|修订|修正|[版本](?![市省区县州])|国民经济和社会发展)"
)
_FROM_EVENT = Pattern(r"(?:[后起]|应[于在当])\||\|的(?!时间)")
_BEFORE = Pattern(
    r"(?:(?P<past>截[至止]到?)|(?P<start>自|从)|(?P<baseline>较|(?<!占)比|相较于?)"
    r"|(?P<by>到|至|力争|争取|确保|时限：?))[ 　]?$"
)


def find(
    text: str,
    issued: str | None = None,
    start: int = 0,
    end: int | None = None,
    *,
    level: Level | None = None,
) -> tuple[DateFound, ...]:
    """Every date in `text[start:end]`, in order; those inside 《》 are names and left out.

    Relative dates (今年, 6月底前, 三年内) count from the last year named in the stretch, or from
    `issued`; with neither they are left out. `level` is whose term of office 本届政府 means.

    >>> [(found.edtf, found.kind) for found in find("较2020年翻一番，6月底前完成", "2023-03")]
    [('2020', 'baseline'), ('2023-06-30', 'by')]
    """
    high = len(text) if end is None else end
    now = _Now(int(issued[:4]) if issued else None, issued, level)
    dates: list[DateFound] = []
    for found in _DATES.finditer(text, start, high):
        group = found.lastgroup or ""
        edtf, kind = _READERS[group](found, now)
        if edtf is None and kind not in ("recurring", "validity"):
            continue
        if kind != "recurring":
            before = text[max(start, found.start() - 4) : found.start()]
            after = _AFTER.match(text, found.end(), high)
            kind = _kind(kind, _BEFORE.search(before), after)
            kind = "by" if kind == "past" and _ahead(edtf, now) else kind
            if after and text.startswith("已", after.end()):
                kind = "past"  # 2018年底前已完成的, a condition
            kind = "in" if kind == "by" and _ends_range(text, dates, found.start()) else kind
        stop = after.end() if kind in ("by", "start", "past") and after else found.end()
        dates.append(DateFound(Span(found.start(), stop), edtf, kind))
        _move(now, group, edtf, kind)
    return tuple(dates)


def _move(now: _Now, group: str, edtf: str | None, kind: DateKind) -> None:
    """Let the dates that follow count from a date just read."""
    if not edtf:
        return
    if group in ("absolute", "relative", "month") and kind in ("by", "in"):
        now.year = int(edtf[:4])
    if kind == "start":
        now.start = edtf.partition("/")[0]  # 自第三季度: what lasts from then lasts from July


def _kind(kind: DateKind, before: re.Match[str] | None, after: re.Match[str] | None) -> DateKind:
    """What the words before and after a date make of it."""
    if kind in ("recurring", "validity"):
        return kind
    follows = after.lastgroup or "by" if after else None
    precedes = before.lastgroup if before else None
    for word in ("name", "baseline", "past", "start"):
        if follows == word or (precedes == word and (word != "start" or follows != "by")):
            return word
    if kind == "start" or (kind == "name" and precedes != "by"):
        return kind
    return "by" if "by" in (follows, precedes) else kind


def _ahead(edtf: str | None, now: _Now) -> bool:
    """Whether a date lies after the year of issue: 截至2025年底 in a plan of 2021 is a deadline."""
    return bool(edtf and now.issued and resolve.last_year(edtf) > int(now.issued[:4]))


def _ends_range(text: str, dates: list[DateFound], at: int) -> bool:
    """Whether a date ends a range of days: 3月1日至3月31日 is no deadline."""
    return bool(dates) and text[dates[-1].span.end : at].strip() in ("至", "到", "—", "-")


def _title(found: re.Match[str], now: _Now) -> _Read:
    return None, "name"


def _range(found: re.Match[str], now: _Now) -> _Read:
    low, high = resolve.year_number(found["low"]), resolve.year_number(found["high"])
    return (f"{low}/{high}", "period") if low < high else (None, "period")


def _absolute(found: re.Match[str], now: _Now) -> _Read:
    year = resolve.year_number(found["year"])
    return (resolve.part(year, found["part"] or "")) if 1900 <= year <= 2100 else (None, "in")


def _recurring(found: re.Match[str], now: _Now) -> _Read:
    return None, "recurring"


def _plan(found: re.Match[str], now: _Now) -> _Read:
    if not found["plan_part"] and found.string.startswith(("规划", "计划"), found.end()):
        return resolve.plan(found["plan_name"], ""), "name"
    return _of_plan(found["plan_name"], found["plan_part"])


def _nth(found: re.Match[str], now: _Now) -> _Read:
    if not found["nth_part"]:
        return resolve.plan(f"{found['nth_name']}五", ""), "name"
    return _of_plan(f"{found['nth_name']}五", found["nth_part"])


def _of_plan(name: str, part: str) -> _Read:
    edtf = resolve.plan(name, part.removeprefix("期") if part != "期内" else "")
    return edtf, "period" if "/" in edtf else "in"


def _month(found: re.Match[str], now: _Now) -> _Read:
    return resolve.part(now.year, found["month_part"]) if now.year else (None, "in")


def _season(found: re.Match[str], now: _Now) -> _Read:
    return resolve.part(now.year, found["season_part"]) if now.year else (None, "in")


def _years(found: re.Match[str], now: _Now) -> _Read:
    """用3年时间, 未来五年, 三年内: so many years after the year of issue.

    A limit that counts from an event is no date: 批准后一年内, 距退休五年以内的.
    """
    before = found.string[max(0, found.start() - 2) : found.start()]
    after = found.string[found.end() : found.end() + 3]
    if found["within"] and _FROM_EVENT.search(f"{before}|{after}"):
        return None, "by"
    count = resolve.number(found["most"] or found["count"] or found["within"] or found["aim"])
    return (str(int(now.issued[:4]) + count), "by") if now.issued and count else (None, "by")


def _both(found: re.Match[str], now: _Now) -> _Read:
    if not now.issued:
        return None, "period"
    year = int(now.issued[:4])
    return f"{year}/{year + 1}", "period"


_OFFSETS = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1, "上年": -1, "前年": -2}


def _relative(found: re.Match[str], now: _Now) -> _Read:
    if not now.issued:
        return None, "in"
    offset = _OFFSETS[found["word"]]
    edtf, kind = resolve.part(int(now.issued[:4]) + offset, found["rel_part"] or "")
    return edtf, "past" if offset < 0 else kind


def _bare(found: re.Match[str], now: _Now) -> _Read:
    """年内, 年底, 全年."""
    part = found["bare"].partition("年")[2]
    return resolve.part(now.year, part) if now.year else (None, "in")


def _term(found: re.Match[str], now: _Now) -> _Read:
    if not now.issued or found["term"] in ("本届政府", "本届任期"):
        return None, "by"
    return resolve.term_end(int(now.issued[:4]), now.level), "by"


def _century(found: re.Match[str], now: _Now) -> _Read:
    return ("2050" if found["when"] == "中叶" else "2100"), "by"


def _founding(found: re.Match[str], now: _Now) -> _Read:
    age = resolve.number(found["age"])
    return (str(resolve.FOUNDED[found["event"]] + age) if age else None), "name"


def _validity(found: re.Match[str], now: _Now) -> _Read:
    start = now.start or now.issued
    years = resolve.number(found["valid"])
    return (resolve.lasting(start, years) if start and years else None), "validity"


def _issue(found: re.Match[str], now: _Now) -> _Read:
    return now.issued, "start"


_READERS: dict[str, Callable[[re.Match[str], _Now], _Read]] = {
    "title": _title,
    "range": _range,
    "absolute": _absolute,
    "recurring": _recurring,
    "plan": _plan,
    "nth": _nth,
    "month": _month,
    "season": _season,
    "years": _years,
    "both": _both,
    "relative": _relative,
    "bare": _bare,
    "term": _term,
    "century": _century,
    "founding": _founding,
    "validity": _validity,
    "issue": _issue,
}
