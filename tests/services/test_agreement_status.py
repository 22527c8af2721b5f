"""How an agreement stands by the gists of its events, and what is latest among them."""

from __future__ import annotations

import itertools

from bot.domain.entities import Agreement, Claim, Event, Step
from bot.domain.gists import Gist, gist_of
from bot.domain.project import datings
from bot.services.answers.limits import newest_of
from bot.services.answers.status import agreement_steps, fold_status
from tests.render.samples import TODAY

TALKS = Agreement(id="talks", name="The talks", type="mechanism")
_NUMBERS = itertools.count(1)


def done(action: str, *dates: str, pack: str = "documents") -> Gist:
    """An event that did something to the talks, with a claim for each date."""
    number = next(_NUMBERS)
    claims = tuple(Claim(f"c-{at}", f"source-{at}", date, pack=pack) for at, date in enumerate(dates))
    event = Event(f"e-{number}", number, "Something", steps=(Step("talks", action),), claims=claims)
    return gist_of(event, datings(event))


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
