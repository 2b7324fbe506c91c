"""Is anything left out? Content and length, weighed together.

The lexicon finds the stretch and the phrase of the clause that the draft shows least trace of; the
draft's length, and the marks and `and`s in it, are held against what such clauses usually need. The
weights are a logistic regression on 2,000 right drafts and five ways of cutting them (half, one
phrase, the first, the last, what follows an `and`).
"""

from __future__ import annotations

import math
import re

from pipeline.pattern import Pattern
from pipeline.translate.lexicon import Lexicon, content, hole, worst_phrase

_HOLE, _PHRASE, _RATIO, _LENGTH, _MARKS, _BIAS = 0.564, 0.215, -5.042, 0.443, -0.814, -2.439
# English content words per Chinese character in right drafts.
_WORDS_PER_CHARACTER = 0.36

# A draft that says `we` where the clause leaves it unsaid is told freely, as reports are: right
# ones lie this much higher.
_FREE = -0.6
_WE = Pattern(r"\b(?:we|our)\b", re.IGNORECASE)

THRESHOLD = 2.4
"""Of right drafts that the lexicon has not seen 4 of 1,592 plain ones lie above it, and 4 of 393
that are freely told."""

_UNITS = Pattern(r"[一-鿿]|[A-Za-z0-9]+")
_JOINTS = Pattern("[，、；：和与及或]")
_ENGLISH_JOINTS = Pattern(r"[,;:]|\b(?:and|or)\b")
# No English sentence ends so; a Chinese one may be cut like this too. Of 180,000 sentences at most
# one in two hundred of each of these words stands at an end; prepositions that stay behind (the
# body it is registered with) and verbs that a clause ends with (where they are) are left out.
_OPEN_WORDS = """
a actual additional administrative agricultural among an ancient and annual as basic be because
been between biological central chemical civil clinical commercial concerning corporate
corresponding cultural despite disciplinary domestic during economic educational encourage enhance
ensure environmental every except existing facilitate financial fiscal foreign foster he
historical if including indigenous industrial initial institutional internal into its judicial
largest leading local main many marine medical mental municipal must mutual my national neither
new nor northern nuclear occupational of or our per physical preceding promote provincial raw
recent regarding regional regulatory relating respective rural secondary several shall she
southern specialized state-owned strengthen strive structural supervisory technical technological
than that the their these they toward towards traditional unless urban very vocational we when
where whether which who whose will without your
"""
# `at will`, `the people's will`, and what `continued to strengthen` are whole.
_CUT = Pattern(
    rf"(?:(?<![\w'’-])(?<!\bat (?=will))(?<!['’]s (?=will))(?<!continued to (?=strengthen))"
    rf"(?<!continue to (?=strengthen))(?:{'|'.join(_OPEN_WORDS.split())})|[,(])[.。]?\s*$",
    re.IGNORECASE,
)
_WHOLE = Pattern(r"[。！？；：.!?;:”》）)]\s*$")


def omitted(chinese: str, english: str, lexicon: Lexicon | None = None) -> str:
    """The words that the draft seems to leave out; "" where nothing is missing.

    >>> omitted("完善基础设施，改善水质，保护耕地，发展旅游。", "Improve infrastructure.") != ""
    True
    >>> omitted("改善水质，保护耕地。", "Improve water quality and protect farmland.")
    ''
    """
    plain = cut_off(chinese, english)
    if plain:
        return plain
    words, score = _score(chinese, english, lexicon or Lexicon.load())
    return words if score >= THRESHOLD else ""


def cut_off(chinese: str, english: str) -> str:
    """What is missing where nobody can doubt it: everything, or the end; "" otherwise.

    >>> cut_off("完善基础设施，保护耕地。", "Improve infrastructure and.")
    'the end, after Improve infrastructure and.'
    """
    if not english.strip():
        return "everything" if chinese.strip() else ""
    if _WHOLE.search(chinese) and _CUT.search(english) and len(english.split()) > 2:
        return f"the end, after {' '.join(english.split()[-3:])}"
    return ""


def suspicion(chinese: str, english: str) -> float:
    """How much speaks for an omission; from `THRESHOLD` on there is one.

    >>> whole = suspicion("改善水质，保护耕地。", "Improve water quality and protect farmland.")
    >>> suspicion("改善水质，保护耕地。", "Improve water quality.") > whole
    True
    """
    return _score(chinese, english, Lexicon.load())[1]


def units(text: str) -> int:
    """Characters and Latin words; marks do not count."""
    return len(_UNITS.findall(text))


def ratio(chinese: str, english: str) -> float:
    """How much longer the draft is than such drafts are: the log of the ratio.

    >>> ratio("改善水质，保护耕地。", "Improve water.") < 0
    True
    """
    size = units(chinese)
    return math.log((len(content(english)) + 1.5) / (_WORDS_PER_CHARACTER * size + 1.5))


def _score(chinese: str, english: str, lexicon: Lexicon) -> tuple[str, float]:
    weighed = lexicon.weigh_places(chinese, english)
    worst = hole(chinese, weighed)
    size = units(chinese)
    joints = len(_JOINTS.findall(chinese)) + 1
    marks = math.log((len(_ENGLISH_JOINTS.findall(english)) + 1) / joints)
    score = _HOLE * worst.score + _PHRASE * worst_phrase(chinese, weighed) + _BIAS
    score += _RATIO * ratio(chinese, english) + _LENGTH * math.log(size + 1) + _MARKS * marks
    if _WE.search(english):
        score += _FREE
    return worst.words or chinese, score


_TITLE = Pattern(r"《[^》\n]{2,80}》")
_QUOTED = Pattern(r"[“\"][^”“\"\n]{2,20}[”\"]")

# Measured on 2,400 right drafts: no title in 《》 scores above -2, of names in “” one in two
# hundred above 2.8. A name of one word may be left in pinyin.
_TITLE_LIMIT = -1.0
_QUOTED_LIMIT = 3.2


def unnamed(chinese: str, english: str, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """The titles and names of the clause, in 《》 or “”, that the draft does not have.

    >>> unnamed("印发《河道管理办法》。", "Issue the document.")
    ('《河道管理办法》',)
    """
    if not (_TITLE.search(chinese) or _QUOTED.search(chinese)):
        return ()
    weighed = (lexicon or Lexicon.load()).weigh_clause(chinese, english)
    missing = []
    for pattern, limit, least in ((_TITLE, _TITLE_LIMIT, 1), (_QUOTED, _QUOTED_LIMIT, 2)):
        for found in pattern.finditer(chinese):
            weights = [w for w, span in weighed if found.start() <= span.start < found.end()]
            if len(weights) >= least and sum(weights) > limit:
                missing.append(found.group())
    return tuple(missing)
