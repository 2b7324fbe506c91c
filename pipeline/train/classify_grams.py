"""Train the network of n-grams (`pipeline.classify.network`) on labelled clauses.

From nothing, or on top of one that ships.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pipeline.train.classify_corpus import Corpus
from pipeline.train.classify_weights import inherited, pack

# A network that starts from nothing has less to remember.
BUCKETS = 2**17


@dataclass(frozen=True, slots=True)
class Grams:
    """How labels are learned; `configs/train-classify-own.toml`, or a table of a training plan.

    `run`: batches are made of runs of so many neighbours (`classify_steps.runs`). `last_epochs`,
    `last_rate`: how the judged labels are learned once more, alone, at the end. `windows`,
    `hidden`: sizes of the network.
    """

    seed: int = 20
    epochs: int = 16
    batch: int = 64
    rate: float = 1e-3
    dropout: float = 0.3
    table_rate: float = 3e-3
    run: int = 1
    last_epochs: int = 0
    last_rate: float = 7e-4
    windows: int = 128
    hidden: int = 256


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained network whose table holds only the rows `used` of the whole one."""

    net: Any
    used: Any
    material: Any


def fit(
    found: Corpus,
    rows: Any,
    plan: Grams,
    start: dict[str, Any] | None,
    log: Callable[[str], None],
) -> Fitted:
    """Train a network on the labelled clauses `rows` (numbers into `found.gold`)."""
    import torch

    from pipeline.train.classify_steps import study, targets

    torch.manual_seed(plan.seed)
    fitted = _fresh(found, plan, start)
    chosen = torch.from_numpy(rows)
    clauses, judged = (torch.from_numpy(of)[chosen] for of in (found.gold, found.asked >= 0))
    wanted = [part[chosen] for part in targets(found)]
    study(fitted.net, fitted.material, clauses, wanted, judged, plan, log=log)
    return fitted


def _fresh(found: Corpus, plan: Grams, start: dict[str, Any] | None) -> Fitted:
    """A network before training; only n-grams that occur get a row, which keeps steps quick."""
    import numpy as np
    import torch

    from pipeline.classify.ngrams import rows
    from pipeline.train.classify_gram_network import Material, Net, Shape

    buckets = len(start["table"]) if start else BUCKETS
    numbered = rows(found.sentences, buckets)
    used = np.unique(numbered.numbers)  # 0, the empty row, is always among them
    size = Shape(len(used), windows=plan.windows, hidden=plan.hidden, dropout=plan.dropout)
    if start:
        size = replace(
            size,
            width=start["table"].shape[1],
            windows=len(start["window.bias"]),
            hidden=len(start["mix.bias"]),
        )
    net = Net(size, 2 * found.labels.shape[1] - 1)
    if start:
        kept = inherited(start)
        kept["table.weight"] = kept.pop("table")[used]
        tensors = {name: torch.from_numpy(array) for name, array in kept.items()}
        net.load_state_dict(tensors, strict=False)
    places = np.searchsorted(used, numbered.numbers)
    arrays = (places, numbered.starts, found.wording, found.context)
    return Fitted(net, used, Material(*map(torch.from_numpy, arrays)))


def whole(fitted: Fitted, start: dict[str, Any] | None) -> dict[str, Any]:
    """The weights as they ship: the rows that were trained, among those that were not."""
    import numpy as np

    arrays: dict[str, Any] = pack(fitted.net)
    buckets = len(start["table"]) if start else BUCKETS
    table = np.zeros((buckets, arrays["table"].shape[1]), dtype=np.int8)
    scale = np.zeros(buckets, dtype=np.float16)
    if start:
        table[:], scale[:] = start["table"], start["table.scale"]
    table[fitted.used], scale[fitted.used] = arrays["table"], arrays["table.scale"]
    return {**arrays, "table": table, "table.scale": scale}


def outputs(fitted: Fitted, clauses: Any) -> Any:
    """What a trained network says of some clauses of its corpus."""
    import torch

    fitted.net.eval()
    with torch.no_grad():
        return fitted.net(fitted.material, torch.from_numpy(clauses)).numpy()
