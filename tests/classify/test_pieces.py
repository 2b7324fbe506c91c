from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.artefacts import locate
from pipeline.classify.context import FIELDS
from pipeline.classify.piece_network import PieceNetwork

torch = pytest.importorskip("torch")
np = pytest.importorskip("numpy")

SENTENCES = [
    "建设中试平台。",
    "",
    "引进领军人才，给予安家补贴，" * 12 + "完善服务。",
    "一、任务",
    "x",
]


def test_numpy_answers_as_torch_does(tmp_path: Path) -> None:
    import sentencepiece

    from pipeline.train.classify_corpus import Corpus
    from pipeline.train.classify_pieces import Pieces, Reader, answer, material
    from pipeline.train.classify_weights import pack

    torch.manual_seed(1)
    model = locate("models", "clauses", "pieces.model")
    cutter = sentencepiece.SentencePieceProcessor(model_file=str(model))
    plan = Pieces(width=12, own=8, other=6, hidden=16)
    table = np.random.default_rng(0).normal(size=(cutter.get_piece_size(), 12)).astype(np.float32)
    table[0] = 0
    reader = Reader(plan, table, 5).eval()
    luck = np.random.default_rng(1)
    context = luck.integers(-1, len(SENTENCES), size=(30, len(FIELDS)))
    context[:, 0] = luck.integers(0, len(SENTENCES), size=30)
    nothing = np.zeros(0, dtype=np.int64)
    corpus = Corpus(
        sentences=tuple(SENTENCES),
        wording=np.arange(len(SENTENCES)),
        context=context,
        document=nothing,
        fold=nothing,
        gold=np.arange(30),
        labels=nothing,
        shares=nothing,
        weight=nothing,
    )
    np.savez(tmp_path / "pieces-1.npz", **pack(reader))
    wanted = answer(reader, material(corpus, cutter), torch.arange(30))
    found = PieceNetwork.load(tmp_path / "pieces-1.npz", model)(SENTENCES, context)
    assert np.abs(found - wanted).max() < 0.03
    assert np.abs(wanted).max() > 0.2


def test_learning_tells_two_types_apart() -> None:
    from pipeline.train.classify_pieces import Material, Pieces, answer, learn

    torch.set_num_threads(1)
    plan = Pieces(width=8, own=8, other=4, hidden=16, epochs=30, batch=16, run=4, dropout=0.1)
    table = np.random.default_rng(0).normal(size=(20, 8)).astype(np.float32)
    table[0] = 0
    kinds = torch.arange(60) % 2
    context = torch.full((60, 6), -1)
    context[:, 0] = torch.arange(60)
    read = Material(torch.stack([kinds + 5, kinds + 9], dim=1), torch.arange(60), context)
    wanted = [
        torch.nn.functional.one_hot(kinds, 3).float(),
        torch.nn.functional.one_hot(kinds, 2).float(),
        torch.ones(60),
    ]
    # In no order, and in runs: every clause has to keep what is wanted of it.
    clauses = torch.randperm(60, generator=torch.Generator().manual_seed(0))
    wanted = [part[clauses] for part in wanted]
    reader = learn(plan, {"table": table}, read, clauses, wanted, seed=1)
    said = answer(reader, read, torch.arange(60))
    assert (said[:, :3].argmax(axis=1) == kinds.numpy()).all()


@pytest.mark.parametrize(("last", "expected"), [(0, 0), (30, 1)])
def test_the_judged_have_the_last_word(last: int, expected: int) -> None:
    from pipeline.train.classify_pieces import Material, Pieces, answer, learn

    plan = Pieces(
        width=8, own=8, other=4, hidden=16, epochs=10, batch=16, last_epochs=last, last_rate=0.01
    )
    table = np.random.default_rng(0).normal(size=(20, 8)).astype(np.float32)
    table[0] = 0
    context = torch.full((60, 6), -1)
    context[:, 0] = 0
    read = Material(torch.tensor([[7, 9]]), torch.zeros(60, dtype=torch.long), context)
    judged = torch.arange(60) >= 48
    kinds = judged.long()
    wanted = [
        torch.nn.functional.one_hot(kinds, 3).float(),
        torch.nn.functional.one_hot(kinds, 2).float(),
        torch.ones(60),
    ]
    clauses = torch.arange(60)
    reader = learn(plan, {"table": table}, read, clauses, wanted, 1, judged)
    assert answer(reader, read, clauses[:1])[0, :3].argmax() == expected


def test_a_sentence_shared_by_clauses_reads_as_one_read_alone() -> None:
    """Neither batches nor groups of like length change what a clause is given."""
    from pipeline.train.classify_pieces import Material, Pieces, Reader

    torch.manual_seed(2)
    table = np.random.default_rng(0).normal(size=(20, 8)).astype(np.float32)
    table[0] = 0
    reader = Reader(Pieces(width=8, own=8, other=4, hidden=16), table, 5).eval()
    lengths = torch.tensor([1, 9, 4, 40, 0, 17])
    pieces = torch.randint(5, 20, (6, 80)) * (torch.arange(80) < lengths[:, None])
    context = torch.randint(-1, 6, (12, 6))
    context[:, 0] = torch.arange(12) % 6
    read = Material(pieces, torch.arange(6), context)
    with torch.no_grad():
        together = reader(read, torch.arange(12))
        alone = torch.cat([reader(read, torch.tensor([at])) for at in range(12)])
    assert torch.allclose(together, alone, atol=1e-5)
    assert together.std(0).min() > 0.01
