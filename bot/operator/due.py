"""``aide-memoire due``: what is due on a day, by the record, or by seed files that are not loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings, corpus_directory, database_path
from bot.corpus.reader import read_corpus
from bot.domain import localtime
from bot.domain.dates import human
from bot.domain.gists import gist_of
from bot.domain.posts import DueEvent
from bot.domain.scopes import scope_of
from bot.operator import WordError
from bot.services.editing.posts.places import load, zones
from bot.services.notes.anniversaries import Anniversaries, due_event
from bot.services.notes.due import gists_due_on, wanted
from storage.database import Database
from storage.errors import DatabaseMissing
from storage.rows import CORPUS
from storage.views import Views

_A_DAY = len("2026-12-28")


async def find_zone(typed: str) -> str:
    """The time zone of a zone's or city's name; raises ``WordError`` with the nearest ones if unknown."""
    if typed.lower() in zones():
        return zones()[typed.lower()]
    places = await load()
    found = places.find(typed)
    if len(found) == 1:
        return found[0].zone
    offered = found or places.nearest(typed)
    near = f"; perhaps {' or '.join(f'{one.label} ({one.zone})' for one in offered)}" if offered else ""
    raise WordError(f"--zone takes a time zone such as Asia/Seoul, or a city, not “{typed}”{near}")


def local_day(typed: str | None, zone: str) -> int:
    """The day in a zone's calendar: the day that was typed, that of a typed instant, or else today."""
    if typed is None:
        return localtime.local_day(Clock().now(), zone)
    try:
        if len(typed) <= _A_DAY:
            return date.fromisoformat(typed).toordinal()
        instant = datetime.fromisoformat(typed)
    except ValueError:
        instant = datetime.min
    with suppress(OverflowError):
        if instant.tzinfo is not None:
            return localtime.local_day(instant, zone)
    raise WordError("--on takes a day such as 2026-12-28, or an instant such as 2026-12-28T15:30Z")


def day_exists(day: int, zone: str) -> bool:
    """Whether a day existed in a zone: some zones skipped one when they moved across the date line."""
    try:
        return localtime.local_day(localtime.local_instant(day, "00:00", zone), zone) == day
    except OverflowError:
        return True  # The first or last day of the calendar, part of which lies outside of it in UTC.


async def due_on(settings: Settings, day: int, guild: int | None, seeds: Path | None) -> Sequence[DueEvent]:
    """The events that are due on a day, in the order of a note.

    Read from the database; or from seed files, if they are given or there is no database.
    """
    path = database_path(settings)
    if seeds is None and path.exists():
        async with await Database.open(path, mode="reader") as database:
            scope = CORPUS if guild is None else scope_of(guild)
            return await Anniversaries(Views(database)).due(scope, day)
    if guild is not None:
        # Seeds have nothing of a server.
        raise DatabaseMissing(path)
    directory = seeds or corpus_directory(settings)
    reference = settings.corpus.reference_pack and (directory / "reference").is_dir()
    events = {event.id: event for event in read_corpus(directory, reference=reference).events}
    gists = (gist_of(event) for event in events.values())
    return [due_event(one, events[one.gist.id]) for one in wanted(gists_due_on(gists, "all", day), None)]


def line(found: DueEvent, day: int, form: str) -> str:
    """One anniversary as a JSON object, or as people read it."""
    on = date.fromordinal(day).isoformat()
    if form == "text":
        years = f"{found.due.years} year{'s' if found.due.years > 1 else ''}"
        round_one = ", round" if found.due.round else ""
        return (
            f"{on}  {found.due.part:<5}  {years}{round_one}: {found.title} "
            f"({human(found.date)}), {found.label}"
        )
    return json.dumps(
        {
            "event": found.id,
            "label": found.label,
            "title": found.title,
            "on": on,
            "date": found.date.edtf,
            "kind": found.due.part,
            "years": found.due.years,
            "round": found.due.round,
        },
        ensure_ascii=False,
    )
