"""Train the matcher: a teacher that reads in context, if asked for, and the encoder that ships.

    python -m pipeline.train.match --config configs/train-match.toml --data IN --out OUT

Nothing is labelled. The teacher learns from pairs that documents offer (see `match_data`), guessing
hidden words in between; the sum encoder learns from the same pairs and from the teacher's vectors,
or from the pairs alone where `teacher_until` is 0: then a laptop trains it in minutes.
`--budget` is in seconds of wall clock: the schedule follows the clock, so a busy machine trains
less, not longer. `matcher.npz` is what ships; `teacher.npz` is kept for measuring against.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from pipeline.toml_files import filled, read_toml
from pipeline.train.match_models import ContextEncoder, SumEncoder, contrast, imitate
from pipeline.train.match_pairs import KINDS, Batch, Passages, encode_by_length, thin


@dataclass(frozen=True, slots=True)
class Plan:
    """What a training run is told; a field per setting of `configs/train-match.toml`."""

    bert: dict[str, Any]
    mix: dict[str, float]
    width: int = 256
    widths: tuple[int, ...] = (128, 256)
    pairs: int = 40000
    batch: int = 1024
    student_batch: int = 2048
    drop: float = 0.1
    guess_share: float = 0.25
    teacher_rate: float = 5e-4
    student_rate: float = 3e-3
    teacher_until: float = 0.68
    student_until: float = 0.93
    seed: int = 7

    @classmethod
    def load(cls, path: Path) -> Plan:
        """Read a TOML file."""
        said = read_toml(path, "training plan")
        if "widths" in said:
            said["widths"] = tuple(said["widths"])
        return filled(cls, said, path.name)


@dataclass(slots=True)
class Clock:
    """How much of the budget is spent."""

    budget: float
    began: float

    def spent(self) -> float:
        """The share of the budget that is gone."""
        return (time.monotonic() - self.began) / self.budget


def train_teacher(plan: Plan, passages: Passages, vocabulary: int, clock: Clock) -> ContextEncoder:
    """Train the context encoder until its share of the budget is spent."""
    device = passages.tokens.device
    teacher = ContextEncoder({**plan.bert, "vocab_size": vocabulary}, plan.width).to(device)
    learner = torch.optim.AdamW(teacher.parameters(), lr=plan.teacher_rate, weight_decay=0.01)
    begin, dice, step, shown = clock.spent(), np.random.default_rng(plan.seed), 0, 0.0
    while (spent := clock.spent()) < plan.teacher_until:
        _set_rate(learner, plan.teacher_rate, (spent - begin) / (plan.teacher_until - begin))
        with torch.autocast(device.type, torch.bfloat16):
            if dice.random() < plan.guess_share:
                loss = _guess(teacher, passages, plan.batch)
            else:
                batch = passages.batch(_kind(plan, dice), plan.batch, plan.drop)
                sides = _sides(teacher, batch, 8)
                with torch.autocast(device.type, enabled=False):  # scores need the full precision
                    loss = contrast(*sides, batch.same, plan.widths)
        learner.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        learner.step()
        step += 1
        shown = _say("teacher", step, loss, spent, shown)
    return teacher.eval()


def train_student(
    plan: Plan, passages: Passages, teacher: ContextEncoder | None, vocabulary: int, clock: Clock
) -> SumEncoder:
    """Train the sum encoder on pairs and, if there is a teacher, on its vectors."""
    wanted = _embed(teacher, passages.tokens) if teacher else None
    keys = frequent_pairs(passages.tokens, vocabulary, plan.pairs)
    student = SumEncoder(vocabulary, keys, plan.width).to(passages.tokens.device)
    learner = torch.optim.SparseAdam(list(student.parameters()), lr=plan.student_rate)
    begin, dice, step, shown = clock.spent(), np.random.default_rng(plan.seed), 0, 0.0
    while (spent := clock.spent()) < plan.student_until:
        _set_rate(learner, plan.student_rate, (spent - begin) / (plan.student_until - begin))
        batch = passages.batch(_kind(plan, dice), plan.batch, plan.drop)
        loss = contrast(*_sides(student, batch, 4), batch.same, plan.widths)
        if wanted is not None:
            rows = _some_rows(passages, plan.student_batch)
            kept = thin(passages.tokens[rows] > 0, 0.5 * plan.drop)
            said = encode_by_length(student, passages.tokens[rows], kept, 4)
            loss = 0.5 * loss + imitate(said, wanted[rows], plan.widths)
        learner.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        learner.step()  # type: ignore[no-untyped-call]
        step += 1
        shown = _say("student", step, loss, spent, shown)
    return student.eval()


def frequent_pairs(tokens: torch.Tensor, vocabulary: int, most: int) -> torch.Tensor:
    """The most frequent pairs of neighbouring pieces, as sorted keys."""
    first, second = tokens[:, :-1], tokens[:, 1:]
    both = (first > 0) & (second > 0)
    found, counts = (first * vocabulary + second)[both].unique(return_counts=True)  # type: ignore[no-untyped-call]
    best = counts.topk(min(most, len(found))).indices
    chosen: torch.Tensor = found[best].sort().values
    return chosen


def measure(model: Any, passages: Passages, parts: int) -> dict[str, float]:
    """How often a passage of an unseen document finds its partner first among a thousand."""
    found = {}
    for kind, rows in passages.held_out.items():
        rows = rows[:1000]
        if len(rows) < 2:
            continue
        sides = []
        with torch.no_grad():
            for side in (0, 1):
                tokens = passages.tokens[rows[:, side]]
                sides.append(encode_by_length(model, tokens, tokens > 0, parts))
        best = (sides[0] @ sides[1].T).argmax(1)
        hit = (rows[best, 1] == rows[:, 1]).float().mean()
        found[kind] = round(float(hit), 4)
    return found


def pack(weights: dict[str, torch.Tensor]) -> dict[str, Any]:
    """Every matrix as int8 with a scale per row, everything else in half precision."""
    packed: dict[str, Any] = {}
    for name, tensor in weights.items():
        value = tensor.detach().float().cpu().numpy()
        if tensor.dtype in (torch.int64, torch.int32):
            packed[name] = tensor.cpu().numpy().astype(np.uint32)
        elif value.ndim == 2:
            scale = np.abs(value).max(1, keepdims=True).clip(1e-8) / 127
            packed[name] = np.rint(value / scale).astype(np.int8)
            packed[f"{name}.scale"] = scale[:, 0].astype(np.float32)
        else:
            packed[name] = value.astype(np.float16)
    return packed


def _guess(teacher: ContextEncoder, passages: Passages, size: int) -> torch.Tensor:
    rows = torch.randint(len(passages.tokens), (size,), device=passages.tokens.device)
    tokens = passages.tokens[rows]
    return teacher.guess(tokens, tokens > 0, mask=1)


def _some_rows(passages: Passages, size: int) -> torch.Tensor:
    """Rows in pairs of twins, so that some of them are near to each other."""
    twin = passages.pairs["twin"]
    device = twin.device
    near = twin[torch.randint(len(twin), (size // 4,), device=device)].flatten()
    return torch.cat([near, torch.randint(len(passages.tokens), (size // 2,), device=device)])


def _kind(plan: Plan, dice: np.random.Generator) -> str:
    share = np.array([plan.mix[kind] for kind in KINDS])
    return str(dice.choice(KINDS, p=share / share.sum()))


def _sides(model: Any, batch: Batch, parts: int) -> tuple[torch.Tensor, torch.Tensor]:
    tokens = torch.cat([batch.left, batch.right])
    kept = torch.cat([batch.left_kept, batch.right_kept])
    left, right = encode_by_length(model, tokens, kept, parts).float().chunk(2)
    return left, right


def _embed(teacher: ContextEncoder, tokens: torch.Tensor) -> torch.Tensor:
    with torch.no_grad(), torch.autocast(tokens.device.type, torch.bfloat16):
        groups = [
            encode_by_length(teacher, rows, rows > 0, 8) for rows in torch.split(tokens, 4096)
        ]
    return torch.cat(groups).float()


def _set_rate(learner: torch.optim.Optimizer, peak: float, spent: float) -> None:
    """Up over the first twentieth, then down in a line."""
    rate = min(1.0, spent / 0.05 + 0.01) * max(0.02, 1 - spent)
    for group in learner.param_groups:
        group["lr"] = peak * rate


def _say(what: str, step: int, loss: torch.Tensor, spent: float, shown: float) -> float:
    if spent - shown < 0.05:
        return shown
    line = {
        "what": what,
        "step": step,
        "loss": round(float(loss.detach()), 3),
        "spent": round(spent, 2),
    }
    print(json.dumps(line), flush=True)  # noqa: T201
    return spent


def train(plan: Plan, data: Path, out: Path, *, budget: float) -> None:
    """Train both encoders within `budget` seconds and write them to `out`."""
    clock = Clock(budget, time.monotonic())
    torch.manual_seed(plan.seed)
    torch.set_float32_matmul_precision("high")
    passages = Passages.load(data, "cuda" if torch.cuda.is_available() else "cpu")
    vocabulary = int(np.load(data / "passages.npz")["vocabulary"])
    out.mkdir(parents=True, exist_ok=True)
    figures, teacher = {}, None
    if plan.teacher_until:
        teacher = train_teacher(plan, passages, vocabulary, clock)
        np.savez_compressed(out / "teacher.npz", **pack(teacher.state_dict()))
        figures["teacher"] = measure(teacher, passages, 8)
    student = train_student(plan, passages, teacher, vocabulary, clock)
    np.savez_compressed(out / "matcher.npz", **pack(student.state_dict()))
    figures["student"] = measure(student, passages, 4)
    (out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures), flush=True)  # noqa: T201


def main() -> None:
    """Train both encoders and write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name in ("config", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--budget", type=float, default=400.0)
    asked = parser.parse_args()
    train(Plan.load(asked.config), asked.data, asked.out, budget=asked.budget)


if __name__ == "__main__":
    main()
