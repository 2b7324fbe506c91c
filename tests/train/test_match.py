"""The matcher's training: what is mined, what a batch holds, and that a tiny run learns."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from pipeline.train import match, match_data  # noqa: E402
from pipeline.train.match_models import SumEncoder, contrast, imitate  # noqa: E402
from pipeline.train.match_pairs import KINDS, Passages, encode_by_length, thin  # noqa: E402

PLAN = """海棠市数字产业行动方案
二、培育创新主体
（一）壮大科技型企业。
支持企业建设研发机构，鼓励企业牵头组建创新联合体。新认定高新技术企业{n}家以上，培育瞪羚企业十家。
（二）建设创新平台。
布局建设重点实验室和中试基地，推动大型仪器向企业开放共享。
"""


@pytest.fixture
def mined() -> match_data.Mined:
    return match_data.mine([PLAN.format(n=100), PLAN.format(n=250).replace("海棠", "梧桐")])


def said(mined: match_data.Mined, kind: str) -> set[tuple[str, str]]:
    words = list(mined.passages)
    return {(words[a], words[b]) for a, b in mined.pairs[kind]}


def test_a_clause_is_paired_with_the_headings_above_it(mined: match_data.Mined) -> None:
    assert (
        "新认定高新技术企业100家以上，培育瞪羚企业十家。",
        "壮大科技型企业",
    ) in said(mined, "heading")


def test_neighbours_stand_in_one_unit(mined: match_data.Mined) -> None:
    pairs = said(mined, "neighbour")

    assert all("实验室" not in a or "实验室" in b for a, b in pairs)
    assert any(a.startswith("支持企业") and b.startswith("新认定") for a, b in pairs)


def test_headings_that_say_where_but_not_what_are_left_out() -> None:
    mined = match_data.mine(["一、主要任务\n推动企业数字化转型，建设工业互联网平台。"])

    assert not mined.pairs["heading"]


def test_twins_are_of_two_documents_and_neither_strangers_nor_copies() -> None:
    texts = [f"一、加快建设“无废城市”，推进建筑垃圾资源化利用第{i}批。" for i in range(4)]
    others = [f"一、办好第{i}届龙舟文化节，打造水乡品牌。" for i in range(400)]
    mined = match_data.mine(texts + others)
    match_data.twins(mined, low=0.01, high=1.1)

    assert mined.pairs["twin"]
    assert all(mined.home[a] != mined.home[b] for a, b in mined.pairs["twin"])


def packed(folder: Path) -> Path:
    """Forty documents of three topics, with made-up token ids."""
    dice = np.random.default_rng(0)
    rows, home = [], []
    for document in range(40):
        for topic in (10, 30, 50):
            rows += [dice.integers(topic, topic + 20, 16).tolist() for _ in range(2)]
            home += [document, document]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.uint32)
    pairs = np.arange(len(rows), dtype=np.uint32).reshape(-1, 2)
    np.savez_compressed(
        folder / "passages.npz", tokens=np.concatenate(rows).astype(np.uint16), starts=starts,
        home=np.asarray(home, np.uint16), commas=np.asarray([12, 33], np.uint16), vocabulary=80,
        heading=pairs, neighbour=pairs, twin=pairs,
    )  # fmt: skip
    return folder


def test_halves_of_a_clause_share_little_and_lose_nothing(tmp_path: Path) -> None:
    torch.manual_seed(0)
    passages = Passages.load(packed(tmp_path), "cpu")
    batch = passages.batch("halves", 64, 0.0)
    there = batch.left > 0

    assert torch.equal(batch.left, batch.right)
    assert ((batch.left_kept | batch.right_kept) == there).float().mean() > 0.95
    assert (batch.left_kept & batch.right_kept).float().mean() < 0.3


def test_held_out_documents_are_not_trained_on(tmp_path: Path) -> None:
    passages = Passages.load(packed(tmp_path), "cpu")

    trained = {tuple(row) for row in passages.pairs["twin"].tolist()}
    kept = {tuple(row) for row in passages.held_out["twin"].tolist()}
    assert kept == {(0, 1), (2, 3), (4, 5)}
    assert not trained & kept


def test_a_row_never_loses_all_its_tokens() -> None:
    assert thin(torch.ones(50, 6, dtype=torch.bool), 1.0).any(1).all()


def test_encoding_by_length_keeps_the_order() -> None:
    torch.manual_seed(0)
    tokens = torch.tensor([[3, 4, 5, 6], [3, 0, 0, 0], [4, 4, 0, 0], [7, 8, 9, 0]])
    encoder = SumEncoder(10, torch.tensor([34, 78]), 8)

    together = encoder(tokens, tokens > 0)
    assert torch.allclose(encode_by_length(encoder, tokens, tokens > 0, 3), together)


def test_contrast_is_least_for_true_partners_and_spares_what_is_the_same() -> None:
    rows = torch.nn.functional.normalize(torch.randn(8, 16), dim=-1)
    nobody = torch.zeros(8, 8, dtype=torch.bool)
    twice = torch.cat([rows[:1], rows[:7]])
    same = torch.zeros(8, 8, dtype=torch.bool)
    same[0, 1] = same[1, 0] = True

    assert contrast(rows, rows, nobody, (8, 16)) < contrast(rows, rows.flip(0), nobody, (8, 16))
    assert contrast(twice, twice, same, (16,)) < contrast(twice, twice, nobody, (16,))


def test_imitation_is_least_when_perfect() -> None:
    teacher = torch.nn.functional.normalize(torch.randn(8, 16), dim=-1)

    assert imitate(teacher, teacher, (8, 16)) < imitate(teacher.flip(0), teacher, (8, 16))


def test_packed_weights_are_within_half_a_step() -> None:
    weights = {"a": torch.randn(5, 7), "keys": torch.tensor([3, 9])}
    kept = match.pack(weights)
    restored = kept["a"] * kept["a.scale"][:, None]

    assert np.abs(restored - weights["a"].numpy()).max() <= kept["a.scale"].max() * 0.501
    assert kept["keys"].tolist() == [3, 9]


def test_a_tiny_run_obeys_its_budget_and_learns_the_topics(tmp_path: Path) -> None:
    data, out = packed(tmp_path), tmp_path / "out"
    plan = match.Plan(
        bert={
            "vocab_size": 80, "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
            "intermediate_size": 32, "max_position_embeddings": 64,
        },
        mix=dict.fromkeys(KINDS, 1.0), width=16, widths=(8, 16), pairs=50, batch=32,
        student_batch=32,
    )  # fmt: skip

    match.train(plan, data, out, budget=4.0)

    figures = json.loads((out / "figures.json").read_text())
    matcher = np.load(out / "matcher.npz")
    assert figures["student"]["twin"] >= 2 / 3  # three pairs, a topic each
    assert matcher["pieces.weight"].dtype == np.int8
    assert matcher["pieces.weight"].shape == (80, 16)
