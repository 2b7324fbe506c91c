"""Dates and periods of policy text: Chinese to EDTF, and EDTF to English.

    2025年底前        2025-12-31          “十四五”期间      2021/2025
    2023年上半年      2023-01/2023-06     “十四五”末        2025
    力争用3年时间     2023, in a document issued in 2020

`find` reads the first way. It says of every date what the words make of it (its `kind`), for
`截至2023年底` and `较2020年` are no deadlines; which date holds where is for `extract.deadlines`.
`english` says how a translation may write a date, for the proof of drafts.
"""

from pipeline.calendar.english import english
from pipeline.calendar.find import DateFound, DateKind, find
from pipeline.calendar.resolve import PLANS, last_year

__all__ = ["PLANS", "DateFound", "DateKind", "english", "find", "last_year"]
