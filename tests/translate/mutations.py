"""Ways to spoil a right draft, one fault at a time.

`mutations` gives every fault that a pair allows, by name; the same pair always gives the same
drafts. What is spoilt is only the English.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

Mutator = Callable[[str, str, random.Random], str | None]

_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?(?![\w]|[.,]\d)"
)
_UNITS = {
    "percentage points": "percent", "percentage point": "percent", "percent": "percentage points",
    "yuan": "US dollars", "US dollars": "yuan", "square kilometers": "square meters",
    "kilometers": "meters", "mu": "hectares", "hectares": "mu", "kilowatts": "megawatts",
    "kilowatt-hours": "megawatt-hours", "tons": "kilograms", "tonnes": "kilograms",
    "days": "months", "months": "years", "square meters": "square kilometers", "hours": "days",
}  # fmt: skip
_BOUNDS = {
    "no less than": "no more than", "not less than": "not more than",
    "no fewer than": "no more than", "no more than": "no less than",
    "not more than": "not less than", "at least": "at most",
    "at most": "at least", "more than": "less than", "less than": "more than",
    "fewer than": "more than", "over": "under", "or more": "or less", "or above": "or below",
    "exceeding": "below", "exceed": "stay below", "exceeded": "stayed below", "up to": "at least",
    "not exceeding": "of at least", "no higher than": "no lower than",
    "no lower than": "no higher than", "surpassed": "fell short of", "above": "below",
    "within": "after",
}  # fmt: skip
_DROPPED_BOUNDS = (
    "no less than", "no fewer than", "no more than", "not more than", "not less than", "at least",
    "at most", "more than", "less than", "over", "about", "around", "approximately", "nearly",
    "up to", "or more", "or above",
)  # fmt: skip
_MODES = {
    "must": "may", "shall": "may", "shall not": "may", "must not": "may", "encourage": "require",
    "encouraged": "required", "explore": "complete", "may": "shall", "support": "restrict",
    "strive to": "decline to", "prohibited": "permitted", "may not": "may",
    "encouraging": "forcing",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SCALES = {"million": "billion", "billion": "million", "trillion": "billion", "thousand": "million"}


def mutations(chinese: str, english: str, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Every named fault with the draft that has it."""
    for name, mutate in MUTATORS.items():
        spoilt = mutate(chinese, english, random.Random(f"{seed}{name}{english}"))
        if spoilt is not None and spoilt != english:
            yield name, spoilt


def _pick(pattern: re.Pattern[str], english: str, dice: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(english))
    return dice.choice(found) if found else None


def _spliced(english: str, found: re.Match[str], words: str) -> str:
    return f"{english[: found.start()]}{words}{english[found.end() :]}"


def digit(chinese: str, english: str, dice: random.Random) -> str | None:
    """Another digit in one figure: 1,500 becomes 1,700."""
    found = _pick(_NUMBER, english, dice)
    if found is None:
        return None
    places = [at for at, letter in enumerate(found.group()) if letter.isdigit()]
    at = dice.choice(places)
    old = found.group()[at]
    new = dice.choice([d for d in ("123456789" if at == 0 else "0123456789") if d != old])
    return _spliced(english, found, found.group()[:at] + new + found.group()[at + 1 :])


def magnitude(chinese: str, english: str, dice: random.Random) -> str | None:
    """million for billion, or a zero too many."""
    found = _pick(re.compile(rf"(?<=\d )({'|'.join(_SCALES)})\b"), english, dice)
    if found:
        return _spliced(english, found, _SCALES[found.group()])
    found = _pick(re.compile(r"(?<![\w.,])\d{1,3},000\b(?!,)"), english, dice)
    return _spliced(english, found, found.group().replace(",000", "0,000")) if found else None


def figure_lost(chinese: str, english: str, dice: random.Random) -> str | None:
    """A figure left out."""
    found = _pick(
        re.compile(_NUMBER.pattern + r"(?: (?:million|billion|trillion|thousand))?"), english, dice
    )
    return _spliced(english, found, "some") if found else None


def figure_added(chinese: str, english: str, dice: random.Random) -> str | None:
    """A figure that the clause does not have."""
    found = _pick(re.compile(r"(?<=[a-z]) (?:and|in|of) (?=[a-z])"), english, dice)
    extra = dice.choice([n for n in (37, 460, 83, 2900, 67) if str(n) not in chinese])
    return _spliced(english, found, f" {extra} ") if found else None


