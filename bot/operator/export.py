"""``aide-memoire export``: the record as data, or the seeds where there is no record yet."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TextIO

import msgspec

from bot.app import App
from bot.clock import Clock
from bot.config import Settings, corpus_directory, database_path
from bot.domain.dates import explain, human, read
from bot.domain.scopes import scope_of
from bot.locales.en import ENGLISH
from bot.operator import WordError
from bot.services.export import Format, Row, Selection, What, exported, write
from storage.database import Database
from storage.errors import DatabaseMissing
from storage.log import Log
from storage.progress import Progress
from storage.rows import CORPUS, OPEN_HIGH
from storage.views import At, Views


class Wanted(msgspec.Struct, frozen=True):
    """An export as asked for on the command line."""

    what: What
    form: Format
    guild: int | None = None
    as_of: str | None = None
    known_on: str | None = None


async def export(settings: Settings, wanted: Wanted, out: TextIO, progress: Progress) -> int:
    """Writes an export to ``out``, and gives the number of its rows. Without a database, the seeds are read.

    Raises ``WordError`` for a date, time or position that is not valid.
    """
    clock = Clock()
    async with _record(settings, clock, wanted) as (log, views):
        scope = CORPUS if wanted.guild is None else scope_of(wanted.guild)
        position = None if wanted.known_on is None else await _position(log, wanted.known_on)
        day = None if wanted.as_of is None else _day(wanted.as_of, clock.today())
        selection = Selection(wanted.what, At(scope, position), clock.today(), day)
        return await write(_counted(exported(views, selection), progress), wanted.what, wanted.form, out)


@asynccontextmanager
async def _record(settings: Settings, clock: Clock, wanted: Wanted) -> AsyncIterator[tuple[Log, Views]]:
    path = database_path(settings)
    if path.exists():
        async with await Database.open(path, mode="reader") as database:
            yield Log(database, None, clock.now), Views(database)
        return
    if wanted.guild is not None or wanted.known_on is not None:
        # Seeds have nothing of a server, and no history.
        raise DatabaseMissing(path)
    with tempfile.TemporaryDirectory(prefix="aide-memoire-") as folder:
        async with App(Path(folder) / "seeds.db", clock) as app:
            await app.load_seeds(corpus_directory(settings), reference=settings.corpus.reference_pack)
            yield app.log, app.views


async def _counted(rows: AsyncIterator[Row], progress: Progress) -> AsyncIterator[Row]:
    count = 0
    async for row in rows:
        count += 1
        progress(count, 0)
        yield row


async def _position(log: Log, typed: str) -> int:
    """The log position that was typed: a number, or the last one by an instant or the end of a day (UTC)."""
    head = (await log.head()).position
    if typed.removeprefix("#").isdecimal() and typed.isascii():
        position = int(typed.removeprefix("#")[:19])
        if not 1 <= position <= head:
            raise WordError(f"--known-on: the log has the positions 1 to {head}; a day is like 2026-11-20")
        return position
    position = await log.position_at(_instant(typed))
    if position == 0:
        raise WordError("--known-on: nothing was recorded by then")
    return position


def _instant(typed: str) -> datetime:
    try:
        if len(typed) <= len("2026-12-28"):
            return datetime.combine(date.fromisoformat(typed), time.max, UTC)
        instant = datetime.fromisoformat(typed)
    except ValueError:
        raise WordError(
            "--known-on takes a log position such as 812, a day such as 2026-12-28, "
            "or a time such as 2026-12-28T09:00Z"
        ) from None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)


def _day(typed: str, today: int) -> int:
    """The last day of the date that was typed."""
    if (why := explain(typed, today=today)) is not None:
        raise WordError(f"--as-of cannot be read as a date. {ENGLISH.word(why)}")
    readings = read(typed, today=today)
    if len(readings) > 1:
        either = " or ".join(f"{reading.date.edtf} ({human(reading.date)})" for reading in readings)
        raise WordError(f"--as-of can be read in more than one way; write {either}")
    last = readings[0].date.high
    if readings[0].date.low > today:
        raise WordError(f"--as-of: {human(readings[0].date)} is still ahead")
    if last == OPEN_HIGH:
        raise WordError("--as-of needs a date with an end: a day, a month, a year or a closed period")
    return last
