"""Train the members of the committee that read word pieces (`pipeline.classify.piece_network`).

    embed   vectors for the pieces, from the unlabelled clauses (word2vec; Mikolov 2013)
    learn   a text CNN over them, from the labelled clauses and those that a teacher named

No GPU is needed: each member takes some minutes on one core.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from pipeline.classify.context import FIELDS
from pipeline.classify.piece_network import OTHER, OWN
from pipeline.train.classify_corpus import Corpus
from pipeline.train.classify_encoder import PAD, START
from pipeline.train.classify_steps import alike, device, endless, follow, optimiser
from pipeline.train.classify_teacher import Opinions, mixed


@dataclass(frozen=True, slots=True)
class Pieces:
    """The size of a member and how it is trained; a table of `configs/train-classify.toml`.

    `half`: compute in 16 bits (bfloat16), half as long again as fast on processors that can.
    `taught`: how often the clauses that a teacher named are read, `taught_batch` at a time; then
    that, not `epochs`, says how long training takes.
    """

    width: int = 100
    own: int = 128
    other: int = 64
    hidden: int = 192
    epochs: int = 12
    batch: int = 64
    rate: float = 1.5e-3
    table_rate: float = 1e-3
    dropout: float = 0.4
    forget_pieces: float = 0.2
    forget_context: float = 0.15
    half: bool = False
    taught: float = 0.0
    taught_batch: int = 128


def cut_pieces(sentences: Sequence[str], model: Path, vocabulary: int) -> None:
    """Choose word pieces of at most six characters for `sentences` (a third of them will do)."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences[::3]),
        model_prefix=str(model.with_suffix("")),
        vocab_size=vocabulary,
        character_coverage=0.9996,
        add_dummy_prefix=False,
        max_sentencepiece_length=6,
        pad_id=PAD,
        unk_id=1,
        bos_id=START,
        eos_id=3,
        user_defined_symbols=["<mask>"],
        minloglevel=1,
    )
    model.with_suffix(".vocab").unlink()


def embed(cutter: Any, sentences: Sequence[str], width: int, seed: int) -> Any:
    """A vector for every piece, at home in the sentences; zeros for pieces that hardly occur."""
    import numpy as np
    from gensim.models import Word2Vec

    cut = cutter.encode(list(sentences), out_type=str)
    model = Word2Vec(
        cut, vector_size=width, window=6, min_count=3, sg=1, negative=5, sample=3e-4, epochs=3,
        workers=1, seed=seed,
    )  # fmt: skip
    table = np.zeros((cutter.get_piece_size(), width), dtype=np.float32)
    for number in range(5, len(table)):
        piece = cutter.id_to_piece(number)
        if piece in model.wv:
            table[number] = model.wv[piece]
    return 3 * table / table.std()


def fields(corpus: Corpus, cut: Sequence[list[int]], clauses: Any = None) -> tuple[Any, ...]:
    """For every field of the context, a row of pieces per clause, blanks after the end.

    `cut` has the pieces of the sentences of `corpus`. Of the labelled clauses, or of these (numbers
    in the corpus).
    """
    import numpy as np

    found = []
    for number in range(len(FIELDS)):
        longest = OTHER if number else OWN
        at = corpus.context[corpus.gold if clauses is None else clauses, number].tolist()
        rows = [cut[corpus.wording[i]][:longest] if i >= 0 else [] for i in at]
        padded = np.zeros((len(rows), max(1, *map(len, rows))), dtype=np.int64)
        for row, pieces in enumerate(rows):
            padded[row, : len(pieces)] = pieces
        found.append(torch.from_numpy(padded))
    return tuple(found)


