"""Train the classifier: `python -m pipeline.train.classify prepare`, then `run`, then `install`.

`prepare` segments the shared documents, `run` trains (on a GPU, or for hours without), `install`
calibrates and writes `models/clauses`. What `run` does:

    pretrain      the encoder fills in masked pieces of unlabelled clauses
    per fold      fine-tune it on four fifths of the labelled documents, name the types of
                  unlabelled clauses from documents outside the fifth, let the student imitate that
    once more     the same with all labels: the student that ships

The folds and the last pass are processes of their own, side by side. Everything is planned by the
clock: with less time the same run does fewer steps, and what is finished is always written.
"""

from __future__ import annotations

import json
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.train.classify_corpus import FOLDS, Corpus

app = typer.Typer(help="Train the classifier.", no_args_is_help=True)
# The last pass holds nothing out.
EVERYTHING = FOLDS
# The largest file that some machines hand back.
PART = 14 * 2**20


@dataclass(frozen=True, slots=True)
class Clock:
    """Where in the budget each stage must have ended, as shares of it."""

    pretrain: float = 0.40
    tune: float = 0.72
    student: float = 0.95


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a training run can be told; `configs/train-classify-encoder.toml`."""

    seed: int
    clock: Clock
    encoder: Any
    student: Any
    passes: tuple[int, ...] = (*range(FOLDS), EVERYTHING)
    vocabulary: int = 12_000

    @classmethod
    def load(cls, path: Path) -> Plan:
        """Read a training plan."""
        from pipeline.train.classify_encoder import Encoder
        from pipeline.train.classify_student import Student

        said = tomllib.loads(path.read_text("utf-8"))
        tables = {"clock": Clock, "encoder": Encoder, "student": Student}
        parts = {name: kind(**_frozen(said.pop(name, {}))) for name, kind in tables.items()}
        return cls(**_frozen(said), **parts)


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


@dataclass(frozen=True, slots=True)
class Timer:
    """Seconds of a budget, counted from one moment for all processes."""

    began: float
    budget: float

    @property
    def share(self) -> float:
        """How much of the budget is spent."""
        return (time.time() - self.began) / self.budget

    def between(self, start: float, stop: float) -> Callable[[], float]:
        """How far the clock is from the share `start` to the share `stop`."""
        return lambda: (self.share - start) / max(1e-9, stop - start)


def run(
    config: Annotated[Path, typer.Option(help="The training plan.")],
    data: Annotated[Path, typer.Option(help="The folder that `prepare` wrote.")],
    out: Annotated[Path, typer.Option(help="Where the results go.")],
    budget: Annotated[float, typer.Option(help="Seconds that the whole run may take.")] = 420.0,
    work: Annotated[
        Path | None, typer.Option(help="Where stages leave what they made; run again, go on there.")
    ] = None,
) -> None:
    """Train teacher and student on the folds and on everything."""
    timer = Timer(time.time(), budget)
    plan = Plan.load(config)
    out.mkdir(parents=True, exist_ok=True)
    work = work or Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    log = logger(out / "log.txt", timer)
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    log(f"in {work} on {device}, torch {torch.__version__}, plan {json.dumps(asdict(plan))}")
    try:
        if not (work / "corpus.npz").exists():
            lay_out(plan, data, work, log)
        if not (work / "encoder.pt").exists():
            pretrain_encoder(plan, work, timer, device, log)
        _passes(plan, work, out, timer, device, log)
    finally:
        pack(work, out, log)


def logger(path: Path, timer: Timer) -> Callable[[str], None]:
    """A function that adds a line to the log and says it aloud."""

    def log(line: str) -> None:
        line = f"{time.time() - timer.began:7.1f}s {line}"
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        typer.echo(line)

    return log


def lay_out(plan: Plan, data: Path, work: Path, log: Callable[[str], None]) -> None:
    """Pieces, n-grams and context rows of everything, where the passes find them."""
    import numpy as np
    import sentencepiece
    import torch

    from pipeline.classify.ngrams import rows
    from pipeline.train.classify_encoder import assemble

    corpus = Corpus.load(data)
    log(f"{len(corpus.sentences)} wordings of {len(corpus.wording)} clauses")
    found = rows(corpus.sentences, plan.student.buckets)
    np.save(work / "numbers.npy", found.numbers)
    np.save(work / "starts.npy", found.starts)
    cutter = sentencepiece.SentencePieceProcessor(model_file=str(data / "pieces.model"))
    pieces = cutter.encode(list(corpus.sentences))
    bounds = np.cumsum([0, *map(len, pieces)])
    flat = np.fromiter((piece for row in pieces for piece in row), np.int16, bounds[-1])
    log(f"{len(flat)} pieces, {len(found.numbers)} n-gram rows")
    inputs = assemble(flat, bounds, corpus.wording, corpus.context)
    torch.save((inputs.pieces, inputs.fields, inputs.lengths), work / "inputs.pt")
    np.savez(
        work / "corpus.npz",
        wording=corpus.wording,
        context=corpus.context,
        fold=corpus.fold,
        gold=corpus.gold,
        labels=corpus.labels,
        weight=corpus.weight,
        chosen=corpus.pool,
    )
    log(f"laid out, mean length {inputs.lengths.float().mean():.1f} pieces")


def _inputs(work: Path, device: str) -> Any:
    import torch

    from pipeline.train.classify_encoder import Inputs

    return Inputs(*(part.to(device) for part in torch.load(work / "inputs.pt")))


def pretrain_encoder(
    plan: Plan, work: Path, timer: Timer, device: str, log: Callable[[str], None]
) -> None:
    """Let the encoder fill in masked pieces until the clock says stop."""
    import torch

    from pipeline.train.classify_encoder import Reader, pretrain

    torch.manual_seed(plan.seed)
    torch.set_float32_matmul_precision("high")
    inputs = _inputs(work, device)
    reader = Reader(plan.encoder, plan.vocabulary, outputs=_outputs(work)).to(device)
    size = sum(tensor.numel() for tensor in reader.parameters())
    log(f"encoder of {size / 1e6:.1f} million weights")
    clock = timer.between(timer.share, plan.clock.pretrain)
    pretrain(reader, inputs, plan.encoder, elapsed=clock, log=log)
    torch.save(reader.state_dict(), work / "encoder.pt")


def _outputs(work: Path) -> int:
    """One output per primary answer (the types and none) and one per type."""
    import numpy as np

    return 2 * int(np.load(work / "corpus.npz")["labels"].shape[1]) - 1


def _passes(
    plan: Plan, work: Path, out: Path, timer: Timer, device: str, log: Callable[[str], None]
) -> None:
    """Run every pass in a process of its own and wait for them until the budget is spent."""
    import multiprocessing

    if device == "cuda":
        import torch

        torch.cuda.empty_cache()
    start = multiprocessing.get_context("spawn")
    side_by_side = len(plan.passes) if device == "cuda" else 1
    waiting = [n for n in plan.passes if not (work / f"pass-{n}-student.npz").exists()]
    running: list[Any] = []
    packed = time.time()
    while waiting or running:
        while waiting and len(running) < side_by_side:
            number = waiting.pop(0)
            process = start.Process(target=one_pass, args=(plan, work, timer, device, number))
            process.start()
            running.append(process)
        time.sleep(0.2)
        running = [process for process in running if process.is_alive()]
        if time.time() - packed > 45:
            pack(work, out, log)
            packed = time.time()
        if timer.share > 0.98:
            for process in running:
                process.terminate()
            log(f"time is up with {len(running)} passes running and {len(waiting)} waiting")
            break
    log("passes ended")


def one_pass(plan: Plan, work: Path, timer: Timer, device: str, held_out: int) -> None:
    """Fine-tune, name unlabelled clauses, teach the student; see the module."""
    from pipeline.train.classify_pass import Pass

    log = logger(work / f"pass-{held_out}.txt", timer)
    Pass(plan, work, timer, device, held_out, log)()


def pack(work: Path, out: Path, log: Callable[[str], None]) -> None:
    """Gather what the passes wrote into `classify.part0`, `classify.part1`, … of bounded size."""
    import io
    import tarfile

    out.mkdir(parents=True, exist_ok=True)
    bundle = io.BytesIO()
    with tarfile.open(fileobj=bundle, mode="w") as tar:
        for path in sorted(work.glob("pass-*")):
            tar.add(path, path.name)
    whole = bundle.getvalue()
    for number, start in enumerate(range(0, len(whole), PART)):
        (out / f"classify.part{number}").write_bytes(whole[start : start + PART])
    log(f"packed {len(whole) / 2**20:.1f} MiB")


def prepare(
    shared: Annotated[Path, typer.Argument(help="The shared data.")],
    out: Annotated[Path, typer.Option(help="Where the clauses go.")],
    vocabulary: Annotated[int, typer.Option(help="How many word pieces.")] = 12_000,
) -> None:
    """Segment the documents, match the labels, choose the word pieces."""
    from pipeline.artefacts import locate
    from pipeline.codebook import Codebook
    from pipeline.train.classify_coded import coded, corrected
    from pipeline.train.classify_corpus import collect, sources
    from pipeline.train.classify_pieces import cut_pieces

    labelled = coded(shared / "gold" / "types.jsonl") + coded(
        shared / "gold" / "types-chengdu.jsonl"
    )
    labelled = corrected(labelled, locate("corpus", "labels", "corrections.tsv"))
    corpus = collect(sources(shared, laws=6), labelled, Codebook.load().names)
    corpus.save(out)
    cut_pieces(corpus.sentences, out / "pieces.model", vocabulary)
    typer.echo(f"{len(corpus.wording)} clauses, {len(corpus.gold)} of {len(labelled)} labels found")


def install(
    folder: Annotated[Path, typer.Argument(help="The folder that `run` wrote.")],
    data: Annotated[Path, typer.Option(help="The folder that `prepare` wrote.")],
    shared: Annotated[Path, typer.Option(help="The shared data, for the figures.")],
) -> None:
    """Calibrate what a run brought back and write models/clauses and the thresholds."""
    from pipeline.train.classify_install import install_run

    install_run(folder, data, shared, typer.echo)


for command in (prepare, run, install):
    app.command()(command)


if __name__ == "__main__":
    app()
