from __future__ import annotations

import lzma
import random
from pathlib import Path

import pytest

from pipeline.train.lexicon import build
from pipeline.translate.lexicon import Lexicon

pytest.importorskip("jieba")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

WORDS = {
    "水库": "reservoir",
    "学校": "school",
    "公园": "park",
    "桥梁": "bridge",
    "医院": "hospital",
}


def lines(count: int, seed: int) -> str:
    dice = random.Random(seed)
    chosen = (dice.sample(sorted(WORDS), 3) for _ in range(count))
    return "".join(f"{'和'.join(c)}\t{' and '.join(WORDS[w] for w in c)}\n" for c in chosen)


def test_the_recipe_learns_and_repeats_itself(tmp_path: Path) -> None:
    folder = tmp_path / "parallel"
    folder.mkdir()
    (folder / "policy-drafts.tsv").write_text(lines(400, 1), "utf-8")
    (folder / "reports-2024.tsv").write_text(lines(20, 2), "utf-8")
    for name in ("law.tsv.xz", "general-near-policy.tsv.xz"):
        with lzma.open(folder / name, "wt", encoding="utf-8") as file:
            file.write(lines(60, 3))

    first = build(tmp_path, tmp_path / "a.tsv.xz")
    build(tmp_path, tmp_path / "b.tsv.xz")

    assert "reservoir" in first.entries["水库"].said
    assert (tmp_path / "a.tsv.xz").read_bytes() == (tmp_path / "b.tsv.xz").read_bytes()
    assert Lexicon.load(tmp_path / "a.tsv.xz").entries.keys() == first.entries.keys()
