"""Autocomplete for the options of /posts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.entities import NOTE_PARTS
from bot.domain.facts import Phrase, terms
from bot.domain.localtime import read_time
from bot.domain.questions import Completion
from bot.services.editing.completion import as_reader, complete_parties
from bot.services.editing.posts.places import Place, Places, load
from bot.services.editing.request import EditRequest
from bot.services.typed.completion import OFFERS, days

TIMES = ("06:00", "07:00", "08:00", "09:00", "12:00", "18:00", "21:00")


async def complete_posts(request: EditRequest, option: str, typed: str) -> tuple[Completion, ...]:
    """Up to 25 offers for a half-typed option of /posts."""
    match option:
        case "zone":
            return await _zones(request, typed)
        case "time":
            read = read_time(typed)
            times = (read,) if read is not None else TIMES if not typed else ()
            return tuple(Completion(time, time) for time in times)
        case "kinds":
            return _kinds(typed)
        case "date" | "until":
            ahead = request.question.command != "posts send"
            return days(typed, request.asker.today, ahead=ahead)
        case "party":
            return await complete_parties(request, typed)
        case "agreement":
            return await as_reader(request, "agreement", "name", typed)
    return ()


def _kinds(typed: str) -> tuple[Completion, ...]:
    """Offers of the first part of a note, of the first two, and so on."""
    several = (NOTE_PARTS[:count] for count in range(1, len(NOTE_PARTS) + 1))
    offers = ((", ".join(parts), terms(parts)) for parts in several)
    return tuple(Completion(told, value) for value, told in offers if value.startswith(typed.lower()))


async def _zones(request: EditRequest, typed: str) -> tuple[Completion, ...]:
    places = await load()
    offered: dict[tuple[str, str], Place] = {}
    for place in places.complete(typed, OFFERS):
        offered.setdefault((place.label, place.zone), place)
    return tuple(_zone(request, place, places) for place in offered.values())


def _zone(request: EditRequest, place: Place, places: Places) -> Completion:
    there = request.editor.now.astimezone(ZoneInfo(place.zone))
    facts = {"place": place.label, "time": f"{there:%H:%M}", "zone": place.zone}
    # If the label is ambiguous, the zone's name is offered as the value.
    value = place.label if places.find(place.label) == (place,) else place.zone
    return Completion(Phrase("offer_place" if place.country else "offer_zone", facts), value)
