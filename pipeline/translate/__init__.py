"""Draft every clause in English, with its terms right and its figures proved.

clauses ──memory──▶ known or nearly known ──┐
   └─────engine───▶ drafted anew ───────────┴─▶ terms enforced ─▶ proved ─▶ Draft
"""

from pipeline.translate.glossary import Glossary, Term
from pipeline.translate.memory import Match, Memory, Segment
from pipeline.translate.proof import prove
from pipeline.translate.translator import Engine, Translator

__all__ = [
    "Engine",
    "Glossary",
    "Match",
    "Memory",
    "Segment",
    "Term",
    "Translator",
    "prove",
]
