"""The teacher: a small encoder that first learns the language of policy, then the task types.

It reads a clause with its context in one row of word pieces,

    [start] the clause | heading above | heading above that | sentence before | after | title

each field with an embedding of its own. It learns to fill in masked pieces of such rows, then is
fine-tuned on labelled clauses. It never ships: it is too slow to read thousands of documents on a
laptop. What it knows is handed to the networks that do (`classify_teacher`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from pipeline.train.classify_steps import advance, alike, endless, follow, label_loss

# Pieces kept of each field of the context, in the order of `pipeline.classify.context.FIELDS`.
# A clause shows its kind early; of the sentence before, the end matters.
KEPT = (80, 20, 16, 20, 12, 11)
LENGTH = 1 + sum(KEPT)
BEFORE = 3
PAD, START, MASK, FIRST_PIECE = 0, 2, 4, 5


@dataclass(frozen=True, slots=True)
class Encoder:
    """The size of the encoder and how it is trained.

    A table of `configs/train-classify.toml`. `named`: clauses that it is asked about.
    """

    layers: int = 6
    width: int = 512
    heads: int = 8
    masked: float = 0.2
    steps: int = 3_700
    rate: float = 5e-4
    batch_pieces: int = 32_768
    tuning_rate: float = 2.5e-4
    tuning_epochs: int = 3
    tuning_batch: int = 128
    dropout: float = 0.1
    named: int = 260_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """Rows of pieces, the field of each piece (1 for the clause), and how many are filled."""

    pieces: Any
    fields: Any
    lengths: Any

    def batch(self, rows: Any) -> tuple[Any, Any, Any]:
        """Pieces, fields and padding of some rows, no wider than the longest of them."""
        # A multiple of 8 suits the attention kernels.
        widest = min(LENGTH, -(-int(self.lengths[rows].max()) // 8) * 8)
        pieces = self.pieces[rows, :widest].long()
        return pieces, self.fields[rows, :widest].long(), pieces == PAD


def assemble(pieces: Any, bounds: Any, wording: Any, context: Any) -> Inputs:
    """Lay the fields of every context end to end, cut to `KEPT` (arrays in, tensors out)."""
    import numpy as np

    count = len(context)
    row = np.zeros((count, LENGTH), dtype=np.int16)
    field = np.zeros((count, LENGTH), dtype=np.int8)
    row[:, 0], field[:, 0] = START, 1
    at = np.ones(count, dtype=np.int64)
    everyone = np.arange(count)
    for number, kept in enumerate(KEPT):
        there = context[:, number] >= 0
        words = wording[np.maximum(context[:, number], 0)]
        size = np.where(there, bounds[words + 1] - bounds[words], 0)
        taken = np.minimum(size, kept)
        source = bounds[words] + (size - taken if number == BEFORE else 0)
        for column in range(kept):
            who = everyone[taken > column]
            row[who, at[who] + column] = pieces[source[who] + column]
            field[who, at[who] + column] = number + 1
        at += taken
    return Inputs(torch.from_numpy(row), torch.from_numpy(field), torch.from_numpy(at))


class Layer(nn.Module):
    """Attention, then a small network, each added to what came in (norms before, as in GPT-2)."""

    def __init__(self, plan: Encoder) -> None:
        super().__init__()
        self.heads, self.loss = plan.heads, plan.dropout
        self.before, self.between = nn.LayerNorm(plan.width), nn.LayerNorm(plan.width)
        self.ask = nn.Linear(plan.width, 3 * plan.width)
        self.tell = nn.Linear(plan.width, plan.width)
        self.think = nn.Sequential(
            nn.Linear(plan.width, 4 * plan.width), nn.GELU(), nn.Linear(4 * plan.width, plan.width)
        )
        self.dropout = nn.Dropout(plan.dropout)

    def forward(self, state: Any, seen: Any) -> Any:
        """The next state of every piece; `seen` is False at padding."""
        rows, length, width = state.shape
        asked = self.ask(self.before(state)).view(rows, length, 3, self.heads, -1)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        told = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=seen, dropout_p=self.loss if self.training else 0.0
        )
        told = told.transpose(1, 2).reshape(rows, length, width)
        state = state + self.dropout(self.tell(told))
        return state + self.dropout(self.think(self.between(state)))


class Reader(nn.Module):
    """The encoder with both of its heads: one fills in masked pieces, one names task types."""

    def __init__(self, plan: Encoder, vocabulary: int, outputs: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, plan.width, padding_idx=PAD)
        self.places = nn.Embedding(LENGTH, plan.width)
        self.fields = nn.Embedding(len(KEPT) + 1, plan.width)
        for table in (self.pieces, self.places, self.fields):
            nn.init.normal_(table.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(plan) for _ in range(plan.layers))
        self.norm = nn.LayerNorm(plan.width)
        self.dropout = nn.Dropout(plan.dropout)
        self.fill = nn.Sequential(
            nn.Linear(plan.width, plan.width), nn.GELU(), nn.LayerNorm(plan.width)
        )
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.name = nn.Linear(2 * plan.width, outputs)

    def forward(self, pieces: Any, fields: Any, padding: Any) -> Any:
        """The state of every piece."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        state = self.pieces(pieces) + self.places(places) + self.fields(fields)
        state = self.dropout(state)
        seen = ~padding[:, None, None, :]
        for layer in self.layers:
            state = layer(state, seen)
        return self.norm(state)

    def masked_loss(self, pieces: Any, fields: Any, padding: Any, share: float) -> Any:
        """How badly masked pieces are filled in: nine in ten masked are hidden, one is kept."""
        luck = torch.rand(pieces.shape, device=pieces.device)
        asked = (luck < share) & ~padding & (pieces >= FIRST_PIECE)
        hidden = asked & (luck < 0.9 * share)
        state = self(pieces.masked_fill(hidden, MASK), fields, padding)
        guess = functional.linear(self.fill(state[asked]), self.pieces.weight, self.bias)
        return functional.cross_entropy(guess.float(), pieces[asked])

    def outputs(self, pieces: Any, fields: Any, padding: Any) -> Any:
        """A score per output for every row: from its first state and the mean of the clause."""
        state = self(pieces, fields, padding)
        own = (fields == 1).unsqueeze(-1)
        mean = (state * own).sum(1) / own.sum(1)
        return self.name(self.dropout(torch.cat([state[:, 0], mean], dim=-1))).float()


