"""Find a document's title, and tell its genre by the title.

A title stands above the text, often on two or three lines, and ends in the word for what it is:
关于…的决定, …三年行动计划（2023—2025年）, …条例. Above it stand at most a letterhead, a document
number, and what a web page left behind. A document that transmits another has two titles; the first
is the document's own, the genre is that of what it transmits.
"""

from __future__ import annotations

from pipeline.document import Genre
from pipeline.pattern import Pattern

# The word that a title ends in, and the genre that it means; the longer words come first.
NOUNS: dict[str, Genre | None] = {
    "政府工作报告": "work_report",
    "工作报告": "work_report",
    "任务分解": "plan",
    "若干措施": "measures",
    "若干政策": "measures",
    "实施意见": "opinion",
    "决定": "decision",
    "决议": "decision",
    "意见": "opinion",
    "措施": "measures",
    "政策": "measures",
    "举措": "measures",
    "规划": "plan",
    "计划": "plan",
    "方案": "plan",
    "纲要": "plan",
    "要点": "plan",
    "安排": "plan",
    "行动": "plan",
    "战略": "plan",
    "建议": "plan",
    "部署": "plan",
    "预案": "plan",
    "条例": "regulation",
    "规定": "regulation",
    "办法": "regulation",
    "细则": "regulation",
    "规则": "regulation",
    "章程": "regulation",
    "规程": "regulation",
    "准则": "regulation",
    "守则": "regulation",
    "通则": "regulation",
    "法典": "regulation",
    "制度": "regulation",
    "规范": "regulation",
    "通知": "notice",
    "通告": "notice",
    "公告": "notice",
    "通报": "notice",
    "批复": "notice",
    "复函": "notice",
    "函": "notice",
    "令": "notice",
    "报告": None,
    "公报": None,
    "目录": None,
    "清单": None,
    "指南": None,
    "指引": None,
    "标准": None,
    "白皮书": None,
    "说明": None,
    "讲话": None,
    "解读": None,
    "汇编": None,
    "条款": None,
    "案": None,
    "法": "regulation",
}
_NOUN = "|".join(sorted(NOUNS, key=len, reverse=True))
_BRACKETS = r"[（(〔\[](?![^（）()]*(?:通过|[公发颁]布|施行|令第|修[订正]))[^（）()]{1,40}[）)〕\]]"
ENDING = Pattern(rf"({_NOUN})[》〉”]?(?:\s*{_BRACKETS})*$")
TRANSMITS = Pattern(
    r"(?:印发|转发|批转|发布|公布|颁布|下发|实施)[<《〈“]?(.+?)[>》〉”]?的?(?:通知|决定|公告|通告|函|令)$"
)
SUPPORT = Pattern(r"扶持|奖励|补贴|补助|资助|支持|优惠|鼓励|促进")
# What a congress passes is a statute, whatever it promotes.
PASSED = Pattern(
    r"日[^。\n]{0,30}人(?:民代表大会|大)(?:常务委员会|常委会)?[^。\n]{0,12}会议\s?"
    r"(?:审议|表决|修订)?通过(?!的|《)"
)
STATUTE = Pattern(r"(?:条例|规定|办法)[》〉”]?(?:[（(](?:试行|暂行)[）)])?$")
REPORTS = Pattern(r"代表.{0,30}人民政府.{0,20}报告|报告政府工作")

# What a site, a scan or a letterhead leaves above the title.
FURNITURE = Pattern(
    r"(?:下载|打印|全屏|收藏|分享|字号|【?字体|加大|还原|减小|[大中小]\s*$|关闭|首页|当前位置|您.{0,6}位置|索引号|主题分类"
    r"|发文机关|发布机构|发布日期|成文日期|发布时间|时间|来源|信息来源|浏览|点击|标\s*题|发文字号|文\s*号|有效性|主题词"
    r"|机密|秘密|绝密|特急|加急|签发人|ICS)"
    r"|.{2,40}(?:文件|公报)$|第?\s*[\d一二三四五六七八九十]+\s*[号期]$|.{0,12}(?:ICP备|公网安备)"
)
SIGNER = r".{0,20}(?:总理|[省市州县区]长|主席|主任|[部局署行]长)\s{1,4}[\u4e00-\u9fff·\s]{2,8}$"
JUNK = Pattern(
    r"目\s*录$|附件\s*\d*\s*[：:]?\s*$|https?:|\[\[|:::|@tab|[A-Z]{2,8}\d{0,3}[-—–]\d|[（(\[【]|\W*$|.{0,12}文件$"
    rf"|{SIGNER}"
)
NUMBERED = Pattern(
    r"[（(〔【\[]?\s*[\u4e00-\u9fff]{1,14}\s*[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]\s*第?\s*\d+\s*号"
)
OPENS = Pattern(
    r"第[一1]\s*[章条编节部]|[一1１]\s*[、.．]|[（(]\s*[一1]\s*[）)]|前\s*言$|序\s*言$|引\s*言$|各位代表"
    r"|(?:19|20)\d\d年.{0,8}工作.{0,4}回顾|过去(?:一年|五年)|现.{0,4}(?:印发|发布|公布)|为(?:了|深入|全面|认真|贯彻|进一步|加快|推[进动]|落实|规范)"
)
GOES_ON = Pattern(r"[的和与及暨、》）)]|.{0,30}的(?:通知|决定|意见|函|批复)$|" + _BRACKETS + "$")
NO_TITLE = Pattern(r"[，,；;、是]|^.{0,3}$|^.{45}")
ISSUER_LINE = Pattern(r"(?:(?!关于|[《“]).){2,60}(?:委|政府|[厅局部室会院])")
STOPS = Pattern(r".*[。；！？]|.*[：:]$")
MARKS = Pattern(r"^#{1,6}\s+|^\*\*|\*\*$|^>\s*")
LOST_BREAKS = Pattern(
    rf"([^。；！？]{{4,90}}?(?:{_NOUN})(?:[（(](?:试行|暂行|[^（）()]{{0,20}}年)[）)])?)"
    r"(?=\s*(?:第一[章条编]|[（(]?(?:19|20)\d\d年|各[省市区县]|[\u4e00-\u9fff]{1,8}[〔\[]|一、|为))"
)

