"""A draft that says the same words again, as engines do when they lose their way."""

from __future__ import annotations

import re

from pipeline.pattern import Pattern
from pipeline.translate.pinyin import spelled_from
from pipeline.translate.proof.english_words import CARDINALS

# A word with the mark that opens a name before it: `"buy and pick up" and "pick up later"`.
_WORD = Pattern(r"[\"“]?[A-Za-z0-9][\w'’]*")
_PIECE = Pattern(r"[A-Za-z0-9][\w'’]*|[^\w\s]")
# Words that good English may double.
_DOUBLED = frozenset({"that", "had", "is", "in", "on", "very", "do", "more"})
_COUNTED = frozenset(CARDINALS)  # five five-star hotels
# No right draft says a word three times running, whatever its clause doubles.
_THRICE = Pattern(r"\b([A-Za-z]{2,})(?: \1){2}\b", re.IGNORECASE)
# Nor a small word twice, but for those that English doubles: `sudden sudden illness`.
_TWICE = Pattern(r"(?<!\w)([a-z]{3,}|[a-z]+-[a-z]+) \1(?![\w-])")
# `Provincial Financial financial regulation`, `Article Article 3`, `100 billion yuan-yuan`; but
# `funds Funds` is the end of one cell and the next, `Liang Liang` may be a person.
_CASED = Pattern(r"(?<![\w-])([a-z]{4,}) (?=\1\b)([a-z]+)(?![\w-])", re.IGNORECASE)
_JOINED = Pattern(r"(?<!\w)([a-z]{4,})-\1(?!\w)", re.IGNORECASE)
_WELL_JOINED = frozenset({"active", "river"})  # 双活, 江河联运
# `at least at least 20`, `forms of forms of`, `across departments across departments`, and
# `upstream and upstream and downstream`, but `better and better and …`.
_PHRASE_TWICE = Pattern(
    r"(?<![\w-])(at least|more than|less than|fewer than|up to|such as"
    r"|[a-z]{4,} (?:of|from|for|in|with|by|on|as|to|under)"
    r"|(?:across|among|through|under|within) [a-z]{4,}"
    r"|(?!more|\w+er\b)([a-z]{4,}) and) \1(?! \2\b)(?![\w-])"
)
# `project projects`, `prudent prudently`, `achieve achieving`; shorter ones (`three threes`, a
# `double doubling`) and `building buildings` may be meant.
_KIN_TWICE = Pattern(
    r"(?<![\w-])(?:([a-z]{6,})(?<!ing) \1(?:s|d|ly)|([a-z]{6,})s \2|([a-z]{6,})e \3ing)(?![\w-])"
)
# `orderly and orderly supply`, `coordinate and coordinate work`: two that qualify or do, where the
# second of two things may go on (`green trade and trade in …`, `housing and housing for …`).
_QUALIFIED_TWICE = Pattern(
    r"(?<![\w-])((?!supply|family|public|talent)(?:[a-z]{2,}(?:[^e]ed|ly|able|ible|[^b]ic|[^r]al"
    r"|ive|ous|[^m]ent|[^r]ant|ful)|early|strong|safe|stable|secure|smart|green|open|fair|clean|high"
    r"|[a-z]{4,}(?:ate|ize|ify)|upgrade|inside|outside"
    r"|(?!manufactur|hous|green|plan|build|teach|train|farm|min|(?:re)?fund|financ|market|do)"
    r"[a-z]{3,}ing)) and \1(?![\w-])",
    re.IGNORECASE,
)
# `relief and relief.`, `care and care shall …`; but `get better and better`, and `between robots
# and robots`, as `of robots and robots` where the clause doubles them.
_CLOSED_TWICE = Pattern(
    r"(?<![\w-])((?!more\b|worse\b)(?:[a-z][\w'’-]* ){0,3}(?!\w+er\b)[a-z]{4,}) and \1"
    r"(?=[.,;:)]|$| (?:shall|should|must|was|were)\b)",
    re.IGNORECASE,
)
_PAIRED = Pattern(r"\b(between|of) $", re.IGNORECASE)
# `sustainability of sustainability,`, `facial recognition of facial recognition`; but `funds of
# funds`, `the best of the best`, `construction of construction projects`.
_OF_ITSELF = Pattern(
    r"(?<![\w-])(?!funds|best|the \w+ of)(?:"
    r"((?:[a-z][\w'’-]* ){1,3}[a-z]{4,}) of (?:the )?\1(?![\w-])"
    r"|([a-z]{4,}) of (?:the )?\2(?=[.,;:)]|$))",
    re.IGNORECASE,
)
# `the development of software park development`; in 82,000 right translations four times.
_OF_THE_LIKE = Pattern(
    r"(?<![\w-])([a-z]{3,}(?:ment|tion|sion)|review|reform|capital|protection|building)"
    r" of (?:the )?(?:(?!and\b)[a-z-]+ ){1,4}\1(?=[.,;:)]|$)",
    re.IGNORECASE,
)
# `Plan and plan`, `improve and improve the standards`: no verb takes its object twice.
_DONE_TWICE = Pattern(
    r"(?<![\w-])((?:improve|enhance|strengthen|promote|advance|develop|build|plan|expand|perfect"
    r"|establish|deepen|create|foster|guide|encourage|organize|protect|manage|supervise|ensure"
    r"|review|revise|increase|reduce|raise|lower)) and \1(?![\w-])",
    re.IGNORECASE,
)
# `repair, management, management`; not `pre-production, production`, nor `the parks, parks and …`
# where no other member stands before.
_LISTED_TWICE = Pattern(
    r"(?<![\w-])((?:[A-Za-z][\w'’-]* ){0,4}[A-Za-z][\w'’-]{2,}), (?:and |or )?\1(?=[,.;:)]|$)"
    r"|(?<=, )((?:[A-Za-z][\w'’-]* ){0,3}[A-Za-z][\w'’-]{3,}), \2(?= and )",
    re.IGNORECASE,
)
# 报市级部门；市级部门审核.
_AT_ONCE = Pattern(r"([一-鿿、]{4,})[；。]\1")
_DOUBLE_SIGN = Pattern(r"([一-鿿]{1,3})[与和对到－—–-]?\1")
_CLOSE = 8
"""A list that itself says two signs again so soon (合同、合同清单) may say their English again."""

