"""Learn what a run-in heading looks like, from headings that a marker announces.

    python -m pipeline.train.leads --documents texts/ domain.jsonl.xz \
        --labels models/leads/labels.jsonl structure.jsonl --out models/leads

Two linear models. The first, over the words of a sentence, needs no labels: documents mark most of
their run-in headings (（一）加强组织领导。成立…), and the short sentences further on in the same
paragraph are what no heading looks like. The second weighs that score together with where the
sentence stands, and is fitted on documents whose run-in headings were marked by a reader. The
labelled documents are kept out of the first, so that each is scored as an unseen one would be.
`--evaluate` prints how good the second is on each labelled document when fitted on the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from pipeline.segment.leads import LONGEST, LONGEST_SEEN, SHORTEST, candidates
from pipeline.segment.outline import outline
from pipeline.segment.sentences import sentences
from pipeline.segment.weights import Weights, grams

BUCKETS = 2**15
FOLDS = 5
STRENGTH_CONTENT, STRENGTH_PLACES = 0.3, 1.0  # inverse regularisation, by cross-validation
# A negative that the others' model holds for a heading is most often one that nobody marked.
DOUBTFUL = 1.0
# Sentences that no context makes a heading are left out of the second model.
HOPELESS = -5.0
RUN_IN_KINDS = frozenset(("part", "subpart", "item", "subitem", "bullet"))


@dataclass(frozen=True, slots=True)
class Example:
    """A short sentence of a document and the sentence after it."""

    document: str
    sentence: str
    following: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document whose run-in headings a reader has marked, by their offsets.

    What he could not decide (`open`) is neither.
    """

    sha256: str
    leads: frozenset[int]
    open: frozenset[int] = frozenset()


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """The different texts of folders of .txt files and of .jsonl(.xz) files with a `text`."""
    seen = set()
    for path in paths:
        for text in _folder(path) if path.is_dir() else _lines(path):
            digest = sha256(text)
            if digest not in seen:
                seen.add(digest)
                yield text


