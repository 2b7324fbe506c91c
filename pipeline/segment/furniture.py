"""Recognise the lines around the numbering: titles, document numbers, salutations, signatures.

A notice that transmits a plan shows most of them, and its plan begins with a title of its own:

    临溪市人民政府关于印发临溪市数字经济行动方案的通知      title
    临政发〔2023〕8号                                       doc_number
    各区人民政府，市政府各部门：                            salutation
    …
    附件：1.重点任务分工表                                  attachment
    临溪市人民政府                                          signature
    2023年5月8日                                            date
    临溪市数字经济行动方案（2023—2025年）                   title
"""

from __future__ import annotations

from pipeline.document import Span, UnitKind
from pipeline.pattern import Pattern

NAME = (
    r"(?:决定|决议|意见|措施|办法|细则|规定|规则|条例|法|方案|计划|规划|纲要|要点|通知|通告|公告|报告|"
    r"函|批复|政策|指南|清单|目录|工作安排|分工表?|一览表|表|章程|标准|导则|制度|指引|预案|模板|名单|通报|"
    r"若干[^，。]{1,12}|[一二三四五六七八九十]+条)"
)
TAIL = r"(?:[（(][^（）()]{1,30}[）)]|[〔\[][^〔〕\[\]]{1,12}[〕\]]|的通知)*"
TITLE = Pattern(rf"[^。；！？]{{2,90}}?{NAME}[》”]?{TAIL}\s*")
YEAR_NUMBER = r"[〔\[（(【﹝［]\s*(?:19|20)[0-9]{2}\s*年?[〕\])）】﹞］]"
DOC_NUMBER = Pattern(
    rf"[（(〔\[]?\s*(?:[\u4e00-\u9fffA-Za-z]{{1,20}}\s*{YEAR_NUMBER}\s*第?\s*[0-9]{{1,5}}\s*号"
    r"|[^。，；]{0,24}(?:令|公告)\s*第?\s*[0-9]{1,4}\s*号|第\s*[0-9]{1,4}\s*号"
    r"|[A-Z]{2,8}[0-9]{0,3}\s*[-—–]\s*20[0-9]{2}\s*[-—–]\s*[0-9]{3,6})\s*[）)〕\]]?"
)
SALUTATION = Pattern(
    r"(?:各|区属|市属|县属|省直|市直|有关|驻|中央|国务院|全市|全省|本市|尊敬的|市|省|自治区)[^。；]{1,300}[：:]"
)
# What is said to an assembly, also with running text after it: 各位代表！过去一年…
ADDRESS = Pattern(
    r"(?:各位(?:代表|委员|同志|领导|来宾)|同志们|代表们)(?:、(?:各位)?[^，。；、]{2,6}){0,3}[：:！!]"
)
ORGAN = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|常务委员会|[党工管]委|管委会|局|厅|部|院|署|银行|领导小组|指挥部|协会"
    r"|委|会|法院|检察院|中心|大学|集团|公司|[党团]组|统战部|组织部|宣传部|总工会|联合会|分行|海关)"
)
# Whom a reply is for, right under its title: 岭东省人民政府：, 临溪数据集团有限公司：.
ADDRESSED = Pattern(
    r"(?!.{0,12}(?:根据|按照|为了|现将|如下))[\u4e00-\u9fff（）()、，\s]{2,200}"
    rf"(?:{ORGAN}|[省市区县州]|单位|部门|企业|机构|处室?|办事处|委员|代表)[：:]"
)
SIGNATURE = Pattern(rf"[\u4e00-\u9fff（）()、\s]{{2,60}}{ORGAN}(?:[（(]代章[）)])?")
DAY = (
    r"(?:(?:19|20)[0-9]{2}|[二一][〇○零Ｏ０九一二三四五六七八]{3})\s*年\s*"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"(?:\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日)?"
)
DATE = Pattern(rf"[（(]?\s*{DAY}\s*(?:印发|发布|公布)?\s*[）)]?")
HISTORY = Pattern(
    rf"[（(]?\s*{DAY}(?![0-9一二三四五六七八九十日])(?!\s*[，,、起以前后至])[^了]{{0,200}}(?:通过|公布|批准|修正|修订|施行|审议|发布|废止).{{0,80}}[）)]?"
)
# 临溪市政府工作报告 —— 2026年1月5日在临溪市第十届人民代表大会第一次会议上
MEETING = Pattern(
    rf"[（(—―–─-]*\s*{DAY}\s*在.{{2,40}}(?:会议|全会|大会)上\s*[）)]?(?:\s+\S.{{1,14}})?"
)
NOTE = Pattern(
    r"[（(]?(?:此件|本文).{0,12}[）)]|此件.{0,12}|(?:抄\s*送|主\s*送|公开方式|信息公开选项|公开属性)\s*[：:].*|注[：:].*"
    r"|[（(].{2,20}代章[）)]|.{2,30}(?:人民政府|委员会|办公厅|办公室|局)文件|[（(]征求意见稿[）)]"
)
ATTACHMENT = Pattern(
    r"附\s{0,4}(?:件|表|录)\s*(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[A-H])?"
    r"\s*(?:[：:．.、\-—]\s*(?P<title>.*)|[\s\u3000]+(?P<after>\S.*)|(?<=[0-9])[^，。；0-9]{4,60}|)"
)
LISTED = Pattern(r"(?P<number>[0-9０-９]{1,2})\s*[.．、]\s*\S.{1,79}")
BOX = Pattern(
    r"专\s?栏\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|(?=[：:]|\S{2,30}$))(?![目的里中])"
)
# Running text that is about the whole part or document and not about the last point of its list.
CONCLUSION = Pattern(
    r"各位(?:代表|委员)，|过去的?[一五]年|[一五]年来|这些成绩|在(?:看到|肯定)[^，。]{0,12}成绩"
    r"|(?:同时，)?我们(?:也|还)?(?:要)?清醒地?(?:看到|认识)"
    r"|本(?:通知|公告|措施|政策|方案|意见|办法|规定|细则)(?:自|由|有效|从)|联系(?:人|电话|方式)[：:]"
)
CONTENTS = Pattern(r"目\s*[录次]")


