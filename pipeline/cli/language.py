"""The language of the help: English or Chinese. Results and errors are English in both.

Asked in this order: `--lang` (before the command, or anywhere beside `--help`), TIAOLI_LANG, then
the locale: LC_ALL, LC_MESSAGES, LANG.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

HELP = ("--help", "-h")
VARIABLES = ("TIAOLI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Language(StrEnum):
    """The languages of the help."""

    en = "en"
    zh = "zh"


def asked(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """The language to use, and the arguments without what asked for it.

    >>> asked(["read", "--help", "--lang", "zh"], {})
    (<Language.zh: 'zh'>, ['read', '--help'])
    >>> asked(["read", "plan.txt"], {"LANG": "zh_CN.UTF-8"})
    (<Language.zh: 'zh'>, ['read', 'plan.txt'])
    """
    rest = list(arguments)
    at = _place(rest)
    if at is not None:
        words = rest[at].split("=", 1) if "=" in rest[at] else rest[at : at + 2]
        if words[-1] in tuple(Language):
            del rest[at : at + (1 if "=" in rest[at] else 2)]
            return Language(words[-1]), rest
    said = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return (Language.zh if said.lower().startswith("zh") else Language.en), rest


def _place(arguments: Sequence[str]) -> int | None:
    """Where `--lang` stands as ours: a command may have an option of that name itself."""
    for at, word in enumerate(arguments):
        if word == "--lang" or word.startswith("--lang="):
            before = arguments[:at]
            ours = all(one.startswith("-") for one in before)
            return at if ours or any(one in HELP for one in arguments) else None
    return None
