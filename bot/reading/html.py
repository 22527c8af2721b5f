"""A web page as text: what a reader would see of it, a line for each block; rows of tables as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from bot.reading.paper import Paper, Unreadable, day_of

_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "svg", "title", "head"}
    | {"nav", "menu", "footer", "button", "select", "dialog"}
)
"""What is no part of what a page tells: its machinery, and the ways to other pages around it."""
_AROUND = frozenset({"header", "aside"})
"""What is no part of it outside of what the page marks as its own text (``_OWN``), if it marks any."""
_OWN = frozenset({"main", "article"})
_MARKED = re.compile(r"<(?:main|article)\b", re.I)
_DATED = ("article:published_time", "citation_publication_date", "dcterms.issued", "dc.date", "date")
"""What pages call the day on which they came out, what is surest first."""
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt",
        "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"display:\s*none", re.I)
_HIDEABLE = _BLOCKS - {"br", "hr", "body"} | {"span"}
"""What has an end, so that it can be told what of a page is hidden with it."""
_MARK = re.compile(r"\[?(?:note )?(?:\d{1,3}|[a-z*†‡])\]?")
_ASKS = re.compile(r"(?:[.,;:!?”’\"')\]]|\b\d{4}|\s)\Z")
"""Behind what a number that is set high is a note's, and no power: "1965²", but "km²"."""
_MARK_PIECES = 4
"""A mark is read in no more pieces."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEP = 100
"""So many of the unseen parts that are open are known by their names; no page has as many in each other."""
_HEADING = "\ue000"
"""Stands before a heading until the text is put together; no page's own character."""
_CELLS = frozenset({"td", "th"})
_CELL = "\ue001"
"""Stands in the same way before and behind the number of rows of a cell, which comes before what it says."""
_ROWS = re.compile(r"[1-9]|1\d")
_LONG = 300
"""So much of a cell is read in the rows below the first to which it belongs."""
_SIGNS = str.maketrans({"\n": " ", _HEADING: "", _CELL: ""})
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"[^\S\n]*\n\s*")
_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\n\t"}


class _Page(HTMLParser):
    def __init__(self, marked: bool) -> None:
        """``marked``: some of the page is marked as its own text."""
        super().__init__(convert_charrefs=True)
        self._around = marked
        self._within = 0
        self.pieces: list[str] = []
        self.title: list[str] = []
        self.named: dict[str, str] = {}
        self._unseen: list[str] = []
        self._raised: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            told = {name: value or "" for name, value in attrs}
            name = told.get("name") or told.get("property", "")
            self.named.setdefault(name.lower(), told.get("content", ""))
        self._within += tag in _OWN
        around = tag in _AROUND and self._around and not self._within
        if tag in _UNSEEN or around or (tag in _HIDEABLE and _is_hidden(dict(attrs))):
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append(f"\n{_HEADING}" if tag in _HEADINGS else "\n")
            if tag == "body":
                self._unseen.clear()
        elif tag in _CELLS:
            rows = _ROWS.fullmatch(dict(attrs).get("rowspan") or "")
            self.pieces.append(f"{_CELL}{rows[0] if rows else 1}{_CELL}")
        elif tag == "sup":
            self._raised.append(len(self.pieces))

    def handle_endtag(self, tag: str) -> None:
        self._within = max(0, self._within - (tag in _OWN))
        if tag in self._unseen[-_DEEP:]:
            while self._unseen.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag == "sup" and self._raised:
            self._leave_out_mark(self._raised.pop())

    def _leave_out_mark(self, at: int) -> None:
        """Takes out the pieces from a place on if they are the mark of a note: it would run into its year."""
        if len(self.pieces) - at > _MARK_PIECES:
            return
        before = "".join(self.pieces[max(at - 2, 0) : at])
        if _MARK.fullmatch("".join(self.pieces[at:]).strip()) and _ASKS.search(before[-9:]):
            del self.pieces[at:]

    def parse_html_declaration(self, i: int) -> int:
        """Passes "<![" up to ">", as browsers do: Python 3.11 raises at words that it does not know."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data.translate(_SIGNS))
        elif self._unseen[-1] == "title" and len(self.title) < 20:
            self.title.append(data)


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def read_html(text: str) -> Paper | Unreadable:
    """The page as text, with its title, its author and when it came out where it names them."""
    page = _Page(_MARKED.search(text) is not None)
    page.feed(text)
    # What is left is text, or a comment or tag that never ends: as in a browser, all after it is part of it.
    # Python 3.11 would look for its end anew from every "<".
    if not page.rawdata.startswith("<"):
        page.close()
    seen = _SPACES.sub(" ", "".join(page.pieces).translate(_CONTROLS))
    lines = _LINES.sub("\n", seen).strip()
    if not lines:
        return Unreadable("paper_empty")
    # Lone surrogates come of character references such as &#xD800;.
    whole, headings = _apart(lines.encode("utf-8", "replace").decode("utf-8"))
    published = next(filter(None, (day_of(page.named.get(name, "")) for name in _DATED)), "")
    author = page.named.get("author", "")
    return Paper(
        "html", whole, title="".join(page.title), author=author, published=published, headings=headings
    )


def _apart(lines: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text without the signs for headings and cells, and the headings with their places."""
    seen: list[str] = []
    headings: list[tuple[int, str]] = []
    above: _Above = {}
    at = 0
    for line in lines.split("\n"):
        said, above = _row(line, above)
        bare = said.replace(_HEADING, "").strip()
        if not bare:
            continue
        if said.startswith(_HEADING):
            headings.append((at, bare))
        seen.append(bare)
        at += len(bare) + 1
    return "\n".join(seen), tuple(headings)


_Above = dict[int, tuple[int, str]]
"""The cells that reach down into the next row, by their columns: for how many rows, and what they say."""


def _row(line: str, above: _Above) -> tuple[str, _Above]:
    """A line as a row of a table, if it has cells, and what of it and of ``above`` reaches further down."""
    first, *cells = line.split(_CELL)
    if not cells:
        return line, {}
    own = iter(zip(map(int, cells[::2]), cells[1::2], strict=True))
    row: list[tuple[int, str]] = []
    while (cell := above.get(len(row)) or next(own, None)) is not None:
        row.append(cell)
    below = {column: (rows - 1, said[:_LONG]) for column, (rows, said) in enumerate(row) if rows > 1}
    said = " | ".join(said.strip() for _, said in row)
    return f"{first}| {said} |" if len(row) > 1 else f"{first}{said}", below
