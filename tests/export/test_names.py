"""A document without a title has one name wherever its reading is written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document import Document, Place, Reading
from pipeline.export.docx import write_docx
from pipeline.export.icalendar_file import icalendar
from pipeline.export.markdown import markdown
from pipeline.export.xliff import write_xliff
from tests.export.readings import labelled, reading_of

NAME = "[澜州市2024年政府工作报告]"
FACTS = {"title": None, "genre": "work_report", "issued": "2024-01", "id": "9f2c4a"}


def _untitled() -> Reading:
    reading = labelled(reading_of("　　到2025年底，建成数据中心5座。\n　　全市建成智能工厂9家。"))
    place = Place("澜州市", None, "city")
    document: Document = replace(reading.document, place=place, **FACTS)  # type: ignore[arg-type]
    return replace(reading, tree=replace(reading.tree, document=document))


def _docx(reading: Reading, folder: Path) -> str:
    with zipfile.ZipFile(write_docx(reading, folder / "a.docx")) as parts:
        return parts.read("word/document.xml").decode()


FILES: dict[str, Callable[[Reading, Path], str]] = {
    "docx": _docx,
    "ics": lambda reading, folder: icalendar(reading).replace("\r\n ", ""),
    "markdown": lambda reading, folder: markdown(reading).replace("\\", ""),
    "xliff 1.2": lambda reading, folder: write_xliff(
        reading, folder / "a.xlf", version="1.2"
    ).read_text("utf-8"),
    "xliff 2.1": lambda reading, folder: write_xliff(reading, folder / "a.xlf").read_text("utf-8"),
}


@pytest.mark.parametrize("form", FILES)
def test_an_untitled_document_has_the_name_that_pages_give_it(form: str, tmp_path: Path) -> None:
    assert NAME in FILES[form](_untitled(), tmp_path)
