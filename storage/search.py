"""Search by words, in two stages: matches are first fetched unranked, and ranked only if they are few enough.

All words must occur; quoted words must follow one another; the last word may be the beginning of one. Words
are compared folded (``storage.folding.fold``), and Chinese, Japanese and Korean text is found by any run of
characters. There is no other query syntax.
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
"""The most matches that are ranked. Of more, those with the words in a name come first, then the newest."""
_FEW = 100
"""Up to this many matches, looking up whether the reader sees each is faster than intersecting with his
lists."""
_TYPED_WORDS = 24
_OWN = 1_000
_BEGUN = 3
"""The fewest letters that are taken for the beginning of a word; the bigrams of CJK text are shorter."""
_READ = 1_000
"""Up to this many texts, reading them for a word with a short beginning is faster than having the index join
all words that begin so."""
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
    """A page of the rows found. ``total`` is at most ``MOST``; ``more`` says that there are more."""

    rows: tuple[StoredRow, ...]
    total: int
    more: bool


class _Index(msgspec.Struct, frozen=True):
    """The search index as one reader queries it: restricted to the reader's ``lists`` and to all of ``tags``.

    A phrase is a sequence of words; ``forms`` are the forms of some words, each of which will do in a phrase
    of that word alone. ``begun`` is " *" if the last word may be the beginning of a longer one,
    else "".
    """

    connection: sqlite3.Connection
    lists: Sequence[str]
    tags: Sequence[str]
    forms: Mapping[str, Sequence[str]]

    def find(self, phrases: Sequence[Sequence[str]], begun: str, enough: int) -> list[int]:
        """The serials of matching rows: up to ``enough`` in any list, else ``enough`` + 1 in the reader's.

        If all matches are few they are given without regard to the reader's lists: checking afterwards which
        of them the reader sees is faster than joining the words with the lists.
        """
        found = self.little(phrases, begun, enough)
        return found if found is not None else self.listed(phrases, begun, enough + 1)

    def little(self, phrases: Sequence[Sequence[str]], begun: str, most: int) -> list[int] | None:
        """The serials of all matches in any list; None if they are more than ``most`` or slow to find."""
        if begun and _is_short(phrases):
            return None
        match = " AND ".join([*(_quoted([tag]) for tag in self.tags), *map(self._any_form, phrases)]) + begun
        found = self.connection.execute(_MATCHING, (match, most + 1)).fetchall()
        return [serial for (serial,) in found] if len(found) <= most else None

    def newest(self, phrases: Sequence[Sequence[str]], begun: str, limit: int) -> list[int]:
        """As ``listed``, with the rows recorded last first."""
        return self.listed(phrases, begun, limit, _NEWEST)

    def listed(
        self, phrases: Sequence[Sequence[str]], begun: str, limit: int, sql: str = _MATCHING
    ) -> list[int]:
        """The serials of matches in the reader's lists, including corpus rows that the guild has replaced."""
        either = " OR ".join(_quoted([name]) for name in self.lists)
        *others, last = [f"({either})", *(_quoted([tag]) for tag in self.tags), *map(self._any_form, phrases)]
        if begun and len(phrases) > 1 and _is_short(phrases):
            found = _read_on(self.connection, " AND ".join(others), " ".join(phrases[-1]), limit)
            if found is not None:
                return found
        match = " AND ".join([*others, last + begun])
        return [serial for (serial,) in self.connection.execute(sql, (match, limit))]

    def _any_form(self, phrase: Sequence[str]) -> str:
        forms = self.forms.get(phrase[0], ()) if len(phrase) == 1 else ()
        return f"({' OR '.join(_quoted([form]) for form in forms)})" if forms else _quoted(phrase)


