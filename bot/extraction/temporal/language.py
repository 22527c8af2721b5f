"""What a language has to bring so that dates are found in it: its rules, and the words around a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.extraction.temporal.mention import Mention

Build = Callable[[re.Match[str]], Iterable[Mention]]
"""Makes mentions of a rule's match, in order; none if the words only look like a date."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for one kind of temporal expression, as of ``re.VERBOSE`` and without back references."""

    pattern: str
    build: Build


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """How one language tells dates. All patterns are for texts as ``scan.folded`` leaves them.

    ``rules``: the earlier go first where two match at one place. ``widened`` takes the words beside a mention
    in ("early", "the morning of"). ``ranges`` and ``lists`` match all that may stand between the ends of a
    range and the members of a list; ``between`` what may stand there after ``opens_between``.

    Up to the date, and ending there, match: ``opens``, words that belong to a range; ``as_of``, words that
    leave a date as it is; each of ``half_open``, by "since", "until", "before" and "after"; ``tells_when``,
    words by which something happened then. ``opens_sentence`` is all that stands before a date which opens
    its sentence, and ``lends_day`` all between a time of day and its date. ``future`` are words on what is
    to come, ``plans`` on what was to come, ``news`` on the day of writing.
    """

    rules: tuple[Rule, ...]
    widened: Callable[[str, Mention], Mention]
    ranges: re.Pattern[str]
    lists: re.Pattern[str]
    between: re.Pattern[str]
    opens_between: re.Pattern[str]
    opens: re.Pattern[str]
    as_of: re.Pattern[str]
    half_open: Mapping[str, re.Pattern[str]]
    future: re.Pattern[str]
    plans: re.Pattern[str]
    lends_day: re.Pattern[str]
    news: re.Pattern[str]
    opens_sentence: re.Pattern[str]
    tells_when: re.Pattern[str]
