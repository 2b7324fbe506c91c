"""How every network of the classifier is trained: the loss, the batches, the steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import torch
from torch import nn
from torch.nn import functional

from pipeline.train.classify_corpus import Corpus

RISE = 0.1
"""The share of the steps in which rates rise."""

SMOOTHING = 0.03
"""How far no label is believed: coders err, and the score of a sure answer must end somewhere."""

USUAL = 0.25
"""The chance of a type that this doubt leans to."""

LAST_BATCH, LAST_RUN = 64, 8
"""The batches of the last course, which is short: the judged labels are one in thirty."""


def label_loss(outputs: Any, wanted: Sequence[Any]) -> Any:
    """Cross entropy of the primary answer plus that of every type for itself.

    `wanted` has a distribution over types and none, a probability per type, and a weight.
    """
    primary, present, weight = wanted
    answers = primary.shape[1]
    primary = primary * (1 - SMOOTHING) + SMOOTHING / answers
    present = present * (1 - SMOOTHING) + SMOOTHING * USUAL
    first = -(primary * functional.log_softmax(outputs[:, :answers], dim=-1)).sum(-1)
    each = functional.binary_cross_entropy_with_logits(
        outputs[:, answers:], present, reduction="none"
    ).sum(-1)
    return ((first + each) * weight).sum() / weight.sum()


def targets(found: Corpus) -> tuple[Any, Any, Any]:
    """What readers said of the labelled clauses, as `label_loss` takes it."""
    shares = torch.from_numpy(found.shares).float()
    answers = (shares.shape[1] + 1) // 2
    return shares[:, :answers], shares[:, answers:], torch.from_numpy(found.weight).float()


def runs(count: int, size: int, length: int) -> Iterator[Any]:
    """The numbers below `count` once, but for a few at the ends, in batches of about `size`.

    A batch is made of shuffled runs of `length` neighbours: clauses that follow each other share
    their context, which is then read once.
    """
    length = min(length, count)
    whole = count // length * length
    shift = int(torch.randint(count - whole + 1, ()))
    found = (torch.arange(whole) + shift).view(-1, length)
    for chosen in torch.split(torch.randperm(len(found)), max(1, size // length)):
        yield found[chosen].flatten()


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


class Course(Protocol):
    """How a network learns: from all labels, then, `last_epochs` times, from the judged alone.

    `run`: batches are made of runs of so many neighbours (`runs`).
    """

    @property
    def epochs(self) -> int: ...
    @property
    def batch(self) -> int: ...
    @property
    def run(self) -> int: ...
    @property
    def rate(self) -> float: ...
    @property
    def table_rate(self) -> float: ...
    @property
    def last_epochs(self) -> int: ...
    @property
    def last_rate(self) -> float: ...


def study(
    network: Any,
    material: Any,
    clauses: Any,
    wanted: Sequence[Any],
    judged: Any,
    plan: Course,
    *,
    decay: float = 0.0,
    log: Callable[[str], None] = lambda line: None,
) -> None:
    """Train `network` on `clauses` (numbers in `material`, as a tensor, in any order).

    `wanted` has what `label_loss` takes, a row per clause; `judged` says which of them are.
    """
    order = torch.argsort(clauses, stable=True)
    clauses, wanted = clauses[order], [part[order] for part in wanted]
    step_by = optimiser(network, plan.rate, plan.table_rate, decay=decay)
    size = plan.batch, plan.run
    _course(network, step_by, material, clauses, wanted, plan.epochs, *size, log)
    if plan.last_epochs:
        own = judged[order]
        clauses, wanted = clauses[own], [part[own] for part in wanted]
        step_by = optimiser(network, plan.last_rate, plan.last_rate, decay=decay)
        size = LAST_BATCH, LAST_RUN
        _course(network, step_by, material, clauses, wanted, plan.last_epochs, *size, log)


def _course(
    network: Any,
    step_by: torch.optim.Optimizer,
    material: Any,
    clauses: Any,
    wanted: Sequence[Any],
    epochs: int,
    batch: int,
    run: int,
    log: Callable[[str], None],
) -> None:
    """Read all clauses, which are in order, `epochs` times.

    The rate of each group of weights rises to its `peak` and then falls straight to nothing.
    """
    network.train()
    length = min(run, len(clauses))
    steps = epochs * -(-(len(clauses) // length) // max(1, batch // length))
    batches = (some for _ in range(epochs) for some in runs(len(clauses), batch, length))
    for step, some in enumerate(batches):
        share = step / steps
        for group in step_by.param_groups:
            group["lr"] = group["peak"] * min(1.0, (step + 1) / (RISE * steps)) * (1 - share)
        found = label_loss(network(material, clauses[some]), [part[some] for part in wanted])
        _advance(step_by, network, found)
        if (step + 1) % max(1, steps // 4) == 0:
            log(f"step {step + 1} of {steps}, loss {found.item():.3f}")


def _advance(step_by: torch.optim.Optimizer, module: nn.Module, loss: Any) -> None:
    """One step down the gradient, clipped; no step where the gradient is not finite.

    Clipping by such a norm would turn every weight into NaN.
    """
    step_by.zero_grad(set_to_none=True)
    loss.backward()
    norm = nn.utils.clip_grad_norm_(module.parameters(), 1.0)
    if bool(torch.isfinite(norm)):
        step_by.step()
