"""Cross-entropy over the vocabulary without holding all of it at once.

The scores of 4,000 tokens over 8,000 pieces are 128 MB; writing and reading them several times
takes a processor longer than the network itself. Here they are made, used and dropped in slices.
"""

from __future__ import annotations

from typing import Any

SLICE = 512


def sliced_cross_entropy(states: Any, embedding: Any, labels: Any, smoothing: float) -> Any:
    """The mean smoothed cross-entropy of `labels` (n) given `states` (n, width).

    `embedding` (vocabulary, width) is the output layer. Equal to `cross_entropy` of
    `states @ embedding.T` to the precision of bfloat16.
    """
    import torch

    class Sliced(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, states: Any, embedding: Any, labels: Any) -> Any:
            total, by_state, by_entry = _slices(states, embedding, labels, smoothing)
            ctx.save_for_backward(by_state, by_entry)
            return total

        @staticmethod
        def backward(ctx: Any, gradient: Any) -> Any:
            by_state, by_entry = ctx.saved_tensors
            return by_state * gradient, by_entry * gradient, None

    return Sliced.apply(states, embedding, labels)  # type: ignore[no-untyped-call]


def _slices(states: Any, embedding: Any, labels: Any, smoothing: float) -> tuple[Any, Any, Any]:
    """The loss, and its gradient by the states and by the output layer."""
    import torch

    count, size = len(labels), len(embedding)
    total = torch.zeros(())
    by_state = torch.empty_like(states)
    by_entry = torch.zeros(embedding.shape)
    for start in range(0, count, SLICE):
        here, right = states[start : start + SLICE], labels[start : start + SLICE, None]
        scores = (here @ embedding.T).float()
        mean, hit = scores.mean(1), scores.gather(1, right)[:, 0]
        top = scores.amax(1, keepdim=True)
        scores.sub_(top).exp_()  # in place, here and below: the slices are what costs time
        sums = scores.sum(1, keepdim=True)
        total += (sums.log() + top)[:, 0].sum() - ((1 - smoothing) * hit + smoothing * mean).sum()
        scores.div_(sums).sub_(smoothing / size)
        scores.scatter_add_(1, right, torch.full(right.shape, smoothing - 1.0))
        slopes = scores.div_(count).to(states.dtype)
        by_state[start : start + SLICE] = slopes @ embedding
        by_entry += slopes.T @ here
    return total / count, by_state, by_entry
