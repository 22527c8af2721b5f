"""The clean-up of a document's text, and the way back to its places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.text.clean import clean

FOOTNOTED = (
    "They met in April 1996.1 The talks went on.2\nNothing came of it.3 It was 1998.4\nThe end.5 Or so."
)


@pytest.mark.parametrize(
    ("page", "cleaned"),
    [
        ("the cooper-\nation was a cooperation", "the cooperation was a cooperation"),
        ("the negoti-\r\nations", "the negotiations"),
        ("a rear-\n\narea office, an area", "a rear-area office, an area"),
        ("the U.S.-\nJapan treaty", "the U.S.-Japan treaty"),
        ("a high-level visit, high-\nlevel talks", "a high-level visit, high-level talks"),
        ("a mechan\u00adism", "a mechanism"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_only_where_the_line_broke_a_word(page: str, cleaned: str) -> None:
    assert clean(page).text == cleaned


def test_footnote_numbers_go_from_words_and_years() -> None:
    assert clean(FOOTNOTED).text == (
        "They met in April 1996. The talks went on.\nNothing came of it. It was 1998.\nThe end. Or so."
    )


def test_a_number_glued_to_a_sentence_s_end_is_a_note_s() -> None:
    assert clean("It was its own.3 Talks went on in vol.4 The end.").text == (
        "It was its own. Talks went on in vol.4 The end."
    )
    assert clean("They met in 1993.2 All went.\nThey left in May 1996.3\n\n3 Ibid.").text == (
        "They met in 1993. All went.\nThey left in May 1996.\n\n\n\n[^3]: Ibid."
    )


@pytest.mark.parametrize(
    "text", ["It rose to 1996.4 points.", "Resolution 82 of F16 and B52.", "in No.2 of 2012"]
)
def test_a_number_that_does_not_count_up_stays(text: str) -> None:
    assert clean(text).text == text


def test_a_year_that_runs_into_the_next_word_is_a_year_of_its_own() -> None:
    assert clean("from the 2009Japan-ROK summit").text == "from the 2009 Japan-ROK summit"


def test_letters_that_only_look_latin_become_latin_and_lead_back() -> None:
    cleaned = clean("the free trade syst\u0435m; Москва")
    assert cleaned.text == "the free trade system; Москва"
    assert cleaned.original(15, 21) == (15, 21)


def test_running_heads_and_page_numbers_go_and_years_in_lines_of_their_own_stay() -> None:
    pages = [
        f"Paper, page {number}\n\nText {word} one.\n\n{number}\n" for number, word in enumerate("abcd", 1)
    ]
    cleaned = clean("\f".join(pages)).text
    assert "Paper" not in cleaned
    assert all(str(number) not in cleaned.split() for number in range(1, 5))
    assert clean("Before.\n\n1936\n\nThe coup.\n\n1937\n\nThe siege.").text.split()[1] == "1936"


def test_running_heads_that_take_turns_go() -> None:
    pages = [
        f"{number} {'Lagoon Studies' if number % 2 else 'Squid and Empire'}\n\nText {word} one.\n"
        for number, word in enumerate("abcdefgh", 31)
    ]
    cleaned = clean("\f".join(pages)).text
    assert "Studies" not in cleaned
    assert "Empire" not in cleaned
    assert cleaned.count("Text") == 8


@pytest.mark.parametrize(
    ("page", "cleaned"),
    [
        ("---\ntitle: Notes of 1998\ndate: 2021-03-04\n---\nThey met.", "They met."),
        ("They met.\n\n---\n\nAll of them.\n\n---\n", "They met.\n\n---\n\nAll of them.\n\n---\n"),
        ('In [Oslo](https://a.b/1951 "Photo of 1951") they met.', "In Oslo they met."),
        ("![A summit in 2016](/pictures/summit.jpg)They met.", "They met."),
        ("They met.\n\n```python\nday = 1951\n```\n\nAll of them.", "They met.\n\n\n\nAll of them."),
        ("They met.\n\n```\nAll of them.", "They met.\n\n```\nAll of them."),
        ("```go``` is said.\n\nThey met.\n\n```\n1951\n```\n", "```go``` is said.\n\nThey met.\n\n\n"),
        (
            "# Talks\n\nThey met.\n\n    day = 1951\n\n    day += 1\n\nThey left.",
            "# Talks\n\nThey met.\n\n\nThey left.",
        ),
        ("# Talks\n\n1. They met.\n\n    In May 1951.", "# Talks\n\n1. They met.\n\n    In May 1951."),
        ("They met.\n\n    In May 1951.", "They met.\n\n    In May 1951."),
        ("They <!-- in 1951 --> met.[^1]", "They  met."),
        ('They met.\n[1]: http://a.b "seen in 1951"', "They met.\n"),
        ("They met [in Oslo] (1951).", "They met [in Oslo] (1951)."),
    ],
)
def test_of_markdown_only_what_is_read_stays(page: str, cleaned: str) -> None:
    assert clean(page).text == cleaned


def test_lines_of_a_wrapped_paragraph_are_joined() -> None:
    line = "The ministers of both countries met again and again"
    assert clean("\n\n".join([line] * 8 + ["in May"])).text == " ".join([line] * 8 + ["in May"])


def test_a_line_that_cannot_be_whole_goes_on_in_the_next_however_short_it_is() -> None:
    assert (
        clean("It was signed on\nNovember 23,\n2016.\nNothing").text
        == "It was signed on November 23, 2016.\nNothing"
    )


def test_a_dateline_of_a_report_begins_a_line_of_its_own() -> None:
    line = "The ministers of both countries met again and again"
    report = "\n".join([line] * 8 + ["TOKYO, Dec. 29 (An Agency) -- The text begins."])
    assert clean(report).text.splitlines()[-1].startswith("TOKYO")


def test_a_span_leads_back_to_the_words_it_was_read_from() -> None:
    page = "They met in May 2015,\n\nand in December-\r\nJanuary 1996.1 So.2 And.3"
    cleaned = clean(page)
    for words in ("May 2015", "December-January 1996", "And"):
        start = cleaned.text.index(words)
        first, last = cleaned.original(start, start + len(words))
        assert page[first:last].replace("\r\n", "") == words
        assert cleaned.within(first, last) == words


@given(st.text(alphabet="ab1\u0435 .,-\n\r\f2\u00ad”", max_size=200), st.data())
def test_every_span_of_a_cleaned_text_leads_into_the_original(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    first, last = cleaned.original(start, end)
    assert 0 <= first <= last <= len(text)
    assert first == last or cleaned.original(0, end)[1] == last


@given(st.text(alphabet="ab c.", max_size=80))
def test_a_text_without_anything_to_clean_is_left_alone(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).original(0, len(text)) == (0, len(text))
