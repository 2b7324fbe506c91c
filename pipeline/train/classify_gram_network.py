"""The network of n-grams: hashed, a window over them, and a small network on top.

Every sentence of a document becomes one vector, once: the mean of its n-gram vectors, and for each
of `windows` detectors its strongest answer along the sentence. A clause is judged from its own
vector and those of its context. All of it is lookups, sums and three matrix products, which numpy
does for thousands of clauses a second (`pipeline.classify.network`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from pipeline.classify.context import FIELDS
from pipeline.classify.ngrams import GAP


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of the network of n-grams, and what it is made to forget while it learns: a share
    `dropout` of its parts, a share `forget` of the context.
    """

    buckets: int
    windows: int
    hidden: int
    width: int = 64
    dropout: float = 0.0
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

    def sentences(self, numbers: Any, sizes: Any, owner: Any) -> Any:
        """One vector per sentence, from its rows: `sizes` says how many each has, `owner` whose a
        row is.
        """
        rows = functional.embedding_bag(numbers, self.table.weight, mode="sum", padding_idx=0)
        rows = functional.dropout(rows, self.plan.dropout / 2, self.training)
        left = functional.pad(rows, (0, 0, GAP, 0))[:-GAP]
        right = functional.pad(rows, (0, 0, 0, GAP))[GAP:]
        seen = functional.relu(self.window(torch.cat([left, rows, right], dim=-1)))
        # A blank row looks three rows on, into the next sentence; what it sees must not count.
        seen = seen * (numbers[:, :1] > 0)
        mean = torch.zeros(len(sizes), rows.shape[1]).index_add(0, owner, rows)
        # The square root keeps long sentences from fading and short ones from shouting.
        mean = mean / sizes.clamp(min=1).sqrt().unsqueeze(-1)
        peak = torch.segment_reduce(seen, "max", lengths=sizes, initial=0.0)
        return self.scale(torch.cat([mean, peak], dim=-1))

    def forward(self, material: Material, clauses: Any) -> Any:
        """The outputs for some clauses."""
        context = material.context[clauses]
        there = context >= 0
        words = material.wording[context.clamp(min=0)]
        unique, back = torch.unique(words, return_inverse=True)
        vectors = self.sentences(*_gather(material, unique))[back]
        if self.training and self.plan.forget:
            luck = torch.rand(there.shape) >= self.plan.forget
            luck[:, 0] = True
            there = there & luck
        vectors = (vectors * there.unsqueeze(-1)).flatten(1)
        vectors = functional.dropout(vectors, self.plan.dropout, self.training)
        return self.name(
            functional.dropout(functional.relu(self.mix(vectors)), self.plan.dropout, self.training)
        )


def _gather(material: Material, sentences: Any) -> tuple[Any, Any, Any]:
    """The rows of some sentences, how many each has, and for each row whose it is."""
    start = material.starts[sentences]
    sizes = material.starts[sentences + 1] - start
    ends = sizes.cumsum(0)
    owner = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
    inside = torch.arange(int(ends[-1])) - (ends - sizes)[owner]
    return material.numbers[start[owner] + inside].long(), sizes, owner
