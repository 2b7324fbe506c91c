"""Linear models on the same folds: the baselines that the shipped model has to beat.

    plain   character n-grams of the clause, TF-IDF, logistic regression per type
    wide    the same with the headings, the sentence before and the title in columns of their own
    bayes   wide, each n-gram weighed by its Naive Bayes log ratio (NB-SVM; Wang and Manning 2012)

`python -m pipeline.train.classify_linear DATA` prints their figures and the learning curve.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.train.classify_corpus import FOLDS, Corpus

# Fields of the context (see `pipeline.classify.context.FIELDS`) and how much each counts.
PLAIN = {0: 1.0}
WIDE = {0: 1.0, 1: 0.5, 2: 0.4, 3: 0.4, 5: 0.3}
# Chosen on the first fold among 2, 4, 8, 16.
STRENGTH = 8.0
THRESHOLD = 0.5


def features(corpus: Corpus, known: Any, asked: Any, fields: dict[int, float]) -> tuple[Any, Any]:
    """TF-IDF rows of labelled clauses to learn from and to answer; one block of columns a field."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    learned, answered = [], []
    for field, share in fields.items():
        grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
        learned.append(share * grams.fit_transform(_words(corpus, known, field)))
        answered.append(share * grams.transform(_words(corpus, asked, field)))
    return hstack(learned).tocsr(), hstack(answered).tocsr()


def _words(corpus: Corpus, rows: Any, field: int) -> list[str]:
    at = corpus.context[corpus.gold[rows], field].tolist()
    return [corpus.sentences[corpus.wording[i]] if i >= 0 else "" for i in at]


def fit_predict(learned: Any, labels: Any, answered: Any, *, bayes: bool) -> Any:
    """The probability of each type for the clauses to answer."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    chances = np.zeros((answered.shape[0], labels.shape[1] - 1))
    for column in range(chances.shape[1]):
        wanted = labels[:, column]
        scale = _ratios(learned, wanted) if bayes else 1.0
        model = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced")
        model.fit(_scaled(learned, scale), wanted)
        chances[:, column] = model.predict_proba(_scaled(answered, scale))[:, 1]
    return chances


def _scaled(rows: Any, scale: Any) -> Any:
    return rows.multiply(scale).tocsr()


def _ratios(rows: Any, wanted: Any) -> Any:
    import numpy as np

    inside = 0.1 + np.asarray(rows[wanted == 1].sum(axis=0)).ravel()
    outside = 0.1 + np.asarray(rows[wanted == 0].sum(axis=0)).ravel()
    return np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))[None, :]


def figures(chances: Any, labels: Any) -> tuple[float, list[float], float]:
    """Macro-F1, F1 by type, and how often the likeliest type over the threshold is the primary."""
    import numpy as np

    said, wanted = chances >= THRESHOLD, labels[:, :-1] == 1
    f1 = 2 * (said & wanted).sum(0) / np.maximum(1, said.sum(0) + wanted.sum(0))
    first = np.where(said.any(axis=1), chances.argmax(axis=1), labels.shape[1] - 1)
    return float(f1.mean()), f1.tolist(), float((first == labels[:, -1]).mean())


def cross_validated(
    corpus: Corpus, fields: dict[int, float], *, bayes: bool = False, most: int | None = None
) -> Any:
    """Probabilities for every labelled clause from the other folds, or from `most` of them."""
    import numpy as np

    fold = corpus.fold[corpus.gold]
    found = np.zeros((len(fold), corpus.labels.shape[1] - 1))
    for held_out in range(FOLDS):
        known, asked = np.flatnonzero(fold != held_out), np.flatnonzero(fold == held_out)
        if most is not None:
            known = np.array(sorted(random.Random(held_out).sample(known.tolist(), most)))
        learned, answered = features(corpus, known, asked, fields)
        found[asked] = fit_predict(learned, corpus.labels[known], answered, bayes=bayes)
    return found


def main(
    data: Annotated[Path, typer.Argument(help="The folder that `prepare` wrote.")],
    curve: Annotated[list[int] | None, typer.Option(help="Sizes for the learning curve.")] = None,
) -> None:
    """Print the figures of the linear models."""
    corpus = Corpus.load(data)
    tried: Sequence[tuple[str, dict[int, float], bool, int | None]] = [
        ("plain", PLAIN, False, None),
        ("wide", WIDE, False, None),
        ("bayes", WIDE, True, None),
        *((f"wide, {size} labels", WIDE, False, size) for size in curve or ()),
    ]
    for name, fields, bayes, most in tried:
        chances = cross_validated(corpus, fields, bayes=bayes, most=most)
        macro, each, first = figures(chances, corpus.labels)
        by_type = " ".join(f"{value:.3f}" for value in each)
        typer.echo(f"{name}: macro-F1 {macro:.4f} ({by_type}) primary {first:.4f}")


if __name__ == "__main__":
    typer.run(main)
