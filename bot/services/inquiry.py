"""One question being answered: what every handler needs, and how its options are read.

Reading gives the value or the answer that stops here: a ``Refusal`` or a ``Choose``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import TypeVar

from bot.domain.anniversaries import day_in
from bot.domain.dates import (
    DateError,
    HistoricalDate,
    Precision,
    bounds_as_seen,
    day,
    explain,
    for_good,
    parse,
    read,
    read_day_of_year,
    ymd,
)
from bot.domain.entries import Paging
from bot.domain.facts import Fact
from bot.domain.gists import Gist
from bot.domain.questions import Asker, AsOf, Choose, Layer, Question, Refusal, Suggestion, Time
from bot.services.footnotes import Footnotes
from bot.services.memory import Memory
from bot.services.naming import Match, Named, Names, fold_name
from bot.services.persons import in_english
from bot.services.told import Told
from storage.documents import Documents
from storage.log import Log
from storage.rows import Link
from storage.views import At, Found, Range, Views

LONGEST = 300
"""Longest text that any option takes, in characters; no name or date comes near it."""

OFFERED = 5
"""Things that one message offers to choose from."""

T = TypeVar("T")

Links = tuple[Link, ...]
"""What an event must be linked to."""

WINTER = 24
"""EDTF's season that may belong to two years."""
LAST_YEAR = 9999

