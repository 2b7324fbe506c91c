"""Cut Chinese into the words that the phrase table knows, and English into words and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.pattern import Pattern

LONGEST_WORD = 8

_ENGLISH = Pattern(
    r"#[noydp]\d*|https?://[!-~]+|(?:[A-Z]\.){2,}|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
    r"|[A-Za-z0-9]+(?:[-&+/.'][A-Za-z0-9]+)*|\S"
)
_POSSESSIVE = Pattern(r"^(.+)('s)$")

_NO_SPACE_BEFORE = frozenset(",.;:!?)]%'’") | {"'s"}
_NO_SPACE_AFTER = frozenset("([$£€#")
_NO_SPACE_AROUND = frozenset("/")


def english_words(english: str) -> list[str]:
    """The words and marks of an English sentence.

    >>> english_words("Promote China's R&D (high-quality), by 5 percent.")
    ['Promote', 'China', "'s", 'R&D', '(', 'high-quality', ')', ',', 'by', '5', 'percent', '.']
    """
    words: list[str] = []
    for word in _ENGLISH.findall(english):
        owner = _POSSESSIVE.match(word)
        words.extend(owner.groups() if owner else (word,))
    return words


def sentence(words: Iterable[str]) -> str:
    """Words and marks as a sentence.

    >>> sentence(['the', '"', 'dual', 'carbon', '"', 'goals', ',', 'R&D', '(', '5G', ')', '.'])
    'the "dual carbon" goals, R&D (5G).'
    """
    said: list[str] = []
    quoted = False
    glue = True
    for word in words:
        closing = word == '"' and quoted
        if not (glue or word in _NO_SPACE_BEFORE or closing or word in _NO_SPACE_AROUND):
            said.append(" ")
        said.append(word)
        glue = word in _NO_SPACE_AFTER or word in _NO_SPACE_AROUND or (word == '"' and not quoted)
        if word == '"':
            quoted = not quoted
    return "".join(said)


_TWICE = frozenset({"of", "the", "and", "to", "in", "for", "a", "by", "with", "on", "at"})
_MARKS = frozenset(",.;:!?)")


def tidied(words: Sequence[str]) -> list[str]:
    """The words without what phrases leave where they meet: `, ;`, `of of`, a quote never closed.

    >>> tidied(["parks", ",", ";", "of", "of", "the", "city"])
    ['parks', ';', 'of', 'the', 'city']
    """
    told: list[str] = []
    whole = list(words)
    if whole.count('"') % 2:
        whole.reverse()
        whole.remove('"')
        whole.reverse()
    for word in whole:
        if told and told[-1] == "," and word in _MARKS:
            told.pop()
        if word == "s" and told and told[-1] in "'’":
            told[-1] = "'s"
            continue
        if told and (word == "," or word in _TWICE) and told[-1] == word:
            continue
        if word != "," or (told and told[-1] not in _MARKS - {")"} | {"("}):
            told.append(word)
    return told


@dataclass(frozen=True, slots=False)
class Cutter:
    """Cuts Chinese into words by how common each word is (the likeliest path of single words)."""

    costs: Mapping[str, float]

    @cached_property
    def unknown(self) -> float:
        """What a character costs that is no word: more than the rarest word."""
        return max(self.costs.values(), default=1.0) + 8.0

    def __call__(self, text: str) -> list[str]:
        """The words of `text`; a character that no word has stands alone.

        >>> Cutter({"创新": 5.0, "新": 7.0, "创": 9.0, "驱动": 6.0})("创新驱动型")
        ['创新', '驱动', '型']
        """
        best = [0.0] + [1e30] * len(text)
        back = [0] * (len(text) + 1)
        costs, unknown = self.costs, self.unknown
        for start in range(len(text)):
            base = best[start]
            for end in range(start + 1, min(start + LONGEST_WORD, len(text)) + 1):
                cost = costs.get(text[start:end])
                if cost is None:
                    if end > start + 1:
                        continue
                    cost = unknown
                if base + cost < best[end]:
                    best[end], back[end] = base + cost, start
        words, end = [], len(text)
        while end:
            words.append(text[back[end] : end])
            end = back[end]
        return words[::-1]


_BEGINNING = Pattern(r"^(?:[^A-Za-z0-9]*[0-9]+[.)、](?![0-9]))*[^A-Za-z0-9]*([A-Za-z])")


def capitalised(english: str) -> str:
    """The sentence with its first letter large, whatever marks and numbers stand before it.

    >>> capitalised('"dual carbon" goals'), capitalised("5G stations"), capitalised("26. expand")
    ('"Dual carbon" goals', '5G stations', '26. Expand')
    """
    found = _BEGINNING.match(english)
    if not found:
        return english
    return english[: found.start(1)] + found[1].upper() + english[found.end(1) :]


def without_first(words: Sequence[str], usual: Mapping[str, str]) -> list[str]:
    """The words with the first as it stands inside a sentence: `Promote` is `promote`.

    >>> without_first(["Promote", "5G"], {"promote": "promote"})
    ['promote', '5G']
    """
    told = list(words)
    for at, word in enumerate(told):
        if word[:1].isalnum():
            told[at] = usual.get(word.lower(), word)
            break
    return told
