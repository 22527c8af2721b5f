"""A file becomes the text that its readers see, or is refused for what it is, whatever it is called."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.files import read_file
from bot.reading.paper import Paper, Unreadable
from tests.reading.papers import locked_pdf, pdf


def read(name: str, data: bytes | str) -> Paper | Unreadable:
    raw = data.encode() if isinstance(data, str) else data
    return read_file(name, raw, lambda done, total: None)


def text(name: str, data: bytes | str) -> str:
    paper = read(name, data)
    assert isinstance(paper, Paper), paper
    return paper.text


def refused(name: str, data: bytes | str) -> str:
    found = read(name, data)
    assert isinstance(found, Unreadable), found
    return found.code


@pytest.mark.parametrize(
    "said",
    [
        "Signed\r\nin 1965.\r\n",
        "\ufeffSigned in 1965.",
        "1965년 日韓基本条約\n\n\n",
        "caf\u00e9 \U0001f600 of 1965",
    ],
)
def test_a_plain_text_is_kept_character_by_character(said: str) -> None:
    assert text("a.txt", said) == said
    assert text("a.MD", said) == said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "windows-1252", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str) -> None:
    said = "The “café” agreement – signed in 1965, as everybody knows who was there"
    assert text("a.txt", said.encode(encoding)).lstrip("\ufeff") == said


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-16"])
def test_japanese_in_its_old_encodings_is_read(encoding: str) -> None:
    said = "日本と大韓民国は1965年6月22日に条約に署名した。"
    assert text("a.txt", said.encode(encoding)).lstrip("\ufeff") == said


def test_korean_in_its_old_encoding_is_read_and_chinese_not_taken_for_it() -> None:
    said = "대한민국과 일본은 1965년 6월 22일 조약에 서명하였다."
    assert text("a.txt", said.encode("euc_kr")) == said
    assert refused("a.txt", "日本和韩国于1965年6月22日签署了条约。".encode("gb18030")) == "paper_binary"


def test_marks_of_notes_and_what_is_hidden_are_no_words_of_a_page() -> None:
    page = (
        "<!doctype html><p>Signed on 22 June 1965<sup>2</sup> in Seoul.<sup><a href='#n'>[1]</a></sup> So"
        " <sup><sup>3</sup></sup>it<sup>*</sup> was: 12 km<sup>2</sup>, the 20<sup>th</sup> one.</p>"
        "<div hidden><p>Not in 1971.</p></div><p style='Display: None'>Nor in 1972.</p><p>All.</p>"
    )
    assert text("a.html", page) == "Signed on 22 June 1965 in Seoul. So it* was: 12 km2, the 20th one.\nAll."


def test_of_a_page_the_words_are_read_that_a_reader_sees() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Talks &amp; treaties</title><meta name=author content='A. B.'>"
        "<style>p { color: red }</style></head><body><h1>Talks</h1><p>Signed <b>in</b>\n 1965.</p>"
        "<script>alert('1966')</script><ul><li>One</li><li>Two &lt;3</li></ul><!-- 1967 --></body></html>"
    )
    paper = read("a.html", page)

    assert isinstance(paper, Paper)
    assert (paper.title, paper.author) == ("Talks & treaties", "A. B.")
    assert paper.text == "Talks\nSigned in 1965.\nOne\nTwo <3"


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<body><div hidden>1971<div>1972</div>1973</div>1974", "1974"),
        ("<body><div hidden>1971<nav><div>1972</div></nav>1973</div>1974", "1974"),
        ("<body><p hidden>1971<p>1972", "1972"),
        ("<body><ul><li hidden>1971<ul><li>1972</ul>1973<li>1974</ul>1975", "1974\n1975"),
        ("<body><nav>" + 200 * "<dt>1971<dd>1972" + "</nav>1973", "1973"),
        ("<head><title>1971</title><p>1972", "1972"),
        ("<head><title>1971</title><body>1972", "1972"),
    ],
)
def test_what_is_hidden_ends_where_a_browser_ends_it(page: str, seen: str) -> None:
    assert text("a.html", f"<!doctype html><html>{page}") == seen


def test_the_titles_of_images_are_not_the_pages() -> None:
    page = "<html><head><title>Talks</title></head><body><svg><title>Menu</title></svg><p>In 1965.</p>"
    paper = read("a.html", page)

    assert isinstance(paper, Paper)
    assert (paper.title, paper.text) == ("Talks", "In 1965.")


def test_a_page_of_empty_headings_is_empty() -> None:
    assert refused("a.html", b"<html><body><h1></h1>") == "paper_empty"


@pytest.mark.parametrize("opened", ["<!--", "<a b=", "</a ", "<?", "<![CDATA["])
def test_what_never_ends_hides_the_rest_of_a_page_and_is_looked_through_once(opened: str) -> None:
    before = time.thread_time()

    assert text("a.html", "<html><body><p>In 1971.</p>" + 50_000 * opened) == "In 1971."

    assert time.thread_time() - before < 2


@pytest.mark.parametrize("mark", ["<![foo]>", "<![%x;[ b ]>", "<![if !IE]>", "<![endif]>"])
def test_marks_of_no_meaning_are_passed(mark: str) -> None:
    assert text("a.html", f"<html><body><p>In {mark}1971.</p>") == "In 1971."


def test_unseen_parts_in_each_other_are_looked_through_once() -> None:
    page = "<html><body><p>In 1971.</p>" + 20_000 * "<svg>" + 20_000 * "</nav>" + "</svg>" * 20_000
    before = time.thread_time()

    assert text("a.html", page + "<p>In 1972.</p>") == "In 1971.\nIn 1972."

    assert time.thread_time() - before < 2


def test_what_stands_around_a_page_is_not_read_and_its_own_day_is_known() -> None:
    page = (
        "<html><head><meta property='article:published_time' content='1971-04-05T08:00:00Z'></head><body>"
        "<nav><a>Archive 2023</a></nav><p>Ended in 1971.</p><footer>As of 2024</footer></body></html>"
    )
    paper = read("a.html", page)

    assert isinstance(paper, Paper)
    assert (paper.text, paper.published) == ("Ended in 1971.", "1971-04-05")


def test_markdown_says_in_front_what_it_is_called_by_whom_it_is_and_of_when() -> None:
    text = (
        "---\ntitle: 'Herring notes'\nauthor: K. Saar\ndate: 1939-03-01\n---\n# Notes\n\nSigned last year.\n"
    )
    paper, plain = read("a.md", text), read("b.md", "# Notes\n\n---\ndate: 1939-03-01\n---\n")

    assert isinstance(paper, Paper)
    assert (paper.title, paper.author, paper.published) == ("Herring notes", "K. Saar", "1939-03-01")
    assert paper.text == text
    assert isinstance(plain, Paper)
    assert (plain.title, plain.published) == ("Notes", "")


@pytest.mark.parametrize(
    ("stated", "published"),
    [("1939-03", "1939-03"), ("1939", "1939"), ("1939-13", ""), ("March 1939", ""), ("0393", "")],
)
def test_front_matter_may_give_a_month_or_a_year_alone(stated: str, published: str) -> None:
    paper = read("a.md", f"---\ndate: {stated}\n---\nSigned last year.\n")
    assert isinstance(paper, Paper)
    assert paper.published == published


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("#\n\nSigned in 1965.", ""),
        ("#\tNotes ##\n", "Notes"),
        ("Signed.\r\n# The notes of 1965 \r\nText", "The notes of 1965"),
        ('---\r\ntitle:"Herring"  \r\n---\r\n', "Herring"),
    ],
)
def test_the_first_heading_is_what_markdown_is_called(head: str, title: str) -> None:
    paper = read("a.md", head)

    assert isinstance(paper, Paper)
    assert paper.title == title


@pytest.mark.parametrize("stamp", ["19390301", "1939-13-01", "1 March 1939", "1939-03-011", ""])
def test_a_stamp_that_is_no_day_is_none(stamp: str) -> None:
    paper = read("a.md", f"---\ndate: {stamp}\n---\nText.")

    assert isinstance(paper, Paper)
    assert paper.published == ""


def test_what_a_page_marks_as_its_own_text_has_no_head_or_side_of_the_page_with_it() -> None:
    around = "<header>Tuesday, 6 February 2024</header><aside>Before 31 March!</aside>"
    article = "<header>Talks</header><p>In 1971.</p><aside>Since 1954.</aside>"

    assert text("a.html", f"<html><body>{around}<main>{article}</main>{around}</body></html>") == (
        "Talks\nIn 1971.\nSince 1954."
    )
    assert "6 February 2024" in text("b.html", f"<html><body>{around}<p>In 1971.</p></body></html>")


def test_a_title_that_is_no_text_costs_the_title_alone() -> None:
    half = b"\xfe\xff\xd8\x00".decode("latin-1")
    paper = read("a.pdf", pdf(["Signed in 1965, they say"], title=half, author="A. B."))

    assert isinstance(paper, Paper)
    assert (paper.title, paper.author) == ("", "A. B.")
    assert "1965" in paper.text


@pytest.mark.parametrize("title", ["untitled", "(Anonymous)", "Document1", " "])
def test_a_programs_word_for_no_title_is_none(title: str) -> None:
    paper = read("a.pdf", pdf(["Signed in 1965, they say"], title=title, author=title))

    assert isinstance(paper, Paper)
    assert (paper.title, paper.author) == ("", "")


def test_a_page_says_in_which_encoding_it_is() -> None:
    page = "<html><head><meta charset='euc-kr'></head><body><p>1965년 조약</p></body></html>"
    assert text("a.htm", page.encode("euc-kr")) == "1965년 조약"


def test_of_a_pdf_pages_title_and_author_are_known() -> None:
    data = pdf(["Signed in 1965, they say", "", "Ended in 1970 at last"], title="Treaties", author="A. B.")
    paper = read("a.pdf", data)

    assert isinstance(paper, Paper)
    assert (paper.title, paper.author, paper.blank) == ("Treaties", "A. B.", 1)
    assert [paper.text[start:].split("\f")[0] for start in paper.pages] == [
        "Signed in 1965, they say", "", "Ended in 1970 at last",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a", "text", "paper_unnamed"),
        ("a.docx", "text", "paper_kind"),
        ("a.txt", "", "paper_empty"),
        ("a.txt", "\ufeff\n", "paper_empty"),
        ("a.html", "<html><body><script>1</script></body></html>", "paper_empty"),
        ("a.txt", b"PK\x03\x04\x00\x00", "paper_binary"),
        ("a.txt", b"\xff\xfe\x00", "paper_binary"),
        ("a.txt", "日本".encode("shift_jis") * 50, "paper_binary"),
        ("a.pdf", "just text", "paper_mislabelled"),
        ("a.html", "just text", "paper_mislabelled"),
        ("a.txt", "<!doctype html><p>x", "paper_mislabelled"),
        ("a.md", pdf(["Signed in 1965"]), "paper_mislabelled"),
        ("a.pdf", b"%PDF-1.4\nnothing else", "paper_damaged"),
        ("a.pdf", locked_pdf(), "paper_encrypted"),
        ("a.pdf", pdf([""] * 3), "paper_scanned"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, data: bytes | str, code: str) -> None:
    assert refused(name, data) == code


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["a.txt", "a.md", "a.html"]),
    st.binary(max_size=300) | st.text(max_size=300).map(str.encode),
)
def test_whatever_bytes_they_are_they_are_text_or_refused(name: str, data: bytes) -> None:
    found = read(name, data)

    assert isinstance(found, Unreadable) or "\x00" not in found.text
    assert isinstance(found, Unreadable) or found.text.encode().decode() == found.text


def test_the_rows_of_a_table_are_read_with_the_cells_that_reach_down_into_them() -> None:
    rows = "<tr><th>Pact<th>Party<tr><td rowspan=2>Peace<td>Peru<tr><td>Chile<tr><td>Trade<td>Cuba"
    assert text("a.html", f"<html><body><table>{rows}</table><table><tr><td>One cell</table>") == (
        "| Pact | Party |\n| Peace | Peru |\n| Peace | Chile |\n| Trade | Cuba |\nOne cell"
    )
