"""The list of English words by which drafts are proved."""

from __future__ import annotations

import lzma
from collections import Counter
from pathlib import Path

import pytest

from pipeline.train.spelling import HALF, amiss, counted, listed, main, write
from pipeline.train.translate_further import Translated, write_translated
from pipeline.translate.proof.misspelt import Spelling


def test_words_in_small_letters_are_counted_once_a_line() -> None:
    lines = ["The weir, the weir at Yunchuan.", "See weir.example.cn or the sluice-gate."]

    assert counted(lines) == Counter({"weir": 1, "the": 2})


def test_rare_words_are_kept_of_the_own_english_only() -> None:
    assert listed({"weir": 1}, {"sluice": 1, "canal": 2}) == {"canal": 2, "weir": 1}


@pytest.mark.parametrize(
    ("word", "wrong"),
    [
        pytest.param("makeing", True, id="an e too many"),
        pytest.param("heared", True, id="an irregular verb"),
        pytest.param("acceptible", True, id="-able"),
        pytest.param("taping", False, id="of another word"),
        pytest.param("referal", False, id="an ending that is not looked at"),
    ],
)
def test_what_is_spelled_far_oftener_otherwise_is_amiss(word: str, wrong: bool) -> None:
    usual = ("make", "making", "hear", "acceptable", "tap", "tape", "tapping", "refer", "referral")
    counts = Counter(dict.fromkeys(usual, 50)) + Counter([word])

    assert amiss(word, counts) is wrong


def test_the_list_is_made_of_both_kinds_of_text(tmp_path: Path) -> None:
    further, own, other = (tmp_path / name for name in ("further.xz", "own.tsv", "other.tsv.xz"))
    write_translated(further, [Translated("a" * 64, 0, 5, "Dredge the weir.")])
    own.write_text("清淤\tdredging\n", "utf-8")
    other.write_bytes(lzma.compress("修渠\tmend canals\n通渠\tcanals lost\n".encode()))
    out = tmp_path / "spelling.txt.xz"

    main([str(other), "--further", str(further), "--own", str(own), "--out", str(out)])

    assert Spelling.load(out).known == {"the", "weir", "dredging", "canals"}


def test_usual_words_are_marked(tmp_path: Path) -> None:
    write(tmp_path / "list.xz", {"canal": HALF, "weir": HALF - 1})

    assert Spelling.load(tmp_path / "list.xz").usual == {"canal"}
