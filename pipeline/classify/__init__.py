"""Say what kind of task each clause sets.

    支持企业建设中试平台，给予最高500万元补助。   platform, finance

Small networks read the clause together with the headings above it, the sentences beside it and
the document's title, and answer with calibrated scores. What they were trained on, how good they
are and where they fail stands in `models/clauses/README.md`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import fingerprint, locate, require
from pipeline.classify.committee import Committee
from pipeline.classify.context import contexts
from pipeline.classify.judgement import Calibration, judge, scores
from pipeline.codebook import Codebook
from pipeline.document import ClauseTree, Label
from pipeline.errors import ArtefactError

__all__ = ["Classifier"]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Labels every clause of a tree.

    Build one with `load`; the constructor only stores what it is given.
    """

    codebook: Codebook
    network: Committee
    calibration: Calibration
    signature: str = "clauses"

    @classmethod
    def load(cls, folder: Path | None = None) -> Classifier:
        """Load the classifier in `folder`, or the one that ships.

        A folder that has a codebook of its own brings its own types; the shipped one uses
        `configs/codebook.toml`, so that its thresholds can be changed there.
        """
        folder = folder or locate("models", "clauses")
        require(folder, "artefact.toml", "weights.npz", "model.json")
        own = folder / "codebook.toml"
        codebook = Codebook.load(own if own.is_file() else None)
        said = json.loads((folder / "model.json").read_text("utf-8"))
        if said["types"] != list(codebook.names):
            raise ArtefactError(
                f"{folder} knows the types {', '.join(said['types'])}, the codebook "
                f"{codebook.name!r} has {', '.join(codebook.names)}; train a model for it "
                "with `tiaoli train classify`."
            )
        if "first" not in said["lines"]:
            raise ArtefactError(
                f"{folder} was trained by an earlier version; train it again with "
                "`tiaoli train classify`."
            )
        network = Committee.load(folder)
        return cls(codebook, network, Calibration.read(said["lines"]), fingerprint(folder))

    def __call__(self, tree: ClauseTree) -> tuple[Label, ...]:
        """The label of every clause of `tree`, in order."""
        if not tree.clauses:
            return ()
        judged = judge(self.outputs(tree), self.calibration, self.codebook)
        labels = []
        for row, clause in enumerate(tree.clauses):
            types, found = scores(judged, row, self.codebook)
            doubtful = bool(judged.sure[row] < self.codebook.abstain_below)
            labels.append(Label(clause.id, types, found, doubtful))
        return tuple(labels)

    def outputs(self, tree: ClauseTree) -> Any:
        """What the network says of every clause, before calibration."""
        import numpy as np

        words = [tree.words(clause) for clause in tree.clauses]
        return self.network(words, np.array([found.row for found in contexts(tree)]))
