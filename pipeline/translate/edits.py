"""What a translator changed in a file that came back, and what of it a memory should keep.

A memory vouches for its words: they come back as a person's. So a machine's draft that nobody
changed or marked as looked over is not for it, nor is an edit that spoilt a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.translate.bilingual import Pair
from pipeline.translate.proof import prove
from pipeline.translate.proof.figures import CHECKS


@dataclass(frozen=True, slots=True)
class Edit:
    """One segment that came back changed; `warnings` say what the edit spoilt."""

    id: str
    chinese: str
    before: str
    after: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a memory takes of a file that came back, and what it does not.

    `unseen` are drafts that nobody changed or marked, `flagged` edits with warnings.
    """

    taken: tuple[Pair, ...]
    unseen: tuple[Pair, ...]
    flagged: tuple[Pair, ...]


# What a translator may change on purpose, but should be told of.
WATCHED = CHECKS | {"modality"}


def edits(drafts: Iterable[tuple[str, str, str]], edited: Iterable[Pair]) -> tuple[Edit, ...]:
    """The segments of `edited` that differ from the drafts (clause id, Chinese, English).

    A segment is known by its clause id where the Chinese agrees, else by its Chinese.
    """
    known = list(drafts)
    by_id = {(clause, _plain(chinese)): english for clause, chinese, english in known}
    by_words = {_plain(chinese): english for _, chinese, english in known}
    return tuple(_changed(by_id, by_words, edited))


def choose(pairs: Iterable[Pair], changed: Iterable[Edit], *, compared: bool) -> Choice:
    """Sort the translated segments of a file by whether a memory should keep them.

    What is marked final is taken as it stands: who signs off a warned edit means it. `compared`
    says that there were drafts to compare with; without them only the file's marks tell.
    """
    found = {(edit.id, edit.chinese, edit.after): edit for edit in changed}
    taken: list[Pair] = []
    unseen: list[Pair] = []
    flagged: list[Pair] = []
    for pair in pairs:
        if not pair.english.strip():
            continue
        edit = found.get((pair.id, pair.chinese, pair.english))
        if pair.mark == "final":
            taken.append(pair)
        elif edit is None or (pair.mark == "draft" and not compared):
            unseen.append(pair)
        else:
            (flagged if edit.warnings else taken).append(pair)
    return Choice(tuple(taken), tuple(unseen), tuple(flagged))


def _changed(
    by_id: dict[tuple[str, str], str], by_words: dict[str, str], edited: Iterable[Pair]
) -> Iterator[Edit]:
    for pair in edited:
        words = _plain(pair.chinese)
        before = by_id.get((pair.id, words), by_words.get(words, ""))
        if not pair.english.strip() or _spaced(pair.english) == _spaced(before):
            continue
        yield Edit(pair.id, pair.chinese, before, pair.english, _warnings(pair, before))


def _warnings(pair: Pair, before: str) -> tuple[str, ...]:
    """Faults in figures and modal words that the draft did not have before the edit."""
    old = (
        {(c.check, c.detail) for c in prove(pair.chinese, before) if not c.ok} if before else set()
    )
    return tuple(
        f"{check.check}: {check.detail}"
        for check in prove(pair.chinese, pair.english)
        if not check.ok and check.check in WATCHED and (check.check, check.detail) not in old
    )


def _plain(text: str) -> str:
    return "".join(text.split())


def _spaced(text: str) -> str:
    """The words as every format can hold them: single spaces, none of a PDF's control signs."""
    return " ".join("".join(sign if sign >= " " else " " for sign in text).split())
