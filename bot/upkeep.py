"""What an operator does with the record's file: look at it, verify, rebuild, export, copy, put back."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TextIO

from bot.clock import Clock
from bot.config import Settings, corpus_directory, database_path
from bot.domain.dates import explain, human, read
from bot.domain.events import CORPUS
from bot.export import Format, Row, Selection, What, exported, write
from bot.services.projector import project
from storage.backup import Restored
from storage.backup import backup as copy_record
from storage.backup import restore as restore_record
from storage.candidates import WAITING
from storage.chain import Head
from storage.database import Database
from storage.errors import DatabaseMissing
from storage.log import Log, Verification
from storage.rows import OPEN_HIGH
from storage.settings import Settings as Kept
from storage.survey import Survey, survey
from storage.views import At, Views

Report = Callable[[int, int], None]
"""Told how much is done, and of how much (0: unknown)."""


_PLURALS = {
    "event": "events",
    "agreement": "agreements",
    "source": "sources",
    "party": "parties",
    "theme": "themes",
}


class WordError(ValueError):
    """A word on the command line that cannot be used; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export as asked for on the command line."""

    what: What
    form: Format
    guild: int | None = None
    as_of: str | None = None
    known_on: str | None = None


async def status(settings: Settings) -> tuple[tuple[str, str], ...]:
    """What there is to tell of the record, as (what, how it is)."""
    from bot.app import SEEDS_DIGEST
    from bot.corpus.digest import digest_of
    from bot.services.posting.status import posting_status

    path = database_path(settings)
    async with await Database.open(path, mode="reader") as database:
        found = await database.read(survey)
        loaded = await Kept(database).get(SEEDS_DIGEST)
        posting = await posting_status(database, Clock().now())
    shipped = digest_of(corpus_directory(settings), reference=settings.corpus.reference_pack)
    return (
        ("file", f"{path}, {_size(path)} and {_size(Path(f'{path}-wal'))} not yet merged"),
        ("schema", str(found.schema)),
        ("head", f"{found.head}, recorded {_when(found.recorded_at)}"),
        (
            "records",
            f"{found.corpus_records:,} of the corpus, {found.guild_records:,} of {found.guilds:,} servers",
        ),
        ("erased", f"{found.erased:,} bodies"),
        ("corpus", _entries(found, corpus=True)),
        ("servers", _entries(found, corpus=False)),
        ("seeds", _seeds(loaded, shipped)),
        ("backup", _last_backup(path)),
        ("restored", _when(found.restored_at)),
        *posting,
    )


def _entries(found: Survey, *, corpus: bool) -> str:
    counts = {kind: count for (whose, kind), count in found.entries.items() if whose is corpus}
    told = [_so_many(counts[kind], kind, _PLURALS[kind]) for kind in _PLURALS if counts.get(kind)]
    return ", ".join([*told, *_papers(found, corpus=corpus)]) or "nothing"


def _papers(found: Survey, *, corpus: bool) -> Iterator[str]:
    """The papers and what was found in them; nobody looks through those of the corpus."""
    if papers := found.papers.get(corpus):
        states = {state: count for (whose, state), count in found.found.items() if whose is corpus}
        waiting = "" if corpus else f", {states.get(WAITING, 0):,} of them to look at"
        found_in = _so_many(sum(states.values()), "statement", "statements")
        yield f"{_so_many(papers, 'paper', 'papers')} with {found_in}{waiting}"


def _so_many(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _seeds(loaded: str | None, there: str) -> str:
    if loaded is None:
        return "never loaded; the next start loads them"
    same = "as they are now" if loaded == there else "changed since; the next start loads what changed"
    return f"{loaded[:12]}, {same}"


def _when(instant: datetime | None) -> str:
    return "never" if instant is None else f"{instant:%Y-%m-%d %H:%M:%S} UTC"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:,.1f} MB" if path.exists() else "0 MB"


async def verify(path: Path, noted: Head | None, report: Report) -> Verification:
    """Whether the log holds from its first record to its last; a running bot is not disturbed."""
    async with await Database.open(path, mode="log") as database:
        return await Log(database, None, Clock().now).verify(noted, report)


async def rebuild(path: Path, report: Report) -> int:
    """Makes views and search anew; how many records were read. The bot must be stopped."""
    _must_exist(path)
    async with await Database.open(path) as database:
        return await Log(database, project, Clock().now).rebuild(report)


async def backup(path: Path, target: Path, report: Report) -> Verification:
    """Copies the record into one file and holds the copy's log against its chain; the bot may be running.

    Time and head are noted beside the record, for ``status``. Raises WordError for the record's own file.
    """
    _must_differ(path, target)
    head = await copy_record(path, target, report)
    found = await verify(target, head, report)
    if found.ok:
        _note_backup(path, f"{_when(Clock().now())}, {head}, in", target)
    return found


async def restore(saved: Path, path: Path, report: Report) -> Restored:
    """Puts a backup in the record's place; what was there is kept beside it. The bot must be stopped."""
    _must_differ(path, saved)
    restored = await restore_record(saved, path, now=Clock().now(), progress=report)
    async with await Database.open(path) as database:
        await Log(database, project, Clock().now).catch_up(report)
    return restored


