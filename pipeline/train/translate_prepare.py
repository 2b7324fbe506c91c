"""Make the training folder: pairs, single sentences, held-out pairs, SentencePiece model.

    pairs.tsv.bz2   origin, Chinese, English
    mono.txt.bz2    Chinese policy sentences without English, for self-training
    dev.tsv        held-out pairs, in the form of pairs.tsv
    spm.model      one vocabulary for both languages

The folder is all that a training run needs, so it can be copied to a machine with a GPU.
"""

from __future__ import annotations

import bz2
import json
import logging
import lzma
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.train import translate_names as names_of
from pipeline.train import translate_pairs as pairs_of
from pipeline.train import translate_terms as terms_of
from pipeline.train.translate_figures import varied
from pipeline.train.translate_further import further_pairs
from pipeline.train.translate_pairs import TAGS, Neighbours, Pair

log = logging.getLogger(__name__)

SPECIAL = tuple(dict.fromkeys(TAGS.values()))


@dataclass(frozen=True, slots=True)
class Preparation:
    """How much of what goes into the training folder (table `[data]` of the config)."""

    vocabulary: int = 12_287
    dev: int = 300
    general: int = 295_000
    law: int = 220_000
    technical: int = 12_000
    shortest: int = 0  # Chinese characters of a pair of statutes or of general text, and
    longest: int = 220
    mono: int = 120_000
    listed: int = 40_000
    counted: int = 60_000
    named: int = 40_000
    variants: int = 4
    further: bool = True  # learn from corpus/translations.tsv.xz too
    seed: int = 1


