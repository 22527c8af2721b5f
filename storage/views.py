"""The reading side of the views: rows by id, number, name, date, link or words, now or at a past position."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from storage.database import Database
from storage.folding import plain
from storage.layout import COLUMNS, DAY, MONTH, YEAR, stored_row
from storage.lists import (
    Edition,
    called,
    count,
    edition,
    finest,
    gists,
    gists_about,
    has_own,
    latest,
    once_called,
    page,
    rows,
    targets,
    touched,
    weightiest,
)
from storage.ranges import UNCOVERED, VALID, Range, guild_of, position_of, scopes_of
from storage.records import head_of
from storage.rows import CORPUS, OPEN_HIGH, At, Link, StoredGist, StoredRow, clean
from storage.search import Found, search

__all__ = ["At", "Edition", "Found", "Range", "Views"]

_STALE = "entries WHERE stale = 1 AND scope = ? AND to_position IS NULL"
_SOME = 100
_ONE_DAY = (0,)
_ONE_MONTH = (1,)
_ONE_YEAR = (2,)


class Views:
    """The views of a database, for readers. Each call reads one consistent state; ``At`` says what is seen.

    Lists have live events (or another kind that a ``Range`` names) in the order of their dates; ``layer`` is
    as in ``Range``. Some lists give serials instead of rows, because mostly only a part of them is shown:
    ``rows`` and ``gists`` give what they stand for.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def head_position(self) -> int:
        """The position of the log's last record; 0 if it is empty."""
        return await self._database.read(lambda connection: head_of(connection).position)

    async def get(self, at: At, kind: str, id: str) -> StoredRow | None:
        """The row of an entity, live or not."""
        return next(iter(await self.get_many(at, kind, (id,))), None)

    async def get_many(self, at: At, kind: str, ids: Iterable[str]) -> tuple[StoredRow, ...]:
        """The rows of several entities, live or not, in the order of ``ids``; unknown ids are left out."""
        wanted = [clean(id) for id in ids]
        if not wanted:
            return ()
        found = await self._database.read(partial(_get_many, at=at, kind=kind, ids=wanted))
        return tuple(found[id] for id in wanted if id in found)

    async def rows(self, serials: Sequence[int]) -> tuple[StoredRow, ...]:
        """The rows with these serials, in their order; serials that no longer exist are left out."""
        return await self._database.read(partial(rows, serials=serials))

    async def gists(self, serials: Sequence[int]) -> tuple[StoredGist, ...]:
        """The gists of the rows with these serials, in their order; missing ones are left out."""
        return await self._database.read(partial(gists, serials=serials))

    async def gists_about(self, at: At, subject: str) -> tuple[StoredGist, ...]:
        """The gists of all live rows about a subject, such as the events of an agreement, in no set order."""
        return (await self.gists_about_each(at, (subject,)))[0]

    async def gists_about_each(self, at: At, subjects: Sequence[str]) -> tuple[tuple[StoredGist, ...], ...]:
        """What ``gists_about`` gives for each of these subjects, in their order."""
        return await self._database.read(
            lambda connection: tuple([gists_about(connection, at, clean(subject)) for subject in subjects])
        )

    async def by_number(self, at: At, kind: str, number: int, scope: str) -> StoredRow | None:
        """The row of the entity with this number, live or not; ``scope`` is the one that owns the entity."""
        return await self._database.read(partial(_by_number, at=at, kind=kind, number=number, scope=scope))

    async def by_name(self, at: At, kind: str | None, name: str) -> tuple[StoredRow, ...]:
        """The live rows of a kind (None: of any) with this name, compared by ``storage.folding.plain``."""
        name = plain(name)
        return await self._database.read(partial(called, at=at, name=name, kind=kind))

    async def by_former_name(self, at: At, kind: str, name: str) -> tuple[StoredRow, ...]:
        """The live rows of a kind that have, or at some time had, this name."""
        ids = await self._database.read(partial(once_called, at=at, kind=kind, name=plain(name)))
        return tuple([row for row in await self.get_many(at, kind, ids) if row.row.live])

    async def named(self, at: At, kinds: Sequence[str]) -> tuple[StoredRow, ...]:
        """All live rows of these kinds; for kinds with few rows: agreements, sources, parties, themes."""
        return tuple([row for kind in kinds for row in await self.everything(at, kind) if row.row.live])

    async def edition(self, at: At, kinds: Sequence[str]) -> Edition:
        """A value that changes whenever a row of these kinds changes, for caches to compare.

        It looks at every row of the kinds, so it is for kinds with few rows.
        """
        return await self._database.read(partial(edition, at=at, kinds=kinds))

    async def has_own(self, at: At, kinds: Sequence[str]) -> bool:
        """Whether the reading guild has, or had, rows of its own of these kinds; False without a guild."""
        return at.scope is not None and await self._database.read(partial(has_own, at=at, kinds=kinds))

    async def touched(self, since: int, *, most: int = _SOME) -> frozenset[str] | None:
        """The ids of all entities whose rows changed after a position in any scope, and of their subjects.

        Subjects are those that the rows have or ever had. None if there are more than ``most`` records since,
        or if bodies were erased: then anything may have changed.
        """
        return await self._database.read(partial(touched, since=since, most=most))

    async def everything(self, at: At, kind: str | None = None) -> tuple[StoredRow, ...]:
        """All rows, live or not, by kind and number, in memory at once; ``pages`` gives them in portions."""
        found: list[StoredRow] = []
        for each in (kind,) if kind is not None else await self._database.read(_kinds):
            async for some in self.pages(at, each):
                found += some
        return tuple(found)

    async def numbers(self, kind: str) -> dict[str, int]:
        """By id, the numbers of all that the corpus has or had of a kind."""
        sql = "SELECT id, number FROM entries WHERE kind = ? AND scope = ?"
        return dict(await self._database.select(sql, kind, CORPUS))

    async def pages(self, at: At, kind: str, *, size: int = 500) -> AsyncIterator[tuple[StoredRow, ...]]:
        """All rows of a kind, live or not, by number, a page at a time; all as of the first page."""
        if at.position is None:
            at = At(at.scope, await self.head_position())
        after: tuple[int, str] = (-1, "")
        while some := await self._database.read(partial(_all_of, at=at, kind=kind, after=after, limit=size)):
            yield some
            after = (some[-1].row.number, some[-1].row.id)

    async def of_servers(self, kind: str) -> AsyncIterator[tuple[StoredRow, ...]]:
        """All valid rows of a kind in every scope, live or not, by id, a page at a time."""
        sql = (
            f"SELECT {COLUMNS} FROM entries WHERE kind = ? AND to_position IS NULL AND (id, scope) > (?, ?)"
            " ORDER BY id, scope LIMIT 500"
        )
        after = ("", "")
        while rows := await self._rows(sql, kind, *after):
            yield rows
            after = (rows[-1].row.id, rows[-1].scope)

    async def stale(self, scope: str, *, limit: int = 100) -> tuple[StoredRow, ...]:
        """A scope's rows of corpus entities that the corpus has changed since, by kind and number."""
        sql = f"SELECT {COLUMNS} FROM {_STALE} ORDER BY kind, number LIMIT ?"
        return await self._rows(sql, clean(scope), limit)

    async def count_stale(self, scope: str) -> int:
        """The number of rows that ``stale`` would give without a limit."""
        found = await self._database.select(f"SELECT count(*) FROM {_STALE}", clean(scope))
        return int(found[0][0])

    async def next_number(self, scope: str, kind: str) -> int:
        """The next free number for an entity of a scope; numbers are never reused."""
        sql = (
            "SELECT number FROM entries WHERE kind = ? AND scope = ? AND overlay IS NULL"
            " ORDER BY number DESC LIMIT 1"
        )
        greatest = await self._database.select(sql, kind, scope)
        return greatest[0][0] + 1 if greatest else 1

    async def between(
        self, at: At, what: Range, *, limit: int, offset: int = 0, newest_first: bool = False
    ) -> tuple[StoredRow, ...]:
        """A page of the rows in a range, by date."""
        what = _cleaned(what)

        def query(connection: sqlite3.Connection) -> tuple[StoredRow, ...]:
            found = page(connection, at, what, limit=limit, offset=offset, newest_first=newest_first)
            return rows(connection, found)

        return await self._database.read(query)

    async def gists_between(
        self, at: At, what: Range, *, limit: int, newest_first: bool = False
    ) -> tuple[StoredGist, ...]:
        """The gists of the first rows in a range, by date."""
        what = _cleaned(what)
        return await self._database.read(
            lambda connection: gists(
                connection, page(connection, at, what, limit=limit, newest_first=newest_first)
            )
        )

    async def finest_between(self, at: At, what: Range, *, limit: int) -> tuple[StoredGist, ...]:
        """The gists of the first rows in a range: those dated to a day by date, then those to a month, ..."""
        what = _cleaned(what)
        return await self._database.read(
            lambda connection: gists(connection, finest(connection, at, what, limit=limit))
        )

    async def count(self, at: At, what: Range, *, most: int | None = None) -> int:
        """The number of rows in a range; counting stops at ``most``, which keeps it quick."""
        return await self._database.read(partial(count, at=at, what=_cleaned(what), most=most))

    async def heaviest(self, at: At, what: Range, *, limit: int) -> tuple[StoredGist, ...]:
        """The gists of the rows with the greatest weight in a range; of equal weight the newest first."""
        what = _cleaned(what)
        return await self._database.read(
            lambda connection: gists(connection, weightiest(connection, at, what, limit=limit))
        )

    async def linked(
        self, at: At, layer: str, relation: str, target: str, *, limit: int
    ) -> tuple[StoredRow, ...]:
        """The rows with a link, such as all events of a party."""
        return await self.between(at, Range(layer, links=((relation, target),)), limit=limit)

    async def newest(self, at: At, layer: str, *, limit: int) -> tuple[StoredRow, ...]:
        """The rows with the latest first days, the latest first."""
        return await self.between(at, Range(layer), limit=limit, newest_first=True)

    async def latest(self, at: At, layer: str) -> StoredRow | None:
        """The row whose date ends last ("our latest entry"); of several, the one recorded last.

        A date without an end counts by its first day.
        """
        return await self._database.read(partial(latest, at=at, layer=layer))

    async def on_day(self, at: At, layer: str, month_day: int, *, limit: int) -> tuple[int, ...]:
        """The serials of the rows dated to one day of the year; ``month_day`` is month * 100 + day."""
        what = Range(layer, links=((DAY, f"{month_day:04}"),), spans=_ONE_DAY)
        return await self._database.read(partial(page, at=at, what=what, limit=limit))

    async def on_days_of_month(self, at: At, layer: str, month: int, *, limit: int) -> tuple[int, ...]:
        """The serials of the rows dated to a day in this month of any year, by day, then by year."""
        days = range(month * 100 + 1, month * 100 + 32)
        return await self._each(at, Range(layer, spans=_ONE_DAY), DAY, days, limit)

    async def on_days(self, at: At, layer: str, month_days: Iterable[int], *, each: int) -> tuple[int, ...]:
        """The serials of the rows dated to any of these days of the year, by day, then by year.

        ``month_days`` are month * 100 + day; of each day at most ``each`` are given.
        """
        return await self._each(at, Range(layer, spans=_ONE_DAY), DAY, month_days, OPEN_HIGH, each)

    async def in_month(self, at: At, layer: str, month: int, *, limit: int) -> tuple[int, ...]:
        """The serials of the rows dated by the month alone, to this month (1 to 12) of any year."""
        what = Range(layer, links=((MONTH, f"{month:02}"),), spans=_ONE_MONTH)
        return await self._database.read(partial(page, at=at, what=what, limit=limit))

    async def of_years(self, at: At, layer: str, years: Iterable[int], *, limit: int) -> tuple[int, ...]:
        """The serials of the rows dated by the year alone, to any of these years."""
        return await self._each(at, Range(layer, spans=_ONE_YEAR), YEAR, years, limit)

    async def with_link(
        self, at: At, layer: str, relation: str, target: str, *, limit: int
    ) -> tuple[int, ...]:
        """The serials of the rows that ``linked`` gives."""
        what = _cleaned(Range(layer, links=((relation, target),)))
        return await self._database.read(partial(page, at=at, what=what, limit=limit))

    async def search(
        self,
        at: At,
        words: str,
        *,
        kinds: Sequence[str],
        layer: str = "all",
        links: Sequence[Link] = (),
        forms: Mapping[str, Sequence[str]] = {},
        limit: int,
        offset: int = 0,
    ) -> Found:
        """The rows that have all the words, or forms of them; see ``storage.search``."""
        return await self._database.read(
            partial(
                search,
                at=at,
                typed=words,
                kinds=kinds,
                layer=layer,
                links=links,
                forms=forms,
                limit=limit,
                offset=offset,
            )
        )

    async def _rows(self, sql: str, *values: str | int) -> tuple[StoredRow, ...]:
        # Decoded on the reader's thread: for many rows it would hold up the event loop too long.
        return await self._database.read(
            lambda connection: tuple(map(stored_row, connection.execute(sql, values)))
        )

    async def _each(
        self, at: At, what: Range, relation: str, wanted: Iterable[int], limit: int, each: int = OPEN_HIGH
    ) -> tuple[int, ...]:
        """The lists of several targets one after another: at most ``each`` of a list, ``limit`` in all."""

        def query(connection: sqlite3.Connection) -> tuple[int, ...]:
            found: list[int] = []
            there = targets(connection, at, what.kind, what.layer, relation)
            for target in sorted(there & {f"{number:04}" for number in wanted}):
                if len(found) >= limit:
                    break
                alike = replace(what, links=((relation, target),))
                found += page(connection, at, alike, limit=min(each, limit - len(found)))
            return tuple(found)

        return await self._database.read(query)


