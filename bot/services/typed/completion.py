"""Autocomplete for the options of readers' commands; dates are offered with how they were read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.dates import HistoricalDate, Precision, Reading, day, read, read_day_of_year, read_month, ymd
from bot.domain.dates.words import MONTHS
from bot.domain.entities import AGREEMENT_TYPES
from bot.domain.facts import DayOfYear, Fact, Phrase, ShortDate, Term
from bot.domain.questions import Completion
from bot.services.event_view import event_view
from bot.services.inquiry import LONGEST, Inquiry
from bot.services.typed.dates import days_meant, winters_of
from bot.services.typed.events import event_numbered
from bot.services.typed.names import LONGEST_VALUE, Named, event_label, fold_name, joined_names
from bot.services.typed.search import search
from bot.services.typed.subject import SUBJECTS
from bot.services.typed.vocabulary import STATUSES, TOPICS, offers_of
from storage.rows import OPEN_HIGH, OPEN_LOW, StoredRow

OFFERS = 25
PAIRS = 3
_HALF_TYPED = re.compile(r"(?P<first>.+?)(?: and |[\s,/–—-])\s*(?P<half>[^\s,/–—-]+(?: [^\s,/–—-]+)?)")
"""Parties followed by the beginning of another one."""

DATES = frozenset({"as_of", "known_on", "from", "to", "date"})
ASKED_AT = frozenset({"brief", "agreement", "on", "timeline"})
"""Commands whose dates are times that are asked about, for which a winter is offered as two."""
NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("brief", "subject"): SUBJECTS,
    ("agreement", "name"): ("agreement",),
    ("timeline", "subject"): SUBJECTS,
    ("upcoming", "subject"): SUBJECTS,
    ("find", "party"): ("party",),
    ("source", "name"): ("source",),
}
"""By (command, option), the kinds of thing that the option names."""

VOCABULARIES = {"status": STATUSES, "type": AGREEMENT_TYPES, "topic": TOPICS}
"""By option, the codes of the record's vocabulary that it takes."""

EVENTS = (("event", "name"), ("why", "event"))
"""Options that name an event."""


async def complete(inquiry: Inquiry, option: str, typed: str) -> tuple[Completion, ...]:
    """Up to 25 offers for what has been typed so far."""
    typed = typed.strip()
    if len(typed) > LONGEST:
        return ()
    command = inquiry.question.command
    if (command, option) == ("why", "date"):
        return days(typed, inquiry.asker.today, ahead=False)
    if option in DATES:
        return dates(typed, inquiry.asker.today, command, option)
    if (command, option) in EVENTS:
        return await _events(inquiry, typed)
    if (command, option) == ("find", "words"):
        return await _words(inquiry, typed)
    if option in VOCABULARIES:
        return offers_of(typed, VOCABULARIES[option], inquiry.asker.locale)[:OFFERS]
    kinds = NAMES.get((command, option))
    if not kinds:
        return ()
    offers = [_offer(pair, pair) for pair in _parties(inquiry, typed)] if option == "subject" else []
    offers += [_named(thing, typed) for thing in inquiry.names.complete(typed, kinds, OFFERS)]
    return tuple(offers[:OFFERS])


def _parties(inquiry: Inquiry, typed: str) -> list[str]:
    """Sets of parties that a text names, or may name once its last word is complete."""
    several = inquiry.names.parties(typed)
    if len(several) > 1:
        return [joined_names(several)]
    half = _HALF_TYPED.fullmatch(typed)
    first = inquiry.names.parties(half["first"]) if half is not None else ()
    if half is None or not first:
        return []
    wanted = fold_name(half["half"])
    begun = [one for one in inquiry.names.of(("party",)) if any(n.startswith(wanted) for n in one.folded)]
    return [joined_names((*first, one)) for one in begun if one not in first][:PAIRS]


def days(typed: str, today: int, *, ahead: bool) -> tuple[Completion, ...]:
    """Offers for an option that takes one day; for a day without a year the next (``ahead``) or last one."""
    meant = days_meant(typed, today, ahead=ahead) if typed else ()
    return tuple(Completion(_read_as(day(one), "day"), day(one).edtf) for one in meant)[:OFFERS]


