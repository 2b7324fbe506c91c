"""Read a clause for the search: its words, their order, and what each stretch may be told in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.pattern import Pattern
from pipeline.translate.glossary import Glossary, Term, root, stems
from pipeline.translate.phrases.bounds import bounded, keeps_apart, levels_and_changes
from pipeline.translate.phrases.frames import framed
from pipeline.translate.phrases.places import Places
from pipeline.translate.phrases.search import Option, Spans
from pipeline.translate.phrases.slots import Piece, pieces
from pipeline.translate.phrases.table import LONGEST, PhraseTable
from pipeline.translate.phrases.words import Cutter, english_words

UNKNOWN_COST = 10.0
FRAME_COST = 1.0
COPIED_COST = 1.0
FIRST_RENDERING, OTHER_RENDERING = 1.0, 2.5
"""What a rendering that no phrase has costs: the preferred one, and the others."""

PLAIN_ORDER = (0.3, 2.0, 1.5)

WALL = Pattern(r"[，；：。！？,;:!?（）()—\n]")
"""What begins a mark that no phrase is moved over, or reaches over."""

_MARKS = {
    "，": ",", "、": ",", "；": ";", "：": ":", "。": ".", "！": "!", "？": "?", "（": "(",
    "）": ")", "“": '"', "”": '"', "《": '"', "》": '"', "—": "–", "·": "-", "－": "-",
    "【": "[", "】": "]", "〔": "[", "〕": "]", "‘": "'", "’": "'",
    "＜": "<", "＞": ">", "％": "percent", "%": "percent", "／": "/", "…": "...", "～": "-",
}  # fmt: skip
# Particles that English has no word for.
_SILENT = frozenset("的了等地得着所之其")
# What the name of a place stands before, and characters that are in no name.
_OF_A_NAME = frozenset({"市", "区", "县", "镇", "乡", "街道", "村", "新区", "经济开发区", "开发区"})
_NO_NAME = frozenset(
    "的了在和与及以为对将把被向从由等或并到于其各该本每按全我中老新大小主城两一二三四五六七八九十"
    "县镇乡村名联归浓整无批关利群建"
)
_OFFICE = Pattern("[局委办厅处会院府部厂司站队]|市长|中心")
_OFFICES = frozenset({
    "Bureau", "Government", "Committee", "Office", "Commission", "Department", "Council", "Mayor",
    "government", "bureau", "office", "department", "committee", "commission", "Administration",
})  # fmt: skip
_HAN = Pattern(r"^[\u3400-\u9fff]+$")
LONGEST_CHUNK = 22


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a clause: plain (`kind` ""), Latin as it stands, or a slot with its English."""

    words: str
    kind: str = ""
    said: str = ""


