"""Turn what a training run brought back into the folder that ships.

The run leaves `classify.part0`, `classify.part1`, …: together a tar with, for every pass, what its
teacher and its student say of the labelled clauses, and the weights of the last student.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate
from pipeline.codebook import NONE, Codebook
from pipeline.errors import ArtefactError
from pipeline.train import classify_folder
from pipeline.train.classify_calibrate import tune
from pipeline.train.classify_card import write_figures
from pipeline.train.classify_coded import Coded, coded, gold
from pipeline.train.classify_corpus import FOLDS, Corpus, encode
from pipeline.train.classify_figures import Answer
from pipeline.train.classify_folder import Unseen

TYPES = Path("gold", "types.jsonl")
# The answer where the tree has no such clause; it is nobody's type, so it is wrong.
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Run:
    """The files of a training run, by name without ending: `pass-0-student`, …"""

    files: dict[str, Any]

    @classmethod
    def open(cls, folder: Path) -> Run:
        """Read the parts in `folder`."""
        import numpy as np

        parts = sorted(folder.glob("classify.part*"))
        if not parts:
            raise ArtefactError(f"no classify.part0 in {folder}; name the folder that a run wrote.")
        whole = io.BytesIO(b"".join(part.read_bytes() for part in parts))
        files = {}
        with tarfile.open(fileobj=whole) as tar:
            for member in tar.getmembers():
                content = tar.extractfile(member)
                if content and member.name.endswith(".npz"):
                    with np.load(io.BytesIO(content.read())) as arrays:
                        files[member.name.removesuffix(".npz")] = dict(arrays)
        return cls(files)

    def unseen(self, who: str, fold: Any) -> Any:
        """What `teacher` or `student` says of each labelled clause in the pass that held it out.

        Rows of folds whose pass did not finish are NaN.
        """
        import numpy as np

        found = None
        for number in range(FOLDS):
            arrays = self.files.get(f"pass-{number}-{who}")
            if arrays is None:
                continue
            chances = arrays["gold_scores"].astype(np.float64)
            chances = chances.mean(axis=0) if chances.ndim == 3 else chances
            if found is None:
                found = np.full_like(chances, np.nan)
            found[fold == number] = chances[fold == number]
        if found is None:
            raise ArtefactError(f"no pass of the run finished its {who}; give it more time.")
        return log_odds(found)

    @property
    def weights(self) -> dict[str, Any]:
        """The weights of the student that was trained on everything."""
        name = f"pass-{FOLDS}-weights"
        if name not in self.files:
            raise ArtefactError("the run did not finish its last student; give it more time.")
        return dict(self.files[name])


def log_odds(chances: Any) -> Any:
    """Outputs, as the network gives them, from probabilities: first answers, then types."""
    import numpy as np

    answers = (chances.shape[1] + 1) // 2
    chances = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.concatenate(
        [
            np.log(chances[:, :answers]),
            np.log(chances[:, answers:]) - np.log1p(-chances[:, answers:]),
        ],
        axis=1,
    )


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
    # Scores are held to the gold as it stands; its corrections are only learned from.
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


def install_run(folder: Path, data: Path, shared: Path, log: Callable[[str], None]) -> None:
    """Calibrate the student of a run and write it to `models/clauses` with its figures."""
    corpus = Corpus.load(data)
    run = Run.open(folder)
    outputs = run.unseen("student", corpus.fold[corpus.gold])
    model, codebook_file = locate("models") / "clauses", locate("configs", "codebook.toml")
    codebook = Codebook.load(codebook_file)
    tuned = tune(outputs, corpus.labels, codebook)
    classify_folder.write(model, run.weights, tuned, {"labelled": len(corpus.labels)})
    classify_folder.write_thresholds(codebook_file, tuned.codebook)
    fold = corpus.fold[corpus.gold]
    unseen = classify_folder.answers(corpus.keys, outputs, corpus.labels, fold, codebook)
    names = (*codebook.names, NONE)
    classify_folder.write_answers(model / "out-of-fold.tsv", unseen, names)
    found = write_figures(model, compared(coded(shared / TYPES), unseen), codebook.names)
    log(json.dumps(found, indent=1))


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
