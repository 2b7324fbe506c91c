"""Steps of training that a GPU records once and then replays.

A step of a network as small as ours is some thousand small programs, and starting them takes a
processor ten times longer than a GPU takes to run them. So a step is written in few operations,
recorded for every width of batch (a CUDA graph), and started as a whole. Batches of one width all
have the same shape: sentences wait, by width, until there are enough of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.train.translate_batches import Bitext, Draw
from pipeline.train.translate_course import rate_at

WIDTHS = (16, 24, 32, 40, 48, 64, 80, 104, 136, 184, 256)
"""Tokens a side that batches are padded to."""

DRAWN = 40_000
"""Sentences that are drawn at once, to be sorted by width."""

WARM = 3
"""Steps of each width before it is recorded: what is set up at the first must not be recorded."""


def last_states(model: Any, source: Any, seen: Any, shifted: Any) -> Any:
    """What `model.model(...)` of `translate_model.build` ends in, without the library's detours.

    `source` (rows, width) are token ids, `seen` is False at padding, `shifted` (rows, width) is
    what the decoder has written before each place. Returns (rows, width, depth).
    """
    encoder, decoder = model.model.encoder, model.model.decoder
    there = seen[:, None, None, :]
    state = _begin(model, encoder, source)
    for layer in encoder.layers:
        after = layer.self_attn_layer_norm(state)
        state = state + _drop(model, _attend(layer.self_attn, after, after, there))
        state = state + _drop(model, _think(model, layer, state))
    read = encoder.layer_norm(state)
    state = _begin(model, decoder, shifted)
    for layer in decoder.layers:
        after = layer.self_attn_layer_norm(state)
        state = state + _drop(model, _attend(layer.self_attn, after, after, None))
        after = layer.encoder_attn_layer_norm(state)
        state = state + _drop(model, _attend(layer.encoder_attn, after, read, there))
        state = state + _drop(model, _think(model, layer, state))
    return decoder.layer_norm(state)


def _begin(model: Any, stack: Any, ids: Any) -> Any:
    # The gradient of a plain lookup waits for the processor, which cannot be recorded.
    words = model.model.shared.weight.index_select(0, ids.flatten()).view(*ids.shape, -1)
    words = words * model.config.d_model**0.5
    return _drop(model, words + stack.embed_positions.weight[: ids.shape[1]])


def _drop(model: Any, state: Any) -> Any:
    from torch.nn.functional import dropout

    return dropout(state, model.config.dropout, model.training)


def _think(model: Any, layer: Any, state: Any) -> Any:
    from torch.nn.functional import dropout, relu

    inner = relu(layer.fc1(layer.final_layer_norm(state)))
    return layer.fc2(dropout(inner, model.config.activation_dropout, model.training))


def _attend(attention: Any, asking: Any, offered: Any, there: Any) -> Any:
    """Attention to what is `there`, or, without it, to what has been written before."""
    from torch.nn.functional import scaled_dot_product_attention

    def heads(projection: Any, state: Any) -> Any:
        rows, width, _ = state.shape
        return projection(state).view(rows, width, attention.num_heads, -1).transpose(1, 2)

    found = scaled_dot_product_attention(
        heads(attention.q_proj, asking), heads(attention.k_proj, offered),
        heads(attention.v_proj, offered), attn_mask=there, is_causal=there is None,
    )  # fmt: skip
    return attention.out_proj(found.transpose(1, 2).flatten(2))


def even_batches(
    corpus: Bitext, draw: Draw, shares: Mapping[str, float], tokens: int, random: Any,
    waiting: dict[int, Any],
) -> list[tuple[int, Any]]:  # fmt: skip
    """Batches of one draw as (width, sentence numbers); what fills no batch goes on `waiting`.

    A batch of width w has `tokens // w` sentences, no more and no fewer.
    """
    import numpy as np

    numbers = draw.numbers(shares, DRAWN)
    longest = np.maximum(corpus.source_lengths, corpus.target_lengths)[numbers]
    bucket = np.searchsorted(WIDTHS, longest)
    found: list[tuple[int, Any]] = []
    for at, width in enumerate(WIDTHS):
        mine = numbers[bucket == at]
        if width in waiting:
            mine = np.concatenate([waiting[width], mine])
        rows = max(1, tokens // width)
        whole = len(mine) // rows
        found += [(width, part) for part in mine[: whole * rows].reshape(whole, rows)]
        waiting[width] = mine[whole * rows :]
    return [found[at] for at in random.permutation(len(found))]


class Recorded:
    """The steps of a learner; on a GPU each width is recorded when it is first met.

    Elsewhere the same steps are taken one by one. Sentences numbered `noisy` and up are the model's
    own translations (see `Learner.step`).
    """

    def __init__(self, learner: Any, noisy: int) -> None:
        import torch

        self.learner, self.noisy = learner, noisy
        self.records = learner.device.type == "cuda"
        self.rate = torch.zeros((), device=learner.device)
        self.guided = torch.zeros((), device=learner.device)
        self.share = torch.zeros((), device=learner.device)
        self.graphs: dict[int, tuple[Any, Any, Any]] = {}
        self.pool: Any = None
        known = learner.optimizer.state_dict()
        learner.optimizer = learner.fresh_optimizer(self.rate, recorded=self.records)
        if known["state"]:
            learner.optimizer.load_state_dict(known)
            for group in learner.optimizer.param_groups:
                group |= {"lr": self.rate, "capturable": self.records}

    def batches(self, numbers: list[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
        """The same batches where the network is: one transfer for all."""
        import numpy as np
        import torch

        if not numbers:
            return
        flat = torch.from_numpy(np.concatenate([rows for _, rows in numbers]))
        there, start = flat.to(self.learner.device), 0
        for width, rows in numbers:
            yield width, there[start : start + len(rows)]
            start += len(rows)

    def step(self, width: int, rows: Any, rate: float, guided: float) -> Any:
        """Learn from one batch; returns its loss, which the next step overwrites."""
        self.learner.steps += 1
        self.rate.fill_(rate)
        self.guided.fill_(guided)
        self.share.fill_(self.learner.share)
        if not self.records:
            return self._learn(width, rows)
        if width not in self.graphs:
            self._record(width, rows)
        graph, asked, loss = self.graphs[width]
        asked.copy_(rows)
        graph.replay()
        return loss

    def _record(self, width: int, rows: Any) -> None:
        import torch

        asked = rows.clone()
        aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(WARM):
                self._learn(width, asked)
        torch.cuda.current_stream().wait_stream(aside)
        self.learner.optimizer.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self.pool):
            loss = self._learn(width, asked)
        self.pool = graph.pool()
        self.graphs[width] = graph, asked, loss

    def _learn(self, width: int, rows: Any) -> Any:
        """One step from gathering to the running mean: everything that is recorded."""
        import torch

        learner = self.learner
        learner.optimizer.zero_grad(set_to_none=True)
        source, seen = learner.matrix(learner.source, learner.source_at, rows, width)
        target, real = learner.matrix(learner.target, learner.target_at, rows, width)
        source = learner.hidden(source, rows >= self.noisy)
        with torch.autocast(learner.device.type, torch.bfloat16, cache_enabled=False):
            states = last_states(learner.model, source, seen, learner.shifted(target))
            embedding = learner.model.model.shared.weight
            scores = torch.nn.functional.linear(states.to(torch.bfloat16), embedding)
        loss = _smoothed(scores.float(), target, real, learner.smoothing)
        whole = loss
        if learner.guide is not None:
            whole = loss + self.guided * learner.guide.loss(source, target)
        whole.backward()
        for weight in learner.weights:  # no step where there is no number
            weight.grad.nan_to_num_(0.0, 0.0, 0.0)
        torch.nn.utils.clip_grad_norm_(learner.weights, 1.0, foreach=True)
        learner.optimizer.step()
        taken = torch._foreach_mul([p.detach() for p in learner.weights], self.share)
        torch._foreach_mul_(learner.means, 1 - self.share)
        torch._foreach_add_(learner.means, taken)
        return loss.detach()


def replay(run: Any) -> None:
    """Train `run` (a `translate_loop.Run`) to its end; its mean weights are kept on the way."""
    learner, course = run.learner, run.course
    taken = Recorded(learner, run.own_from)
    waiting: dict[int, Any] = {}
    lengths = learner.corpus.target_lengths
    while run.progress < 1:
        found = even_batches(
            learner.corpus, run.draw, run.shares(), course.tokens, run.random, waiting
        )
        for (width, rows), (_, numbers) in zip(taken.batches(found), found, strict=True):
            rate = run.factor * rate_at(run.progress, learner.steps, course)
            run.losses.append(taken.step(width, rows, rate, run.guided()).clone())
            run.tokens += int(lengths[numbers].sum())
            if learner.steps % 100 == 0:
                factor = run.factor
                if run.watch():
                    run.keep()
                if run.factor != factor:  # begun anew from the mean weights
                    taken = Recorded(learner, run.own_from)
                    break
            if run.progress >= 1:
                break
    run.keep()


def _smoothed(scores: Any, target: Any, real: Any, smoothing: float) -> Any:
    """The mean smoothed cross-entropy where `target` is `real`."""
    hit = scores.gather(-1, target[..., None])[..., 0]
    each = scores.logsumexp(-1) - (1 - smoothing) * hit - smoothing * scores.mean(-1)
    return (each * real).sum() / real.sum()
