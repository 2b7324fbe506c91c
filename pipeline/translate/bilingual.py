"""Read the pairs of a bilingual file: TSV, TMX, XLIFF 1.2 and 2.x, XLSX, DOCX.

Whoever translated it and whichever tool wrote it: source and target are taken, the segment's own
id where it has one, and what the file says of whose words they are: a person's or a machine's.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

FINAL = frozenset({"reviewed", "final", "approved", "signed-off", "已审", "已审校", "定稿"})
"""What the column `state` of a table, or XLIFF's attribute, says of what a person looked over."""

OURS = frozenset({"new", "drafted", "flagged"})
"""The states that `tiaoli export` writes: no person has seen the English yet."""

HEADINGS = frozenset({"zh", "chinese", "source", "原文", "中文", "clause"})
"""What the first cell of a table's heading row may be."""


Mark = Literal["", "draft", "final"]
"""What a file says of a segment: nothing, a machine's draft, or looked over by a person."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One segment; `id` is the clause id or number that the file gives, or the row's number."""

    id: str
    chinese: str
    english: str
    mark: Mark = ""


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Every segment of a bilingual file, told by the file's ending."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ReadError(
            f"{path.name} is no bilingual file that can be read; "
            f"give one of {' '.join(sorted(_READERS))}."
        )
    try:
        if path.suffix.lower() in (".docx", ".xlsx"):
            zipfile.ZipFile(path).close()
        return tuple(reader(path))
    except FileNotFoundError:
        raise ReadError(f"no file {path}; check the path.") from None
    except (SyntaxError, UnicodeDecodeError, zipfile.BadZipFile, KeyError) as error:
        raise ReadError(f"{path.name} is not a valid {path.suffix} file: {error}.") from error


def _tsv(path: Path) -> Iterator[Pair]:
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) < 2:
            raise ReadError(f"{path.name} line {number} has no tab; write zh<TAB>en on each line.")
        if number > 1 or cells[0].strip().lower() not in HEADINGS:
            yield Pair(str(number), cells[0].strip(), cells[1].strip())


def _csv(path: Path) -> Iterator[Pair]:
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    yield from _rows(rows, path)


def _rows(rows: Iterable[Iterable[object]], path: Path) -> Iterator[Pair]:
    """Rows of a table: by its headings where it has some, else source and target."""
    id_at, zh_at, en_at, state_at = None, 0, 1, None
    for number, cells in enumerate(rows, start=1):
        row = ["" if cell is None else str(cell).strip() for cell in cells]
        if number == 1 and (named := _headed(row)):
            id_at, zh_at, en_at, state_at = named
            continue
        if len(row) <= max(zh_at, en_at) or not row[zh_at]:
            continue
        own = row[id_at] if id_at is not None else ""
        # A column of clause ids is one that `export` wrote: its English is a draft until marked.
        state = row[state_at].lower() if state_at is not None and state_at < len(row) else ""
        unmarked: Mark = "draft" if id_at is not None or state in OURS else ""
        mark: Mark = "final" if state in FINAL else unmarked
        yield Pair(own or str(number), row[zh_at], row[en_at], mark)


def _headed(row: list[str]) -> tuple[int | None, int, int, int | None] | None:
    names = [cell.lower() for cell in row]
    zh = next((n for n, name in enumerate(names) if name in HEADINGS - {"clause"}), None)
    en = next((n for n, name in enumerate(names) if name in _ENGLISH_HEADINGS), None)
    if zh is None or en is None:
        return None
    own, state = (names.index(one) if one in names else None for one in ("clause", "state"))
    return own, zh, en, state


_ENGLISH_HEADINGS = frozenset({"en", "english", "target", "译文", "英文", "draft"})


def _xlsx(path: Path) -> Iterator[Pair]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        yield from _rows(book.worksheets[0].iter_rows(values_only=True), path)
    finally:
        book.close()


def _docx(path: Path) -> Iterator[Pair]:
    import docx

    document = docx.Document(str(path))
    if not document.tables:
        raise ReadError(f"{path.name} has no table; a bilingual .docx has one, zh beside en.")
    for table in document.tables:
        yield from _rows(([_words(cell) for cell in row.cells] for row in table.rows), path)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}


def _words(cell: Any) -> str:
    """The words of a cell with tracked changes accepted; `cell.text` leaves out insertions."""
    return "\n".join("".join(_runs(one)) for one in cell._tc.iter(f"{_W}p"))


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _GONE and child.tag != f"{_W}pPr":
            yield from _runs(child)


def _xml(path: Path) -> _Element:
    from lxml import etree

    # No entities and no network: a bilingual file may come from anybody.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.parse(path, parser).getroot()


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: _Element | None) -> str:
    """The words of a segment, those in inline tags too, but no native codes."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and _name(child) not in ("bpt", "ept", "ph", "it", "ut"):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts).strip()


def _child(element: _Element, name: str) -> _Element | None:
    return next((one for one in element if isinstance(one.tag, str) and _name(one) == name), None)


def _tmx(path: Path) -> Iterator[Pair]:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    for number, unit in enumerate(_xml(path).iter("tu"), start=1):
        texts: dict[str, str] = {}
        for variant in unit.iter("tuv"):
            code = (variant.get(lang) or variant.get("lang") or "").lower()[:2]
            texts.setdefault(code, _text(_child(variant, "seg")))
        states = (_text(prop) for prop in unit.iter("prop") if prop.get("type") == "x-state")
        mark: Mark = "draft" if any(state in OURS for state in states) else ""
        if texts.get("zh") and "en" in texts:
            yield Pair(unit.get("tuid") or str(number), texts["zh"], texts["en"], mark)


def _xliff(path: Path) -> Iterator[Pair]:
    root = _xml(path)
    if _name(root) != "xliff":
        raise ReadError(f"{path.name} is no XLIFF file: its root is {_name(root)}.")
    named = "trans-unit" if root.get("version", "").startswith("1") else "unit"
    notes = (_text(note) for note in root.iter("{*}note"))
    unmarked: Mark = "draft" if any("| tiaoli:" in note for note in notes) else ""
    for number, unit in enumerate(root.iter(f"{{*}}{named}"), start=1):
        own = unit.get("resname") or unit.get("name") or unit.get("id") or str(number)
        if named == "trans-unit":
            target = _child(unit, "target")
            states = [target.get("state") or "" if target is not None else ""]
            mark = _mark(states, unmarked, approved=unit.get("approved") == "yes")
            yield Pair(own, _text(_child(unit, "source")), _text(target), mark)
            continue
        segments = list(unit.iter("{*}segment"))
        chinese = "".join(_text(_child(segment, "source")) for segment in segments)
        english = " ".join(_text(_child(segment, "target")) for segment in segments)
        mark = _mark([segment.get("state") or "" for segment in segments], unmarked)
        yield Pair(own, chinese, english.strip(), mark)


def _mark(states: list[str], unmarked: Mark, *, approved: bool = False) -> Mark:
    """Final where every segment of a unit is; a draft where one is still to be translated."""
    if approved or (states and all(state in FINAL for state in states)):
        return "final"
    return "draft" if any(state.startswith(_UNSEEN) for state in states) else unmarked


_UNSEEN = ("new", "initial", "needs-")


_READERS: dict[str, Callable[[Path], Iterator[Pair]]] = {
    ".tsv": _tsv,
    ".txt": _tsv,
    ".csv": _csv,
    ".tmx": _tmx,
    ".xlf": _xliff,
    ".xliff": _xliff,
    ".xlsx": _xlsx,
    ".docx": _docx,
}
