"""The words of English temporal expressions, beyond those that people type (``bot.domain.dates.words``)."""

from __future__ import annotations

from bot.domain.dates import words as date_words
from bot.extraction.temporal.mention import Anchor, Mention, Unit

UNITS = {unit.name.lower(): unit for unit in Unit if unit is not Unit.SEASON}
TIMES_OF_DAY = ("morning", "afternoon", "evening", "night")

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS = {
    **{"a": 1, "an": 1, "a single": 1, "a couple of": 2, "a couple": 2},
    **{word: number for number, word in enumerate((*_ONES, *_TEENS), 1)},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{
        f"{ten}-{one}": 20 + 10 * tens + number
        for tens, ten in enumerate(_TENS)
        for number, one in enumerate(_ONES, 1)
    },
}
"""How many, in words; from 1 to 99."""

_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}


def _ordinal(word: str) -> str:
    head, hyphen, last = word.rpartition("-")
    return head + hyphen + _IRREGULAR.get(last, f"{last[:-1]}ieth" if last[-1] == "y" else f"{last}th")


HOURS = tuple(word for word, hour in NUMBERS.items() if hour <= 12 and not word.startswith("a"))
"""Those that a clock strikes."""

ORDINALS = {_ordinal(word): number for word, number in NUMBERS.items() if not word.startswith("a")}
"""Which one, in words; from 1 to 99."""

DECADES = date_words.DECADES

PORTIONS = {
    **date_words.PARTS,
    **{"early to mid": "early-mid", "mid to late": "mid-late"},
    **dict.fromkeys(("opening", "outset", "dawn", "early part", "first part", "earlier part"), "early"),
    **dict.fromkeys(("first days", "opening days"), "early"),
    **dict.fromkeys(("close", "later part", "latter part", "last part"), "late"),
    **dict.fromkeys(("last days", "final days", "closing days"), "late"),
    **dict.fromkeys(("latter half", "second half", "last half"), "h2"),
}
"""What a part of a longer time is called in running text."""

PORTIONS_OF = tuple(
    name for name in PORTIONS if name.isascii() and name not in ("h1", "h2", "q1", "q2", "q3", "q4")
)
"""Those that stand before "of"."""

ABOUT = (
    *("about", "just", "only", "some", "almost", "nearly", "over", "roughly", "approximately", "barely"),
    *("less than", "more than", "a mere", "at least", "as much as", "exactly", "precisely", "another"),
)
"""How many, roughly: words before a count."""

RELATIONS: dict[str, tuple[Anchor, int]] = {
    **dict.fromkeys(
        ("same", "the same", "that", "that same", "that very", "the very same"), (Anchor.STORY, 0)
    ),
    **dict.fromkeys(("this", "this same", "this very"), (Anchor.EITHER, 0)),
    **dict.fromkeys(("the following", "the next", "the subsequent"), (Anchor.STORY, 1)),
    **dict.fromkeys(
        ("the previous", "the preceding", "the prior", "previous", "preceding"), (Anchor.STORY, -1)
    ),
    **dict.fromkeys(("last", "this past"), (Anchor.EITHER, -1)),
    **dict.fromkeys(("next",), (Anchor.EITHER, 1)),
    **dict.fromkeys(("the coming", "this coming", "the upcoming"), (Anchor.SPEECH, 1)),
    **dict.fromkeys(("the current", "current"), (Anchor.SPEECH, 0)),
}
"""From what a named unit is counted, and by how many steps."""

SHIFTS: dict[str, tuple[Anchor, int]] = {
    **dict.fromkeys(("later", "after", "afterward", "afterwards", "thereafter", "hence"), (Anchor.STORY, 1)),
    **dict.fromkeys(("before", "previously", "beforehand", "prior"), (Anchor.STORY, -1)),
    **dict.fromkeys(("earlier",), (Anchor.STORY, -1)),
    **{"ago": (Anchor.SAID, -1), "from now": (Anchor.SPEECH, 1), "from today": (Anchor.SPEECH, 1)},
}
"""The words after a count of units ("two years later")."""

AROUND_TODAY = {
    **{"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1},
    **{"to-day": 0, "to-night": 0, "to-morrow": 1},
    **{"the day before yesterday": -2, "the day after tomorrow": 2},
}

_FIXED = {
    **date_words.HOLIDAYS,
    **{"Valentine's Day": (2, 14), "Halloween": (10, 31), "May Day": (5, 1), "Bastille Day": (7, 14)},
    **{"Armistice Day": (11, 11), "Veterans Day": (11, 11)},
}
"""Month and day."""
_MONDAY, _THURSDAY = 0, 3
_AMERICAN = {
    **dict.fromkeys(("Thanksgiving Day", "Thanksgiving"), (11, _THURSDAY, 4)),
    **{"Labor Day": (9, _MONDAY, 1), "Columbus Day": (10, _MONDAY, 2)},
}
"""Month, weekday, and 4 for the fourth of the month."""
_BY_EASTER = {
    **{"Palm Sunday": -7, "Maundy Thursday": -3, "Good Friday": -2, "Easter Sunday": 0, "Easter Monday": 1},
    **{"Ascension Day": 39, "Pentecost": 49, "Whit Sunday": 49, "Whit Monday": 50},
}
"""Days from Easter."""
_APRIL = 4
"""The month in which such days are, about, where their year is not known yet."""
HOLIDAYS = {
    **{name: Mention(0, 0, Unit.DAY, part=month, day=day) for name, (month, day) in _FIXED.items()},
    **{
        name: Mention(0, 0, Unit.DAY, part=month, weekday=weekday, nth=nth, doubt="?")
        for name, (month, weekday, nth) in _AMERICAN.items()
    },
    **{name: Mention(0, 0, Unit.DAY, part=_APRIL, easter=days) for name, days in _BY_EASTER.items()},
    "Easter": Mention(0, 0, Unit.DAY, part=_APRIL, easter=0, doubt="~"),
}
"""Days of the year that have names, without their place in a text."""

WARS = {
    **dict.fromkeys(("First World War", "World War I", "World War One", "Great War"), (1914, 1918)),
    **dict.fromkeys(("Second World War", "World War II", "World War Two"), (1939, 1945)),
    **{"Korean War": (1950, 1953)},
}
"""The first and last years, as generally known, of wars that texts use as dates without naming a year."""

ATTACKS = (2001, 9, 11)
"""The day, as generally known, that texts mean by "the Sept. 11 attacks" without naming its year."""

_FROM_APRIL, _FROM_JANUARY = (0, 4), (0, 1)
_FROM_OCTOBER_BEFORE, _FROM_JULY_BEFORE = (-1, 10), (-1, 7)
FISCAL_YEARS = {
    **dict.fromkeys(("Japan", "Japan's", "Japanese", "India's", "Indian"), _FROM_APRIL),
    **dict.fromkeys(("Britain's", "British", "UK", "UK's", "U.K.", "Canada's", "Canadian"), _FROM_APRIL),
    **dict.fromkeys(("US", "U.S.", "American", "federal", "Thailand's", "Thai"), _FROM_OCTOBER_BEFORE),
    **dict.fromkeys(("Australia's", "Australian", "Pakistan's", "Egypt's"), _FROM_JULY_BEFORE),
    **dict.fromkeys(("South Korea's", "South Korean", "Korean", "China's", "Chinese"), _FROM_JANUARY),
    **dict.fromkeys(("Germany's", "German", "France's", "French", "Russia's", "Russian"), _FROM_JANUARY),
}
"""By owner: how many years before or after its number a fiscal year begins, and in which month."""
