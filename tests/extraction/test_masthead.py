"""The day that a paper gives itself in its head, from which its "last year" is reckoned."""

from __future__ import annotations

import pytest

from bot.extraction.masthead import own_date
from tests.extraction.texts import found


@pytest.mark.parametrize(
    "head",
    [
        "Published 3 May 2015",
        "*Published 3 May 2015*",
        "By Ann Author, 3 May 2015",
        "3 May 2015",
        "By Ann Author\nMay 3, 2015",
        "Oslo, 3 May 2015",
        "Remarks by the minister\nThe Hall, Oslo, Norway\nMay 3, 2015",
        "Interview with Ann Author, 3 May 2015",
        "Interviewer: Jo Writer\nDate of interview: 3 May 2015",
        "DATE: May 3, 2015, 3:00 p.m.\nPLACE: The White House",
        "HC Deb 3 May 2015 vol 21 cc571-9",
    ],
)
def test_the_head_of_a_paper_tells_its_day(head: str) -> None:
    date = own_date(f"A title of a paper\n{head}\n\nThe text was begun on 5 June 1999 and told all.")
    assert date is not None
    assert date.edtf == "2015-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "A title\n\nOn 3 May 2015 Peru signed a pact.",
        "A chronology\n\n3 May 2015\n\nPeru signs a pact.\n\n4 June 2016\n\nPeru leaves it.",
        "A chronology\n\n3 May 2015\nPeru signs a pact.",
        "- 3 May 2015\n\n- 4 June",
        "The treaty of 3 May 2015\n\nA text.",
        "In May 2014 nobody knew of it. " * 6 + "\n\n3 May 2015\n\nPeru signs a pact.",
        "",
    ],
)
def test_a_day_that_may_be_told_of_is_not_that_of_the_paper(text: str) -> None:
    assert own_date(text) is None


def test_last_october_is_reckoned_from_the_day_in_the_head() -> None:
    told = found("Remarks by the minister\n\nApril 9, 1987\n\nWe met Chile in Lima last October.")
    assert told[-1].date == "1986-10?"
