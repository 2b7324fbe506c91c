"""Train a classifier for a scholar's own codebook, from a CSV of labelled clauses, on any laptop.

    clause,types,heading,before,document
    设立10亿元天使投资基金。,supply,（二）加强资金保障,,某市行动计划
    简化审批流程。,environment,,,某市行动计划

`types` holds names from the codebook, primary first, separated by commas, semicolons or bars, or
`none`. The other columns may be missing: `heading` and `before` are the context; clauses of one
`document` stay on one side when the figures are taken.

The shipped model knows how policy is worded. Its n-grams are where training starts; what is new is
learned from the labels alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.codebook import NONE, Codebook
from pipeline.errors import SettingsError
from pipeline.train.classify_corpus import FOLDS, Corpus, encode, spread

# A student that starts from nothing has less to remember.
BUCKETS = 2**17
_BETWEEN = re.compile(r"[,;|，；、]\s*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of the CSV."""

    clause: str
    types: tuple[str, ...]
    heading: str = ""
    before: str = ""
    document: str = ""

    @property
    def key(self) -> str:
        """The hash that stands for the clause in the results."""
        return sha256("\x00".join((self.document, self.heading, self.clause)).encode()).hexdigest()[
            :12
        ]


def read_labels(path: Path, codebook: Codebook) -> list[Labelled]:
    """The rows of a CSV of labelled clauses; an error names the line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or ())
            if not {"clause", "types"} <= columns:
                raise SettingsError(
                    f"{path} needs the columns 'clause' and 'types'; it has "
                    f"{', '.join(sorted(columns)) or 'none'}."
                )
            rows = [_row(row, codebook, path, reader.line_num) for row in reader]
    except FileNotFoundError:
        raise SettingsError(f"no file {path}; check the path.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8; save it as 'CSV UTF-8'.") from None
    if len(rows) < 10 * FOLDS:
        raise SettingsError(
            f"{path} has {len(rows)} labelled clauses; training needs {10 * FOLDS} at the very "
            "least, and some hundreds of each type to be of use."
        )
    return rows


def _row(row: dict[str, Any], codebook: Codebook, path: Path, line: int) -> Labelled:
    clause = (row["clause"] or "").strip()
    types = tuple(name for name in _BETWEEN.split((row["types"] or "").strip()) if name)
    if not clause or not types:
        raise SettingsError(f"{path} line {line} lacks its clause or its types; fill both in.")
    for name in types:
        if name not in codebook.names and name != NONE:
            raise SettingsError(
                f"{path} line {line} has the type {name!r}, the codebook {codebook.name!r} only "
                f"{', '.join(codebook.names)} and none; mend the row or add the type."
            )
    given = tuple(dict.fromkeys(name for name in types if name != NONE))
    extra = {key: (row.get(key) or "").strip() for key in ("heading", "before", "document")}
    return Labelled(clause, given, **extra)


def corpus(rows: Sequence[Labelled], types: Sequence[str]) -> Corpus:
    """The rows as a corpus, with their headings and the sentences before as clauses of it."""
    import numpy as np

    wordings: dict[str, int] = {}
    wording: list[int] = []
    context: list[list[int]] = []

    def add(words: str) -> int:
        if not words:
            return -1
        wording.append(wordings.setdefault(words, len(wordings)))
        context.append([len(wording) - 1, -1, -1, -1, -1, -1])
        return len(wording) - 1

    gold = [add(row.clause) for row in rows]
    for at, row in zip(gold, rows, strict=True):
        context[at][1], context[at][3] = add(row.heading), add(row.before)
    names = [row.document or row.clause for row in rows]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(names))}
    groups = [numbers[name] for name in names]
    folds = np.full(len(wording), -1)
    folds[gold] = np.array(spread(list(range(len(numbers))), groups))[groups]
    return Corpus(
        sentences=tuple(wordings),
        wording=np.array(wording),
        context=np.array(context),
        document=np.arange(len(wording)),
        fold=folds,
        gold=np.array(gold),
        labels=np.array([encode(row.types, types) for row in rows]),
        weight=np.ones(len(rows), dtype=np.float32),
        pool=np.zeros(0, dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class Own:
    """How own labels are learned; a table of `configs/train-classify-own.toml`."""

    seed: int = 20
    epochs: int = 16
    batch: int = 64
    rate: float = 1e-3
    dropout: float = 0.3
    table_rate: float = 3e-3


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained student whose table holds only the rows `used` of the whole one."""

    net: Any
    used: Any
    material: Any


