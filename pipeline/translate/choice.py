"""Build the translate stage that a settings file asks for."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.settings import Translate
from pipeline.translate.glossary import Glossary
from pipeline.translate.memory import Memory
from pipeline.translate.termbase import read_glossary
from pipeline.translate.translator import Engine, Translator

ENGINES = ("offline", "phrases", "huggingface", "openai", "none")


def load_translator(chosen: Translate) -> Translator:
    """The translator that the settings name, its engine loaded and its memory opened."""
    glossary = read_glossary(Path(chosen.glossary)) if chosen.glossary else Glossary.load()
    memory = Memory.open(Path(chosen.memory)) if chosen.memory else None
    engine = load_engine(chosen, glossary)
    return Translator(engine, memory, glossary, chosen.near, chosen.rough)


def load_engine(chosen: Translate, glossary: Glossary | None = None) -> Engine | None:
    """The engine that the settings name; None for `none`, memory and glossary alone."""
    if chosen.engine == "none":
        return None
    if chosen.engine == "offline":
        from pipeline.translate.offline import DEFAULT_BEAM, OfflineEngine

        folder = Path(chosen.model) if chosen.model else None
        return OfflineEngine.load(folder, beam=chosen.beams or DEFAULT_BEAM, glossary=glossary)
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


def _phrases(chosen: Translate, glossary: Glossary | None) -> Engine:
    from pipeline.translate.phrases import PhraseEngine

    folder = Path(chosen.model) if chosen.model else None
    return PhraseEngine.load(folder, glossary=glossary, beam=chosen.beams)


def _need(value: str, name: str, what: str) -> None:
    if not value:
        raise SettingsError(f"[translate] has no {name}; give {what}.")
