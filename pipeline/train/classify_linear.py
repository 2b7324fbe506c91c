"""Linear models on the same folds: the baselines that the shipped model has to beat.

    plain   character n-grams of the clause, TF-IDF, logistic regression per type
    wide    the same with the headings, the sentence before and the title in columns of their own
    bayes   wide, each n-gram weighed by its Naive Bayes log ratio (NB-SVM; Wang and Manning 2012)

`python -m pipeline.train.classify_linear DATA` prints their figures and the learning curve.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.classify.ngrams import rows as ngram_rows
from pipeline.train.classify_corpus import FOLDS, Corpus

# Characters of the longest n-grams that are weighed.
ORDERS = 3
# Fields of the context that are weighed, and how much (see `pipeline.classify.context.FIELDS`).
FIELDS = {0: 1.0, 1: 0.5, 2: 0.4, 3: 0.4, 5: 0.3}
PLAIN = {0: 1.0}
BUCKETS = 2**18
# An n-gram of one labelled clause only is nobody's sign.
LEAST = 2
# Chosen on the first fold among 2, 4, 8, 16.
STRENGTH = 8.0
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Terms:
    """The different n-grams of some sentences: whose, which, and how much each counts."""

    owner: Any
    bucket: Any
    value: Any


def terms(sentences: Sequence[str], rarity: Any) -> Terms:
    """TF-IDF of every n-gram that a sentence has: damped counts times rarity, of length 1."""
    import numpy as np

    buckets = len(rarity)
    found = ngram_rows(sentences, buckets)
    owner = np.repeat(np.arange(len(sentences)), np.diff(found.starts))
    numbers = found.numbers[:, :ORDERS]
    keys = (owner[:, None] * buckets + numbers)[numbers > 0]
    keys, counts = np.unique(keys, return_counts=True)
    owner, bucket = np.divmod(keys, buckets)
    value = (1 + np.log(counts)) * rarity[bucket]
    squares = np.bincount(owner, weights=value * value, minlength=len(sentences))
    value = value / np.sqrt(np.maximum(squares, 1e-12))[owner]
    return Terms(owner, bucket, value.astype(np.float32))


def words(corpus: Corpus, rows: Any, field: int) -> list[str]:
    """What stands in one field of the context of labelled clauses; empty where nothing does."""
    at = corpus.context[corpus.gold[rows], field].tolist()
    return [corpus.sentences[corpus.wording[i]] if i >= 0 else "" for i in at]


def rarity(sentences: Sequence[str]) -> Any:
    """Inverse document frequency by bucket; 0 for buckets of too few sentences."""
    import numpy as np

    found = terms(sentences, np.ones(BUCKETS, dtype=np.float32))
    counts = np.bincount(found.bucket, minlength=BUCKETS)
    rare = 1 + np.log((1 + len(sentences)) / (1 + counts))
    return np.where(counts >= LEAST, rare, 0).astype(np.float32)


def features(corpus: Corpus, rows: Any, rare: Any, fields: Mapping[int, float]) -> Any:
    """A sparse row per labelled clause, with one block of columns per field."""
    from scipy.sparse import csr_matrix, hstack

    blocks = []
    for field, share in fields.items():
        found = terms(words(corpus, rows, field), rare)
        shape = (len(rows), BUCKETS)
        blocks.append(csr_matrix((share * found.value, (found.owner, found.bucket)), shape=shape))
    stacked = hstack(blocks).tocsr()
    stacked.eliminate_zeros()
    return stacked


def fit(seen: Any, labels: Any, *, bayes: bool = False) -> tuple[Any, Any]:
    """Weights (columns × types) and biases of a logistic regression per type."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    # Only columns that occur: two in three buckets are empty, and the solver walks through all.
    used = np.flatnonzero(np.diff(seen.tocsc().indptr))
    whole, seen = seen, seen[:, used]
    weights, biases = np.zeros((whole.shape[1], labels.shape[1] - 1)), []
    for column in range(labels.shape[1] - 1):
        wanted = labels[:, column]
        scale = _ratios(seen, wanted) if bayes else np.ones(seen.shape[1])
        model = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced")
        model.fit(seen.multiply(scale[None, :]).tocsr() if bayes else seen, wanted)
        weights[used, column] = model.coef_[0] * scale
        biases.append(float(model.intercept_[0]))
    return weights, np.array(biases)


def _ratios(rows: Any, wanted: Any) -> Any:
    import numpy as np

    inside = 0.1 + np.asarray(rows[wanted == 1].sum(axis=0)).ravel()
    outside = 0.1 + np.asarray(rows[wanted == 0].sum(axis=0)).ravel()
    return np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))


def cross_validated(
    corpus: Corpus,
    fields: Mapping[int, float] = FIELDS,
    *,
    bayes: bool = False,
    most: int | None = None,
) -> Any:
    """Log odds for every judged clause from the other folds, or from `most` of their labels."""
    import numpy as np

    fold = corpus.fold[corpus.gold]
    found = np.zeros((len(fold), corpus.labels.shape[1] - 1))
    for held_out in range(FOLDS):
        known = np.flatnonzero(fold != held_out)
        asked = np.flatnonzero(corpus.asked == held_out)
        if most is not None:
            known = np.array(sorted(random.Random(held_out).sample(known.tolist(), most)))
        rare = rarity(words(corpus, known, 0))
        weights, biases = fit(
            features(corpus, known, rare, fields), corpus.labels[known], bayes=bayes
        )
        found[asked] = features(corpus, asked, rare, fields) @ weights + biases
    return found


def figures(odds: Any, labels: Any) -> tuple[float, list[float], float]:
    """Macro-F1, F1 by type, and how often the likeliest type over the threshold is the primary."""
    import numpy as np

    said, wanted = odds >= np.log(THRESHOLD / (1 - THRESHOLD)), labels[:, :-1] == 1
    f1 = 2 * (said & wanted).sum(0) / np.maximum(1, said.sum(0) + wanted.sum(0))
    first = np.where(said.any(axis=1), odds.argmax(axis=1), labels.shape[1] - 1)
    return float(f1.mean()), f1.tolist(), float((first == labels[:, -1]).mean())


def main(
    data: Annotated[Path, typer.Argument(help="The folder that `prepare` wrote.")],
    curve: Annotated[list[int] | None, typer.Option(help="Sizes for the learning curve.")] = None,
) -> None:
    """Print the figures of the linear models."""
    corpus = Corpus.load(data)
    tried: Sequence[tuple[str, Mapping[int, float], bool, int | None]] = [
        ("plain", PLAIN, False, None),
        ("wide", FIELDS, False, None),
        ("bayes", FIELDS, True, None),
        *((f"wide, {size} labels", FIELDS, False, size) for size in curve or ()),
    ]
    for name, fields, bayes, most in tried:
        odds = cross_validated(corpus, fields, bayes=bayes, most=most)
        judged = corpus.asked >= 0
        macro, each, first = figures(odds[judged], corpus.labels[judged])
        by_type = " ".join(f"{value:.3f}" for value in each)
        typer.echo(f"{name}: macro-F1 {macro:.4f} ({by_type}) primary {first:.4f}")


if __name__ == "__main__":
    typer.run(main)
