"""Train a translator by the clock: start, phases, self-training, evaluation, saving.

Everything is a share of the time budget, so the same course fits ten minutes on a GPU and an
evening on two cores:

    warm-up ─ phase 1 (mostly general, law) ─ own translations of policy text ─ phase 2 ─ … ─ end

The last phase is mostly policy clauses while the learning rate falls to nothing.
"""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.train.translate_batches import (
    Bitext,
    Draw,
    batches,
    bitext,
    course_pairs,
    encode,
)
from pipeline.train.translate_course import Clock, Course, rate_at
from pipeline.train.translate_learner import Learner
from pipeline.train.translate_model import Shape, pack, state
from pipeline.train.translate_own import maskable, own_translations, score
from pipeline.train.translate_recorded import replay
from pipeline.train.translate_second import Second
from pipeline.train.translate_start import word_table

log = logging.getLogger(__name__)


class Run:
    """One training run: `go` trains to the end of the budget; the best weights are in `out`."""

    def __init__(
        self, data: Path, out: Path, work: Path, shape: Shape, course: Course, start: float
    ) -> None:
        import numpy as np
        import torch
        from sentencepiece import SentencePieceProcessor

        torch.manual_seed(course.seed)
        torch.set_float32_matmul_precision("high")
        if not torch.cuda.is_available():
            torch.set_num_threads(course.threads)
        self.data, self.out, self.work = data, out, work
        self.shape, self.course, self.clock = shape, course, Clock(start)
        self.vocabulary = SentencePieceProcessor(model_file=str(data / "spm.model"))
        size = self.vocabulary.get_piece_size() + 1
        self.learner = self._learner(size)
        self.dev = course_pairs(data / "dev.tsv", backward=course.reversed)
        self.random = np.random.default_rng(course.seed)
        self.history: list[dict[str, Any]] = []
        self.best, self.factor = -1.0, 1.0
        self.losses: list[Any] = []
        self.tokens = 0
        self.saved_at = 0.0

    def _learner(self, size: int) -> Learner:
        course = self.course
        learner = Learner(self.shape, size, smoothing=course.smoothing, decay=course.decay)
        learner.maskable = maskable(self.vocabulary, english=course.reversed).to(learner.device)
        return learner

    @property
    def progress(self) -> float:
        """0 at the start, 1 when training must end."""
        if self.course.steps:
            return self.learner.steps / self.course.steps
        return self.clock.elapsed / max(1.0, self.course.seconds - self.course.reserve)

    def go(self) -> None:
        """Train."""
        self._read()
        if self.course.recorded and self.learner.device.type == "cuda":
            replay(self)
        else:
            self._plain()
        self._evaluate(last=True)

    def _plain(self) -> None:
        pending = self._pending()
        stream = self._stream()
        self._share()
        while self.progress < 1:
            if pending and self.progress >= pending[0][0]:
                _, what = pending.pop(0)
                what()
                continue
            self._step(next(stream))
            if self.learner.steps % 100 == 0:
                self.watch()
        if self.learner.second is not None:
            self.learner.second.close()

    def keep(self) -> None:
        """Put the mean weights in `out`, though nobody has judged them yet."""
        pack(self.out, state(self.learner.averaged), self.shape, {})

    def _read(self) -> None:
        pairs = course_pairs(self.data / "pairs.tsv.bz2", backward=self.course.reversed)
        threads = self.course.threads
        corpus = encode(self.vocabulary, pairs, threads=threads)
        near = [pair for pair in pairs if pair.origin in ("policy", "report", "varied")]
        for _ in range(self.course.resampled):
            cut_anew = encode(self.vocabulary, near, threads=threads, sampled=True)
            corpus = corpus.plus(cut_anew)
        self.own_from = len(corpus.source_at) - 1
        if (self.work / "own.json").is_file() and (self.work / "checkpoint.pt").is_file():
            own = json.loads((self.work / "own.json").read_text("utf-8"))
            corpus = corpus.plus(bitext(["own"] * len(own[0]), *own))
        self._use(corpus)
        self._start()
        self._resume()
        log.info("%.0f s: %d pairs on %s", self.clock.elapsed, len(corpus.source_at) - 1,
                 self.learner.device)  # fmt: skip

    def _use(self, corpus: Bitext) -> None:
        self.learner.load(corpus)
        self.draw = Draw(corpus.origins, self.course.seed + self.learner.steps)

    def _start(self) -> None:
        """Give the fresh network its words; the table is counted once and kept."""
        import torch

        if not self.course.guided_steps:
            return
        path = self.work / "words.pt"
        if path.is_file():
            table = torch.load(path, weights_only=True).float()
        else:
            learner = self.learner
            table = word_table(learner.corpus, learner.pad + 1, self.course.aligned, learner.device)
            self.work.mkdir(parents=True, exist_ok=True)
            torch.save(table.half(), path)
        self.learner.start_from(table)

    def _resume(self) -> None:
        path = self.work / "checkpoint.pt"
        if path.is_file():
            saved = self.learner.resume(path)
            self.clock.spent = saved["elapsed"] - (time.monotonic() - self.clock.start)
            self.history, self.best = saved["history"], saved["best"]
            self.factor, self.tokens = saved["factor"], saved["tokens"]
            self._use(self.learner.corpus)

    def _share(self) -> None:
        """Have a second process lend its gradients, if the course says so."""
        if self.course.second and not self.course.steps and self.learner.device.type == "cpu":
            self.learner.second = Second(self.learner.weights, self._lent)

    def _lent(self) -> Iterator[int]:
        """What the second process does: gradients of batches that it draws for itself."""
        import torch

        torch.manual_seed(self.course.seed + 1_000)
        self.draw = Draw(self.learner.corpus.origins, self.course.seed + 1_000)
        for numbers in self._stream():
            self.learner.gradients(numbers, noisy=self.own_from, guided=0.0)
            yield int(self.learner.corpus.target_lengths[numbers].sum())

    def _pending(self) -> list[tuple[float, Callable[[], None]]]:
        """What is still to be done at which progress, in order."""
        plans: list[tuple[float, Callable[[], None]]]
        plans = [(at, self._evaluate) for at in self.course.evaluate_at]
        if self.course.self_train_for:
            plans.append((self.course.self_train_at + 1e-6, self._self_train))
        return sorted((p for p in plans if p[0] > self.progress), key=lambda plan: plan[0])

    def _stream(self) -> Iterator[Any]:
        """Batches without end, mixed as the phase says."""
        while True:
            pool = max(2_000, self.course.tokens * 3 // 2)
            numbers = self.draw.numbers(self.shares(), pool)
            owner = self.learner.corpus
            for batch in batches(owner, numbers, self.course.tokens, self.random):
                if self.learner.corpus is not owner:
                    break
                yield batch

    def shares(self) -> Mapping[str, float]:
        """The mixture of the phase."""
        progress = self.progress
        return next(
            (phase.shares for phase in self.course.phases if progress < phase.until),
            self.course.phases[-1].shares,
        )

    def guided(self) -> float:
        """How much the guide weighs now."""
        silent = self.learner.steps / max(1, self.course.guided_steps)
        return max(0.05, 1 - silent) if self.course.guided_steps else 0.0

    def _step(self, numbers: Any) -> None:
        rate = self.factor * rate_at(self.progress, self.learner.steps, self.course)
        self.losses.append(
            self.learner.step(numbers, rate, noisy=self.own_from, guided=self.guided())
        )
        self.tokens += int(self.learner.corpus.target_lengths[numbers].sum())

    def watch(self) -> bool:
        """Log, mend a loss that is no number; whether a checkpoint was kept too."""
        loss = self._loss()
        if not math.isfinite(loss):
            log.warning("the loss is no number: back to the mean weights, half the rate")
            self.learner.recover()
            self.factor *= 0.5
            self.losses.clear()
        due = self.clock.elapsed - self.saved_at > self.course.checkpoint_every
        if due:
            self.saved_at = self.clock.elapsed
            self._checkpoint()
        spread = self.learner.spread()
        log.info(
            "%.0f s step %d loss %.3f rate %.2e tokens %.1fM spread %.3f", self.clock.elapsed,
            self.learner.steps, loss, self.learner.optimizer.param_groups[0]["lr"],
            self.tokens / 1e6, spread,
        )  # fmt: skip
        late = self.learner.steps >= self.course.spread_after
        if late and spread < self.course.spread and self.factor > 0.2:
            self._again()
        return due

    def _loss(self) -> float:
        recent = self.losses[-100:]
        self.losses = recent
        return sum(float(loss) for loss in recent) / max(1, len(recent))

    def _checkpoint(self) -> None:
        self.work.mkdir(parents=True, exist_ok=True)
        self.learner.save(
            self.work / "checkpoint.pt", elapsed=self.clock.elapsed, history=self.history,
            best=self.best, factor=self.factor, tokens=self.tokens,
        )  # fmt: skip

    def _again(self) -> None:
        """Begin anew at half the rate, when the encoder has come to say the same of every word."""
        log.warning("the encoder has collapsed: once more at half the rate")
        fresh = self._learner(self.learner.pad + 1)
        if self.learner.second is not None:
            self.learner.second.close()
        corpus, self.learner = self.learner.corpus, fresh
        self._use(corpus)
        self._start()
        self._share()
        self.factor *= 0.5

    def _evaluate(self, *, last: bool = False) -> None:
        """Score the mean weights on held-out clauses and keep them if they are the best."""
        names = ("policy", "law") if last else ("policy",)
        groups = {name: [p for p in self.dev if p.origin == name][:300] for name in names}
        scores = {
            name: score(self.learner.averaged, self.vocabulary, pairs, turned=self.course.reversed)
            for name, pairs in groups.items()
            if pairs
        }
        entry = {"seconds": round(self.clock.elapsed), "steps": self.learner.steps,
                 "tokens": self.tokens, "loss": round(self._loss(), 4)} | scores  # fmt: skip
        self.history.append(entry)
        log.info("evaluation %s", json.dumps(entry))
        notes = {"history": self.history, "kept": entry, "reversed": self.course.reversed}
        mark = scores["policy"]["bleu"] + scores["policy"]["chrf"]
        if mark >= self.best:
            self.best = mark
            pack(self.out, state(self.learner.averaged), self.shape, notes)

    def _self_train(self) -> None:
        """Translate policy sentences that have no English, and learn from what came out well.

        A failure here costs the run nothing but the time.
        """
        import torch

        bleu = self.history[-1]["policy"]["bleu"] if self.history else 0.0
        if bleu < self.course.self_train_from:
            log.info("no self-training: BLEU %.1f is too low to learn from", bleu)
            return
        seconds = self.course.self_train_for * (self.course.seconds - self.course.reserve)
        until = time.monotonic() + seconds
        try:
            own = own_translations(
                self.learner.averaged, self.vocabulary, self.data, self.course.threads, until
            )
        except (RuntimeError, ValueError) as error:
            log.warning("no self-training: %s", str(error).splitlines()[:1])
            own = ([], [])
        torch.cuda.empty_cache()
        if own[0]:
            self.work.mkdir(parents=True, exist_ok=True)
            (self.work / "own.json").write_text(json.dumps(own), "utf-8")
            self._use(self.learner.corpus.plus(bitext(["own"] * len(own[0]), *own)))
        log.info("%.0f s: %d own translations kept", self.clock.elapsed, len(own[0]))
