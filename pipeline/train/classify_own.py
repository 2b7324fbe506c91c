"""Train a classifier for a scholar's own codebook, from labelled clauses alone, on any laptop.

The shipped model knows how policy is worded. Its networks are where training starts, the one of
n-grams and the one of word pieces; what is new is learned from the labels (`classify_labels` says
how their table looks). From nothing, only n-grams are learned: pieces need their vectors.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.artefacts import require
from pipeline.codebook import NONE, Codebook
from pipeline.train.classify_calibrate import tune
from pipeline.train.classify_card import write_figures
from pipeline.train.classify_corpus import FOLDS, Corpus
from pipeline.train.classify_figures import Answer
from pipeline.train.classify_folder import answers, write, write_answers, write_thresholds
from pipeline.train.classify_labels import Labelled, corpus, read_labels

# A student that starts from nothing has less to remember.
BUCKETS = 2**17


@dataclass(frozen=True, slots=True)
class Own:
    """How own labels are learned; a table of `configs/train-classify-own.toml`."""

    seed: int = 20
    epochs: int = 16
    batch: int = 64
    rate: float = 1e-3
    dropout: float = 0.3
    table_rate: float = 3e-3


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained student whose table holds only the rows `used` of the whole one."""

    net: Any
    used: Any
    material: Any


