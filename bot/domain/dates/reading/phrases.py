"""A whole phrase for a date: one date, a half-open one ("since 2010") or a span between two.

Conventions: "since X" is ``X/..``, "until X" ``../X``; "before X" ends, and "after X" begins, with the unit
next to X. Those for early, mid and late are in ``dates.words.PORTIONS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from bot.domain.dates import words
from bot.domain.dates.reading.parts import Part, Reading, as_whole, find_parts, split_doubt
from bot.domain.dates.reading.relative import as_meant
from bot.domain.dates.reading.weeks import WEEKS
from bot.domain.dates.value import (
    DateError,
    HistoricalDate,
    Order,
    Precision,
    compare,
    edtf_year,
    parse,
    ymd,
)

Attempt = Callable[[str], Iterator[Reading]]


def readings(text: str, today: int | None) -> tuple[Reading, ...]:
    """Every reading of a tidied text; none if it is not a date, DateError if it is an impossible one.

    Words that count from ``today`` are read as the dates that they mean.
    """
    errors: list[DateError] = []
    meant = (text,) if today is None else as_meant(text, today)
    # The text as it stands comes second: it may only look as if it counted from today.
    for texts in dict.fromkeys((meant, (text,))):
        found = tuple(dict.fromkeys(reading for one in texts for reading in _readings(one, errors)))
        if found:
            return found
    if errors:
        raise errors[0]
    return ()


def _readings(text: str, errors: list[DateError]) -> tuple[Reading, ...]:
    """Every reading of a text without relative words; appends to ``errors`` why a date is impossible."""
    try:
        return _first(text, (*_NAMED, _as_half_open, as_whole, _as_short_years, _as_range))
    except DateError as error:
        errors.append(error)
        return ()


def _first(text: str, attempts: Iterable[Attempt]) -> tuple[Reading, ...]:
    """The readings of the first attempt that has any."""
    for attempt in attempts:
        found = tuple(dict.fromkeys(attempt(text)))
        if found:
            return found
    return ()


def _as_edtf(text: str) -> Iterator[Reading]:
    """EDTF itself; ``1921-24`` is a winter in EDTF, but may be typed for the years 1921 to 1924."""
    try:
        date = parse(text.upper())
    except DateError:
        return
    if text == "/":
        return
    if re.fullmatch(r"[0-9]{4}-2[1-4]", text) and text[5:] > text[2:4]:
        yield Reading(date, "season")
        yield Reading(parse(f"{text[:4]}/{text[:2]}{text[5:]}"), "years")
        return
    yield Reading(date)


def _as_unknown(text: str) -> Iterator[Reading]:
    if text in words.UNKNOWN:
        yield Reading(parse("XXXX"))


_NAMED: tuple[Attempt, ...] = (_as_edtf, _as_unknown, *WEEKS)


def since(date: HistoricalDate) -> str:
    """The EDTF of a date and all after it."""
    return f"{edge(date, 0)}/.."


def until(date: HistoricalDate) -> str:
    """The EDTF of a date and all before it."""
    return f"../{edge(date, 1)}"


def before(date: HistoricalDate) -> str:
    """The EDTF of all before a date; DateError if it has no exact edge."""
    return f"../{_next_to(date, -1)}"


def after(date: HistoricalDate) -> str:
    """The EDTF of all after a date; DateError if it has no exact edge."""
    return f"{_next_to(date, 1)}/.."


_HALF_OPEN: tuple[tuple[str, Callable[[HistoricalDate], str]], ...] = (
    (r"from (?P<date>.+), end unknown", lambda date: f"{edge(date, 0)}/"),
    (r"until (?P<date>.+), start unknown", lambda date: f"/{edge(date, 1)}"),
    (r"(?:since|from|starting(?: in)?) (?P<date>.+?)(?: on| onwards?)?", since),
    (r"(?:not? earlier than|not before|on or after) (?P<date>.+)", since),
    (r"(?P<date>.+?),? (?:onwards?|(?:or|and) (?:later|after))", since),
    (r"(?P<date>.+?) ?(?:以降|以来|より|から|이후|이래|부터|~)", since),
    (r"(?P<date>.*[0-9]{4}) ?[-–]", since),
    (r"(?:until|till|up to|to|by|not? later than|on or before) (?P<date>.+)", until),
    (r"(?P<date>.+?),? (?:or|and) (?:earlier|before)", until),
    (r"(?P<date>.+?) ?(?:以前|まで|까지|이전)", until),
    (r"~ ?(?P<date>.+[年년月월日일])", until),
    (r"(?:before|prior to) (?P<date>(?:the )?end of .+)", until),
    (r"(?:before|prior to|earlier than|pre-) ?(?P<date>(?!(?:the )?end of ).+)", before),
    (r"(?P<date>.+?) ?(?:より前|の前| 전)", before),
    (r"(?:after|later than|post-) ?(?P<date>.+)", after),
)


def _as_half_open(text: str) -> Iterator[Reading]:
    if re.fullmatch(r"[^年년月월日일]+~", text):
        return
    for form, build in _HALF_OPEN:
        match = re.fullmatch(form, text)
        if match is None:
            continue
        found = [
            one
            for one in _first(match["date"], (*_NAMED, as_whole))
            if not (one.date.open_start or one.date.open_end)
        ]
        if found:
            yield from (replace(reading, date=parse(build(reading.date))) for reading in found)
            return


def edge(date: HistoricalDate, side: int) -> str:
    """The EDTF that begins (side 0) or ends (side 1) an interval which begins or ends with a date."""
    inner = (date.start, date.end)[side]
    if inner is not None:
        return inner.edtf
    if date.precision in (Precision.DECADE, Precision.CENTURY):
        mark = date.edtf[-1] if date.doubtful else ""
        return edtf_year(ymd((date.low, date.high)[side])[0]) + mark
    return "" if date.precision is Precision.UNKNOWN else date.edtf


def _next_to(date: HistoricalDate, step: int) -> str:
    """The day, month or year just before (-1) or after (1) a date, in its own precision."""
    if date.doubtful:
        raise DateError("beside_unsure")
    if date.season == 24:
        raise DateError("beside_winter")
    year, month, of_month = ymd(date.low - 1 if step < 0 else date.high + 1)
    finest = ((date.start or date).precision, (date.end or date).precision)[step > 0]
    if finest is Precision.DAY:
        return f"{edtf_year(year)}-{month:02}-{of_month:02}"
    if finest in (Precision.MONTH, Precision.SEASON):
        return f"{edtf_year(year)}-{month:02}"
    return edtf_year(year)


def _as_short_years(text: str) -> Iterator[Reading]:
    """ "1914–18", "1939-45"; "2007–09" may be a month too."""
    match = re.fullmatch(r"([0-9]{2})([0-9]{2}) ?[–~/-] ?([0-9]{2})", text)
    if match is None:
        return
    century, first, last = match.groups()
    is_month = 1 <= int(last) <= 12
    if last > first:
        yield Reading(parse(f"{century}{first}/{century}{last}"), "years" if is_month else "")
    if is_month:
        yield Reading(parse(f"{century}{first}-{last}"), "month" if last > first else "")


_BOTH_ENDS = r"(?:from|between|since) (?P<both>.+)|(?P<cjk>.+?) ?(?:まで|까지|の間|사이)"
_SEPARATORS = (
    r" (?:to|until|till|through|thru) ",
    r" ?(?:から|부터|에서) ?",
    r" - ",
    r" ?(?:[–~→]|->|\.{2,3}) ?",
    r"-",
)
_ADJOINING = (r" (?:and|or|&) ", r" ?[/、・] ?")
"""Between two times that follow each other: "June and July 2012", "23/24 November 2016"."""
_PART = words.alternatives(words.PARTS)
_TO_PART = rf"(?P<first>{_PART})(?:[ \-]+(?:to|or|and)[ \-]+| ?(?:[–~-]|から|부터) ?)(?P<last>{_PART})"
_TWO_PARTS = (
    rf"(?:from )?{_TO_PART}[ \-]+(?:of )?(?P<rest>.+)",
    rf"(?P<rest>[0-9]{{4}}[年년]?)[ \-]*{_TO_PART}(?:まで|까지)?",
)
"""Two parts of one longer time: "early to mid 1980s", "Q1–Q3 2012"."""


def _as_range(text: str) -> Iterator[Reading]:
    """Two dates with a separator between them.

    Doubt in "between A and B", "A–B, uncertain" or "c. A–B" goes to both ends; in "A – B (uncertain)" it goes
    to B, in "c. A – B" to A.
    """
    if text.endswith(", uncertain"):
        yield from _split_anywhere(text.removesuffix(", uncertain"), "?", _SEPARATORS)
        return
    inner, doubt = split_doubt(text)
    parts = next(filter(None, (words.compiled(form).fullmatch(inner) for form in _TWO_PARTS)), None)
    if parts is not None:
        first, last, rest = parts["first"], parts["last"], parts["rest"]
        yield from _between(f"{first} {rest}", f"{last} {rest}", doubt)
        return
    if doubt and text.endswith(inner) and re.fullmatch(r"[^–-]*\S[–-]\S[^–-]*", inner):
        yield from _split_anywhere(inner, doubt, ("[–-]",))
        return
    outer = re.fullmatch(_BOTH_ENDS, inner)
    if outer is not None:
        separators = (" and ", *_SEPARATORS) if inner.startswith("between ") else _SEPARATORS
        yield from _split_anywhere(outer["both"] or outer["cjk"], doubt, separators)
        return
    yield from _split_anywhere(text, "", (*_SEPARATORS, *_ADJOINING))


def _split_anywhere(text: str, doubt: str, separators: tuple[str, ...]) -> Iterator[Reading]:
    """The readings at the first separator, in the order given, that has a date on both sides."""
    errors = []
    for separator in separators:
        for match in re.finditer(separator, text):
            try:
                adjoining = separator in _ADJOINING
                found = list(_between(text[: match.start()], text[match.end() :], doubt, adjoining))
            except DateError as error:
                errors.append(error)
                continue
            if found:
                yield from found
                return
    if errors:
        raise errors[0]


def _between(left: str, right: str, doubt: str, adjoining: bool = False) -> Iterator[Reading]:
    """The intervals from one text to another; ``adjoining``: only if one begins where the other ends."""
    left, right = left.rstrip("."), right.rstrip(".")
    if re.match(
        r"[0-9]{4}(?:[-/.] ?[0-9]{1,2}){2}", left
    ):  # so that "2012.6.29~7.1" ends in July, and not in January
        right = re.sub(r"^([0-9]{1,2})[-/.] ?([0-9]{1,2})(?![0-9])", r"\1月\2日", right)
    starts, ends = ([_doubted(part, doubt) for part in find_parts(side)] for side in (left, right))
    if right in words.UNKNOWN or right in words.OPEN_END:
        open_end = "/" if right in words.UNKNOWN else "/.."
        for reading in as_whole(left):
            yield Reading(parse(edge(reading.date, 0) + open_end), reading.note)
        return
    bare = re.fullmatch(r"[0-9]{1,2}", right)
    for start in starts:
        for end in ends:
            if start.reading == end.reading or not (start.reading and end.reading):
                last = _counted_like(start, end, 10 ** len(right)) if bare else end
                yield from _spans(start, last, adjoining)


def _counted_like(start: Part, number: Part, unit: int) -> Part:
    """A bare number at the end, in the unit of the start: a month in "2012.6~7", a year in "c. 1960–65"."""
    if start.year is None or start.day is not None or start.season is not None or number.day is None:
        return number
    if start.month is not None:
        return replace(number, day=None, month=number.day)
    short = start.year % unit
    return replace(number, day=None, year=start.year - short + number.day) if number.day > short else number


def _doubted(part: Part, doubt: str) -> Part:
    """The part with one more mark of doubt."""
    both = doubt and part.doubt and doubt != part.doubt
    return replace(part, doubt="%" if both else doubt or part.doubt)


def _spans(start: Part, end: Part, adjoining: bool) -> Iterator[Reading]:
    """The interval between two parts, each taking from the other the year or month that it lacks."""
    note = start.reading or end.reading
    first, last = _completed(start, end), _completed(end, start)
    dates = first.date(), last.date()
    if dates[0] is None or dates[1] is None:
        return
    one_lacks_year = (start.year is None) != (end.year is None)
    if one_lacks_year and first.year and last.year and compare(dates[0], dates[1]) is Order.AFTER:
        if start.year is None:
            yield from _spans(replace(first, year=first.year - 1), last, adjoining)
        if start.day is None or end.year is None:
            yield from _spans(first, replace(last, year=last.year + 1), adjoining)
        return
    if adjoining and dates[0].high + 1 != dates[1].low:
        return
    yield Reading(parse(f"{edge(dates[0], 0)}/{edge(dates[1], 1)}"), note, start.says_more or end.says_more)


def _completed(part: Part, other: Part) -> Part:
    """The part with the year, and for a day the month, that it lacks and the other end has."""
    year = part.year if part.year is not None else other.year
    month = other.month if part.month is None and part.day is not None else part.month
    return replace(part, year=year, month=month)