ORDER = Pattern(r"[\u4e00-\u9fff]{2,24}令$")
NOTE_BEHIND = Pattern(
    r"(?<=.{4})\s*[（(](?=[^（）()]*(?:通过|[公发颁]布|施行|令第|修[订正]))[^（）()]*[）)]?$"
)
NAMED = Pattern(r"《([^》]{4,80})》")

TITLE_LINES = 7
SEARCHED_LINES = 24
LONGEST = 150
LONGEST_LINE = 80


def find_title(lines: tuple[str, ...]) -> tuple[str | None, int]:
    """Return the title in the first lines of a document, and the number of lines down to its end.

    >>> find_title(("云岫市人民政府", "关于加快发展生物", "制造的意见", "云政发〔2024〕3号"))
    ('云岫市人民政府 关于加快发展生物制造的意见', 3)
    >>> find_title(("各位代表：", "现在，我代表市人民政府，向大会报告工作。"))
    (None, 0)
    """
    start = 0
    while start < min(len(lines), SEARCHED_LINES) and is_furniture(lines[start]):
        start += 1
    if start == min(len(lines), SEARCHED_LINES):
        return None, 0
    if ORDER.match(lines[start]):
        return _ordered(lines, start)
    if len(lines[start]) > LONGEST_LINE:
        found = LOST_BREAKS.match(lines[start])
        return (clean(found[1]), start) if found else (None, start)
    title, end = _joined(lines, start)
    return (title, end) if title else (None, start)


def is_furniture(line: str) -> bool:
    """Whether a line above the title is none of its words: a number, a letterhead, a button."""
    return bool(
        JUNK.match(line)
        or NUMBERED.match(line)
        or (FURNITURE.match(line) and not ENDING.search(line))
    )


def is_opening(line: str) -> bool:
    """Whether the running text begins here: a first marker, a salutation, a first sentence."""
    return bool(OPENS.match(line) or STOPS.match(line))


def clean(title: str) -> str:
    """A title on one line, without Markdown's marks and without spaces between its characters."""
    words = MARKS.sub("", title.strip()).split()
    if words and sum(map(len, words)) <= 1.5 * len(words):  # 政 府 工 作 报 告
        return "".join(words)
    return " ".join(words).strip("*# ")


def find_genre(title: str | None, text: str) -> Genre | None:
    """Tell the genre by the title, of a transmitted document by that one's title.

    >>> find_genre("临溪市人民政府关于印发《临溪市制造业升级三年行动计划》的通知", "")
    'plan'
    >>> find_genre("澜州市无障碍环境建设办法", ""), find_genre("澜州市夜间经济扶持办法", "")
    ('regulation', 'measures')
    """
    statute = title is not None and _genre_of(title) == "regulation"
    if not statute and (REPORTS.search(text[:600]) or "政府工作报告" in (title or "")):
        return "work_report"
    if title is None:
        return None
    if PASSED.search(text[:600]) and STATUTE.search(title):
        return "regulation"
    inner = TRANSMITS.search(title)
    named = _genre_of(inner[1]) if inner else None
    return named or _genre_of(title)


def _genre_of(title: str) -> Genre | None:
    found = ENDING.search(title.rstrip("》〉” "))
    if found is None:
        return None
    if found[1] in ("办法", "规定", "细则") and SUPPORT.search(title) and "条例" not in title:
        return "measures"
    return NOUNS[found[1]]


def _ordered(lines: tuple[str, ...], start: int) -> tuple[str | None, int]:
    """The title of what an order publishes: 澜州市人民政府令 / 第7号 / 《澜州市…办法》已经….."""
    for at in range(start + 1, min(start + TITLE_LINES, len(lines))):
        if found := NAMED.search(lines[at]):
            return clean(found[1]), start
    return None, start


def _joined(lines: tuple[str, ...], start: int) -> tuple[str | None, int]:
    """The title that starts at a line, joined over the lines that it is broken over."""
    title, end = "", start
    for at in range(start, min(start + TITLE_LINES, len(lines))):
        line = NOTE_BEHIND.sub("", clean(lines[at]))
        if at > start and lines[at] == lines[at - 1]:  # a PDF's shadow: each line twice
            end = at + 1
            continue
        if is_opening(line) or NUMBERED.match(line) or len(title + line) > LONGEST:
            break
        if title and ENDING.search(title) and not (_is_open(title) or GOES_ON.match(line)):
            break
        title, end = title + _gap(title, line) + line, at + 1
    if not title:
        return None, start
    if ENDING.search(title):
        return title, end
    following = lines[start + 1] if start + 1 < len(lines) else ""
    if NO_TITLE.search(lines[start]) or not (is_opening(following) or JUNK.match(following)):
        return None, start
    return title, start + 1


def _gap(title: str, line: str) -> str:
    """A space between the issuer's line and the rest, none inside a broken line."""
    return " " if ISSUER_LINE.fullmatch(title) else ""


def _is_open(title: str) -> bool:
    pairs = (("《", "》"), ("（", "）"), ("“", "”"), ("〈", "〉"))
    return any(title.count(left) > title.count(right) for left, right in pairs)
