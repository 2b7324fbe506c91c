"""The start from word alignment, and the loss in slices."""

from __future__ import annotations

import pytest

from pipeline.train.translate_batches import Bitext, bitext
from pipeline.train.translate_loss import SLICE, sliced_cross_entropy
from pipeline.train.translate_model import Shape, build
from pipeline.train.translate_start import Guide, lexical_start, word_table

torch = pytest.importorskip("torch")

SIZE = 40  # <pad> is 39; pieces 10 to 19 are Chinese, 20 to 29 their English, one to one
SHAPE = Shape(encoder_layers=1, decoder_layers=1, width=64, heads=2, inner=64, dropout=0.0)


@pytest.fixture(scope="module")
def pairs() -> Bitext:
    """Three words a sentence, in the same order in both languages, 5 after every word."""
    generator = torch.Generator().manual_seed(1)
    words = [torch.randint(10, 20, (3,), generator=generator).tolist() for _ in range(200)]
    left = [[*sentence, 1] for sentence in words]
    right = [[p for word in sentence for p in (word + 10, 5)] + [1] for sentence in words]
    return bitext(["policy"] * len(words), left, right)


def test_the_table_finds_the_words(pairs: Bitext) -> None:
    table = word_table(pairs, SIZE, ["policy", "absent"])
    assert float(table.sum(1).max()) < 1.01
    without_the_common_word = table.clone()
    without_the_common_word[:, 5] = 0
    assert without_the_common_word[10:20].argmax(1).tolist() == list(range(20, 30))


def test_a_chinese_piece_begins_where_its_english_lies(pairs: Bitext) -> None:
    model = build(SHAPE, SIZE)
    chinese = torch.zeros(SIZE, dtype=torch.bool)
    chinese[10:20] = True
    lexical_start(model, word_table(pairs, SIZE, ["policy"]), chinese)
    rows = torch.nn.functional.normalize(model.model.shared.weight.detach(), dim=1)
    near = rows[10:20] @ rows[20:30].T
    assert near.argmax(1).tolist() == list(range(10))
    assert float(near.diag().min()) > 0.8


def test_the_guide_teaches_where_to_look(pairs: Bitext) -> None:
    torch.manual_seed(1)
    model = build(SHAPE, SIZE)
    guide = Guide(model, word_table(pairs, SIZE, ["policy"]))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    source = torch.tensor([[12, 17, 10, 1], [15, 11, 1, 39]])
    target = torch.tensor([[22, 5, 27, 5, 20, 5, 1], [25, 5, 21, 5, 1, 39, 39]])
    losses = []
    for _ in range(60):
        shifted = torch.cat([torch.full_like(target[:, :1], 39), target[:, :-1]], 1)
        model.model(
            input_ids=source, attention_mask=(source != 39).long(), decoder_input_ids=shifted
        )
        loss = guide.loss(source, target)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss.detach()))
    assert losses[0] > 1.0
    assert losses[-1] < 0.6 * losses[0]


@pytest.mark.parametrize("count", [1, SLICE, SLICE + 3])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_slices_give_the_loss_and_the_slopes_of_the_whole(count: int, smoothing: float) -> None:
    torch.manual_seed(count)
    labels = torch.randint(0, 50, (count,))
    slopes = []
    losses = []
    for sliced in (True, False):
        torch.manual_seed(7)
        states = torch.randn(count, 16, requires_grad=True)
        embedding = torch.randn(50, 16, requires_grad=True)
        if sliced:
            loss = sliced_cross_entropy(states, embedding, labels, smoothing)
        else:
            loss = torch.nn.functional.cross_entropy(
                states @ embedding.T, labels, label_smoothing=smoothing
            )
        (2 * loss).backward()
        losses.append(loss.detach())
        slopes.append((states.grad, embedding.grad))
    torch.testing.assert_close(losses[0], losses[1])
    torch.testing.assert_close(slopes[0], slopes[1])