def prepare(shared: Path, folder: Path, how: Preparation) -> dict[str, int]:
    """Write the training folder from the shared data; returns the number of pairs by origin."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(how.seed)
    gold = (shared / "gold" / "drafts.tsv").read_text("utf-8").splitlines()
    tests = Neighbours.of(line.split("\t")[0] for line in gold)
    kept, dev = _real(shared, tests, how)
    terms = terms_of.read_terms(shared / "glossary.tsv")
    made = list(_made(kept, terms, rng, how))
    _write_pairs(folder / "dev.tsv", dev)
    everything = [pair for group in kept.values() for pair in group] + made
    _write_pairs(folder / "pairs.tsv.bz2", everything)
    off_limits = {pairs_of.bare(pair.chinese) for pair in dev}
    mono = _mono(shared / "domain.jsonl.xz", tests, off_limits, how)
    with bz2.open(folder / "mono.txt.bz2", "wt", encoding="utf-8") as lines:
        lines.writelines(f"{sentence}\n" for sentence in mono)
    _vocabulary(folder, kept, mono, how)
    return dict(Counter(pair.origin for pair in everything)) | {"mono": len(mono), "dev": len(dev)}


def _real(
    shared: Path, tests: Neighbours, how: Preparation
) -> tuple[dict[str, list[Pair]], list[Pair]]:
    """The pairs of the shared files by origin, with our own among them, and those held out."""
    read, parallel = pairs_of.read_pairs, shared / "parallel"
    policy = _apart(read(parallel / "policy-drafts.tsv", "policy"), tests)
    kept, dev = pairs_of.held_out(policy, how.dev)
    if how.further:
        known = {pairs_of.bare(pair.chinese) for pair in policy}
        ours = further_pairs(locate("corpus", "translations.tsv.xz"), shared / "domain.jsonl.xz")
        kept += [p for p in _apart(ours, tests) if pairs_of.bare(p.chinese) not in known]
    law, law_dev = pairs_of.held_out(
        pairs_of.filtered(read(parallel / "law.tsv.xz", "law"), ratio=(2.4, 7.4)), 2 * how.dev
    )
    sources = {
        "policy": kept,
        "report": _apart(read(parallel / "reports-2024.tsv", "report"), tests),
        "law": list(pairs_of.mainland(law)),
        "general": _filtered(parallel / "general-near-policy.tsv.xz", "general", (2.1, 5.6)),
        "technical": _filtered(parallel / "technical.tsv.xz", "technical", (1.5, 7.0)),
        "statistics": [
            replace(pair, origin="statistics")
            for pair in _filtered(parallel / "policy.tsv.xz", "general", (1.8, 7.0))
        ],
    }
    near_dev = Neighbours.of(pair.chinese for pair in dev)
    sources["policy"] = [pair for pair in kept if pair.chinese not in near_dev]
    limits = {"general": how.general, "law": how.law, "technical": how.technical}
    style = sources["policy"] + sources["report"]
    chosen = {
        name: _nearest(group, style, limits[name], how) if name in limits else group
        for name, group in sources.items()
    }
    for name, group in chosen.items():
        log.info("%s: %d pairs", name, len(group))
    return chosen, [*dev, *law_dev]


def _apart(pairs: Iterable[Pair], tests: Neighbours) -> list[Pair]:
    """The pairs that are no test sentence, nor nearly one."""
    return [pair for pair in pairs if pair.chinese not in tests and len(pair.chinese) <= 300]


def _filtered(path: Path, origin: str, ratio: tuple[float, float]) -> list[Pair]:
    return list(pairs_of.filtered(pairs_of.read_pairs(path, origin), ratio=ratio))


def _nearest(group: list[Pair], style: Sequence[Pair], limit: int, how: Preparation) -> list[Pair]:
    """The pairs whose Chinese is nearest to policy text: mean log count of its character pairs."""
    group = [pair for pair in group if how.shortest <= len(pair.chinese) <= how.longest]
    if len(group) <= limit:
        return group
    counts: Counter[str] = Counter()
    for pair in style:
        counts.update(_bigrams(pair.chinese))

    def nearness(pair: Pair) -> float:
        found = _bigrams(pair.chinese)
        return sum(math.log1p(counts[two]) for two in found) / max(1, len(found))

    return sorted(group, key=nearness, reverse=True)[:limit]


def _bigrams(words: str) -> list[str]:
    return [words[at : at + 2] for at in range(len(words) - 1)]


def _made(
    kept: dict[str, list[Pair]],
    terms: Sequence[terms_of.Term],
    rng: random.Random,
    how: Preparation,
) -> Iterator[Pair]:
    """Pairs made from terms and from other pairs."""
    yield from terms_of.alone(terms)
    yield from terms_of.listed(terms, rng, how.listed)
    yield from terms_of.counted(terms, rng, how.counted)
    real = kept["policy"] + kept["report"]
    names = names_of.Names.of([name for pair in real for name, _ in names_of.spelled(pair)])
    if names.first:
        yield from names_of.named(names, rng, how.named)
    for _ in range(how.variants):
        yield from names_of.renamed(real, names, rng)
        yield from terms_of.exchanged(real, terms, rng)
        for pair in real:
            changed = varied(pair.chinese, pair.english, rng)
            if changed:
                origin = "varied" if pair.origin == "policy" else "report"
                yield Pair(origin, *changed)


def _mono(path: Path, tests: Neighbours, off_limits: set[str], how: Preparation) -> list[str]:
    """Policy sentences without English: each once, none of the test or held-out ones."""
    found: dict[str, str] = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for sentence in _sentences(json.loads(line)["text"]):
                key = pairs_of.bare(sentence)
                if key not in off_limits and key not in tests.exact:
                    found.setdefault(key, sentence)
    ordered = sorted(found.values(), key=lambda words: pairs_of.draw(words, "mono"))
    return ordered[: how.mono]


def _sentences(text: str) -> Iterator[str]:
    """Whole sentences of a document that look like prose; the rest is tables and signatures."""
    for line in text.splitlines():
        for sentence in re.findall(r"[^。！？]+[。！？][”』）]?", line.strip()):
            han = len(re.findall("[\u4e00-\u9fff]", sentence))
            if 10 <= len(sentence) <= 130 and han >= 0.7 * len(sentence):
                yield sentence.strip()


def _write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    with (
        bz2.open(path, "wt", encoding="utf-8")
        if path.suffix == ".bz2"
        else path.open("w", encoding="utf-8") as lines
    ):
        lines.writelines(f"{pair.origin}\t{pair.chinese}\t{pair.english}\n" for pair in pairs)


def _vocabulary(
    folder: Path, kept: dict[str, list[Pair]], mono: Sequence[str], how: Preparation
) -> None:
    """Train the SentencePiece model on what the model will see, policy first."""
    from sentencepiece import SentencePieceTrainer

    shares = {"policy": 4.0, "report": 4.0, "law": 0.15, "general": 0.12, "statistics": 1.0}
    rng = random.Random(how.seed)
    sample = folder / "sample.txt"
    with sample.open("w", encoding="utf-8") as lines:
        for origin, share in shares.items():
            for pair in kept[origin]:
                for _ in range(int(share) or int(rng.random() < share)):
                    lines.write(f"{pair.chinese}\n{pair.english}\n")
        lines.writelines(f"{sentence}\n" for sentence in mono[:30_000])
    SentencePieceTrainer.train(
        input=str(sample), model_prefix=str(folder / "spm"), vocab_size=how.vocabulary,
        character_coverage=0.9996, byte_fallback=True, split_digits=True, num_threads=2,
        max_sentence_length=4000, user_defined_symbols=list(SPECIAL),
        unk_id=0, eos_id=1, bos_id=-1, pad_id=-1, minloglevel=2,
    )  # fmt: skip
    sample.unlink()
    (folder / "spm.vocab").unlink()
