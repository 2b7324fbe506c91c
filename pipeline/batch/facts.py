"""Facts of documents that a manifest or table states: they override what the text says."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast, get_args

from pipeline.document import Document, Genre, Level, Place
from pipeline.read.gazetteer import choose, mentions

FACTS = ("title", "doc_number", "issuer", "place", "place_code", "place_level", "genre", "issued")
WORDS: dict[str, tuple[str, ...]] = {"genre": get_args(Genre), "place_level": get_args(Level)}
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?")

log = logging.getLogger(__name__)


def facts_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The facts that a row states, as strings; several issuers are joined by `;`.

    A word that is none of ours (a genre `notices`) is no fact: a warning names it, once.

    >>> facts_of({"title": "澜州市规划", "issued": "2021年3月", "issuer": ["甲局", "乙局"], "n": 1})
    {'title': '澜州市规划', 'issuer': '甲局;乙局', 'issued': '2021-03'}
    """
    place = row.get("place")
    if isinstance(place, Mapping):  # as the public record has it
        told = {"place": place.get("name"), "place_code": place.get("code")}
        row = {**row, **told, "place_level": place.get("level")}
    stated = ((name, _as_words(name, row.get(name))) for name in FACTS)
    return {name: words for name, words in stated if words}


def with_facts(document: Document, facts: Mapping[str, str]) -> Document:
    """The document with the facts that its row states."""
    if not facts:
        return document
    return replace(
        document,
        title=facts.get("title", document.title),
        doc_number=facts.get("doc_number", document.doc_number),
        issuers=tuple(facts["issuer"].split(";")) if "issuer" in facts else document.issuers,
        place=_place(document.place, facts),
        genre=cast(Genre | None, facts.get("genre", document.genre)),
        issued=facts.get("issued", document.issued),
    )


def _as_words(name: str, value: Any) -> str:
    """A value as the fact `name`; nothing where it says nothing."""
    if value is None or value != value:  # NaN: an empty cell that came by way of pandas
        return ""
    if isinstance(value, list | tuple):
        value = ";".join(map(str, value))
    if hasattr(value, "isoformat"):
        value = value.isoformat()[:10]
    words = str(value).strip().encode("utf-8", "replace").decode()
    if name == "issued":
        return _date(words)
    if words and words not in WORDS.get(name, (words,)):
        _warn(name, words)
        return ""
    return words


def _date(words: str) -> str:
    """A date in EDTF: 2021-03-05 of 2021/3/5."""
    found = DATE.fullmatch(words.removesuffix(" 00:00:00"))
    if not found:
        if words:
            _warn("issued", words)
        return ""
    year, *rest = (part for part in found.groups() if part)
    return "-".join([year, *(part.zfill(2) for part in rest)])


@lru_cache(100)
def _warn(name: str, words: str) -> None:
    known = ", ".join(WORDS.get(name, ("2021, 2021-03, 2021-03-05",)))
    log.warning("%s %r is left out, the text decides; known are: %s", name, words, known)


def _place(found: Place | None, facts: Mapping[str, str]) -> Place | None:
    """The place that the facts name, with the code that the gazetteer has for it."""
    if not {"place", "place_code", "place_level"} & facts.keys():
        return found
    named = _in_gazetteer(facts["place"], found) if "place" in facts else found
    name = facts.get("place") or (found.name if found else "")
    return Place(
        named.name if named else name,
        facts.get("place_code") or (named.code if named else None),
        cast(Level, facts.get("place_level") or (named.level if named else "city")),
    )


def _in_gazetteer(name: str, found: Place | None) -> Place | None:
    """The one place of that name, by its full or short name: 成都 is 成都市."""
    if found is not None and name == found.name:
        return found
    if name in ("全国", "中国", "国家", "中央"):
        return Place("全国", None, "central")
    for mention in mentions(name, everyday=True):
        if (mention.start, mention.end) == (0, len(name)):
            return choose(mention.divisions)
    return None
