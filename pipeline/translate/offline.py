"""The shipped translator: CTranslate2 in int8, on the processor, without a network or torch.

    clause ─▶ parts that fit the model ─▶ beam search ─▶ the candidate that proves best ─▶ joined

The search keeps several candidates anyway, and the likeliest is not always the one with the figures
right. So the proof looks at each, best first, and the first without a fault is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import fingerprint, locate
from pipeline.errors import ArtefactError, ExtraError
from pipeline.pattern import Pattern
from pipeline.translate.proof import prove

TAG = "<pol>"
"""Asks the model for the register of policy clauses; see the tags in `models/zh-en/README.md`."""

# Chosen by measurement on held-out municipal clauses; the table is in models/zh-en/README.md.
DEFAULT_BEAM = 4

# The training sentences end near here; what is longer is cut at ； or ， and drafted in parts.
MAX_CHARACTERS = 140

# English takes some one and a half pieces for one of Chinese; no draft of a part comes near this.
MAX_PIECES = 320

_OPEN, _CLOSE = "（(《“「【", "）)》”」】"
_END = Pattern(r"[。！？：；，、.!?:;,]$")


@dataclass(frozen=True, slots=True)
class OfflineEngine:
    """Drafts clauses with the model in a folder. Build one with `load`.

    Calling it gives one draft per clause, in order; a clause without words gives "". A draft does
    not depend on which clauses it was asked for with.
    """

    model: Any
    vocabulary: Any
    signature: str = "zh-en"
    beam: int = DEFAULT_BEAM
    tag: str = TAG

    @classmethod
    def load(
        cls, folder: Path | None = None, *, beam: int = DEFAULT_BEAM, threads: int = 2
    ) -> OfflineEngine:
        """Load the model in `folder`, or the one that ships."""
        folder = _model_folder(folder)
        try:
            from ctranslate2 import Translator
            from sentencepiece import SentencePieceProcessor
        except ImportError as error:
            raise ExtraError.missing(error.name or "ctranslate2", "translate") from error
        model = Translator(
            str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=threads
        )
        vocabulary = SentencePieceProcessor(model_file=str(folder / "spm.model"))
        return cls(model, vocabulary, fingerprint(folder), beam)

    def __call__(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Return the English of every clause, in the same order."""
        parts = [tuple(fitting(clause)) for clause in clauses]
        wanted = list(dict.fromkeys(part for cut in parts for part in cut))
        drafts = dict(zip(wanted, self._drafts(wanted), strict=True))
        return tuple(" ".join(drafts[part] for part in cut) for cut in parts)

    def _drafts(self, parts: Sequence[str]) -> list[str]:
        """The best-proved candidate of every part."""
        if not parts:
            return []
        sources = [self._pieces(part) for part in parts]
        found = self.model.translate_batch(
            sources,
            beam_size=self.beam,
            num_hypotheses=self.beam,
            max_batch_size=1024,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=MAX_PIECES,
            disable_unk=True,
        )
        return [
            self._chosen(part, source, self._texts(result))
            for part, source, result in zip(parts, sources, found, strict=True)
        ]

    def _chosen(self, part: str, source: list[str], candidates: list[str]) -> str:
        """The candidate with the fewest faults, the likelier of two alike."""
        best = _fewest_faults(part, candidates)
        if not _runs_in_circles(part, best):
            return best
        # Rare, and only in lists and tables: search again, forbidding any four pieces twice.
        again = self.model.translate_batch(
            [source], beam_size=4, num_hypotheses=4, no_repeat_ngram_size=4,
            max_decoding_length=MAX_PIECES, disable_unk=True,
        )  # fmt: skip
        return _fewest_faults(part, self._texts(again[0]))

    def _pieces(self, part: str) -> list[str]:
        pieces: list[str] = self.vocabulary.encode(self.tag + part, out_type=str)
        return [*pieces, "</s>"]

    def _texts(self, result: Any) -> list[str]:
        candidates = ([p for p in pieces if p != "<pad>"] for pieces in result.hypotheses)
        return [" ".join(self.vocabulary.decode(pieces).split()) for pieces in candidates]


def fitting(clause: str) -> Iterator[str]:
    """The clause in parts that fit the model: itself, or cut after ；, else after ， or 、.

    A cut never falls inside brackets or quotation marks. A part is made a sentence of its own.

    >>> list(fitting(" 推进改革。 ")), list(fitting("  "))
    (['推进改革。'], [])
    >>> long = "推进" + "数字化建设" * 15 + "；完善" + "公共服务" * 18 + "。"
    >>> [len(part) for part in fitting(long)]
    [78, 75]
    """
    words = clause.strip()
    if not words:
        return
    for part in _packed(words, "；;") if len(words) > MAX_CHARACTERS else [words]:
        yield from _packed(part, "，,、") if len(part) > MAX_CHARACTERS else [part]


def _packed(words: str, marks: str) -> Iterator[str]:
    """Cut after `marks` and put neighbours together while they fit."""
    held = ""
    for piece in _cut(words, marks):
        if held and len(held) + len(piece) > MAX_CHARACTERS:
            yield _sentence(held)
            held = ""
        held += piece
    if held:
        yield _sentence(held) if held is not words else held


def _cut(words: str, marks: str) -> Iterator[str]:
    start = depth = 0
    for at, character in enumerate(words):
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if not depth and character in marks:
            yield words[start : at + 1]
            start = at + 1
    if start < len(words):
        yield words[start:]


def _sentence(part: str) -> str:
    """A part as a sentence: `完善服务；` becomes `完善服务。`."""
    return _END.sub("。", part)


def _fewest_faults(part: str, candidates: Sequence[str]) -> str:
    best, fewest = candidates[0], 1_000
    for candidate in candidates:
        faults = sum(not check.ok for check in prove(part, candidate))
        if faults < fewest:
            best, fewest = candidate, faults
        if not fewest:
            break
    return best


def _runs_in_circles(part: str, draft: str) -> bool:
    """Whether a draft repeats itself as no sentence does: five words, three times or more."""
    words = draft.split()
    runs = [tuple(words[at : at + 5]) for at in range(len(words) - 4)]
    return bool(runs) and (
        max(runs.count(run) for run in set(runs)) >= 3 or len(draft) > 9 * len(part) + 60
    )


def _model_folder(folder: Path | None) -> Path:
    """The folder of the model, or an error that says how to get one."""
    try:
        found = folder or locate("models", "zh-en")
    except ArtefactError:
        found = Path("models", "zh-en")
    needed = ("model.bin", "config.json", "shared_vocabulary.json", "spm.model", "artefact.toml")
    absent = [name for name in needed if not (found / name).is_file()]
    if absent:
        raise ArtefactError(
            f"no {' or '.join(absent)} in {found}; train the model with `tiaoli train translate "
            "configs/train-translate.toml`, or choose another engine in [translate]: huggingface, "
            "openai, or none to draft from a memory alone."
        )
    return found
