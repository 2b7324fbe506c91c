"""Tell the words that name a unit (its heading) from the words that are its provision.

    （一）加强组织领导。成立…          heading 加强组织领导, then running text
    一、总体要求                       heading, the whole line
    （三）申报条件：                   heading, without its colon
    1.加强领导：各区要…                heading, but the clause runs on
    （二）新建学校10所，…；            a provision: no heading
    第三条 本市行政区域内…             a provision

A heading is short, and says neither conditions nor duties nor sums.
"""

from __future__ import annotations

from pipeline.document import Span
from pipeline.pattern import Pattern

# A heading that runs into text is short: of the headings before running text in 1,000 documents
# 99 % have at most 40 characters; those on a line of their own may be longer (60).
LONGEST_RUN_IN = 45
LONGEST_LINE = 100
LONGEST_BEFORE_COLON = 24
STOP = Pattern(r"[。！？；]")
COLON = Pattern(r"[：:]")
# White space that parts a heading from its text: （五）其他轻工业　　这里所指的….
APART = Pattern(r"(?<=\S)(?:\u3000{2,}|[ \u3000]{4,})(?=\S)")
# What a heading does not say: conditions, duties, sums.
PROVISION = Pattern(
    r"应当|(?<![响适反供对相效顺呼因感回])应(?![用对急收届变诉])|(?<!必)须(?!知)"
    r"|不予|不得|可以|给予|按照.{0,12}的|依照"
    r"|对.{2,30}的[，企单个人项]|[元名]奖励|[0-9０-９]+(?:\.[0-9]+)?\s*[万亿]?元|^[到至]20\d\d年"
    r"|的\Z|本(?:办法|条例|规定|法|细则|措施|意见)|由.{2,20}(?:负责|解释)|自.{2,20}施行|鼓励和支持|是指|，是"
)
# 一、投资政策（由市发改委牵头实施）: the note is no part of the heading.
NOTED = Pattern(r"[（(][^（）()。]{0,60}(?:牵头|负责|责任单位|配合)[^（）()。]{0,60}[）)]\Z")
TITLED = Pattern(
    r"【[^【】。\n]{2,40}】|[（(\[][^（()）【】\[\]。]{2,20}[）)\]]"
    r"|[^\s，。；：]{2,14}(?=(?:\u3000| {2})\s{0,4}\S)"  # 第三条　适用范围　本办法…
)
# What stands alone on an article's line: 第三条　奖励对象, over its text.
NAME_ALONE = Pattern(r"(?!.*(?:负责|适用|执行|主管))[\u4e00-\u9fff“”、]{2,}")
LONGEST_NAME = 14
# In a line that lost its line breaks one space is enough: 一、2023年工作回顾 过去的一年，….
SPACED = Pattern(r"(?<=[\u4e00-\u9fff”]{4})[ \u3000]+(?=[\u4e00-\u9fff“0-9][^ \u3000]{8})")
BROKEN_LINE = 80
NO_HEADING = Pattern(r"[。！？；：，]")


def heading_after(text: str, start: int, end: int, *, more_follows: bool) -> Span | None:
    """The heading of a marked line whose words run from `start` to `end`, if it has one.

    `more_follows` says that unnumbered text or a deeper marker stands on the next line, so that a
    whole sentence on this line may be a heading.
    """
    apart = (APART if end - start < BROKEN_LINE else SPACED).search(
        text, start, min(end, start + LONGEST_RUN_IN)
    )
    if apart and apart.start() - start >= 2 and not NO_HEADING.search(text, start, apart.start()):
        return Span(start, apart.start())
    noted = NOTED.search(text, start, end)
    end = noted.start() if noted and noted.start() > start else end
    stop = STOP.search(text, start, end)
    colon = COLON.search(text, start, stop.start() if stop else end)
    if colon and colon.start() - start <= LONGEST_BEFORE_COLON and colon.start() > start + 1:
        words = text[start : colon.start()]
        return None if "，" in words or PROVISION.search(words) else Span(start, colon.start())
    if stop is None:
        return _whole_line(text, start, end)
    if stop.group() != "。":
        return None
    words = text[start : stop.start()]
    if not words or len(words) > LONGEST_RUN_IN or PROVISION.search(words):
        return None
    runs_on = stop.end() < end
    return Span(start, stop.start()) if runs_on or more_follows else None


def _whole_line(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    if not words or words[-1] in "，、；;," or len(words) > LONGEST_LINE:
        return None
    if words[-1] in "：:":
        return None if len(words) > LONGEST_RUN_IN else Span(start, end - 1)
    return None if len(words) > 20 and PROVISION.search(words) else Span(start, end)


def article_heading(text: str, start: int, end: int) -> Span | None:
    """The heading of an article, rare: 第三条【适用范围】…, 第三条 载体建设。…, 第三条 奖励对象."""
    if end - start <= LONGEST_NAME and NAME_ALONE.fullmatch(text, start, end):
        return None if PROVISION.search(text, start, end) else Span(start, end)
    found = TITLED.match(text, start, end)
    if found and text[found.start()] in "（(【[":
        return Span(found.start() + 1, found.end() - 1)
    if found and not PROVISION.search(found.group()):
        return Span(*found.span())
    stop = STOP.search(text, start, end)
    if stop and stop.group() == "。" and 2 <= stop.start() - start <= 12 and stop.end() < end:
        words = text[start : stop.start()]
        return None if PROVISION.search(words) or "，" in words else Span(start, stop.start())
    return None
