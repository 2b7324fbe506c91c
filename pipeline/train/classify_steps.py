"""How every network of the classifier is trained: the loss, batches without end, the steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import nn
from torch.nn import functional

RISE = 0.1
"""The share of the steps in which rates rise."""


def device() -> str:
    """Where networks are trained: on the GPU, where there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def label_loss(outputs: Any, wanted: Sequence[Any], smoothing: float) -> Any:
    """Cross entropy of the primary answer plus that of every type for itself.

    `wanted` has a distribution over types and none, a probability per type, and a weight; they
    come from coders (then they are 0 or 1) or from the teacher.
    """
    primary, present, weight = wanted
    answers = primary.shape[1]
    primary = primary * (1 - smoothing) + smoothing / answers
    present = present * (1 - smoothing) + smoothing * 0.25
    first = -(primary * functional.log_softmax(outputs[:, :answers], dim=-1)).sum(-1)
    each = functional.binary_cross_entropy_with_logits(
        outputs[:, answers:], present, reduction="none"
    ).sum(-1)
    return ((first + each) * weight).sum() / weight.sum()


def targets(labels: Any) -> tuple[Any, Any]:
    """What coders said, as the distributions that `label_loss` takes."""
    primary = functional.one_hot(labels[:, -1], labels.shape[1]).float()
    return primary, labels[:, :-1].float()


def alike(lengths: Any, size: int) -> Iterator[Any]:
    """All rows once, those of like length together, so that little is padding."""
    noisy = lengths + 12 * torch.rand(len(lengths), device=lengths.device)
    together = torch.split(torch.argsort(noisy), size)
    for at in torch.randperm(len(together)).tolist():
        yield together[at]


def endless(batches: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    """Batches without end: `batches` gives every row once."""
    while True:
        yield from batches()


def optimiser(
    network: Any, rate: float, table_rate: float, *, decay: float = 0.0
) -> torch.optim.Optimizer:
    """AdamW for a network that looks vectors up in a `table`, which has a rate of its own and does
    not decay.
    """
    rest = [tensor for name, tensor in network.named_parameters() if name != "table.weight"]
    return torch.optim.AdamW(
        [
            {"params": rest, "peak": rate, "weight_decay": decay},
            {"params": [network.table.weight], "peak": table_rate, "weight_decay": 0.0},
        ],
        fused=True,  # a step over a table of eight million weights: an eighth of the time
    )


def follow(
    module: nn.Module,
    step_by: torch.optim.Optimizer,
    steps: int,
    loss: Callable[[], Any],
    log: Callable[[str], None] = lambda line: None,
) -> None:
    """Train for `steps` steps down what `loss` finds of a batch.

    The rate of each group of weights rises to its `peak` and then falls straight to nothing.
    """
    module.train()
    for step in range(steps):
        share = step / steps
        for group in step_by.param_groups:
            group["lr"] = group["peak"] * min(1.0, (step + 1) / (RISE * steps)) * (1 - share)
        found = loss()
        advance(step_by, module, found)
        if (step + 1) % max(1, steps // 4) == 0:
            log(f"step {step + 1} of {steps}, loss {found.item():.3f}")


def advance(step_by: torch.optim.Optimizer, module: nn.Module, loss: Any) -> None:
    """One step down the gradient, clipped; no step where the gradient is not finite.

    Clipping by such a norm would turn every weight into NaN.
    """
    step_by.zero_grad(set_to_none=True)
    loss.backward()
    norm = nn.utils.clip_grad_norm_(module.parameters(), 1.0)
    if bool(torch.isfinite(norm)):
        step_by.step()
