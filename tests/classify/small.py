"""A tiny classifier with weights of its own, so that most tests need no trained model."""

from __future__ import annotations

from typing import Any

from pipeline.classify import Classifier
from pipeline.classify.committee import Committee
from pipeline.classify.judgement import Calibration
from pipeline.classify.network import Network
from pipeline.codebook import Codebook

BUCKETS, WIDTH, WINDOWS, HIDDEN, TYPES = 2**10, 8, 6, 10, 6


def network(seed: int = 3) -> Network:
    import numpy as np

    luck = np.random.default_rng(seed)

    def some(*shape: int) -> Any:
        return luck.normal(size=shape).astype(np.float32)

    table = some(BUCKETS, WIDTH)
    table[0] = 0
    size = WIDTH + WINDOWS
    return Network(
        table=table,
        window=some(3 * WIDTH, WINDOWS) / 4,
        window_bias=some(WINDOWS) / 4,
        scale=np.ones(size, dtype=np.float32),
        shift=np.zeros(size, dtype=np.float32),
        mix=some(6 * size, HIDDEN) / 6,
        mix_bias=some(HIDDEN) / 4,
        name=some(HIDDEN, 2 * TYPES + 1),
        name_bias=some(2 * TYPES + 1) / 4,
    )


def classifier(seed: int = 3) -> Classifier:
    return Classifier(
        Codebook.load(), Committee(network(seed)), Calibration.plain(TYPES), "small@000000"
    )
