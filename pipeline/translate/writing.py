"""How English writes a draft whose words are right: figures in groups, marks, capitals.

2094.4 yuan            2,094.4 yuan
(3) the city adds      (3) The city adds
as follows.            as follows:        where the clause ends so
"""

from __future__ import annotations

from pipeline.pattern import Match, Pattern
from pipeline.translate.contacts import copied
from pipeline.translate.proof.figures import matched

_UNGROUPED = Pattern(r"\d{4,}(?:\.\d+)?")
# What is counted, and so no year, code or number in a row: 2413户, 12345热线.
_COUNTED = Pattern(r"[元户人个家名处项所张套台辆间座件棵株头只场亩吨米里]|公里|平方|立方|千瓦")
_NUMBERED = Pattern(r"^((?:\(\d{1,2}\)|\d{1,2}\.|[IVXL]+\.|Article \d+|Chapter [IVXL]+) )([a-z])")
_LAST = Pattern(r"[\s.;,:]*$")
_QUOTED = Pattern(r'"\s*([^"]*?)\s*"')
# 112处 counts places; an engine that knows 处 as an office may write `112 Division`.
_PLACES = Pattern(r"(?P<figure>(?<![\d.,])\d[\d,]*) (?:Divisions?|Departments?|Offices?)\b")
_CHINESE_PLACES = Pattern(r"\d+(?:余|多)?处(?![级室长罚])")

# The year of a document's number in other brackets than its own: 河政办发（2022）15号.
_NUMBER_YEAR = Pattern(r"(?<=[一-鿿])[\[［（(]((?:19|20)\d\d)[\]］）)](?=第?\d{1,5}号)")


def as_known(chinese: str) -> str:
    """The clause as engines know its like: the years of documents in 〔〕, whatever it has.

    >>> as_known("按照河政办发（2022）15号执行。")
    '按照河政办发〔2022〕15号执行。'
    """
    return _NUMBER_YEAR.sub(r"〔\1〕", chinese)


def written(chinese: str, english: str) -> str:
    """The draft as English writes it.

    >>> written("每户补助2413元，要求如下：", "2413 yuan per household, as follows.")
    '2,413 yuan per household, as follows:'
    """
    if not english:
        return english
    english = _grouped(chinese, copied(chinese, english))
    if _CHINESE_PLACES.search(chinese):
        english = _PLACES.sub(r"\g<figure> sites", english)
    english = _NUMBERED.sub(lambda found: found[1] + found[2].upper(), english)
    if english.count('"') % 2 == 0:
        english = _QUOTED.sub(_quoted, english)
    colon = chinese.rstrip().endswith(("：", ":"))
    return _LAST.sub(":", english, count=1) if colon else english


def _grouped(chinese: str, english: str) -> str:
    """Digits in groups of three where the clause counts something with them."""
    if not _UNGROUPED.search(english):  # most drafts have none, and matching is slow
        return english
    pairs = matched(chinese, english).pairs
    for source, said in sorted(pairs, key=lambda pair: pair[1].span, reverse=True):
        start, end = said.span.start, said.span.end
        found = _UNGROUPED.match(english, start)
        if found is None or source.kind != "number" or found.end() > end:
            continue
        if source.unit or _COUNTED.match(chinese, source.span.end):
            whole, point, rest = found[0].partition(".")
            english = f"{english[:start]}{int(whole):,}{point}{rest}{english[found.end() :]}"
    return english


def _quoted(found: Match) -> str:
    """What stands in quotation marks, without the spaces on their inner sides."""
    return f'"{found[1]}"' if found[1] else found[0]
