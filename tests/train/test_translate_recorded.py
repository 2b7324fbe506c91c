"""Steps that a GPU records: the same network, batches of one shape, and they teach."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.train.translate_batches import Draw, bitext
from pipeline.train.translate_model import Shape, build
from pipeline.train.translate_recorded import WIDTHS, Recorded, even_batches, last_states

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

SHAPE = Shape(encoder_layers=2, decoder_layers=2, width=64, heads=2, inner=96, dropout=0.0)


def test_the_short_way_through_the_network_ends_where_the_library_does() -> None:
    torch.manual_seed(1)
    model = build(SHAPE, 100).eval()
    source, target = torch.randint(2, 99, (5, 16)), torch.randint(2, 99, (5, 16))
    seen = torch.ones(5, 16, dtype=torch.bool)
    seen[1, 9:] = False
    source[1, 9:] = 99
    want = model.model(
        input_ids=source, attention_mask=seen.long(), decoder_input_ids=target, use_cache=False
    ).last_hidden_state
    assert torch.allclose(last_states(model, source, seen, target), want, atol=1e-5)


def test_batches_of_a_width_have_one_shape_and_nothing_is_lost() -> None:
    rng = np.random.default_rng(2)
    lengths = rng.integers(3, 60, 400)
    sentences = [[5] * size for size in lengths]
    corpus = bitext(["policy"] * 400, sentences, sentences)
    waiting: dict[int, np.ndarray] = {}
    draw = Draw(corpus.origins, seed=3)
    found = even_batches(corpus, draw, {"policy": 1.0}, 640, rng, waiting)
    for width, numbers in found:
        assert len(numbers) == 640 // width
        below = max((w for w in WIDTHS if w < width), default=0)
        assert (lengths[numbers] > below).all()
        assert (lengths[numbers] <= width).all()
    drawn = sum(len(numbers) for _, numbers in found) + sum(map(len, waiting.values()))
    assert drawn == 40_000
    assert all(len(left) < 640 // width for width, left in waiting.items())


def test_recorded_steps_teach_and_their_mean_follows() -> None:
    from pipeline.train.translate_learner import Learner

    torch.manual_seed(4)
    rng = np.random.default_rng(4)
    rows = [[*rng.integers(3, 40, 6).tolist(), 1] for _ in range(24)]
    corpus = bitext(["policy"] * 24, rows, rows)
    learner = Learner(SHAPE, 50, smoothing=0.0, decay=0.9)
    learner.maskable = torch.zeros(50, dtype=torch.bool, device=learner.device)
    learner.load(corpus)
    taken = Recorded(learner, noisy=24)
    batch = [(16, np.arange(24))]
    losses = []
    for _ in range(60):
        for width, numbers in taken.batches(batch):
            losses.append(float(taken.step(width, numbers, 3e-3, 0.0)))
    assert losses[-1] < 0.5 * losses[0]
    apart = max(
        float((mean - weight.detach()).abs().max())
        for mean, weight in zip(learner.means, learner.weights, strict=True)
    )
    assert 0 < apart < 0.1
