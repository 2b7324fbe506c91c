"""The network of n-grams: hashed, a window over them, and a small network on top.

Every sentence of a document becomes one vector, once: the mean of its n-gram vectors, and for each
of `windows` detectors its strongest answer along the sentence. A clause is judged from its own
vector and those of its context. All of it is lookups, sums and three matrix products, which numpy
does for thousands of clauses a second (`pipeline.classify.network`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from pipeline.classify.context import FIELDS
from pipeline.classify.ngrams import GAP

# Clauses that follow each other share their context, so a batch is made of runs of them.
RUN = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of the network of n-grams."""

    buckets: int = 2**18
    width: int = 64
    windows: int = 128
    hidden: int = 256
    dropout: float = 0.2
    forget: float = 0.1


@dataclass(frozen=True, slots=True)
class Material:
    """The n-gram rows of all sentences, and which sentences every clause is read with."""

    numbers: Any
    starts: Any
    wording: Any
    context: Any


class Net(nn.Module):
    """The network as torch trains it; numpy runs what `classify_weights.pack` makes of it."""

    def __init__(self, plan: Shape, outputs: int) -> None:
        super().__init__()
        self.plan = plan
        self.table = nn.Embedding(plan.buckets, plan.width, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.1)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.window = nn.Linear(3 * plan.width, plan.windows)
        self.scale = nn.LayerNorm(plan.width + plan.windows)
        self.mix = nn.Linear(len(FIELDS) * (plan.width + plan.windows), plan.hidden)
        self.name = nn.Linear(plan.hidden, outputs)

    def sentences(self, numbers: Any, owner: Any, count: int) -> Any:
        """One vector per sentence, from its rows; `owner` says whose a row is."""
        # As numpy runs it: a sum of lookups, never a tensor of all four.
        rows = self.table(numbers[:, 0])
        for order in range(1, numbers.shape[1]):
            rows = rows + self.table(numbers[:, order])
        rows = functional.dropout(rows, self.plan.dropout / 2, self.training)
        left = functional.pad(rows, (0, 0, GAP, 0))[:-GAP]
        right = functional.pad(rows, (0, 0, 0, GAP))[GAP:]
        seen = functional.relu(self.window(torch.cat([left, rows, right], dim=-1)))
        # A blank row looks three rows on, into the next sentence; what it sees must not count.
        seen = seen * (numbers[:, :1] > 0)
        size = torch.bincount(owner, minlength=count).clamp(min=1).unsqueeze(-1)
        mean = torch.zeros(count, rows.shape[1], device=rows.device).index_add(0, owner, rows)
        # The square root keeps long sentences from fading and short ones from shouting.
        mean = mean / size.sqrt()
        spread = owner.unsqueeze(-1).expand_as(seen)
        peak = torch.zeros(count, seen.shape[1], device=rows.device).scatter_reduce(
            0, spread, seen, "amax"
        )
        return self.scale(torch.cat([mean, peak], dim=-1))

    def forward(self, material: Material, clauses: Any) -> Any:
        """The outputs for some clauses."""
        context = material.context[clauses]
        there = context >= 0
        words = material.wording[context.clamp(min=0)]
        unique, back = torch.unique(words, return_inverse=True)
        numbers, owner = _gather(material, unique)
        vectors = self.sentences(numbers, owner, len(unique))[back]
        if self.training and self.plan.forget:
            luck = torch.rand(there.shape, device=there.device) >= self.plan.forget
            luck[:, 0] = True
            there = there & luck
        vectors = (vectors * there.unsqueeze(-1)).flatten(1)
        vectors = functional.dropout(vectors, self.plan.dropout, self.training)
        return self.name(
            functional.dropout(functional.relu(self.mix(vectors)), self.plan.dropout, self.training)
        )


def _gather(material: Material, sentences: Any) -> tuple[Any, Any]:
    """The rows of some sentences, and for each row which of the sentences it belongs to."""
    start, stop = material.starts[sentences], material.starts[sentences + 1]
    size = stop - start
    owner = torch.repeat_interleave(torch.arange(len(sentences), device=size.device), size)
    ends = size.cumsum(0)
    inside = torch.arange(int(ends[-1]), device=size.device) - (ends - size)[owner]
    return material.numbers[start[owner] + inside].long(), owner


def runs(clauses: Any, size: int) -> Iterator[Any]:
    """`clauses` once, but for a few at the ends, in shuffled runs of neighbours; as positions."""
    length = min(RUN, len(clauses))
    count = len(clauses) // length * length
    shift = int(torch.randint(len(clauses) - count + 1, ()))
    found = (torch.arange(count) + shift).view(-1, length)
    for chosen in torch.split(torch.randperm(len(found)), max(1, size // length)):
        yield found[chosen].flatten()
