"""Let the windows over the pieces learn what clauses are about before they see a label.

    （一）建设中试平台                     the heading above
    支持企业和高校共建概念验证中心。          the sentence before
    对通过认定的，三年内免收场地租金。        the clause: which heading, which sentence is its own?

Of the headings of a batch the network must find the one that stands above each clause, and the
sentence that stands before it (contrastive learning; van den Oord 2018). A heading says what its
clauses are for, nearly as a task type does, and there are three hundred thousand of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from pipeline.classify.context import FIELDS
from pipeline.classify.piece_network import OTHER
from pipeline.train.classify_corpus import Corpus
from pipeline.train.classify_encoder import advance
from pipeline.train.classify_pieces import Pieces, Reader, precise

ABOVE, BEFORE = FIELDS.index("above"), FIELDS.index("before")
# Pieces of a clause that are read here, and how short a clause or heading may be.
OWN, SHORTEST, SHORTEST_ABOVE = 64, 5, 3
# How much the sentence before counts beside the heading; how sharp likeness is made.
SHARE, SHARP = 0.5, 15.0


@dataclass(frozen=True, slots=True)
class Warm:
    """How long and how the windows are warmed; a table of `configs/train-classify.toml`."""

    epochs: float = 0.0
    batch: int = 192
    rate: float = 1e-3
    width: int = 128


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pieces of every wording; for every example its own, its heading and the one before."""

    pieces: Any
    own: Any
    above: Any
    before: Any


def pairs(corpus: Corpus, cutter: Any) -> Pairs:
    """Every different clause that has a heading above it."""
    import numpy as np

    cut = cutter.encode(list(corpus.sentences))
    pieces = np.zeros((len(cut), OWN), dtype=np.int16)
    for row, found in enumerate(cut):
        pieces[row, : len(found[:OWN])] = found[:OWN]
    size = (pieces > 0).sum(axis=1)
    around = [np.maximum(corpus.context[:, field], 0) for field in (ABOVE, BEFORE)]
    above, before = (
        np.where(corpus.context[:, field] >= 0, corpus.wording[at], -1)
        for field, at in zip((ABOVE, BEFORE), around, strict=True)
    )
    own = corpus.wording
    fit = (size[own] >= SHORTEST) & (above >= 0) & (size[above] >= SHORTEST_ABOVE)
    before = np.where((size[before] >= SHORTEST_ABOVE) & (before != above), before, -1)
    rows = np.flatnonzero(fit)
    rows = rows[np.unique(own[rows], return_index=True)[1]]
    chosen = (torch.from_numpy(part[rows]) for part in (own, above, before))
    return Pairs(torch.from_numpy(pieces), *chosen)


def warm(
    plan: Warm,
    size: Pieces,
    table: Any,
    corpus: Corpus,
    cutter: Any,
    seed: int,
    log: Callable[[str], None],
) -> dict[str, Any]:
    """The vectors and windows to start from: `table` and, by name, the windows of a `Reader`."""
    if not plan.epochs:
        return {"table": table}
    found = pairs(corpus, cutter)
    if not len(found.own):
        log("warm: no clause stands under a heading; the windows start cold")
        return {"table": table}
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    reader = Reader(size, table, 1)
    heads = nn.ModuleList(
        (
            nn.Linear(size.width + 3 * size.own, 2 * plan.width),
            nn.Linear(size.width + 2 * size.other, plan.width),
            nn.Linear(size.width + 2 * size.other, plan.width),
        )
    )
    both = nn.ModuleList((reader, heads)).train()
    step_by = torch.optim.AdamW(both.parameters(), lr=plan.rate, weight_decay=0.01)
    steps = max(1, int(plan.epochs * len(found.own) / plan.batch))
    right = 0.0
    for step, rows in enumerate(_batches(found, plan.batch, steps)):
        for group in step_by.param_groups:
            group["lr"] = plan.rate * min(1.0, (step + 1) / (0.05 * steps)) * (1 - step / steps)
        with precise(size):
            loss, hits = _loss(reader, heads, found, rows)
        advance(step_by, both, loss)
        right += 0.01 * (hits - right)
        if step % max(1, steps // 10) == 0:
            log(f"warm: step {step} of {steps}, heading found {right:.2f}, loss {loss.item():.2f}")
    state = {name: tensor.detach().numpy() for name, tensor in reader.state_dict().items()}
    windows = {name: state[name] for name in state if name.startswith(("own", "other"))}
    return {"table": state["table.weight"], **windows}


def _batches(found: Pairs, size: int, steps: int) -> Iterator[Any]:
    """Batches of examples of about the same length, until there were enough."""
    lengths = (found.pieces[found.own] > 0).sum(1)
    given = 0
    while given < steps:
        order = torch.argsort(lengths + 12 * torch.rand(len(lengths)))
        for rows in _shuffled(torch.split(order, size)):
            if given < steps:
                yield rows
                given += 1


def _shuffled(parts: Any) -> Iterator[Any]:
    for at in torch.randperm(len(parts)).tolist():
        yield parts[at]


def _loss(reader: Reader, heads: Any, found: Pairs, rows: Any) -> tuple[Any, float]:
    """How badly headings and sentences before are found, and the share of headings found."""
    above, before = found.above[rows], found.before[rows]
    own = reader.bag(found.pieces[found.own[rows]].long(), reader.own)
    asked = heads[0](functional.dropout(own, 0.2)).chunk(2, dim=1)
    over = reader.bag(found.pieces[above][:, :OTHER].long(), reader.other)
    ahead = reader.bag(found.pieces[before.clamp(min=0)][:, :OTHER].long(), reader.other)
    first, hits = contrast(asked[0], heads[1](over), above, above >= 0)
    second, _ = contrast(asked[1], heads[2](ahead), before, before >= 0)
    return first + SHARE * second, hits


def contrast(asked: Any, offered: Any, names: Any, there: Any) -> tuple[Any, float]:
    """Cross entropy of finding one's own among all that the batch offers, and the share found.

    Examples whose answer has the same name are not each other's wrong answers.
    """
    if not bool(there.any()):
        return asked.sum() * 0, 0.0
    asked = functional.normalize(asked.float(), dim=1)
    offered = functional.normalize(offered.float(), dim=1)
    alike = SHARP * asked @ offered.T
    twins = (names[:, None] == names[None]) & ~torch.eye(len(names), dtype=torch.bool)
    alike = alike.masked_fill(twins, -1e4)[there]
    wanted = torch.arange(len(names))[there]
    return functional.cross_entropy(alike, wanted), float(
        (alike.argmax(dim=1) == wanted).float().mean()
    )