def search(
    connection: sqlite3.Connection,
    at: At,
    typed: str,
    *,
    kinds: Sequence[str],
    layer: str,
    links: Sequence[Link],
    forms: Mapping[str, Sequence[str]],
    limit: int,
    offset: int,
) -> Found:
    """A page of the live rows of these kinds that have all the typed words and all links, best first.

    For a word in ``forms``, any of its forms will do, and no word is taken for the beginning of one. Rows
    called exactly as typed come first, then rows with the words in a name, whole words before beginnings of
    words. Only present rows are searched; a row with dates must have one in the layer.
    """
    sought = list(phrases(typed))[:_TYPED_WORDS]
    if not sought or not kinds:
        return Found((), 0, False)
    asked = _Asked(connection, at, kinds, layer, sought, links, forms)
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
    """One search: the rows of some kinds with all phrases and links, dated in a layer or without a date.

    If there are more than ``enough`` matches they are not ranked.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        at: At,
        kinds: Sequence[str],
        layer: str,
        phrases: Sequence[Sequence[str]],
        links: Sequence[Link],
        forms: Mapping[str, Sequence[str]],
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
        self._forms = {**forms, **{in_name(word): tuple(map(in_name, of)) for word, of in forms.items()}}
        self._index = _Index(connection, lists, [link_tag(*link) for link in self._links], self._forms)
        # Matches may include corpus rows that the guild has replaced: at most as many as it has of its own.
        self.enough = MOST + _how_many_own(connection, at, kinds)

    def called(self, typed: str) -> list[int]:
        """The serials of the rows with exactly this name."""
        return [
            row.serial
            for row in called(self._connection, self._at, plain(typed))
            if row.row.kind in self._kinds
            and set(self._links) <= set(row.row.links)
            and _in_layer(row.row.dates, self._layer)
        ]

    def matching(self) -> tuple[list[int], str]:
        """The serials of the matches, and " *" if the last word was taken for a beginning of one, else "".

        More than ``enough`` serials mean that there are too many matches to rank.
        """
        index, phrases, enough = self._index, self._phrases, self.enough
        # Whole words are found fast; for the beginning of a word the index joins all words that begin so.
        found = index.find(phrases, "", enough)
        if len(found) > enough or len(phrases[-1][-1]) < _BEGUN or self._forms:
            return found, ""
        if len(phrases) > 1:
            # To find the beginning of a word, the index joins all words that begin so, even if for nothing.
            if not index.find(phrases[:-1], "", 0):
                return [], " *"
            # ``find`` would first try all lists, which is no faster here even if the matches are few.
            return index.listed(phrases, " *", enough + 1), " *"
        # Names are searched faster; if they alone match too often, so do all texts.
        named = index.find(self._in_names, " *", enough)
        return (named if len(named) > enough else index.find(phrases, " *", enough)), " *"

    def best(self, exact: Sequence[int], found: Sequence[int], begun: str) -> list[int]:
        """The serials of all matches that the reader sees, ranked as ``search`` says."""
        tiers = dict.fromkeys(self._index.find(self._in_names, begun, self.enough), 2)
        if begun:
            tiers |= dict.fromkeys(self._index.find(self._in_names, "", self.enough), 1)
        tiers |= dict.fromkeys(exact, 0)
        return self._ranked(dict.fromkeys([*exact, *found]), tiers)

    def first_of_many(self, exact: Sequence[int], begun: str, wanted: int) -> list[int]:
        """The first ``wanted`` serials of matches that are too many to rank.

        Rows with exactly this name come first, then rows with the words in a name, then the last recorded.
        """
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
        """Those of the serials that the reader sees, best first: by tier, weight, newest date, last recorded.

        Only rows of the wanted kinds that are dated in the layer, or not at all. ``tiers`` go from 0, the
        best, to 3 for serials not in it.
        """
        guild = guild_of(self._at)
        sql, values = _SEEN, (json.dumps(list(serials)), json.dumps(self._kinds), guild, CORPUS)
        over: tuple[object, ...] = ()
        if guild is not None:
            sql, over = f"{sql} AND {UNCOVERED}", (guild, NOW, NOW)
        # Fetched at once: working on each row between two reads takes an eighth longer.
        found = self._connection.execute(f"{sql})", (*values, *over)).fetchall()
        order = [
            (-tiers.get(serial, 3), weight, newest, serial)
            for weight, newest, serial, keys in found
            if _in_layer(dates_of(keys), self._layer)
        ]
        return [serial for *_, serial in sorted(order, reverse=True)]


def _read_on(connection: sqlite3.Connection, match: str, beginning: str, limit: int) -> list[int] | None:
    """The newest matches with a word that begins so, found by reading their texts.

    None if ``_READ`` texts were read without finding ``limit``: the caller must then use the index.
    """
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
    """Whether the last word is so short that the index would have to join very many words that begin so."""
    return sum(map(str.isalnum, phrases[-1][-1])) == _BEGUN


def _how_many_own(connection: sqlite3.Connection, at: At, kinds: Sequence[str]) -> int:
    """The number of rows of these kinds that the reader's guild has of its own, each kind up to ``_OWN``."""
    guild = guild_of(at)
    if guild is None:
        return 0
    one = "SELECT 1 FROM entries WHERE kind = ? AND scope = ? AND to_position IS NULL LIMIT ?"
    sql = f"SELECT count(*) FROM ({one})"
    return sum(int(connection.execute(sql, (kind, guild, _OWN)).fetchone()[0]) for kind in kinds)


def _in_layer(dates: Sequence[DateKey], layer: str) -> bool:
    return not dates or layer in [key.layer for key in dates]


def _quoted(phrase: Sequence[str]) -> str:
    # Words have only letters, digits and our marks, so none can contain a quotation mark.
    return '"' + " ".join(phrase) + '"'
