"""Linear models over the same n-grams: the baselines that the shipped model has to beat.

`plain` sees the clause alone; `wide` sees also the heading above, the sentence before and the
title, each in columns of its own, and weighs n-grams by Naive Bayes log ratios (NB-SVM; Wang and
Manning 2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.classify.ngrams import rows
from pipeline.train.classify_corpus import Corpus

BUCKETS = 2**18


def features(corpus: Corpus, clauses: Any, *, fields: Sequence[int] = (0,)) -> Any:
    """A sparse row of damped, unit-length n-gram counts per clause, one block per context field."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    blocks = []
    for field in fields:
        at = corpus.context[clauses, field]
        words = [corpus.sentences[corpus.wording[i]] if i >= 0 else "" for i in at.tolist()]
        found = rows(words, BUCKETS)
        sizes = np.diff(found.starts)
        owner = np.repeat(np.arange(len(words)), sizes)
        keep = found.numbers > 0
        where = np.broadcast_to(owner[:, None], found.numbers.shape)[keep]
        ones = np.ones(len(where), dtype=np.float32)
        block = csr_matrix((ones, (where, found.numbers[keep])), shape=(len(words), BUCKETS))
        block.data = 1 + np.log(block.data)
        length = np.sqrt(np.asarray(block.multiply(block).sum(axis=1))).ravel()
        block = block.multiply(1 / np.maximum(length, 1e-9)[:, None]).tocsr()
        blocks.append(block * (1.0 if field == 0 else 0.5))
    return hstack(blocks).tocsr()


def fit_predict(train: Any, labels: Any, test: Any, *, bayes: bool, strength: float = 20.0) -> Any:
    """Probabilities for `test`: one column per type, then one for `none`."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    found = np.zeros((test.shape[0], labels.shape[1]))
    for column in range(labels.shape[1]):
        wanted = labels[:, column]
        if column == labels.shape[1] - 1:
            wanted = (labels[:, -1] == labels.shape[1] - 1).astype(int)
        scale = _ratios(train, wanted) if bayes else None
        x, y = (
            (train.multiply(scale).tocsr(), test.multiply(scale).tocsr())
            if bayes
            else (train, test)
        )
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=200)
        found[:, column] = model.fit(x, wanted).predict_proba(y)[:, 1]
    return found


def _ratios(train: Any, wanted: Any) -> Any:
    import numpy as np

    inside = 1.0 + np.asarray(train[wanted == 1].sum(axis=0)).ravel()
    outside = 1.0 + np.asarray(train[wanted == 0].sum(axis=0)).ravel()
    return np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))[None, :]
