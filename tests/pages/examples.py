"""Readings to make pages of: an invented decision with drafts, and hostile documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.document import Document, Reading
from pipeline.flow import Pipeline
from pipeline.read import read_text
from pipeline.translate import Glossary, Translator

PAIRS = (
    (
        "澜州市人民政府关于加快建设科技创新中心的实施意见",
        "Implementation Opinions of the Lanzhou Municipal People's Government on Accelerating the "
        "Building of a Science and Technology Innovation Center",
    ),
    ("澜政发〔2022〕7号", "Lan Zheng Fa [2022] No. 7"),
    (
        "为落实《岭东省科技创新条例》，现提出以下意见。",
        "To implement the Lingdong Provincial Regulations on Science and Technology Innovation, "
        "the following opinions are put forward.",
    ),
    ("一、发展目标", "1. Development goals"),
    (
        "到2025年，高新技术企业突破1.5万家，全社会研发经费支出占地区生产总值比重达到3.5%。",
        "By 2025, the number of high-tech enterprises will exceed 15,000, and total R&D spending "
        "will reach 3.5 percent of regional GDP.",
    ),
    (
        "到2035年，全面建成具有全国影响力的科技创新中心。",
        "By 2035, a science and technology innovation center with national influence will be "
        "fully built.",
    ),
    ("二、重点任务", "2. Key tasks"),
    ("（一）建设创新平台。", "(1) Build innovation platforms."),
    (
        "加快建设澜州实验室，2023年底前新增省级以上创新平台20个。",
        "Accelerate the building of the Lanzhou Laboratory, and add 20 innovation platforms at or "
        "above the provincial level by the end of 2023.",
    ),
    ("（二）加强金融支持。", "(2) Strengthen financial support."),
    (
        "设立不低于50亿元的科技创新基金。",
        "Set up a science and technology innovation fund of no less than 5 billion yuan.",
    ),
    (
        "（责任单位：市财政局、市科技局）",
        "(Responsible bodies: Municipal Finance Bureau and Municipal Science and Technology "
        "Bureau)",
    ),
    ("（三）引进培育人才。", "(3) Attract and train talent."),
    # Wrong on purpose: it does not say how many.
    (
        "每年引进高层次人才300名左右，对新引进的博士给予最高50万元补助。",
        "Attract high-level talents every year, and grant newly recruited PhDs a subsidy "
        "of up to 500,000 yuan.",
    ),
    ("（四）推动绿色发展。", "(4) Promote green development."),
    (
        "“十四五”期间，单位地区生产总值能耗下降13%以上，新增公共充电桩8000—10000个。",
        "During the 14th Five-Year Plan period, energy consumption per unit of regional GDP will "
        "fall by at least 13 percent, and 8,000 to 10,000 public charging piles will be added.",
    ),
)
TEXT = "\n".join(
    (
        PAIRS[0][0],
        PAIRS[1][0],
        PAIRS[2][0],
        PAIRS[3][0],
        PAIRS[4][0] + PAIRS[5][0],
        PAIRS[6][0],
        PAIRS[7][0] + PAIRS[8][0],
        PAIRS[9][0] + PAIRS[10][0] + PAIRS[11][0],
        PAIRS[12][0] + PAIRS[13][0],
        PAIRS[14][0] + PAIRS[15][0],
    )
)


def answered(sentences: Sequence[str]) -> tuple[str, ...]:
    """An engine that knows the sentences of the example by heart."""
    known = dict(PAIRS)
    return tuple(known.get(sentence.strip(), "") for sentence in sentences)


@cache
def drafted() -> Reading:
    """The invented decision, read and drafted as the pipeline does it."""
    whole = Pipeline.load()
    pipeline = Pipeline(
        classify=whole.classify,
        translate=Translator(answered, glossary=Glossary.load()),
        signature="example",
    )
    return pipeline(document(TEXT))


@cache
def undrafted() -> Reading:
    """The same without drafts."""
    return reading(TEXT)


def reading(text: str, id_: str = "澜州-2022-7") -> Reading:
    """A document of that text, read as the pipeline does it."""
    return Pipeline.load()(document(text, id_))


def document(text: str, id_: str = "澜州-2022-7") -> Document:
    """A document of that text, with what its head says of it."""
    return replace(read_text(text), id=id_)


HOSTILE = """澜州市<script>document.title='taken'</script>行动方案
一、目标<img src=x onerror=alert(1)>
到2025年，建成“</script><script>window.taken=1</script>”平台10个\u202e以上\u202c，达到\u200b5%。
<!-- 二、注释 --> 二、任务&lt;b&gt;
\u2067支持\u2069企业=cmd|' /C calc'!A0，给予不超过{{7*7}}万元补助\x00。
"""
