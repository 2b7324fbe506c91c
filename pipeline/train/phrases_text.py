"""Sentence pairs as word ids, with figures, dates and places as slots on both sides."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log
from pathlib import Path
from typing import Any

from pipeline.errors import ExtraError
from pipeline.train.translate_pairs import Pair
from pipeline.translate.phrases.places import Places
from pipeline.translate.phrases.slots import FULL_WIDTH_LETTERS, figure, pieces
from pipeline.translate.phrases.words import Cutter, english_words, without_first

LONGEST = 80
"""Words of a sentence; what is longer is left out, for it aligns badly."""

# What the gazetteer adds to tell two places apart, which no sentence says.
_TOLD_APART = re.compile(r" (?:City|\([A-Z]\w+\))$")
_EVERYDAY = {
    "来宾", "白银", "大同", "安康", "长治", "朝阳", "中山", "兴安", "海西", "海北", "海东",
    "和田", "红河", "城区", "郊区", "矿区", "东区", "西区", "老城区", "新城区", "新市区", "城中区",
    "市中区",
}  # fmt: skip

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_SMALL = {word: str(number) for number, word in enumerate(_NUMBER_WORDS)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SAID = re.compile(
    rf"(?P<date>\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?\b(?!,\d)"
    rf"|\b\d{{1,2}} (?:{_MONTHS})(?: (?:19|20)\d\d)?\b|\b(?:{_MONTHS}),? (?:19|20)\d\d\b)"
    rf"|(?-i:\b(?P<only>{_MONTHS})\b)"
    r"|(?P<ordinal>\b\d+(?:st|nd|rd|th)\b)"
    r"|(?P<year>(?<![\d.,])(?:19|20)\d\d(?![\d]|,\d|\.\d))"
    r"|(?P<number>(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    r"(?:[ -](?:thousand|million|billion|trillion)\b)?)(?![A-Za-z]|\.\d)"
    rf"|\b(?P<small>{'|'.join(_SMALL)})\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?P<d1>\d{{1,2}})? ?(?P<m>{_MONTHS}) ?(?P<d2>\d{{1,2}})?\D*(?P<y>\d{{4}})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Slotted:
    """A pair in words; `links` are the slots that are one and the same on both sides."""

    origin: str
    chinese: tuple[str, ...]
    english: tuple[str, ...]
    links: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All pairs as ids: flat arrays and where each sentence begins in them."""

    source: Any
    source_at: Any
    target: Any
    target_at: Any
    link_source: Any
    link_target: Any
    origins: Any
    source_words: tuple[str, ...]
    target_words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.source_at) - 1


def place_names(gazetteer: Path) -> Iterator[str]:
    """Lines `name TAB proper TAB English` for `Places`, from the gazetteer."""
    seen: set[str] = set()
    with gazetteer.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            short, full = row["short"], row["name"]
            said = _TOLD_APART.sub("", row["english"])
            names = [full] if row["level"] == "county" else [full, short]
            for name in names:
                known = name in seen or name in _EVERYDAY or len(short) < 2
                if not known and name.startswith(short) and re.fullmatch(r"[\w' -]+", said):
                    seen.add(name)
                    yield f"{name}\t{short}\t{said}"


def plain_pieces(pairs: Iterable[str], places: Places) -> Iterator[str]:
    """The stretches of plain words of sentences, for counting words."""
    for chinese in pairs:
        for piece in pieces(chinese, places):
            if not piece.kind:
                yield piece.words


def learned_cutter(sentences: Iterable[str], places: Places, least: int) -> Cutter:
    """Words as jieba cuts them, each with the cost of its frequency."""
    try:
        import jieba
    except ImportError as error:
        raise ExtraError.missing("jieba", "train") from error

    jieba.setLogLevel("ERROR")
    cutter = jieba.Tokenizer()
    counts: Counter[str] = Counter()
    for stretch in plain_pieces(sentences, places):
        counts.update(word for word in cutter.cut(stretch, HMM=False) if len(word) <= 8)
    total = sum(counts.values())
    kept = {word: n for word, n in counts.items() if n >= least or len(word) == 1}
    return Cutter({word: round(log(total / n), 3) for word, n in sorted(kept.items())})


def usual_forms(sentences: Iterable[str]) -> dict[str, str]:
    """How each word is mostly written inside a sentence, where that differs from how it begins one.

    >>> usual_forms(["We visit China now.", "Now China grows, now."])["now"]
    'now'
    """
    forms: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word in english_words(sentence)[1:]:
            if word[:1].isalpha():
                forms.setdefault(word.lower(), Counter())[word] += 1
    return {lower: counts.most_common(1)[0][0] for lower, counts in forms.items()}


