"""Read the text layer of a PDF: lines with their places on the page, then paragraphs.

A PDF knows glyphs and where they stand, no paragraphs. Here its glyphs become lines; `wraps` drops
page numbers and running heads and joins the lines that the paper broke.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReadError
from pipeline.pattern import Pattern
from pipeline.read.content import Content, plain_lines, without_impossible
from pipeline.read.wraps import Line, paragraphs
from pipeline.settings import Read

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

PASSWORD = 4  # pdfium's code for a missing or wrong password

# A gap of so many ems parts two columns of a table; a space inside justified text is narrower.
COLUMN_GAP = 1.3

# Pages of a scan with a stamped number have a few characters; a text page has hundreds.
SCANNED = 15
# Fonts that do not say which characters their glyphs are.
UNREADABLE = Pattern("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
UNREADABLE_SHARE = 0.3

WIDE = Pattern("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、。“”‘’《》（）—…〔〕]")


def read_pdf(data: bytes, name: str, limits: Read) -> Content:
    """Return the text of a PDF's text layer, its wrapped lines joined."""
    document = _opened(data, name)
    try:
        if len(document) > limits.max_pages:
            raise ReadError(
                f"{name} has {len(document):,} pages, over the limit of {limits.max_pages:,}; "
                "split the file, or raise max_pages in [read] of the settings."
            )
        pages = _pages(document, name, limits)
    finally:
        document.close()
    text = "\n".join(paragraphs(pages))
    _refuse_unreadable(text, name, len(pages))
    return Content(without_impossible(plain_lines(text)))


def _opened(data: bytes, name: str) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise ReadError(
                f"{name} is protected by a password; save it without one and read that."
            ) from error
        raise ReadError(
            f"{name} is a damaged or truncated PDF; get it again, or print it to a new PDF."
        ) from error


def _pages(document: PdfDocument, name: str, limits: Read) -> list[list[Line]]:
    """The lines of every page, until there are more characters than allowed."""
    from pypdfium2 import PdfiumError

    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except PdfiumError as error:
            raise ReadError(
                f"{name} is damaged on page {number + 1}; get it again, or print it to a new PDF."
            ) from error
        characters += text_page.count_chars()
        if characters > limits.max_characters:
            raise ReadError(
                f"{name} is over the limit of {limits.max_characters:,} characters; "
                "split the document, or raise max_characters in [read] of the settings."
            )
        pages.append(list(_one_row(_lines(text_page))))
        text_page.close()
        page.close()
    return pages


def _lines(page: PdfTextPage) -> Iterator[Line]:
    """The lines as pdfium breaks them: at every step down the page."""
    import pypdfium2.raw as pdfium

    row: list[int] = []
    for at in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, at)
        if code in (10, 13):
            if row:
                yield from _line(page, row)
            row = []
        else:
            row.append(at)
    if row:
        yield from _line(page, row)


def _line(page: PdfTextPage, row: list[int]) -> Iterator[Line]:
    """The line of a row of glyphs, its wide gaps as tabs; nothing for a row of spaces."""
    import pypdfium2.raw as pdfium

    codes = [pdfium.FPDFText_GetUnicode(page, at) for at in row]
    inked = [i for i, code in enumerate(codes) if code > 32 and code not in (0xA0, 0x3000)]
    if not inked:
        return
    first, last = inked[0], inked[-1]
    left, bottom, _, top = page.get_charbox(row[first], loose=True)
    _, _, right, _ = page.get_charbox(row[last], loose=True)
    size = max(top - bottom, 1.0)
    words = "".join(_words(page, row, codes, range(first, last + 1), size))
    plain = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    yield Line(plain.replace("\ufffe", "").replace("\xad", ""), left, right, bottom, size)


def _words(
    page: PdfTextPage, row: list[int], codes: list[int], stretch: range, size: float
) -> Iterator[str]:
    for i in stretch:
        if codes[i] not in (32, 0xA0):
            yield chr(codes[i])
        elif codes[i - 1] not in (32, 0xA0):  # of several spaces the first speaks for all
            yield _space(page, row, codes, i, size)


def _space(page: PdfTextPage, row: list[int], codes: list[int], at: int, size: float) -> str:
    """A tab for a wide gap, nothing where pdfium saw a space between two Chinese characters."""
    import pypdfium2.raw as pdfium

    after = at
    while codes[after] in (32, 0xA0):
        after += 1
    gap = page.get_charbox(row[after], loose=True)[0] - page.get_charbox(row[at - 1], loose=True)[2]
    if gap > COLUMN_GAP * size:
        return "\t"
    between_wide = WIDE.match(chr(codes[at - 1])) and WIDE.match(chr(codes[after]))
    generated: Any = pdfium.FPDFText_IsGenerated(page, row[at])
    return "" if between_wide and generated == 1 else " "


def _one_row(lines: Iterator[Line]) -> Iterator[Line]:
    """Put side by side what stands on one row: pdfium begins each column on a line of its own."""
    held: Line | None = None
    for line in lines:
        if held is not None and _is_beside(held, line):
            gap = "\t" if line.left - held.right > COLUMN_GAP * held.size else ""
            held = Line(held.text + gap + line.text, held.left, line.right, held.bottom, held.size)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_beside(held: Line, line: Line) -> bool:
    return abs(held.bottom - line.bottom) < 0.3 * held.size and line.left >= held.right - 1.0


def _refuse_unreadable(text: str, name: str, pages: int) -> None:
    inked = len("".join(text.split()))
    if inked <= SCANNED * pages and inked < 200:
        raise ReadError(
            f"{name} has no text layer, it is a scan of {pages:,} page{'s' if pages > 1 else ''}; "
            "run OCR on it and read what that gives."
        )
    if len(UNREADABLE.findall(text)) > inked * UNREADABLE_SHARE:
        raise ReadError(
            f"{name} has a text layer whose fonts do not name their characters; "
            "run OCR on it and read what that gives."
        )