def fit(
    found: Corpus, rows: Any, plan: Own, start: dict[str, Any] | None, log: Callable[[str], None]
) -> Fitted:
    """Train a student on the labelled clauses `rows` (numbers into `found.gold`)."""
    import torch

    from pipeline.train.classify_encoder import advance, label_loss
    from pipeline.train.classify_pass import targets

    torch.manual_seed(plan.seed)
    fitted = _fresh(found, plan, start)
    net = fitted.net
    rest = [tensor for name, tensor in net.named_parameters() if name != "table.weight"]
    table = [net.table.weight]
    step_by = torch.optim.Adam(
        [{"params": rest, "peak": plan.rate}, {"params": table, "peak": plan.table_rate}]
    )
    chosen = torch.from_numpy(rows)
    labels = torch.from_numpy(found.labels)
    weight = torch.from_numpy(found.weight)
    clauses = torch.from_numpy(found.gold)[chosen]
    wanted = [part[chosen] for part in (*targets(labels), weight)]
    steps, step = plan.epochs * -(-len(rows) // plan.batch), 0
    net.train()
    for epoch in range(plan.epochs):
        for some in torch.split(torch.randperm(len(rows)), plan.batch):
            for group in step_by.param_groups:
                group["lr"] = group["peak"] * min(1.0, step / (0.1 * steps)) * (1 - step / steps)
            outputs = net(fitted.material, clauses[some])
            loss = label_loss(outputs, [part[some] for part in wanted], 0.03)
            advance(step_by, net, loss)
            step += 1
        log(f"epoch {epoch + 1} of {plan.epochs}, loss {loss.item():.3f}")
    return fitted


def _fresh(found: Corpus, plan: Own, start: dict[str, Any] | None) -> Fitted:
    """A student before training; only n-grams that occur get a row, which keeps steps quick."""
    import numpy as np
    import torch

    from pipeline.classify.ngrams import rows
    from pipeline.train.classify_student import Material, Net, Student

    buckets = len(start["table"]) if start else BUCKETS
    numbered = rows(found.sentences, buckets)
    used = np.unique(numbered.numbers)  # 0, the empty row, is always among them
    size = Student(buckets=len(used), dropout=plan.dropout)
    if start:
        size = replace(
            size,
            width=start["table"].shape[1],
            windows=len(start["window.bias"]),
            hidden=len(start["mix.bias"]),
        )
    net = Net(size, 2 * found.labels.shape[1] - 1)
    if start:
        net.load_state_dict(_inherited(start, used, net.state_dict()))
    places = np.searchsorted(used, numbered.numbers)
    arrays = (places, numbered.starts, found.wording, found.context)
    return Fitted(net, used, Material(*map(torch.from_numpy, arrays)))


def _inherited(weights: dict[str, Any], used: Any, fresh: dict[str, Any]) -> dict[str, Any]:
    """The tensors of a shipped student, but for its last layer, which knew other types."""
    import numpy as np
    import torch

    wide = {name: torch.from_numpy(array.astype(np.float32)) for name, array in weights.items()}
    table = wide.pop("table")[used] * wide.pop("table.scale")[used][:, None]
    table[0] = 0
    kept = {name: tensor for name, tensor in wide.items() if not name.startswith("name.")}
    return {**fresh, **kept, "table.weight": table}


def whole(fitted: Fitted, start: dict[str, Any] | None) -> dict[str, Any]:
    """The weights as they ship: the rows that were trained, among those that were not."""
    import numpy as np

    arrays: dict[str, Any] = fitted.net.export()
    buckets = len(start["table"]) if start else BUCKETS
    table = np.zeros((buckets, arrays["table"].shape[1]), dtype=np.int8)
    scale = np.zeros(buckets, dtype=np.float16)
    if start:
        table[:], scale[:] = start["table"], start["table.scale"]
    table[fitted.used], scale[fitted.used] = arrays["table"], arrays["table.scale"]
    return {**arrays, "table": table, "table.scale": scale}


def outputs(fitted: Fitted, clauses: Any) -> Any:
    """What a trained student says of some clauses of its corpus."""
    import torch

    fitted.net.eval()
    with torch.no_grad():
        return fitted.net(fitted.material, torch.from_numpy(clauses)).numpy()


def unseen_outputs(
    found: Corpus, plan: Own, start: dict[str, Any] | None, log: Callable[[str], None]
) -> Any:
    """Outputs for every labelled clause by a student that was trained on the other folds."""
    import numpy as np

    fold = found.fold[found.gold]
    said = np.zeros((len(fold), 2 * found.labels.shape[1] - 1), dtype=np.float32)
    for held_out in range(FOLDS):
        log(f"fold {held_out + 1} of {FOLDS}")
        others = np.flatnonzero(fold != held_out)
        fitted = fit(found, others, replace(plan, seed=plan.seed + held_out), start, log)
        rows = np.flatnonzero(fold == held_out)
        said[rows] = outputs(fitted, found.gold[rows])
    return said