ECHO = 9
"""So many words come twice in right English only where the Chinese repeats itself."""


def repeated(chinese: str, english: str) -> str:
    """The words that the draft repeats without reason; "" where there are none.

    >>> repeated("建设园区和基地。", "Build parks and bases and bases and bases.")
    'and bases'
    """
    words = [word.lower() for word in _WORD.findall(english)]
    pieces = [piece.lower() for piece in _PIECE.findall(english)]
    return (
        _running(chinese, english)
        or _stutter(chinese, pieces, 1, 3)
        or _stutter(chinese, words, 3, len(words) // 2 + 1)
        or _joined_to_itself(chinese, english)
        or _echo(chinese, words)
    )


def _running(chinese: str, english: str) -> str:
    """A word three times running, or what stands twice in a row where it should stand once.

    What stands twice is given once, as all that one may simply take out.

    >>> _running("新增企业20家以上。", "Add at least at least 20 firms.")
    'at least'
    """
    if found := _THRICE.search(english):
        return found.group().lower()
    for twice in _TWICE.finditer(english):
        if twice[1] not in _DOUBLED | _COUNTED:
            return str(twice[1])
    for twice in _CASED.finditer(english):
        named = spelled_from(twice[1] + twice[2], chinese) or _doubles(chinese)
        if twice[1][0].isupper() and (twice[2].islower() or not named):
            return str(twice[1]).lower()
    for twice in _JOINED.finditer(english):
        if twice[1].lower() not in _WELL_JOINED and not _doubles(chinese):
            return str(twice[1]).lower()
    found = _PHRASE_TWICE.search(english)
    return str(found[1]) if found else ""


def _joined_to_itself(chinese: str, english: str) -> str:
    """A member of a list said again, a word that `and` or `of` joins to itself, or its like.

    Another word may be missing, so the whole is given.

    >>> _joined_to_itself("供给规范有序。", "Supply is orderly and orderly.")
    'orderly and orderly'
    """
    for pattern in (_KIN_TWICE, _QUALIFIED_TWICE, _OF_ITSELF, _OF_THE_LIKE, _DONE_TWICE):
        if found := pattern.search(english):
            return found.group().lower()
    for found in _CLOSED_TWICE.finditer(english):
        paired = _PAIRED.search(english[: found.start()])
        if not paired or (paired[1] == "of" and not _doubles(chinese)):
            return found.group().lower()
    found = _LISTED_TWICE.search(english)
    return found.group().lower() if found and not repeats_closely(chinese) else ""


def _stutter(chinese: str, words: list[str], least: int, most: int) -> str:
    """The first run of words that stands twice in a row."""
    for size in range(least, most):
        for at in range(len(words) - 2 * size + 1):
            if words[at].strip('"“') != words[at + size].strip('"“'):
                continue
            run = [words[at + size], *words[at + 1 : at + size]]
            if run != words[at + size : at + 2 * size] or not _telling(run):
                continue
            if not (_repeated_at_once(chinese) if size >= 3 else _repeats(chinese, 2)):
                return " ".join(run).strip('"“')
    return ""


def _telling(run: list[str]) -> bool:
    """Whether a doubled run is a fault: not figures, `that that`, `hand in hand`, `and more`."""
    if sum(word[0].isalpha() for word in run) < min(len(run), 2):
        return False
    if len(run) == 1:
        return run[0] not in _DOUBLED | _COUNTED and len(run[0]) > 1
    if len(run) == 2 and "and" in run:
        return not any(word == "more" or word.endswith("er") for word in run)
    return len(run) > 3 or "in" not in (run[0], run[-1])


def _echo(chinese: str, words: list[str]) -> str:
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - ECHO + 1):
        run = tuple(words[at : at + ECHO])
        if run in seen and seen[run] + ECHO <= at and not _repeats(chinese, 5):
            return " ".join(run)
        seen.setdefault(run, at)
    return ""


