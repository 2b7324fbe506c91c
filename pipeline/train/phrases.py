"""Train the phrase-based translator on a processor, from the folder that `prepare` writes.

    python -m pipeline.train.phrases --data FOLDER [--config configs/train-phrases.toml]
                                     [--out models/phrases]

    pairs ─▶ words and slots ─▶ alignment ─▶ phrase pairs ─┐
                     └────────▶ language model ────────────┴─▶ tuning ─▶ model.npz, words.json.xz

The same pairs and the same config give the same model.
"""

from __future__ import annotations

import argparse
import logging
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate
from pipeline.toml_files import read_toml
from pipeline.train import phrases_align as align
from pipeline.train import phrases_assemble as assemble
from pipeline.train import phrases_language as language
from pipeline.train import phrases_tune as tune
from pipeline.train.phrases_extract import Phrases, instances, phrase_pairs
from pipeline.train.phrases_text import (
    LONGEST,
    Corpus,
    learned_cutter,
    packed,
    place_names,
    slotted,
    titled,
    usual_forms,
)  # fmt: skip
from pipeline.train.translate_batches import read_folder_pairs
from pipeline.train.translate_pairs import Pair
from pipeline.translate.glossary import Glossary
from pipeline.translate.phrases.engine import PhraseEngine, assembled
from pipeline.translate.phrases.places import Places
from pipeline.translate.phrases.words import Cutter

log = logging.getLogger(__name__)

TRUSTED = ("policy", "report", "statistics", "term")
"""What a phrase pair is taken from even if it is seen once."""

Config = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """What is learned from the pairs before any phrase: the corpus and how to cut a sentence."""

    corpus: Corpus
    cutter: Cutter
    places: tuple[str, ...]