def fit(
    found: Corpus, rows: Any, plan: Own, start: dict[str, Any] | None, log: Callable[[str], None]
) -> Fitted:
    """Train a student on the labelled clauses `rows` (numbers into `found.gold`)."""
    import torch

    from pipeline.train.classify_encoder import advance, label_loss
    from pipeline.train.classify_pass import targets

    torch.manual_seed(plan.seed)
    fitted = _fresh(found, plan, start)
    net = fitted.net
    rest = [tensor for name, tensor in net.named_parameters() if name != "table.weight"]
    table = [net.table.weight]
    step_by = torch.optim.Adam(
        [{"params": rest, "peak": plan.rate}, {"params": table, "peak": plan.table_rate}],
        fused=True,  # a step over a table of eight million weights: an eighth of the time
    )
    chosen = torch.from_numpy(rows)
    labels = torch.from_numpy(found.labels)
    weight = torch.from_numpy(found.weight)
    clauses = torch.from_numpy(found.gold)[chosen]
    wanted = [part[chosen] for part in (*targets(labels), weight)]
    steps, step = plan.epochs * -(-len(rows) // plan.batch), 0
    net.train()
    for epoch in range(plan.epochs):
        for some in torch.split(torch.randperm(len(rows)), plan.batch):
            for group in step_by.param_groups:
                group["lr"] = group["peak"] * min(1.0, step / (0.1 * steps)) * (1 - step / steps)
            outputs = net(fitted.material, clauses[some])
            loss = label_loss(outputs, [part[some] for part in wanted], 0.03)
            advance(step_by, net, loss)
            step += 1
        log(f"epoch {epoch + 1} of {plan.epochs}, loss {loss.item():.3f}")
    return fitted


def _fresh(found: Corpus, plan: Own, start: dict[str, Any] | None) -> Fitted:
    """A student before training; only n-grams that occur get a row, which keeps steps quick."""
    import numpy as np
    import torch

    from pipeline.classify.ngrams import rows
    from pipeline.train.classify_student import Material, Net, Student

    buckets = len(start["table"]) if start else BUCKETS
    numbered = rows(found.sentences, buckets)
    used = np.unique(numbered.numbers)  # 0, the empty row, is always among them
    size = Student(buckets=len(used), dropout=plan.dropout)
    if start:
        size = replace(
            size,
            width=start["table"].shape[1],
            windows=len(start["window.bias"]),
            hidden=len(start["mix.bias"]),
        )
    net = Net(size, 2 * found.labels.shape[1] - 1)
    if start:
        net.load_state_dict(_inherited(start, used, net.state_dict()))
    places = np.searchsorted(used, numbered.numbers)
    arrays = (places, numbered.starts, found.wording, found.context)
    return Fitted(net, used, Material(*map(torch.from_numpy, arrays)))


def _inherited(weights: dict[str, Any], used: Any, fresh: dict[str, Any]) -> dict[str, Any]:
    """The tensors of a shipped student, but for its last layer, which knew other types."""
    import numpy as np
    import torch

    wide = {name: torch.from_numpy(array.astype(np.float32)) for name, array in weights.items()}
    table = wide.pop("table")[used] * wide.pop("table.scale")[used][:, None]
    table[0] = 0
    kept = {name: tensor for name, tensor in wide.items() if not name.startswith("name.")}
    return {**fresh, **kept, "table.weight": table}


def whole(fitted: Fitted, start: dict[str, Any] | None) -> dict[str, Any]:
    """The weights as they ship: the rows that were trained, among those that were not."""
    import numpy as np

    arrays: dict[str, Any] = fitted.net.export()
    buckets = len(start["table"]) if start else BUCKETS
    table = np.zeros((buckets, arrays["table"].shape[1]), dtype=np.int8)
    scale = np.zeros(buckets, dtype=np.float16)
    if start:
        table[:], scale[:] = start["table"], start["table.scale"]
    table[fitted.used], scale[fitted.used] = arrays["table"], arrays["table.scale"]
    return {**arrays, "table": table, "table.scale": scale}


def outputs(fitted: Fitted, clauses: Any) -> Any:
    """What a trained student says of some clauses of its corpus."""
    import torch

    fitted.net.eval()
    with torch.no_grad():
        return fitted.net(fitted.material, torch.from_numpy(clauses)).numpy()


def unseen_outputs(
    found: Corpus, plan: Own, start: dict[str, Any] | None, log: Callable[[str], None]
) -> Any:
    """Outputs for every labelled clause by a student that was trained on the other folds."""
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

    `start` is the folder of the model whose n-grams are inherited.
    """
    import numpy as np

    codebook = Codebook.load(codebook_file)
    rows = read_labels(labels, codebook)
    said = tomllib.loads(config.read_text("utf-8"))
    sizes = said.pop("pieces", {})
    plan = Own(**said)
    found = corpus(rows, codebook.names)
    documents = {row.document or row.clause for row in rows}
    log(f"{len(rows)} labelled clauses of {len(documents)} documents")
    grams = _grams_of(start)
    outputs = unseen_outputs(found, plan, grams, log)
    log("once more with all labels")
    weights = whole(fit(found, np.arange(len(rows)), plan, grams, log), grams)
    for old in folder.glob("pieces*"):
        old.unlink()
    if start and (start / "pieces-1.npz").is_file():
        outputs = (outputs + _pieces(found, sizes, plan.seed, start, folder, log)) / 2
    return _install(folder, codebook_file, rows, found, outputs, weights)


def _grams_of(start: Path | None) -> dict[str, Any] | None:
    """The n-gram network that is inherited, if one is."""
    import numpy as np

    if start is None:
        return None
    with np.load(require(start, "weights.npz") / "weights.npz") as stored:
        return dict(stored)


def _pieces(
    found: Corpus,
    sizes: dict[str, Any],
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
    from pipeline.train.classify_pass import targets

    begun = pieces.inherited(start / "pieces-1.npz")
    plan = pieces.like(pieces.Pieces(**sizes), begun)
    cutter = sentencepiece.SentencePieceProcessor(model_file=str(start / "pieces.model"))
    rows = pieces.fields(found, cutter)
    wanted = (*targets(torch.from_numpy(found.labels)), torch.from_numpy(found.weight))
    fold = found.fold[found.gold]
    outputs = np.zeros((len(fold), 2 * found.labels.shape[1] - 1), dtype=np.float32)
    for held_out in range(FOLDS + 1):
        known = np.flatnonzero(fold != held_out)
        seen, told = [row[known] for row in rows], [part[known] for part in wanted]
        reader = pieces.learn(plan, begun, seen, told, seed + held_out)
        asked = np.flatnonzero(fold == held_out)
        log(f"pieces: {held_out + 1} of {FOLDS + 1}")
        if len(asked):
            outputs[asked] = pieces.answer(reader, [row[asked] for row in rows])
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "pieces-1.npz", **reader.export())
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
