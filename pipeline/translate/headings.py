"""Headings that every policy document has, dates alone, and the English that they always have."""

from __future__ import annotations

from functools import cache

from pipeline.pattern import Pattern
from pipeline.translate.dates import dates_in
from pipeline.translate.numbering import numbered

# Signs spread over a line: 总　则, 保 障 措 施; not the space between two words.
_SPREAD = Pattern(r"(?<![一-鿿])([一-鿿])[ \u3000\xa0]+(?=[一-鿿](?![一-鿿]))")

_FIGURE = Pattern(r"[0-9]{1,6}(?:\.[0-9]{1,4})?%?")  # the cell of a table

_TOLD = """
指导思想 Guiding principles
基本原则 Basic principles
总体要求 General requirements
总体思路 Overall approach
总体目标 Overall goals
总体部署 Overall arrangements
发展目标 Development goals
工作目标 Work targets
主要目标 Main goals
预期目标 Expected targets
目标任务 Goals and tasks
目标要求 Goals and requirements
工作原则 Working principles
实施原则 Principles of implementation
重点任务 Key tasks
主要任务 Main tasks
工作任务 Tasks
重点工作 Key work
重点工程 Key projects
重大工程 Major projects
重点项目 Key projects
重点领域 Key areas
主要措施 Main measures
工作措施 Measures
政策措施 Policy measures
具体措施 Specific measures
保障措施 Supporting measures
组织保障 Organizational support
组织实施 Organization and implementation
组织领导 Organization and leadership
加强组织领导 Strengthen organization and leadership
强化组织领导 Strengthen organization and leadership
加强组织实施 Strengthen organization and implementation
强化组织实施 Strengthen organization and implementation
强化组织保障 Strengthen organizational support
加强组织保障 Strengthen organizational support
加强宣传引导 Strengthen publicity and guidance
强化宣传引导 Strengthen publicity and guidance
加强督促检查 Strengthen supervision and inspection
强化督促检查 Strengthen supervision and inspection
加强督查考核 Strengthen supervision and assessment
强化督查考核 Strengthen supervision and assessment
强化责任落实 Ensure that responsibilities are fulfilled
加强统筹协调 Strengthen overall coordination
强化统筹协调 Strengthen overall coordination
强化政策支持 Strengthen policy support
加强政策支持 Strengthen policy support
强化要素保障 Strengthen the supply of production factors
强化资金保障 Ensure funding
加强资金保障 Ensure funding
强化人才支撑 Strengthen talent support
强化人才保障 Ensure the supply of talent
工作要求 Work requirements
实施步骤 Implementation steps
工作步骤 Work steps
进度安排 Schedule
时间安排 Schedule
发展基础 Development foundation
发展现状 Current state of development
发展环境 Development environment
面临形势 Current situation
形势与挑战 Situation and challenges
机遇与挑战 Opportunities and challenges
存在问题 Existing problems
主要问题 Main problems
重大意义 Significance
重要意义 Significance
战略定位 Strategic positioning
功能定位 Functional positioning
空间布局 Spatial layout
适用范围 Scope of application
支持对象 Eligible recipients
申报条件 Application requirements
申报程序 Application procedure
申报材料 Application materials
支持标准 Support standards
监督管理 Supervision and administration
资金管理 Management of funds
绩效评价 Performance evaluation
职责分工 Division of responsibilities
任务分工 Division of tasks
责任分工 Division of responsibilities
目的和依据 Purpose and basis
施行日期 Effective date
社会参与 Public participation
总则 General provisions
附则 Supplementary provisions
法律责任 Legal liability
附件 Annex
附录 Appendix
前言 Foreword
名词解释 Explanation of terms
目录 Contents
罚则 Penalties
监督检查 Supervision and inspection
保护规划 Protection planning
保护措施 Protection measures
联系人 Contact
联系电话 Telephone
传真 Fax
手机 Mobile phone
电子邮箱 E-mail
通讯地址 Address
备注 Remarks
单位名称 Name of organization
单位简介 Profile of organization
单位地址 Address of organization
企业名称 Name of enterprise
企业简介 Profile of enterprise
所属行业 Industry
项目名称 Name of project
推进措施 Implementation measures
工作措施及要求 Measures and requirements
奋斗目标 Goals
政府工作报告 Report on the Work of the Government
盖章 Seal
签章 Signature and seal
签字 Signature
年月日 Date
"""


@cache
def _table() -> dict[str, str]:
    rows = (line.split(" ", 1) for line in _TOLD.strip().splitlines())
    return dict(rows)


def heading(clause: str) -> str:
    """The English of a clause that is a set heading, its number included, or a date; else "".

    >>> heading("（一）指导思想"), heading("四、保障措施。"), heading("第一章　总则")
    ('(1) Guiding principles', 'IV. Supporting measures', 'Chapter I General provisions')
    >>> heading("第五章　附　则"), heading("（2018年9月29日）"), heading("改善水质")
    ('Chapter V Supplementary provisions', '(September 29, 2018)', '')
    >>> heading("第二条（适用范围）")
    'Article 2 (Scope of application)'
    """
    if date := _date(clause):
        return date
    if _FIGURE.fullmatch(clause.strip()):
        return clause.strip()
    number, words = numbered(clause.strip())
    bare = _SPREAD.sub(r"\1", words.strip(" 　。：:"))
    inner = _inside(bare)
    told = _table().get(inner, "")
    said = told if inner == bare else f"({told})"
    return f"{number} {said}".strip() if told else ""


def _date(clause: str) -> str:
    """The English of a clause that is nothing but a day; "" for any other."""
    bare = "".join(clause.split())
    inner = _inside(bare)
    for span, told in dates_in(inner):
        if inner[span.start : span.end] == inner and "年" in inner and "日" in inner:
            return told if inner == bare else f"({told})"
    return ""


def _inside(words: str) -> str:
    """The words without the brackets around them, if any."""
    bracketed = words.startswith(("（", "(")) and words.endswith(("）", ")"))
    return words[1:-1] if bracketed else words
