"""The proof on right drafts of real documents, and on the same drafts spoilt.

The floors stand a little below what was measured; they are raised when the proof gets better and
never lowered silently. The digest pins the gold.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.settings import Translate
from pipeline.translate import Glossary
from pipeline.translate.choice import load_translator, second_look
from pipeline.translate.proof import faults, looked_through, prove
from pipeline.translate.proof.repair import repair
from pipeline.translate.terminology import uses
from pipeline.translate.translator import Omissions
from tests.translate.mutations import mutations

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "data" / "gold" / "drafts.tsv"
DIGEST = "857082b142e99eba5672a75ac1d8c6b91dc20bdd9c3f16ca6b87919b24fc7f19"

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="needs the right translations in ../shared/data"
)

# Of the drafts that pass, how many of each kind of fault are found. A figure that English may have
# beyond the clause (`in 2024` for 去年) cannot be proved, and a short phrase left out often cannot.
FLOORS = {
    "digit": 0.99,
    "magnitude": 0.99,
    "figure_added": 0.99,
    "figure_lost": 0.94,
    "year": 0.8,
    "month": 0.99,
    "unit": 0.99,
    "bound_turned": 0.97,
    "bound_lost": 0.9,
    "bound_added": 0.98,
    "latin": 0.98,
    "mode": 0.95,
    "title_lost": 0.95,
    "untranslated": 0.99,
    "stutter": 0.99,
    "doubled": 0.98,
    "half_lost": 0.97,
    "phrase_lost": 0.74,
    "exchanged": 0.9,
}


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    data = GOLD.read_bytes()
    assert hashlib.sha256(data).hexdigest() == DIGEST
    lines = (line.split("\t") for line in data.decode("utf-8").split("\n") if line)
    return [(zh, en) for zh, en, *_ in lines]


def flagged(told: Sequence[tuple[str, str]], look: Omissions | None) -> list[bool]:
    """Whether the proof finds anything in each pair, by words or with a second look as well."""
    gaps = look(told) if look else [None] * len(told)
    return [
        bool(faults(looked_through(prove(zh, en), gap)))
        for (zh, en), gap in zip(told, gaps, strict=True)
    ]


def test_at_most_one_right_draft_in_a_hundred_is_flagged(pairs: list[tuple[str, str]]) -> None:
    wrong = [zh for (zh, _), bad in zip(pairs, flagged(pairs, None), strict=True) if bad]

    assert len(wrong) <= len(pairs) * 0.01, wrong


def found(pairs: list[tuple[str, str]], look: Omissions | None) -> tuple[int, dict[str, float]]:
    """How many right drafts are flagged; of the others, the share of faults found, by kind."""
    right = flagged(pairs, look)
    spoilt = [
        (name, (zh, bad))
        for (zh, en), wrong in zip(pairs, right, strict=True)
        if not wrong
        for name, bad in mutations(zh, en)
    ]
    seen = flagged([pair for _, pair in spoilt], look)
    tried = Counter(name for name, _ in spoilt)
    caught = Counter(name for (name, _), bad in zip(spoilt, seen, strict=True) if bad)
    shares = {name: caught[name] / tried[name] for name in tried}
    return sum(right), shares | {"all": caught.total() / tried.total()}


def test_spoilt_drafts_are_flagged(pairs: list[tuple[str, str]]) -> None:
    _, shares = found(pairs[::2], None)

    assert {name: share for name, share in shares.items() if share < FLOORS.get(name, 0)} == {}
    assert shares["all"] >= 0.965


def test_a_second_look_finds_most_phrases_left_out(pairs: list[tuple[str, str]]) -> None:
    """With TIAOLI_FULL=1 and -s, of the mutations of all pairs; else of those of one in four."""
    pytest.importorskip("ctranslate2")
    whole, look = bool(os.environ.get("TIAOLI_FULL")), second_look()
    wrong = sum(flagged(pairs, look))
    _, shares = found(pairs if whole else pairs[1::4], look)
    sys.stdout.write(f"{wrong} of {len(pairs)} right drafts flagged; found of\n")
    sys.stdout.writelines(f"{name:14} {share:.4f}\n" for name, share in sorted(shares.items()))

    assert wrong <= 0.01 * len(pairs)
    assert shares["phrase_lost"] >= 0.9
    assert shares["half_lost"] >= 0.98
    assert shares["all"] >= (0.99 if whole else 0.987)


def test_the_shipped_engine_says_terms_and_figures(pairs: list[tuple[str, str]]) -> None:
    """Every fifth municipal clause; what does not hold must be flagged, whoever drafted it."""
    pytest.importorskip("ctranslate2")
    chosen = load_translator(Translate())
    clauses = [zh for zh, _ in pairs[433::5]]
    drafts = chosen.lines(clauses)
    written = [draft.english for draft in drafts]

    glossary = Glossary.load()
    said = [
        use
        for clause, english in zip(clauses, written, strict=True)
        for use in uses(clause, english, glossary)
    ]
    figures = [
        all(check.ok for check in draft.checks if check.check in ("number", "date", "unit"))
        for draft in drafts
    ]
    proved = [
        all(check.ok for check in draft.checks if check.check != "meaning") for draft in drafts
    ]
    doubted = [
        not check.ok for draft in drafts for check in draft.checks if check.check == "meaning"
    ]
    assert sum(use.rendering is not None for use in said) >= 0.99 * len(said)
    assert sum(figures) >= 0.99 * len(figures)
    # 73 of 80; 76, and a floor of 0.94, while a worse sentence was taken for any fault fewer.
    assert sum(proved) >= 0.9 * len(proved)
    assert 0 < sum(doubted) <= 0.2 * len(drafts)


def test_a_repair_leaves_right_drafts_as_they_are(pairs: list[tuple[str, str]]) -> None:
    changed = [zh for zh, en in pairs[::5] if repair(zh, en) != en]

    assert len(changed) <= 1, changed


def test_the_glossary_knows_what_translators_say(pairs: list[tuple[str, str]]) -> None:
    glossary = Glossary.load()
    said = [use for zh, en in pairs for use in uses(zh, en, glossary)]
    kept = sum(use.rendering is not None for use in said)

    assert kept / len(said) >= 0.77
