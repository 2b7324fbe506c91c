"""What a model in training writes: scored against held-out pairs, or kept to learn from.

Policy text without English there is a hundred times more of than with. The model translates some of
it; what came out well is read again in training, with words of the source hidden.
"""

from __future__ import annotations

import bz2
import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.train.translate_figures import figures_agree
from pipeline.train.translate_learner import generate
from pipeline.train.translate_model import EOS
from pipeline.train.translate_pairs import Pair


def score(
    model: Any, vocabulary: Any, pairs: Sequence[Pair], *, turned: bool = False
) -> dict[str, float]:
    """BLEU, chrF2++ and chrF of greedy drafts, and the share with the figures of their source.

    Figures are counted where the reference itself passes the same rough test. `turned` pairs go
    into Chinese.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    sources = vocabulary.encode([pair.source for pair in pairs], add_eos=True)
    written = generate(model, sources, batch=300)
    drafts = [_text(vocabulary, written[at]) for at in range(len(pairs))]
    right = [[pair.english for pair in pairs]]
    agree = (lambda read, said: figures_agree(said, read)) if turned else figures_agree
    kept = [
        agree(pair.chinese, draft)
        for pair, draft in zip(pairs, drafts, strict=True)
        if agree(pair.chinese, pair.english)
    ]
    words = "zh" if turned else "13a"
    return {
        "bleu": round(BLEU(tokenize=words).corpus_score(drafts, right).score, 2),
        "chrf": round(CHRF(word_order=2).corpus_score(drafts, right).score, 2),
        "chrf1": round(CHRF().corpus_score(drafts, right).score, 2),
        "figures": round(sum(kept) / max(1, len(kept)), 4),
    }


def own_translations(
    model: Any, vocabulary: Any, data: Path, threads: int, until: float
) -> tuple[list[list[int]], list[list[int]]]:
    """Sources and the model's own targets, for as many sentences as there is time for."""
    import time

    import torch

    with bz2.open(data / "mono.txt.bz2", "rt", encoding="utf-8") as lines:
        sentences = [line.strip() for line in lines]
    tagged = [Pair("own", sentence, "").source for sentence in sentences]
    sources = vocabulary.encode(tagged, add_eos=True, num_threads=threads)
    cuda = model.device.type == "cuda"
    writer = copy.deepcopy(model).to(torch.bfloat16) if cuda else model
    kept: tuple[list[list[int]], list[list[int]]] = ([], [])
    block, batch = (12_000, 1_500) if cuda else (64, 16)
    for start in range(0, len(sources), block):
        here = sources[start : start + block]
        written = generate(writer, here, batch=batch, until=until)
        for at, ids in written.items():
            if _good(vocabulary, sentences[start + at], here[at], ids):
                kept[0].append(here[at])
                kept[1].append(ids)
        if time.monotonic() > until:
            break
    return kept


def maskable(vocabulary: Any, *, english: bool = False) -> Any:
    """Which entries may be hidden in a source: words that are no part of a figure.

    Chinese ones, or English ones where the network reads English.
    """
    import torch

    pieces = [vocabulary.id_to_piece(number) for number in range(vocabulary.get_piece_size())]
    figure = set("0123456789零〇一二三四五六七八九十百千万亿两半倍成年月日%％．.")
    word = _is_latin if english else _is_chinese
    flags = [any(map(word, piece)) and not figure & set(piece) for piece in pieces]
    return torch.tensor([*flags, False])


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _good(vocabulary: Any, chinese: str, source: Sequence[int], ids: Sequence[int]) -> bool:
    """Whether a translation of our own is fit to learn from."""
    if not ids or ids[-1] != EOS or not 0.6 * len(source) <= len(ids) <= 2.2 * len(source) + 6:
        return False
    triples = [tuple(ids[at : at + 3]) for at in range(len(ids) - 2)]
    if len(triples) > 8 and len(set(triples)) < 0.85 * len(triples):
        return False
    return figures_agree(chinese, _text(vocabulary, ids))


def _text(vocabulary: Any, ids: Sequence[int]) -> str:
    return str(vocabulary.decode([number for number in ids if number > EOS]))
