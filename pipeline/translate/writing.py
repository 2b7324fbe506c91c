"""How English writes a draft whose words are right: figures in groups, marks, capitals.

2094.4 yuan            2,094.4 yuan
(3) the city adds      (3) The city adds
as follows.            as follows:        where the clause ends so
"""

from __future__ import annotations

from pipeline.pattern import Match, Pattern
from pipeline.translate.contacts import copied
from pipeline.translate.pinyin import spelled_from
from pipeline.translate.proof.figures import matched
from pipeline.translate.proof.spelled import WORD, may_be_name, place_names

_UNGROUPED = Pattern(r"\d{4,}(?:\.\d+)?")
# What is counted, and so no year, code or number in a row: 2413户, 12345热线.
_COUNTED = Pattern(r"[元户人个家名处项所张套台辆间座件棵株头只场亩吨米里]|公里|平方|立方|千瓦")
_NUMBERED = Pattern(
    r"^((?:\(\d{1,2}\)|\d{1,2}\.|[IVXL]+\.|Article \d+|Chapter [IVXL]+|Box \d+:) )([a-z])(?![A-Z])"
)
# `biomedicine.` for 生物医药。; but mRNA and e-commerce platforms of the like stay as they are.
_SMALL = Pattern(r"^[a-z]{3,}(?=[ ,-]|\.?$)")
# `Hewan Measures of Hewan City`: a title that names its place twice.
_PLACED_TWICE = Pattern(
    r"^([A-Z]\w+) (?=(?:Measures|Regulations|Rules|Provisions|Opinions|Plan|Decision|Notice)"
    r" of \1 (?:City|Province|County|District)\b)"
)
# 5%-10% and 30%: figures are in percent, as most translations of plans have them.
_SPAN_PERCENT = Pattern(r"(?<=\d)\s?%(\s?[-–—]\s?\d+(?:\.\d+)?%)")
_PERCENT = Pattern(r"(\d)\s?%(?!\w|-[a-z])")
# 0.94万 is 9,400, which an engine may write `09,400`.
_NOUGHT = Pattern(r"(?<![\d.,])0+(?=[1-9]\d?,\d{3}(?!\d))")
# Within 1 working days.
_ONE = Pattern(r"(?<![\d.,/–-])(1 (?:working |calendar )?(?:day|week|month|year|hour))s\b(?!['’])")
# “13579”工作布局 is a name: its digits are in no groups. “3050台” counts.
_CODE = Pattern(rf"“([1-9]\d{{3,5}})(?![\d万亿%％余多几.]|千米|小时|吨|标准箱|{_COUNTED.pattern})")
_BODIES = Pattern(r"(?:责任|牵头|配合|参与|主办|协办|推进)单位[：:](?P<names>[^；;。\n）)\]］〕]+)")
_SAID_BODIES = Pattern(
    r"(?:[Rr]esponsible|[Ll]ead|[Cc]ooperating|[Ss]upporting|[Pp]articipating) "
    r"(?P<noun>[Bb]od(?:y|ies)):"
)
_SEVERAL = Pattern(r"、|各|等(?!教育|级)|[局委办院府厅][和及]|[，,](?!完成时[限间]|时限|责任人)")
_LAST = Pattern(r"[\s.;,:]*$")
_QUOTED = Pattern(r'"\s*([^"]*?)\s*"')
# 112处 counts places; an engine that knows 处 as an office may write `112 Division`.
_PLACES = Pattern(r"(?P<figure>(?<![\d.,])\d[\d,]*) (?:Divisions?|Departments?|Offices?)\b")
_CHINESE_PLACES = Pattern(r"\d+(?:余|多)?处(?![级室长罚])")

# The year of a document's number in other brackets than its own: 河政办发（2022）15号.
_NUMBER_YEAR = Pattern(r"(?<=[一-鿿])[\[［（(]((?:19|20)\d\d)[\]］）)](?=第?\d{1,5}号)")
_DATE_GAP = Pattern(r"(?<=\d) (?=[年月日](?!均))")  # a year spaced out, 2025 年, is told as 2,025
# What an article is about, in brackets: 第三条（适用范围）.
_ABOUT = Pattern(r"(?P<article>第\S{1,6}条)\s*[（(](?P<words>[^（()）。]{2,30})[）)]")
_ARTICLE = Pattern(r"(Article \d+)[ .:–—-]{1,3}([^(\s.:–—-].*)$")


def as_known(chinese: str) -> str:
    """The clause as engines know its like: the years of documents in 〔〕, whatever it has, and
    what an article is about without its brackets.

    >>> as_known("按照河政办发（2022）15号执行。"), as_known("第三条（管护责任）")
    ('按照河政办发〔2022〕15号执行。', '第三条　管护责任')
    >>> as_known("到 2025 年，")
    '到 2025年，'
    """
    if about := _ABOUT.fullmatch(chinese.strip()):
        return f"{about['article']}　{about['words']}"
    return _NUMBER_YEAR.sub(r"〔\1〕", _DATE_GAP.sub("", chinese))


def written(chinese: str, english: str) -> str:
    """The draft as English writes it.

    >>> written("每户补助2413元，要求如下：", "2413 yuan per household, as follows.")
    '2,413 yuan per household, as follows:'
    """
    if not english:
        return english
    english = _grouped(chinese, copied(chinese, english))
    for code in _CODE.finditer(chinese):
        grouped = Pattern(rf'(?<=["“]){int(code[1]):,}(?![\d,])')
        english = grouped.sub(code[1], english)
    if _CHINESE_PLACES.search(chinese):
        english = _PLACES.sub(r"\g<figure> sites", english)
    english = _PLACED_TWICE.sub("", english)
    english = _PERCENT.sub(r"\1 percent", _SPAN_PERCENT.sub(r"\1", english))
    english = _bodies(chinese, _placed(chinese, english))
    english = _ONE.sub(r"\1", _NOUGHT.sub("", english))
    if _ABOUT.fullmatch(chinese.strip()):
        english = _ARTICLE.sub(
            lambda f: f"{f[1]} ({f[2][0].upper()}{f[2][1:].rstrip('. ')})", english
        )
    english = _NUMBERED.sub(lambda found: found[1] + found[2].upper(), english)
    if chinese.rstrip().endswith("。"):
        english = _SMALL.sub(lambda found: found[0].capitalize(), english)
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


def _placed(chinese: str, english: str) -> str:
    """Places as the gazetteer has them: 六安 is Lu'an, though 六 alone sounds liu."""

    def place(found: Match) -> str:
        word = str(found["word"])
        span = spelled_from(word, chinese) if may_be_name(word) else None
        if span is None or any(places[short] == word for short in places if short in chinese):
            return word  # 陕西、山西: Shanxi is the sound of both
        return places.get(chinese[span.start : span.end], word)

    places = place_names()

    return WORD.sub(place, english)


def _bodies(chinese: str, english: str) -> str:
    """`Lead body` of one body, `Lead bodies` of several."""
    labels = list(_BODIES.finditer(chinese))
    said = list(_SAID_BODIES.finditer(english))
    if len(labels) != len(said):
        return english
    for label, words in reversed(list(zip(labels, said, strict=True))):
        noun = "bodies" if _SEVERAL.search(label["names"]) else "body"
        start, end = words.span("noun")
        noun = noun.title() if words["noun"][0] == "B" else noun
        english = english[:start] + noun + english[end:]
    return english


def _quoted(found: Match) -> str:
    """What stands in quotation marks, without the spaces on their inner sides."""
    return f'"{found[1]}"' if found[1] else found[0]
