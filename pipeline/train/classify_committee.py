"""Train the committee that ships: `tiaoli train classify configs/train-classify.toml`.

    gather     segment the shared documents, place the labels, choose word pieces
    vectors    learn a vector for every piece, which needs no label
    pass 0–4   train every member without one fold of documents, and ask it about that fold
    pass 5     the same with all labels: the members that ship
    write      calibrate on the unseen answers and write the model's folder and its figures

What a step has made stays in the work folder: run again, it goes on from there. Passes may run
side by side. A pass takes a quarter of an hour of one core.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate
from pipeline.classify.committee import together
from pipeline.codebook import Codebook
from pipeline.errors import SettingsError
from pipeline.toml_files import filled, read_toml
from pipeline.train.classify_coded import Coded, gold, read_again, read_further
from pipeline.train.classify_corpus import FOLDS, Corpus, collect, narrow, sources
from pipeline.train.classify_grams import Grams
from pipeline.train.classify_pieces import Pieces

# The last pass holds nothing out.
EVERYTHING = FOLDS
AGAIN, READ = "again.tsv", "read.tsv.xz"
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a training run can be told; `configs/train-classify.toml`.

    `laws`: one national law in this many is read. `further`: the weight of clauses that were read
    to learn from, beside 1 for the gold's. `members`: networks of pieces, with a seed each.
    """

    seed: int
    grams: Grams
    pieces: Pieces
    laws: int = 6
    vocabulary: int = 12_000
    further: float = 1.0
    members: int = 1

    @classmethod
    def load(cls, path: Path) -> Plan:
        """Read a training plan; an unknown key is an error that names it."""
        said = read_toml(path, "training plan")
        kinds = {"grams": Grams, "pieces": Pieces}
        parts: dict[str, Any] = {
            name: filled(kind, said.get(name, {}), f"{path.name} [{name}]")
            for name, kind in kinds.items()
        }
        return filled(cls, said | parts, path.name)


def train(
    config: Path, shared: Path, work: Path, folder: Path, *, jobs: int, log: Log
) -> dict[str, Any]:
    """Train by the plan `config`, write the model to `folder`, and return its figures."""
    plan = Plan.load(config)
    if not (shared / "gold" / "types.jsonl").is_file():
        raise SettingsError(f"no gold/types.jsonl in {shared}; name the folder of the shared data.")
    work.mkdir(parents=True, exist_ok=True)
    _claim(work, config)
    if not all((work / name).exists() for name in ("labelled/keys.txt", "vectors.npz")):
        prepare(plan, shared, work, log)
    passes = (*range(FOLDS), EVERYTHING)
    waiting = [number for number in passes if not _done(work, number).is_file()]
    _side_by_side(plan, work, waiting, jobs, log)
    from pipeline.train.classify_install import install

    return install(work, shared, folder, log)


def _claim(work: Path, config: Path) -> None:
    """Keep the plan in the work folder; passes of another plan or other labels are an error."""
    kept = locate("corpus", "labels")
    labels = b"".join((kept / name).read_bytes() for name in (AGAIN, READ))
    told = config.read_bytes() + b"# labels " + sha256(labels).hexdigest().encode() + b"\n"
    claim = work / "plan.toml"
    if not claim.is_file():
        claim.write_bytes(told)
    elif claim.read_bytes() != told:
        raise SettingsError(
            f"{work} holds what another plan or other labels made ({claim}); delete it or name "
            "another --work."
        )


def labels(shared: Path, documents: dict[str, Any], weight: float) -> list[Coded]:
    """All labels: the gold with later readings of it, and the clauses read to learn from."""
    kept = locate("corpus", "labels")
    return read_again(gold(shared), kept / AGAIN) + read_further(kept / READ, documents, weight)


