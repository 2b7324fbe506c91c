"""A comparison of documents of invented cities, with everything that its page can show."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.compare.keyness import Keyword
from pipeline.compare.results import Comparison, Usual
from pipeline.document import Label, Reading
from tests.compare.examples import LINXI, WUTONG, comparer, linxi, read, wutong

YUNXI = LINXI.replace("临溪", "云溪").replace("3.5%", "2.8%").replace("2000套", "900套")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e云溪市若干措施"


def labelled(reading: Reading) -> Reading:
    """A reading whose sentences are coded: those with 平台 as platforms, the others as reform."""
    labels = []
    for clause in reading.tree:
        name = "platform" if "平台" in reading.tree.words(clause) else "reform"
        labels.append(Label(clause.id, (name,), {"platform": 0.1, "reform": 0.1, name: 0.8}))
    return replace(reading, labels=tuple(labels))


@cache
def compared(title: str = "云溪市科技创新行动方案", text: str = YUNXI) -> Comparison:
    """A city's plan against those of two others and an earlier one of its own."""
    here = labelled(linxi())
    others = [
        labelled(wutong()),
        labelled(retitled(read(text, "yunxi", "云溪市", "2020-05"), title)),
        labelled(read(LINXI.replace("1200家", "900家"), "earlier", "临溪市", "2019-01")),
    ]
    found = replace(comparer(), least=1)(here, others)
    own = here.document.sha256
    clause = next(c.id for c in here.tree if "科研仪器" in here.tree.words(c))
    return replace(
        found,
        keys=(
            Keyword("科研仪器", 9, 1, 2.0, 4.5),
            Keyword("临溪", 9, 0, 2.0, 4.0),
            Keyword("完善", 5, 4, 0.1, 0.3),
            Keyword("夜间经济", 0, 9, -2.0, -3.1),
        ),
        concordance={"科研仪器": ((own, clause),)},
        usual={"type:platform": Usual(9, 0.05, 0.1, 0.2), "with_figure": Usual(9, 0.1, 0.2, 0.3)},
    )


def retitled(reading: Reading, title: str) -> Reading:
    document = replace(reading.document, title=title)
    return replace(reading, tree=replace(reading.tree, document=document))


def hostile() -> Comparison:
    """Markup and a turned reading direction in a title and in the clauses."""
    text = YUNXI.replace("推动大型", "<b>推动</b>\u202e大型").replace(
        "到2025年，", "𠮷山：到2025年，"
    )
    return compared(HOSTILE, text)


def atlas_like() -> Comparison:
    """A comparison whose other documents have no words."""
    found = compared()
    own = found.document.sha256
    counterparts = tuple(
        replace(item, matches=tuple(replace(m, words=None, differs=()) for m in item.matches))
        for item in found.counterparts
    )
    return replace(
        found,
        counterparts=counterparts,
        emphasis=found.emphasis[:1],
        quotes=tuple(quote for quote in found.quotes if quote.doc == own),
        reuse=(),
    )


__all__ = ["HOSTILE", "LINXI", "WUTONG", "atlas_like", "compared", "hostile", "labelled"]
