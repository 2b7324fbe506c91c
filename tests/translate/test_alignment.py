from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.translate.glossary import stem
from pipeline.translate.lexicon import Lexicon, save
from pipeline.translate.proof.omission import omitted
from tests.translate.pairs import WHOLE

pytest.importorskip("numpy")

WORDS = {
    "水库": "reservoir", "学校": "school", "公园": "park", "桥梁": "bridge", "道路": "road",
    "医院": "hospital", "河道": "river", "农田": "farmland",
}  # fmt: skip


@pytest.fixture(scope="module")
def learned() -> Lexicon:
    from pipeline.translate.alignment import learn

    dice = random.Random(3)
    pairs = []
    for _ in range(300):
        chosen = dice.sample(sorted(WORDS), 3)
        pairs.append(("，".join(chosen), " and the ".join(WORDS[word] for word in chosen)))
    return learn(pairs, pairs, WORDS, least_count=2)


def test_every_word_learns_its_own_translation(learned: Lexicon) -> None:
    for chinese, english in WORDS.items():
        assert stem(english) in learned.entries[chinese].said
        assert learned.entries[chinese].kept > 0.9 > 0.6 > learned.entries[chinese].chance


def test_the_missing_stretch_is_named(learned: Lexicon) -> None:
    hole = learned.unsaid("水库，学校，公园", "the reservoir and the park")

    assert (hole.words, hole.score > 1) == ("学校", True)
    assert learned.unsaid("水库，学校", "schools and reservoirs").score == 0


def test_one_english_word_serves_one_chinese_word(learned: Lexicon) -> None:
    once = learned.unsaid("学校，学校，学校", "the school")
    twice = learned.unsaid("学校，学校，学校", "a school, a school and a school")

    assert once.score > twice.score


def test_a_counterpart_far_from_its_place_hardly_counts(learned: Lexicon) -> None:
    """学校 is left out at the head; `school` further on is that of the last phrase."""
    chinese = "学校，水库，公园，桥梁，道路，医院"
    near = "the school, the reservoir, the park, the bridge and the road"
    far = "the reservoir, the park, the bridge, the road and the school"

    weights = [
        next(w for w, span in learned.weigh_places(chinese, english) if span.start == 0)
        for english in (near, far)
    ]
    assert weights[0] < weights[1]


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_a_draft_proves_alike_in_every_run(seed: str) -> None:
    """Which of two counterparts serves a word must not hang on the order of a set."""
    script = (
        "from pipeline.translate.lexicon import Entry, covered; "
        "both, one = (Entry(frozenset(s.split()), 0.9, c) for s, c in (('a b', 0.1), ('a', 0.2))); "
        "print(covered([both, one], ['a', 'b']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == "[True, True]"


def test_a_lexicon_comes_back_equal(learned: Lexicon, tmp_path: Path) -> None:
    save(learned, tmp_path / "lexicon.tsv.xz")

    assert Lexicon.load(tmp_path / "lexicon.tsv.xz").entries.keys() == learned.entries.keys()


@pytest.mark.parametrize("pair", WHOLE, ids=[zh[:6] for zh, _ in WHOLE])
def test_whole_drafts_pass_and_their_halves_do_not(pair: tuple[str, str]) -> None:
    chinese, english = pair
    words = english.split()

    assert omitted(chinese, english) == ""
    assert omitted(chinese, " ".join(words[: len(words) * 2 // 5]) + ".") != ""
