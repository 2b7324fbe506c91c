"""Train the members of the committee that read word pieces (`pipeline.classify.piece_network`).

    embed   vectors for the pieces, from the unlabelled clauses (word2vec; Mikolov 2013)
    learn   a text CNN over them, from the labelled clauses

Each member takes some twelve minutes on one core.
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
from pipeline.train.classify_steps import study

GROUPS = 4
"""Sentences of a batch are padded in so many groups of like length, so that little is blank."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The size of a member and how it is trained; the table `[pieces]` of a training plan.

    `run`: batches are made of runs of so many neighbours (`classify_steps.runs`). `last_epochs`,
    `last_rate`: how the judged labels are learned once more, alone, at the end.
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
    run: int = 1
    last_epochs: int = 0
    last_rate: float = 7e-4


@dataclass(frozen=True, slots=True)
class Material:
    """The pieces of all sentences, a row each with blanks after the end, and which sentences every
    clause is read with.
    """

    pieces: Any
    wording: Any
    context: Any


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
        pad_id=0,
        unk_id=1,
        bos_id=2,
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


def material(corpus: Corpus, cutter: Any) -> Material:
    """The sentences of `corpus` as `cutter` cuts them."""
    import numpy as np

    pieces = np.zeros((len(corpus.sentences), OWN), dtype=np.int32)
    for row, cut in enumerate(cutter.encode(list(corpus.sentences))):
        pieces[row, : len(cut)] = cut[:OWN]
    return Material(*map(torch.from_numpy, (pieces, corpus.wording, corpus.context)))


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

    def bags(self, pieces: Any, kernels: Any) -> Any:
        """One vector per row of pieces; rows of like length are read together."""
        lengths = (pieces > 0).sum(1)
        order = torch.argsort(lengths)
        found = [
            self._bag(pieces[some, : max(1, int(lengths[some[-1]]))], kernels)
            for some in torch.tensor_split(order, GROUPS)
            if len(some)
        ]
        back = torch.empty_like(order)
        back[order] = torch.arange(len(order))
        return torch.cat(found)[back]

    def _bag(self, pieces: Any, kernels: Any) -> Any:
        """The mean vector of each row and the strongest answer of each window."""
        there = (pieces > 0).unsqueeze(-1)
        rows = self.table(pieces)
        if self.training:
            rows = rows * (torch.rand(pieces.shape) > self.plan.forget_pieces).unsqueeze(-1)
        found = [rows.sum(1) / there.sum(1).clamp(min=1).sqrt()]
        # What stands on blanks must lose to zero, which is the least that a window says.
        across, blank = rows.transpose(1, 2), -1e4 * (pieces == 0).unsqueeze(1)
        for kernel in kernels:
            found.append(functional.relu((kernel(across) + blank).max(2).values))
        return torch.cat(found, dim=1)

    def forward(self, material: Material, clauses: Any) -> Any:
        """The outputs for some clauses."""
        context = material.context[clauses]
        words = material.wording[context.clamp(min=0)]
        own = self.bags(material.pieces[words[:, 0]].long(), self.own)
        # A sentence that is the context of several clauses is read once. The last is none: blank.
        around, there = words[:, 1:], context[:, 1:] >= 0
        unique, back = torch.unique(around[there], return_inverse=True)
        read = material.pieces[unique, :OTHER].long()
        blank = torch.zeros(1, read.shape[1], dtype=torch.long)
        place = torch.full(around.shape, len(unique))
        place[there] = back
        seen = self.bags(torch.cat([read, blank]), self.other)[place]
        if self.training:
            seen = seen * (torch.rand(place.shape) > self.plan.forget_context).unsqueeze(-1)
        loss = self.plan.dropout
        known = torch.cat([own, seen.flatten(1)], dim=1)
        known = functional.dropout(known, loss, self.training)
        hidden = functional.dropout(functional.relu(self.mix(known)), loss, self.training)
        return self.name(hidden)


def learn(
    plan: Pieces,
    start: Mapping[str, Any],
    found: Material,
    clauses: Any,
    wanted: Sequence[Any],
    seed: int,
    judged: Any = None,
) -> Reader:
    """Train one member on `clauses` (numbers, as tensor); `wanted` as `label_loss` takes it.

    `judged` says which of them are learned once more at the end; none says all.

    `start` has the vectors (`table`), or all but the last layer of a member that ships
    (`classify_weights.inherited`).
    """
    torch.manual_seed(seed)
    reader = Reader(plan, start["table"], wanted[0].shape[1] + wanted[1].shape[1])
    opened = {name: torch.from_numpy(array) for name, array in start.items() if name != "table"}
    reader.load_state_dict(opened, strict=False)
    if judged is None:
        judged = torch.ones(len(clauses), dtype=torch.bool)
    study(reader, found, clauses, wanted, judged, plan, decay=0.01)
    return reader.eval()


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
def answer(reader: Reader, found: Material, clauses: Any) -> Any:
    """The outputs of a trained member for some clauses."""
    return torch.cat([reader(found, some) for some in torch.split(clauses, 512)]).numpy()