def is_title(words: str) -> bool:
    """Whether a line reads like a document's title (关于…的通知, …行动方案（2023—2025年）)."""
    if len(words) > 100 or words[-1] in "。；，：:、" or words.count("《") != words.count("》"):
        return False
    return bool(TITLE.fullmatch(words))


def opening_kind(words: str) -> UnitKind | None:
    """The kind of a line that stands before the numbering begins, titles apart."""
    if len(words) <= 60 and DOC_NUMBER.fullmatch(words):
        return "doc_number"
    if words[-1] in "：:" and SALUTATION.fullmatch(words):
        return "salutation"
    return closing_kind(words)


def closing_kind(words: str) -> UnitKind | None:
    """The kind of a line that may stand at either end, or nowhere in the middle."""
    if len(words) <= 24 and DATE.fullmatch(words):
        return "date"
    if NOTE.fullmatch(words) or (len(words) <= 300 and HISTORY.fullmatch(words)):
        return "note"
    return "note" if len(words) <= 80 and MEETING.fullmatch(words) else None


def inner_kind(words: str) -> UnitKind | None:
    """The kind of an unnumbered line that may stand anywhere: a box, an attachment, 各位代表！."""
    if words[0] == "专" and BOX.match(words):
        return "box"
    if words[0] == "附" and len(words) <= 120 and ATTACHMENT.fullmatch(words):
        return "attachment"
    if words.startswith(("各位", "同志们", "代表们")) and ADDRESS.match(words):
        return "salutation"
    return None


def is_signature(words: str) -> bool:
    """Whether a line is nothing but the name of a body: 临溪市人民政府办公室."""
    return len(words) <= 60 and bool(SIGNATURE.fullmatch(words))


def without_brackets(text: str, span: Span) -> Span:
    """The span without one pair of outer brackets, white space and a final 。：！.

    >>> text = "（武政规〔2020〕11号）"
    >>> inner = without_brackets(text, Span(0, len(text)))
    >>> text[inner.start : inner.end]
    '武政规〔2020〕11号'
    """
    start, end = span.start, span.end
    if end - start > 2 and text[start] in "（(" and text[end - 1] in "）)":
        start, end = start + 1, end - 1
    while end > start and (text[end - 1] in "。：:" or text[end - 1].isspace()):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