def unit(chinese: str, english: str, dice: random.Random) -> str | None:
    """Another unit after a figure."""
    found = _pick(
        re.compile(rf"(?<=\d )((?:million |billion |trillion )?)({'|'.join(_UNITS)})\b"),
        english,
        dice,
    )
    return _spliced(english, found, found[1] + _UNITS[found[2]]) if found else None


_BEFORE_NUMBER = r"(?= (?:RMB )?\d)"


def _bound(words: str) -> str:
    return words if words.startswith("or ") else words + _BEFORE_NUMBER


def bound_turned(chinese: str, english: str, dice: random.Random) -> str | None:
    """at least for at most."""
    pattern = "|".join(_bound(words) for words in sorted(_BOUNDS, key=len, reverse=True))
    found = _pick(re.compile(rf"(?<!no )(?<!not )(?<!to )\b(?:{pattern})\b"), english, dice)
    return _spliced(english, found, _BOUNDS[found.group()]) if found else None


def bound_lost(chinese: str, english: str, dice: random.Random) -> str | None:
    """at least left out."""
    pattern = "|".join(f" {_bound(words)}" for words in _DROPPED_BOUNDS)
    found = _pick(re.compile(rf"(?<!to)(?<!not)(?:{pattern})\b"), english, dice)
    return _spliced(english, found, "") if found else None


def bound_added(chinese: str, english: str, dice: random.Random) -> str | None:
    """at least where the clause has no bound."""
    if re.search(r"[超过破以近约余多内达满不至]", chinese):
        return None
    found = _pick(
        re.compile(r"(?<=[a-z] )\d+(?:,\d{3})*(?= [a-z]{4,})(?! (?:years|months|days|hours))"),
        english,
        dice,
    )
    if not found or 1900 < int(found.group().replace(",", "")) < 2100:
        return None
    return _spliced(english, found, f"at least {found.group()}")


def year(chinese: str, english: str, dice: random.Random) -> str | None:
    """Another year."""
    found = _pick(re.compile(r"\b20\d\d\b"), english, dice)
    return (
        _spliced(english, found, str(int(found.group()) + dice.choice([-2, -1, 1, 3])))
        if found
        else None
    )


def month(chinese: str, english: str, dice: random.Random) -> str | None:
    """Another month."""
    found = _pick(re.compile(rf"\b(?:{'|'.join(_MONTHS)})(?= \d)"), english, dice)
    return (
        _spliced(english, found, dice.choice([m for m in _MONTHS if m != found.group()]))
        if found
        else None
    )


def plan(chinese: str, english: str, dice: random.Random) -> str | None:
    """Another five-year plan."""
    found = _pick(re.compile(r"\b1[2-5]th(?= Five-Year)"), english, dice)
    return _spliced(english, found, "11th") if found else None


def latin(chinese: str, english: str, dice: random.Random) -> str | None:
    """5G as 6G, AI as AL: a letter or digit of a Latin string of the clause."""
    words = [
        w
        for w in re.findall(r"[A-Za-z][A-Za-z0-9]+|\d[A-Z]", chinese)
        if re.search(rf"\b{re.escape(w)}\b", english)
    ]
    if not words:
        return None
    word = dice.choice(words)
    letter = word[0]
    other = str((int(letter) + 1) % 10) if letter.isdigit() else ("Q" if letter != "Q" else "Z")
    return re.sub(rf"\b{re.escape(word)}\b", other + word[1:], english)


def untranslated(chinese: str, english: str, dice: random.Random) -> str | None:
    """A word left in Chinese."""
    han = re.findall(r"[一-鿿]{2,4}", chinese)
    found = _pick(re.compile(r"(?<= )[a-z]{5,}(?=[ ,.])"), english, dice)
    return _spliced(english, found, dice.choice(han)) if han and found else None


