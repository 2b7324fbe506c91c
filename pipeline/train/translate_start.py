"""A start that knows words: a network that begins as a word-by-word translator.

A network that begins at random first learns English, then (after millions of tokens) where to look,
and only then what words mean; in its first GPU run ours never came to look at all. Word alignment
by counting takes a minute and gives both at once:

    word_table      which English pieces stand beside which Chinese pieces (IBM Model 1)
    lexical_start   a Chinese piece begins where its English lies; the last layer passes it through
    Guide           one head of attention is told, at first, where the aligned word is
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.train.translate_batches import Bitext

ROUNDS = 5
STEEPNESS = 3.0
"""How strongly aligned words are held to stand at like places: exp(-3 |i/m - j/n|)."""
_SMALLEST = 1e-7


def word_table(corpus: Bitext, size: int, origins: Sequence[str], device: Any = "cpu") -> Any:
    """The chance of every English piece given a Chinese one: `(size, size)`, rows sum to 1.

    IBM Model 1 (Brown et al. 1993) with the diagonal prior of Dyer et al. (2013), over the pairs of
    these origins.
    """
    import numpy as np
    import torch

    numbers = np.concatenate([corpus.origins[name] for name in origins if name in corpus.origins])
    order = numbers[np.lexsort((corpus.target_lengths[numbers], corpus.source_lengths[numbers]))]
    table = torch.full((size, size), 1.0 / size, device=device)
    for _ in range(ROUNDS):
        counts = torch.zeros(size * size, device=device)
        for source, target in _groups(corpus, order, size - 1):
            source, target = source.to(device), target.to(device)
            cells = source[:, :, None] * size + target[:, None, :]
            chance = table.view(-1)[cells] * _prior(source != size - 1, target != size - 1)
            share = chance / chance.sum(1, keepdim=True).clamp_min(1e-12)
            share *= (target != size - 1)[:, None, :]
            counts.index_add_(0, cells.flatten(), share.flatten())
        seen = counts.view(size, size)
        table = (seen / (seen.sum(1, keepdim=True) + 1e-6)).clamp_min(_SMALLEST)
    return table


def _groups(corpus: Bitext, order: Any, pad: int, rows: int = 200) -> Iterator[tuple[Any, Any]]:
    for start in range(0, len(order), rows):
        here = order[start : start + rows]
        yield (
            _matrix(corpus.source, corpus.source_at, here, pad),
            _matrix(corpus.target, corpus.target_at, here, pad),
        )


def _matrix(flat: Any, at: Any, numbers: Any, pad: int) -> Any:
    import numpy as np
    import torch

    width = int((at[numbers + 1] - at[numbers]).max())
    places = at[numbers][:, None] + np.arange(width)
    real = places < at[numbers + 1][:, None]
    rows = np.where(real, flat[np.minimum(places, len(flat) - 1)], pad)
    return torch.from_numpy(rows.astype(np.int64))


def _prior(left: Any, right: Any) -> Any:
    """How likely each source place (dimension 1) is for each target place (dimension 2)."""
    import torch

    def shares(real: Any) -> Any:
        places = torch.arange(real.shape[1], device=real.device)
        return places[None, :] / real.sum(1, keepdim=True)

    distance = (shares(left)[:, :, None] - shares(right)[:, None, :]).abs()
    return torch.exp(-STEEPNESS * distance) * left[:, :, None]


def lexical_start(model: Any, table: Any, chinese: Any) -> None:
    """Put each Chinese piece where its English lies, and let the last layer pass it through.

    `chinese` says which pieces are Chinese. A piece's English is weighed by how much more often it
    stands beside that piece than elsewhere, so that "the" and "of" say little.
    """
    import torch

    embedding = model.model.shared.weight
    width = embedding.shape[1]
    usual = table.mean(0).clamp_min(_SMALLEST)
    weights = table * torch.log((table / usual).clamp_min(1.0))
    with torch.no_grad():
        embedding.normal_(0.0, 1 / math.sqrt(width))
        english = weights @ embedding
        known = chinese & (weights.sum(1) > 1e-3)
        english = english / english.norm(dim=1, keepdim=True).clamp_min(1e-6)
        embedding[known] = 0.9 * english[known] + 0.1 * embedding[known]
        attention = model.model.decoder.layers[-1].encoder_attn
        attention.v_proj.weight.copy_(torch.eye(width))
        attention.out_proj.weight.copy_(torch.eye(width))


class Guide:
    """Tells the first head of the last layer where the aligned word is (Chen et al. 2016).

    Its hooks keep what that head asked and was offered; `loss` is the cross-entropy between where
    it looked and where the table says the word came from.
    """

    def __init__(self, model: Any, table: Any) -> None:
        attention = model.model.decoder.layers[-1].encoder_attn
        self.table = table
        self.depth = attention.head_dim
        self.pad = model.config.pad_token_id
        self._kept: dict[str, Any] = {}
        for name in ("q_proj", "k_proj"):
            getattr(attention, name).register_forward_hook(self._keep(name))

    def _keep(self, name: str) -> Any:
        def hook(module: Any, given: Any, out: Any) -> None:
            self._kept[name] = out[:, :, : self.depth].float()

        return hook

    def loss(self, source: Any, target: Any) -> Any:
        """Of the pass just made over `source` and `target` (token ids, padded)."""
        import torch

        left, right = source != self.pad, target != self.pad
        asked, offered = self._kept["q_proj"], self._kept["k_proj"]
        looked = asked @ offered.transpose(1, 2) / math.sqrt(self.depth)
        looked = looked.masked_fill(~left[:, None, :], -1e9).log_softmax(-1)
        with torch.no_grad():
            rows = source[:, None, :].expand(-1, target.shape[1], -1)
            columns = target[:, :, None].expand(-1, -1, source.shape[1])
            aligned = self.table[rows, columns] * _prior(left, right).transpose(1, 2)
            total = aligned.sum(-1, keepdim=True)
            aligned = aligned / total.clamp_min(1e-9)
            told = right & (total[:, :, 0] > 1e-4)
        lost = -(aligned * looked).sum(-1) * told
        return lost.sum() / told.sum().clamp_min(1)
