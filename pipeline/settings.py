"""Read `configs/*.toml` into the frozen dataclasses that stages are built from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.artefacts import locate
from pipeline.errors import SettingsError


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
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise SettingsError(f"no settings file {path}; check the path.") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path} is not TOML: {error}; mend that line.") from error
        _refuse_unknown(tables, cls, where=path.name)
        chosen: dict[str, Any] = {
            name: _table(name, kind, tables, path) for name, kind in _kinds(cls).items()
        }
        return cls(**chosen)


def _kinds(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _table(name: str, kind: type, tables: dict[str, Any], path: Path) -> object:
    table = tables.get(name, {})
    where = f"{path.name} [{name}]"
    if not isinstance(table, dict):
        raise SettingsError(f"{name!r} in {path.name} must be a table; write [{name}] above it.")
    _refuse_unknown(table, kind, where=where)
    for key, wanted in _kinds(kind).items():
        if key in table and type(table[key]) not in (wanted, int if wanted is float else wanted):
            raise SettingsError(
                f"{key!r} in {where} is {table[key]!r}; it must be {wanted.__name__}."
            )
    return kind(**table)


def _refuse_unknown(table: dict[str, Any], kind: type, *, where: str) -> None:
    known = [field.name for field in fields(kind)]
    for key in table.keys() - set(known):
        hint = get_close_matches(key, known, n=1)
        advice = f"did you mean {hint[0]!r}?" if hint else f"choose from {', '.join(known)}."
        raise SettingsError(f"unknown setting {key!r} in {where}; {advice}")
