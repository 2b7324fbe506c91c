"""Write the segments of a memory: TMX, XLIFF 1.2 or TSV, told by the file's ending."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from pipeline.errors import SettingsError
from pipeline.export.tmx import SegmentRow, write_segments_tmx
from pipeline.export.xliff import NAMESPACE_1, NS_1, SOURCE, TARGET, clean, save


def write_segments(segments: Sequence[SegmentRow], path: Path) -> Path:
    """Write segments (Chinese, English, origin, date) in the format that the ending names."""
    kind = path.suffix.lower()
    if kind == ".tmx":
        return write_segments_tmx(segments, path)
    if kind == ".tsv":
        lines = ("\t".join(" ".join(cell.split()) for cell in row[:2]) for row in segments)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path
    if kind in (".xlf", ".xliff"):
        return save(_xliff(segments), path)
    raise SettingsError(f"cannot write segments as {path.name}; end its name in .tmx .tsv or .xlf.")


def _xliff(segments: Sequence[SegmentRow]) -> etree._Element:
    root = etree.Element(f"{{{NS_1}}}xliff", {"version": "1.2"}, nsmap=NAMESPACE_1)
    attributes = {"source-language": SOURCE, "target-language": TARGET, "datatype": "plaintext"}
    file = etree.SubElement(root, f"{{{NS_1}}}file", {"original": "memory", **attributes})
    body = etree.SubElement(file, f"{{{NS_1}}}body")
    for number, (chinese, english, origin, _) in enumerate(segments, start=1):
        unit = etree.SubElement(body, f"{{{NS_1}}}trans-unit", {"id": str(number)})
        etree.SubElement(unit, f"{{{NS_1}}}source").text = clean(chinese)
        etree.SubElement(unit, f"{{{NS_1}}}target", {"state": "final"}).text = clean(english)
        if origin:
            etree.SubElement(unit, f"{{{NS_1}}}note", {"from": "origin"}).text = clean(origin)
    return root
