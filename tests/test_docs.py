"""The README does what it says: its Python runs and prints what stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from pipeline.cli import app

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)

pytestmark = pytest.mark.skipif(not README.exists(), reason="no README beside the package")


def blocks() -> list[tuple[str, str]]:
    return BLOCK.findall(README.read_text("utf-8"))


def commands() -> dict[str, str]:
    """Every command with its help, those of groups too (`memory add`)."""
    found: dict[str, str] = {}

    def walk(group: TyperGroup, before: str) -> None:
        for name, command in group.commands.items():
            if isinstance(command, TyperGroup):
                walk(command, f"{before}{name} ")
            else:
                found[before + name] = command.help or ""

    root = get_command(app)
    assert isinstance(root, TyperGroup)
    walk(root, "")
    return found


def test_the_example_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (_, decision), (_, code), (_, shown) = blocks()[:3]
    (tmp_path / "decision.txt").write_text(decision, "utf-8")
    monkeypatch.chdir(tmp_path)

    exec(compile(code, "README.md", "exec"), {})

    assert capsys.readouterr().out.split("\n") == shown.split("\n")


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help_and_a_mention(name: str) -> None:
    assert commands()[name]
    assert f"tiaoli {name}" in README.read_text("utf-8")
