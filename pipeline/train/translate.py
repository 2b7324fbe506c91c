"""Train, keep and install the Chinese→English translator: the recipe as commands.

    python -m pipeline.train.translate prepare --config C --shared DATA --data FOLDER
    python -m pipeline.train.translate run     --config C --data FOLDER --out OUT [--budget SECONDS]
    python -m pipeline.train.translate install OUT --data FOLDER [--into FOLDER]

`tiaoli train translate C` does the three in a row. `prepare` needs no GPU and `run` needs nothing
but the folder that `prepare` made, so the two can be done on different machines.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.toml_files import filled, read_toml
from pipeline.train.translate_course import Course, Phase
from pipeline.train.translate_loop import Run
from pipeline.train.translate_model import Shape, restore, to_ctranslate2, to_transformers, unpack
from pipeline.train.translate_prepare import Preparation, prepare
from pipeline.translate.second_look import WEIGHTS

SHIPPED = ("model.bin", "config.json", "shared_vocabulary.json", "spm.model")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A config of training: what data, what network, what course."""

    data: Preparation
    model: Shape
    course: Course

    @classmethod
    def load(cls, path: Path) -> Recipe:
        """Read `configs/train-translate.toml` or one like it."""
        tables = read_toml(path, "training plan")
        course = dict(tables.get("course", {}))
        course["phases"] = tuple(
            filled(Phase, phase, f"{path.name} [[phase]]") for phase in tables.get("phase", ())
        )
        if not course["phases"]:
            raise SettingsError(f"{path} has no [[phase]]; say which origins are read, and when.")
        if "evaluate_at" in course:
            course["evaluate_at"] = tuple(course["evaluate_at"])
        return cls(
            filled(Preparation, tables.get("data", {}), f"{path.name} [data]"),
            filled(Shape, tables.get("model", {}), f"{path.name} [model]"),
            filled(Course, course, f"{path.name} [course]"),
        )


def run(
    recipe: Recipe, data: Path, out: Path, *, work: Path, budget: float | None, start: float
) -> None:
    """Train from a prepared folder; the best weights so far are always in `out`."""
    from dataclasses import replace

    course = recipe.course if budget is None else replace(recipe.course, seconds=budget)
    Run(data, out, work, recipe.model, course, start).go()


def install(trained: Path, data: Path, into: Path | None = None) -> None:
    """Turn trained weights into the CTranslate2 folder that ships: of `models` unless said."""
    _, _, notes = unpack(trained)
    backward = notes.get("reversed", False)
    into = into or Path("models", "en-zh" if backward else "zh-en")
    into.mkdir(parents=True, exist_ok=True)
    spm = data / "spm.model"
    with tempfile.TemporaryDirectory() as scratch:
        folder, converted = Path(scratch, "marian"), Path(scratch, "ct2")
        model = restore(trained, _vocabulary_size(spm))
        to_transformers(model, spm, folder, english=not backward)
        to_ctranslate2(folder, converted)
        for name in SHIPPED[:3]:
            shutil.copyfile(converted / name, into / name)
    shutil.copyfile(spm, into / "spm.model")
    (into / "training.json").write_text(json.dumps(notes, indent=1, ensure_ascii=False), "utf-8")
    files = ["model.bin", "spm.model"]
    files += [WEIGHTS] if (into / WEIGHTS).is_file() else []
    (into / "artefact.toml").write_text(
        "# What ships in this folder; the signature of a reading hashes the weights.\n"
        f"weights = {json.dumps(files)}\n",
        "utf-8",
    )


def _vocabulary_size(spm: Path) -> int:
    from sentencepiece import SentencePieceProcessor

    return int(SentencePieceProcessor(model_file=str(spm)).get_piece_size()) + 1


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the top of the module."""
    start = time.monotonic()
    parser = argparse.ArgumentParser(prog="pipeline.train.translate")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("prepare", "run", "install"):
        command = commands.add_parser(name)
        command.add_argument("--data", type=Path, required=True)
        if name != "install":
            command.add_argument("--config", type=Path, required=True)
    commands.choices["prepare"].add_argument("--shared", type=Path, required=True)
    commands.choices["run"].add_argument("--out", type=Path, required=True)
    commands.choices["run"].add_argument("--work", type=Path, default=Path("build/train-translate"))
    commands.choices["run"].add_argument("--budget", type=float)
    commands.choices["install"].add_argument("trained", type=Path)
    commands.choices["install"].add_argument("--into", type=Path)
    told = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    if told.command == "install":
        install(told.trained, told.data, told.into)
        return
    recipe = Recipe.load(told.config)
    if told.command == "prepare":
        logging.getLogger(__name__).info("%s", prepare(told.shared, told.data, recipe.data))
    else:
        run(recipe, told.data, told.out, work=told.work, budget=told.budget, start=start)


if __name__ == "__main__":
    main()
