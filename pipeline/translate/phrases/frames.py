"""Frames: words that belong together around what they enclose, and the order English has them in.

    对│高新技术企业│给予│一次性奖励   ─▶   给予 grant │ 一次性奖励 │ 对 to │ 高新技术企业

A clause is cut at its marks, each piece at the first frame that it has, and what the frame encloses
again. The pieces are told in the order of the English; no phrase reaches over their edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_GAP = 18
"""So many words may stand between two parts of a frame."""

_RULES = """
把/将 A 作为 B            = 1:take|regard|make|use A 2:as B
把/将 A 纳入 B            = 1:incorporate|bring A 2:into B
把/将 A 列入 B            = 1:include A 2:in B
把/将 A 列为 B            = 1:list A 2:as B
把/将 A 转化为/转变为 B   = 1:transform|turn|convert A 2:into B
把/将 A 建设成/打造成/建成/打造为/建设为 B = 1:build|turn A 2:into B
把/将 A 融入 B            = 1:integrate A 2:into B
把/将 A 提高到/提升到/提高至/提升至/增加到 B = 1:raise|increase A 2:to B
对/对于 A 给予/予以 B     = 2:grant|give B 1:to|for A
对/对于 A 进行/开展 B     = 2:conduct|carry_out B 1:of|on|for A
为/向 A 提供 B            = 2 B 1:for|to A
加大/加强/强化/提升/提高/开展/做好/增强 对 A 的 B = 1 B 2:for|of|over|to A
充分发挥 A 的作用/作用    = 1:give|give_full_play_to_the_role_of A
发挥 A 的作用/作用        = 1:give_play_to_the_role_of A
A 关于印发 B 的通知       = 2:Notice_of A 1:on_Issuing B
关于印发 A 的通知         = 2:Notice 1:on_Issuing A
关于 A 的通知             = 2:Notice 1:on A
关于 A 的意见             = 2:Opinions 1:on A
以 A 为导向               = 1:guided_by A
以 A 为重点               = 1:focusing_on|with_a_focus_on A
以 A 为引领               = 1:guided_by|led_by A
以 A 为核心               = 1:centered_on|with A 2:at_the_core|as_the_core
以 A 为目标               = 1:with_the_goal_of A
以 A 为基础               = 1:based_on|on_the_basis_of A
以 A 为契机               = 1:taking A 2:as_an_opportunity
以 A 为抓手               = 1:taking A 2:as_the_key|as_an_important_lever
以 A 为支撑               = 1:supported_by A
以 A 为载体               = 1:with A 2:as_the_vehicle
以 A 为主体               = 1:with A 2:as_the_mainstay|as_the_main_body
以 A 为主                 = 1:mainly A
按照/按 A 的原则/原则     = 1:in_accordance_with_the_principle_of A
按照/根据/按 A 的要求/要求 = 1:in_accordance_with_the_requirements_of|as_required_by A
在 A 的基础上/基础上      = 1:on_the_basis_of A
在 A 的前提下/前提下      = 1:on_the_premise_of A
在 A 领导下/的领导下      = 1:under_the_leadership_of A
在 A 等方面               = 1:in A 2:and_other_areas|and_other_respects
在 A 方面                 = 1:in|in_terms_of A
自/从 A 之日起            = 1:from_the_date_of A
经 A 批准/同意            = 1:with_the_approval_of A
"""

_JOINING = frozenset("、和及与的")
_VERBS = (
    "加强/推进/提升/推动/加快/完善/建立/打造/构建/培育/形成/建设/增强/深化/开展/实施/促进/强化/落实/制定"
    "/健全/扩大/加大/提高/探索/实现/支持/鼓励/解决/优化/引导/提供"
)
LONGEST_HEAD = 4
"""So many words at most stand behind the 的 of `OF`, without 、 or 和 among them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A frame: its parts in Chinese, and what is told in which order.

    A part is the words that it may be, or none for what it encloses. `told` names parts by number;
    English of its own stands in place of what the table has.
    """

    parts: tuple[tuple[str, ...], ...]
    told: tuple[tuple[int, tuple[str, ...] | None], ...]

    @classmethod
    def of(cls, line: str) -> Rule:
        """Read a line of the list.

        >>> Rule.of("在 A 基础上 = 1:on_the_basis_of A").told
        ((0, ('on the basis of',)), (1, None))
        """
        left, _, right = line.partition("=")
        names = left.split()
        parts = tuple(() if name in ("A", "B") else tuple(name.split("/")) for name in names)
        fixed = [at for at, part in enumerate(parts) if part]
        told: list[tuple[int, tuple[str, ...] | None]] = []
        for word in right.split():
            name, colon, english = word.partition(":")
            at = names.index(name) if name in names else fixed[int(name) - 1]
            said = tuple(one.replace("_", " ") for one in english.split("|"))
            told.append((at, said if colon else None))
        return cls(parts, tuple(told))


OF = Rule.of(f"{_VERBS} A 的 B = 1 B 2:of|for|in A")
"""完善│养老服务设施│的│建设标准: what has a long attribute is told before it."""

RULES = (*(Rule.of(line) for line in _RULES.strip().splitlines()), OF)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words told together, `start` to `end`, and their English if the frame gives it."""

    start: int
    end: int
    said: tuple[str, ...] | None = None


