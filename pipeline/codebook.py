"""The codebook: what the task types mean, what they look like, and when they are given.

It is a file, `configs/codebook.toml`, so that a scholar can change a threshold, or bring types of
their own (供给型, 环境型, 需求型, say) and train a model for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate
from pipeline.errors import SettingsError
from pipeline.toml_files import read_toml, refuse_unknown

# The answer that no type applies; it is no type and has no threshold.
NONE = "none"
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class TaskType:
    """One task type (任务类型); `threshold` is the probability at which a clause is given it."""

    name: str
    definition: str
    threshold: float = 0.5
    english: str = ""
    chinese: str = ""
    colour: str = "#555555"
    counter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The task types in their order, and what `none` means."""

    name: str
    version: str
    types: tuple[TaskType, ...]
    none: TaskType
    abstain_below: float = 0.5

    @classmethod
    def load(cls, path: Path | None = None) -> Codebook:
        """Read `path`, or the codebook that ships with the package.

        >>> Codebook.load().names
        ('platform', 'talent', 'finance', 'reform', 'industry', 'green')
        """
        path = path or locate("configs", "codebook.toml")
        return _codebook(read_toml(path, "codebook"), path.name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the types, without `none`."""
        return tuple(kind.name for kind in self.types)

    @property
    def thresholds(self) -> tuple[float, ...]:
        """The thresholds of the types, in their order."""
        return tuple(kind.threshold for kind in self.types)

    def named(self, name: str) -> TaskType:
        """The type of that name, or `none`; KeyError if there is no such type."""
        for kind in (*self.types, self.none):
            if kind.name == name:
                return kind
        raise KeyError(name)


def _codebook(said: Mapping[str, Any], where: str) -> Codebook:
    refuse_unknown(said, ("name", "version", "abstain_below", "none", "types"), where)
    for key in ("name", "types"):
        if not said.get(key):
            raise SettingsError(
                f"{where} has no {key!r}; see configs/codebook.toml for an example."
            )
    types = tuple(_type(row, where) for row in said["types"])
    names = [kind.name for kind in types]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SettingsError(f"{where} defines {', '.join(twice)} twice; keep one of each.")
    if NONE in names:
        raise SettingsError(f"{where} has a type called 'none'; describe it under [none] instead.")
    none = _type({"definition": "No type applies.", **said.get("none", {}), "name": NONE}, where)
    return Codebook(
        name=str(said["name"]),
        version=str(said.get("version", "1")),
        types=types,
        none=none,
        abstain_below=_share(said.get("abstain_below", 0.5), "abstain_below", where),
    )


def _type(row: Mapping[str, Any], where: str) -> TaskType:
    refuse_unknown(row, tuple(field.name for field in fields(TaskType)), f"{where} [[types]]")
    name = str(row.get("name", ""))
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"{name!r} in {where} is no name for a type; "
            "use small Latin letters, digits, - and _, and put the Chinese under `chinese`."
        )
    if not str(row.get("definition", "")).strip():
        raise SettingsError(f"{name!r} in {where} has no definition; coders need one.")
    if not _COLOUR.fullmatch(str(row.get("colour", "#555555"))):
        raise SettingsError(f"{row['colour']!r} of {name!r} in {where} is no colour like #0072B2.")
    texts = {
        key: str(row[key]).strip()
        for key in ("definition", "english", "chinese", "colour")
        if key in row
    }
    return TaskType(
        name,
        threshold=_share(row.get("threshold", 0.5), f"threshold of {name!r}", where),
        counter=tuple(map(str, row.get("counter", ()))),
        **texts,
    )


def _share(value: object, what: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1:
        raise SettingsError(f"the {what} in {where} is {value!r}; it must lie between 0 and 1.")
    return float(value)