def _must_differ(path: Path, other: Path) -> None:
    if path.resolve() == other.resolve():
        raise WordError(f"{other} is the record itself; name another file")


def _note_backup(path: Path, what: str, target: Path) -> None:
    _note_of_backup(path).write_text(f"{what} {target.absolute()}\n", "utf-8", "backslashreplace")


def _note_of_backup(path: Path) -> Path:
    return path.with_name(f"{path.name}.backup-note")


def _last_backup(path: Path) -> str:
    note = _note_of_backup(path)
    return note.read_text("utf-8").strip() if note.exists() else "none was made from here"


def _must_exist(path: Path) -> None:
    if not path.exists():
        raise DatabaseMissing(path)


async def export(settings: Settings, wanted: Wanted, out: TextIO, report: Report) -> int:
    """Writes what is wanted to ``out``; how many rows. Without a database the seeds are read.

    Raises WordError for a date, time or position that cannot be.
    """
    clock = Clock()
    async with _record(settings, clock, wanted) as (log, views):
        scope = CORPUS if wanted.guild is None else f"guild:{wanted.guild}"
        position = None if wanted.known_on is None else await _position(log, wanted.known_on)
        day = None if wanted.as_of is None else _day(wanted.as_of, clock.today())
        selection = Selection(wanted.what, At(scope, position), clock.today(), day)
        return await write(_counted(exported(views, selection), report), wanted.what, wanted.form, out)


@asynccontextmanager
async def _record(settings: Settings, clock: Clock, wanted: Wanted) -> AsyncIterator[tuple[Log, Views]]:
    path = database_path(settings)
    if path.exists():
        async with await Database.open(path, mode="reader") as database:
            yield Log(database, None, clock.now), Views(database)
        return
    if wanted.guild is not None or wanted.known_on is not None:
        # The seeds know of no server and of no past.
        raise DatabaseMissing(path)
    from bot.app import App

    with tempfile.TemporaryDirectory(prefix="aide-memoire-") as folder:
        async with App(Path(folder) / "seeds.db", clock) as app:
            await app.load_seeds(corpus_directory(settings), reference=settings.corpus.reference_pack)
            yield app.log, app.views


async def _counted(rows: AsyncIterator[Row], report: Report) -> AsyncIterator[Row]:
    count = 0
    async for row in rows:
        count += 1
        report(count, 0)
        yield row


async def _position(log: Log, typed: str) -> int:
    """The position that is meant: a number, or the last one by an instant or by the end of a day (UTC)."""
    head = (await log.head()).position
    if typed.removeprefix("#").isdecimal() and typed.isascii():
        position = int(typed.removeprefix("#")[:19])
        if not 1 <= position <= head:
            raise WordError(f"--known-on: the log has the positions 1 to {head}")
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
    readings = read(typed, today=today)
    if not readings:
        raise WordError(f"--as-of cannot be read as a date. {explain(typed)}")
    if len(readings) > 1:
        either = " or ".join(f"{reading.date.edtf} ({human(reading.date)})" for reading in readings)
        raise WordError(f"--as-of can be read in more than one way; write {either}")
    last = readings[0].date.high
    if readings[0].date.low > today:
        raise WordError(f"--as-of: {human(readings[0].date)} is still ahead")
    if last == OPEN_HIGH:
        raise WordError("--as-of needs a date with an end: a day, a month, a year or a closed period")
    return last