_DEFENCE = re.compile(r"defen([cs])(?=e)")
_IZED = re.compile(r"(?<=\w{3})iz(?=e|ing|ation)")
"""What American spelling has in "normalize", and "finalized": the record writes it with an s."""
_POSITION = re.compile(r"(?:#|position\s+)(\d{1,12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with who asks it and the record as it is to be read."""

    question: Question
    asker: Asker
    views: Views
    log: Log
    names: Names
    memory: Memory
    at: At
    layer: Layer
    version: str = ""
    documents: Documents | None = None

    def option(self, name: str) -> str:
        """The option as typed, without white space around it; empty if it was left out."""
        return self.question.options.get(name, "").strip()

    def days(self, as_of: AsOf | None) -> tuple[int, ...]:
        """The days at whose end a status is asked about: today, unless another time was named."""
        return as_of.days if as_of is not None else (self.asker.today,)

    async def count(self, what: Range) -> int:
        """How many events a range has in all."""
        return await self.memory.once(("count", what), lambda: self.views.count(self.at, what))

    async def footnotes(self, events: Iterable[Gist | Told]) -> Footnotes:
        """The footnotes for these events, numbered in their order."""
        return await Footnotes.gather(self.views, self.at, self.memory, self.layer, events)

    def paging(self, count: int, size: int) -> Paging:
        """Where the page asked for stands among ``count`` things; one beyond the last is the last."""
        pages = max(1, -(-count // size))
        return Paging(min(max(1, self.question.page), pages), pages, count)

    def page_of(self, things: Sequence[T], size: int) -> tuple[Sequence[T], Paging]:
        """The things on the page asked for, and where it stands."""
        page = self.paging(len(things), size)
        return things[(page.page - 1) * size : page.page * size], page


def dated_for_good(question: Question, options: Iterable[str], today: int) -> Question:
    """The question with dates for what was counted from today in these options: its buttons, pressed on
    another day, ask for the same time."""
    dated = {name: for_good(question.options[name], today) for name in options if name in question.options}
    return replace(question, options={**question.options, **dated})


def refuse(question: Question, code: str, **facts: Fact) -> Refusal:
    """A refusal of this question."""
    return Refusal(question, code, facts)


def too_long(question: Question) -> Refusal | None:
    """The refusal of a question with an option longer than any name or date."""
    for name, value in question.options.items():
        if len(value) > LONGEST:
            return refuse(
                question,
                "too_long",
                option=name,
                limit=str(LONGEST),
                length=str(len(value)),
                typed=value[:60],
            )
    return None


def read_date(question: Question, option: str, typed: str, today: int) -> HistoricalDate | Refusal | Choose:
    """The date that was typed; both readings to choose from where it is ambiguous."""
    found = _read(question, option, typed, today)
    return found.date if isinstance(found, Time) else found


def _read(question: Question, option: str, typed: str, today: int) -> Time | Refusal | Choose:
    readings = read(typed, today=today)
    if not readings:
        why = explain(typed, today=today)
        return refuse(question, "unreadable_date", typed=typed, why=why or "", option=option)
    if len(readings) > 1:
        return Choose(
            question,
            typed,
            "date",
            tuple(
                Suggestion(reading.date, question.asking(**{option: reading.date.edtf}))
                for reading in readings
            ),
        )
    return Time(readings[0].date, typed if readings[0].own else "")


def read_time(question: Question, option: str, typed: str, today: int) -> Time | Refusal | Choose:
    """The time that is asked about, as ``read_date`` reads it; a winter may be either of two."""
    found = _read(question, option, typed, today)
    if isinstance(found, Refusal | Choose):
        return found
    winters = winters_of(found.date)
    if winters:
        options = (Suggestion(one, question.asking(**{option: one.edtf})) for one in winters)
        return Choose(question, typed, "date", tuple(options))
    return found


def winters_of(date: HistoricalDate) -> tuple[HistoricalDate, ...]:
    """The two times, from December to February, that the winter of a year may be; empty for other dates."""
    if date.season != WINTER or date.year is None or not 1 < date.year < LAST_YEAR:
        return ()
    return tuple(parse(f"{year:04}-12/{year + 1:04}-02") for year in (date.year - 1, date.year))


def days_meant(typed: str, today: int, *, ahead: bool) -> tuple[int, ...]:
    """The single days that a text may mean; of a day without a year the next one (``ahead``), or the last."""
    found = [one.date.low for one in read(typed, today=today) if one.date.precision is Precision.DAY]
    return tuple(found or [_nearest(*one, today, ahead=ahead) for one in read_day_of_year(typed)])


def _nearest(month: int, of_month: int, today: int, *, ahead: bool) -> int:
    year = ymd(today)[0]
    candidates = [day_in(one, month, of_month) for one in (year - 1, year, year + 1)]
    return min(one for one in candidates if one > today) if ahead else max(
        one for one in candidates if one <= today
    )  # fmt: skip


def read_one_day(inquiry: Inquiry, option: str, *, ahead: bool) -> int | Refusal | Choose:
    """The one day that was typed into an option; see ``days_meant``."""
    typed, question = inquiry.option(option), inquiry.question
    days = days_meant(typed, inquiry.asker.today, ahead=ahead)
    if len(days) == 1:
        return days[0]
    if days:
        options = (Suggestion(day(one), question.asking(**{option: day(one).edtf})) for one in days)
        return Choose(question, typed, "date", tuple(options))
    readable = read_date(question, option, typed, inquiry.asker.today)
    return readable if isinstance(readable, Refusal) else refuse(question, "no_day", typed=typed)


def read_as_of(inquiry: Inquiry) -> AsOf | Refusal | Choose | None:
    """The point in time asked about: a day means its end; a month or a year is answered for its start and
    its end."""
    typed = inquiry.option("as_of")
    if not typed:
        return None
    time = read_time(inquiry.question, "as_of", typed, inquiry.asker.today)
    if isinstance(time, Refusal | Choose):
        return time
    read_as = time.date
    today = inquiry.asker.today
    if read_as.low > today:
        named = inquiry.option("name") or inquiry.option("subject")
        facts: dict[str, Fact] = {"typed": typed, "today": day(today)}
        now = Suggestion(named, inquiry.question.asking(as_of=""))
        return Refusal(inquiry.question, "future", facts, (now,))
    if read_as.precision is Precision.DAY:
        return AsOf(read_as, (read_as.high,), time.words)
    try:
        first, last = bounds_as_seen(read_as)
    except DateError as error:
        ends = (end for end in (read_as.start, read_as.end) if end is not None)
        closed = tuple(Suggestion(end, inquiry.question.asking(as_of=end.edtf)) for end in ends)
        return Refusal(inquiry.question, "no_point_in_time", {"typed": typed, "why": error.why}, closed)
    days = tuple(dict.fromkeys((min(first.low, today), min(last.high, today))))
    return AsOf(read_as, days, time.words)


async def search(
    inquiry: Inquiry,
    words: str,
    kinds: Sequence[str],
    *,
    links: Links = (),
    limit: int,
    offset: int = 0,
) -> Found:
    """What has all these words, as typed or, if that finds more, with the other spelling of "defence" and
    "normalise" and with persons under their English names."""
    at, layer = inquiry.at, inquiry.layer
    found = await inquiry.views.search(
        at, words, kinds=kinds, layer=layer, links=links, limit=limit, offset=offset
    )
    respelt = _DEFENCE.sub(lambda spelt: "defen" + ("s" if spelt[1] == "c" else "c"), words.lower())
    respelt = in_english(_IZED.sub("is", respelt))
    if respelt == words.lower():
        return found
    other = await inquiry.views.search(
        at, respelt, kinds=kinds, layer=layer, links=links, limit=limit, offset=offset
    )
    return other if other.total > found.total else found


async def read_known_on(log: Log, question: Question, today: int) -> int | Refusal | Choose | None:
    """The log position asked about by ``known_on``: ``#812``, or what was recorded by the end of a day
    (UTC)."""
    typed = question.options.get("known_on", "").strip()
    if not typed:
        return None
    head = (await log.head()).position
    by_position = _POSITION.fullmatch(typed)
    if by_position is not None:
        position = int(by_position[1])
        if 1 <= position <= head:
            return position
        return refuse(question, "unknown_position", typed=typed, head=str(head))
    read_as = read_date(question, "known_on", typed, today)
    if isinstance(read_as, Refusal | Choose):
        return read_as
    if read_as.low > today:
        return refuse(question, "future", typed=typed, today=day(today))
    first = await log.record(1)
    end = datetime.combine(
        date.fromordinal(max(1, min(read_as.high, today))) + timedelta(days=1), clock_time(), UTC
    )
    position = await log.position_at(end - timedelta(microseconds=1))
    if position == 0:
        began = day(first.recorded_at.date().toordinal()) if first is not None else ""
        return refuse(question, "known_on_before_record", typed=typed, first=began)
    return position


def resolve_named(
    inquiry: Inquiry, typed: str, kind: str, option: str, code: str = "unknown_name"
) -> Named | Refusal | Choose:
    """The one thing of a kind that a typed name means; see ``one_of``."""
    return one_of(inquiry, typed, inquiry.names.match(typed, (kind,)), option, code)


def one_of(
    inquiry: Inquiry, typed: str, match: Match, option: str, code: str = "unknown_name"
) -> Named | Refusal | Choose:
    """The one thing that was meant; a question back where there are several, a refusal where none is."""
    if len(match.found) == 1:
        return match.found[0]
    return choose_or_refuse(inquiry.question, typed, match, option, code)


def choose_or_refuse(
    question: Question, typed: str, match: Match, option: str, code: str = "unknown_name"
) -> Choose | Refusal:
    """The answer to a name in an option that fits several things, or none."""

    def as_question(thing: Named) -> Question:
        return question.asking(**{option: thing.spelt})

    if len(match.found) > OFFERED:
        # What is itself called so comes before what has the words in a longer name only.
        chief = sorted(match.found, key=lambda thing: fold_name(typed) not in fold_name(thing.short))
        return Choose(question, typed, "name", suggested(chief[: OFFERED - 1], as_question), search=typed)
    if match.found:
        return Choose(question, typed, "name", suggested(match.found, as_question))
    return Refusal(question, code, {"typed": typed}, suggested(match.nearest, as_question))


def suggested(found: Sequence[Named], as_question: Callable[[Named], Question]) -> tuple[Suggestion, ...]:
    """The first few of what may be meant, each asked for by a name that means it alone."""
    shorts = Counter(thing.short for thing in found)
    return tuple(
        Suggestion(_label(thing, alone=shorts[thing.short] == 1), as_question(thing))
        for thing in found[:OFFERED]
    )


def _label(thing: Named, *, alone: bool) -> Fact:
    """What a thing is called among others that may be meant; ``alone``: none of these has its short name."""
    return thing.short if alone and not thing.shared else thing.alone
