"""What a course of training is told: how long, how fast, which mixture of texts when."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Phase:
    """Up to which share of the time which mixture of origins is read (shares of sentences)."""

    until: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Course:
    """How to train (table `[course]` of the config). Times are shares of the budget.

    The budget is `seconds`, or `steps` where that is not 0: then a run can be repeated exactly.
    """

    seconds: float = 540.0
    steps: int = 0
    reserve: float = 22.0
    tokens: int = 8_000
    rate: float = 5e-4
    final_rate: float = 0.02
    warmup_steps: int = 1_000
    hold: float = 0.7
    smoothing: float = 0.1
    decay: float = 0.999
    evaluate_at: tuple[float, ...] = (0.5, 0.85)
    self_train_at: float = 0.5
    self_train_for: float = 0.1
    self_train_from: float = 15.0  # BLEU; below it a model has nothing to teach itself
    resampled: int = 6
    aligned: tuple[str, ...] = ("policy", "report", "statistics", "law", "general", "term")
    guided_steps: int = 3_000  # how soon the guide falls silent; 0: no lexical start, no guide
    spread: float = 0.002
    spread_after: int = 500
    recorded: bool = False  # on a GPU: whole steps are recorded and replayed
    checkpoint_every: float = 240.0
    threads: int = 16
    second: bool = False  # on a processor: a second process lends its gradients
    reversed: bool = False  # from English into Chinese, for `pipeline.translate.second_look`
    seed: int = 1
    phases: tuple[Phase, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.second and self.threads > 1:
            raise SettingsError(
                f"second = true needs threads = 1, not {self.threads}: a process that is forked "
                "after threads have started may hang."
            )
        if self.recorded and (
            self.evaluate_at or self.self_train_for or self.spread or self.second
        ):
            raise SettingsError(
                "recorded = true goes through without a stop; set evaluate_at = [], "
                "self_train_for = 0, spread = 0 and second = false."
            )


class Clock:
    """How long a run has taken; `spent` seconds were used before a resumption."""

    def __init__(self, start: float) -> None:
        self.start, self.spent = start, 0.0

    @property
    def elapsed(self) -> float:
        """Seconds since the run began, interruptions not counted."""
        return time.monotonic() - self.start + self.spent


def rate_at(progress: float, steps: int, course: Course) -> float:
    """The learning rate: up over `warmup_steps`, level until `hold`, then straight down.

    The rise counts steps and not time: on a slow machine a rise by the clock is over in a few
    dozen steps, which a network with its norms after each layer does not survive.

    >>> course = Course(rate=1.0, warmup_steps=100, hold=0.5, final_rate=0.0)
    >>> [rate_at(*at, course) for at in ((0.1, 50), (0.3, 900), (0.75, 900), (1.0, 900))]
    [0.5, 1.0, 0.5, 0.0]
    """
    rise = min(1.0, steps / course.warmup_steps)
    fall = min(1.0, max(0.0, progress - course.hold) / (1 - course.hold))
    return course.rate * rise * (1 - (1 - course.final_rate) * fall)
