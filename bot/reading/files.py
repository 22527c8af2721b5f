"""Recognises a file's format by its content, and gives its text; a name that contradicts that is refused."""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePath

from bot.reading.html import read_html
from bot.reading.paper import LARGEST, Paper, Report, Unreadable, day_of

KINDS = {
    ".txt": "txt", ".text": "txt",
    ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf",
}  # fmt: skip
"""The format that a file's extension stands for."""
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""How many bytes a PDF may have before and including its mark."""
_HTML = re.compile(r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
"""The quantifier is possessive, so that a long preamble takes linear time."""
_TAG = re.compile(r"<(?:p|div|h[1-6]|article|section|table|ul|ol|br|title)\b[^>]*>", re.I)
_LOOKED_AT = 100_000
"""How many characters or bytes are examined to recognise a format or an encoding."""
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEADING = re.compile(r"^#[ \t]+(\S[^\r\n]*)", re.M)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?$", re.M | re.S)
_KEY = re.compile(r"^(title|author|date):([^\r\n]*)", re.M)
_QUOTES = "\"'"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ZEROS = 0.5
"""The least share of zeros among the high bytes of a Western text in UTF-16."""
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1a")
_EAST_ASIAN = (("cp932", "[ぁ-ん]", 0.15), ("euc_jp", "[ぁ-ん]", 0.15), ("cp949", "[가-힣]", 0.7))
"""Old encodings in the order in which they are tried, each with letters of its language and the least share
that these must have of all non-ASCII characters."""
_WESTERN_SHARE = 0.1
"""The greatest share of non-ASCII bytes in a Western text in an old encoding."""


def kind_named(name: str) -> str | None:
    """The format that a file's extension stands for; None if that is not supported."""
    return KINDS.get(PurePath(name).suffix.lower())


def refused_by_name(name: str, size: int) -> Unreadable | None:
    """The refusal of a file with an unsupported extension or too many bytes; None for any other."""
    if kind_named(name) is None:
        kind = PurePath(name).suffix[:12]
        return Unreadable("paper_kind", {"kind": kind}) if kind else Unreadable("paper_unnamed")
    return Unreadable("paper_large", {"limit": str(LARGEST // 1_000_000)}) if size > LARGEST else None


def read_file(name: str, data: bytes, report: Report) -> Paper | Unreadable:
    """The file as text, or why it cannot be read. Plain text and Markdown are not changed at all."""
    if (refused := refused_by_name(name, len(data))) is not None:
        return refused
    named = KINDS[PurePath(name).suffix.lower()]
    if not data.strip():
        return Unreadable("paper_empty")
    if is_pdf(data):
        if named != "pdf":
            return _mislabelled(named, "pdf")
        # Imported here, because the library is large and only this process needs it.
        from bot.reading.pdf import read_pdf

        return read_pdf(data, report)
    text = decoded(data)
    if text is None:
        return Unreadable("paper_damaged" if named == "pdf" else "paper_binary")
    found = _kind_of(text, named)
    if found != named:
        return _mislabelled(named, found)
    if not text.strip("\ufeff \t\r\n\f\v"):
        return Unreadable("paper_empty")
    if found == "html":
        return read_html(text)
    return _marked_down(text) if found == "md" else Paper(found, text)


def _marked_down(text: str) -> Paper:
    """A Markdown file with the title, author and date of its front matter (YAML), or its first heading."""
    front = _FRONT.match(text[:_LOOKED_AT])
    keys = _KEY.findall(front[1]) if front is not None else ()
    told = {key: value.strip().strip(_QUOTES) for key, value in keys}
    heading = _HEADING.search(text[:_LOOKED_AT])
    title = told.get("title") or (heading[1].rstrip().rstrip("#").rstrip() if heading is not None else "")
    return Paper("md", text, title, told.get("author", ""), published=day_of(told.get("date", "")))


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, whatever the file is called."""
    return _PDF in data[:_PDF_WITHIN]


def decoded(data: bytes) -> str | None:
    """The text that the bytes encode; None if they are no text.

    Tried are UTF-8 or UTF-16, the encoding that an HTML page names, and old Japanese, Korean and Western
    encodings. Nothing is left out or added, so offsets in the text are offsets in the file as people see it.
    """
    named = _CHARSET.search(data[:2048])
    wide = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None) or _without_mark(data)
    encodings = [wide] if wide is not None else ["utf-8", *([named[1].decode()] if named else [])]
    text = next((text for text in map(partial(_as, data), encodings) if text is not None), None)
    if text is None and wide is None:
        text = _east_asian(data) or _western(data)
    return text if text is not None and _is_text(text) else None


def _without_mark(data: bytes) -> str | None:
    """The UTF-16 encoding of a Western text without a byte-order mark, where every other byte is mostly 0."""
    head = data[:_LOOKED_AT]
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = head[first::2].count(0)
        if zeros > _ZEROS * len(head) / 2 and not head[1 - first :: 2].count(0):
            return encoding
    return None


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _east_asian(data: bytes) -> str | None:
    """The text in the first old encoding that gives enough letters of its language; None if none does."""
    for encoding, letters, share in _EAST_ASIAN:
        text = _as(data, encoding)
        beyond = sum(char > "\x7f" for char in (text or "")[:_LOOKED_AT])
        if text and len(re.findall(letters, text[:_LOOKED_AT])) > share * beyond:
            return text
    return None


def _western(data: bytes) -> str | None:
    beyond = sum(byte > 127 for byte in data[:_LOOKED_AT])
    western = beyond <= _WESTERN_SHARE * len(data[:_LOOKED_AT])
    return data.decode("windows-1252", "replace") if western else None


def _is_text(text: str) -> bool:
    return _CONTROLS.isdisjoint(text) and not any("\ud800" <= char <= "\udfff" for char in text[:_LOOKED_AT])


def _kind_of(text: str, named: str) -> str:
    """The format of a text; the name decides between plain text and Markdown, which look alike."""
    head = text[:_LOOKED_AT].lstrip("\ufeff")
    if _HTML.match(head) or (named == "html" and _TAG.search(head)):
        return "html"
    return named if named in ("txt", "md") else "txt"


def _mislabelled(named: str, found: str) -> Unreadable:
    return Unreadable("paper_mislabelled", {"named": named, "found": found})
