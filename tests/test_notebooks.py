"""The notebooks for analysts and for translators run from top to bottom, as they are committed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
NEEDED = ("ipykernel", "matplotlib", "pandas", "spacy", "faiss")

pytestmark = pytest.mark.skipif(not NOTEBOOKS.is_dir(), reason="no notebooks beside the package")


def run(name: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], str]:
    """The outputs of a notebook that is run again, and what they say as plain text."""
    for module in NEEDED:
        pytest.importorskip(module)
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= 15
    assert all(cell.outputs for cell in code if "print(" in cell.source or "show()" in cell.source)

    where = {"metadata": {"path": str(ROOT)}}
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where)
    client.execute()

    outputs = [output for cell in code for output in cell.outputs]
    texts = [one.get("text") or one.get("data", {}).get("text/plain", "") for one in outputs]
    return outputs, "\n".join(texts)


def test_the_notebook_for_analysts_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs, text = run("2-compare-cities.ipynb", monkeypatch)

    assert any("image/png" in one.get("data", {}) for one in outputs)
    assert "不低于500P" in text
    assert "↔" in text


def test_the_notebook_for_translators_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    _, text = run("3-translate-a-decision.ipynb", monkeypatch)

    assert "shall exceed 16%." in text
    assert "bound: 3.2: at least became at most" in text
    assert "number: 16 is missing; 26 is not in the source" in text
    assert "4 exact matches before, 5 after" in text
