"""Regular expressions that are compiled when they are first used.

The stages have some two hundred of them, many with long lists of words. Compiling all at import
would make every command, `tiaoli --help` too, wait a quarter of a second for what it does not use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

Match = re.Match[str]


class Pattern:
    """Like `re.compile(source, flags)`, but compiled at the first use.

    >>> year = Pattern(r"20[0-9]{2}年")
    >>> year.search("到2025年").group()
    '2025年'
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern = source
        self.flags = flags

    def __repr__(self) -> str:
        return f"Pattern({self.pattern!r})"

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, for what is not offered here."""
        return re.compile(self.pattern, self.flags)

    # Once used, each of these is the compiled pattern's own method: no call in between.

    @cached_property
    def search(self) -> Callable[..., Match | None]:
        """`re.Pattern.search`."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., Match | None]:
        """`re.Pattern.match`."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., Match | None]:
        """`re.Pattern.fullmatch`."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[Match]]:
        """`re.Pattern.finditer`."""
        return self.compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[Any]]:
        """`re.Pattern.findall`."""
        return self.compiled.findall

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """`re.Pattern.split`; groups that are missing are not expected."""
        return self.compiled.split

    @cached_property
    def sub(self) -> Callable[..., str]:
        """`re.Pattern.sub`."""
        return self.compiled.sub
