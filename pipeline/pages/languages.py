"""The words of the pages in English and in Chinese.

Every word that a page says has a key, and the key both languages, in `words/*.toml`:

    [targets.deadline]
    en = "By"
    zh = "时限"

A file per kind of page; `base.toml` goes into all of them. `{count}` in a phrase is filled in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "zh"]
Wanted = Literal["auto", "en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
# What `lang` attributes say: the pages are written in simplified characters.
TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh-Hans"}
FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases by key and language."""

    phrases: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, *names: str, folder: Path = FOLDER) -> Words:
        """The words of `base.toml` and of the files named: `Words.load("reading")`.

        >>> Words.load().say("language", "zh")
        '语言'
        """
        phrases: dict[str, Mapping[str, str]] = {}
        for name in dict.fromkeys(("base", *names)):
            read = _read(folder / f"{name}.toml")
            twice = sorted(phrases.keys() & read.keys())
            if twice:
                raise ValueError(f"{name}.toml says {', '.join(twice)} again; keep one of each.")
            phrases |= read
        return cls(phrases)

    def say(self, key: str, language: Language, **filled: object) -> str:
        """The phrase of that key with its `{names}` filled in; KeyError if there is none."""
        phrase = self.phrases[key][language]
        return phrase.format(**filled) if filled else phrase

    def with_phrases(self, phrases: Mapping[str, Mapping[str, str]]) -> Words:
        """These words and some more, such as the names of the task types of a codebook."""
        return Words({**self.phrases, **phrases})


@cache
def _read(path: Path) -> Mapping[str, Mapping[str, str]]:
    return dict(_flat(tomllib.loads(path.read_text("utf-8"))))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in table.items():
        if not isinstance(value, dict):
            raise ValueError(f"{before}{key} stands alone; say it under `en` and `zh`.")
        if value.keys() == set(LANGUAGES):
            yield before + key, value
        elif value.keys() & set(LANGUAGES):
            raise ValueError(f"{before}{key} is not said in both languages.")
        else:
            yield from _flat(value, f"{before}{key}.")
