"""What a file is, by its content, and its text. A name that says otherwise is refused: nothing is guessed."""

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
"""What a name's ending says a file is."""
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""A PDF may have that much before its mark."""
_HTML = re.compile(r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
"""What stands before the first tag is passed once: taken apart in another way it would be the same."""
_TAG = re.compile(r"<(?:p|div|h[1-6]|article|section|table|ul|ol|br|title)\b[^>]*>", re.I)
_LOOKED_AT = 100_000
"""So much of a text tells what it is."""
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEADING = re.compile(r"^#[ \t]+(\S[^\r\n]*)", re.M)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?$", re.M | re.S)
_KEY = re.compile(r"^(title|author|date):([^\r\n]*)", re.M)
_QUOTES = "\"'"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1a")
_EAST_ASIAN = (("cp932", "[ぁ-ん]", 0.15), ("euc_jp", "[ぁ-ん]", 0.15), ("cp949", "[가-힣]", 0.7))
"""Old encodings in the order in which they are tried: letters of the language, and at least which share they
have of what is beyond ASCII."""
_WESTERN_SHARE = 0.1
"""More than this share of letters beyond ASCII is no Western text in an old encoding."""


def kind_named(name: str) -> str | None:
    """What a file's name says that it is; None for what is not read."""
    return KINDS.get(PurePath(name).suffix.lower())


def refused_by_name(name: str, size: int) -> Unreadable | None:
    """The refusal of a file that need not be looked at: its name or its size in bytes says enough."""
    if kind_named(name) is None:
        kind = PurePath(name).suffix[:12]
        return Unreadable("paper_kind", {"kind": kind}) if kind else Unreadable("paper_unnamed")
    return Unreadable("paper_large", {"limit": str(LARGEST // 1_000_000)}) if size > LARGEST else None


def read_file(name: str, data: bytes, report: Report) -> Paper | Unreadable:
    """The file as text, or why not. The text of a plain file is its own, character by character."""
    if (refused := refused_by_name(name, len(data))) is not None:
        return refused
    named = KINDS[PurePath(name).suffix.lower()]
    if not data.strip():
        return Unreadable("paper_empty")
    if is_pdf(data):
        if named != "pdf":
            return _mislabelled(named, "pdf")
        # Only here: nobody else loads a library of that size.
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
    """Markdown, with the title, author and date that stand in front of it (YAML), else its first heading."""
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
    """The text that the bytes are: UTF-8 or UTF-16, what an HTML page names, or an old encoding of Windows,
    of Japanese or of Korean; None if they are no text.

    Nothing is left out or put in: offsets in the text are offsets in the file as its readers see it.
    """
    named = _CHARSET.search(data[:2048])
    wide = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    encodings = [wide] if wide is not None else ["utf-8", *([named[1].decode()] if named else [])]
    text = next((text for text in map(partial(_as, data), encodings) if text is not None), None)
    if text is None and wide is None:
        text = _east_asian(data) or _western(data)
    return text if text is not None and _is_text(text) else None


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _east_asian(data: bytes) -> str | None:
    """The text in the first old encoding that makes it one in which its language's own letters abound."""
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
    """What a text is; plain text and Markdown cannot be told apart, so that the name says which."""
    head = text[:_LOOKED_AT].lstrip("\ufeff")
    if _HTML.match(head) or (named == "html" and _TAG.search(head)):
        return "html"
    return named if named in ("txt", "md") else "txt"


def _mislabelled(named: str, found: str) -> Unreadable:
    return Unreadable("paper_mislabelled", {"named": named, "found": found})
