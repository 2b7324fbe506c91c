"""How English makes words of words: study-studied, cut-cutting, remarkable-remarkably, re-zone.

A list knows words as they stand; what is rightly made of them is a word too. Networks join pieces
as English does not: heared, cuting, remarkablely, announceed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.pattern import Pattern

_VOWELS = "aeiou"
_CONSONANT_Y = Pattern("[^aeiou]y$")
_HISSING = Pattern("(?:s|x|z|ch|sh)$")
# cut, plan, refer: the last consonant may double, and has to where there is one syllable.
_DOUBLES = Pattern("[^aeiou][aeiou][bdfgklmnprtvz]$")
_SYLLABLES = Pattern("[aeiouy]+")

_OF_VERBS = ("ing", "er", "able", "ability")
_ENDINGS = """
ed ing er ier iest able ability ly ness less ful like wise ship hood ist ize ized izing ization
ation fication ity ee man men way tech
"""
_ONTO = {"ity": ("al", "ic", "ive", "ar", "ous", "ible"), "ation": ("ize",)}

# servitisation, electrolyser: with a z they are known, or made of what is.
_BRITISH = Pattern("(?<=[iy])s(?=(?:e[drs]?|ers|ing|able|ations?)$)")

# Not dis-, or `dispersons` would be a word.
_PREFIXES = """
agri anti auto bi bio car co counter cross cyber de eco extra fore geo hyper hypo il im in infra
inter intra iso kilo mal mega meta micro mid mini mis mono multi nano non omni out over pan para
poly post pre pro quasi re sea self semi sub super techno tele tera trans tri ultra un under uni up
"""
_SHORTEST = 4  # rezone, but not re-use
# seismotectonic, fluorochemical: what ends in an o before a long word.
_LINK, _LINKED = "o", 6

_PAST = """
arise bear become begin bend bind bite bleed blow break breed bring build buy catch choose come
creep cut deal draw drink drive eat fall feed feel fight find flee forbid forget freeze get give go
grind grow hear hide hit hold keep know leave lend let lose make mean meet overcome pay rebuild ride
rise run say see seek sell send set shake shoot shrink shut sing sink sit sleep speak spend spin
spread stand steal strike strive sweep swim take teach tear tell think throw undergo understand
undertake uphold wear weave win withdraw withstand write
"""
IRREGULAR = frozenset(_PAST.split())
"""Verbs whose past does not end in -ed."""


def joined(base: str, ending: str) -> frozenset[str]:
    """What a word becomes with an ending, by the rules of English spelling.

    >>> sorted(joined("control", "ed")), sorted(joined("study", "ed")), sorted(joined("hear", "ed"))
    (['controled', 'controlled'], ['studied'], [])
    """
    if ending == "s":
        return frozenset({with_s(base), base + "es"} if base.endswith("o") else {with_s(base)})
    if ending == "ly":
        return _with_ly(base)
    if ending in ("ier", "iest"):
        return frozenset({base[:-1] + ending} if _CONSONANT_Y.search(base) else ())
    if ending == "ed" and base in IRREGULAR:
        return frozenset()
    if ending in ("ity", "ability") and base.endswith("ble"):
        return frozenset({base[:-2] + "ility"} if ending == "ity" else ())
    if ending in ("able", "ability") and base.endswith("ate"):
        return frozenset({base[:-3] + ending, base[:-1] + ending})
    if ending[0] in _VOWELS:
        return _with_vowel(base, ending)
    return frozenset({base[:-1] + "i" + ending if _CONSONANT_Y.search(base) else base + ending})


def with_s(base: str) -> str:
    """A noun as its plural is mostly made, or a verb in the third person.

    >>> [with_s(word) for word in ("park", "branch", "city", "bay", "photo")]
    ['parks', 'branches', 'cities', 'bays', 'photos']
    """
    if _HISSING.search(base):
        return base + "es"
    if _CONSONANT_Y.search(base):
        return base[:-1] + "ies"
    return base + "s"


def _with_ly(base: str) -> frozenset[str]:
    if base.endswith("le") and base[-3:-2] not in _VOWELS:
        return frozenset({base[:-1] + "y"})
    if base.endswith("ll"):
        return frozenset({base + "y"})
    if base.endswith("ic"):
        return frozenset({base + "ally", base + "ly"})
    return frozenset({base[:-1] + "ily" if _CONSONANT_Y.search(base) else base + "ly"})


def _with_vowel(base: str, ending: str) -> frozenset[str]:
    if _CONSONANT_Y.search(base):
        if ending.startswith(("iz", "ist")):  # priority, prioritize
            return frozenset({base[:-1] + ending})
        return frozenset({base + ending if ending[0] == "i" else base[:-1] + "i" + ending})
    if base.endswith(("ee", "oe", "ye")):
        return frozenset({base + ending[1:] if ending[0] == "e" else base + ending})
    if base.endswith("e"):
        return frozenset({base[:-1] + ending})
    if _DOUBLES.search(base):
        twice = base + base[-1] + ending
        one = len(_SYLLABLES.findall(base)) == 1
        return frozenset({twice} if one else {twice, base + ending})
    return frozenset({base + ending})


def bases(word: str, ending: str) -> Iterator[str]:
    """What may have stood before an ending.

    >>> list(bases("planned", "ed"))
    ['plann', 'planne', 'plan']
    """
    rest = word.removesuffix(ending)
    yield rest
    yield rest + "e"
    if ending in ("able", "ability"):
        yield rest + "ate"
    if rest[-1:] == rest[-2:-1]:
        yield rest[:-1]
    if rest.endswith("i"):
        yield rest[:-1] + "y"
    if ending in ("ier", "iest") or ending.startswith(("iz", "ist")):
        yield rest + "y"
    if ending == "ly":
        yield rest + "le"
    if ending == "ity" and rest.endswith("il"):
        yield rest[:-2] + "le"


def is_made(word: str, known: Collection[str]) -> bool:
    """Whether a word that is not known is rightly made of one that is.

    >>> known = {"zone", "zoned", "plan", "planning", "hear", "hearing"}
    >>> [word for word in ("rezone", "zoning", "planer", "heared") if is_made(word, known)]
    ['rezone', 'zoning']
    """
    american = _BRITISH.sub("z", word)
    if american in known or _is_formed(american, known) or _is_formed(word, known):
        return True
    for prefix in _PREFIXES.split():
        rest = word.removeprefix(prefix)
        if _SHORTEST <= len(rest) < len(word) and (rest in known or _is_formed(rest, known)):
            return True
    linked = range(3, len(word) - _LINKED)
    return any(word[at] == _LINK and word[at + 1 :] in known for at in linked)


def _is_formed(word: str, known: Collection[str]) -> bool:
    if word.endswith("s"):
        for base in (word[:-1], word[:-2], word[:-3] + "y"):
            if word in joined(base, "s") and (base in known or _has_ending(base, known)):
                return True
    return _has_ending(word, known)


def _has_ending(word: str, known: Collection[str]) -> bool:
    return any(
        base in known and _takes(base, ending, word, known)
        for ending in _ENDINGS.split()
        if word.endswith(ending) and len(word) - len(ending) >= 3
        for base in bases(word, ending)
    )


def _takes(base: str, ending: str, word: str, known: Collection[str]) -> bool:
    """Whether `word` is `base` with `ending`, where no other spelling of it is known."""
    if word not in (forms := joined(base, ending)) or any(form in known for form in forms):
        return False
    if ending in _OF_VERBS:
        verbal = joined(base, "ed") | joined(base, "ing")
        return any(form in known for form in verbal)
    return base.endswith(_ONTO.get(ending, ""))
