"""Search by words in two stages: what matches is fetched unranked, at most one more than is ranked.

Words are folded (``fold``); Chinese, Japanese and Korean are found by any run of characters. All words must
occur, those in quotes one after the other; the last may be the beginning of one. Nothing else that is typed
is read as a query language.
"""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import msgspec

from storage.folding import phrases, plain
from storage.layout import dates_of, in_name, link_tag, list_tag
from storage.lists import called, rows
from storage.ranges import NOW, UNCOVERED, guild_of, scopes_of, seen_of
from storage.rows import CORPUS, At, DateKey, Link, StoredRow, clean

MOST = 500
"""More than this are not ranked: of those the named and the newest come first."""
_FEW = 100
"""Of so many it is found faster which of them the reader sees than what is newest in his lists."""
_TYPED_WORDS = 24
_OWN = 1_000
_BEGUN = 3
"""So many letters are taken for the beginning of a word; runs of Chinese, Japanese, Korean are shorter."""
_READ = 1_000
"""So many texts with the other words are read in less time than all words are brought together that begin
with so few letters."""
_MATCHING = "SELECT rowid FROM search_words WHERE search_words MATCH ? LIMIT ?"
_NEWEST = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?"
_READING = (
    "SELECT rowid, instr(' ' || words, ?) FROM search_words WHERE search_words MATCH ?"
    " ORDER BY rowid DESC LIMIT ?"
)
_SEEN = (
    "SELECT e.weight, e.newest, e.serial, e.keys FROM json_each(?) j CROSS JOIN entries e"
    " ON e.serial = j.value WHERE e.kind IN (SELECT value FROM json_each(?)) AND (e.scope = ? OR e.scope = ?"
)


class Found(msgspec.Struct, frozen=True):
    """A page of what was found. ``total`` is at most 500; ``more`` says that there is more than that."""

    rows: tuple[StoredRow, ...]
    total: int
    more: bool


class _Index(msgspec.Struct, frozen=True):
    """The words of all rows, for a reader who sees those in ``lists`` and wants what has all ``tags``.

    Phrases are words that stand one after the other; with ``begun`` (" *") the last one may go on.
    """

    connection: sqlite3.Connection
    lists: Sequence[str]
    tags: Sequence[str]

    def find(self, phrases: Sequence[Sequence[str]], begun: str, enough: int) -> list[int]:
        """The serials of what matches: all of it, in whatever list, if that is little; otherwise one more
        than ``enough`` that are in one of the lists, or as many as there are.

        To look whether the reader sees each of a few is faster than to bring the words together with his
        lists.
        """
        found = self.little(phrases, begun, enough)
        return found if found is not None else self.listed(phrases, begun, enough + 1)

    def little(self, phrases: Sequence[Sequence[str]], begun: str, most: int) -> list[int] | None:
        """The serials of all that matches, in whatever list; None if it is more, or takes long to find."""
        if begun and _is_short(phrases):
            return None
        match = " AND ".join([*(_quoted([tag]) for tag in self.tags), *map(_quoted, phrases)]) + begun
        found = self.connection.execute(_MATCHING, (match, most + 1)).fetchall()
        return [serial for (serial,) in found] if len(found) <= most else None

    def newest(self, phrases: Sequence[Sequence[str]], begun: str, limit: int) -> list[int]:
        """As ``listed``, what was recorded last first."""
        return self.listed(phrases, begun, limit, _NEWEST)

    def listed(
        self, phrases: Sequence[Sequence[str]], begun: str, limit: int, sql: str = _MATCHING
    ) -> list[int]:
        """The serials of what matches and is in one of the lists, what a guild's rows lie over among them."""
        either = " OR ".join(_quoted([name]) for name in self.lists)
        *others, last = [f"({either})", *(_quoted([tag]) for tag in self.tags), *map(_quoted, phrases)]
        if begun and len(phrases) > 1 and _is_short(phrases):
            found = _read_on(self.connection, " AND ".join(others), " ".join(phrases[-1]), limit)
            if found is not None:
                return found
        match = " AND ".join([*others, last + begun])
        return [serial for (serial,) in self.connection.execute(sql, (match, limit))]


def search(
    connection: sqlite3.Connection,
    at: At,
    typed: str,
    *,
    kinds: Sequence[str],
    layer: str,
    links: Sequence[Link],
    limit: int,
    offset: int,
) -> Found:
    """The live rows of these kinds with all words and links, those with the words in a name first; of these
    those with all words whole.

    Only what holds now is searched. Of rows with dates, those that have one in the layer.
    """
    sought = list(phrases(typed))[:_TYPED_WORDS]
    if not sought or not kinds:
        return Found((), 0, False)
    asked = _Asked(connection, at, kinds, layer, sought, links)
    exact = asked.called(typed)
    found, begun = asked.matching()
    if len(found) > asked.enough:
        wanted = min(offset + limit, MOST)
        first = asked.first_of_many(exact, begun, wanted)
        return Found(rows(connection, first[offset:]), MOST, True)
    serials = asked.best(exact, found, begun)
    shown = serials[:MOST][offset : offset + limit]
    return Found(rows(connection, shown), min(len(serials), MOST), len(serials) > MOST)


