"""Read `configs/*.toml` into the frozen dataclasses that stages are built from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import get_type_hints

from pipeline.artefacts import locate
from pipeline.toml_files import filled, read_toml


@dataclass(frozen=True, slots=True)
class Read:
    """Limits of the read stage. A file over a limit is refused with an error that names it."""

    max_bytes: int = 50_000_000
    max_characters: int = 20_000_000
    max_pages: int = 2_000


@dataclass(frozen=True, slots=True)
class Classify:
    """Which model names the task types: a folder, empty for the one that ships.

    With `why`, each label says which words spoke for it; that takes a hundred times as long.
    """

    model: str = ""
    why: bool = False


@dataclass(frozen=True, slots=True)
class Translate:
    """Which engine drafts, and what it may look up.

    `engine` is auto (the network, with the phrases behind it or in its stead), offline, phrases,
    huggingface, openai or none (memory and glossary alone). `model` is a folder or a name: empty
    for the shipped model of phrases or offline. `memory` is a file, empty for none; `glossary` a
    file, empty for the one that ships. Near matches of the memory count from `near`; `beams` 0 is
    the engine's own choice.
    """

    engine: str = "auto"
    model: str = ""
    base_url: str = ""
    concurrency: int = 4
    beams: int = 0
    memory: str = ""
    glossary: str = ""
    near: float = 0.9
    rough: float = 0.8


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told; each field is one table of the file."""

    read: Read = Read()
    classify: Classify = Classify()
    translate: Translate = Translate()

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read `path`, or the settings that ship with the package."""
        path = path or locate("configs", "default.toml")
        kinds = get_type_hints(cls)
        tables = {
            name: filled(kinds[name], table, f"{path.name} [{name}]") if name in kinds else table
            for name, table in read_toml(path, "settings file").items()
        }
        return filled(cls, tables, path.name)