class Reader(nn.Module):
    """A member as torch trains it; numpy runs what `classify_weights.pack` makes of it."""

    def __init__(self, plan: Pieces, table: Any, outputs: int) -> None:
        super().__init__()
        self.plan = plan
        self.table = nn.Embedding(len(table), plan.width, padding_idx=0)
        self.table.weight.data.copy_(torch.from_numpy(table))
        self.own = nn.ModuleList(
            nn.Conv1d(plan.width, plan.own, size, padding=size // 2) for size in (1, 3, 5)
        )
        self.other = nn.ModuleList(
            nn.Conv1d(plan.width, plan.other, size, padding=size // 2) for size in (1, 3)
        )
        around = (len(FIELDS) - 1) * (plan.width + 2 * plan.other)
        self.mix = nn.Linear(plan.width + 3 * plan.own + around, plan.hidden)
        self.name = nn.Linear(plan.hidden, outputs)

    def bag(self, pieces: Any, kernels: Any) -> Any:
        """The mean vector of each row and the strongest answer of each window."""
        pieces = pieces[:, : max(1, int((pieces > 0).sum(1).max()))]
        there = (pieces > 0).unsqueeze(-1)
        rows = self.table(pieces)
        if self.training:
            luck = torch.rand(pieces.shape, device=pieces.device)
            rows = rows * (luck > self.plan.forget_pieces).unsqueeze(-1)
        found = [rows.sum(1) / there.sum(1).clamp(min=1).sqrt()]
        for kernel in kernels:
            seen = functional.relu(kernel(rows.transpose(1, 2))).transpose(1, 2)
            found.append((seen * there).max(1).values)
        return torch.cat(found, dim=1)

    def forward(self, pieces: Sequence[Any]) -> Any:
        """The outputs for a row of pieces per field."""
        found = [self.bag(pieces[0], self.own)]
        for field in pieces[1:]:
            around = self.bag(field, self.other)
            if self.training:
                luck = torch.rand(len(around), 1, device=around.device)
                around = around * (luck > self.plan.forget_context)
            found.append(around)
        loss = self.plan.dropout
        seen = functional.dropout(torch.cat(found, dim=1), loss, self.training)
        hidden = functional.dropout(functional.relu(self.mix(seen)), loss, self.training)
        return self.name(hidden)


def learn(
    plan: Pieces,
    start: Mapping[str, Any],
    pieces: Sequence[Any],
    wanted: Sequence[Any],
    seed: int,
    taught: tuple[Sequence[Any], Opinions] | None = None,
) -> Reader:
    """Train one member; `wanted` as `label_loss` takes it, rows as in `pieces`.

    `start` has the vectors (`table`), or all but the last layer of a member that ships
    (`classify_weights.inherited`). `taught`: the pieces of the clauses that a teacher named, and
    what it said.
    """
    torch.manual_seed(seed)
    on = device()
    pieces, wanted = [[part.to(on) for part in parts] for parts in (pieces, wanted)]
    reader = Reader(plan, start["table"], wanted[0].shape[1] + wanted[1].shape[1]).to(on)
    opened = {name: torch.from_numpy(array) for name, array in start.items() if name != "table"}
    reader.load_state_dict(opened, strict=False)
    step_by = optimiser(reader, plan.rate, plan.table_rate, decay=0.01)
    lengths = (pieces[0] > 0).sum(1)
    steps = plan.epochs * -(-len(lengths) // plan.batch)
    opinions = None
    if taught is not None:
        said_of, opinions = [field.to(on) for field in taught[0]], taught[1].to(on)
        wanted = opinions.tempered(wanted)
        steps = round(plan.taught * len(said_of[0]) / plan.taught_batch)
        longer = (said_of[0] > 0).sum(1)
        more = endless(lambda: alike(longer, plan.taught_batch))
    some_of = endless(lambda: alike(lengths, plan.batch))

    def loss() -> Any:
        rows, named = next(some_of), None
        with precise(plan, on):
            outputs = reader([field[rows] for field in pieces])
            if taught is not None:
                named = next(more)
                outputs = torch.cat([outputs, reader([field[named] for field in said_of])])
        return mixed(outputs.float(), [part[rows] for part in wanted], opinions, named)

    follow(reader, step_by, steps, loss)
    return reader.eval()


def precise(plan: Pieces, on: str) -> Any:
    """The precision that a plan computes in."""
    return torch.autocast(on, torch.bfloat16, enabled=plan.half)


def like(plan: Pieces, start: Mapping[str, Any]) -> Pieces:
    """The plan with the sizes of the member that is inherited."""
    return replace(
        plan,
        width=start["table"].shape[1],
        own=len(start["own.0.bias"]),
        other=len(start["other.0.bias"]),
        hidden=len(start["mix.bias"]),
    )


@torch.no_grad()
def answer(reader: Reader, pieces: Sequence[Any]) -> Any:
    """The outputs of a trained member."""
    on = reader.table.weight.device
    parts = [torch.split(field.to(on), 512) for field in pieces]
    return torch.cat([reader(rows) for rows in zip(*parts, strict=True)]).cpu().numpy()
