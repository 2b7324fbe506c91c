"""Two processes, one network."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

torch = pytest.importorskip("torch")

from pipeline.train.translate_second import Second  # noqa: E402


def test_lent_gradients_are_weighed_by_their_tokens() -> None:
    weights = [torch.nn.Parameter(torch.zeros(2, 2)), torch.nn.Parameter(torch.zeros(3))]

    def gradients() -> Iterator[int]:
        while True:
            weights[0].grad = torch.full((2, 2), 4.0)  # of the other there is none
            yield 30

    second = Second(weights, gradients)
    while not second.ready.value:
        time.sleep(0.01)
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
        while not second.ready.value:
            time.sleep(0.01)
        weight.grad = torch.zeros(1)
        second.take(1)
    assert weight.grad.item() == 4.0
    second.close()
    assert not second.process.is_alive()
