"""Strings that must come through as they are: Latin words, codes, addresses.

`5G`, `AI`, `IPv6`, `“1+N”`, an e-mail address. An abbreviation may be written out (AI as
artificial intelligence); a unit after a figure (50MW) is the figure's business.
"""

from __future__ import annotations

import html
import re
import unicodedata

from pipeline.pattern import Pattern
from pipeline.translate.glossary import stems
from pipeline.translate.proof.plain import CODES

_TOKEN = Pattern(r"(?<![A-Za-z0-9])\d*[A-Za-z](?:[A-Za-z0-9]|[&.+/'’-](?=[A-Za-z0-9]))*")
_UNIT = Pattern(
    r"(?<![A-Za-z0-9.])[0-9][0-9.,]*\s?(?:[PTGMKkmcnμ]?(?:B|b|bps|bit/s|W|Wh|wh|VA|V|v|Hz|hz|H|"
    r"m|g|L|l|A|Pa|J|mol)"
    r"(?:/[A-Za-z]+)?|[PEZ]?F[Ll][Oo][Pp][Ss]|km[²2]?|m[²³23]|hm[²2]?|ha|t|h|min|s|d|dB|TEU|ppm|tce"
    r"|P|E|T|X|x|w|W)(?<![0-9]A(?=[级甲、]))(?![A-Za-z0-9])"
)
_ROMAN = Pattern(r"[IVXⅠ-Ⅻ]+")
# Abbreviations whose English is not made of their letters.
_SPELT: dict[str, tuple[str, ...]] = {
    "co2": ("carbon dioxide",), "app": ("app", "application"), "apps": ("app", "application"),
    "o2o": ("online-to-offline", "online to offline"), "cpi": ("consumer price",),
    "vocs": ("volatile organic compound",), "voc": ("volatile organic compound",),
    "so2": ("sulfur dioxide", "sulphur dioxide"), "nox": ("nitrogen oxide",),
    "cod": ("chemical oxygen demand",), "ppp": ("public-private partnership",),
    "rmb": ("yuan", "renminbi"), "ip": ("intellectual propert", "internet protocol", "ips"),
    "hpv": ("papillomavirus",), "top": ("top",), "wifi": ("wi-fi", "wireless"),
    "tir": ("tir", "transports internationaux routiers"), "rd": ("r&d", "research and development"),
    "r&d": ("r&d", "research and development"), "pct": ("patent cooperation treaty",),
    "bim": ("building information",), "ev": ("electric vehicle",), "led": ("led", "light-emitting"),
    "ppi": ("producer price",), "km": ("kilomet",), "3d": ("three-dimensional", "3-d"),
    "2d": ("two-dimensional",), "e": ("e-", "electronic"), "iot": ("internet of things",),
    "u": ("usb", "u-", "flash drive"),
}  # fmt: skip


def lost(chinese: str, english: str) -> tuple[str, ...]:
    """The Latin strings and codes of the clause that the draft does not have.

    >>> lost("建设5G基站和AI平台", "Build 6G base stations and artificial intelligence platforms")
    ('5G',)
    """
    draft = unicodedata.normalize("NFKC", english)
    squeezed = re.sub(r"\s", "", draft).lower()
    plain = unicodedata.normalize("NFKC", html.unescape(chinese))
    missing = []
    for code in CODES.finditer(plain):
        words = re.sub(r"[\s.]+$|\s", "", code.group()).lower()
        if words.rstrip("./") not in squeezed:
            missing.append(code.group())
    plain = CODES.sub(" ", plain)
    for token in dict.fromkeys(_TOKEN.findall(_UNIT.sub(" ", plain))):
        if not _ROMAN.fullmatch(token) and not _said(token, draft):
            missing.append(token)
    return (*missing, *_misspelt(plain, draft))


def words_of(text: str) -> list[str]:
    """The Latin strings of a text, in order."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text))


def _misspelt(chinese: str, draft: str) -> list[str]:
    """Latin words of the draft that are a word of the clause but for one letter: QIM for BIM."""
    asked = {token for token in _TOKEN.findall(chinese) if len(token) > 2 and token.isupper()}
    given = {token for token in _TOKEN.findall(draft) if len(token) > 2 and token.isupper()}
    return [
        f"{own} as {other}"
        for other in sorted(given - asked)
        for own in sorted(asked - given)
        if len(own) == len(other) and sum(a != b for a, b in zip(own, other, strict=True)) == 1
    ]


def _said(token: str, draft: str) -> bool:
    letters = [re.escape(letter) for letter in re.sub(r"[\s'’-]", "", token)]
    loose = r"[\s'’.-]?".join(letters)
    if re.search(rf"(?<![A-Za-z0-9]){loose}(?:'?s|es)?(?![A-Za-z0-9])", draft, re.IGNORECASE):
        return True
    # “i临安” is the app iLin'an, 5A级景区 may be one rated AAAAA.
    if len(token) == 1 and re.search(rf"(?<![A-Za-z0-9]){token}-?[A-Z]", draft):
        return True
    if re.fullmatch("[2-5]A", token) and re.search(rf"\bA{{{token[0]}}}\b", draft):
        return True
    low = token.lower()
    if any(words in draft.lower() for words in _SPELT.get(low, ())):
        return True
    if len(token) > 24:  # a foreign sentence, perhaps mended: most of its words must be there
        return set(stems(token)) <= set(stems(draft))
    return 2 <= len(low) <= 6 and low.isalpha() and _initials(low, draft)


def _initials(letters: str, draft: str) -> bool:
    """Whether some run of words begins with these letters: gross domestic product for GDP."""
    words = [word for word in re.findall(r"[A-Za-z]+", draft.lower()) if word not in _SMALL]
    firsts = "".join(word[0] for word in words)
    return letters in firsts


_SMALL = frozenset({"of", "the", "and", "for", "in", "to", "a", "an", "on"})
