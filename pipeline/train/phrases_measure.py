"""How good and how fast the phrase-based translator is, by domain.

    python -m pipeline.train.phrases_measure --shared DATA [--data FOLDER] [--model models/phrases]

The policy pairs that tuned the weights are left out: of those that `prepare` held out, the second
half is measured. Municipal clauses and report sentences are those of `gold/drafts.tsv`.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.train.translate_batches import read_folder_pairs
from pipeline.train.translate_measure import gold_pairs, measure
from pipeline.train.translate_pairs import Pair
from pipeline.translate.glossary import Glossary
from pipeline.translate.phrases import PhraseEngine
from pipeline.translate.terminology import uses

log = logging.getLogger(__name__)

TUNED_ON = 150
"""So many held-out policy pairs the weights were tuned on (`sentences` in the config)."""


def groups(shared: Path | None, data: Path | None, most: int) -> dict[str, list[Pair]]:
    """The pairs to measure on, by domain."""
    found: dict[str, list[Pair]] = {}
    if data:
        held = list(read_folder_pairs(data / "dev.tsv"))
        found["policy, held out"] = [p for p in held if p.origin == "policy"][TUNED_ON:]
        found["law, held out"] = [p for p in held if p.origin == "law"]
    if shared:
        found |= gold_pairs(shared)
    return {name: pairs[:most] for name, pairs in found.items()}


def terms_right(engine: PhraseEngine, pairs: Sequence[Pair], glossary: Glossary) -> float:
    """The share of glossary terms that have one of their renderings in the engine's own drafts."""
    drafts = engine([pair.chinese for pair in pairs])
    found = [
        use.rendering is not None
        for pair, draft in zip(pairs, drafts, strict=True)
        for use in uses(pair.chinese, draft, glossary)
    ]
    return sum(found) / max(1, len(found))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line per domain."""
    parser = argparse.ArgumentParser(prog="pipeline.train.phrases_measure")
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--model", type=Path, default=Path("models/phrases"))
    parser.add_argument("--most", type=int, default=10_000, help="pairs of each domain")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    glossary = Glossary.load()
    start = time.monotonic()
    engine = PhraseEngine.load(chosen.model, glossary=glossary)
    log.info("%s loaded in %.2f s", engine.signature, time.monotonic() - start)
    for name, pairs in groups(chosen.shared, chosen.data, chosen.most).items():
        scores = measure(engine, pairs)
        log.info(
            "%-17s BLEU %.1f  chrF2++ %.1f  chrF %.1f  figures %.1f %%  terms %.1f %%  %d chars/s",
            name, scores.bleu, scores.chrf_plus, scores.chrf, 100 * scores.figures,
            100 * terms_right(engine, pairs, glossary), scores.speed,
        )  # fmt: skip
        log.info("%s", "  ".join(scores.signatures))


if __name__ == "__main__":
    main()
