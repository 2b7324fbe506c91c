"""The tables of a classifier's model card, and the figures file that `tiaoli evaluate` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.train import classify_figures
from pipeline.train.classify_figures import Answer

_START, _END = "<!-- figures: written by training -->", "<!-- end of figures -->"


def write_figures(folder: Path, answers: Sequence[Answer], types: Sequence[str]) -> dict[str, Any]:
    """Write `figures.json` and the tables of `README.md`; words outside the marks stay."""
    found = classify_figures.figures(answers, types)
    low, high = classify_figures.interval(answers, types)
    found["macro_f1_interval"] = [low, high]
    (folder / "figures.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    card = folder / "README.md"
    text = card.read_text("utf-8") if card.is_file() else f"# A classifier\n\n{_START}\n{_END}\n"
    head, _, rest = text.partition(_START)
    _, _, tail = rest.partition(_END)
    card.write_text(f"{head}{_START}\n\n{tables(answers, found, types)}\n{_END}{tail}", "utf-8")
    return found


def tables(answers: Sequence[Answer], found: dict[str, Any], types: Sequence[str]) -> str:
    """The figures as Markdown."""
    low, high = found["macro_f1_interval"]
    summary = [
        ("macro-F1 over types", f"{found['macro_f1']:.3f} (95 %: {low:.3f} to {high:.3f})"),
        ("primary answer right", f"{found['primary_accuracy']:.3f}"),
        ("… on the half it is surest of", f"{found['surest_half_accuracy']:.3f}"),
        ("exactly the coders' set", f"{found['exact_set']:.3f}"),
        ("calibration error (ECE, 10 bins)", f"{found['ece']:.3f}"),
        ("abstained", f"{found['abstained']:.3f}"),
        ("primary answer right where not abstained", f"{found['accuracy_without_abstained']:.3f}"),
        ("clauses, documents", f"{found['clauses']}, {found['documents']}"),
    ]
    per_type = [
        (name, row["precision"], row["recall"], row["f1"], row["support"])
        for name, row in found["per_type"].items()
    ]
    names = (*types, "none")
    sure = classify_figures.reliability(answers)
    curve = classify_figures.coverage(answers)
    confused = classify_figures.confusion(answers, types)
    return "\n".join(
        [
            _table(("figure", "out of fold"), summary),
            _table(("type", "precision", "recall", "F1", "support"), per_type),
            "Primary answers: a row for what coders said, a column for what the model said.\n",
            _table(("", *names), [(asked, *row) for asked, row in confused]),
            "Reliability: mean score and share of right answers, by bin of score.\n",
            _table(
                ("score from", "clauses", "mean score", "right"),
                [(row["from"], row["clauses"], row["score"], row["right"]) for row in sure],
            ),
            "Risk and coverage: how many of the surest answers are right.\n",
            _table(
                ("share kept", "lowest score kept", "right"),
                [(row["kept"], row["score"], row["right"]) for row in curve],
            ),
        ]
    )


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(map(str, head)) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
