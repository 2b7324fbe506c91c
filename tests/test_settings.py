from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings


def test_shipped_settings_spell_out_every_default() -> None:
    assert Settings.load() == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[read]\nmax_byte = 8\n", "did you mean 'max_bytes'", id="misspelt setting"),
        pytest.param("[red]\nmax_bytes = 8\n", "did you mean 'read'", id="misspelt table"),
        pytest.param("[read]\nmax_bytes = '8'\n", "it must be int", id="wrong type"),
        pytest.param("[read]\nmax_bytes = true\n", "it must be int", id="a bool is no number"),
        pytest.param("read = 8\n", "it must be a table", id="no table"),
        pytest.param("[read\n", "is not TOML", id="not TOML"),
    ],
)
def test_a_wrong_file_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(SettingsError, match=message):
        Settings.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no settings file .*none\.toml"):
        Settings.load(tmp_path / "none.toml")


def test_a_setting_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[read]\nmax_pages = 3\n", "utf-8")

    assert Settings.load(path).read.max_pages == 3
