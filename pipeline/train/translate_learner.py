"""One step of training, and what surrounds it: precision, averaging, checkpoints."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.train.translate_batches import Bitext
from pipeline.train.translate_loss import sliced_cross_entropy
from pipeline.train.translate_model import Shape, build
from pipeline.train.translate_second import Second
from pipeline.train.translate_start import Guide, lexical_start

log = logging.getLogger(__name__)


class Learner:
    """A model that learns, and the running mean of its weights, which is what is kept.

    It computes in bfloat16 with float32 weights. On a processor attention is plain, which on short
    sentences is five times faster there than the fused kernel, and the loss is made in slices.
    """

    def __init__(
        self, shape: Shape, vocabulary_size: int, *, smoothing: float, decay: float
    ) -> None:
        import torch

        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.pad = vocabulary_size - 1
        self.smoothing, self.decay = smoothing, decay
        self.model = build(shape, vocabulary_size).to(self.device)
        if self.device.type == "cpu":
            self.model.set_attn_implementation("eager")
        self.averaged = copy.deepcopy(self.model).eval().requires_grad_(False)
        self.weights = [p for p in self.model.parameters() if p.requires_grad]
        names = {name for name, p in self.model.named_parameters() if p.requires_grad}
        self.means = [p for name, p in self.averaged.named_parameters() if name in names]
        self.optimizer = self.fresh_optimizer(0.0)
        self.steps = self.lent = 0
        self.maskable: Any = None
        self.guide: Guide | None = None
        self.second: Second | None = None

    def fresh_optimizer(self, rate: Any, *, recorded: bool = False) -> Any:
        """AdamW that has seen nothing; a `recorded` one takes its rate from a tensor."""
        import torch

        return torch.optim.AdamW(
            self.weights, lr=rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True,
            capturable=recorded,
        )  # fmt: skip

    def start_from(self, table: Any) -> None:
        """Begin as a word-by-word translator; see `translate_start`."""
        table = table.to(self.device)
        lexical_start(self.model, table, self.maskable)
        self.averaged.load_state_dict(self.model.state_dict())
        self.guide = Guide(self.model, table)

    def load(self, corpus: Bitext) -> None:
        """Put the flat arrays where the model computes."""
        import torch

        def there(array: Any) -> Any:
            return torch.from_numpy(array).to(self.device)

        self.source, self.source_at = there(corpus.source), there(corpus.source_at)
        self.target, self.target_at = there(corpus.target), there(corpus.target_at)
        self.corpus = corpus

    def step(self, numbers: Any, rate: float, *, noisy: int, guided: float = 0.0) -> Any:
        """Learn from one batch; returns the loss per token (a tensor: nothing waits for it).

        Sentences numbered `noisy` and up are the model's own translations: more words of their
        sources are hidden, so that it cannot just repeat itself. `guided` weighs the guide.
        """
        import torch

        loss = self.gradients(numbers, noisy=noisy, guided=guided)
        if self.second is not None:
            self.lent += self.second.take(int(self.corpus.target_lengths[numbers].sum()))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._average()
        return loss

    def gradients(self, numbers: Any, *, noisy: int, guided: float) -> Any:
        """Leave what one batch teaches in the weights' gradients; returns the loss per token."""
        import torch

        source, seen = self._padded(self.source, self.source_at, self.corpus.source_at, numbers)
        target, real = self._padded(self.target, self.target_at, self.corpus.target_at, numbers)
        rows = torch.from_numpy(numbers).to(self.device, non_blocking=True)
        source = self.hidden(source, rows >= noisy)
        loss = self._loss(source, seen, target, real)
        whole = loss
        if self.guide is not None and guided:
            whole = loss + guided * self.guide.loss(source, target)
        torch.autograd.backward(whole)
        return loss.detach()

    def _loss(self, source: Any, seen: Any, target: Any, real: Any) -> Any:
        import torch

        with torch.autocast(self.device.type, torch.bfloat16):
            states = self.model.model(
                input_ids=source, attention_mask=seen.long(),
                decoder_input_ids=self.shifted(target),
                use_cache=False,
            ).last_hidden_state  # fmt: skip
        embedding = self.model.model.shared.weight.to(torch.bfloat16)
        states, labels = states.to(torch.bfloat16), target.masked_fill(~real, -100)
        if self.device.type == "cpu":
            return sliced_cross_entropy(states[real], embedding, labels[real], self.smoothing)
        return torch.nn.functional.cross_entropy(
            (states @ embedding.T).float().flatten(0, 1), labels.flatten(),
            label_smoothing=self.smoothing,
        )  # fmt: skip

    def spread(self) -> float:
        """How unlike each other the encoder's words are, from 0 (all the same) to about 1.

        A deep encoder with its norms after each layer can collapse early in training: every
        position comes out the same, the decoder learns English without ever seeing the Chinese,
        and the loss falls all the while.
        """
        import torch

        numbers = self.corpus.source_lengths.argmax().reshape(1)
        source, seen = self._padded(self.source, self.source_at, self.corpus.source_at, numbers)
        self.model.eval()
        with torch.no_grad():
            states = self.model.model.encoder(source, attention_mask=seen.long()).last_hidden_state
        self.model.train()
        words = states[0][seen[0]].float()
        return float((words - words.mean(0)).norm() / words.norm())

    def _average(self) -> None:
        import torch

        self.steps += 1
        torch._foreach_lerp_(self.means, [p.detach() for p in self.weights], self.share)

    @property
    def share(self) -> float:
        """How much of the running mean a step replaces: more at the start."""
        return 1 - min(self.decay, self.steps / (self.steps + 10))

    def _padded(self, flat: Any, at: Any, at_here: Any, numbers: Any) -> tuple[Any, Any]:
        """The sentences as a matrix, padded to a multiple of 8, and where they are real."""
        import torch

        longest = int((at_here[numbers + 1] - at_here[numbers]).max())
        width = -(-longest // 8) * 8
        rows = torch.from_numpy(numbers).to(self.device, non_blocking=True)
        return self.matrix(flat, at, rows, width)

    def matrix(self, flat: Any, at: Any, rows: Any, width: int) -> tuple[Any, Any]:
        """Sentences as a matrix of `width`, padded, and where they are real."""
        import torch

        starts, ends = at[rows], at[rows + 1]
        places = starts[:, None] + torch.arange(width, device=self.device)
        real = places < ends[:, None]
        ids = flat[places.clamp_(max=flat.numel() - 1)].long()
        return ids.masked_fill_(~real, self.pad), real

    def shifted(self, target: Any) -> Any:
        """What the decoder has written before each place of `target`."""
        import torch

        return torch.cat([torch.full_like(target[:, :1], self.pad), target[:, :-1]], dim=1)

    def hidden(self, source: Any, noisy: Any) -> Any:
        """Some Chinese words unknown: of real sources few, of the model's own pairs more."""
        import torch

        dice = torch.rand(source.shape, device=self.device)
        return source.masked_fill((dice < 0.04 + 0.08 * noisy[:, None]) & self.maskable[source], 0)

    def save(self, path: Path, **more: Any) -> None:
        """Write a checkpoint to go on from."""
        import torch

        draft = path.with_suffix(".part")
        torch.save(
            {
                "model": self.model.state_dict(),
                "averaged": self.averaged.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "steps": self.steps,
            }
            | more,
            draft,
        )
        draft.replace(path)

    def resume(self, path: Path) -> dict[str, Any]:
        """Go on from a checkpoint; returns what was saved beside the weights."""
        import torch

        saved: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(saved.pop("model"))
        self.averaged.load_state_dict(saved.pop("averaged"))
        self.optimizer.load_state_dict(saved.pop("optimizer"))
        self.steps = saved.pop("steps")
        return saved

    def recover(self) -> None:
        """After a loss that is no number: back to the mean weights, with a fresh optimizer."""
        self.model.load_state_dict(self.averaged.state_dict())
        self.optimizer.state.clear()


def generate(
    model: Any, sources: Sequence[Sequence[int]], *, batch: int, until: float = float("inf")
) -> dict[int, list[int]]:
    """Greedy translations by the number of their source; stops at the moment `until`."""
    import torch

    device, pad = model.device, model.config.pad_token_id
    order = sorted(range(len(sources)), key=lambda at: len(sources[at]))
    groups = [order[at : at + batch] for at in range(0, len(order), batch)]
    written: dict[int, list[int]] = {}
    for group in groups:
        if time.monotonic() > until:
            break
        width = max(len(sources[at]) for at in group)
        ids = torch.full((len(group), width), pad)
        for row, at in enumerate(group):
            ids[row, : len(sources[at])] = torch.tensor(sources[at])
        ids = ids.to(device)
        with (
            torch.inference_mode(),
            torch.autocast("cuda", torch.bfloat16, enabled=device.type == "cuda"),
        ):
            out = model.generate(
                input_ids=ids, attention_mask=(ids != pad).long(), num_beams=1, do_sample=False,
                max_new_tokens=min(250, 2 * width + 12),
            )  # fmt: skip
        for row, at in enumerate(group):
            written[at] = [int(token) for token in out[row].tolist()[1:] if token != pad]
    return written