def titled(english: str) -> bool:
    """Whether an English sentence is written like a title, most of its words large.

    >>> titled("Cloud Services for Small Firms"), titled("Teach Silk Road history in schools.")
    (True, False)
    """
    long = [word for word in english.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 2 and sum(word[0].isupper() for word in long) > 0.6 * len(long)


def slotted(pair: Pair, cutter: Cutter, places: Places, usual: Mapping[str, str]) -> Slotted:
    """A pair in words, figures and names that both sides have made slots."""
    cut = list(pieces(pair.chinese, places))
    slots = [piece for piece in cut if piece.kind[:1] == "#"]
    english = re.sub(r"(\d) ?%", r"\1 percent", pair.english.translate(FULL_WIDTH_LETTERS))
    english = english.replace(" - ", " – ")
    places_in = _matches(slots, english)
    words, target_slots = _english(english, slots, places_in, usual)
    chinese: list[str] = []
    links: list[tuple[int, int]] = []
    number = 0
    for piece in cut:
        if piece.kind[:1] == "#":
            if number in target_slots:
                links.append((len(chinese), target_slots[number]))
            chinese.append(piece.kind)
            number += 1
        elif piece.kind:
            chinese.append(piece.said)
        else:
            chinese.extend(word for word in cutter(piece.words) if not word.isspace())
    return Slotted(pair.origin, tuple(chinese), tuple(words), tuple(links))


def _matches(slots: Sequence[Any], english: str) -> dict[int, tuple[int, int]]:
    """Where the English has each slot: the like value at the likeliest place."""
    if not slots:
        return {}
    free = [(found.start(), found.end(), _value(found)) for found in _SAID.finditer(english)]
    taken: dict[int, tuple[int, int]] = {}
    for number, slot in enumerate(slots):
        if slot.kind == "#p":
            free_now = [
                (found.start(), found.end())
                for found in re.finditer(rf"\b{re.escape(slot.said)}\b", english)
            ]
        else:
            free_now = [(start, end) for start, end, said in free if said == slot.said]
        free_now = [place for place in free_now if place not in taken.values()]
        if free_now:
            wanted = number / max(1, len(slots)) * len(english)
            in_order = [place for place in free_now if all(place > t for t in taken.values())]
            taken[number] = min(in_order or free_now, key=lambda place: abs(place[0] - wanted))
    return taken


def _value(found: re.Match[str]) -> str:
    if found["date"]:
        return _dated(found["date"])
    if told := found["year"] or found["only"] or found["ordinal"]:
        return str(told)
    if found["small"]:
        return _SMALL[found["small"].lower()]
    digits, _, scale = found["number"].replace("-", " ").partition(" ")
    return figure(Decimal(digits.replace(",", "")) * _SCALES.get(scale.lower(), 1))


def _dated(words: str) -> str:
    """A date as slots have it: `5th March 2026` is `March 5, 2026`."""
    told = _DATE.search(words)
    assert told is not None
    day, year = told["d1"] or told["d2"], told["y"] or ""
    month = told["m"].capitalize()
    if not day:
        return f"{month} {year}"
    return f"{month} {int(day)}, {year}" if year else f"{month} {int(day)}"


def _english(
    english: str,
    slots: Sequence[Any],
    places_in: Mapping[int, tuple[int, int]],
    usual: Mapping[str, str],
) -> tuple[list[str], dict[int, int]]:
    """The English words with slots in them, and which word each slot is."""
    words: list[str] = []
    found: dict[int, int] = {}
    at = 0
    for number, (start, end) in sorted(places_in.items(), key=lambda item: item[1]):
        words.extend(english_words(english[at:start]))
        found[number] = len(words)
        words.append(slots[number].kind)
        at = end
    words.extend(english_words(english[at:]))
    return without_first(words, usual) if words and words[0][:1] != "#" else words, found


def packed(pairs: Sequence[Slotted], least: int) -> Corpus:
    """The pairs as ids; English words seen fewer than `least` times are one unknown word."""
    import numpy as np

    left = Counter(word for pair in pairs for word in pair.chinese)
    right = Counter(word for pair in pairs for word in pair.english)
    sources = ["<unk>", *sorted(left, key=lambda word: (-left[word], word))]
    targets = ["<unk>", "<s>", "</s>"]
    targets += sorted((w for w in right if right[w] >= least), key=lambda w: (-right[w], w))
    targets = targets[:65_000]
    source_ids = {word: number for number, word in enumerate(sources)}
    target_ids = {word: number for number, word in enumerate(targets)}
    flat = [source_ids[word] for pair in pairs for word in pair.chinese]
    flat_english = [target_ids.get(word, 0) for pair in pairs for word in pair.english]
    source_at = np.cumsum([0, *(len(pair.chinese) for pair in pairs)])
    target_at = np.cumsum([0, *(len(pair.english) for pair in pairs)])
    links = [(source_at[n] + i, target_at[n] + j) for n, p in enumerate(pairs) for i, j in p.links]
    both = np.array(links, dtype=np.int64).reshape(-1, 2)
    return Corpus(
        np.array(flat, dtype=np.int32), source_at, np.array(flat_english, dtype=np.int32),
        target_at, both[:, 0], both[:, 1], np.array([pair.origin for pair in pairs]),
        tuple(sources), tuple(targets),
    )  # fmt: skip
