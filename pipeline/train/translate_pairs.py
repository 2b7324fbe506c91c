"""Sentence pairs to train a translator on: read, clean, filter, hold out.

A pair has an origin, and the origin becomes the first token of its source, so that one model keeps
the registers apart: municipal clauses are told in the imperative (推进…: Promote …), official
reports in the first person plural (We will …), statutes with "shall".
"""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.train.translate_figures import figures_agree

TAGS = {
    "policy": "<pol>",
    "report": "<rep>",
    "law": "<law>",
    "general": "<gen>",
    "statistics": "<gen>",
    "technical": "<tec>",
    "term": "<term>",
}
"""The first token of a source, by origin. Made-up pairs take the tag of what they imitate."""

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u3000": " "})

# Vocabulary of the island's statutes beside that of the mainland's policy documents. Half of the
# statutes are rewritten with it, so that the model learns both.
_MAINLAND = {
    "资讯": "信息", "网路": "网络", "软体": "软件", "硬体": "硬件",
    "品质": "质量", "程式": "程序", "资料库": "数据库", "数位": "数字",
    "电脑": "计算机", "人工智慧": "人工智能", "智慧财产": "知识产权", "计画": "计划",
    "汽机车": "机动车", "捷运": "轨道交通", "健保": "医保", "劳工": "职工",
    "主管机关": "主管部门", "奈米": "纳米", "太阳能光电": "光伏", "再生能源": "可再生能源",
    "公车": "公交车", "身心障碍者": "残疾人", "原住民族": "少数民族", "废弃物": "废物",
    "行动电话": "移动电话", "个人资料": "个人信息", "通讯": "通信", "讯息": "信息",
    "永续": "可持续",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese sentence, its English, and where they come from."""

    origin: str
    chinese: str
    english: str

    @property
    def source(self) -> str:
        """What the model reads: the tag of the origin, then the sentence."""
        return f"{TAGS.get(self.origin, TAGS['policy'])}{self.chinese}"

    @property
    def turned(self) -> Pair:
        """The pair for a network that reads English: what it reads stands in `chinese`."""
        return Pair(self.origin, self.english, self.chinese)


def read_pairs(path: Path, origin: str) -> Iterator[Pair]:
    """The pairs of a `.tsv` or `.tsv.xz` file; lines that are no pair are passed over."""
    if not path.is_file():
        raise ReadError(f"no parallel text {path}; give the folder that holds it with --shared.")
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 2:
                yield Pair(origin, columns[0].strip(), tidy(columns[1]))


def tidy(english: str) -> str:
    """English with straight quotes and single spaces, as official drafts are typed.

    >>> tidy("the “dual carbon”  goals ")
    'the "dual carbon" goals'
    """
    return " ".join(english.translate(_QUOTES).split())


def filtered(pairs: Iterable[Pair], *, ratio: tuple[float, float]) -> Iterator[Pair]:
    """The pairs worth learning from: right languages and lengths, agreeing figures, no repeats.

    `ratio` bounds English characters per Chinese character. Enumerators that only one side has
    (1. …, (2) …) are taken off.
    """
    seen: set[str] = set()
    for pair in pairs:
        pair = replace(pair, english=_unnumbered(pair.chinese, pair.english))
        key = re.sub(r"[\W\d]+", "", pair.english.lower()) or pair.english
        if key in seen or not _languages(pair) or not _lengths(pair, ratio):
            continue
        if figures_agree(pair.chinese, pair.english):
            seen.add(key)
            yield pair


def _unnumbered(chinese: str, english: str) -> str:
    """Drop an enumerator that stands in the English alone: `1.3 For epidemic control`."""
    if re.match(r"[（(]?[0-9一二三四五六七八九十第]", chinese):
        return english
    bare = re.sub(r"^(?:Subparagraph \d+|\d+(?:\.\d+)+|\(?(?:\d{1,2}|[a-z])[.)、])\s+", "", english)
    return bare if bare[:1].isupper() else english


def _languages(pair: Pair) -> bool:
    chinese, english = pair.chinese, pair.english
    han = len(_HAN.findall(chinese))
    return (
        han >= 2
        and han >= 0.45 * len(chinese.replace(" ", ""))
        and not _HAN.search(english)
        and len(_LATIN.findall(english)) >= 0.6 * len(english.replace(" ", ""))
    )


def _lengths(pair: Pair, ratio: tuple[float, float]) -> bool:
    chinese, english = len(pair.chinese), len(pair.english)
    slack = 12  # a short sentence may be worded freely
    return (
        chinese <= 220
        and english <= 900
        and ratio[0] * chinese - slack <= english <= ratio[1] * chinese + slack
    )


def mainland(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Statutes, every other one in the mainland's words: 资讯 → 信息."""
    words = re.compile("|".join(sorted(_MAINLAND, key=len, reverse=True)))
    for pair in pairs:
        if draw(pair.chinese, "mainland") < 0.5:
            pair = replace(pair, chinese=words.sub(lambda found: _MAINLAND[found[0]], pair.chinese))
        yield pair


def draw(words: str, purpose: str) -> float:
    """A number in [0, 1) that depends on the words alone: the same split on every machine.

    >>> draw("推进改革。", "held out") == draw("推进改革。", "held out")
    True
    """
    digest = hashlib.sha256(f"{purpose}\0{words}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def held_out(pairs: Iterable[Pair], count: int) -> tuple[list[Pair], list[Pair]]:
    """Split off `count` pairs, chosen by their words: (kept for training, held out)."""
    ordered = sorted(pairs, key=lambda pair: draw(pair.chinese, "held out"))
    return ordered[count:], ordered[:count]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Knows whether a sentence is one of the test sentences, or nearly one.

    Two sentences are near when one has 60 % of the other's runs of six characters.
    """

    exact: frozenset[str]
    runs: dict[str, tuple[int, ...]]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, sentences: Iterable[str]) -> Neighbours:
        """Index the test sentences."""
        plain = [bare(sentence) for sentence in sentences]
        runs: dict[str, list[int]] = {}
        for number, words in enumerate(plain):
            for run in _runs(words):
                runs.setdefault(run, []).append(number)
        sizes = tuple(len(_runs(words)) for words in plain)
        return cls(frozenset(plain), {run: tuple(at) for run, at in runs.items()}, sizes)

    def __contains__(self, sentence: str) -> bool:
        words = bare(sentence)
        if words in self.exact:
            return True
        mine = _runs(words)
        shared: dict[int, int] = {}
        for run in mine:
            for number in self.runs.get(run, ()):
                shared[number] = shared.get(number, 0) + 1
        return any(n >= 0.6 * min(len(mine), self.sizes[number]) for number, n in shared.items())


def bare(sentence: str) -> str:
    """A sentence without what editions differ in: spaces and punctuation."""
    return re.sub(r"[\W_]+", "", sentence)


def _runs(words: str) -> set[str]:
    return {words[at : at + 6] for at in range(max(1, len(words) - 5))}
