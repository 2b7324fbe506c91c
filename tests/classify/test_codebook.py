from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.errors import SettingsError

GOOD = """
name = "levers"
[[types]]
name = "supply"
definition = "The city gives."
"""


def test_shipped() -> None:
    book = Codebook.load()
    assert book.names == ("platform", "talent", "finance", "reform", "industry", "green")
    colours = [kind.colour for kind in (*book.types, book.none)]
    assert len(set(colours)) == len(colours)
    assert all(kind.definition and kind.english and kind.chinese for kind in book.types)
    assert book.named("none") == book.none
    with pytest.raises(KeyError):
        book.named("culture")


def test_defaults(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD)
    book = Codebook.load(path)
    assert (book.names, book.thresholds, book.version) == (("supply",), (0.5,), "1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "has no 'name'", id="empty"),
        pytest.param('name = "x"', "has no 'types'", id="no types"),
        pytest.param("name = ", "not TOML", id="broken"),
        pytest.param(GOOD + "threshhold = 0.4", "did you mean 'threshold'", id="misspelt"),
        pytest.param(GOOD + "threshold = 1.5", "between 0 and 1", id="impossible threshold"),
        pytest.param(GOOD + "threshold = true", "between 0 and 1", id="a truth is no number"),
        pytest.param(GOOD + 'colour = "red"', "no colour", id="colour by name"),
        pytest.param(GOOD.replace("supply", "供给"), "no name for a type", id="Chinese name"),
        pytest.param(GOOD.replace("supply", "none"), "called 'none'", id="none as a type"),
        pytest.param(GOOD + GOOD.split('"levers"')[1], "supply twice", id="twice"),
        pytest.param('name = "x"\n[[types]]\nname = "a"', "no definition", id="undefined"),
        pytest.param("versoin = 1\n" + GOOD, "did you mean 'version'", id="unknown key"),
    ],
)
def test_errors(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=message):
        Codebook.load(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no codebook"):
        Codebook.load(tmp_path / "none.toml")
