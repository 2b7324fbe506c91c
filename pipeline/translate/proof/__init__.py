"""The proof of a draft: is everything that the clause says there, once, and nothing else?

number     every figure, and no other           latin       5G, AI, “1+N” as they are
date       years, months, plans, ends           name        what 《》, “” hold; none made up
unit       元 is not dollars, 个百分点 not %     modality    必须, 应当, 不得, 鼓励, 探索
bound      以上, 不超过, 左右                    omission    nothing left out, nothing added
direction  增长 is no fall                       repetition  nothing said twice
order      分别 keeps its order                  untranslated  no Chinese left
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.document import Check
from pipeline.pattern import Pattern
from pipeline.translate.proof.countries import made_up_countries
from pipeline.translate.proof.facts import REMEMBERED
from pipeline.translate.proof.figures import check_figures
from pipeline.translate.proof.misspelt import impossible
from pipeline.translate.proof.modality import changed
from pipeline.translate.proof.names import lost
from pipeline.translate.proof.offices import unspelt
from pipeline.translate.proof.omission import omitted
from pipeline.translate.proof.quoted import lost_names
from pipeline.translate.proof.repetition import repeated
from pipeline.translate.proof.spelled import made_up

_HAN = Pattern(r"[㐀-鿿\U00020000-\U0003ffff]+")


@lru_cache(maxsize=REMEMBERED)
def prove(chinese: str, english: str) -> tuple[Check, ...]:
    """Hold a draft against its clause; one check per thing that was looked at.

    >>> faults(prove("新增企业50家以上。", "Add at least 15 enterprises."))
    'number: 50 is missing; 15 is not in the source'
    """
    latin = lost(chinese, english)
    modal = changed(chinese, english)
    left = _HAN.findall(english)
    again = repeated(chinese, english)
    gap = omitted(chinese, english)
    names = tuple(_names_amiss(chinese, english))
    return (
        *check_figures(chinese, english),
        Check("latin", not latin, ", ".join(latin)),
        Check("name", not names, "; ".join(names)),
        Check("modality", not modal, ", ".join(modal)),
        Check("omission", not gap, gap),
        Check("repetition", not again, again),
        Check("untranslated", not left, " ".join(left)),
    )


def _names_amiss(chinese: str, english: str) -> Iterator[str]:
    """Names that are lost, spelled amiss or made up, and words that are none."""
    yield from lost_names(chinese, english)
    yield from unspelt(chinese, english)
    strange = (*made_up(chinese, english), *made_up_countries(chinese, english))
    yield from (f"{word} is not in the source" for word in strange)
    yield from (f"{word} is no word" for word in impossible(english))


def looked_through(checks: tuple[Check, ...], words: str | None) -> tuple[Check, ...]:
    """The checks with the verdict of a second look on omissions; None leaves them as they are.

    >>> checks = prove("改善水质。", "Improve water quality.")
    >>> faults(looked_through(checks, "改善水质"))
    'omission: 改善水质'
    """
    if words is None:
        return checks
    verdict = Check("omission", not words, words)
    return tuple(verdict if check.check == "omission" else check for check in checks)


def faults(checks: tuple[Check, ...]) -> str:
    """What did not hold, on one line; "" where everything did."""
    return " | ".join(f"{check.check}: {check.detail}" for check in checks if not check.ok)
