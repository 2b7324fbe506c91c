"""A second process that lends its gradients: two cores, one network.

Both see the same weights, in shared memory. The second works through batches of its own and puts
what it learned from each into a buffer; the first takes it along with its next update, each side
weighted by its tokens. Only the second ever waits. A lent gradient is a step or two old, which
small steps bear (Recht et al. 2011), but no two such runs are alike to the bit.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

GRADIENTS = Callable[[], Iterator[int]]
"""Makes gradients in the weights, batch after batch; yields each batch's number of tokens."""


class Second:
    """Forks a process that runs `gradients` until `close`; `take` adds what it has ready."""

    def __init__(self, weights: Sequence[Any], gradients: GRADIENTS) -> None:
        import torch

        self.weights = weights
        for weight in weights:
            weight.data = weight.data.clone().share_memory_()
        size = sum(weight.numel() for weight in weights)
        self.buffer = torch.zeros(size).share_memory_()  # type: ignore[no-untyped-call]
        fork = multiprocessing.get_context("fork")
        self.ready, self.first = fork.Value("q", 0), os.getpid()
        self.process = fork.Process(target=self._work, args=(gradients,), daemon=True)
        self.process.start()

    def take(self, tokens: int) -> int:
        """Add what is ready to gradients from `tokens` tokens; returns the tokens it came from."""
        lent = int(self.ready.value)
        if lent:
            for weight, part in self._parts():
                if weight.grad is not None:
                    weight.grad.mul_(tokens / (tokens + lent)).add_(
                        part, alpha=lent / (tokens + lent)
                    )
            self.ready.value = 0
        return lent

    def close(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.join()

    def _parts(self) -> Iterator[tuple[Any, Any]]:
        start = 0
        for weight in self.weights:
            end = start + weight.numel()
            yield weight, self.buffer[start:end].view_as(weight)
            start = end

    def _work(self, gradients: GRADIENTS) -> None:
        for tokens in gradients():
            while self.ready.value:
                if os.getppid() != self.first:  # killed: nobody will take it
                    return
                time.sleep(0.005)
            for weight, part in self._parts():
                if weight.grad is None:
                    part.zero_()
                else:
                    part.copy_(weight.grad)
                    weight.grad = None
            self.ready.value = tokens