class _Asked:
    """What a reader looks for: rows of some kinds, dated in a layer if at all, with all phrases and links.

    ``enough`` is how many matches are ranked at most.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        at: At,
        kinds: Sequence[str],
        layer: str,
        phrases: Sequence[Sequence[str]],
        links: Sequence[Link],
    ) -> None:
        self._connection = connection
        self._at = at
        self._kinds = kinds
        self._layer = layer
        self._phrases = phrases
        self._in_names = [tuple(map(in_name, phrase)) for phrase in phrases]
        self._links = [(clean(relation), clean(target)) for relation, target in links]
        lists = [
            list_tag(scope, kind, dated)
            for scope in reversed(scopes_of(at))
            for kind in kinds
            for dated in dict.fromkeys((layer, ""))
        ]
        self._index = _Index(connection, lists, [link_tag(*link) for link in self._links])
        # So many of what is found may lie under the guild's own rows.
        self.enough = MOST + _how_many_own(connection, at, kinds)

    def called(self, typed: str) -> list[int]:
        """The serials of what is called exactly so."""
        return [
            row.serial
            for row in called(self._connection, self._at, plain(typed))
            if row.row.kind in self._kinds
            and set(self._links) <= set(row.row.links)
            and _in_layer(row.row.dates, self._layer)
        ]

    def matching(self) -> tuple[list[int], str]:
        """The serials of what matches, more than ``enough`` where it is too much to rank; and whether the
        last word may go on (" *") or is a whole one."""
        index, phrases, enough = self._index, self._phrases, self.enough
        # A word that is written out is found fast; for a beginning, all that begin so are brought together.
        found = index.find(phrases, "", enough)
        if len(found) > enough or len(phrases[-1][-1]) < _BEGUN:
            return found, ""
        if len(phrases) > 1:
            # Where other words make it little it takes as long, so that it is not tried first.
            return index.listed(phrases, " *", enough + 1), " *"
        # What is called so is found sooner; where that is too much already, so is the rest.
        named = index.find(self._in_names, " *", enough)
        return (named if len(named) > enough else index.find(phrases, " *", enough)), " *"

    def best(self, exact: Sequence[int], found: Sequence[int], begun: str) -> list[int]:
        """All that the reader sees of what was found, ranked: what is called exactly so, then what has the
        words in a name, whole ones before begun ones."""
        tiers = dict.fromkeys(self._index.find(self._in_names, begun, self.enough), 2)
        if begun:
            tiers |= dict.fromkeys(self._index.find(self._in_names, "", self.enough), 1)
        tiers |= dict.fromkeys(exact, 0)
        return self._ranked(dict.fromkeys([*exact, *found]), tiers)

    def first_of_many(self, exact: Sequence[int], begun: str, wanted: int) -> list[int]:
        """As many as are wanted of what is too much to rank: what is called exactly so, then what has the
        words in a name, then what was recorded last."""
        index = self._index
        few = index.little(self._in_names, begun, _FEW)
        if few is None:
            named = index.newest(self._in_names, begun, wanted)
        else:
            named = sorted(self._ranked(few, {}), reverse=True)
        some = [*exact, *named]
        seen = list(seen_of(self._connection, self._at, dict.fromkeys(some)))
        if len(seen) < wanted:
            some += index.newest(self._phrases, begun, wanted + self.enough - MOST)
            seen = list(islice(seen_of(self._connection, self._at, dict.fromkeys(some)), wanted))
        return seen[:wanted]

    def _ranked(self, serials: Iterable[int], tiers: Mapping[int, int]) -> list[int]:
        """What the reader sees of it, of these kinds and dated in the layer if at all; the best first: by
        tier, weight, newest date, then what was recorded last."""
        guild = guild_of(self._at)
        sql, values = _SEEN, (json.dumps(list(serials)), json.dumps(self._kinds), guild, CORPUS)
        over: tuple[object, ...] = ()
        if guild is not None:
            sql, over = f"{sql} AND {UNCOVERED}", (guild, NOW, NOW)
        # All at once: read row by row, with work between two, it takes an eighth longer.
        found = self._connection.execute(f"{sql})", (*values, *over)).fetchall()
        order = [
            (-tiers.get(serial, 3), weight, newest, serial)
            for weight, newest, serial, keys in found
            if _in_layer(dates_of(keys), self._layer)
        ]
        return [serial for *_, serial in sorted(order, reverse=True)]


def _read_on(connection: sqlite3.Connection, match: str, beginning: str, limit: int) -> list[int] | None:
    """Of what matches, the newest with a word that begins so, seen in their texts; None if too few are seen
    among those that are read."""
    found: list[int] = []
    read = 0
    for serial, begins in connection.execute(_READING, (f" {beginning}", match, _READ)):
        read += 1
        if begins:
            found.append(serial)
            if len(found) == limit:
                return found
    return found if read < _READ else None


def _is_short(phrases: Sequence[Sequence[str]]) -> bool:
    """Whether many words may begin as the last one does, so that it takes long to bring them together."""
    return sum(map(str.isalnum, phrases[-1][-1])) == _BEGUN


def _how_many_own(connection: sqlite3.Connection, at: At, kinds: Sequence[str]) -> int:
    """How many rows of these kinds the reader's guild has, counted up to a limit; 0 without a guild."""
    guild = guild_of(at)
    if guild is None:
        return 0
    one = "SELECT 1 FROM entries WHERE kind = ? AND scope = ? AND to_position IS NULL LIMIT ?"
    sql = f"SELECT count(*) FROM ({one})"
    return sum(int(connection.execute(sql, (kind, guild, _OWN)).fetchone()[0]) for kind in kinds)


def _in_layer(dates: Sequence[DateKey], layer: str) -> bool:
    return not dates or layer in [key.layer for key in dates]


def _quoted(phrase: Sequence[str]) -> str:
    # Words hold letters, digits and our marks alone, so nothing can end the quotes.
    return '"' + " ".join(phrase) + '"'