@dataclass(slots=True)
class Reader:
    """Turns a clause into tokens, options and chunks."""

    table: PhraseTable
    cutter: Cutter
    places: Places
    glossary: Glossary | None
    sounds: Mapping[str, str]
    _renderings: dict[str, tuple[Option, ...]] = field(default_factory=dict, repr=False)
    _roots: dict[str, tuple[frozenset[str], ...]] = field(default_factory=dict, repr=False)
    _ids: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._ids = {word: number for number, word in enumerate(self.table.target)}

    def __call__(self, clause: str) -> tuple[list[Token], Spans, list[tuple[int, int]]]:
        """The tokens of a clause, the options of its stretches, and its chunks in order."""
        tokens: list[Token] = []
        terms: list[tuple[int, int, Term]] = []
        for words, term in self._parted(clause.strip()):
            start = len(tokens)
            tokens.extend(self._tokens(words))
            if term is not None and len(tokens) > start:
                terms.append((start, len(tokens), term))
        spans = self._spans(tokens, terms)
        closed = {at for at, token in enumerate(tokens) if token.kind}
        closed.update(at for start, end, _ in terms for at in range(start, end))
        return tokens, spans, list(self._chunks(tokens, frozenset(closed), spans))

    def _chunks(
        self, tokens: Sequence[Token], closed: frozenset[int], spans: Spans
    ) -> Iterator[tuple[int, int]]:
        """The chunks in the order of the English; the parts of frames are told as frames tell."""
        words = [token.words for token in tokens]
        for first, last in pairwise([0, *_walls(tokens), len(tokens)]):
            for piece in framed(words, closed, first, last):
                if piece.said is not None:
                    spans[piece.start, piece.end] = [
                        self._fixed(english_words(said), FRAME_COST) for said in piece.said
                    ]
                yield piece.start, piece.end

    def number(self, word: str) -> int:
        """The number that the language model has for an English word, 0 if none."""
        return self.table.same[self._ids.get(word, 0)]

    def _parted(self, clause: str) -> Iterator[tuple[str, Term | None]]:
        """The clause cut where its terms begin and end."""
        at = 0
        for found in self.glossary.find(clause) if self.glossary else ():
            yield clause[at : found.span.start], None
            yield clause[found.span.start : found.span.end], found.term
            at = found.span.end
        yield clause[at:], None

    def _tokens(self, words: str) -> Iterator[Token]:
        for piece in pieces(words, self.places):
            if piece.kind:
                yield _slot(piece)
            else:
                yield from self._named([w for w in self.cutter(piece.words) if not w.isspace()])

    def _named(self, words: Sequence[str]) -> Iterator[Token]:
        """Plain words; two characters before 市, 镇 and the like that no phrase has are a name."""
        at = 0
        while at < len(words):
            pair = words[at : at + 2]
            if words[at + 2 : at + 3] and words[at + 2] in _OF_A_NAME and self._is_name(pair):
                name = "".join(pair)
                yield Token(name, "#p", self._sound(name))
                at += 2
            else:
                yield Token(words[at])
                at += 1

    def _is_name(self, pair: Sequence[str]) -> bool:
        alone = all(len(word) == 1 and word not in _NO_NAME and _HAN.match(word) for word in pair)
        ids = tuple(self.table.source.get(word, 0) for word in pair)
        return alone and not self.table.options(ids)

    def _sound(self, words: str) -> str:
        return "".join(self.sounds.get(one, "") for one in words).capitalize()

    def _spans(self, tokens: Sequence[Token], terms: Sequence[tuple[int, int, Term]]) -> Spans:
        table = self.table
        ids = [
            table.source.get(token.kind if token.kind[:1] == "#" else token.words, 0)
            for token in tokens
        ]
        spans = self._known(ids)
        for start, end, term in terms:
            self._keep_term(spans, start, end, term)
        for at, words, said in bounded(tokens):
            self._keep_bound(spans, at, words, said)
        for at, level in levels_and_changes(tokens):
            _keep_level(spans, tokens, at, level)
        _keep_places(spans, tokens)
        within = {at for start, end, _ in terms for at in range(start, end)}
        for at, token in enumerate(tokens):
            if (at, at + 1) not in spans and at not in within:
                spans[at, at + 1] = list(self._fallback(token))
        return spans

    def _known(self, ids: Sequence[int]) -> Spans:
        """What the table has for every stretch of words."""
        spans: Spans = {}
        for start in range(len(ids)):
            for end in range(start + 1, min(start + LONGEST, len(ids)) + 1):
                if not ids[end - 1]:
                    break
                found = self.table.options(tuple(ids[start:end]))
                if found:
                    spans[start, end] = list(found)
        return spans

    def _keep_term(self, spans: Spans, start: int, end: int, term: Term) -> None:
        """Leave only what tells the term in one of its renderings."""
        wanted = self._wanted(term)
        for a, b in [span for span in spans if span[0] < end and span[1] > start]:
            if a <= start and b >= end:
                kept = [option for option in spans[a, b] if _has(option.said, wanted)]
            else:
                kept = []
            if kept:
                spans[a, b] = kept
            else:
                del spans[a, b]
        own = spans.setdefault((start, end), [])
        said = {option.said for option in own}
        own.extend(option for option in self._rendered(term) if option.said not in said)

    def _keep_bound(self, spans: Spans, at: int, words: frozenset[str], said: str) -> None:
        """Leave only what tells the bound of a figure."""
        for span in [span for span in spans if span[0] <= at < span[1]]:
            kept = [option for option in spans[span] if words.intersection(option.said)]
            if kept:
                spans[span] = kept
            else:
                del spans[span]
        spans.setdefault((at, at + 1), []).append(self._fixed(said.split(), OTHER_RENDERING))

    def _wanted(self, term: Term) -> tuple[frozenset[str], ...]:
        known = self._roots.get(term.chinese)
        if known is None:
            known = self._roots[term.chinese] = tuple(
                frozenset(root(stem) for stem in stems(rendering)) for rendering in term.renderings
            )
        return known

    def _rendered(self, term: Term) -> tuple[Option, ...]:
        known = self._renderings.get(term.chinese)
        if known is None:
            known = self._renderings[term.chinese] = tuple(
                self._fixed(english_words(rendering), OTHER_RENDERING if n else FIRST_RENDERING)
                for n, rendering in enumerate(term.renderings)
            )
        return known

    def _fixed(self, said: Sequence[str], cost: float) -> Option:
        same = self.table.same
        words = tuple(same[self._ids.get(word, 0)] for word in said)
        return Option(cost, words, tuple(said), PLAIN_ORDER)

    def _fallback(self, token: Token) -> Iterable[Option]:
        """How a word that no phrase has is told: as it is, by its mark, or by its sounds."""
        if token.kind[:1] == "#":
            yield self._fixed([token.kind], COPIED_COST)
        elif token.kind:
            yield self._fixed([token.said], COPIED_COST)
        elif token.words in _MARKS:
            yield self._fixed([_MARKS[token.words]], COPIED_COST)
        elif token.words in _SILENT:
            yield self._fixed([], COPIED_COST)
        elif _HAN.match(token.words):
            sound = self._sound(token.words)
            yield self._fixed([sound] if sound else [], UNKNOWN_COST)
        else:
            yield self._fixed([token.words], COPIED_COST)


