"""Turn what the passes of a training left into the folder that ships."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate
from pipeline.codebook import NONE, Codebook
from pipeline.train import classify_folder
from pipeline.train.classify_calibrate import tune
from pipeline.train.classify_card import write_figures
from pipeline.train.classify_coded import Coded, coded, gold
from pipeline.train.classify_corpus import Corpus, encode
from pipeline.train.classify_figures import Answer
from pipeline.train.classify_folder import Unseen

TYPES = Path("gold", "types.jsonl")
# The answer where the tree has no such clause; it is nobody's type, so it is wrong.
MISSING = "missing"


def install(work: Path, shared: Path, folder: Path, log: Callable[[str], None]) -> dict[str, Any]:
    """Calibrate the committee whose passes lie in `work` and write it to `folder`.

    The thresholds go to the folder's own codebook where it has one, else to the shipped one.
    """
    from pipeline.train.classify_committee import unseen

    corpus = Corpus.load(work / "labelled")
    own = folder / "codebook.toml"
    codebook_file = own if own.is_file() else locate("configs", "codebook.toml")
    codebook = Codebook.load(codebook_file)
    judged = corpus.asked >= 0
    outputs = unseen(work, corpus, len(codebook.types))[judged]
    keys = [key for key, asked in zip(corpus.keys, judged, strict=True) if asked]
    # Scores are held to the gold alone; later readings of it are only learned from.
    named = {row.key: row.types for row in gold(shared)}
    fold, labels = corpus.asked[judged], _encoded([named[key] for key in keys], codebook)
    tuned = tune(outputs, labels, codebook)
    _members(work, folder)
    about = {"labelled": len(corpus.labels), "judged": int(judged.sum())}
    classify_folder.describe(folder, tuned, about)
    classify_folder.write_thresholds(codebook_file, tuned.codebook)
    answers = classify_folder.answers(keys, outputs, labels, fold, codebook)
    classify_folder.write_answers(folder / "out-of-fold.tsv", answers, (*codebook.names, NONE))
    found = write_figures(folder, compared(coded(shared / TYPES), answers), codebook.names)
    log(json.dumps(found, indent=1))
    return found


def _encoded(rows: Sequence[Sequence[str]], codebook: Codebook) -> Any:
    import numpy as np

    return np.array([encode(types, codebook.names) for types in rows])


def _members(work: Path, folder: Path) -> None:
    """Copy the members to the model's folder, in place of those that were there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("pieces-*.npz"):
        old.unlink()
    for path in (*sorted((work / "members").glob("*.npz")), work / "pieces.model"):
        (folder / path.name).write_bytes(path.read_bytes())


def compared(labelled: Sequence[Coded], unseen: Sequence[Unseen]) -> list[Answer]:
    """The answers to labelled clauses; a clause that the tree lacks counts as sure and wrong."""
    by_key = {row.clause: row for row in unseen}
    found = []
    for row in labelled:
        wanted = tuple(name for name in row.types if name != NONE)
        said = by_key.get(row.key)
        if said is None:
            found.append(Answer(wanted, (MISSING,), 1.0, document=row.doc))
        else:
            found.append(Answer(wanted, said.types, said.first_score, said.abstained, row.doc))
    return found
