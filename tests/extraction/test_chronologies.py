"""Rows of a chronology, in text and Markdown: each has its own date, and tells of its own agreement."""

from __future__ import annotations

import pytest

from bot.extraction.statement import Statement
from bot.extraction.statements import extract
from tests.extraction.texts import names

ROWS = """\
1951, 8 Sept. Japan signs the San Francisco Peace Treaty with forty-eight countries.
1952, 28 Apr. The Treaty enters into force and the occupation of Japan comes to an end.
1952, 3 Mar. Egypt and Sudan sign the Nile Waters Agreement in Cairo after long talks.
1953, 14-17 Feb. Delegations of Peru and Chile meet in Lima to discuss fishing limits.
1954, 2 May Iceland extends its fishing limits to four miles and informs its neighbours.
1956 (?) The French ambassador delivers a secret note to the Spanish government.
1957 Ghana becomes independent, the first colony south of the Sahara to do so.
1958, Apr. The Danish parliament rejects the bill on the sale of butter to Norway.
1959, mid-June An agreement is renewed for a further five years in Oslo.
1961, 16 May. Coup in Seoul; a junta under General Park Chung-hee takes over.
"""
SAID = [
    ("1951-09-08", "San Francisco Peace Treaty signed"),
    ("1952-04-28", "San Francisco Peace Treaty entered into force"),
    ("1952-03-03", "Nile Waters Agreement signed"),
    ("1953-02-14/1953-02-17", "Delegations of Peru and Chile meet"),
    ("1954-05-02", "Iceland extends fishing limits to four miles"),
    ("1956?", "French ambassador delivers secret note to Spanish government"),
    ("1957", "Ghana becomes independent"),
    ("1958-04", "Danish parliament rejects bill on sale of butter to Norway"),
    ("1959-06-11/1959-06-20", "Agreement is renewed for further five years in Oslo"),
    ("1961-05-16", "South Korea: Coup in Seoul"),
]


def candidates(text: str) -> list[Statement]:
    return list(extract(text, None, names()))


def test_a_row_that_begins_with_its_year_has_one_date_and_tells_of_nothing_before() -> None:
    found = candidates(ROWS)
    assert [(one.date, one.title) for one in found] == SAID
    assert [one.agreement for one in found[3:]] == [""] * 7


def test_columns_of_dates_and_happenings_are_rows() -> None:
    text = "Dates\n\nMay 1998        India carries out a nuclear test\n21 Feb. 1999    Peru leaves the fair\n"
    more = "May-July 1999   Squid war\nearly 2004      Dialogue launched\n2011-12         Dialogue resumes\n"
    single = "13 Dec. 2012 Attack on the parliament\n14 Dec. 2012 Chile closes its border\n"
    last = "26 Nov. 2018    Attacks; dialogue suspended\n25 Dec. 2019    Chile visits Lima\n"
    assert [(one.date, one.title) for one in candidates(text + more + single + last)] == [
        ("1998-05", "India carries out nuclear test"),
        ("1999-02-21", "Peru leaves fair"),
        ("1999-05/1999-07", "Squid war"),
        ("2004-01/2004-04", "Dialogue launched"),
        ("2011/2012", "Dialogue resumes"),
        ("2012-12-13", "Attack on parliament"),
        ("2012-12-14", "Chile closes border"),
        ("2018-11-26", "Attacks; dialogue suspended"),
        ("2019-12-25", "Chile visits Lima"),
    ]


def test_a_row_of_one_word_is_called_after_its_heading() -> None:
    turkey, greece = candidates("# Oslo\n\n## Ratification\n\n- Turkey: 23 May 1923\n- Greece: 11 May 1924\n")
    assert (turkey.title, greece.title) == ("Ratification: Turkey", "Ratification: Greece")


def test_rows_need_no_full_stop_where_their_dates_are_plain() -> None:
    bare = candidates(ROWS.replace(".\n", "\n"))
    assert [one.date for one in bare] == [date for date, _ in SAID]


@pytest.mark.parametrize(
    ("row", "date", "title"),
    [
        ("- **1952, 3 Mar.** Peru leaves the fair.", "1952-03-03", "Peru leaves fair"),
        ("- *1956 (?)* Peru leaves the fair.", "1956?", "Peru leaves fair"),
        ("| 1953, 14–17 Feb. | Talks on squid | Peru, Chile |", "1953-02-14/1953-02-17",
         "Peru, Chile: Talks on squid"),
        ("1953, 28 Feb.-3 Mar. Talks on squid", "1953-02-28/1953-03-03", "Talks on squid"),
        ("1953 May 4 Talks on squid", "1953-05-04", "Talks on squid"),
        ("22 June 1953. Talks on squid open in Lima.", "1953-06-22", "Talks on squid open in Lima"),
        ("18 Dec 1953\tNotes exchanged in Lima.", "1953-12-18", "Notes exchanged in Lima"),
        ("1953 May 4 - Peru, Chile open ties; the fair ends.", "1953-05-04", "Peru, Chile: open ties"),
        ("1953 May 4 - Foreign ministers of Peru and Chile announce accord on squid.", "1953-05-04",
         "Peru, Chile: announce accord on squid"),
        ("1953 May 4 - Peruvian Prime Minister and Chilean President visit Togo.", "1953-05-04",
         "Peru: Prime Minister and Chilean President visit Togo"),
        ("c. 1953 Peru leaves the fair.", "1953~", "Peru leaves fair"),
        ("early 1953  Joint air exercise over Peru", "1953-01/1953-04", "Joint air exercise over Peru"),
    ],
)  # fmt: skip
def test_dates_of_rows_are_written_in_many_ways(row: str, date: str, title: str) -> None:
    (found,) = candidates(f"Chronology\n\n{row}\n")
    assert (found.date, found.title) == (date, title)


