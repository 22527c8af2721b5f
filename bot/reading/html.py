"""Turns a web page into the text that a reader sees: one line for each block, table rows as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from bot.reading.paper import Paper, Unreadable, day_of

_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "svg", "title", "head"}
    | {"nav", "menu", "footer", "button", "select", "dialog"}
)
"""Elements whose content is left out: scripts and the like, and navigation."""
_AROUND = frozenset({"header", "aside"})
"""Elements that are left out unless they are inside ``_OWN``, if the page has any of these."""
_OWN = frozenset({"main", "article"})
"""Elements that mark a page's own content."""
_MARKED = re.compile(r"<(?:main|article)\b", re.I)
_DATED = ("article:published_time", "citation_publication_date", "dcterms.issued", "dc.date", "date")
"""Names of meta elements with the date of publication, the most reliable first."""
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt",
        "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"display:\s*none", re.I)
_ENDED_BY = {
    **dict.fromkeys(("head", "p"), _BLOCKS - {"br"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
    "li": frozenset({"li"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
}
"""For elements that may lack an end tag, the elements whose start ends them."""
_HIDEABLE = _BLOCKS - {"br", "hr", "body"} | {"span"}
"""Elements that may be hidden by an attribute: they have an end tag, so it is clear what is hidden."""
_MARK = re.compile(r"\[?(?:note )?(?:\d{1,3}|[a-z*†‡])\]?")
_ASKS = re.compile(r"(?:[.,;:!?”’\"')\]]|\b\d{4}|\s)\Z")
"""Text after which a superscript number is a footnote mark ("1965²") instead of a power ("km²")."""
_MARK_PIECES = 4
"""A footnote mark consists of at most this many pieces."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEP = 100
"""How many of the open unseen elements an end tag can close; no real page nests as many."""
_HEADING = "\ue000"
"""A private-use character that marks a heading until the text is assembled."""
_CELLS = frozenset({"td", "th"})
_CELL = "\ue001"
"""A private-use character around the number of rows that a table cell spans, which precedes its text."""
_ROWS = re.compile(r"[1-9]|1\d")
_LONG = 300
"""How many characters of a cell are repeated in the further rows that it spans."""
_SIGNS = str.maketrans({"\n": " ", _HEADING: "", _CELL: ""})
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"[^\S\n]*\n\s*")
_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\n\t"}


class _Page(HTMLParser):
    def __init__(self, marked: bool) -> None:
        """``marked`` says that the page has elements of ``_OWN``."""
        super().__init__(convert_charrefs=True)
        self._marked = marked
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
        if self._unseen and tag in _ENDED_BY.get(self._unseen[-1], ()):
            self._unseen.pop()
        around = tag in _AROUND and self._marked and not self._within
        if tag in _UNSEEN or around or (tag in _HIDEABLE and (self._unseen or _is_hidden(dict(attrs)))):
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
            self._drop_footnote_mark(self._raised.pop())

    def _drop_footnote_mark(self, at: int) -> None:
        """Removes the pieces from ``at`` on if they are a footnote mark, which would run into a year."""
        if len(self.pieces) - at > _MARK_PIECES:
            return
        before = "".join(self.pieces[max(at - 2, 0) : at])
        if _MARK.fullmatch("".join(self.pieces[at:]).strip()) and _ASKS.search(before[-9:]):
            del self.pieces[at:]

    def parse_html_declaration(self, i: int) -> int:
        """Skips "<![" up to ">", as browsers do: Python 3.11 raises for keywords that it does not know."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data.translate(_SIGNS))
        elif self._unseen in (["title"], ["head", "title"]) and len(self.title) < 20:  # not that of an image
            self.title.append(data)


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def read_html(text: str) -> Paper | Unreadable:
    """The page as text, with its title, author and date of publication if it names them."""
    page = _Page(_MARKED.search(text) is not None)
    page.feed(text)
    # The rest is text, or a comment or tag without an end, which browsers extend to the end of the page.
    # For the latter ``close`` of Python 3.11 would take quadratic time.
    if not page.rawdata.startswith("<"):
        page.close()
    seen = _SPACES.sub(" ", "".join(page.pieces).translate(_CONTROLS))
    lines = _LINES.sub("\n", seen).strip()
    # Lone surrogates come from character references such as &#xD800;.
    whole, headings = _assemble(lines.encode("utf-8", "replace").decode("utf-8"))
    if not whole:
        return Unreadable("paper_empty")
    published = next(filter(None, (day_of(page.named.get(name, "")) for name in _DATED)), "")
    author = page.named.get("author", "")
    return Paper(
        "html", whole, title="".join(page.title), author=author, published=published, headings=headings
    )


def _assemble(lines: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text without the marks of headings and cells, and the headings with their offsets."""
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
"""The cells that extend into the next row, by column: for how many more rows, and their text."""


def _row(line: str, above: _Above) -> tuple[str, _Above]:
    """A line, as a table row if it has cells, and the cells that extend from it into the next row."""
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
