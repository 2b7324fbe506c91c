"""Make of phrase pairs, counts and weights the arrays that the engine loads."""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.train.phrases_extract import FEATURES, SLOT_ORDERS, Phrases
from pipeline.train.phrases_language import hash_rows
from pipeline.translate.phrases.language import FACTOR, SEED
from pipeline.translate.phrases.slots import KINDS
from pipeline.translate.phrases.table import COST_BASE, COST_STEP, ORDER_STEP

WEIGHTS: dict[str, float] = {
    "p(e|f)": 0.28, "p(f|e)": 0.4, "lex(e|f)": 0.0, "lex(f|e)": 0.15, "trusted": 0.38,
    "rare": -0.31, "phrase": -0.12, "word": 0.4, "order": 0.11, "language": 0.44, "distance": 0.28,
}  # fmt: skip
"""Where tuning begins. A telling's cost is minus the weighted sum of its features; `language` and
`distance` weigh costs."""


def option_costs(phrases: Phrases, weights: Mapping[str, float]) -> Any:
    """What each phrase pair costs by itself."""
    import numpy as np

    own = np.array([weights[name] for name in FEATURES])
    lengths = (phrases.target >= 0).sum(axis=1)
    return -(phrases.features @ own + weights["phrase"] + weights["word"] * lengths)


def order_logs(phrases: Phrases) -> Any:
    """The log probabilities of the three orders of each pair, smoothed by those of all."""
    import numpy as np

    overall = phrases.order.sum(axis=0) / phrases.order.sum()
    total = phrases.order.sum(axis=1, keepdims=True)
    return np.log((phrases.order + 3 * overall) / (total + 3))


def table_arrays(phrases: Phrases, weights: Mapping[str, float]) -> tuple[dict[str, Any], Any]:
    """The arrays of the phrase table, and which phrase pair each of its rows is."""
    import numpy as np

    hashes = source_hashes(phrases.source)
    costs = option_costs(phrases, weights)
    rows = np.lexsort((costs, hashes))
    kinds, firsts, counts = np.unique(hashes[rows], return_index=True, return_counts=True)
    size, placed = hash_rows(kinds)
    marks = np.zeros(size, dtype=np.uint32)
    first = np.zeros(size, dtype=np.uint32)
    count = np.zeros(size, dtype=np.uint8)
    marks[placed] = (kinds & np.uint64(0xFFFFFFFF)).astype(np.uint32) | 1
    first[placed], count[placed] = firsts, counts
    target = phrases.target[rows]
    filled = target >= 0
    scaled = np.clip((costs[rows] + COST_BASE) / COST_STEP, 0, 65535)
    orders = np.clip(-weights["order"] * order_logs(phrases)[rows] / ORDER_STEP, 0, 255)
    return {
        "t_marks": marks,
        "t_firsts": first,
        "t_counts": count,
        "t_costs": np.round(scaled).astype(np.uint16),
        "t_orders": np.round(orders).astype(np.uint8).ravel(),
        "t_ends": np.cumsum(filled.sum(axis=1)).astype(np.uint32),
        "t_words": target[filled].astype(np.uint16),
    }, rows


def source_hashes(source: Any) -> Any:
    """The hash of every padded row of ids, as `phrase_hash` has it."""
    import numpy as np

    run = np.zeros(len(source), dtype=np.uint64)
    for column in source.T:
        spread = (column.astype(np.int64) + 1).astype(np.uint64) * np.uint64(SEED)
        run = np.where(column >= 0, (run ^ spread) * np.uint64(FACTOR), run)
    return run


def same_words(target: tuple[str, ...]) -> list[int]:
    """For each English word the id that the language model knows it by: #n2 is #n."""
    base = len(target) - len(KINDS) * SLOT_ORDERS
    plain = [target.index(kind) if kind in target[:base] else 0 for kind in KINDS]
    return [*range(base), *(plain[n // SLOT_ORDERS] for n in range(len(target) - base))]


def weighing(weights: Mapping[str, float], **search: Any) -> dict[str, Any]:
    """The settings of the search that go with the weights."""
    return {"language": weights["language"], "distance": weights["distance"], **search}


def save(folder: Path, parts: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    """Write the model files."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "model.npz", **parts)
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / "words.json.xz").write_bytes(lzma.compress(text.encode(), preset=6))
