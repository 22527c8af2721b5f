"""Autocomplete: what a half-typed option may become. Dates are offered as they were read, and nothing
else."""

from __future__ import annotations

from bot.domain.answers import Completion
from bot.domain.date_words import MONTHS
from bot.domain.dates import day, human, human_short, parse, read, read_day_of_year, read_month
from bot.domain.entities import AGREEMENT_TYPES
from bot.locales.en import ENGLISH
from bot.services.finding import STATUS_WORDS
from bot.services.help import TOPICS
from bot.services.inquiry import LONGEST, Inquiry, days_meant, search
from bot.services.naming import Named, fold_name
from bot.services.told import told

OFFERS = 25
WIDEST = 100
"""Discord's limit of a choice's name and value, in characters."""

DATES = frozenset({"as_of", "known_on", "from", "to", "date"})
NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("brief", "subject"): ("agreement", "theme", "party"),
    ("agreement", "name"): ("agreement",),
    ("timeline", "subject"): ("agreement", "theme", "party"),
    ("upcoming", "subject"): ("agreement", "theme", "party"),
    ("find", "party"): ("party",),
    ("source", "name"): ("source",),
}
"""The kinds of thing that an option names, by (command, option)."""

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
        return _dates(typed, inquiry.asker.today, day_of_year=(command, option) == ("on", "date"))
    if (command, option) in EVENTS:
        return await _events(inquiry, typed)
    if (command, option) == ("find", "words"):
        return await _words(inquiry, typed)
    if option in ("status", "type", "topic"):
        words = {"status": STATUS_WORDS, "type": AGREEMENT_TYPES, "topic": TOPICS}[option]
        return _vocabulary(typed, words)
    kinds = NAMES.get((command, option))
    if not kinds:
        return ()
    several = inquiry.names.parties(typed) if option == "subject" else ()
    together = "–".join(party.name for party in several)
    offers = [_offer(together, together)] if len(several) > 1 else []
    offers += [_named(thing, typed) for thing in inquiry.names.complete(typed, kinds, OFFERS)]
    return tuple(offers[:OFFERS])


def days(typed: str, today: int, *, ahead: bool) -> tuple[Completion, ...]:
    """Offers for an option that takes one day; of a day without a year the next one, or the last."""
    meant = days_meant(typed, today, ahead=ahead) if typed else ()
    return tuple(_offer(_read_as(human(day(one)), "day"), day(one).edtf) for one in meant)[:OFFERS]


def _dates(typed: str, today: int, *, day_of_year: bool) -> tuple[Completion, ...]:
    if not typed:
        return ()
    offers: list[Completion] = []
    if day_of_year:
        days = read_day_of_year(typed)
        offers += [
            _offer(_every_year(f"{day} {MONTHS[month - 1]}"), f"--{month:02}-{day:02}") for month, day in days
        ]
        month_alone = read_month(typed)
        if month_alone is not None:
            offers.append(_offer(_every_year(MONTHS[month_alone - 1]), MONTHS[month_alone - 1]))
    readings = read(typed, today=today)
    for reading in readings:
        read_as = _read_as(human(reading.date), reading.note or reading.date.precision.value)
        offers.append(_offer(read_as, typed if reading.own and len(readings) == 1 else reading.date.edtf))
    return tuple(offers[:OFFERS])


def _read_as(date: str, precision: str) -> str:
    return ENGLISH.say("offer_date", date=date, precision=precision)


def _every_year(date: str) -> str:
    return ENGLISH.say("offer_every_year", date=date)


async def _events(inquiry: Inquiry, typed: str) -> tuple[Completion, ...]:
    if not typed:
        rows = await inquiry.views.newest(inquiry.at, inquiry.layer, limit=OFFERS)
    else:
        result = await search(inquiry, typed, ("event",), limit=OFFERS)
        rows = result.rows
    offers = []
    for row in rows:
        found = told(row)
        claims = [claim for claim in found.event.claims if not claim.retracted]
        when = f" ({_short(claims[0].date)})" if claims else ""
        offers.append(_offer(f"{found.label} {found.event.title}{when}", found.label))
    return tuple(offers)


async def _words(inquiry: Inquiry, typed: str) -> tuple[Completion, ...]:
    """For a search: names that contain what was typed, as words to search for."""
    if not typed:
        return ()
    things = inquiry.names.complete(typed, ("agreement", "theme"), 10)
    return tuple(_offer(thing.short, thing.short) for thing in things)


def _vocabulary(typed: str, words: tuple[str, ...]) -> tuple[Completion, ...]:
    wanted = fold_name(typed)
    plain = [(word, word.replace("_", " ")) for word in words]
    beginning = [pair for pair in plain if pair[1].startswith(wanted)]
    containing = [pair for pair in plain if wanted in pair[1] and pair not in beginning]
    return tuple(_offer(shown, shown) for _, shown in [*beginning, *containing][:OFFERS])


def _named(thing: Named, typed: str) -> Completion:
    """The thing by its chief name, with the alias that fits what was typed where that is another; by the
    spelling that means it alone where other things are called so."""
    if thing.shared:
        return _offer(thing.spelt, thing.spelt)
    wanted = fold_name(typed)
    alias = next((name for name in thing.names if wanted and fold_name(name).startswith(wanted)), thing.short)
    shown = thing.name if alias == thing.name else f"{alias} — {thing.name}"
    return _offer(shown, thing.name)


def _offer(name: str, value: str) -> Completion:
    return Completion(_cut(name), value[:WIDEST])


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _short(edtf: str) -> str:
    """A stored date in short words."""
    return human_short(parse(edtf))
