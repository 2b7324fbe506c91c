"""The teacher: an encoder that has read all clauses names many of them for those that ship.

    pretrain      the encoder fills in masked pieces of clauses
    per pass      fine-tuned without the held-out fold, it names clauses of other documents

What it says is kept in the work folder (`opinions-K.npz`). The networks of the committee then learn
from two hundred thousand clauses that it named, beside those that were read (distillation: Hinton
et al. 2015; for text, Turc et al. 2019). Made for a GPU: three minutes of filling in, then a minute
or more for each of six passes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from pipeline.errors import SettingsError
from pipeline.train.classify_corpus import Corpus
from pipeline.train.classify_encoder import (
    Encoder,
    Inputs,
    Reader,
    assemble,
    predict,
    pretrain,
    tune,
)
from pipeline.train.classify_steps import device, label_loss, targets

Log = Callable[[str], None]

TRUST = 0.4
"""How much of a labelled clause's answer is the teacher's, who smooths what one coder said."""

CODED = 0.6
"""What a labelled clause counts beside one that the teacher named."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """What the teacher of a pass says, as chances: of each first answer, then of each type.

    `clauses` (n) are numbers in the whole corpus, labelled ones among them, `said` (n, outputs)
    what it says of them; `labelled` (m, outputs) is what it says of the labelled clauses that it
    learned from, in order.
    """

    clauses: Any
    said: Any
    labelled: Any

    @classmethod
    def load(cls, path: Path, corpus: Corpus) -> Opinions:
        """Read what `teach` wrote about the clauses of `corpus`; of another it is an error."""
        import numpy as np

        with np.load(path) as stored:
            if str(stored["corpus"]) != _mark(corpus):
                raise SettingsError(
                    f"{path} counts in other clauses than {path.parent / 'whole'}; delete it, so "
                    "that the teacher is asked again."
                )
            said, labelled = (
                torch.from_numpy(stored[name]).float() / 255 for name in ("said", "labelled")
            )
            return cls(torch.from_numpy(stored["clauses"].astype(np.int64)), said, labelled)

    @property
    def answers(self) -> int:
        """How many first answers there are."""
        return (int(self.said.shape[1]) + 1) // 2

    def to(self, where: str) -> Opinions:
        """The same, there."""
        return Opinions(*(part.to(where) for part in (self.clauses, self.said, self.labelled)))

    def tempered(self, wanted: Sequence[Any]) -> list[Any]:
        """Labels, as `label_loss` takes them, with the teacher's opinion mixed in."""
        primary, present, weight = wanted
        first, types = self.labelled[:, : self.answers], self.labelled[:, self.answers :]
        return [
            (1 - TRUST) * primary + TRUST * first, (1 - TRUST) * present + TRUST * types, weight
        ]  # fmt: skip

    def loss(self, outputs: Any, rows: Any) -> Any:
        """How far `outputs` are from what the teacher says of `rows`."""
        said = self.said[rows]
        even = torch.ones(len(rows), device=said.device)
        return label_loss(outputs, (said[:, : self.answers], said[:, self.answers :], even), 0.0)


def mixed(outputs: Any, wanted: Sequence[Any], opinions: Opinions | None, named: Any) -> Any:
    """The loss of a batch: labelled clauses first, then, with a teacher, those that it `named`."""
    if opinions is None:
        return label_loss(outputs, wanted, 0.03)
    count = len(wanted[0])
    coded = label_loss(outputs[:count], wanted, 0.02)
    return CODED * coded + opinions.loss(outputs[count:], named)


def pretrained(plan: Encoder, work: Path, seed: int, log: Log) -> None:
    """Write `encoder.pt`, unless it is there: the encoder that has filled in masked pieces."""
    if _encoder(work).is_file():
        return
    on = device()
    log(f"the teacher works on {on}" + (", which takes days" if on == "cpu" else ""))
    torch.set_float32_matmul_precision("high")
    torch.manual_seed(seed)
    corpus = Corpus.load(work / "whole")
    reader = _reader(plan, work, corpus).to(on)
    pretrain(reader, Inputs(*_on(_laid_out(corpus, work), slice(None), on)), plan, log)
    unfinished = _encoder(work).with_suffix(".new")
    torch.save(reader.state_dict(), unfinished)
    os.replace(unfinished, _encoder(work))


