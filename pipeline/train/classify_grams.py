"""Train the network of n-grams (`pipeline.classify.network`) on labelled clauses.

Alone, on top of one that ships, or with the opinions of a teacher on many more clauses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pipeline.train.classify_corpus import Corpus
from pipeline.train.classify_weights import inherited, pack

if TYPE_CHECKING:
    from pipeline.train.classify_teacher import Opinions

# A network that starts from nothing has less to remember.
BUCKETS = 2**17


@dataclass(frozen=True, slots=True)
class Grams:
    """How labels are learned; `configs/train-classify-own.toml`, or a table of a training plan.

    `taught`: how often the clauses that a teacher named are read, `taught_batch` at a time; then
    that, not `epochs`, says how long training takes. `windows`, `hidden`: sizes of the network.
    """

    seed: int = 20
    epochs: int = 16
    batch: int = 64
    rate: float = 1e-3
    dropout: float = 0.3
    table_rate: float = 3e-3
    taught: float = 0.0
    taught_batch: int = 256
    windows: int = 128
    hidden: int = 256


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained network whose table holds only the rows `used` of the whole one."""

    net: Any
    used: Any
    material: Any

    def to(self, where: str) -> Fitted:
        """The same, there."""
        arrays = (getattr(self.material, field.name).to(where) for field in fields(self.material))
        return Fitted(self.net.to(where), self.used, type(self.material)(*arrays))


def fit(
    found: Corpus,
    rows: Any,
    plan: Grams,
    start: dict[str, Any] | None,
    log: Callable[[str], None],
    opinions: Opinions | None = None,
) -> Fitted:
    """Train a network on the labelled clauses `rows` (numbers into `found.gold`).

    With a teacher's `opinions`, on the clauses of `found` that it named too.
    """
    import torch

    from pipeline.train.classify_gram_network import runs
    from pipeline.train.classify_steps import device, endless, follow, optimiser, targets
    from pipeline.train.classify_teacher import mixed

    torch.manual_seed(plan.seed)
    on = device()
    fitted = _fresh(found, plan, start).to(on)
    net = fitted.net
    step_by = optimiser(net, plan.rate, plan.table_rate)
    chosen = torch.from_numpy(rows)
    clauses = torch.from_numpy(found.gold)[chosen].to(on)
    coded = (*targets(torch.from_numpy(found.labels)), torch.from_numpy(found.weight).float())
    wanted = [part[chosen].to(on) for part in coded]
    steps = plan.epochs * -(-len(rows) // plan.batch)
    if opinions is not None:
        opinions = opinions.to(on)
        wanted = opinions.tempered(wanted)
        steps = round(plan.taught * len(opinions.clauses) / plan.taught_batch)
        more = endless(lambda: runs(opinions.clauses, plan.taught_batch))
    some_of = endless(lambda: iter(torch.split(torch.randperm(len(rows)), plan.batch)))

    def loss() -> Any:
        some, named = next(some_of).to(on), None
        asked = clauses[some]
        if opinions is not None:
            named = next(more).to(on)
            asked = torch.cat([asked, opinions.clauses[named]])
        outputs = net(fitted.material, asked)
        return mixed(outputs, [part[some] for part in wanted], opinions, named)

    follow(net, step_by, steps, loss, log)
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
        asked = torch.from_numpy(clauses).to(fitted.material.wording.device)
        return fitted.net(fitted.material, asked).cpu().numpy()
