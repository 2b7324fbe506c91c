"""The English names of China's provinces, cities and counties, found in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# 朝阳区域 and 吉林市场 name no district and no city.
_NO_NAME_BEFORE = {"区": "域块间位划别", "市": "场", "县": "级域", "州": "长"}


@dataclass(frozen=True, slots=True)
class Places:
    """Places by how a text names them: the name, the part that is the name proper, its English."""

    names: tuple[tuple[str, str, str], ...]
    _by_start: dict[str, tuple[tuple[str, str, str], ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        starts: dict[str, list[tuple[str, str, str]]] = {}
        for row in self.names:
            starts.setdefault(row[0][:2], []).append(row)
        for start, rows in starts.items():
            self._by_start[start] = tuple(sorted(rows, key=lambda row: -len(row[0])))

    @classmethod
    def of(cls, rows: Iterable[str]) -> Places:
        """From lines `name TAB proper TAB English`."""
        return cls(tuple((a, b, c) for a, b, c in (row.split("\t") for row in rows)))

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Where the places stand, the name proper, and its English.

        >>> list(Places((("成都市", "成都", "Chengdu"),)).find("在成都市设立"))
        [(1, '成都', 'Chengdu')]
        """
        at = 0
        while at < len(text) - 1:
            for name, proper, english in self._by_start.get(text[at : at + 2], ()):
                end = at + len(name)
                refused = _NO_NAME_BEFORE.get(name[-1], "")
                if text.startswith(name, at) and text[end : end + 1] not in set(refused):
                    yield at, proper, english
                    at += len(proper) - 1
                    break
            at += 1


NO_PLACES = Places(())