def _slot(piece: Piece) -> Token:
    return Token(piece.words if piece.kind != "latin" else piece.said, piece.kind, piece.said)


def _keep_level(spans: Spans, tokens: Sequence[Token], at: int, level: bool) -> None:
    """Leave only what tells the level or the change that a figure is."""
    for start, end in [span for span in spans if span[0] <= at + 1 and span[1] > at]:
        source = "".join(token.words for token in tokens[start:end])
        kept = [o for o in spans[start, end] if keeps_apart(level, source, o.said)]
        _replace(spans, (start, end), kept)


def _keep_places(spans: Spans, tokens: Sequence[Token]) -> None:
    """Leave out what makes an office of a place where the Chinese names none."""
    for at, token in enumerate(tokens):
        if token.kind != "#p":
            continue
        for start, end in [span for span in spans if span[0] <= at < span[1]]:
            source = "".join(token.words for token in tokens[start:end])
            if not _OFFICE.search(source):
                kept = [o for o in spans[start, end] if _OFFICES.isdisjoint(o.said)]
                _replace(spans, (start, end), kept)


def _replace(spans: Spans, span: tuple[int, int], kept: list[Option]) -> None:
    if kept:
        spans[span] = kept
    else:
        del spans[span]


def _has(said: Sequence[str], wanted: Sequence[frozenset[str]]) -> bool:
    """Whether an option has all words of a rendering, in whatever form."""
    there = {root(stem) for stem in stems(" ".join(said))}
    return any(rendering <= there for rendering in wanted)


def _walls(tokens: Sequence[Token]) -> list[int]:
    """After and before which tokens the order is kept: marks, and 、 where a chunk is long."""
    walls: list[int] = []
    last = 0
    for at, token in enumerate(tokens):
        if not token.kind and WALL.match(token.words):
            walls.extend(place for place in (at, at + 1) if place and place not in walls)
            last = at + 1
        elif at - last >= LONGEST_CHUNK and token.words in ("、", "的", "和", "与"):
            walls.append(at + 1)
            last = at + 1
    return walls
