"""What a language has to bring so that dates are found in it: its rules, and the words around a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from bot.extraction.temporal.mention import Mention

Build = Callable[[re.Match[str]], Iterable[Mention]]
"""Makes mentions of a rule's match, in order; none if the words only look like a date."""


class Rule(msgspec.Struct, frozen=True):
    """A pattern for one kind of temporal expression, as of ``re.VERBOSE`` and without back references."""

    pattern: str
    build: Build


class Language(msgspec.Struct, frozen=True, eq=False):
    """How one language tells dates; all patterns are for texts as ``scan.folded`` leaves them."""

    rules: tuple[Rule, ...]
    """The earlier go first where two match at one place."""
    widened: Callable[[str, Mention], Mention]
    """A mention with the words beside it that belong to it: "early", "the morning of"."""

    # All that stands between two dates
    ranges: re.Pattern[str]
    lists: re.Pattern[str]
    between: re.Pattern[str]
    """The ends of a range that ``opens_between`` opens."""
    lends_day: re.Pattern[str]
    """A time of day and its date."""
    lends_year: re.Pattern[str]
    """What is named by a season or month, and its year ("the spring offensive of 1918")."""
    lends_date: re.Pattern[str]
    """What is reckoned from an event, and the date of the event."""
    in_that_year: re.Pattern[str]
    """A year, and a month or day in it ("until 1973, when it ended on 8 August")."""
    apposed: re.Pattern[str]
    """A date, or its clause, and what is reckoned from it ("On 6 January they met, a week after it");
    ``apposed_too``: and more of it."""
    apposed_too: re.Pattern[str]

    # What ends where a date begins
    opens: re.Pattern[str]
    """Words that belong to the range which begins there."""
    opens_between: re.Pattern[str]
    half_open: Mapping[str, re.Pattern[str]]
    """By "since", "since before", "until", "before", "after": the word. Its group ``event`` is what happened
    on the date."""
    no_span: re.Pattern[str]
    """Words after which "since" makes no interval: "the first since 2011"."""
    tells_when: re.Pattern[str]
    """Words by which something happened then."""
    opens_sentence: re.Pattern[str]
    """All of the sentence before a date that opens it."""

    # Other words
    happened: re.Pattern[str]
    """Where a date begins that tells an event by its year: "the 1965 treaty"."""
    when: re.Pattern[str]
    """Where a date ends: something happened on it."""
    future: re.Pattern[str]
    """Somewhere before a date: it is to come."""
    will: re.Pattern[str]
    """Where a date ends: what it dates is to come."""
    surely_to_come: re.Pattern[str]
    """Somewhere before a date that ``owns`` what it dates ("Monday's vote"): it is to come all the same."""
    owns: re.Pattern[str]
    """Where a date ends."""
    over: re.Pattern[str]
    """Up to a month: it is past, also if it would soon be here again."""
    of_now: re.Pattern[str]
    """In a sentence without a verb of the past: it speaks of its writer's time."""
    past_verb: re.Pattern[str]
    """In the rest of a sentence that opens with a date: so it is past as well."""
    was_told: re.Pattern[str]
    """In the rest of a sentence that opens with a date: what was done then; the words after it may tell of
    what was to come ("said it would leave")."""
    past: re.Pattern[str]
    """Up to a date: it is past, whatever else the sentence tells."""
    dates_nothing: re.Pattern[str]
    """Up to a date without a year: it is one of many ("each July"), or never was ("Had it come in July")."""
    attributive: re.Pattern[str]
    """Where a date ends that says which of several is meant ("its 2019 notice"), if an ``owner`` stands
    before it."""
    owner: re.Pattern[str]
    by_the_way: re.Pattern[str]
    """Up to a date: it dates something beside what is told ("forces that had come in 1943")."""
    plans: re.Pattern[str]
    """Somewhere before a date: it was to come, and perhaps never did."""
    amounts: re.Pattern[str]
    """What was earned or sold."""
    stretches: re.Pattern[str]
    """Stretches of time that amounts are told for ("the nine months")."""
    news: re.Pattern[str]
    """Words of texts that speak from the day of their writing."""

    def says_which(self, text: str, mention: Mention) -> bool:
        """Whether a date only says which of several is meant: "the 1965 treaty", "its May 2019 notice"."""
        if self.happened.match(text, mention.start):
            return True
        owner = self.owner.search(text, max(0, mention.start - _NEAR), mention.start)
        return owner is not None and self.attributive.match(text, mention.end) is not None


_NEAR = 12
"""So many characters before a date an owner may begin."""