def prepare(plan: Plan, shared: Path, work: Path, log: Log) -> None:
    """The clauses, the word pieces and the vectors that the networks of pieces start from."""
    import numpy as np

    from pipeline.train.classify_pieces import cut_pieces, embed

    documents = sources(shared, laws=plan.laws)
    wanted = labels(shared, documents, plan.further)
    whole = collect(documents, wanted, Codebook.load().names)
    narrow(whole).save(work / "labelled")
    log(f"{len(whole.wording)} clauses, {len(whole.gold)} of {len(wanted)} labels found")
    if not (work / "pieces.model").is_file():
        cut_pieces(whole.sentences, work / "pieces.model", plan.vocabulary)
    if (work / "vectors.npz").is_file():
        return
    table = embed(_cutter(work), whole.sentences, plan.pieces.width, plan.seed)
    log(f"vectors for {int((abs(table).sum(axis=1) > 0).sum())} of {len(table)} pieces")
    np.savez(work / "vectors.new.npz", table=table)
    os.replace(work / "vectors.new.npz", work / "vectors.npz")


def one_pass(plan: Plan, work: Path, held_out: int, log: Log) -> None:
    """Train every member without the fold `held_out`; keep what they say of it, or, of the last
    pass, the members.
    """
    import numpy as np
    import torch

    from pipeline.train import classify_grams, classify_pieces
    from pipeline.train.classify_steps import targets
    from pipeline.train.classify_weights import pack

    torch.set_num_threads(1)
    corpus = Corpus.load(work / "labelled")
    known = np.flatnonzero(corpus.fold[corpus.gold] != held_out)
    asked = np.flatnonzero(corpus.asked == held_out)
    grams = replace(plan.grams, seed=plan.seed + held_out)
    fitted = classify_grams.fit(corpus, known, grams, None, log)
    said, made = {}, {"weights": classify_grams.whole(fitted, None)}
    if len(asked):
        said["grams"] = classify_grams.outputs(fitted, corpus.gold[asked])
    read, clauses = classify_pieces.material(corpus, _cutter(work)), torch.from_numpy(corpus.gold)
    wanted = targets(corpus)
    with np.load(work / "vectors.npz") as stored:
        start = dict(stored)
    for member in range(1, plan.members + 1):
        seed = plan.seed + 100 * member + held_out
        reader = classify_pieces.learn(
            plan.pieces, start, read, clauses[known], [part[known] for part in wanted], seed,
            torch.from_numpy(corpus.asked[known] >= 0),
        )  # fmt: skip
        name = f"pieces-{member}"
        if len(asked):
            said[name] = classify_pieces.answer(reader, read, clauses[asked])
        made[name] = pack(reader)
        log(f"pass {held_out}: {name} trained on {len(known)} labels")
    _keep(work, held_out, said, made, asked)


def _keep(
    work: Path, held_out: int, said: dict[str, Any], made: dict[str, dict[str, Any]], asked: Any
) -> None:
    """Write a pass; the file that says that it is done comes last."""
    import numpy as np

    if held_out == EVERYTHING:
        (work / "members").mkdir(exist_ok=True)
        for name, weights in made.items():
            np.savez(work / "members" / f"{name}.npz", **weights)
    unfinished = _done(work, held_out).with_suffix(".new.npz")
    np.savez(unfinished, asked=asked, **said)
    os.replace(unfinished, _done(work, held_out))


def unseen(work: Path, corpus: Corpus, types: int) -> Any:
    """The committee's outputs for every judged clause by the pass that held it out, or NaN."""
    import numpy as np

    outputs = np.full((len(corpus.gold), 2 * types + 1), np.nan)
    for number in range(FOLDS):
        with np.load(_done(work, number)) as stored:
            pieces = [stored[name] for name in stored if name.startswith("pieces")]
            outputs[stored["asked"]] = together(stored["grams"], pieces)
    return outputs


def _side_by_side(plan: Plan, work: Path, waiting: list[int], jobs: int, log: Log) -> None:
    """Run the passes that are still to do, `jobs` at a time, in processes of their own."""
    if jobs < 2 or len(waiting) < 2:
        for number in waiting:
            one_pass(plan, work, number, log)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    start = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=start) as pool:
        for number in pool.map(_quietly, *zip(*((plan, work, n) for n in waiting), strict=True)):
            log(f"pass {number} done")


def _quietly(plan: Plan, work: Path, held_out: int) -> int:
    one_pass(plan, work, held_out, lambda line: None)
    return held_out


def _done(work: Path, number: int) -> Path:
    return work / f"pass-{number}.npz"


def _cutter(work: Path) -> Any:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
