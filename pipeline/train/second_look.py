"""Learn how much each sign of an omission counts: the weights of `pipeline.translate.second_look`.

From right drafts that neither the network nor the lexicon has learned from
(`corpus/translations-held.tsv.xz`), and the same drafts with something left out: a phrase between
two marks, a member of a list, the second half. The threshold is where so few right drafts are
flagged as `FLAGGED` says.

    python -m pipeline.train.second_look --shared ../shared/data
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import combinations, combinations_with_replacement
from pathlib import Path

from pipeline.artefacts import locate
from pipeline.translate.backward import Backward
from pipeline.translate.network import Pair
from pipeline.translate.offline import OfflineEngine
from pipeline.translate.proof import faults, prove
from pipeline.translate.proof.omission import suspicion
from pipeline.translate.second_look import (
    GLANCE,
    LOOK,
    SURE,
    WEIGHTS,
    SecondLook,
    Weights,
    readable,
)

LOG = logging.getLogger(__name__)

FLAGGED = 0.0045
"""The share of right drafts that may be flagged."""

STRENGTH = 0.03
"""How freely weights may grow (scikit-learn's C); from 0.01 to 1 it makes no difference."""

PASSED = 0.4
"""The share of right drafts that may raise a doubt and so be read with care."""

BLOCK = 400
"""Drafts at a time."""

PHRASES = 3
"""How many ways of leaving out a phrase are tried of each draft; of the other ways a share."""

_MEMBER = re.compile(r"(?:,| and| as well as) ((?:[\w'’-]+ ){3,9}[\w'’-]+)(?=[,;.]| and )")


def shortened(english: str) -> Iterator[str]:
    """The draft with something left out, in a few ways; the same draft gives the same."""
    dice = random.Random(english)
    seen = {english}
    ways = [_without_phrase] * PHRASES
    ways += [_without_member] if dice.random() < 0.5 else []
    ways += [_without_half] if dice.random() < 0.35 else []
    for way in ways:
        short = way(english, dice)
        if short and short not in seen:
            seen.add(short)
            yield short


def _without_phrase(english: str, dice: random.Random) -> str:
    parts = re.split(r"(?<=[,;]) ", english)
    places = [at for at, part in enumerate(parts) if len(part.split()) >= 6 and at]
    if not places:
        return ""
    at = dice.choice(places)
    left = " ".join(parts[:at] + parts[at + 1 :]).rstrip(",;")
    return left + ("." if at == len(parts) - 1 else "")


def _without_member(english: str, dice: random.Random) -> str:
    places = list(_MEMBER.finditer(english))
    if not places:
        return ""
    place = dice.choice(places)
    return english[: place.start()] + english[place.end() :]


def _without_half(english: str, dice: random.Random) -> str:
    words = english.split(" ")
    return " ".join(words[: len(words) // 2]) + "." if len(words) >= 12 else ""


Rows = list[dict[str, float]]


def cases(pairs: Sequence[Pair]) -> list[tuple[Pair, bool]]:
    """Right drafts that pass and their shortened versions, with whether something is left out."""
    found: list[tuple[Pair, bool]] = []
    for chinese, english in pairs:
        failed = faults(prove(chinese, english))
        if not failed or failed.startswith("omission"):
            found.append(((chinese, english), False))
            found += (((chinese, short), True) for short in shortened(english))
    return [(pair, short) for pair, short in found if readable(*pair) and suspicion(*pair) < SURE]


def learn(look: SecondLook, pairs: Sequence[Pair]) -> dict[str, Weights]:
    """Both regressions: `doubt` on what is seen at a glance, `verdict` on what a look adds."""
    told = cases(pairs)
    short = [short for _, short in told]
    LOG.info("%d of %d drafts are short", sum(short), len(told))
    seen: Rows = []
    for start in range(0, len(told), BLOCK):
        glances = look.glance([pair for pair, _ in told[start : start + BLOCK]])
        seen += [values for values, _ in look.look(glances)]
        LOG.info("%d read", len(seen))
    return {
        "doubt": fit(seen, short, GLANCE, let_by=1 - PASSED),
        "verdict": fit(seen, short, LOOK, let_by=1 - FLAGGED),
    }


def fit(seen: Rows, short: Sequence[bool], names: Sequence[str], *, let_by: float) -> Weights:
    """A logistic regression over features and their products, two by two.

    Its threshold lets by so large a share of the right drafts.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    rows = np.array([[values[name] for name in names] for values in seen])
    wanted = np.array(short)
    low, high = np.percentile(rows, [0.5, 99.5], axis=0)
    rows = np.clip(rows, low, high)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - mean) / spread
    each = range(len(names))
    terms = [*combinations(each, 1), *combinations_with_replacement(each, 2)]
    columns = np.stack([scaled[:, list(term)].prod(axis=1) for term in terms], axis=1)
    middle, width = columns.mean(axis=0), columns.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=STRENGTH, max_iter=5000).fit((columns - middle) / width, wanted)
    weight = fitted.coef_[0] / width
    bias = float(fitted.intercept_[0] - (weight * middle).sum())
    scores = columns @ weight + bias
    threshold = float(np.quantile(scores[~wanted], let_by))
    LOG.info("found %.3f of the short ones", (scores[wanted] > threshold).mean())
    table = np.stack([low, high, mean, spread], axis=1).round(5).tolist()
    return Weights(
        dict(zip(names, map(tuple, table), strict=True)),
        {
            "*".join(names[at] for at in term): round(float(w), 5)
            for term, w in zip(terms, weight, strict=True)
        },
        round(bias, 4),
        round(threshold, 3),
    )


def main() -> None:
    """Learn the weights and write them beside the network."""
    from pipeline.train.translate_further import further_pairs

    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    asked = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    asked.add_argument("--shared", type=Path, required=True, help="the shared data")
    folder = asked.parse_args().shared
    held = locate("corpus", "translations-held.tsv.xz")
    found = further_pairs(held, folder / "domain.jsonl.xz")
    pairs = [(pair.chinese, pair.english) for pair in found]
    nothing = Weights({}, {}, 0.0, 0.0)
    learned = learn(SecondLook(OfflineEngine.load(), Backward.load(), nothing, nothing), pairs)
    path = locate("models", "zh-en") / WEIGHTS
    told = {name: asdict(weights) for name, weights in learned.items()}
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    LOG.info("%s written", path)


if __name__ == "__main__":
    main()
