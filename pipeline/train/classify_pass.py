"""One pass of the training of the classifier: with one fold held out, or with none."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from pipeline.train.classify_encoder import Inputs, Reader, predict, tune
from pipeline.train.classify_student import Material, Net, answer, learn


@dataclass(frozen=True, slots=True)
class Pass:
    """Held-out fold `held_out`; a number that no fold has holds nothing out."""

    plan: Any
    work: Path
    timer: Any
    device: str
    held_out: int
    log: Callable[[str], None]

    def __call__(self) -> None:
        """Train a teacher, then its student; write what each says of the held-out clauses."""
        import numpy as np

        torch.manual_seed(self.plan.seed + 1 + self.held_out)
        torch.set_float32_matmul_precision("high")
        if self.device == "cuda":
            torch.set_num_threads(2)  # the passes share the cores
        with np.load(self.work / "corpus.npz") as corpus:
            arrays = {name: torch.from_numpy(corpus[name]).to(self.device) for name in corpus}
        fold = arrays["fold"]
        known = fold[arrays["gold"]] != self.held_out
        pool = arrays["chosen"][fold[arrays["chosen"]] != self.held_out]
        soft = self._teach(arrays, known, pool)
        self._study(arrays, known, pool, soft)

    def _teach(self, arrays: dict[str, Any], known: Any, pool: Any) -> Any:
        """Fine-tune as many teachers as there is time for; their mean opinion of the pool."""
        import numpy as np

        done = self.work / f"pass-{self.held_out}-teacher.npz"
        if done.exists():
            return torch.from_numpy(np.load(done)["opinions"]).to(self.device).float() / 255
        stored = torch.load(self.work / "inputs.pt")
        gold, labels = arrays["gold"], arrays["labels"]
        answers = labels.shape[1]
        coded = _rows(stored, gold, self.device)
        some = _rows(stored, pool, self.device)
        wanted = (*targets(labels), arrays["weight"])
        opinions: list[Any] = []
        verdicts: list[Any] = []
        took = 0.0
        for rate in self.plan.encoder.tuning_rates:
            began = time.time()
            if verdicts and self.timer.share + took / self.timer.budget > self.plan.clock.tune:
                break
            reader = Reader(self.plan.encoder, self.plan.vocabulary, 2 * answers - 1)
            reader.load_state_dict(torch.load(self.work / "encoder.pt", map_location="cpu"))
            reader = reader.to(self.device)
            loss = tune(
                reader,
                _choose(coded, known),
                tuple(target[known] for target in wanted),
                self.plan.encoder,
                rate=rate,
                late=lambda: self.timer.share > self.plan.clock.tune,
            )
            verdicts.append(predict(reader, coded, answers=answers))
            opinions.append(predict(reader, some, answers=answers))
            took = time.time() - began
            self.log(
                f"teacher {len(verdicts)} rate {rate} loss {loss:.3f} took {took:.1f}s: "
                + _figures(verdicts[-1], labels, ~known)
            )
        mean = torch.stack(opinions).mean(0)
        self.log("teachers together: " + _figures(torch.stack(verdicts).mean(0), labels, ~known))
        self._write(
            "teacher",
            gold_scores=torch.stack(verdicts).half(),
            clauses=pool.int(),
            opinions=(mean * 255).round().to(torch.uint8),
        )
        return mean

    def _study(self, arrays: dict[str, Any], known: Any, pool: Any, soft: Any) -> None:
        """Let a student imitate the teachers until the clock says stop."""
        import numpy as np

        labels = arrays["labels"]
        answers = labels.shape[1]
        material = Material(
            torch.from_numpy(np.load(self.work / "numbers.npy")),
            torch.from_numpy(np.load(self.work / "starts.npy")),
            arrays["wording"],
            arrays["context"],
        ).to(self.device)
        net = Net(self.plan.student, 2 * answers - 1).to(self.device)
        gold = (arrays["gold"], *targets(labels), arrays["weight"])
        start = self.timer.share
        learn(
            net,
            material,
            (pool, soft[:, :answers], soft[:, answers:]),
            tuple(part[known] for part in gold),
            elapsed=self.timer.between(start, max(self.plan.clock.student, start + 0.02)),
            log=self.log,
        )
        verdict = answer(net, material, arrays["gold"], answers=answers)
        self.log("student: " + _figures(verdict, labels, ~known))
        self._write("student", gold_scores=verdict.half())
        if bool(known.all()):
            self._write("weights", **net.export())

    def _write(self, name: str, **arrays: Any) -> None:
        """One file per kind of result; half written files never carry the final name."""
        import numpy as np

        ready: dict[str, Any] = {
            key: value.cpu().numpy() if isinstance(value, torch.Tensor) else value
            for key, value in arrays.items()
        }
        path = self.work / f"pass-{self.held_out}-{name}.npz"
        scratch = path.with_name(f"half-{path.name}")
        np.savez_compressed(scratch, **ready)
        scratch.rename(path)


def _rows(stored: tuple[Any, Any, Any], rows: Any, device: str) -> Inputs:
    return Inputs(*(part[rows.to(part.device)].to(device) for part in stored))


def _choose(inputs: Inputs, rows: Any) -> Inputs:
    return Inputs(inputs.pieces[rows], inputs.fields[rows], inputs.lengths[rows])


def targets(labels: Any) -> tuple[Any, Any]:
    """What coders said, as the distributions that the losses take."""
    primary = functional.one_hot(labels[:, -1], labels.shape[1]).float()
    return primary, labels[:, :-1].float()


def _figures(scores: Any, labels: Any, rows: Any) -> str:
    """Accuracy of the primary answer and macro-F1 at one half, for the log only."""
    if not bool(rows.any()):
        return "nothing held out"
    scores, labels = scores[rows], labels[rows]
    answers = labels.shape[1]
    said, wanted = scores[:, answers:] >= 0.5, labels[:, :-1] == 1
    both = (said & wanted).sum(0)
    f1 = 2 * both / (said.sum(0) + wanted.sum(0)).clamp(min=1)
    right = (scores[:, :answers].argmax(1) == labels[:, -1]).float().mean()
    each = " ".join(f"{value:.3f}" for value in f1.tolist())
    return f"primary {right:.4f} macro-F1 {f1.mean():.4f} ({each})"
