"""Find the terms of a document that no glossary has.

A candidate is a run of known words between marks, without the verbs and particles that hold
clauses together. Candidates are ranked by C-value (Frantzi et al. 2000): how often a run occurs,
less how often only as part of longer ones, times the logarithm of its length; so 数字经济创新发展
试验区 is found whole and its halves only where they stand alone.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from pipeline.pattern import Pattern
from pipeline.translate.glossary import Glossary
from pipeline.translate.lexicon import Lexicon

LONGEST_TERM = 12
MOST_WORDS = 4

# Words that begin or end no term: verbs of policy prose, particles, measure words, places in lists.
_HOLDING = frozenset({
    "的", "了", "在", "和", "与", "及", "以", "为", "对", "将", "把", "被", "向", "从", "由",
    "等", "或", "并", "到", "于", "其", "各", "该", "本", "每", "按", "按照", "根据", "以及",
    "通过", "围绕", "聚焦", "加快", "推进", "推动", "加强", "完善", "建立", "健全", "提升",
    "提高", "支持", "鼓励", "引导", "促进", "强化", "深化", "优化", "实施", "开展", "打造",
    "建设", "构建", "形成", "实现", "落实", "发展", "培育", "做好", "做强", "做大", "加大",
    "坚持", "积极", "全面", "进一步", "不断", "深入", "大力", "着力", "努力", "扎实", "有效",
    "充分", "切实", "统筹", "组织", "探索", "拓展", "扩大", "增强", "保障", "发挥", "充分发挥",
    "达到", "超过", "力争", "确保", "全市", "全省", "我市", "全国", "全区", "一批", "一个",
    "新增", "重点", "主要", "相关", "有关", "具有", "符合", "可以", "应当", "必须", "不得",
    "负责", "牵头", "责任", "单位", "部门", "进行", "提供", "使用", "享受", "给予", "不", "是",
    "有", "可", "能", "也", "还", "就", "都", "又", "更", "最", "已", "再", "上", "下", "中",
    "内", "外", "前", "后", "间", "时", "日", "月", "年", "个", "家", "项", "名", "元", "万",
    "亿", "亿元", "万元", "以上", "以下", "左右", "一", "二", "三", "四", "五", "六", "七", "八",
    "九", "十", "其中", "包括", "例如", "如", "之", "所", "者", "会", "让", "使", "用", "以来",
    "第", "位", "同比", "增长", "下降", "完成", "启动", "制定", "出台", "印发", "设立", "成立",
    "引进", "加入", "参与", "承担", "组建", "依托", "利用", "结合", "面向", "针对", "累计", "超",
    "突破", "约", "近", "共", "分别", "同时", "此外", "至", "多", "高", "大", "新", "好", "快",
    "强", "优", "深", "实", "全", "总", "做", "抓", "建", "办", "创", "定", "成为",
})  # fmt: skip
_STRETCH = Pattern(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words that may be a term, how often it occurs, and its C-value."""

    words: str
    count: int
    score: float


@dataclass(frozen=True, slots=True)
class DocumentTerm:
    """A term of a document: how often it occurs, and its renderings if the glossary has it."""

    words: str
    count: int
    renderings: tuple[str, ...]


def document_terms(
    text: str, glossary: Glossary, *, lexicon: Lexicon | None = None, least_count: int = 2
) -> tuple[DocumentTerm, ...]:
    """The glossary's terms in a text, then those that have no entry, each the commonest first."""
    known = Counter(found.term.chinese for found in glossary.find(text))
    have = [
        DocumentTerm(words, count, term.renderings)
        for words, count in known.most_common()
        if (term := glossary.get(words)) is not None
    ]
    lack = [
        DocumentTerm(candidate.words, candidate.count, ())
        for candidate in candidates(text, lexicon=lexicon, least_count=least_count)
        if glossary.get(candidate.words) is None
    ]
    return (*have, *lack)


def candidates(
    text: str, *, lexicon: Lexicon | None = None, least_count: int = 2
) -> tuple[Candidate, ...]:
    """The runs of words of a text that look like terms, the likeliest first."""
    counts = _counted(text, lexicon or Lexicon.load())
    frequent = {run: count for run, count in counts.items() if count >= least_count}
    nests: dict[str, list[int]] = {}
    for run, count in frequent.items():
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                inner = run[start:end]
                if inner != run and inner in frequent:
                    nests.setdefault(inner, []).append(count)
    scored = (
        Candidate(run, count, round(_c_value(run, count, nests.get(run, [])), 2))
        for run, count in frequent.items()
    )
    likely = (candidate for candidate in scored if candidate.score > 0)
    return tuple(sorted(likely, key=lambda one: (-one.score, one.words)))


def _c_value(run: str, count: int, nests: list[int]) -> float:
    alone = count - sum(nests) / len(nests) if nests else count
    return math.log2(len(run)) * alone


def _counted(text: str, lexicon: Lexicon) -> Counter[str]:
    counts: Counter[str] = Counter()
    for stretch in _STRETCH.finditer(text):
        words = _words(stretch.group(), lexicon)
        for start in range(len(words)):
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                run = words[start:end]
                if any(word in _HOLDING for word in run):
                    break
                joined = "".join(run)
                if 4 <= len(joined) <= LONGEST_TERM:
                    counts[joined] += 1
    return counts


def _words(stretch: str, lexicon: Lexicon) -> list[str]:
    """The stretch in words; characters that no word has stand alone."""
    words: list[str] = []
    at = 0
    for span in lexicon.words(stretch):
        words.extend(stretch[at : span.start])
        words.append(stretch[span.start : span.end])
        at = span.end
    words.extend(stretch[at:])
    return words
