"""Train a classifier for a scholar's own codebook, from labelled clauses alone, on any laptop.

The shipped model knows how policy is worded. Its networks are where training starts, the one of
n-grams and the one of word pieces; what is new is learned from the labels (`classify_labels` says
how their table looks). From nothing, only n-grams are learned: pieces need their vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.artefacts import require
from pipeline.classify.committee import together
from pipeline.codebook import NONE, Codebook
from pipeline.toml_files import filled, read_toml
from pipeline.train.classify_calibrate import tune
from pipeline.train.classify_card import write_figures
from pipeline.train.classify_corpus import FOLDS, Corpus
from pipeline.train.classify_figures import Answer
from pipeline.train.classify_folder import answers, write, write_answers, write_thresholds
from pipeline.train.classify_grams import Grams, fit, outputs, whole
from pipeline.train.classify_labels import Labelled, corpus, read_labels
from pipeline.train.classify_pieces import Pieces
from pipeline.train.classify_weights import inherited, pack


def unseen_outputs(
    found: Corpus, plan: Grams, start: dict[str, Any] | None, log: Callable[[str], None]
) -> Any:
    """Outputs for every labelled clause by a network that was trained on the other folds."""
    import numpy as np

    fold = found.fold[found.gold]
    said = np.zeros((len(fold), 2 * found.labels.shape[1] - 1), dtype=np.float32)
    for held_out in range(FOLDS):
        log(f"fold {held_out + 1} of {FOLDS}")
        others = np.flatnonzero(fold != held_out)
        fitted = fit(found, others, replace(plan, seed=plan.seed + held_out), start, log)
        rows = np.flatnonzero(fold == held_out)
        said[rows] = outputs(fitted, found.gold[rows])
    return said


def train(
    labels: Path,
    codebook_file: Path,
    folder: Path,
    config: Path,
    *,
    start: Path | None,
    log: Callable[[str], None],
) -> dict[str, Any]:
    """Train on `labels`, write the model to `folder`, and return its figures.

    `start` is the folder of the model whose networks are inherited.
    """
    import numpy as np

    codebook = Codebook.load(codebook_file)
    rows = read_labels(labels, codebook)
    plan, sizes = _plan(config)
    found = corpus(rows, codebook.names)
    documents = {row.document or row.clause for row in rows}
    log(f"{len(rows)} labelled clauses of {len(documents)} documents")
    grams = _grams_of(start)
    said = unseen_outputs(found, plan, grams, log)
    log("once more with all labels")
    weights = whole(fit(found, np.arange(len(rows)), plan, grams, log), grams)
    for old in folder.glob("pieces*"):
        old.unlink()
    if start and (start / "pieces-1.npz").is_file():
        said = together(said, [_pieces(found, sizes, plan.seed, start, folder, log)])
    return _install(folder, codebook_file, rows, found, said, weights)


def _plan(config: Path) -> tuple[Grams, Pieces]:
    """How both kinds of networks are trained."""
    said = read_toml(config, "training plan")
    pieces = filled(Pieces, said.pop("pieces", {}), f"{config.name} [pieces]")
    grams = filled(Grams, said, config.name)
    return grams, pieces


def _grams_of(start: Path | None) -> dict[str, Any] | None:
    """The n-gram network that is inherited, if one is."""
    return None if start is None else _kept(require(start, "weights.npz"), "weights.npz")


def _kept(folder: Path, name: str) -> dict[str, Any]:
    import numpy as np

    with np.load(folder / name) as stored:
        return dict(stored)


def _pieces(
    found: Corpus,
    sizes: Pieces,
    seed: int,
    start: Path,
    folder: Path,
    log: Callable[[str], None],
) -> Any:
    """Train the network of pieces, write it to `folder`, and return its outputs on unseen rows."""
    import numpy as np
    import sentencepiece
    import torch

    from pipeline.train import classify_pieces as pieces
    from pipeline.train.classify_steps import targets

    begun = inherited(_kept(start, "pieces-1.npz"))
    plan = pieces.like(sizes, begun)
    cutter = sentencepiece.SentencePieceProcessor(model_file=str(start / "pieces.model"))
    read, clauses = pieces.material(found, cutter), torch.from_numpy(found.gold)
    wanted = targets(found)
    fold = found.fold[found.gold]
    outputs = np.zeros((len(fold), 2 * found.labels.shape[1] - 1), dtype=np.float32)
    for held_out in range(FOLDS + 1):
        known = np.flatnonzero(fold != held_out)
        told = [part[known] for part in wanted]
        reader = pieces.learn(plan, begun, read, clauses[known], told, seed + held_out)
        asked = np.flatnonzero(fold == held_out)
        log(f"pieces: {held_out + 1} of {FOLDS + 1}")
        if len(asked):
            outputs[asked] = pieces.answer(reader, read, clauses[asked])
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "pieces-1.npz", **pack(reader))
    (folder / "pieces.model").write_bytes((start / "pieces.model").read_bytes())
    return outputs


def _install(
    folder: Path,
    codebook_file: Path,
    rows: Sequence[Labelled],
    found: Corpus,
    said: Any,
    weights: dict[str, Any],
) -> dict[str, Any]:
    """Calibrate, and write weights, codebook, answers, figures and card."""
    codebook = Codebook.load(codebook_file)
    fold = found.fold[found.gold]
    tuned = tune(said, found.labels, codebook)
    write(folder, weights, tuned, {"labelled": len(rows)})
    (folder / "codebook.toml").write_bytes(codebook_file.read_bytes())
    write_thresholds(folder / "codebook.toml", tuned.codebook)
    unseen = answers([row.key for row in rows], said, found.labels, fold, codebook)
    write_answers(folder / "out-of-fold.tsv", unseen, (*codebook.names, NONE))
    pairs = [
        Answer(row.types, one.types, one.first_score, one.abstained, row.document or row.clause)
        for row, one in zip(rows, unseen, strict=True)
    ]
    return write_figures(folder, pairs, codebook.names)
