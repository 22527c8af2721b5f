"""Reads what managers type into options of /posts: times, zones, kinds of note, parties, agreements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date as calendar_date
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.domain.entities import NOTE_PARTS, Subscription
from bot.domain.facts import terms
from bot.domain.localtime import read_time
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.domain.scopes import guild_of
from bot.domain.subscriptions import Settings
from bot.services.editing.fields import Reader, read_fields
from bot.services.editing.posts.places import Place, load
from bot.services.editing.request import EditRequest
from bot.services.typed.meaning import OFFERED, resolve_named
from bot.services.typed.names import fold_name
from bot.services.typed.vocabulary import exactly

TIME = "09:00"
"""When notes are posted unless another time is set."""
FILTERS = ("documents", "round", "unmarked", "ping")
"""The choices in the menu of filters."""
EVERYTHING = ("all", "any", "everything", "none")
_KINDS = {
    "day": ("day", "days", "daily"),
    "month": ("month", "months", "monthly"),
    "year": ("year", "years", "yearly"),
    "week": ("week", "weeks", "weekly", "look ahead", "lookahead", "weekly look ahead"),
}
_SEPARATED = re.compile(r"\s*(?:[,;、+&]|\band\b)\s*", re.IGNORECASE)


class Read(msgspec.Struct, frozen=True):
    """The wanted settings; ``place`` is the city that was typed for the zone, empty if none was."""

    wanted: Subscription
    place: str = ""


async def read_settings(request: EditRequest, held: Subscription) -> Read | Refusal | Choose:
    """The settings ``held``, with the given options in place of what they were."""
    changes: dict[str, Any] = {}
    place = ""
    if request.option("zone"):
        found = await typed_zone(request)
        if isinstance(found, Refusal | Choose):
            return found
        changes["zone"], place = found.zone, found.label if found.country else ""
    given = read_fields(request, _READERS)
    if isinstance(given, Refusal | Choose):
        return given
    changes |= given
    if request.gives("filters"):
        changes |= _filters(request, changes.get("ping", held.ping))
    return Read(replace(held, **changes), place)


async def typed_zone(request: EditRequest) -> Place | Refusal | Choose:
    """The place or zone that was typed; a choice if it is ambiguous, a refusal if it is unknown."""
    typed, question = request.option("zone"), request.question
    places = await load()
    found = places.find(typed)
    if len(found) == 1:
        return found[0]
    if found:
        return Choose(question, typed, "name", _offered(question, found))
    nearest = _offered(question, places.nearest(typed))
    return Refusal(question, "unknown_zone", {"typed": typed}, nearest)


def _offered(question: Question, places: Sequence[Place]) -> tuple[Suggestion, ...]:
    labels = Counter(place.label for place in places)
    return tuple(
        Suggestion(
            place.label if labels[place.label] == 1 else f"{place.label} ({place.zone})",
            question.asking(zone=place.zone),
        )
        for place in places[:OFFERED]
    )


def _time(request: EditRequest, typed: str) -> str | Refusal:
    time = read_time(typed)
    return time if time is not None else request.refuse("unknown_time", typed=typed)


def _kinds(request: EditRequest, typed: str) -> tuple[str, ...] | Refusal:
    if fold_name(typed) in EVERYTHING:
        return NOTE_PARTS
    wanted = set()
    for piece in filter(None, _SEPARATED.split(typed)):
        named = next((kind for kind, words in _KINDS.items() if fold_name(piece) in words), None)
        kind = named or exactly(piece, NOTE_PARTS)
        if kind is None:
            return request.refuse("unknown_part", typed=piece, known=terms(NOTE_PARTS))
        wanted.add(kind)
    if not wanted:
        return request.refuse("unknown_part", typed=typed, known=terms(NOTE_PARTS))
    return tuple(kind for kind in NOTE_PARTS if kind in wanted)


def _parties(request: EditRequest, typed: str) -> tuple[str, ...] | Refusal | Choose:
    if fold_name(typed) in EVERYTHING:
        return ()
    ids: dict[str, None] = {}
    for piece in filter(None, map(str.strip, re.split(r"[,;、]", typed))):
        known = request.names.parties(piece)
        if not known:
            found = resolve_named(request, piece, "party", "party", "unknown_party")
            if isinstance(found, Refusal | Choose):
                return found
            known = (found,)
        ids |= dict.fromkeys(party.id for party in known)
    return tuple(ids)


def _agreements(request: EditRequest, typed: str) -> tuple[str, ...] | Refusal | Choose:
    if fold_name(typed) in EVERYTHING:
        return ()
    # A name may contain a comma, so that the text is split only if it is no name as a whole.
    whole = request.names.match(typed, ("agreement",)).found
    pieces = [typed] if whole or (";" not in typed and "," not in typed) else re.split(r"[;,]", typed)
    ids: dict[str, None] = {}
    for piece in filter(None, map(str.strip, pieces)):
        found = resolve_named(request, piece, "agreement", "agreement")
        if isinstance(found, Refusal | Choose):
            return found
        ids[found.id] = None
    return tuple(ids)


def _ping(request: EditRequest, typed: str) -> str | Refusal:
    return request.refuse("ping_everyone") if typed == str(guild_of(request.scope)) else typed


def _grace(request: EditRequest, typed: str) -> int | Refusal:
    if not typed.isdecimal() or int(typed) > 24:
        return request.refuse("unknown_grace", typed=typed)
    return int(typed)


_READERS: dict[str, tuple[str, Reader]] = {
    "time": ("time", _time),
    "kinds": ("kinds", _kinds),
    "party": ("parties", _parties),
    "agreement": ("agreements", _agreements),
    "sources": ("layer", lambda _, typed: "documents" if typed == "documents" else "all"),
    "round_only": ("round_only", lambda _, typed: typed == "yes"),
    "ping": ("ping", _ping),
    "grace": ("grace", _grace),
}
"""For each option, the field that it sets and the function that reads it."""


def _filters(request: EditRequest, ping: str) -> dict[str, Any]:
    """The settings that the menu of filters gives: those not chosen are off; ``ping`` is the role to ping."""
    chosen = set(request.option("filters").split(","))
    return {
        "layer": "documents" if "documents" in chosen else "all",
        "round_only": "round" in chosen,
        "unmarked": "unmarked" in chosen,
        "ping": ping if "ping" in chosen else "",
    }


def with_names(request: EditRequest, held: Subscription, place: str = "") -> Settings:
    """Settings as they are shown: with names in place of ids, and the typed ``place`` for the zone."""
    names = request.names
    return Settings(
        channel=int(held.id),
        time=held.time,
        zone=held.zone,
        kinds=held.kinds,
        parties=names.names_of("party", held.parties),
        agreements=names.names_of("agreement", held.agreements),
        layer=held.layer,
        round_only=held.round_only,
        unmarked=held.unmarked,
        ping=held.ping,
        grace=held.grace,
        paused=held.paused,
        until=_day(held.until),
        place=place,
    )


def _day(iso: str) -> int:
    return calendar_date.fromisoformat(iso).toordinal() if iso else 0
