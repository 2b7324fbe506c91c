"""Two processes, one network."""

from __future__ import annotations

import multiprocessing
import os
import select
import time
from collections.abc import Iterator

import pytest

torch = pytest.importorskip("torch")

from pipeline.train.translate_second import Second  # noqa: E402


def wait_for(second: Second) -> None:
    for _ in range(6_000):
        if second.ready.value:
            return
        time.sleep(0.01)
    pytest.fail("the second process lends nothing")


def test_lent_gradients_are_weighed_by_their_tokens() -> None:
    weights = [torch.nn.Parameter(torch.zeros(2, 2)), torch.nn.Parameter(torch.zeros(3))]

    def gradients() -> Iterator[int]:
        while True:
            weights[0].grad = torch.full((2, 2), 4.0)  # of the other there is none
            yield 30

    second = Second(weights, gradients)
    wait_for(second)
    for weight in weights:
        weight.grad = torch.ones_like(weight)
    assert second.take(10) == 30
    assert weights[0].grad.tolist() == [[3.25, 3.25], [3.25, 3.25]]
    assert weights[1].grad.tolist() == [0.25, 0.25, 0.25]
    second.close()


def test_the_second_sees_the_weights_as_they_are_now() -> None:
    weight = torch.nn.Parameter(torch.zeros(1))

    def gradients() -> Iterator[int]:
        while True:
            weight.grad = weight.detach().clone()
            yield 1

    second = Second([weight], gradients)
    with torch.no_grad():
        weight.fill_(8.0)
    for _ in range(3):  # what was made before the change is taken first
        wait_for(second)
        weight.grad = torch.zeros(1)
        second.take(1)
    assert weight.grad.item() == 4.0
    second.close()
    assert not second.process.is_alive()


def test_the_second_ends_when_the_first_is_killed() -> None:
    """It holds an end of the pipe open, as the first does, for as long as it runs."""
    read, write = os.pipe()

    def start_and_die() -> None:
        weight = torch.nn.Parameter(torch.zeros(1))

        def gradients() -> Iterator[int]:
            while True:
                yield 1

        Second([weight], gradients)
        os._exit(0)  # as when killed: nothing is tidied up

    first = multiprocessing.get_context("fork").Process(target=start_and_die)
    first.start()
    os.close(write)
    first.join()
    heard, _, _ = select.select([read], [], [], 30)
    os.close(read)
    assert heard == [read]
