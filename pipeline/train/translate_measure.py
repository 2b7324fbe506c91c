"""How good and how fast the installed translator is, by domain and by beam.

    python -m pipeline.train.translate_measure --shared DATA [--data FOLDER] [--beams 1 2 4]

Municipal clauses and report sentences come from `gold/drafts.tsv`, which is never trained on; the
slice of law from the pairs that `prepare` held out. BLEU and chrF are those of sacrebleu, with its
signatures. Figures are right where none of the proof's checks of figures fails.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.train.translate_batches import read_folder_pairs
from pipeline.train.translate_pairs import Pair, tidy
from pipeline.translate.glossary import Glossary
from pipeline.translate.offline import OfflineEngine
from pipeline.translate.proof import prove

log = logging.getLogger(__name__)

REPORT_SENTENCES = 433
"""So many lines of `gold/drafts.tsv` are an official report; municipal clauses follow."""

FIGURE_CHECKS = frozenset({"number", "date", "unit", "bound"})


@dataclass(frozen=True, slots=True)
class Scores:
    """How close drafts are to right ones, and how fast they came."""

    bleu: float
    chrf_plus: float
    chrf: float
    figures: float
    speed: float
    signatures: tuple[str, str, str]


def measure(engine: Callable[[Sequence[str]], tuple[str, ...]], pairs: Sequence[Pair]) -> Scores:
    """Draft the Chinese of every pair and hold the drafts against the English."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    sources = [pair.chinese for pair in pairs]
    start = time.monotonic()
    drafts = engine(sources)
    seconds = time.monotonic() - start
    right = [[pair.english for pair in pairs]]
    metrics = (BLEU(), CHRF(word_order=2), CHRF())
    bleu, plus, chrf = (metric.corpus_score(list(drafts), right).score for metric in metrics)
    wrong = sum(map(figures_wrong, sources, drafts))
    return Scores(
        bleu,
        plus,
        chrf,
        1 - wrong / len(pairs),
        sum(map(len, sources)) / seconds,
        (str(metrics[0].get_signature()), str(metrics[1].get_signature()),
         str(metrics[2].get_signature())),
    )  # fmt: skip


def figures_wrong(chinese: str, english: str) -> bool:
    """Whether a figure, date, unit or bound of the clause is not in the draft as it should be."""
    return any(check.check in FIGURE_CHECKS and not check.ok for check in prove(chinese, english))


def gold_pairs(shared: Path) -> dict[str, list[Pair]]:
    """The right translations that are only for testing, by domain."""
    rows = (shared / "gold" / "drafts.tsv").read_text("utf-8").splitlines()
    pairs = [
        Pair("report" if number < REPORT_SENTENCES else "policy", *_columns(row))
        for number, row in enumerate(rows)
    ]
    return {
        "municipal": [pair for pair in pairs if pair.origin == "policy"],
        "report": [pair for pair in pairs if pair.origin == "report"],
    }


def _columns(row: str) -> tuple[str, str]:
    chinese, english = row.split("\t")[:2]
    return chinese, tidy(english)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line per domain and beam."""
    parser = argparse.ArgumentParser(prog="pipeline.train.translate_measure")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="the prepared folder, for the slice of law")
    parser.add_argument("--model", type=Path, default=Path("models/zh-en"))
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--tag", default="<pol>")
    told = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    groups = gold_pairs(told.shared)
    if told.data:
        held = list(read_folder_pairs(told.data / "dev.tsv"))
        groups["law, held out"] = [pair for pair in held if pair.origin == "law"]
        groups["policy, held out"] = [pair for pair in held if pair.origin == "policy"]
    for beam in told.beams:
        loaded = OfflineEngine.load(told.model, beam=beam, glossary=Glossary.load())
        for name, pairs in groups.items():
            tag = "<law>" if name.startswith("law") else told.tag
            scores = measure(replace(loaded, tag=tag), pairs)
            log.info(
                "%-16s beam %d  BLEU %.1f  chrF2++ %.1f  chrF %.1f  figures %.1f %%  %d chars/s",
                name, beam, scores.bleu, scores.chrf_plus, scores.chrf, 100 * scores.figures,
                scores.speed,
            )  # fmt: skip
    log.info("%s", "\n".join(scores.signatures))


if __name__ == "__main__":
    main()
