"""Reads all seed files and checks all rules; one ``SeedError`` lists every fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bot.corpus import reference as pack
from bot.corpus import states
from bot.corpus.digest import digest_of
from bot.corpus.entries import Entry, Problem, Register, SeedError, read_entries, unknown
from bot.domain import entities as e

_DOCUMENT_NUMBERS = (1, 499)


class Corpus(msgspec.Struct, frozen=True):
    """The shipped record, and the digest of the files that it was read from (see ``digest_of``)."""

    sources: tuple[e.Source, ...]
    agreements: tuple[e.Agreement, ...]
    parties: tuple[e.Party, ...]
    themes: tuple[e.Theme, ...]
    events: tuple[e.Event, ...]
    digest: str


def read_corpus(directory: Path, *, reference: bool = True, numbers: Mapping[str, int] = {}) -> Corpus:
    """Reads the seed files in a directory, with the reference pack or without it.

    ``numbers`` are those that a record already has for events, by id: they stay what they are. Events are in
    the order of their numbers. Raises ``SeedError`` with every fault in every file, and ``OSError`` if the
    directory cannot be read.
    """
    directory.stat()  # a directory that is not there is a wrong name, not seven missing files
    # Before reading: if a file changes meanwhile, the digest differs at the next start and it is read again.
    digest = digest_of(directory, reference=reference)
    problems: list[Problem] = []

    def entries(file: str, keys: Sequence[str]) -> list[Entry]:
        return read_entries(directory, file, keys, problems)

    parties = [(entry, states.party(entry)) for entry in entries("parties.yaml", states.PARTY_KEYS)]
    themes = [(entry, states.theme(entry)) for entry in entries("themes.yaml", states.THEME_KEYS)]
    known = states.Known(_ids(parties), _ids(themes))
    agreements = [
        (entry, states.agreement(entry, known)) for entry in entries("agreements.yaml", states.AGREEMENT_KEYS)
    ]
    sources = [(entry, states.source(entry)) for entry in entries("sources.yaml", states.SOURCE_KEYS)]
    known = states.Known(known.parties, known.themes, _ids(agreements), _ids(sources))
    events = [
        (entry, states.event(entry, known, _DOCUMENT_NUMBERS))
        for path in sorted((directory / "events").glob("*.yaml"))
        for entry in entries(f"events/{path.name}", states.EVENT_KEYS)
    ]
    if reference:
        agreements += pack.agreements(directory, known, problems)
        sources += pack.sources(directory, problems)
        cited = {source.id: source for _, source in sources if source.pack == e.REFERENCE}
        known = states.Known(known.parties, known.themes, _ids(agreements), cited)
        events = pack.with_claims(directory, known, cited, events, problems)
    _check_entities(parties, themes, agreements, sources)
    _check_events(events)
    _check_numbers(events, numbers)
    if problems:
        raise SeedError(problems)
    return Corpus(
        sources=tuple(source for _, source in sources),
        agreements=_mutually_unlike([agreement for _, agreement in agreements]),
        parties=tuple(party for _, party in parties),
        themes=tuple(theme for _, theme in themes),
        events=tuple(sorted((event for _, event in events), key=lambda event: event.number)),
        digest=digest,
    )


def _check_entities(
    parties: Sequence[tuple[Entry, e.Party]],
    themes: Sequence[tuple[Entry, e.Theme]],
    agreements: Sequence[tuple[Entry, e.Agreement]],
    sources: Sequence[tuple[Entry, e.Source]],
) -> None:
    """Checks across files that ids and names are unique, and that ``unlike`` names known agreements."""
    for read in (parties, themes, agreements, sources):
        ids = Register("the id")
        for entry, state in read:
            ids.take(entry, "id", [state.id], entry.place)
    for read in (parties, themes, agreements):
        called = Register("the name")
        for entry, state in read:
            called.take(entry, "name", [state.name], state.id)
            called.take(entry, "short", [getattr(state, "short", "")], state.id)
            called.take(entry, "names", [name for names in state.names.values() for name in names], state.id)
    known = _ids(agreements)
    for entry, agreement in agreements:
        for other in agreement.unlike:
            if other not in known:
                entry.wrong("unlike", unknown(other, known))
            elif other == agreement.id:
                entry.wrong("unlike", "names the agreement itself")


def _check_events(events: Sequence[tuple[Entry, e.Event]]) -> None:
    """Checks that events' ids and numbers are unique, and that each event has a claim."""
    ids, numbers = Register("the id"), Register("the number")
    for entry, event in events:
        ids.take(entry, "id", [event.id], entry.place)
        if event.number:
            numbers.take(entry, "number", [str(event.number)], entry.place)
        if not event.claims:
            entry.wrong("claims", "an event needs at least one claim")


def _check_numbers(events: Sequence[tuple[Entry, e.Event]], numbers: Mapping[str, int]) -> None:
    """Checks that events have the numbers that they have in the record, and new events none of those."""
    taken = {number: id for id, number in numbers.items()}
    for entry, event in events:
        had, other = numbers.get(event.id, event.number), taken.get(event.number, event.id)
        if had != event.number:
            entry.wrong("number", f"is {had} in the record, and a number never changes")
        elif other != event.id:
            entry.wrong("number", f"belongs to {other} in the record, and is never used again")


def _mutually_unlike(agreements: Sequence[e.Agreement]) -> tuple[e.Agreement, ...]:
    """The agreements with ``unlike`` made mutual: if A names B, B names A."""
    pairs = {(a.id, b) for a in agreements for b in a.unlike}
    pairs |= {(b, a) for a, b in pairs}
    return tuple(
        replace(a, unlike=tuple(b.id for b in agreements if (a.id, b.id) in pairs)) for a in agreements
    )


def _ids(read: Sequence[tuple[Entry, e.Agreement | e.Source | e.Party | e.Theme]]) -> tuple[str, ...]:
    return tuple(state.id for _, state in read)
