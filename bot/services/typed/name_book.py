"""``NameBook``: reads the names that each reader sees from the record, and caches them.

A thing whose main name another thing has, too, gets an unambiguous one ("This server's: Security Treaty").
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from bot.domain.codec import KINDS, decode_state
from bot.domain.dates import parse
from bot.domain.entities import REFERENCE, Agreement, Source
from bot.domain.facts import Fact, Phrase, Term
from bot.domain.project import names_of
from bot.locales.en import ENGLISH
from bot.services.memory import keep
from bot.services.typed.names import Named, Names, fold_name
from storage.folding import closed
from storage.rows import CORPUS
from storage.views import At, Edition, Views

NAMED_KINDS = ("agreement", "theme", "party", "source")
_KEPT = 64
"""Most states of the record whose names are cached."""


class NameBook:
    """The names that each reader sees, cached until something that has a name changes."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._editions: dict[tuple[At, int], Edition] = {}
        self._known: dict[Edition, Names] = {}

    async def at(self, at: At, head: int) -> Names:
        """The names that a reader sees; ``head`` is the log's last position.

        ``head`` is part of the cache's key because each new record may have erased names of past states.
        """
        edition = self._editions.get((at, head))
        if edition is None:
            edition = await self._views.edition(at, NAMED_KINDS)
        keep(self._editions, (at, head), edition, _KEPT)
        known = self._known.get(edition)
        if known is None:
            known = Names(await _load(self._views, at))
        keep(self._known, edition, known, _KEPT)
        return known


async def _load(views: Views, at: At) -> list[Named]:
    named = []
    for row in await views.named(at, NAMED_KINDS):
        state = decode_state(KINDS[row.row.kind], row.row.state)
        names = names_of(state)
        short = getattr(state, "short", "") or getattr(state, "label", "") or names[0]
        named.append(
            Named(
                row.row.kind,
                row.row.id,
                names[0],
                short,
                names,
                _folded(names),
                reference=getattr(state, "pack", "") == REFERENCE,
                own=row.scope != CORPUS and row.row.overlay is None,
                unique=names[0],
                sort=_sort(row.row.kind, state),
                unique_label=names[0],
                agreement=state if isinstance(state, Agreement) else None,
            )
        )
    return _disambiguated(named)


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    """The names as they are compared; Japanese and Korean ones also without spaces."""
    folded = [fold_name(name) for name in names]
    return tuple(dict.fromkeys((*folded, *map(closed, folded))))


def _sort(kind: str, state: object) -> Fact:
    """What sort of thing it is: an agreement's type, a source's author and date, or else its kind."""
    if isinstance(state, Source):
        return tuple(filter(None, (state.label, parse(state.date) if state.date else "")))
    if isinstance(state, Agreement):
        return Term(state.type, "types")
    return Phrase(f"sort_{kind}")


def _disambiguated(named: Iterable[Named]) -> list[Named]:
    """The things, each with an unambiguous name; sources may share a name with things that are no sources."""
    named = tuple(named)
    held = Counter((thing.kind == "source", name) for thing in named for name in thing.folded)

    def named_uniquely(thing: Named) -> Named:
        cited = thing.kind == "source"
        if held[cited, thing.folded[0]] == 1:
            return thing
        # In English for everybody, because this is the value of a choice, and may also be typed.
        spellings = ((one, ENGLISH.word(one)) for one in _spellings(thing))
        label, name = next(pair for pair in spellings if not held[cited, fold_name(pair[1])])
        held[cited, fold_name(name)] += 1
        return replace(thing, unique=name, unique_label=label, folded=(*thing.folded, fold_name(name)))

    return [named_uniquely(thing) for thing in named]


def _spellings(thing: Named) -> Iterator[Phrase]:
    """Unambiguous names to try; what distinguishes them comes first, as long names are cut at the end."""
    facts = {"name": thing.name, "sort": thing.sort}
    keys = ("spelt_own", "spelt_own_sort", "spelt_sort") if thing.own else ("spelt_sort",)
    yield from (Phrase(key, facts) for key in keys)
    yield from (Phrase("spelt_number", {"number": str(number), **facts}) for number in itertools.count(2))