def _get_many(connection: sqlite3.Connection, at: At, kind: str, ids: Sequence[str]) -> dict[str, StoredRow]:
    """The rows by id, live or not; the guild's own row where it has one, else the corpus's."""
    sql = (
        f"SELECT {COLUMNS} FROM entries e WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
        f" AND scope = ? AND {VALID.format('e')}"
    )
    wanted, position = json.dumps(ids), position_of(at)
    found: dict[str, StoredRow] = {}
    for scope in scopes_of(at):
        rows = map(stored_row, connection.execute(sql, (kind, wanted, scope, position, position)))
        found |= {row.row.id: row for row in rows}
    return found


def _by_number(
    connection: sqlite3.Connection, at: At, kind: str, number: int, scope: str
) -> StoredRow | None:
    sql = (
        "SELECT id FROM entries e WHERE kind = ? AND scope = ? AND number = ? AND overlay IS NULL"
        f" AND {VALID.format('e')}"
    )
    position = position_of(at)
    row = connection.execute(sql, (kind, scope, number, position, position)).fetchone()
    return _get_many(connection, at, kind, row).get(row[0]) if row is not None else None


def _all_of(
    connection: sqlite3.Connection, at: At, kind: str, after: tuple[int, str], limit: int
) -> tuple[StoredRow, ...]:
    position, guild = position_of(at), guild_of(at)
    common = (
        f"SELECT {COLUMNS} FROM entries e WHERE kind = ? AND scope = ? AND (number, id) > (?, ?)"
        f" AND {VALID.format('e')}"
    )
    order = " ORDER BY number, id LIMIT ?"
    found: list[StoredRow] = []
    for scope in scopes_of(at):
        values: tuple[object, ...] = (kind, scope, *after, position, position)
        sql = common
        if scope == CORPUS and guild is not None:
            sql += f" AND {UNCOVERED}"
            values += (guild, position, position)
        found += map(stored_row, connection.execute(sql + order, (*values, limit)))
    found.sort(key=lambda row: (row.row.number, row.row.id))
    return tuple(found[:limit])


def _kinds(connection: sqlite3.Connection) -> list[str]:
    # Steps from one kind to the next along the index; DISTINCT would read the whole index.
    sql = (
        "WITH RECURSIVE kinds (kind) AS (SELECT min(kind) FROM entries UNION ALL"
        " SELECT (SELECT min(kind) FROM entries WHERE kind > kinds.kind) FROM kinds WHERE kind IS NOT NULL)"
        " SELECT kind FROM kinds WHERE kind IS NOT NULL"
    )
    return [kind for (kind,) in connection.execute(sql)]


def _cleaned(what: Range) -> Range:
    return replace(what, links=tuple((clean(relation), clean(target)) for relation, target in what.links))