def test_what_heads_a_column_of_dates_tells_what_was_done_on_them() -> None:
    heads = "| No. | Title | Signed | Entry into force |\n|---|---|---|---|\n"
    nile = "| 1 | Agreement between Egypt and Sudan on Nile Waters | 3 May 1952 | 1 June 1953 |\n"
    known = "| 3 | Japan–South Korea Agreement on Fish (GSOMIA) | 23 Nov. 2016 | 24 Nov. 2016 |\n"
    assert {one.agreement for one in candidates(heads + known)} == {"gsomia"}
    fish = "| 2 | Lima Fisheries Pact | 4 July 1954 | 8 August 1955 |\n"
    found = candidates(heads + nile + fish)
    assert [(one.date, one.agreement, one.action) for one in found] == [
        ("1952-05-03", "Agreement between Egypt and Sudan on Nile Waters", "signed"),
        ("1953-06-01", "Agreement between Egypt and Sudan on Nile Waters", "entered_into_force"),
        ("1954-07-04", "Lima Fisheries Pact", "signed"),
        ("1955-08-08", "Lima Fisheries Pact", "entered_into_force"),
    ]
    assert [one.parties for one in found[:2]] == [("EG", "SD")] * 2


@pytest.mark.parametrize("sign", [":", " -", " –"])
def test_the_day_of_an_entry_dates_what_follows_an_opening_with_a_day_of_its_own(sign: str) -> None:
    text = f"2013\n25 March{sign} After the vote of 16 March, Peru suspends most of its measures.\n"
    entry, vote = extract(text, None, names())
    assert (entry.date, entry.title) == ("2013-03-25", "Peru suspends most of measures")
    assert (vote.date, vote.parties) == ("2013-03-16?", ())


def test_in_long_lines_a_year_and_a_month_alone_begin_a_line_of_their_own() -> None:
    text = (
        "2002\n18 February: Peru imposes an arms embargo, travel bans and freezes on the assets of ten men.\n"
        "March: The Lagoon League suspends Chile for a year.\n2003\n6 March: Oslo signs a decree.\n"
        "7 December: Chile leaves the Lagoon League.\n2008\n11 July: Peru vetoes a plan for sanctions.\n"
        "15 September: Three Chilean parties sign the Global Pact in the capital, with many guests.\n2009\n"
        "May: Oslo announces aid.\n"
    )
    assert [one.date.rstrip("?") for one in extract(text, None, names())] == [
        "2002-02-18", "2002-03", "2003-03-06", "2003-12-07", "2008-07-11", "2008-09-15", "2009-05",
    ]  # fmt: skip


def test_a_day_that_stands_above_an_entry_dates_what_the_entry_tells() -> None:
    text = (
        "- 1963 -- June 20\nHOTLINE AGREEMENT\n- The US and the USSR sign the Squid Treaty in Geneva.\n"
        "**4 July 1964**\nPeru ratified the Squid Treaty.\n\nMay 1966\n\nChile and Peru met in Lima.\n"
    )
    told = [(one.date, one.parties, one.agreement, one.action) for one in candidates(text)]
    assert told == [
        ("1963-06-20", ("US", "RU"), "Squid Treaty", "signed"),
        ("1964-07-04", ("PE",), "Squid Treaty", "ratified"),
        ("1966-05", ("CL", "PE"), "", "held"),
    ]


def test_a_single_day_above_a_text_is_that_of_the_paper() -> None:
    assert not candidates("20 June 1963\n\nPeru and Chile signed the Squid Treaty.")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("5 June 1947: Mr. Ernest Bevin, a minister, asks for a union.", "Mr Ernest Bevin asks for union"),
        (
            "5 June 1947: General George C. Marshall speaks at Harvard.",
            "General George C Marshall speaks at Harvard",
        ),
        ("5 June 1947: Through the United States, Peru invites Chile.", "Peru invites Chile"),
        (
            "5 June 1947: Representatives from Syria, Iraq and Libya meet in Oslo to talk.",
            "Syria, Iraq, Libya: meet in Oslo to talk",
        ),
    ],
)
def test_a_line_s_title_does_not_end_within_a_name_nor_in_what_opens_the_line(line: str, title: str) -> None:
    (told,) = candidates(line)
    assert told.title == title


def test_a_title_does_not_begin_with_the_day_of_another_line() -> None:
    line = "1. 26 Feb 1980 – After the Egyptian Assembly had on Feb. 5 voted for it, both exchange envoys."
    assert candidates(line)[1].title == "After Egyptian Assembly had voted for it, both exchange…"


def test_the_place_and_day_of_a_paper_are_nothing_that_happened() -> None:
    told = candidates("TEHRAN, Iran, Oct. 12, 2021\n\nPeru and Chile met on 5 May 2020.")
    assert [one.date for one in told] == ["2020-05-05"]
