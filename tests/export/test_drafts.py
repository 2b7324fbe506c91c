"""Drafts in the files of translators: written, read back by ourselves and by another's readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.document import (
    Check,
    Clause,
    ClauseTree,
    Document,
    Draft,
    Reading,
    Span,
    Unit,
)
from pipeline.errors import SettingsError
from pipeline.export.docx import write_docx
from pipeline.export.markdown import markdown, write_markdown
from pipeline.export.rows import rows
from pipeline.export.segments import write_segments
from pipeline.export.table import COLUMNS, write_csv
from pipeline.export.tbx import write_tbx
from pipeline.export.tmx import write_tmx
from pipeline.export.xliff import write_xliff
from pipeline.export.xlsx import write_xlsx
from pipeline.translate.bilingual import read_pairs
from pipeline.translate.edits import choose, edits

SCHEMAS = Path(__file__).parent / "schemas"
TEXT = (
    "临川湖区生态修复方案\n一、总体目标\n到2027年，水质达标率<90%>以上。\n"
    "=完善\x0b基础设施 & 管网。"
)


def _reading() -> Reading:
    ends = [at for at, letter in enumerate(f"{TEXT}\n") if letter == "\n"]
    spans = [Span(a, b) for a, b in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    goals = Span(spans[1].start + 2, spans[1].end)
    units = (
        Unit("1", "title", "", spans[0], spans[0], None, 0, ""),
        Unit("2", "part", "一、", goals, Span(spans[1].start, len(TEXT)), None, 1, "一"),
    )
    clauses = (
        Clause("1:1", "1", spans[0], "heading"),
        Clause("2:1", "2", spans[1], "heading"),
        Clause("2:2", "2", spans[2], "sentence"),
        Clause("2:3", "2", spans[3], "sentence"),
    )
    drafts = (
        Draft("1:1", "Plan for Ecological Restoration", "memory", 1.0),
        Draft("2:1", "I. Overall goals", "memory", 0.92, (("目标", "goal"),)),
        Draft(
            "2:2",
            "By 2027, <90%> or so of water | shall *meet* standards.",
            "model",
            0.0,
            (),
            (Check("bound", False, "90: at least became about"), Check("number", True)),
        ),
    )
    document = Document("linchuan", TEXT, "plan.txt", "临川湖区生态修复方案")
    return Reading(ClauseTree(document, units, clauses), "tiaoli:test", drafts=drafts)


READING = _reading()
CLEAN = [(row.id, row.chinese.replace("\x0b", ""), row.english) for row in rows(READING)]

Write = Callable[[Reading, Path], Path]
WRITERS: dict[str, Write] = {
    "a.xlf": lambda reading, path: write_xliff(reading, path, version="1.2"),
    "b.xlf": write_xliff,
    "c.docx": write_docx,
    "d.xlsx": write_xlsx,
    "e.csv": lambda reading, path: write_csv([reading], path),
}


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    path = WRITERS[name](READING, tmp_path / name)
    found = [
        (pair.id, pair.chinese.replace("\x0b", "").replace("\n", ""), pair.english)
        for pair in read_pairs(path)
    ]

    assert found == CLEAN


def test_tmx_has_the_drafted_clauses(tmp_path: Path) -> None:
    found = read_pairs(write_tmx(READING, tmp_path / "a.tmx"))

    assert [(p.id, p.chinese, p.english) for p in found] == [row for row in CLEAN if row[2]]


def test_rows_say_state_context_and_notes() -> None:
    found = rows(READING)

    assert [row.state for row in found] == ["drafted", "drafted", "flagged", "new"]
    assert (found[2].context, found[2].citation) == ("总体目标", "一")
    assert found[2].notes == ("bound: 90: at least became about",)


def test_csv_has_a_row_per_clause(tmp_path: Path) -> None:
    path = write_csv([READING], tmp_path / "a.csv")
    table = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))

    assert tuple(table[0]) == COLUMNS
    assert [row["state"] for row in table] == ["drafted", "drafted", "flagged", "new"]
    assert table[2]["notes"].startswith("bound: 90")


def test_a_cell_that_begins_with_an_equals_sign_is_no_formula(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(write_xlsx(READING, tmp_path / "a.xlsx"))
    cell = book.active["C5"]

    assert (cell.value.startswith("=完善"), cell.data_type) == (True, "s")


def test_markdown_shows_headings_and_escapes(tmp_path: Path) -> None:
    text = markdown(READING)

    assert write_markdown(READING, tmp_path / "a.md").read_text("utf-8") == text
    assert "# Plan for Ecological Restoration" in text
    assert r"\<90%\> or so of water \| shall \*meet\* standards." in text
    assert "- ⚠ bound: 90" in text
    assert "*not drafted*" in text


def _valid(path: Path, schema: str) -> str:
    """What a schema has against a file; "" if nothing."""
    source = SCHEMAS / schema
    validator: Any
    if source.suffix == ".dtd":
        with source.open() as file:
            validator = etree.DTD(file)
    else:
        validator = etree.RelaxNG(etree.parse(source))
    document = etree.parse(path, etree.XMLParser(load_dtd=False))
    return "" if validator.validate(document) else str(validator.error_log)


TERMS = [("企业", ("enterprises", "businesses"), "industry"), ("水<库", ("reservoir",), "")]
SEGMENTS = [("甲。", "A.", "me", "2026-01-31T09:30:00+00:00"), ("乙 & 丙。", "B < C.", "", "")]

FILES: list[tuple[str, str, Callable[[Path], Path]]] = [
    ("a.xlf", "xliff-1.2.rng", lambda path: write_xliff(READING, path, version="1.2")),
    ("b.xlf", "xliff-2.1.rng", lambda path: write_xliff(READING, path)),
    ("c.tmx", "tmx-1.4b.dtd", lambda path: write_tmx(READING, path)),
    ("d.tmx", "tmx-1.4b.dtd", lambda path: write_segments(SEGMENTS, path)),
    ("e.xlf", "xliff-1.2.rng", lambda path: write_segments(SEGMENTS, path)),
    ("f.tbx", "tbx-basic.rng", lambda path: write_tbx(TERMS, path)),
]


@pytest.mark.parametrize(("name", "schema", "write"), FILES, ids=[row[0] for row in FILES])
def test_files_are_valid(
    tmp_path: Path, name: str, schema: str, write: Callable[[Path], Path]
) -> None:
    assert _valid(write(tmp_path / name), schema) == ""


def test_the_schemas_can_fail(tmp_path: Path) -> None:
    path = write_xliff(READING, tmp_path / "a.xlf", version="1.2")
    broken = path.read_text("utf-8").replace("<body>", "<body><unit/>")
    path.write_text(broken, "utf-8")

    assert "unit" in _valid(path, "xliff-1.2.rng")


def test_another_tools_readers_open_them(tmp_path: Path) -> None:
    """translate-toolkit, which is used in this test only."""
    factory = pytest.importorskip("translate.storage.factory")
    for name, _, write in FILES:
        if name == "b.xlf":
            continue
        store = factory.getobject(str(write(tmp_path / name)))
        units = [unit for unit in store.units if unit.source]
        assert len(units) >= 2, name
        assert any("A" <= str(unit.target)[:1] <= "z" for unit in units), name


def test_another_tools_reader_opens_xliff_2(tmp_path: Path) -> None:
    xliff2 = pytest.importorskip("translate.storage.xliff2")
    store = xliff2.Xliff2File.parsefile(str(write_xliff(READING, tmp_path / "b.xlf")))

    assert [unit.target for unit in store.units if unit.target] == [e for _, _, e in CLEAN if e]


def _states(version: str, tmp_path: Path) -> list[tuple[str | None, str | None]]:
    """The state and what goes with it, of each clause in turn."""
    odd = replace(READING.drafts[2], clause="2:3", origin="model", checks=())
    path = write_xliff(
        replace(READING, drafts=(*READING.drafts, odd)), tmp_path / "a.xlf", version=version
    )
    name, more = ("target", "state-qualifier") if version == "1.2" else ("segment", "subState")
    found = etree.parse(path).getroot().iter(f"{{*}}{name}")
    return [(one.get("state"), one.get(more)) for one in found]


def test_drafts_leave_for_review(tmp_path: Path) -> None:
    review = "needs-review-translation"

    assert _states("1.2", tmp_path) == [
        ("translated", "exact-match"), (review, "fuzzy-match"), (review, "leveraged-mt"),
        (review, "leveraged-mt"),
    ]  # fmt: skip
    assert _states("2.1", tmp_path) == [
        ("translated", None), ("initial", "tiaoli:drafted"), ("initial", "tiaoli:flagged"),
        ("initial", "tiaoli:drafted"),
    ]  # fmt: skip


def test_another_tool_sees_drafts_as_drafts(tmp_path: Path) -> None:
    xliff = pytest.importorskip("translate.storage.xliff")
    xliff2 = pytest.importorskip("translate.storage.xliff2")
    one = write_xliff(READING, tmp_path / "a.xlf", version="1.2")
    two = write_xliff(READING, tmp_path / "b.xlf")
    of_one = [u for u in xliff.xlifffile.parsefile(str(one)).units if u.source]
    of_two = [u for u in xliff2.Xliff2File.parsefile(str(two)).units if u.source]

    assert [u.get_state_n() >= u.S_TRANSLATED for u in of_one] == [True, False, False, False]
    assert [u.isfuzzy() for u in of_two] == [False, True, True, False]
    assert [u.istranslated() for u in of_two] == [True, False, False, False]


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_of_what_comes_back_only_changes_and_what_is_final_are_kept(
    version: str, tmp_path: Path
) -> None:
    path = write_xliff(READING, tmp_path / "a.xlf", version=version)
    drafts = [(row.id, row.chinese, row.english) for row in rows(READING)]
    untouched = read_pairs(path)
    assert choose(untouched, edits(drafts, untouched), compared=True).taken == ()

    signed = path.read_text("utf-8").replace("I. Overall goals", "I. General goals")
    signed = signed.replace('"translated"', '"final"', 1)
    path.write_text(signed, "utf-8")
    back = read_pairs(path)
    choice = choose(back, edits(drafts, back), compared=True)

    assert [pair.id for pair in choice.taken] == ["1:1", "2:1"]
    assert [pair.id for pair in choice.unseen] == ["2:2"]


def test_an_unknown_ending_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.tmx \.tsv or \.xlf"):
        write_segments(SEGMENTS, tmp_path / "a.doc")
