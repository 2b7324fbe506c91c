"""What a document is called where people look for it: its title, or a stand-in for one.

Many work reports are published without a title of their own, and a hash says nothing. The stand-in
is made of place, year and genre and stands in square brackets, as catalogues have it; what the
record holds stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Document
from pipeline.pages.languages import Language, Words
from pipeline.read.gazetteer import english_name

# In Chinese the report is always called in full.
FULL = {"work_report": "政府工作报告"}


@dataclass(frozen=True, slots=True)
class Title:
    """What a document is called in each language; `own` unless it is a stand-in."""

    en: str
    zh: str
    own: bool = True

    def said(self, language: str) -> str:
        """The title in that language; in English where the reader's browser decides."""
        return self.zh if language == "zh" else self.en


def titled(document: Document, otherwise: str = "") -> Title:
    """What a document is called; without anything to go by `otherwise`, or else its id.

    >>> from pipeline.document import Place
    >>> report = Document("9f2c", "", place=Place("澜州市", None, "city"), genre="work_report")
    >>> titled(report)
    Title(en='[澜州市 work report]', zh='[澜州市政府工作报告]', own=False)
    """
    place = document.place.name if document.place else None
    facts = (document.title, place, document.issued, document.genre)
    return title_of(*facts, otherwise or document.id)


def title_of(
    title: str | None, place: str | None, issued: str | None, genre: str | None, otherwise: str
) -> Title:
    """What a document with these facts is called; `otherwise` where they are too few.

    >>> title_of(None, "成都市", "2024-01", "work_report", "9f2c")
    Title(en='[Chengdu 2024 work report]', zh='[成都市2024年政府工作报告]', own=False)
    >>> title_of(None, None, "2024", None, "9f2c").en
    '9f2c'
    """
    year = (issued or "")[:4]
    if title or sum(map(bool, (place, year, genre))) < 2:
        return Title(title or otherwise, title or otherwise)
    where = place_name(place or "")
    phrases = Words.load().phrases
    kind = phrases.get(f"genre.{genre}", phrases["title.document"])
    english = (where["en"], year, kind["en"].lower())
    chinese = where["zh"], f"{year}年" if year else "", FULL.get(genre or "", kind["zh"])
    return Title(f"[{' '.join(filter(None, english))}]", f"[{''.join(chinese)}]", own=False)


def place_name(name: str) -> dict[Language, str]:
    """A place in both languages; in Chinese where its English name is not known.

    >>> place_name("成都市"), place_name("澜州市")["en"]
    ({'en': 'Chengdu', 'zh': '成都市'}, '澜州市')
    """
    whole = Words.load().phrases.get(f"nation.{name}", {}).get("en")
    return {"en": whole or english_name(name) or name, "zh": name}
