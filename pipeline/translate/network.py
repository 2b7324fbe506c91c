"""What the networks have in common: how they are loaded, and what they read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import ExtraError

TAG = "<pol>"
"""Asks a network for the register of policy clauses; see the tags in `models/zh-en/README.md`."""

LONGEST = 240
"""Characters of a clause that is read together with a draft; in a longer one networks get lost."""

POSITIONS = 512
"""Pieces that a network can count; what follows in a longer clause or draft is not read."""

TOGETHER = 256
"""Pieces in one batch: what fits the processor's cache is read several times as fast as 4,096."""

Pair = tuple[str, str]
"""A clause and its draft."""


def load_network(folder: Path, threads: int) -> tuple[Any, Any]:
    """The CTranslate2 model in a folder and its SentencePiece vocabulary."""
    try:
        from ctranslate2 import Translator
        from sentencepiece import SentencePieceProcessor
    except ImportError as error:
        raise ExtraError.missing(error.name or "ctranslate2", "translate") from error
    model = Translator(
        str(folder), device="cpu", compute_type="int8", inter_threads=threads, intra_threads=1
    )
    return model, SentencePieceProcessor(model_file=str(folder / "spm.model"))
