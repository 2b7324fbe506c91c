"""The shipped translator: CTranslate2 in int8, on the processor, without a network or torch.

    clause ─▶ parts that fit the model ─▶ beam search ─▶ the best candidate ─▶ joined
                                               ▲                │
                                               └── made to say the terms and figures that it lacks

The search keeps several candidates anyway, and the likeliest is not always the one with the figures
right: the proof looks at each. What the best one lacks is forced: the search begins again behind
what is right so far, with the missing words; see `forcing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.artefacts import fingerprint, locate
from pipeline.errors import ArtefactError
from pipeline.translate.forcing import Attempt, Place, Wanted, faultiness, place, wanted
from pipeline.translate.glossary import Glossary
from pipeline.translate.network import POSITIONS, TAG, TOGETHER, load_network
from pipeline.translate.numbering import numbered
from pipeline.translate.parts import fitting, joined
from pipeline.translate.pieces import chinese_pieces, piece_spans
from pipeline.translate.proof.repair import repair

# Chosen by measurement on held-out municipal clauses; the table is in models/zh-en/README.md.
DEFAULT_BEAM = 4

# How the search is kept from running in circles. Penalties for words said again and for words that
# get no attention helped smaller networks; this one is a point of BLEU better without.
SEARCH = {"no_repeat_ngram_size": 6}

# How much a nat per piece of likelihood counts beside a fault.
LIKELIHOOD = 2.0

# A clause with more missing terms and figures than this is a list or a table.
MOST_ROUNDS = 10

# English takes some one and a half pieces for one of Chinese; no draft of a part comes near this.
MAX_PIECES = 320


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
    glossary: Glossary | None = None
    chinese: Sequence[list[str]] = field(default=(), repr=False)

    @classmethod
    def load(
        cls,
        folder: Path | None = None,
        *,
        beam: int = DEFAULT_BEAM,
        threads: int = 2,
        glossary: Glossary | None = None,
    ) -> OfflineEngine:
        """Load the model in `folder`, or the one that ships; it will say the glossary's terms."""
        folder = _model_folder(folder)
        model, vocabulary = load_network(folder, threads)
        known = [vocabulary.id_to_piece(one) for one in range(vocabulary.get_piece_size())]
        return cls(
            model,
            vocabulary,
            fingerprint(folder),
            beam,
            glossary=glossary,
            chinese=chinese_pieces(known),
        )

    def __call__(self, clauses: Sequence[str]) -> tuple[str, ...]:
        """Return the English of every clause, in the same order."""
        return tuple(first for first, *_ in self._told(clauses, self._drafts))

    def several(self, clauses: Sequence[str]) -> list[list[str]]:
        """The likeliest drafts of every clause as the search finds them, whatever they lack."""
        return self._told(clauses, self._likeliest)

    def _told(
        self, clauses: Sequence[str], draft: Callable[[Sequence[str]], list[list[str]]]
    ) -> list[list[str]]:
        """The drafts of every clause, made of the drafts of its parts: best of best, and so on."""
        headed = [numbered(clause.strip()) for clause in clauses]
        cut = [fitting(words) for _, words in headed]
        distinct = list(dict.fromkeys(part.words for parts in cut for part in parts))
        drafts = dict(zip(distinct, draft(distinct), strict=True))
        told = []
        for (number, _), parts in zip(headed, cut, strict=True):
            some = [drafts[part.words] for part in parts]
            ranks = range(max(map(len, some), default=1))
            whole = [
                joined(parts, [one[min(rank, len(one) - 1)] for one in some], self._is_common)
                for rank in ranks
            ]
            told.append([f"{number} {words}".strip() for words in whole])
        return told

    def _likeliest(self, parts: Sequence[str]) -> list[list[str]]:
        found = self._search(parts, [[] for _ in parts], self.beam)
        return [[self._text(_words_of(pieces)) for pieces in result.hypotheses] for result in found]

    def belief(self, clauses: Sequence[str], drafts: Sequence[str]) -> tuple[float, ...]:
        """How likely the network finds each draft: the mean log probability of a piece, in nats."""
        return tuple(sum(one) / max(1, len(one)) for one in self.nats(clauses, drafts))

    def nats(self, clauses: Sequence[str], drafts: Sequence[str]) -> list[list[float]]:
        """The log probability of every piece of each draft, and of its end, given its clause."""
        found = self.model.score_batch(
            [self.pieces(clause) for clause in clauses],
            [self.vocabulary.encode(draft, out_type=str) for draft in drafts],
            max_batch_size=TOGETHER,
            batch_type="tokens",
            max_input_length=POSITIONS,
        )
        return [one.log_probs for one in found]

    def _is_common(self, word: str) -> bool:
        """Whether a word is in the vocabulary as it stands; most names are not in small letters."""
        return len(self.vocabulary.encode(word, out_type=str)) == 1

    def _drafts(self, parts: Sequence[str]) -> list[list[str]]:
        """The best draft of every part, made to say what it lacks."""
        attempts = self._searched(parts, [[] for _ in parts], self.beam)
        for _ in range(MOST_ROUNDS):
            lacking = {n: force for n, one in enumerate(attempts) if (force := self._force(one))}
            if not lacking:
                break
            again = self._searched(
                [attempts[n].part for n in lacking], [begun for _, begun in lacking.values()], 1
            )
            for (n, (forced, _)), one in zip(lacking.items(), again, strict=True):
                tried = attempts[n].tried | {forced}
                better = one if len(one.lacks) < len(attempts[n].lacks) else attempts[n]
                attempts[n] = replace(better, tried=tried)
        return [[self._finished(one)] for one in attempts]

    def _searched(
        self, parts: Sequence[str], begun: Sequence[list[str]], kept: int
    ) -> list[Attempt]:
        """The best of so many candidates of every part, begun with the pieces given."""
        found = self._search(parts, begun, kept)
        return [self._best(part, result) for part, result in zip(parts, found, strict=True)]

    def _search(
        self,
        parts: Sequence[str],
        begun: Sequence[list[str]],
        kept: int,
    ) -> list[Any]:
        """So many candidates of every part, begun with the pieces given."""
        if not parts:
            return []
        found: list[Any] = self.model.translate_batch(
            [self.pieces(part) for part in parts],
            target_prefix=list(begun),
            beam_size=self.beam,
            num_hypotheses=kept,
            return_scores=True,
            return_attention=True,
            max_batch_size=TOGETHER,
            batch_type="tokens",
            max_input_length=POSITIONS,
            max_decoding_length=MAX_PIECES,
            disable_unk=True,
            suppress_sequences=list(self.chinese),
            **SEARCH,
        )
        return found

    def _best(self, part: str, result: Any) -> Attempt:
        """The candidate that is least bad; of equals the likelier."""
        attempts = [
            self._attempt(part, pieces, attention)
            for pieces, attention in zip(result.hypotheses, result.attention, strict=True)
        ]
        bad = [
            one.badness() - LIKELIHOOD * score
            for one, score in zip(attempts, result.scores, strict=True)
        ]
        return attempts[bad.index(min(bad))]

    def _attempt(self, part: str, found: Sequence[str], attention: Any) -> Attempt:
        pieces = _words_of(found)
        english = self._text(pieces)
        return Attempt(part, pieces, english, attention, wanted(part, english, self.glossary))

    def _force(self, attempt: Attempt) -> tuple[Wanted, list[str]] | None:
        """What is missing first and was not forced yet, and the draft up to its place and it."""
        places = {
            one: self._place(attempt, one) for one in attempt.lacks if one not in attempt.tried
        }
        if not places:
            return None
        first = min(places, key=lambda one: places[one].start)
        start = places[first].start
        return first, [*attempt.pieces[:start], *self._words(first, start)]

    def _finished(self, attempt: Attempt) -> str:
        """The draft repaired; what it still lacks put in, where that makes it better."""
        repaired = repair(attempt.part, attempt.english)
        if not wanted(attempt.part, repaired, self.glossary):
            return repaired
        put_in = (self._put_in(attempt, instead=instead) for instead in (True, False))
        drafts = (repaired, *(repair(attempt.part, draft) for draft in put_in))
        return min(drafts, key=lambda draft: self._badness(attempt.part, draft))

    def _badness(self, part: str, draft: str) -> float:
        return len(wanted(part, draft, self.glossary)) + faultiness(part, draft)

    def _put_in(self, attempt: Attempt, *, instead: bool) -> str:
        """The draft with what it lacks, instead of what stands in its place or before that."""
        places = [(self._place(attempt, one), one) for one in attempt.lacks]
        pieces, free = list(attempt.pieces), len(attempt.pieces)
        for found, one in sorted(places, key=lambda pair: -pair[0].start):
            end = max(found.start, min(found.end, free)) if instead else found.start
            pieces[found.start : end] = self._words(one, found.start)
            free = found.start
        return self._text(pieces)

    def _place(self, attempt: Attempt, one: Wanted) -> Place:
        sources = piece_spans(self.pieces(attempt.part), attempt.part)
        return place(one, attempt.attention, sources, attempt.pieces)

    def _words(self, one: Wanted, start: int) -> list[str]:
        """The pieces of forced words; a draft begins with a capital."""
        words = one.words if start else one.words[:1].upper() + one.words[1:]
        pieces: list[str] = self.vocabulary.encode(words, out_type=str)
        return pieces

    def pieces(self, part: str) -> list[str]:
        """The pieces that the model reads for a clause or a part of one."""
        pieces: list[str] = self.vocabulary.encode(self.tag + part, out_type=str)
        return [*pieces, "</s>"]

    def _text(self, pieces: Sequence[str]) -> str:
        return " ".join(self.vocabulary.decode(list(pieces)).split())


def _words_of(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(piece for piece in found if piece not in ("<pad>", "</s>"))


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
            "configs/train-translate.toml`, or choose another engine in [translate]: phrases, "
            "huggingface, openai, or none to draft from a memory alone."
        )
    return found