def dates(typed: str, today: int, command: str, option: str) -> tuple[Completion, ...]:
    """Offers for an option of any command that takes a date, each with how it was read."""
    readings = read(typed, today=today) if typed else ()
    offers = _of_any_year(typed, readings) if command == "on" else []
    for reading in readings:
        if option == "as_of" and (reading.date.low == OPEN_LOW or reading.date.high == OPEN_HIGH):
            continue
        asked_at = command in ASKED_AT and option != "known_on"
        winters = winters_of(reading.date) if asked_at else ()
        for date in winters or (reading.date,):
            read_as = _read_as(date, reading.note or date.precision.value)
            as_typed = reading.says_more and len(readings) == 1 and not winters
            offers.append(Completion(read_as, typed if as_typed else date.edtf))
    return tuple(offers[:OFFERS])


def _of_any_year(typed: str, readings: Sequence[Reading]) -> list[Completion]:
    """Offers of the day or month of any year that a text means, also for "yesterday" and "this month"."""
    from_today = [one.date for one in readings if not read(typed)]
    days = [
        *read_day_of_year(typed),
        *(ymd(date.low)[1:] for date in from_today if date.precision is Precision.DAY),
    ]
    months = [read_month(typed), *(date.month for date in from_today if date.precision is Precision.MONTH)]
    return [
        *(_every_year(DayOfYear(month, day), f"--{month:02}-{day:02}") for month, day in days),
        *(_every_year(DayOfYear(month), MONTHS[month - 1]) for month in months if month is not None),
    ]


def _read_as(date: HistoricalDate, precision: str) -> Phrase:
    return Phrase("offer_date", {"date": date, "precision": Term(precision)})


def _every_year(day: DayOfYear, value: str) -> Completion:
    return Completion(Phrase("offer_every_year", {"date": day}), value)


async def _events(inquiry: Inquiry, typed: str) -> tuple[Completion, ...]:
    label = event_label(typed) or event_label(f"E-{typed}")
    if not typed:
        rows = await inquiry.views.newest(inquiry.at, inquiry.layer, limit=OFFERS)
    else:
        rows = await _numbered(inquiry, *label) if label is not None else ()
        rows = rows or (await search(inquiry, typed, ("event",), limit=OFFERS)).rows
    offers = []
    for row in rows:
        found = event_view(row)
        dating = found.dated(inquiry.layer)
        shown: Fact = found.titled
        if dating.date is not None and not dating.contested:
            shown = Phrase("offer_dated", {"name": shown, "date": ShortDate(dating.date)})
        offers.append(Completion(shown, found.label))
    return tuple(offers)


async def _numbered(inquiry: Inquiry, letter: str, number: int) -> tuple[StoredRow, ...]:
    """The events with this number or one more digit, for E-6 also E-60 to E-69, without retracted ones."""
    numbers = (number, *range(10 * number, 10 * number + 10))
    rows = [await event_numbered(inquiry, letter, one) for one in numbers if one]
    return tuple(row for row in rows if row is not None and row.row.live)


async def _words(inquiry: Inquiry, typed: str) -> tuple[Completion, ...]:
    """Names that contain what was typed, as words to search for."""
    if not typed:
        return ()
    things = inquiry.names.complete(typed, ("agreement", "theme"), 10)
    return tuple(_offer(thing.short, thing.short) for thing in things)


def _named(thing: Named, typed: str) -> Completion:
    """The offer of a thing by its main name, preceded by the alias that begins with what was typed.

    If other things have that name, it is offered by its unambiguous one.
    """
    if thing.shared:
        return _offer(thing.unique_label, thing.unique)
    wanted = fold_name(typed)
    alias = next((name for name in thing.names if wanted and fold_name(name).startswith(wanted)), thing.short)
    shown = thing.name if alias == thing.name else f"{alias} — {thing.name}"
    return _offer(shown, thing.name)


def _offer(label: Fact, value: str) -> Completion:
    return Completion(label, value[:LONGEST_VALUE])
