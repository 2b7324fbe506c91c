"""The laws of reading, and the errors: what is wrong, where, and what to do."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.read import SUFFIXES, find_files, read, read_bytes, read_text
from pipeline.settings import Read
from tests.read.paper import Print, pdf
from tests.read.word import p, word

SENTENCE = "到2027年，全市高新技术企业超过1.2万家，研发投入强度达到3.5%以上。"
PAGE = f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def attempt(data: bytes, name: str) -> Document | str:
    """The document, or the words of the error."""
    try:
        return read_bytes(data, name)
    except ReadError as error:
        return str(error)


@given(st.text())
def test_text_is_kept_but_for_line_ends_and_the_mark(text: str) -> None:
    kept = read_text(text).text

    assert "\r" not in kept
    assert kept == re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


def test_a_mark_and_foreign_line_ends() -> None:
    assert read_text("\ufeff一\r二\r\n\n三\x0b\f").text == "一\n二\n\n三\x0b\f"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_a_utf_8_file_is_its_text(text: str) -> None:
    text = f"{SENTENCE * 3}\n{text}"
    assert read_bytes(text.encode(), "a.txt").text == text


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(),
        st.binary().map(b"%PDF-1.4\n".__add__),
        st.binary().map(b"PK\x03\x04".__add__),
        st.binary().map(b"<html>".__add__),
        st.text(alphabet="<>/tableroldiv =\"'&;甲\n")
        .map(("<html>" + SENTENCE).__add__)
        .map(str.encode),
    )
)
def test_any_bytes_are_a_document_or_a_read_error(data: bytes) -> None:
    first, second = attempt(data, "a.txt"), attempt(data, "a.txt")

    assert first == second
    if isinstance(first, str):
        assert re.fullmatch(r"a\.txt .+; .+\.", first, re.DOTALL)
    else:
        assert first.text.strip()


@settings(max_examples=200)
@given(st.data())
def test_damaged_files_are_documents_or_read_errors(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([word(p(SENTENCE)), pdf([[Print(SENTENCE)]]), PAGE]))
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.integers(at, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[cut:]
    result = attempt(damaged, "a")

    assert isinstance(result, Document) or result.startswith("a ")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(PAGE, "plan.txt", id="a page called .txt"),
        pytest.param(b"\xef\xbb\xbf <!-- x -->\n" + PAGE, "plan.txt", id="a page after a comment"),
        pytest.param(PAGE.decode().encode("utf-16"), "plan.docx", id="a page called .docx"),
        pytest.param(word(p(SENTENCE)), "plan.doc", id="a Word file called .doc"),
        pytest.param(word(p(SENTENCE)), "plan.txt", id="a Word file called .txt"),
        pytest.param(pdf([[Print(SENTENCE)]]), "plan.html", id="a PDF called .html"),
        pytest.param(SENTENCE.encode("gbk"), "plan.docx", id="a text called .docx"),
        pytest.param(SENTENCE.encode(), "-", id="standard input"),
    ],
)
def test_content_decides_the_format(data: bytes, name: str) -> None:
    assert read_bytes(data, name).text.strip() == SENTENCE


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "a.doc is empty; check", id="empty"),
        pytest.param(b" \r\n\t", "a.doc is empty; check", id="white space"),
        pytest.param("\u3000\n".encode(), "a.doc holds no text; check", id="wide white space"),
        pytest.param(OLE, r"a.doc is in the old Word format .* save it as \.docx", id="old Word"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "a.doc is protected by a password",
            id="locked",
        ),
        pytest.param(b"{\\rtf1\\ansi}", "a.doc is a Rich Text file; open", id="RTF"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(20), "a.doc is an image; run OCR", id="an image"),
        pytest.param(b"\x1f\x8b\x08" + bytes(20), "a.doc is an archive; unpack", id="gzip"),
    ],
)
def test_what_is_no_document(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_bytes(data, "a.doc")


def test_limits_name_the_setting() -> None:
    with pytest.raises(ReadError, match=r"a\.txt is over .* 10 bytes; .* max_bytes in \[read\]"):
        read_bytes(SENTENCE.encode(), "a.txt", limits=Read(max_bytes=10))
    with pytest.raises(ReadError, match=r"over the limit of 5 characters; .* max_characters in"):
        read_bytes(SENTENCE.encode(), "a.txt", limits=Read(max_characters=5))


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a sparse file: nothing is written
    with pytest.raises(ReadError, match=r"huge\.txt is over the limit of 50,000,000 bytes"):
        read(path)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no file .*none\.txt; check the path"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="is a folder, not a file; name a file in it"):
        read(tmp_path)
    with pytest.raises(ReadError, match="cannot be opened"):
        read("a\0b.txt")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    document = read("-")

    assert document.text == SENTENCE
    assert document.id == hashlib.sha256(SENTENCE.encode()).hexdigest()[:12]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("plans/成都 2020.docx", "成都-2020", id="a space"),
        pytest.param("C:\\plans\\决定.txt", "决定", id="a Windows path"),
        pytest.param("a.b.txt", "a.b", id="dots"),
        pytest.param('我:的"计划"?.md', "我-的-计划", id="characters that Windows forbids"),
        pytest.param("con.txt", "_con", id="a name that Windows keeps"),
        pytest.param("e\u0301tude.txt", "étude", id="composed"),
    ],
)
def test_ids_are_file_names(source: str, expected: str) -> None:
    assert read_text("甲", source=source).id == expected


@given(st.text(max_size=300))
def test_any_source_gives_an_id_that_names_a_file(source: str) -> None:
    name = read_text("甲", source=source).id

    assert 0 < len(name.encode()) <= 250
    assert not set('/\\:*?"<>|\0\n ') & set(name)
    assert name.strip(".")


def test_long_names_are_cut_and_stay_apart() -> None:
    first, second = (
        read_text("甲", source="计划" * 100 + tail).id for tail in ("上.txt", "下.txt")
    )

    assert max(len(first.encode()), len(second.encode())) < 220
    assert first != second


def test_without_a_source_the_text_names_the_document() -> None:
    assert read_text("甲").id == hashlib.sha256("甲".encode()).hexdigest()[:12]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.DOCX", "c.html", "note.xlsx", "~$a.docx", ".hidden.txt", "sub/d.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("甲", "utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        pytest.param(
            ["."], ["a.DOCX", "b.txt", "c.html", "sub/d.pdf"], id="a folder, to the bottom"
        ),
        pytest.param(["*.txt"], ["b.txt"], id="a glob"),
        pytest.param(
            ["**/*"], ["a.DOCX", "b.txt", "c.html", "sub/d.pdf"], id="a glob over folders"
        ),
        pytest.param(["note.xlsx"], ["note.xlsx"], id="a file named outright"),
        pytest.param(["c.html", "."], ["c.html", "a.DOCX", "b.txt", "sub/d.pdf"], id="each once"),
        pytest.param(["-"], ["-"], id="standard input"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_sources(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], expected: list[str]
) -> None:
    monkeypatch.chdir(folder)
    assert [path.as_posix() for path in find_files(sources)] == expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("none.txt", r"no file none\.txt; check the path", id="a missing file"),
        pytest.param(
            "*.md", r"no documents match \*\.md; it must match", id="a glob without a match"
        ),
        pytest.param(
            "empty", "no documents in empty; put files of these kinds", id="an empty folder"
        ),
    ],
)
def test_a_source_that_matches_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, message: str
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(ReadError, match=message):
        list(find_files([source]))


def test_the_suffixes_are_those_of_the_readme() -> None:
    assert SUFFIXES == (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