def _repeated_at_once(chinese: str) -> bool:
    """Whether the clause itself goes on as it left off: 报市级部门；市级部门审核."""
    return bool(_AT_ONCE.search(re.sub(r"\s", "", chinese)))


def _signs(chinese: str) -> str:
    """The clause without the marks that may part what it repeats."""
    return re.sub(r"[\s，。、；：“”]", "", chinese)


def _doubles(chinese: str) -> bool:
    """Whether the clause itself says up to three signs twice, or four within `_CLOSE`: 车-车."""
    if _DOUBLE_SIGN.search(chinese):
        return True
    text = _signs(chinese)
    return any(
        text.find(text[at : at + 4], at + 4, at + 8 + _CLOSE) >= 0 for at in range(len(text) - 3)
    )


def repeats_closely(chinese: str) -> bool:
    """Whether the clause itself says two signs again within `_CLOSE` signs."""
    text = _signs(chinese)
    return any(
        text.find(text[at : at + 2], at + 2, at + 4 + _CLOSE) >= 0 for at in range(len(text) - 1)
    )


def _repeats(chinese: str, size: int) -> bool:
    """Whether the clause itself says some stretch of this many characters twice."""
    text = _signs(chinese)
    stretches = [text[at : at + size] for at in range(len(text) - size + 1)]
    seen: dict[str, int] = {}
    for at, stretch in enumerate(stretches):
        if stretch in seen and seen[stretch] + size <= at:
            return True
        seen.setdefault(stretch, at)
    return False
