"""Where a term only seems to stand: across the seam of two other words.

人工智能体系 holds no 智能体 (agent), 健全社会保障 no 全社会. A term is refused where the likeliest
words of its neighbourhood cut it: where they cost less than the likeliest words that leave its
edges whole. The rarer a word is in policy documents, the more it costs.

A compound across the edge is no proof: 养老服务|体系 and 养老|服务体系 say the same. Only words of
two characters are, which nothing parts, and the few longer ones in `TOGETHER`, always.
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.pattern import Pattern

LONGEST_WORD = 8
REACH = 8
"""Characters on either side of a term that its words are weighed with."""

UNKNOWN = 17.0
"""What a character costs that is no word, in nats."""

TOGETHER = frozenset({
    "人工智能", "发展改革委", "经济社会", "中医药", "数据库", "服务器", "建筑物", "污染物",
    "运动会", "规模以上", "人机交互", "投资人", "试验区", "试验田", "消费环境",
    "消费中心城市", "重点任务", "转化为", "投入方式", "新片区",
    "配电网", "输电网", "智慧城市", "健康城市", "文明城市", "卫生城市", "友好城市", "示范城市",
    "低碳城市", "海绵城市", "韧性城市", "森林城市", "无废城市", "园林城市", "公园城市", "宜居城市",
})  # fmt: skip
"""Longer words that a term is refused for too: cut, they would be told wrong."""

# Two characters that are a word by themselves and no proof: 风景区|内, 全|市政府.
_APART = frozenset({"区内", "全市", "全省", "全县", "全区", "本市", "本省", "本县", "本区"})
_HAN = Pattern(r"[一-鿿]")
_LONGEST_TOGETHER = max(map(len, TOGETHER))
_PAIRS_TOGETHER = frozenset(word[at : at + 2] for word in TOGETHER for at in range(len(word) - 1))


@dataclass(frozen=True, slots=True)
class Seams:
    """The words of policy documents and what each costs; build one with `load`."""

    costs: Mapping[str, float]

    @classmethod
    def load(cls, path: Path | None = None) -> Seams:
        """Read `path`, or the words that ship with the package."""
        return _load(path or locate("corpus", "words.tsv.xz"))

    def cut(self, text: str, start: int, end: int) -> bool:
        """Whether the likeliest words of the neighbourhood cut what stands there.

        >>> words = dict.fromkeys(("建立", "智能", "体系", "智能体"), 6.0)
        >>> Seams(words).cut("建立智能体系", 2, 5), Seams(words).cut("建立智能体", 2, 5)
        (True, False)
        """
        pairs = [text[edge - 1 : edge + 1] for edge in (start, end) if 0 < edge < len(text)]
        if any(pair in _PAIRS_TOGETHER for pair in pairs) and _together(text, start, end):
            return True
        if not any(pair in self.costs and pair not in _APART for pair in pairs):
            return False
        first, last = start, end
        while first and start - first < REACH and _HAN.match(text[first - 1]):
            first -= 1
        while last < len(text) and last - end < REACH and _HAN.match(text[last]):
            last += 1
        near = text[first:last]
        whole = self._least(near, start - first, end - first, cuts=False)
        return self._least(near, start - first, end - first, cuts=True) < whole

    def _least(self, text: str, start: int, end: int, *, cuts: bool) -> float:
        """What the likeliest words of a text cost; none holds the term and more."""
        best = [0.0] + [math.inf] * len(text)
        for at in range(len(text)):
            so_far = best[at]
            for to, cost in self._words(text, at):
                if at <= start and to >= end and to - at > end - start:
                    continue
                crossing = at < start < to or at < end < to
                if crossing and not (cuts and to - at == 2 and text[at:to] not in _APART):
                    continue
                best[to] = min(best[to], so_far + cost)
        return best[-1]

    def _words(self, text: str, at: int) -> Iterator[tuple[int, float]]:
        yield at + 1, self.costs.get(text[at], UNKNOWN)
        for to in range(at + 2, min(at + LONGEST_WORD, len(text)) + 1):
            cost = self.costs.get(text[at:to])
            if cost is not None:
                yield to, cost


def _together(text: str, start: int, end: int) -> bool:
    """Whether one of the longer words stands across an edge and does not hold the whole."""
    return any(
        text[at : at + size] in TOGETHER
        for edge in (start, end)
        for size in range(3, _LONGEST_TOGETHER + 1)
        for at in range(max(0, edge - size + 1), edge)
        if at > start or at + size < end
    )


@cache
def _load(path: Path) -> Seams:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        counts = {word: int(count) for word, count in (line.split("\t") for line in lines)}
    total = sum(counts.values())
    return Seams({word: math.log(total / count) for word, count in counts.items()})


def save(counts: Mapping[str, int], path: Path) -> None:
    """Write what `Seams.load` reads: word and count, sorted, so that runs compare."""
    table = "".join(f"{word}\t{count}\n" for word, count in sorted(counts.items()))
    path.write_bytes(lzma.compress(table.encode(), preset=9 | lzma.PRESET_EXTREME))
