"""The note under the title of a rule that says who passed it and when, in English.

    （2020年3月26日河湾市第七届人民代表大会常务委员会第二十五次会议通过）
    (Adopted at the 25th Session of the Standing Committee of the 7th People's Congress of Hewan
    on March 26, 2020)

A note is a row of events: a day, who acted, and what was done. One that holds anything else is
left to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.numerals import value
from pipeline.pattern import Match, Pattern
from pipeline.translate.bodies import NUMERAL, body
from pipeline.translate.dates import dates_in
from pipeline.translate.numbering import ordinal

_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_ACTS = {
    "审议通过": "adopted", "表决通过": "adopted", "修订通过": "revised and adopted",
    "通过": "adopted", "批准": "approved", "修订": "revised", "修正": "amended",
    "修改": "amended", "公布施行": "promulgated and put into effect", "公布": "promulgated",
    "发布": "issued", "颁布": "promulgated", "印发": "issued", "废止": "repealed",
    "修订发布": "revised and issued", "修订公布": "revised and promulgated",
}  # fmt: skip
_TIMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_EVENT = Pattern(
    rf"[，、；。,;]?(?:根据|并?经|并)?(?P<day>{_DAY})经?(?P<by>(?:(?!{_DAY}).)*?)"
    rf"(?:第(?P<times>{NUMERAL})次)?(?P<act>{'|'.join(_ACTS)})"
    rf"(?=$|[，、；。,;]|根据|并?经|自?{_DAY}|自(?:公布|发布)之日)"
    rf"|[，、；。,;]?自?(?P<start>{_DAY}|(?:公布|发布)之日)起?(?:施行|实施)"
)
_FRAMED = Pattern(r"(?P<open>[（(]?)(?P<events>.*?)(?P<end>[。；]?[）)]?)")
_MARKS = {"": "", "（": "(", "(": "(", "）": ")", ")": ")", "。": ".", "；": ";",
          "。）": ".)", "；）": ";)", "。)": ".)", "；)": ";)"}  # fmt: skip
_MEETING = Pattern(rf"(?P<body>.+?)第(?P<nth>{NUMERAL})次(?P<kind>常务会议|全体会议|会议)")
_DECREE = Pattern(
    rf"(?P<body>.+?)(?P<kind>令|公告)(?:[〔\[（(]?(?P<year>(?:19|20)\d\d)[〕\]）)]?年?)?"
    rf"第?(?P<number>{NUMERAL})号(?:令|公告)?"
)
_KINDS = {
    "会议": "Session", "全体会议": "Plenary Session", "常务会议": "Executive Meeting",
    "令": "Decree", "公告": "Announcement",
}  # fmt: skip
_SPACE = Pattern(r"\s|&emsp;|&nbsp;")


def note(clause: str) -> str:
    """The English of a clause that is nothing but such a note; "" for any other.

    >>> note("2012年8月1日河湾省人民政府令第87号公布。")
    "Promulgated on August 1, 2012 by Decree No. 87 of the People's Government of Hewan Province."
    >>> note("2012年8月1日起，本市改善水质。")
    ''
    """
    found = _FRAMED.fullmatch(_SPACE.sub("", clause))
    told = list(_events(found["events"])) if found else []
    if found is None or not told or not all(told):
        return ""
    english = "; ".join(told)
    return _MARKS[found["open"]] + english[:1].upper() + english[1:] + _MARKS[found["end"]]


def _events(words: str) -> Iterator[str]:
    """What is told of every event; "" where something is not understood."""
    at = 0
    while at < len(words):
        found = _EVENT.match(words, at)
        if found is None:
            yield ""
            return
        yield _start(found["start"]) if found["start"] else _event(found)
        at = found.end()


def _start(day: str) -> str:
    dated = "the date of promulgation" if day.endswith("之日") else _day(day)
    return f"effective as of {dated}"


def _event(found: Match) -> str:
    act, by, day = _ACTS[found["act"]], found["by"], f"on {_day(found['day'])}"
    times = _times(found["times"]) if found["times"] else ""
    if not by:
        return f"{act}{times} {day}"
    if meeting := _MEETING.fullmatch(by):
        who = body(meeting["body"])
        session = f"{ordinal(int(value(meeting['nth'])))} {_KINDS[meeting['kind']]}"
        return f"{act}{times} at the {session} of {who} {day}" if who else ""
    # The day first, as in the clause: of January 19 and Decree No. 1 each keeps its place.
    who = _decree(by) or _bodies(by)
    return f"{act}{times} {day} by {who}" if who else ""


def _decree(by: str) -> str:
    found = _DECREE.fullmatch(by)
    who = _bodies(found["body"]) if found else ""
    if found is None or not who:
        return ""
    year = f" [{found['year']}]" if found["year"] else ""
    return f"{_KINDS[found['kind']]}{year} No. {int(value(found['number']))} of {who}"


def _bodies(chinese: str) -> str:
    """Bodies that acted together; "" where one of them is not known."""
    *others, last = map(body, chinese.split("、"))
    if not all((*others, last)):
        return ""
    return f"{', '.join(others)} and {last}" if others else last


def _times(numeral: str) -> str:
    number = int(value(numeral))
    return f" for the {_TIMES[number - 1] if number <= len(_TIMES) else ordinal(number)} time"


def _day(chinese: str) -> str:
    return next(dates_in(chinese))[1]