def sha256(text: str) -> str:
    """How labels name a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _folder(path: Path) -> Iterator[str]:
    for file in sorted(path.glob("*.txt")):
        yield file.read_text("utf-8")


def _lines(path: Path) -> Iterator[str]:
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def labelled(paths: Iterable[Path]) -> list[Labelled]:
    """The labels of files of two forms: a row per document, or one per unit (with its `kind`)."""
    leads: dict[str, set[int]] = defaultdict(set)
    undecided: dict[str, set[int]] = defaultdict(set)
    for path in paths:
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "kind" not in row:
                leads[row["doc"]].update(row["leads"])
                undecided[row["doc"]].update(row.get("open", ()))
            else:
                leads[row["doc"]].update([row["start"]] if row["kind"] == "lead" else [])
    return [
        Labelled(doc, frozenset(found), frozenset(undecided[doc])) for doc, found in leads.items()
    ]


def examples(text: str) -> Iterator[Example]:
    """The marked run-in headings of a document, and short sentences from the text after them."""
    outlined = outline(text)
    document = sha256(text)
    for opening in outlined.openings:
        heading = opening.heading
        if opening.kind not in RUN_IN_KINDS or not heading:
            continue
        if text[heading.end : heading.end + 1] != "。":
            continue
        cut = sentences(text, heading.start, opening.line.end)
        for place, (span, after) in enumerate(pairwise(cut)):
            body = text[span.start : span.end - 1]
            if SHORTEST <= len(body) <= LONGEST and text[span.end - 1] == "。":
                following = text[after.start : after.end][:LONGEST_SEEN]
                yield Example(document, body, following, heading=not place)


def content_model(found: Sequence[Example]) -> tuple[Any, float]:
    """The weight of every bucket, and the bias, from examples without the doubtful negatives."""
    import numpy as np

    rows = _matrix([grams(example.sentence, example.following) for example in found])
    answers = np.array([example.heading for example in found])
    folds = np.array([crc32(example.document.encode()) % FOLDS for example in found])
    sure = answers.copy()
    for fold in range(FOLDS):
        here = folds == fold
        model = _fit(rows[~here], answers[~here], STRENGTH_CONTENT)
        sure[here] |= model.decision_function(rows[here]) < DOUBTFUL
    model = _fit(rows[sure], answers[sure], STRENGTH_CONTENT)
    return model.coef_[0], float(model.intercept_[0])


def _matrix(named: Sequence[Sequence[str]]) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    buckets: list[int] = []
    starts = [0]
    for names in named:
        buckets += sorted({crc32(name.encode()) % BUCKETS for name in names})
        starts.append(len(buckets))
    ones = np.ones(len(buckets), dtype=np.float32)
    return csr_matrix((ones, buckets, starts), shape=(len(named), BUCKETS))


def _fit(rows: Any, answers: Any, strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=3000).fit(rows, answers)


@dataclass(frozen=True, slots=True)
class Places:
    """The candidates of one labelled document: their features, and whether each is a lead."""

    document: str
    features: tuple[dict[str, float], ...]
    answers: tuple[bool, ...]
    missed: int  # leads that are no candidates


def places(text: str, labels: Labelled, weights: Weights) -> Places:
    """The candidates of a labelled document, as the second model sees them."""
    features, answers = [], []
    for candidate, _ in candidates(text, outline(text).stretches, weights):
        at = candidate.span.start
        if at not in labels.open and candidate.content > HOPELESS:
            features.append(candidate.features)
            answers.append(at in labels.leads)
    return Places(labels.sha256, tuple(features), tuple(answers), len(labels.leads) - sum(answers))


def place_model(found: Sequence[Places]) -> tuple[dict[str, float], float]:
    """The weight of every feature, and the bias."""
    import numpy as np

    names = sorted({name for document in found for row in document.features for name in row})
    rows = np.array(
        [[row.get(name, 0.0) for name in names] for document in found for row in document.features]
    )
    model = _fit(
        rows, [answer for document in found for answer in document.answers], STRENGTH_PLACES
    )
    return dict(zip(names, model.coef_[0].tolist(), strict=True)), float(model.intercept_[0])


def evaluate(found: Sequence[Places], weights: Weights) -> Iterator[tuple[str, int, int, int]]:
    """Of each document, by a model fitted on the others: leads found, false ones, missed ones."""
    for place, document in enumerate(found):
        fitted, bias = place_model([*found[:place], *found[place + 1 :]])
        model = Weights(weights.table, weights.scale, weights.bias, fitted, bias)
        said = [model.is_lead(row) for row in document.features]
        pairs = list(zip(said, document.answers, strict=True))
        right = sum(a and b for a, b in pairs)
        false = sum(a and not b for a, b in pairs)
        yield document.document, right, false, sum(document.answers) - right + document.missed


def quantised(coefficients: Any, bias: float) -> Weights:
    """The content weights in a byte each."""
    scale = float(abs(coefficients).max()) / 127
    table = array("b", [round(float(weight) / scale) for weight in coefficients])
    return Weights(table, scale, bias, {}, 0.0)


def save(weights: Weights, folder: Path) -> None:
    """Write the files that `Weights.load` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ngrams.bin").write_bytes(weights.table.tobytes())
    rounded = {name: round(weight, 4) for name, weight in sorted(weights.places.items())}
    saved = {
        "content": {"scale": weights.scale, "bias": round(weights.bias, 4)},
        "places": {"bias": round(weights.place_bias, 4), "weights": rounded},
    }
    (folder / "weights.json").write_text(json.dumps(saved, indent=1) + "\n", "utf-8")


def main() -> None:
    """Train, evaluate if asked to, and save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=Path, nargs="+", required=True)
    parser.add_argument("--labels", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--evaluate", action="store_true")
    told = parser.parse_args()

    labels = {document.sha256: document for document in labelled(told.labels)}
    found: list[Example] = []
    read: dict[str, str] = {}
    for text in texts(told.documents):
        if (digest := sha256(text)) in labels:
            read[digest] = text
        else:
            found += examples(text)
    content = quantised(*content_model(found))
    print(f"{len(found)} sentences, {sum(e.heading for e in found)} of them marked headings")  # noqa: T201
    marked = [places(read[digest], labels[digest], content) for digest in labels if digest in read]
    if told.evaluate:
        _report(list(evaluate(marked, content)))
    if told.out:
        fitted, bias = place_model(marked)
        save(Weights(content.table, content.scale, content.bias, fitted, bias), told.out)


def _report(rows: Sequence[tuple[str, int, int, int]]) -> None:
    for document, right, false, missed in rows:
        print(f"{document[:12]}  found {right}  false {false}  missed {missed}")  # noqa: T201
    right, false, missed = (sum(column) for column in list(zip(*rows, strict=True))[1:])
    print(f"precision {right / (right + false):.3f}  recall {right / (right + missed):.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
