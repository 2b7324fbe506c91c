"""The commands around the classifier, each on a document of our own."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipeline.artefacts import locate
from pipeline.cli.annotate import annotate
from pipeline.cli.audit import audit
from pipeline.cli.evaluate import evaluate
from pipeline.cli.recode import recode
from pipeline.errors import SettingsError

TEXT = """云州市科技创新行动方案
一、建设创新平台
建设中试基地和重点实验室。
设立10亿元天使投资基金。
引进高层次人才，发放安家补贴。
深化科技评价改革，简化审批流程。
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, "utf-8")
    return path


def _run(command: object, *arguments: object) -> tuple[str, str]:
    app = typer.Typer()
    app.command()(command)  # type: ignore[type-var]
    result = CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_annotate_there_and_back(document: Path, tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.csv"
    _run(annotate, document, "--export", "csv", "--most", 3, "-o", tasks)
    rows = list(csv.DictReader(io.StringIO(tasks.read_text("utf-8"))))
    assert len(rows) == 3
    assert all(row["clause"] in TEXT for row in rows)
    for row in rows:
        row["types"], row["coder"] = "reform", "li"
    with tasks.open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    out, err = _run(annotate, tasks, "--import", "csv")
    assert [row["types"] for row in csv.DictReader(io.StringIO(out))] == ["reform"] * 3
    assert "3 labels" in err


def test_annotate_writes_the_interface(document: Path, tmp_path: Path) -> None:
    _run(annotate, document, "--export", "labelstudio", "-o", tmp_path / "tasks.json")
    assert json.loads((tmp_path / "tasks.json").read_text("utf-8"))
    assert "<Choices" in (tmp_path / "tasks.xml").read_text("utf-8")


def test_recode_by_thresholds(document: Path, tmp_path: Path) -> None:
    shipped = locate("configs", "codebook.toml")
    strict = tmp_path / "strict.toml"
    lines = shipped.read_text("utf-8").splitlines()
    strict.write_text(
        "\n".join("threshold = 0.999" if line.startswith("threshold") else line for line in lines)
    )
    out, err = _run(recode, shipped, strict, document, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert out == _run(recode, shipped, strict, document, "--csv")[0]  # as scripts still say
    assert json.loads(_run(recode, shipped, strict, document, "-f", "json")[0]) == rows
    assert rows[0]["words"] in _run(recode, shipped, strict, document)[0]
    assert rows
    assert {row["after"] for row in rows} == {"none"}
    assert all("→ 1.00" in row["why"] for row in rows)
    assert err.strip().endswith("of 6 clauses moved")
    assert _run(recode, shipped, shipped, document)[0] == ""


def test_recode_with_other_types(document: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "x"\n[[types]]\nname = "supply"\ndefinition = "Gives."\n')
    with pytest.raises(SettingsError, match="train a model"):
        _run(recode, locate("configs", "codebook.toml"), own, document)


def test_evaluate_signs_its_figures() -> None:
    from pipeline.classify import Classifier

    out, _ = _run(evaluate, locate("models", "clauses"))
    assert out.splitlines()[0] == Classifier.load().signature
    assert any(line.split()[0] == "macro_f1" for line in out.splitlines()[1:])
    out, _ = _run(evaluate, locate("models", "clauses"), "--format", "json")
    assert out == _run(evaluate, locate("models", "clauses"), "--json")[0]
    found = json.loads(out)
    assert 0 < found[Classifier.load().signature]["macro_f1"] <= 1
    table = _run(evaluate, locate("models", "clauses"), "-f", "csv")[0]
    rows = {row["figure"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["macro_f1"]["model"] == Classifier.load().signature
    assert float(rows["macro_f1"]["value"]) == found[Classifier.load().signature]["macro_f1"]


def test_audit_reads_what_training_left(tmp_path: Path) -> None:
    from pipeline.train.classify_folder import Unseen, write_answers
    from pipeline.train.classify_labels import Labelled

    (tmp_path / "codebook.toml").write_text(
        'name = "x"\n[[types]]\nname = "supply"\ndefinition = "Gives."\n'
    )
    clauses = [f"设立第{i}号基金。" for i in range(60)]
    (tmp_path / "labels.csv").write_text(
        "\n".join(["clause,types", *(f"{clause},supply" for clause in clauses)]), "utf-8"
    )
    answers = [
        Unseen(Labelled(clause, ("supply",)).key, 0, (), {"supply": 0.1, "none": 0.9}, False)
        for clause in clauses[:2]
    ]
    write_answers(tmp_path / "out-of-fold.tsv", answers, ("supply", "none"))
    out, err = _run(audit, tmp_path / "labels.csv", "--model", tmp_path, "--format", "csv")
    assert out == _run(audit, tmp_path / "labels.csv", "--model", tmp_path, "--csv")[0]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["clause"] for row in rows} == set(clauses[:2])
    assert {(row["label"], row["model"], row["doubt"]) for row in rows} == {
        ("supply", "none", "0.8")
    }
    told = json.loads(_run(audit, tmp_path / "labels.csv", "--model", tmp_path, "-f", "json")[0])
    assert [row["doubt"] for row in told] == [0.8, 0.8]
    assert _run(audit, tmp_path / "labels.csv", "--model", tmp_path)[0].startswith("0.80  supply")
    assert "contradicts 2 of 60" in err
