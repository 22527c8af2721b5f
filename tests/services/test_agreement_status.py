"""How an agreement stands by the gists of its events, and what is latest among them."""

from __future__ import annotations

import itertools

import pytest

from bot.domain.dates import parse
from bot.domain.entities import Agreement, Claim, Event, Step
from bot.domain.gists import Gist, gist_of
from bot.services.answers.limits import newest_of
from bot.services.answers.status import agreement_steps, fold_status
from tests.render.samples import TODAY

TALKS = Agreement(id="talks", name="The talks", type="mechanism")
_NUMBERS = itertools.count(1)


def done(action: str, *dates: str, pack: str = "documents", words: str = "") -> Gist:
    """An event that did something to the talks, with a claim for each date, in its source's words."""
    number = next(_NUMBERS)
    claims = tuple(
        Claim(f"c-{at}", f"source-{at}", date, words=words, pack=pack) for at, date in enumerate(dates)
    )
    event = Event(f"e-{number}", number, "Something", steps=(Step("talks", action),), claims=claims)
    return gist_of(event)


def test_a_mechanism_is_told_with_its_beginning_and_its_series() -> None:
    series, founded = done("held", "1998/.."), done("established", "1994-05")
    events = [series, founded, done("held", "2004-03"), done("held", "2001/..")]
    status = fold_status(TALKS, agreement_steps("talks", events, "all"), (TODAY,))
    assert status.founded is not None
    assert status.series is not None
    assert (status.founded.event, status.series.event) == (founded.id, series.id)


def test_the_latest_entry_counts_by_the_end_of_an_interval_and_the_beginning_of_what_goes_on() -> None:
    def latest(*dates: str) -> str:
        found = newest_of([done("held", date) for date in dates], "all")
        return found[1].edtf if found is not None else ""

    assert latest("2015/2018", "2017-06") == "2015/2018"
    assert latest("2000/..", "2017-06") == "2017-06"
    assert latest("2017", "2017-06") == "2017-06"
    assert latest() == ""


@pytest.mark.parametrize(
    ("action", "date", "words", "open_on", "sure_on"),
    [
        ("signed", "2007/2009", "late 2000s", "2008-06-01", "2009-12-31"),
        ("signed", "1998/2003", "between 1998 and 2003", "2000-06-01", "2003-12-31"),
        ("held", "1998/2003", "between 1998 and 2003", "1998-06-01", "1998-12-31"),
        ("held", "2007/..", "since the late 2000s", "2009-12-30", "2009-12-31"),
        ("suspended", "1990/1993", "1990年代初頭", "1993-12-30", "1993-12-31"),
        ("signed", "1961~", "c. 1961", "1962-12-30", "1962-12-31"),
        ("signed", "2012-06-29~", "about 29 June 2012", "2012-06-29", "2012-06-30"),
        ("held", "2010~/..", "since c. 2010", "2011-12-30", "2011-12-31"),
        ("suspended", "2010/2015", "from 2010 to 2015", "2010-12-30", "2010-12-31"),
    ],
)
def test_what_is_dated_roughly_is_certain_only_from_the_last_day_on_which_it_may_have_begun(
    action: str, date: str, words: str, open_on: str, sure_on: str
) -> None:
    days = (parse(open_on).low, parse(sure_on).low)
    steps = agreement_steps("talks", [done(action, date, words=words)], "all")
    before, after = fold_status(TALKS, steps, days).by_all

    assert len(before.possible) == 2
    assert after.certain is not None
    assert action in [step.action for step in (after.certain.standing, after.certain.condition) if step]


def test_a_series_had_begun_by_the_first_time_it_is_known_to_have_been_held() -> None:
    events = [done("held", "2007/..", words="since the late 2000s"), done("held", "2008-08-05")]
    (at,) = fold_status(TALKS, agreement_steps("talks", events, "all"), (parse("2008-08-05").low,)).by_all

    assert at.certain is not None