def read_text(folder: Path, config: Config) -> Text:
    """The pairs of the prepared folder in words and slots."""
    data = config["data"]
    chosen: dict[str, list[Pair]] = {}
    for pair in read_folder_pairs(folder / "pairs.tsv.bz2"):
        if pair.origin in (*TRUSTED, "general", "law"):
            chosen.setdefault(pair.origin, []).append(pair)
    pairs = [
        p for name in TRUSTED for p in chosen[name] if name == "policy" or not titled(p.english)
    ]
    general = [p for p in _some(chosen["general"], data["general"]) if not titled(p.english)]
    law = _some(chosen["law"], data["law"])
    rows = tuple(place_names(locate("corpus", "gazetteer.tsv")))
    places = Places.of(rows)
    counted = [*pairs, *general[: data["cutter"]], *law[: data["cutter"] // 4]]
    cutter = learned_cutter((pair.chinese for pair in counted), places, 3)
    log.info("%d Chinese words", len(cutter.costs))
    pairs += [*general, *law]
    usual = usual_forms(pair.english for pair in pairs)
    told = (slotted(pair, cutter, places, usual) for pair in pairs)
    fits = [s for s in told if 0 < len(s.chinese) <= LONGEST and 0 < len(s.english) <= LONGEST]
    corpus = packed(fits, data["least_words"])
    log.info("%d pairs, %d words of English", len(corpus), len(corpus.target))
    return Text(corpus, cutter, rows)


def _some(pairs: Sequence[Pair], count: int) -> list[Pair]:
    """So many of the pairs, whichever order they come in."""
    return sorted(pairs, key=_draw)[:count]


def _draw(pair: Pair) -> tuple[int, str, str]:
    return zlib.crc32(pair.chinese.encode()), pair.chinese, pair.english


def learned(text: Text, config: Config) -> Phrases:
    """The phrase pairs of the corpus."""
    import numpy as np

    corpus, table = text.corpus, config["table"]
    heavy = np.where(corpus.origins == "policy", config["align"]["policy"], 1.0)
    forward, backward, links = align.train(
        corpus, heavy, config["align"]["rounds"], config["align"]["agree_after"]
    )
    sure = align.settled_links(corpus, links, config["align"]["least"])
    log.info("%d links", len(sure[0]))
    found = instances(corpus, sure)
    log.info("%d phrases in their places", len(found))
    weights = np.array([table[str(name)] for name in corpus.origins])
    trusted = np.isin(corpus.origins, TRUSTED)
    return phrase_pairs(corpus, found, weights, trusted, forward, backward, table["most"])


def language_arrays(text: Text, target: tuple[str, ...], config: Config) -> dict[str, Any]:
    """The arrays of the language model of the English sides."""
    import numpy as np

    corpus = text.corpus
    weights = np.array([config["language"][str(name)] for name in corpus.origins])
    trusted = np.isin(corpus.origins, TRUSTED)
    same = np.arange(len(corpus.target_words), dtype=np.uint64)
    counted = language.count(corpus, same, weights, trusted)
    made = language.smoothed(counted, len(corpus.target_words))
    log.info("n-grams: %s", [len(grams.keys) for grams in made])
    arrays = language.tables(made, len(target))
    return {f"l_{name}": array for name, array in arrays.items()}


def word_lists(text: Text, phrases: Phrases) -> dict[str, Any]:
    """Everything of the model that is no array."""
    from pypinyin import lazy_pinyin

    common = [one for one in map(chr, range(0x4E00, 0x9FA6)) if _common(one)]
    return {
        "source": list(text.corpus.source_words),
        "target": list(phrases.target_words),
        "same": assemble.same_words(phrases.target_words),
        "costs": told_words(text, phrases),
        "places": list(text.places),
        "sounds": {one: lazy_pinyin(one)[0] for one in common},
    }


def told_words(text: Text, phrases: Phrases) -> dict[str, float]:
    """The words that the cutter may cut: those that can be told alone, and single characters."""
    alone = phrases.source[phrases.source[:, 1] < 0][:, 0].tolist()
    told = {text.corpus.source_words[number] for number in alone}
    costs = text.cutter.costs
    return {word: costs[word] for word in costs if len(word) == 1 or word in told}


def _common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def tuned(
    phrases: Phrases, arrays: dict[str, Any], words: dict[str, Any], folder: Path, config: Config
) -> dict[str, float]:
    """The weights that serve the first half of the held-out policy pairs best."""
    settings = config["tune"]
    held = [pair for pair in read_folder_pairs(folder / "dev.tsv") if pair.origin == "policy"]
    held = held[: settings["sentences"]]
    sources = [pair.chinese for pair in held]
    pool = tune.Pool([pair.english for pair in held])
    weights = dict(assemble.WEIGHTS)
    wide = {**config, "search": config["search"] | {"beam": settings["beam"]}}
    for number in range(settings["rounds"]):
        engine, rows = engine_of(phrases, arrays, words, weights, wide)
        tune.collect(pool, engine, sources, rows, phrases)
        weights, best = tune.better(pool, weights, settings["tries"], settings["seed"] + number)
        log.info("tuning round %d: %.2f %s", number + 1, best,
                 {name: round(value, 3) for name, value in weights.items()})  # fmt: skip
    return weights


def engine_of(
    phrases: Phrases, arrays: dict[str, Any], words: dict[str, Any], weights: Mapping[str, float],
    config: Config,
) -> tuple[PhraseEngine, Any]:  # fmt: skip
    """The engine under some weights, and which phrase pair each row of its table is."""
    table, rows = assemble.table_arrays(phrases, weights)
    told = words | {"weighing": assemble.weighing(weights, **config["search"])}
    reader, model, weighing = assembled(table | arrays, told, Glossary.load())
    return PhraseEngine(reader, model, weighing), rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(prog="pipeline.train.phrases")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("configs/train-phrases.toml"))
    parser.add_argument("--out", type=Path, default=Path("models/phrases"))
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    config = read_toml(chosen.config, "training plan")
    text = read_text(chosen.data, config)
    phrases = learned(text, config)
    arrays = language_arrays(text, phrases.target_words, config)
    words = word_lists(text, phrases)
    weights = tuned(phrases, arrays, words, chosen.data, config)
    table, _ = assemble.table_arrays(phrases, weights)
    search = assemble.weighing(weights, **config["search"])
    assemble.save(chosen.out, table | arrays, words | {"weighing": search, "weights": weights})
    log.info("%s: %d phrase pairs", chosen.out, len(phrases.source))


if __name__ == "__main__":
    main()
