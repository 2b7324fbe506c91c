"""Find what ships beside the code: trained models, settings, the collected corpus.

In a checkout `models/`, `configs/` and `corpus/` sit next to `pipeline/`. In a wheel they sit
inside it. This is the only module that knows the difference.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path

from pipeline.errors import ArtefactError

HERE = Path(__file__).parent


def locate(*parts: str) -> Path:
    """The path of a shipped file or folder, wherever it was installed.

    >>> locate("configs", "default.toml").is_file()
    True
    """
    inside, beside = HERE.joinpath(*parts), HERE.parent.joinpath(*parts)
    found = inside if inside.exists() else beside
    if not found.exists():
        raise ArtefactError.missing(found.parent, [found.name])
    return found


def require(folder: Path, *names: str) -> Path:
    """Return `folder` once every named file is in it, or say which are not."""
    absent = [name for name in names if not (folder / name).is_file()]
    if absent:
        raise ArtefactError.missing(folder, absent)
    return folder


@cache
def fingerprint(folder: Path) -> str:
    """The name and the short hash of a model folder, for signatures: `leads@3fa9c1`.

    `artefact.toml` in the folder names the weight files; the hash is of their bytes, in that order.
    """
    require(folder, "artefact.toml")
    described = tomllib.loads((folder / "artefact.toml").read_text("utf-8"))
    files: list[str] = described["weights"]
    require(folder, *files)
    digest = hashlib.sha256()
    for name in files:
        digest.update((folder / name).read_bytes())
    return f"{folder.name}@{digest.hexdigest()[:6]}"
