"""Any sequence-to-sequence model of the `transformers` library, by name or folder, as an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ArtefactError, ExtraError

# Multilingual models name their languages in one of these ways.
CHINESE_CODES = ("zho_Hans", "zh_CN", "zh", "zh-cn", "cmn")
ENGLISH_CODES = ("eng_Latn", "en_XX", "en", "en-us", "eng")

LONGEST_DRAFT = 512


@dataclass(frozen=True, slots=True)
class HuggingFaceEngine:
    """Drafts with a seq2seq model; build one with `load`."""

    model: Any = field(repr=False)
    tokenizer: Any = field(repr=False)
    batch_size: int = 16
    beams: int = 4

    @classmethod
    def load(cls, name: str, *, batch_size: int = 16, beams: int = 4) -> HuggingFaceEngine:
        """Load a model from a folder or, if `name` is none, from the hub or its cache."""
        try:
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        except ImportError as error:
            raise ExtraError.missing("transformers", "train") from error
        local = Path(name).is_dir()
        try:
            tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=local)
            model = AutoModelForSeq2SeqLM.from_pretrained(name, local_files_only=local)
        except (OSError, ValueError) as error:
            raise ArtefactError(
                f"no sequence-to-sequence model {name!r}: {str(error).splitlines()[0]} "
                "Give a folder that `save_pretrained` wrote, or the name of a model on the hub."
            ) from error
        model.eval()
        return cls(model, tokenizer, batch_size, beams)

    def __call__(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """Draft every sentence; like lengths are drafted together, the order is kept."""
        import torch

        shortest_first = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
        drafts = [""] * len(sentences)
        with torch.inference_mode():
            for start in range(0, len(sentences), self.batch_size):
                batch = shortest_first[start : start + self.batch_size]
                answers = self._batch([sentences[n] for n in batch])
                for n, answer in zip(batch, answers, strict=True):
                    drafts[n] = answer
        return tuple(drafts)

    def _batch(self, sentences: list[str]) -> list[str]:
        tokenizer = self.tokenizer
        source = _code(tokenizer, CHINESE_CODES)
        if source is not None:
            tokenizer.src_lang = source
        positions = getattr(self.model.config, "max_position_embeddings", LONGEST_DRAFT)
        limit = min(int(tokenizer.model_max_length), int(positions) - 2, LONGEST_DRAFT)
        inputs = tokenizer(
            sentences, return_tensors="pt", padding=True, truncation=True, max_length=limit
        )
        inputs = inputs.to(self.model.device)
        outputs = self.model.generate(
            input_ids=inputs["input_ids"],
            attention_mask=inputs["attention_mask"],
            num_beams=self.beams,
            max_new_tokens=limit,
            **self._target(),
        )
        answers = tokenizer.batch_decode(outputs, skip_special_tokens=True)
        return [" ".join(answer.split()) for answer in answers]

    def _target(self) -> dict[str, int]:
        """What tells a multilingual model to write English."""
        code = _code(self.tokenizer, ENGLISH_CODES)
        if code is None:
            return {}
        if hasattr(self.tokenizer, "get_lang_id"):
            return {"forced_bos_token_id": self.tokenizer.get_lang_id(code)}
        return {"forced_bos_token_id": self.tokenizer.convert_tokens_to_ids(code)}


def _code(tokenizer: Any, codes: tuple[str, ...]) -> str | None:
    """The tokenizer's own name for a language; None if it knows only one pair."""
    if not hasattr(tokenizer, "src_lang"):
        return None
    known = getattr(tokenizer, "lang_code_to_token", None) or {}
    vocabulary = tokenizer.get_vocab()
    return next((code for code in codes if code in known or code in vocabulary), None)
