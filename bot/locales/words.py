"""The structure of a language's table: patterns and vocabularies, which ``bot.render`` fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from bot.domain.dates import HistoricalDate, human, human_day_of_year, human_short
from bot.domain.dates.wording import formats_of
from bot.domain.facts import Count, DayOfYear, Fact, Phrase, Reason, ShortDate, Term, Weekday, WordedDate


class Words(msgspec.Struct, frozen=True):
    """The words of one language.

    Patterns are ``str.format`` templates; the texts that fill them must have their markup escaped already.
    ``{/edit add}`` in a pattern becomes a link to that command.
    ``text`` are the patterns of messages by key. ``counts`` are patterns for a number with its noun, one for
    each plural form; ``form`` gives the index of the form for a number (English: 0 for one, 1 for others).
    ``standings`` and ``conditions`` are the names of the two halves of a status, ``endings`` the nouns of
    actions ("the signing"). ``help`` has a title and a text for each topic; ``facts`` are lines of the help,
    by the names of the facts that they need. ``permissions`` have the name of each permission in Discord's
    settings and the reason why notes need it. ``terms`` are the names of all codes (actions, kinds, grades),
    as offered while typing and shown back. ``reasons`` are the reasons that the program itself gives for a
    change.
    """

    locale: str
    text: Mapping[str, str]
    counts: Mapping[str, Sequence[str]]
    standings: Mapping[str, str]
    conditions: Mapping[str, str]
    actions: Mapping[str, str]
    endings: Mapping[str, str]
    kinds: Mapping[str, str]
    types: Mapping[str, str]
    changes: Mapping[str, str]
    permissions: Mapping[str, tuple[str, str]]
    refusals: Mapping[str, str]
    help: Mapping[str, tuple[str, str]]
    facts: Mapping[str, str]
    terms: Mapping[str, str]
    reasons: Mapping[str, str]
    form: Callable[[int], int]

    def say(self, key: str, **facts: str) -> str:
        """The pattern of ``text`` with this key, filled in."""
        return self.text[key].format_map(facts)

    def count(self, noun: str, number: int) -> str:
        """A number with its noun: "1 year", "11 years"."""
        return self.counts[noun][self.form(number)].format(n=f"{number:,}")

    def word(self, fact: Fact) -> str:
        """A fact in words, as plain text. In a phrase's pattern, ``{Sort}`` is ``{sort}`` with a capital."""
        match fact:
            case str():
                return fact
            case HistoricalDate():
                return human(fact, self.locale)
            case WordedDate(date):
                return human(date, self.locale)
            case ShortDate(date):
                return human_short(date, self.locale)
            case DayOfYear(month, day):
                months = formats_of(self.locale).months
                return human_day_of_year(month, day, self.locale) if day else months[month - 1]
            case Weekday(number):
                return formats_of(self.locale).weekdays[number]
            case Term(code, vocabulary):
                return (self.types if vocabulary == "types" else self.terms)[code]
            case Reason(text):
                return self.reasons.get(text, text)
            case Count(noun, number):
                return self.count(noun, number)
            case Phrase(key, facts):
                filled = {name: self.word(value) for name, value in facts.items()}
                capitals = {name.capitalize(): text[:1].upper() + text[1:] for name, text in filled.items()}
                return self.say(key, **capitals, **filled)
            case _:
                return self.say("between").join(self.word(one) for one in fact)
