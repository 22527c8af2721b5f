"""Autocomplete for /posts: cities with the time there now, times of day, kinds of note, names, days."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.answers import Completion
from bot.domain.timeofday import read_time
from bot.locales.en import ENGLISH
from bot.services.completion import OFFERS, WIDEST, days
from bot.services.editing.completion import as_reader, complete_parties
from bot.services.editing.posts.places import Place, load
from bot.services.editing.session import Session

TIMES = ("06:00", "07:00", "08:00", "09:00", "12:00", "18:00", "21:00")
KINDS = ("day", "day, month", "day, month, year", "day, month, year, week")


async def complete_posts(session: Session, option: str, typed: str) -> tuple[Completion, ...]:
    """Up to 25 offers for a half-typed option of /posts."""
    match option:
        case "zone":
            return await _zones(session, typed)
        case "time":
            read = read_time(typed)
            return _words((read,) if read is not None else TIMES if not typed else ())
        case "kinds":
            return _words(tuple(kinds for kinds in KINDS if kinds.startswith(typed.lower())))
        case "date" | "until":
            ahead = session.inquiry.question.command != "posts send"
            return days(typed, session.inquiry.asker.today, ahead=ahead)
        case "party":
            return await complete_parties(session, typed)
        case "agreement":
            return await as_reader(session, "agreement", "name", typed)
    return ()


async def _zones(session: Session, typed: str) -> tuple[Completion, ...]:
    places = await load()
    offers: dict[str, Completion] = {}
    for place in places.complete(typed, OFFERS):
        offer = _zone(session, place)
        # A name that its country does not make certain stands for its zone.
        value = place.label if places.find(place.label) == (place,) else place.zone
        offers.setdefault(offer, Completion(offer, value))
    return tuple(offers.values())


def _zone(session: Session, place: Place) -> str:
    there = session.editor.now.astimezone(ZoneInfo(place.zone))
    facts = {"place": place.label, "time": f"{there:%H:%M}", "zone": place.zone}
    return ENGLISH.say("offer_place" if place.country else "offer_zone", **facts)[:WIDEST]


def _words(words: tuple[str, ...]) -> tuple[Completion, ...]:
    return tuple(Completion(word, word) for word in words)
