"""The documents that a clause cites: titles in 《》 and document numbers.

《云川市促进条例》（云政发〔2020〕11号）     one citation, with both
〔2020〕11号 alone, as 国发〔2020〕11号        one, with the number only
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.document import Citation, Clause, ClauseTree, Span
from pipeline.pattern import Pattern

# Around the year of a number: 〔2020〕, and what writers put in its stead.
_OPEN, _CLOSE = r"[〔\[［（(【﹝]", r"[〕\]］）)】﹞]"
_NUMBER = (
    rf"(?:[\u4e00-\u9fff]{{1,12}})?{_OPEN}\s?(?:19|20)\d\d\s?{_CLOSE}\s?第?\s?\d{{1,5}}\s?号"
    r"|[\u4e00-\u9fff]{0,16}令\s?第\s?\d{1,4}\s?号|(?:[\u4e00-\u9fff]{1,16})?第\s?\d{1,4}\s?号令"
)
_CITED = Pattern(
    rf"《(?P<title>[^《》\n]{{2,120}}(?:《[^《》\n]{{1,80}}》[^《》\n]{{0,40}})*)》"
    rf"(?:\s?[（(]\s?(?:以下简称[^）)]{{1,20}}[）)]\s?[（(])?(?P<adjoining>{_NUMBER})[^（()）]{{0,12}}[）)])?"
    rf"|(?P<number>{_NUMBER})"
)
# What is written and kept: a law, a plan, a notice. Newspapers, songs and films are none of them.
_DOCUMENT = Pattern(
    r"(?:法|条例|规定|办法|细则|规则|规范|规程|标准|指引|指南|导则|通则|准则|守则|意见|决定|决议|通知|通告|公告|批复|函|复函|通报|"
    r"命令|方案|计划|规划|纲要|要点|措施|政策|目录|清单|名录|名单|报告|白皮书|蓝皮书|宣言|协议|协定|合同|公约|宪章|章程|合作框架|备忘录|"
    r"建议|答复|提案|议案|说明|解释|制度|机制|体系|框架|任务|分工|台账|细化|手册|图则|总规|行动|战略|安排|暂行|试行|政府工作报告|"
    r"[二三]十条|条|若干|决算|预算|公报|讲话|倡议|声明|承诺|声明书|工程|大纲|预案|模板|格式|范本|目标|倡议书|论述摘编)"
    r"(?:[（(][^（）()]{1,30}[）)])*$"
)

_SHORTENED = Pattern(r"》[^。；《》\n]{0,40}?简称(?:为)?[：:]?[“\"]?《(?P<title>[^《》\n]{2,40})》")
# 《通知》 and 《实施方案》 stand for a document that is named in full elsewhere.
_SHORT = Pattern(
    r"(?:本|实施|工作|分工|行动|管理|指导|若干|总体|建设)?(?:通知|决定|意见|方案|办法|规定|条例|规划|纲要|计划|细则|措施|政策)"
)


def citations(tree: ClauseTree) -> tuple[Citation, ...]:
    """Every document that is cited, in reading order; its own title and number are none.

    >>> from pipeline.document import Document
    >>> from pipeline.segment import segment
    >>> tree = segment(Document("demo", "落实《云川市科技条例》（云政发〔2020〕11号）。"))
    >>> [(cited.title, cited.doc_number) for cited in citations(tree)]
    [('云川市科技条例', '云政发〔2020〕11号')]
    """
    outside = {
        unit.id for unit in tree.units if unit.kind in ("title", "doc_number", "signature", "date")
    }
    own = _own_titles(tree) | _short_titles(tree)
    return tuple(
        cited
        for clause in tree
        if not (clause.unit in outside and _own_words(tree, clause))
        for cited in _of_clause(tree, clause)
        if cited.doc_number or _bare(cited.title or "") not in own
    )


def _own_titles(tree: ClauseTree) -> frozenset[str]:
    """Titles of the document and of what it transmits: 现将《…措施》印发给你们 cites nothing."""
    text = tree.document.text
    words = [unit.heading for unit in tree.units if unit.kind == "title" and unit.heading]
    titles = [text[span.start : span.end] for span in words]
    return frozenset(_bare(title) for title in (*titles, tree.document.title or "") if title)


def _short_titles(tree: ClauseTree) -> frozenset[str]:
    """What other documents are called for short: 以下简称《指导目录》."""
    return frozenset(_bare(found["title"]) for found in _SHORTENED.finditer(tree.document.text))


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”（）()\-—–―~～]", "", title)


def _own_words(tree: ClauseTree, clause: Clause) -> bool:
    """Whether a clause is the title or number itself, and not text that stands under it."""
    unit = tree.unit(clause.unit)
    own = unit.heading or unit.span
    return clause.span.start < own.end and own.start < clause.span.end


def _of_clause(tree: ClauseTree, clause: Clause) -> Iterator[Citation]:
    text = tree.document.text
    for found in _CITED.finditer(text, clause.span.start, clause.span.end):
        title = found["title"]
        number = found["adjoining"] or found["number"]
        if title and not number and (not _DOCUMENT.search(title) or _SHORT.fullmatch(title)):
            continue
        start, end = found.span()
        if found["number"]:
            start += _lead_in(found["number"])
            # 12月10日省政府令第94号: the day is no part of the body's name.
            start += text[start] in "年月日" and text[start - 1 : start].isdigit()
            number = text[start:end]
            if _order(number) == _order(tree.document.doc_number or ""):
                continue
        yield Citation(
            clause.id, Span(start, end), title, "".join(number.split()) if number else None
        )


_LEAD_IN = Pattern(
    r"^(?:.*(?:根据|按照|依据|执行|落实|印发|以下简称|及|和(?!城乡|信息|改革|旅游|社会保障|计划生育|规划|草原|科技)|与|由|参照|文件|废止|原|在|的|见|即|经|以)|据)"
)


_YEAR = Pattern(rf"{_OPEN}(\d{{4}}){_CLOSE}第?")


def _order(number: str) -> str:
    """A number in one of its forms: 〔2020〕5号 for [2020]第5号, 政府令第5号 for 政府第5号令."""
    return re.sub(r"(第\d+号)令$", r"令\1", _YEAR.sub(r"〔\1〕", "".join(number.split())))


def _lead_in(number: str) -> int:
    """How much running text the pattern took in before a bare number: 根据|国发〔2020〕11号."""
    agency = re.split(_OPEN, number)[0]
    found = _LEAD_IN.match(agency)
    return found.end() if found else 0