def half_lost(chinese: str, english: str, dice: random.Random) -> str | None:
    """The second half left out."""
    words = english.split(" ")
    return " ".join(words[: len(words) // 2]) + "." if len(words) >= 12 else None


def phrase_lost(chinese: str, english: str, dice: random.Random) -> str | None:
    """One stretch between two marks left out."""
    parts = re.split(r"(?<=[,;]) ", english)
    places = [at for at, part in enumerate(parts) if len(part.split()) >= 6 and at]
    if not places:
        return None
    at = dice.choice(places)
    return " ".join(parts[:at] + parts[at + 1 :]).rstrip(",;") + (
        "." if at == len(parts) - 1 else ""
    )


def title_lost(chinese: str, english: str, dice: random.Random) -> str | None:
    """What 《》 holds left out: the English in capitals."""
    if "《" not in chinese:
        return None
    found = _pick(
        re.compile(
            r"(?:the )?(?:[A-Z][\w'’-]+ ?(?:of |the |for |on |and |in |to |by |from )*){4,}"
        ),
        english,
        dice,
    )
    return _spliced(english, found, "the document ") if found else None


def stutter(chinese: str, english: str, dice: random.Random) -> str | None:
    """A stretch of words said twice."""
    found = _pick(re.compile(r"\b[a-z]{4,} (?:[a-z]+ ){2,4}[a-z]{4,}(?= )"), english, dice)
    return _spliced(english, found, f"{found.group()} {found.group()}") if found else None


def doubled(chinese: str, english: str, dice: random.Random) -> str | None:
    """The draft said twice over."""
    return f"{english} {english}" if len(english) > 30 else None


def mode(chinese: str, english: str, dice: random.Random) -> str | None:
    """may for must."""
    asked = {
        "must": "必须",
        "shall": "应",
        "encourage": "鼓励",
        "encouraged": "鼓励",
        "explore": "探索",
        "may": "可以",
        "encouraging": "鼓励",
    }
    words = [
        w
        for w in sorted(_MODES, key=len, reverse=True)
        if asked.get(w, "") in chinese and w in asked
    ]
    found = (
        _pick(re.compile(rf"\b(?:{'|'.join(words)})\b(?! not)"), english, dice) if words else None
    )
    if found and len(re.findall(rf"\b{found.group()}\b", english)) > 1:
        return None
    return _spliced(english, found, _MODES[found.group()]) if found else None


def ban_lifted(chinese: str, english: str, dice: random.Random) -> str | None:
    """shall for shall not."""
    found = _pick(re.compile(r"\b(shall|must|may) not\b"), english, dice)
    if not found or english.count(" not ") > 1 or not re.search("不得|禁止|严禁", chinese):
        return None
    return _spliced(english, found, found[1])


def direction(chinese: str, english: str, dice: random.Random) -> str | None:
    """A rise told as a fall."""
    turned = {
        "increase": "decrease",
        "increased": "decreased",
        "grew": "fell",
        "rose": "fell",
        "growth": "decline",
        "fell": "rose",
        "decreased": "increased",
        "reduced": "increased",
    }
    words = [w for w in turned if re.search(rf"\b{w}\b", english)]
    if (
        len(words) != 1
        or len(re.findall(rf"\b{words[0]}\b", english)) > 1
        or not re.search(r"(?:增长|提高|下降|降低|减少|上升)[约近达]?\d", chinese)
        or len(_NUMBER.findall(english)) > 1
    ):
        return None
    return re.sub(rf"\b{words[0]}\b", turned[words[0]], english)


def swapped(chinese: str, english: str, dice: random.Random) -> str | None:
    """Two figures of one list changed round."""
    found = _pick(
        re.compile(r"(\d[\d,.]*\d|\d)( percent)? and (\d[\d,.]*\d|\d)(?= percent| yuan)"),
        english,
        dice,
    )
    if not found or found[1] == found[3] or "、" not in chinese:
        return None
    return _spliced(english, found, f"{found[3]}{found[2] or ''} and {found[1]}")


def exchanged(chinese: str, english: str, dice: random.Random) -> str | None:
    """Two figures with each other's nouns: 50 enterprises and 100 parks for 100 and 50."""
    counted = re.compile(r"(?<![\w.,$])(\d{1,3}(?:,\d{3})*) (?!to\b|and\b)([a-z]{4,})")
    places = [
        found
        for found in counted.finditer(english)
        if found[2] not in _UNITS and found[2] not in _SCALES and found[1] in chinese
    ]
    if len(places) < 2:
        return None
    one, two = sorted(dice.sample(places, 2), key=lambda found: found.start())
    if one[2] == two[2] or one[1] == two[1]:
        return None
    between = english[one.end(1) : two.start(1)]
    return f"{english[: one.start(1)]}{two[1]}{between}{one[1]}{english[two.end(1) :]}"


MUTATORS: dict[str, Mutator] = {
    function.__name__: function
    for function in (
        digit, magnitude, figure_lost, figure_added, unit, bound_turned, bound_lost, bound_added,
        year, month, plan, latin, untranslated, half_lost, phrase_lost, title_lost, stutter,
        doubled, mode, ban_lifted, direction, swapped, exchanged,
    )
}  # fmt: skip
