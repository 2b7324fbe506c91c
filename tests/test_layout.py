"""The shape of the code itself: stages know the document, never each other."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = {"classify", "compare", "extract", "read", "segment", "translate"}
HEAVY = ("torch", "transformers", "spacy", "ctranslate2", "numpy", "sklearn", "trafilatura", "docx")


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def imported(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_stage_imports_another(path: Path) -> None:
    stage = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    others = {f"pipeline.{other}" for other in STAGES - {stage}}

    if stage in STAGES:
        assert not {
            module for module in imported(path) if ".".join(module.split(".")[:2]) in others
        }


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_fits_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_function_is_longer_than_a_page(path: Path) -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, functions) and (node.end_lineno or 0) - node.body[0].lineno >= 50
    ]

    assert not long


def test_the_top_level_holds_only_what_the_design_names() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    folders = {line.split("/")[0] for line in listed.stdout.splitlines() if "/" in line}

    assert folders <= {"pipeline", "models", "corpus", "configs", "notebooks", "tests", ".ci"}


def test_help_imports_nothing_heavy() -> None:
    code = f"import sys, pipeline.cli; print(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []
