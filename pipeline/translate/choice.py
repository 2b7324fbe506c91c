"""Build the translate stage that a settings file asks for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.artefacts import fingerprint, locate
from pipeline.errors import SettingsError
from pipeline.settings import Translate
from pipeline.translate.backward import FOLDER, Backward
from pipeline.translate.glossary import Glossary
from pipeline.translate.memory import Memory
from pipeline.translate.termbase import read_glossary
from pipeline.translate.translator import Doubts, Engine, Omissions, Translator

if TYPE_CHECKING:
    from pipeline.translate.offline import OfflineEngine

ENGINES = ("auto", "offline", "phrases", "huggingface", "openai", "none")


def load_translator(chosen: Translate) -> Translator:
    """The translator that the settings name, its engine loaded and its memory opened."""
    glossary = read_glossary(Path(chosen.glossary)) if chosen.glossary else Glossary.load()
    memory = Memory.open(Path(chosen.memory)) if chosen.memory else None
    engine = load_engine(chosen, glossary)
    looked = second_look(None if chosen.model else engine) if engine else None
    return Translator(engine, memory, glossary, chosen.near, chosen.rough, looked, _doubts(engine))


def second_look(engine: Engine | None = None) -> Omissions | None:
    """What sees omissions that words alone do not show; None where the network cannot run.

    The shipped network is not loaded again where `engine` drafts with it.
    """
    if _network_is_absent():
        return None
    from pipeline.translate.backed import BackedEngine
    from pipeline.translate.offline import OfflineEngine
    from pipeline.translate.second_look import SecondLook

    first = engine.first if isinstance(engine, BackedEngine) else engine
    if not isinstance(first, OfflineEngine):
        first = OfflineEngine.load(threads=_threads())
    return SecondLook.of(first, _backward(), locate("models", "zh-en"))


def _doubts(engine: Engine | None) -> Doubts | None:
    """What doubts drafts that do not lead back to their clauses; None where no network can run."""
    if engine is None or _network_is_absent():
        return None
    from pipeline.translate.judging import ReadBack

    return ReadBack(_backward())


@cache
def _backward() -> Backward:
    """The network that reads drafts back, loaded once."""
    return Backward.load(threads=_threads())


def _network_is_absent() -> bool:
    return any(find_spec(name) is None for name in ("ctranslate2", "sentencepiece"))


def _threads() -> int:
    """Threads of a network: the workers of a batch share the cores."""
    return 1 if parent_process() else 2


def load_engine(chosen: Translate, glossary: Glossary | None = None) -> Engine | None:
    """The engine that the settings name; None for `none`, memory and glossary alone."""
    if chosen.engine == "none":
        return None
    if chosen.engine == "auto":
        return _auto(chosen, glossary)
    if chosen.engine == "offline":
        return _offline(chosen, glossary)
    if chosen.engine == "phrases":
        return _phrases(chosen, glossary)
    if chosen.engine == "huggingface":
        from pipeline.translate.huggingface import HuggingFaceEngine

        _need(chosen.model, "model", "a folder or the name of a model on the hub")
        return HuggingFaceEngine.load(chosen.model, beams=chosen.beams or 4)
    if chosen.engine == "openai":
        from pipeline.translate.endpoint import EndpointEngine

        _need(chosen.base_url, "base_url", "an address such as http://localhost:8000/v1")
        _need(chosen.model, "model", "the name that the endpoint gives its model")
        return EndpointEngine.from_environment(
            chosen.base_url, chosen.model, glossary=glossary, concurrency=chosen.concurrency
        )
    raise SettingsError(
        f"no engine {chosen.engine!r} in [translate]; choose from {', '.join(ENGINES)}."
    )


def _auto(chosen: Translate, glossary: Glossary | None) -> Engine:
    """The network with the phrases behind it, or the phrases alone where it cannot run."""
    if chosen.model:
        raise SettingsError(
            f"[translate] names the model {chosen.model!r} but no engine for it; choose from "
            f"{', '.join(ENGINES[1:-1])}."
        )
    if _network_is_absent():
        return _phrases(replace(chosen, beams=0), glossary)
    from pipeline.translate.backed import BackedEngine
    from pipeline.translate.judging import NoisyChannel

    first = _offline(chosen, glossary)
    second = cache(lambda: _phrases(replace(chosen, beams=0), glossary))
    names = (fingerprint(locate("models", name)) for name in ("phrases", FOLDER))
    signature = "+".join((first.signature, *names))
    return BackedEngine(first, second, signature, glossary, NoisyChannel(first, _backward()))


def _offline(chosen: Translate, glossary: Glossary | None) -> OfflineEngine:
    from pipeline.translate.offline import DEFAULT_BEAM, OfflineEngine

    folder = Path(chosen.model) if chosen.model else None
    beam = chosen.beams or DEFAULT_BEAM
    return OfflineEngine.load(folder, beam=beam, threads=_threads(), glossary=glossary)


def _phrases(chosen: Translate, glossary: Glossary | None) -> Engine:
    from pipeline.translate.phrases import PhraseEngine

    folder = Path(chosen.model) if chosen.model else None
    return PhraseEngine.load(folder, glossary=glossary, beam=chosen.beams)


def _need(value: str, name: str, what: str) -> None:
    if not value:
        raise SettingsError(f"[translate] has no {name}; give {what}.")
