"""Reads the text layer of a PDF, page by page. Only the worker imports this."""

from __future__ import annotations

import re
from itertools import accumulate

import pypdfium2
import pypdfium2.raw as pdfium

from bot.reading.paper import PAGES, Paper, Report, Unreadable

PAGE_BREAK = "\f"
LEAST = 4
"""A page with fewer words counts as blank."""
PICTURES = 0.9
"""With a greater share of blank pages the file is taken for a scan without a text layer."""
_PROGRAM = re.compile(r"^Microsoft (?:Office )?Word - |\.(?:docx?|indd|odt|pdf|rtf|tex|txt)$", re.IGNORECASE)
"""What programs add to the title that somebody gave."""
_NAMELESS = re.compile(
    r"\W*(?:untitled|unnamed|unknown|anonymous|unspecified|document|title|author|user|admin)\W*\d*\W*",
    re.IGNORECASE,
)
"""Placeholders that programs write if nobody gave a title or an author."""
_HYPHENS = {0x02: "-\n", 0xFFFE: "-\n"}
"""PDFium's codes for a hyphen at the end of a line, which it gives without the line break."""
_CONTROLS = {code: " " for code in range(32) if chr(code) != "\n"}


def read_pdf(data: bytes, report: Report) -> Paper | Unreadable:
    """The text of all pages, separated by form feeds, or why there is none."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return Unreadable("paper_encrypted" if locked else "paper_damaged")
    count = len(document)
    if count > PAGES:
        return Unreadable("paper_pages", {"pages": str(count), "limit": str(PAGES)})
    texts = []
    for number in range(count):
        try:
            texts.append(_page(document, number))
        except pypdfium2.PdfiumError:
            return Unreadable("paper_damaged", {"page": str(number + 1)})
        report(number + 1, count)
    if not count:
        return Unreadable("paper_damaged")
    blank = sum(len(text.split()) < LEAST for text in texts)
    if blank > PICTURES * count:
        return Unreadable("paper_scanned", {"pages": str(count)})
    return Paper(
        "pdf",
        PAGE_BREAK.join(texts),
        title=_named(_PROGRAM.sub("", _metadata(document, "Title"))),
        author=_named(_metadata(document, "Author")),
        pages=tuple(accumulate((len(text) + len(PAGE_BREAK) for text in texts[:-1]), initial=0)),
        blank=blank,
    )


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text = page.get_textpage().get_text_range(errors="replace")
    finally:
        page.close()
    return str(text).replace("\r\n", "\n").translate(_CONTROLS | _HYPHENS)


def _metadata(document: pypdfium2.PdfDocument, key: str) -> str:
    """A metadata value of the file; empty if it is not valid text."""
    try:
        return str(document.get_metadata_value(key)).strip()
    except UnicodeDecodeError:
        return ""


def _named(text: str) -> str:
    """A title or an author; empty if it is a placeholder."""
    return "" if _NAMELESS.fullmatch(text) else text
