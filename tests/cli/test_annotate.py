"""`tiaoli annotate`: what it says of files that hold no labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("tool", ["prodigy", "doccano", "labelstudio", "csv"])
@pytest.mark.parametrize(
    "content",
    [pytest.param(b"\xc7\x00\x81", id="not text"), pytest.param(None, id="no file")],
)
def test_a_file_without_labels_is_one_line(
    tool: str, content: bytes | None, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "labels.jsonl"
    if content is not None:
        file.write_bytes(content)

    done = run("annotate", file, "--import", tool)

    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert done.out == ""


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{no json", id="no JSON"),
        pytest.param('{"id": "1"}', id="no labels"),
        pytest.param("[1, 2]", id="no object"),
    ],
)
def test_labels_that_cannot_be_audited_are_one_line(line: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(f"{line}\n", "utf-8")
    done = run("audit", file)

    assert (done.code, done.out) == (2, "")
    assert "holds no labels by offsets" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("option", ["-o", "--out", "--output"])
def test_where_to_write_goes_by_the_name_it_has_elsewhere(
    option: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text("澜州市行动计划\n培育创新平台20个。\n", "utf-8")
    out = tmp_path / "tasks.csv"
    done = run("annotate", tmp_path / "plan.txt", "--export", "csv", option, out)

    assert done.code == 0
    assert "培育创新平台20个" in out.read_text("utf-8")
