"""What a language provides to find its dates: rules, and patterns for the words around a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from bot.extraction.temporal.mention import Mention

Build = Callable[[re.Match[str]], Iterable[Mention]]
"""Makes the mentions of a rule's match, in order; none if the words only look like a date."""


class Rule(msgspec.Struct, frozen=True):
    """A pattern for one kind of temporal expression, for ``re.VERBOSE`` and without back references."""

    pattern: str
    build: Build


class Language(msgspec.Struct, frozen=True, eq=False):
    """How one language words dates; all patterns are for texts as ``scan.folded`` gives them."""

    rules: tuple[Rule, ...]
    """Where two match at the same place, the earlier one counts."""
    widened: Callable[[str, Mention], Mention]
    """A mention with the words beside it that belong to it: "early", "the morning of"."""

    # Matched against all that stands between two dates
    ranges: re.Pattern[str]
    lists: re.Pattern[str]
    between: re.Pattern[str]
    """The ends of a range that ``opens_between`` opens."""
    lends_day: re.Pattern[str]
    """A time of day and its date."""
    lends_year: re.Pattern[str]
    """What is named by a season or month, and its year ("the spring offensive of 1918")."""
    lends_date: re.Pattern[str]
    """What is counted from an event, and the date of the event."""
    tells_again: re.Pattern[str]
    """What is counted, and the date that it comes to ("two years later, in 2000")."""
    either_day: re.Pattern[str]
    """A weekday, and one of the days after it ("Monday or Tuesday")."""
    in_that_year: re.Pattern[str]
    """A year, and a month or day in it ("until 1973, when it ended on 8 August")."""
    apposed: re.Pattern[str]
    """A date, or its clause, and what is counted from it ("On 6 January they met, a week after it")."""
    apposed_too: re.Pattern[str]
    """One such, and a further one."""

    # Matched up to where a date begins
    opens: re.Pattern[str]
    """Words that belong to the range which begins there."""
    opens_between: re.Pattern[str]
    half_open: Mapping[str, re.Pattern[str]]
    """The words for "since", "since before", "until", "before" and "after", by these keys; a group ``event``
    is what happened on the date."""
    at_an_end: re.Pattern[str]
    """How an expression begins that is the end of a time: what is before it may be at any time until then."""
    no_span: re.Pattern[str]
    """Words after which "since" makes no interval: "the first since 2011"."""
    opens_with_year: re.Pattern[str]
    """A sentence that begins with its year, of which the days and months in it are."""
    tells_when: re.Pattern[str]
    """Words that say that something happened then."""
    opens_sentence: re.Pattern[str]
    """All that may stand before a date that opens its sentence, with the marks of a list or heading."""

    # Other words
    happened: re.Pattern[str]
    """A date that names an event by its year: "the 1965 treaty"."""
    apart: re.Pattern[str]
    """Right after two days on end: each dates something of its own."""
    when: re.Pattern[str]
    """Right after a date: something happened on it."""
    future: re.Pattern[str]
    """Before a date: it is to come."""
    will: re.Pattern[str]
    """Right after a date: what it dates is to come."""
    reported: re.Pattern[str]
    """What is before the words that somebody said, in a sentence."""
    is_then: re.Pattern[str]
    """Right after a weekday that opens its sentence: it is not past ("Monday is a holiday")."""
    prepares: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """What is right before and right after a date to come: "set 10 May for the vote", "the candidates for
    October's election"."""
    deadline: tuple[re.Pattern[str], re.Pattern[str]]
    """The same for a weekday, too: "by a Thursday deadline"."""
    befell: re.Pattern[str]
    """Right after a date that tells which misfortune is meant ("the 15 April bombings"): it is past."""
    delivered: re.Pattern[str]
    """Right after a month: what is traded now and delivered then ("February crude")."""
    surely_to_come: re.Pattern[str]
    """Before a date that ``owns`` what it dates: even so, it is to come."""
    owns: re.Pattern[str]
    """Right after a date: it is a possessive ("Monday's vote")."""
    over: re.Pattern[str]
    """Up to a month: it is past, even if the next one is nearer."""
    day_over: re.Pattern[str]
    """The same, up to a day: of one that is long past, news would tell the year, unless it is plain."""
    closes_quarter: re.Pattern[str]
    """Right before a day: with it a quarter ended."""
    latest: re.Pattern[str]
    """Right before a date: it is the last of its name, whatever date its sentence began with."""
    of_now: re.Pattern[str]
    """In a sentence without a verb in the past tense: it speaks of the writer's time."""
    past_verb: re.Pattern[str]
    """A verb in the past tense; after a date that opens a sentence, the date is past."""
    was_told: re.Pattern[str]
    """After a date that opens a sentence: what was done then. The words that follow may speak of the future
    ("said it would leave")."""
    past: re.Pattern[str]
    """Up to a date: it is past, whatever else the sentence says."""
    dates_nothing: re.Pattern[str]
    """Up to a date without a year: it is one of many ("each July"), or never was ("Had it come in July")."""
    attributive: re.Pattern[str]
    """Right after a date that says which of several is meant ("its 2019 notice"), if an ``owner``
    precedes."""
    owner: re.Pattern[str]
    """Right before such a date."""
    by_the_way: re.Pattern[str]
    """Up to a date: it dates something that is only mentioned ("forces that had come in 1943")."""
    last_held: re.Pattern[str]
    """Up to a date: it dates an earlier one of its kind ("the talks, last held in March 2018,")."""
    flashback: re.Pattern[str]
    """Up to a date before the one that the narrative has reached: a look back ("had left in 1943")."""
    plans: re.Pattern[str]
    """Before a date: something was planned for it, and perhaps never happened."""
    called_off_plan: re.Pattern[str]
    """Up to a date: what was planned for it was called off."""
    was_planned: re.Pattern[str]
    """Up to a date: something was planned for it that is not any more, if ``called_off`` is told after it."""
    set_for: re.Pattern[str]
    """Right before a date: something is, or was, planned for it ("a second round set for")."""
    called_off: re.Pattern[str]
    """After a date: what was planned for it was called off."""
    announced: re.Pattern[str]
    """Up to a date: a plan was announced on it, or is for it."""
    amounts: re.Pattern[str]
    """What was earned or sold."""
    compared: re.Pattern[str]
    """Right before a date: it is that of another amount ("up 2% from")."""
    compared_month: re.Pattern[str]
    """Up to a month: it is that of another amount ("after a 0.3% rise in")."""
    stretches: re.Pattern[str]
    """Periods that amounts are given for ("the nine months")."""
    news: re.Pattern[str]
    """Words typical of texts that speak from the day they were written."""

    def says_which(self, text: str, mention: Mention) -> bool:
        """Whether a date only says which of several is meant: "the 1965 treaty", "its May 2019 notice"."""
        if self.happened.match(text, mention.start):
            return True
        owner = self.owner.search(text, max(0, mention.start - _NEAR), mention.start)
        return owner is not None and self.attributive.match(text, mention.end) is not None


_NEAR = 12
"""So many characters before a date an owner may begin."""
