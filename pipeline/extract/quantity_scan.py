"""Find the numbers of a clause that may count something, with their units.

One pass over the clause, left to right. What a number can be part of without counting comes first
(a name, a date, an ordinal, a rank) and is stepped over; what is left is read as an amount:

    到2025年，5G基站达到1.5万个以上，“1+N”体系    1.5万 个
    分别奖励10、20、30万元                       10万 元, 20万 元, 30万 元
"""

from __future__ import annotations

import re

from pipeline.extract.quantity_amounts import Amount, hundredths, ratio, read, shared
from pipeline.extract.quantity_traps import TRAP, is_name
from pipeline.numerals import NUMERAL, value
from pipeline.pattern import Pattern

# Every alternative begins with one of these; the look-ahead spares the others their trial.
_FIRST = r"0-9０-９零〇○一二两三四五六七八九十百千万亿廿卅第翻全清半每连前排位名附专图见如公表注×*"
_BRACKETS = r"“‘\"《〈〔\[【［（(A-Za-z.+_\-\s　"
# A PDF that spaces its figures out: 1 0 %, 1 5 0万公顷.
_SPACED = (
    r"(?<![0-9A-Za-z.．])(?:[0-9](?: [0-9]){1,12}+(?: ?[.．] ?[0-9](?: [0-9]){0,6}+)?+"
    r"|[0-9](?: [.．] ?|[.．] )[0-9](?: [0-9]){0,6}+)(?: ?[万亿]){0,2}+(?![0-9])"
)
_RATIO = r"(?<![0-9:∶：])[0-9]{1,3}(?:\.[0-9]{1,3})?[∶:：][0-9]{1,3}(?:\.[0-9]{1,3})?(?![0-9:∶：])"
_END = r"(?=\s?(?:[，。；、！？）”）（(]|[和并](?!率)|$))"
_SCAN = Pattern(
    rf"(?=[{_FIRST}{_BRACKETS}])(?:(?P<trap>{TRAP})"
    r"|(?P<quote>“[^“”\n]{1,24}”|‘[^‘’\n]{1,24}’|\"[^\"\n]{1,24}\")"
    r"|(?P<double>翻了?(?P<times>[一两三四]|[0-9])?番)"
    rf"|(?P<whole>全(?:城|面|域|市|省|员|区域)?覆盖{_END})|(?P<none>清零{_END})|(?P<half>一半|半数)"
    rf"|[百千万]分之(?P<hundredths>{NUMERAL})|(?P<ratio>{_RATIO})"
    rf"|(?P<spaced>{_SPACED})|(?P<numeral>{NUMERAL}))"
)
_WORDS: dict[str, tuple[float, str]] = {"whole": (100, "%"), "none": (0, ""), "half": (50, "%")}


def scan(words: str) -> list[Amount]:
    """Every amount of a clause, in order, without its bounds, and numbers in names with them.

    >>> [(a.value, a.unit) for a in scan("奖励300—500万元，新增5G基站1.5万个")]
    [((3000000, 5000000), '元'), (5, ''), (15000, '个')]
    """
    found: list[Amount] = []
    at = 0
    while match := _SCAN.search(words, at):
        at = max(match.end(), match.start() + 1)
        if match["quote"] and not is_name(match["quote"]):
            at = match.start() + 1
        elif not (match["quote"] or match["trap"]) and (amount := _amount(words, match)):
            found.append(amount)
            at = amount.end
    return shared(found, words)


def _amount(words: str, match: re.Match[str]) -> Amount | None:
    start, end = match.span()
    if match["hundredths"]:
        return hundredths(words, start, match.start("hundredths"), end)
    if match["ratio"]:
        return ratio(words, start, end)
    if match["double"]:
        times = 2 ** int(value(match["times"] or "一"))
        return Amount(start, end, end, times, "倍", word=True)
    if match["numeral"] or match["spaced"]:
        return read(words, start, end)
    number, unit = _WORDS[match.lastgroup or ""]
    return Amount(start, end, end, number, unit, word=True)