def teach(
    plan: Encoder, work: Path, corpus: Corpus, held_out: int, seed: int, log: Log
) -> Opinions:
    """The opinions of a pass; asked of the encoder and kept, unless `opinions-K.npz` is there.

    `corpus` is the whole one.
    """
    if not opinions_of(work, held_out).is_file():
        torch.set_float32_matmul_precision("high")
        torch.manual_seed(seed + 1 + held_out)
        _one(plan, work, corpus, _laid_out(corpus, work), held_out, device(), log)
    return Opinions.load(opinions_of(work, held_out), corpus)


def _encoder(work: Path) -> Path:
    return work / "encoder.pt"


def opinions_of(work: Path, number: int) -> Path:
    """Where the opinions of a pass are kept."""
    return work / f"opinions-{number}.npz"


def _one(
    plan: Encoder, work: Path, corpus: Corpus, inputs: Inputs, held_out: int, on: str, log: Log
) -> None:
    """Fine-tune on all labels but those of one fold; name clauses outside it."""
    import numpy as np

    known = np.flatnonzero(corpus.fold[corpus.gold] != held_out)
    pool = corpus.pool[corpus.fold[corpus.pool] != held_out]
    if len(pool) > plan.named:
        pool = np.sort(np.random.default_rng(held_out).choice(pool, plan.named, replace=False))
    labels = torch.from_numpy(corpus.labels[known])
    weight = torch.from_numpy(corpus.weight[known]).float()
    wanted = [part.to(on) for part in (*targets(labels), weight)]
    reader = _reader(plan, work, corpus).to(on)
    reader.load_state_dict(torch.load(_encoder(work), map_location=on, weights_only=True))
    coded = Inputs(*_on(inputs, torch.from_numpy(corpus.gold[known]), on))
    tune(reader, coded, wanted, plan, lambda line: log(f"pass {held_out}: {line}"))
    some = Inputs(*_on(inputs, torch.from_numpy(pool), on))
    answers = labels.shape[1]
    said, labelled = (
        (predict(reader, rows, answers=answers) * 255).round().to(torch.uint8).cpu().numpy()
        for rows in (some, coded)
    )
    unfinished = opinions_of(work, held_out).with_suffix(".new.npz")
    np.savez(
        unfinished, clauses=pool.astype(np.int32), said=said, labelled=labelled,
        corpus=_mark(corpus),
    )  # fmt: skip
    os.replace(unfinished, opinions_of(work, held_out))
    log(f"pass {held_out}: named {len(pool)} clauses")


def _mark(corpus: Corpus) -> str:
    """Which clauses are counted: how many, and the labelled ones."""
    digest = hashlib.sha256("\n".join(corpus.keys).encode()).hexdigest()[:16]
    return f"{len(corpus.wording)}:{digest}"


def _laid_out(corpus: Corpus, work: Path) -> Inputs:
    """Every clause with its context as one row of pieces."""
    import numpy as np

    pieces = _cutter(work).encode(list(corpus.sentences))
    bounds = np.cumsum([0, *map(len, pieces)])
    flat = np.fromiter((piece for row in pieces for piece in row), np.int16, bounds[-1])
    return assemble(flat, bounds, corpus.wording, corpus.context)


def _reader(plan: Encoder, work: Path, corpus: Corpus) -> Reader:
    return Reader(plan, _cutter(work).get_piece_size(), 2 * corpus.labels.shape[1] - 1)


def _cutter(work: Path) -> Any:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))


def _on(inputs: Inputs, rows: Any, device: str) -> list[Any]:
    return [part[rows].to(device) for part in (inputs.pieces, inputs.fields, inputs.lengths)]