def framed(words: Sequence[str], closed: frozenset[int], first: int, last: int) -> Iterator[Piece]:
    """The pieces of words `first` to `last` in the order of the English.

    `closed` are the words that are no part of a frame: those of terms, figures and names.

    >>> words = ["对", "农户", "给予", "补贴"]
    >>> [(words[p.start : p.end], p.said) for p in framed(words, frozenset(), 0, 4)]
    [(['给予'], ('grant', 'give')), (['补贴'], None), (['对'], ('to', 'for')), (['农户'], None)]
    """
    found = next(_found(words, closed, first, last), None)
    if found is None:
        if last > first:
            yield Piece(first, last)
        return
    rule, spans = found
    if spans[0][0] > first:
        yield Piece(first, spans[0][0])
    for number, said in rule.told:
        start, end = spans[number]
        if rule.parts[number]:
            yield Piece(start, end, said)
        else:
            yield from framed(words, closed, start, end)
    yield from framed(words, closed, spans[-1][1], last)


def _found(
    words: Sequence[str], closed: frozenset[int], first: int, last: int
) -> Iterator[tuple[Rule, list[tuple[int, int]]]]:
    """The frames that begin among some words, from the left, each with where its parts are."""
    for at in range(first, last):
        for rule in RULES:
            spans = _match(rule, words, closed, at, last)
            if spans is not None and _fits(rule, spans, words, last):
                yield rule, spans


def _fits(rule: Rule, spans: Sequence[tuple[int, int]], words: Sequence[str], last: int) -> bool:
    """Whether a frame that begins with what it encloses is the whole clause, and `OF` is short."""
    start, end = spans[-1]
    if rule is OF:
        long = spans[1][1] - spans[1][0] > 1
        return long and end - start <= LONGEST_HEAD and _JOINING.isdisjoint(words[start:end])
    return bool(rule.parts[0]) or (spans[0][0] == 0 and end == last == len(words))


def _match(
    rule: Rule, words: Sequence[str], closed: frozenset[int], at: int, last: int
) -> list[tuple[int, int]] | None:
    """Where the parts of a frame are that begins at a word."""
    spans: list[tuple[int, int]] = []
    here = at
    apart = False
    for part in rule.parts:
        if part:
            found = _next(part, words, closed, here, last, apart)
            if found is None:
                return None
            spans += [(here, found[0]), found] if apart else [found]
            here = found[1]
        apart = not part
    if not rule.parts[-1]:
        if here >= last or words[here] == "的":
            return None
        spans.append((here, last))
    return spans


def _next(
    part: Sequence[str],
    words: Sequence[str],
    closed: frozenset[int],
    at: int,
    last: int,
    apart: bool,
) -> tuple[int, int] | None:
    """The first place where a part of a frame stands: here, or behind at least one word."""
    starts = (
        range(at + 1, min(last, at + 1 + LONGEST_GAP)) if apart else range(at, min(at + 1, last))
    )
    for start in starts:
        if start in closed:
            continue
        for said in part:
            end, joined = start, ""
            while end < last and len(joined) < len(said) and end not in closed:
                joined += words[end]
                end += 1
            if joined == said:
                return start, end
    return None
