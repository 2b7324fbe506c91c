"""`tiaoli train translate`: from parallel text to the model that ships."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train_translate(
    config: Annotated[Path, typer.Argument(help="Such as configs/train-translate.toml.")],
    shared: Annotated[
        Path | None, typer.Option(help="Folder with parallel text, glossary and policy documents.")
    ] = None,
    data: Annotated[
        Path, typer.Option(help="The prepared folder; made from --shared where it is missing.")
    ] = Path("build/train-translate/data"),
    out: Annotated[Path, typer.Option(help="Where trained weights go.")] = Path(
        "build/train-translate/out"
    ),
    into: Annotated[Path, typer.Option(help="Where the finished model goes.")] = Path(
        "models/zh-en"
    ),
    budget: Annotated[
        float | None, typer.Option(help="Seconds to train.", show_default="of the config")
    ] = None,
) -> None:
    """Train the Chinese-English translator: prepare, train, convert, install.

    A run that was stopped goes on from its last checkpoint when started again.
    """
    import logging
    import time

    from pipeline.errors import SettingsError
    from pipeline.train import translate
    from pipeline.train.translate_prepare import prepare

    start = time.monotonic()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    recipe = translate.Recipe.load(config)
    if not (data / "spm.model").is_file():
        if shared is None:
            raise SettingsError(f"{data} is not prepared yet; say where the texts are: --shared.")
        prepare(shared, data, recipe.data)
        start = time.monotonic()
    work = out.parent / "work"
    translate.run(recipe, data, out, work=work, budget=budget, start=start)
    translate.install(out, data, into)
    typer.echo(f"{into} is ready: {out}/model.json has the record of the run", err=True)
