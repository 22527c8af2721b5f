"""What tests of storage share: a clock that ticks, records, a toy projector, damage past the guards."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType

import msgspec

from storage.chain import Head
from storage.database import Database, open_writing
from storage.log import Log
from storage.projection import Projector, ViewWriter
from storage.rows import CORPUS, NewRecord, Record, ViewRow

START = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANA, BEN = "p-ana", "p-ben"
GUILD, OTHER_GUILD = "guild:1", "guild:2"
REMOVED = "Removed"
_TRIGGERS = ("records_guard", "records_stay", "records_unaltered")


class Clock:
    """A clock that goes a second forward each time it is looked at."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time, a second later than the last time."""
        self.now += SECOND
        return self.now


def new(
    id: str,
    *,
    stream: str = "event/a",
    scope: str = CORPUS,
    body: bytes = b"{}",
    change: str | None = None,
    type: str = "Noted",
    actor: str = ANA,
) -> NewRecord:
    """A record to append, by default a change by itself."""
    return NewRecord(id, change if change is not None else id, scope, stream, type, body, actor)


def put(id: str, row: ViewRow, scope: str = CORPUS) -> NewRecord:
    """A record by which the toy projector puts a row."""
    return new(id, stream=f"{row.kind}/{row.id}", scope=scope, body=msgspec.json.encode(row), type="Put")


def removed(id: str, event: str, scope: str) -> NewRecord:
    """A record by which the toy projector removes an event's row."""
    return new(id, stream=f"event/{event}", scope=scope, body=event.encode(), type=REMOVED)


def row(id: str, number: int = 1, **fields: object) -> ViewRow:
    """An event's row whose state is as good as any."""
    given = {"kind": "event", "version": 1, "state": b"{}", "live": True, **fields}
    return ViewRow(id=id, number=number, **given)  # type: ignore[arg-type]


def project(record: Record, view: ViewWriter) -> None:
    """The toy projector: a record's body is the row to put, or the id of the event to remove."""
    if record.body is None:
        return
    if record.type == "Put":
        view.put(record.scope, msgspec.json.decode(record.body, type=ViewRow), record.position)
    elif record.type == REMOVED:
        view.remove(record.scope, "event", record.body.decode(), record.position)


def damage(path: Path, *statements: str) -> None:
    """Alters the file by plain SQL, its triggers out of the way: what somebody with the file could do."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for trigger in _TRIGGERS:
            raw.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            raw.execute(statement)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_writing(path).close()
        return path.read_bytes()


def empty_file(path: Path) -> Path:
    """Makes a file without records as opening would, without waiting for the disk at each migration."""
    path.write_bytes(_empty())
    return path


class Logs:
    """One file whose log is opened again and again, by ``make``; closed at the end."""

    def __init__(self, path: Path, projector: Projector | None = None, kind: type[Log] = Log) -> None:
        self.path = path
        self.database: Database | None = None
        self._projector = projector
        self._kind = kind

    async def make(self, clock: Callable[[], datetime] | None = None) -> Log:
        """The log, opened anew."""
        await self.close()
        if not self.path.exists():
            empty_file(self.path)
        self.database = await Database.open(self.path)
        await self.opened(self.database)
        return self._kind(self.database, self._projector, clock or Clock())

    async def opened(self, database: Database) -> None:
        """Told of each opening, for those who change something."""

    async def close(self) -> None:
        """Closes what is open."""
        if self.database is not None:
            await self.database.close()
            self.database = None

    async def __aenter__(self) -> Logs:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()


async def head_of(path: Path) -> Head:
    """The head of the log in a file, as a reader finds it."""
    async with await Database.open(path, mode="reader") as database:
        return await Log(database, None, Clock()).head()
