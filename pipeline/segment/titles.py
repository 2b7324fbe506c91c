"""Find the titles: of the document, of the plan that it transmits, of an attachment.

    临溪市人民政府关于进一步推动           one title over two lines; its heading is the first
    数字经济发展若干政策的通知
    临溪市数字经济行动方案                 one title with its period
    （2023—2025年）
    临溪市若干措施为深入贯彻…，根据…       a title that lost its line break

Where a title is looked for depends on what the line before it was.
"""

from __future__ import annotations

import re

from pipeline.document import Span, UnitKind
from pipeline.pattern import Pattern
from pipeline.segment.furniture import (
    NAME,
    closing_kind,
    inner_kind,
    is_signature,
    is_title,
    opening_kind,
)
from pipeline.segment.headings import PROVISION
from pipeline.segment.walk import Walk

# A document's first lines may be its number, its date, the name of its series, or what was left of
# the web page around it.
LAST_TITLE_LINE = 20
MOST_LINES = 3
LONGEST_OF_SEVERAL = 45
# What a transmitted plan's title follows.
BEFORE_TITLE = frozenset(("date", "signature", "note", "doc_number"))
PERIOD = Pattern(
    r"[（(]\s*(?:(?:19|20)[0-9]{2}\s*(?:年|版)?\s*[-—–~～至]*\s*(?:(?:19|20)[0-9]{2}\s*)?(?:年|版)?"
    r"|试\s?行|修订版?|[一二三四五六七八九十]年)\s*[）)](?:的通知)?"
)
# What stands above a title and is no part of it: 新华社临溪3月12日电, 临溪市市长　王明;
# nor is what Markdown fences off: ::: details 目录.
STRAY = Pattern(
    r"^:::|电\Z|来源|记者|作者|字体|字号|打印|[市省区县州]长|主席|主任\s|^是|《.{1,20}》是"
)
GLUED = Pattern(rf"[^。，；！？：\s]{{6,60}}?{NAME}[》”]?(?=为了?[^，。]{{2}}|根据|按照)")
SHORTEST_GLUED = 100  # characters of the line
# Right under a bare 附件2 any short line that says nothing more names the attachment.
BARE_ATTACHMENT = Pattern(r"附\s{0,4}[件表录]\s*\S{0,2}\s*[：:]?")
NAMES_ATTACHMENT = Pattern(
    r"(?!为|本|各|根据|按照|序号|姓名)(?!.*负责)[^。，；：！？、\d\s][^。，；：！？\s]{3,19}(?<!名称)(?<!要求)"
)


def title_at(walk: Walk, at: int) -> Span | None:
    """The lines that form a title from the line at `at` on, as one span."""
    line, words = walk.lines[at], walk.words(at)
    if glued := _glued(walk, at, words):
        return Span(line.start, line.start + glued)
    count = _count(walk, at, words)
    if not count:
        return None
    while at + count < len(walk.lines) and PERIOD.fullmatch(walk.words(at + count)):
        count += 1
    return Span(line.start, walk.lines[at + count - 1].end)


def attached_kind(walk: Walk, words: str) -> UnitKind:
    """What a title right after 附件 is: that of the plan transmitted, or an attachment's."""
    again = is_title(words.replace("\n", "")) and _bare(words) in _bare(walk.first_title)
    return "title" if again else "attachment"


def _count(walk: Walk, at: int, words: str) -> int:
    """How many lines form a title at `at`, its period not counted."""
    if words[-1] in "。；：:，,！!、" or STRAY.search(words) or not _may_name(words):
        return 0
    if not walk.numbered and at < LAST_TITLE_LINE and same_title(words, walk.first_title):
        return 1  # printed again, by the page that the document was taken from
    if not walk.first_title and not walk.numbered and at < LAST_TITLE_LINE:
        return _opening(walk, at, words)
    if walk.last in BEFORE_TITLE and (count := _joined(walk, at)):
        return count
    if walk.last == "attachment" and walk.listed is None:
        return _joined(walk, at) or int(_names_attachment(walk, at, words))
    named = 6 <= len(words) <= 60 and is_title(words) and words != walk.first_title
    return int(named and _bare(words) in _bare(walk.first_title))


def _opening(walk: Walk, at: int, words: str) -> int:
    """How many lines form the document's own title."""
    if at and walk.last not in BEFORE_TITLE:
        return int(6 <= len(words) <= 60 and is_title(words))
    if count := _joined(walk, at):
        return count
    following = walk.words(at + 1)
    named = "关于" in words
    named = named or bool(following and opening_kind(following) in ("doc_number", "salutation"))
    return int(len(words) <= 60 and named)


def _joined(walk: Walk, at: int) -> int:
    """How many lines, joined, read like a title: the fewest that do."""
    joined = ""
    for count in range(1, MOST_LINES + 1):
        words = walk.words(at + count - 1)
        if not words or (count > 1 and (len(words) > LONGEST_OF_SEVERAL or not _may_name(words))):
            return 0
        if count > 1 and walk.markers[at + count - 1]:
            return 0
        joined += words
        if len(joined) >= 4 and is_title(joined):
            return count
        if len(words) > LONGEST_OF_SEVERAL or words[-1] in "。；：:，,！!、":
            return 0
    return 0


def _names_attachment(walk: Walk, at: int, words: str) -> bool:
    """Whether the line under 附件2 is its title, though it does not read like one: 项目简介."""
    bare = BARE_ATTACHMENT.fullmatch(walk.words(at - 1))
    named = bare and NAMES_ATTACHMENT.fullmatch(words) and not PROVISION.search(words)
    return bool(named) and not is_signature(words)


def _may_name(words: str) -> bool:
    return not (closing_kind(words) or opening_kind(words) or inner_kind(words))


def _glued(walk: Walk, at: int, words: str) -> int:
    """The length of a title that running text follows on its line; 0 if there is none."""
    if len(words) < SHORTEST_GLUED or walk.numbered:
        return 0
    if walk.last not in BEFORE_TITLE and (at or walk.first_title):
        return 0
    found = GLUED.match(words)
    return found.end() if found else 0


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for spaces, dashes, brackets and quotation marks."""
    one, other = (re.sub(r"[-—–―~～至]|&[a-z]+;", "", _bare(words)) for words in (one, other))
    return bool(one) and one == other


def _bare(words: str) -> str:
    return re.sub(r"[\s《》〈〉“”（）()]|[（(][^（）()]*[）)]", "", words)
