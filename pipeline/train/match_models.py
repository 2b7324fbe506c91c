"""The two encoders that the matcher is trained with: one that reads in context, one that adds up.

The context encoder is a small BERT; slow, and the teacher. The sum encoder looks every piece and
every frequent pair of neighbouring pieces up in a table and adds the rows; it is what ships, for
it encodes tens of thousands of clauses a second on one core.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

MASK_SHARE = 0.15  # of the tokens are hidden in a step of masked-language modelling


class ContextEncoder(nn.Module):
    """A BERT, the mean over its last layer, and a projection to the width of the vectors."""

    def __init__(self, config: dict[str, Any], width: int) -> None:
        super().__init__()
        from transformers import BertConfig, BertModel

        self.bert = BertModel(BertConfig(**config), add_pooling_layer=False)
        self.out = nn.Linear(config["hidden_size"], width, bias=False)
        self.predict = nn.Linear(config["hidden_size"], config["hidden_size"])

    def forward(self, tokens: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
        """Vectors of length 1 for rows of token ids, of which only those `kept` are read."""
        hidden = self._hidden(tokens, kept)
        share = kept.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * share).sum(1) / share.sum(1).clamp(min=1)
        return functional.normalize(self.out(mean).float(), dim=-1)

    def guess(self, tokens: torch.Tensor, kept: torch.Tensor, mask: int) -> torch.Tensor:
        """How badly hidden tokens are guessed from the others."""
        hide = kept & (torch.rand(tokens.shape, device=tokens.device) < MASK_SHARE)
        hidden = self._hidden(tokens.masked_fill(hide, mask), kept)[hide]
        table = self.bert.embeddings.word_embeddings.weight
        guessed = functional.gelu(self.predict(hidden)) @ table.T.to(hidden.dtype)
        return functional.cross_entropy(guessed.float(), tokens[hide])

    def _hidden(self, tokens: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self.bert(input_ids=tokens, attention_mask=kept).last_hidden_state
        return hidden


class SumEncoder(nn.Module):
    """A table of pieces, a table of frequent pairs of pieces, and nothing else.

    A row's length says how much its piece counts, so no other weights are needed. `keys` are the
    pairs in order, each as first * vocabulary + second.
    """

    keys: torch.Tensor

    def __init__(self, vocabulary: int, keys: torch.Tensor, width: int) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.register_buffer("keys", keys)
        self.pieces = nn.Embedding(vocabulary, width)
        self.pairs = nn.Embedding(len(keys), width)
        nn.init.normal_(self.pieces.weight, std=width**-0.5)
        nn.init.normal_(self.pairs.weight, std=0.1 * width**-0.5)

    def forward(self, tokens: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
        """Vectors of length 1 for rows of token ids, of which only those `kept` are read."""
        total = self._added(self.pieces.weight, tokens, kept)
        wanted = tokens[:, :-1] * self.vocabulary + tokens[:, 1:]
        place = torch.searchsorted(self.keys, wanted).clamp(max=len(self.keys) - 1)
        known = (self.keys[place] == wanted) & kept[:, 1:] & kept[:, :-1]
        total = total + self._added(self.pairs.weight, place, known)
        return functional.normalize(total, dim=-1)

    def _added(self, table: torch.Tensor, rows: torch.Tensor, kept: torch.Tensor) -> torch.Tensor:
        """The rows of a table added up; sparse gradients, for a batch touches few of the rows."""
        added: torch.Tensor = functional.embedding(rows, table, sparse=True)
        return (added * kept.unsqueeze(-1)).sum(1)


def contrast(
    left: torch.Tensor, right: torch.Tensor, same: torch.Tensor, widths: tuple[int, ...]
) -> torch.Tensor:
    """How badly each row of `left` finds its partner in `right` among all, and the reverse.

    `same` marks pairs off the diagonal that are no strangers and must not be pushed apart. The
    first numbers of a vector are trained to do alone too, so that vectors can be cut short.
    """
    wanted = torch.arange(len(left), device=left.device)
    total = left.new_zeros(())
    for width in widths:
        a = functional.normalize(left[:, :width], dim=-1)
        b = functional.normalize(right[:, :width], dim=-1)
        near = (a @ b.T / 0.05).masked_fill(same, -1e4)
        total = total + functional.cross_entropy(near, wanted)
        total = total + functional.cross_entropy(near.T, wanted)
    return total / (2 * len(widths))


def imitate(student: torch.Tensor, teacher: torch.Tensor, widths: tuple[int, ...]) -> torch.Tensor:
    """How far the student's vectors, and whom they are near to, are from the teacher's."""
    total = student.new_zeros(())
    for width in widths:
        s = functional.normalize(student[:, :width], dim=-1)
        t = functional.normalize(teacher[:, :width], dim=-1)
        total = total + 4 * (1 - (s * t).sum(-1)).mean()
        own = torch.eye(len(s), dtype=torch.bool, device=s.device)
        wanted = (t @ t.T / 0.07).masked_fill(own, -1e4).softmax(-1)
        guessed = (s @ s.T / 0.07).masked_fill(own, -1e4).log_softmax(-1)
        total = total + functional.kl_div(guessed, wanted, reduction="batchmean")
    return total / len(widths)
