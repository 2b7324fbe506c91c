"""Read TOML files into frozen dataclasses, with one clear error for what is wrong in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pipeline.errors import SettingsError

Filled = TypeVar("Filled")


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """The tables of a file; `what` says in errors what it should be, "settings file" for one."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"no {what} {path}; check the path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}; mend that line.") from error


def filled(kind: type[Filled], table: object, where: str) -> Filled:
    """The dataclass `kind` from a table that stands at `where`.

    A table that is none, an unknown key, a missing one and a plain value of another type
    (a float may be written as an integer) are errors.
    """
    if not isinstance(table, Mapping):
        raise SettingsError(f"{where} is {table!r}; it must be a table.")
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    refuse_unknown(table, tuple(known), where)
    for key, wanted in get_type_hints(kind).items():
        if key not in table:
            field = known[key]
            if field.default is MISSING and field.default_factory is MISSING:
                raise SettingsError(f"no {key!r} in {where}; give it.")
        elif wanted in (int, float, str, bool) and type(table[key]) not in (
            (int, float) if wanted is float else (wanted,)
        ):
            raise SettingsError(
                f"{key!r} in {where} is {table[key]!r}; it must be {wanted.__name__}."
            )
    return kind(**table)


def refuse_unknown(table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    """An error for a key that is not among those `known`, with the one most like it."""
    for key in sorted(table.keys() - set(known)):
        hint = get_close_matches(key, known, n=1)
        advice = f"did you mean {hint[0]!r}?" if hint else f"choose from {', '.join(known)}."
        raise SettingsError(f"unknown setting {key!r} in {where}; {advice}")
