"""Write a trained classifier as the folder that `Classifier.load` reads.

weights.npz         the network of n-grams
model.json          its types, its calibration, the figures below
artefact.toml       which files count for its signature
out-of-fold.tsv     what it says of labelled clauses that it had not seen, by clause hash
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.classify.judgement import judge, scores
from pipeline.codebook import NONE, Codebook
from pipeline.errors import SettingsError
from pipeline.train.classify_calibrate import Tuned, out_of_fold

_THRESHOLD = re.compile(r"^threshold\s*=.*$", re.MULTILINE)
_ABSTAIN = re.compile(r"^abstain_below\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unseen:
    """The answer to one labelled clause by a model that had not seen its document."""

    clause: str
    fold: int
    types: tuple[str, ...]
    scores: dict[str, float]
    abstained: bool

    @property
    def first_score(self) -> float:
        """The score of the primary answer."""
        return self.scores[self.types[0] if self.types else NONE]


def answers(
    keys: Sequence[str], outputs: Any, labels: Any, fold: Any, codebook: Codebook
) -> list[Unseen]:
    """Judge out-of-fold outputs with lines and thresholds that have not seen them either."""
    import numpy as np

    found: dict[int, Unseen] = {}
    for number, tuned in enumerate(out_of_fold(outputs, labels, fold, codebook)):
        rows = np.flatnonzero(fold == number)
        judged = judge(outputs[rows], tuned.calibration, tuned.codebook)
        for at, row in enumerate(rows.tolist()):
            types, said = scores(judged, at, tuned.codebook)
            doubtful = bool(judged.sure[at] < tuned.codebook.abstain_below)
            found[row] = Unseen(keys[row], number, types, said, doubtful)
    return [found[row] for row in sorted(found)]


def write_answers(path: Path, unseen: Sequence[Unseen], names: Sequence[str]) -> None:
    """One line per clause: its hash, the fold, the types, a score per answer, abstained or not."""
    lines = ["\t".join(("clause", "fold", "types", *names, "abstained"))]
    for row in sorted(unseen, key=lambda row: row.clause):
        said = [f"{row.scores[name]:.3f}" for name in names]
        types = ",".join(row.types) or NONE
        lines.append("\t".join((row.clause, str(row.fold), types, *said, str(int(row.abstained)))))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read_answers(path: Path) -> dict[str, Unseen]:
    """What `write_answers` wrote, by clause hash."""
    head, *lines = path.read_text("utf-8").splitlines()
    names = head.split("\t")[3:-1]
    found = {}
    for line in lines:
        clause, fold, types, *said, abstained = line.split("\t")
        given = tuple(name for name in types.split(",") if name != NONE)
        marks = dict(zip(names, map(float, said), strict=True))
        found[clause] = Unseen(clause, int(fold), given, marks, abstained == "1")
    return found


def write(folder: Path, weights: dict[str, Any], tuned: Tuned, about: dict[str, Any]) -> None:
    """Write weights, calibration and the list of files that make the signature."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "weights.npz", **weights)
    describe(folder, tuned, about)


def describe(folder: Path, tuned: Tuned, about: dict[str, Any]) -> None:
    """Write calibration and the list of files that make the signature, beside the weights."""
    said = {
        "types": list(tuned.codebook.names),
        "lines": asdict(tuned.calibration),
        **about,
    }
    (folder / "model.json").write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", "utf-8")
    pieces = sorted(path.name for path in folder.glob("pieces*"))
    files = ["weights.npz", *pieces, "model.json"]
    reason = "# The files whose bytes make the signature of this model."
    (folder / "artefact.toml").write_text(f"{reason}\nweights = {json.dumps(files)}\n", "utf-8")


def write_thresholds(path: Path, codebook: Codebook) -> None:
    """Set the thresholds in a codebook file, one under each [[types]], and where answers become
    doubtful; all else stays as it is.
    """
    head, *blocks = path.read_text("utf-8").split("[[types]]")
    if len(blocks) != len(codebook.types):
        raise SettingsError(
            f"{path} must write each type under a line [[types]] of its own; "
            "the thresholds were not changed."
        )
    changed = []
    for block, kind in zip(blocks, codebook.types, strict=True):
        line = f"threshold = {kind.threshold}"
        if _THRESHOLD.search(block):
            changed.append(_THRESHOLD.sub(line, block, count=1))
        else:
            changed.append(f"\n{line}{block}")
    line = f"abstain_below = {codebook.abstain_below}"
    # Keys of the file itself stand before its first table.
    head = _ABSTAIN.sub(line, head, count=1) if _ABSTAIN.search(head) else f"{line}\n{head}"
    path.write_text("[[types]]".join([head, *changed]), "utf-8")