def precise(device: str) -> Any:
    """Half precision where the device is made for it."""
    return torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda")


def pretrain(reader: Reader, inputs: Inputs, plan: Encoder, log: Callable[[str], None]) -> None:
    """Fill in masked pieces for `plan.steps` steps of rows of like length."""
    device = next(reader.parameters()).device
    step_by = optimiser(reader, plan.rate, decay=0.01)
    order = torch.argsort(inputs.lengths)
    total = torch.zeros((), device=device)
    reader.train()
    for step in range(plan.steps):
        start = int(torch.randint(len(order), ()))
        size = max(1, plan.batch_pieces // int(inputs.lengths[order[start]]))
        rows = order[max(0, start - size // 2) : start + size // 2 + 1]
        for group in step_by.param_groups:
            group["lr"] = plan.rate * min(
                1.0, (step + 1) / (0.1 * plan.steps), (1 - step / plan.steps) / 0.7 + 0.01
            )
        with precise(device.type):
            loss = reader.masked_loss(*inputs.batch(rows), plan.masked)
        advance(step_by, reader, loss)
        total += loss.detach()
        if (step + 1) % 500 == 0:
            log(f"pretrain step {step + 1} of {plan.steps}, loss {total.item() / 500:.3f}")
            total.zero_()


def optimiser(module: nn.Module, rate: float, *, decay: float) -> torch.optim.Optimizer:
    """AdamW; tables and biases do not decay."""
    tensors = [tensor for tensor in module.parameters() if tensor.requires_grad]
    heavy = [tensor for tensor in tensors if tensor.dim() > 1]
    light = [tensor for tensor in tensors if tensor.dim() <= 1]
    groups = [
        {"params": heavy, "peak": rate, "weight_decay": decay},
        {"params": light, "peak": rate, "weight_decay": 0.0},
    ]
    fused = tensors[0].device.type == "cuda"
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=fused)


def tune(
    reader: Reader, inputs: Inputs, wanted: Sequence[Any], plan: Encoder, log: Callable[[str], None]
) -> None:
    """Learn the task types of `inputs`; `wanted` as `label_loss` takes it."""
    step_by = optimiser(reader, plan.tuning_rate, decay=0.01)
    steps = -(-len(inputs.lengths) // plan.tuning_batch) * plan.tuning_epochs
    some_of = endless(lambda: alike(inputs.lengths, plan.tuning_batch))

    def loss() -> Any:
        rows = next(some_of)
        with precise(inputs.lengths.device.type):
            outputs = reader.outputs(*inputs.batch(rows))
        return label_loss(outputs, [part[rows] for part in wanted], 0.03)

    follow(reader, step_by, steps, loss, log)


@torch.no_grad()
def predict(reader: Reader, inputs: Inputs, *, answers: int, batch: int = 1024) -> Any:
    """Probabilities for every row: of each primary answer, then of each type."""
    reader.eval()
    order = torch.argsort(inputs.lengths)
    found = None
    for rows in torch.split(order, batch):
        with precise(inputs.lengths.device.type):
            outputs = reader.outputs(*inputs.batch(rows))
        scores = torch.cat(
            [outputs[:, :answers].softmax(-1), outputs[:, answers:].sigmoid()], dim=-1
        )
        if found is None:
            found = torch.zeros(len(order), scores.shape[1], device=scores.device)
        found[rows] = scores
    return found
