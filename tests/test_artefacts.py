from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.artefacts import fingerprint, locate, require
from pipeline.errors import ArtefactError


def model(folder: Path, weights: bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "artefact.toml").write_text('weights = ["weights.bin"]\n', "utf-8")
    (folder / "weights.bin").write_bytes(weights)
    return folder


def test_shipped_files_are_found() -> None:
    assert (locate("corpus", "samples") / "decision.txt").is_file()


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="reinstall tiaoli"):
        locate("models", "no-such-model")
    with pytest.raises(ArtefactError, match=r"no b\.bin in .*; reinstall tiaoli"):
        require(tmp_path, "b.bin")


def test_a_fingerprint_follows_the_weights(tmp_path: Path) -> None:
    one, same, other = (
        model(tmp_path / name / "clauses", weights)
        for name, weights in (("1", b"a"), ("2", b"a"), ("3", b"b"))
    )

    assert fingerprint(one) == fingerprint(same) != fingerprint(other)
    assert fingerprint(one).startswith("clauses@")
