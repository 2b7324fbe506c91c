"""What lies in the folder, and nothing that does not; files put there under safe names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.read.files import SUFFIXES
from pipeline.web.folder import NAME_BYTES, Folder, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("计划.txt", "计划.txt", id="plain"),
        pytest.param("../../etc/cron.d/plan.txt", "plan.txt", id="climbing"),
        pytest.param("..\\..\\plan.txt", "plan.txt", id="climbing as Windows does"),
        pytest.param("/etc/plan.txt", "plan.txt", id="absolute"),
        pytest.param("C:\\plan.txt", "plan.txt", id="absolute on Windows"),
        pytest.param("plan.txt\0.docx", "plan.txt.docx", id="a NUL"),
        pytest.param(".htaccess.txt", "htaccess.txt", id="hidden"),
        pytest.param("….txt", "….txt", id="a mark alone"),
        pytest.param(" .txt.txt", "txt.txt", id="an ending alone"),
        pytest.param(".tiaoli/workbench.db.txt", "workbench.db.txt", id="our own folder"),
        pytest.param("~$plan.docx", "plan.docx", id="Word's lock"),
        pytest.param("计划\u202etxt.exe.docx", "计划txt.exe.docx", id="turned round"),
        pytest.param("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt", id="a line of a header"),
        pytest.param('<img src="x">.txt', "img src=x.txt", id="markup"),
        pytest.param("PLAN.PDF", "PLAN.PDF", id="capitals"),
        pytest.param("計画\u3099.txt".encode().decode(), "計画\u3099.txt", id="combining"),
    ],
)
def test_a_name_becomes_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "name",
    [
        "plan.exe",
        "plan",
        "plan.json",
        "plan.txt/",
        "",
        "..txt",
        "plan.html.svg",
        ".txt.",
        "plan.doc",
    ],
)
def test_a_kind_that_is_not_read_is_refused(name: str) -> None:
    with pytest.raises(ReadError, match=r"\.txt \.md"):
        safe_name(name)


@given(st.text(max_size=300), st.sampled_from(SUFFIXES))
def test_any_name_is_one_visible_file_of_the_folder(words: str, ending: str) -> None:
    try:
        name = safe_name(words + ending)
    except ReadError:
        return
    assert name == os.path.basename(name)
    assert not name.startswith(".")
    assert name.isprintable()
    assert len(name.encode()) <= NAME_BYTES + len(ending)
    assert Path(name).suffix.lower() in SUFFIXES


def test_no_file_is_written_over(folder: Path) -> None:
    (folder / "plan.txt").write_text("一", "utf-8")
    opened = Folder.open(folder)

    names = [opened.put("plan.txt", content).name for content in (b"2", b"3")]

    assert names == ["plan-2.txt", "plan-3.txt"]
    assert [(folder / name).read_bytes() for name in names] == [b"2", b"3"]
    assert (folder / "plan.txt").read_text("utf-8") == "一"
    assert not list(folder.glob(".*.part"))


def test_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    (folder / "plan.txt").symlink_to(outside)

    name = Folder.open(folder).put("plan.txt", b"mine").name

    assert name == "plan-2.txt"
    assert not outside.exists()


def test_what_lies_outside_is_no_document(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "plan.txt").write_text("secret", "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder").symlink_to(tmp_path / "deep")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "inside.txt").symlink_to(folder / "plan.txt")
    (folder / "plan.txt").write_text("一、目标", "utf-8")
    os.mkfifo(folder / "pipe.txt")

    assert [file.name for file in Folder.open(folder).files()] == ["inside.txt", "plan.txt"]


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "link.txt", "plan\0.txt", ".", "no.txt"],
)
def test_no_name_leads_out(name: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")

    with pytest.raises(ReadError):
        Folder.open(folder).path(name)


def test_only_documents_and_records_are_listed(folder: Path) -> None:
    for name in ("a.txt", "b.DOCX", "c.json", "d.exe", "~$a.docx", ".hidden.txt", "e\u202etxt.txt"):
        (folder / name).write_text('{"schema": "other"}', "utf-8")
    (folder / "r.json").write_text('{"schema": "tiaoli.reading/1"}', "utf-8")
    (folder / ".tiaoli").mkdir()
    (folder / ".tiaoli" / "x.txt").write_text("x", "utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "f.md").write_text("x", "utf-8")

    assert [file.name for file in Folder.open(folder).files()] == [
        "a.txt",
        "b.DOCX",
        "r.json",
        "sub/f.md",
    ]


def test_a_folder_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is no folder"):
        Folder.open(tmp_path / "none")
