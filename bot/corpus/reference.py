"""Reads the reference pack: citations from outside the documents, their claims, and events only they have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from bot.corpus import states
from bot.corpus.entries import Entry, Problem, Register, read_entries, unknown
from bot.domain import entities as e

_FIRST_NUMBER, _LAST_NUMBER = 500, 9999
_HOST_KEYS = ("host", "of")
_SOURCE_KEYS = ("id", "title", "label", "publisher", "date", "date_basis", "caveat", "url", "grade", "note")
_ROW_KEYS = ("row", "use", "new", "leave_out", "source", "date", "place", "elsewhere", "confidence", "remark")
_EVENT_KEYS = tuple(key for key in states.EVENT_KEYS if key != "claims")
_FORMS = ("use", "new", "leave_out")


def agreements(
    directory: Path, known: states.Known, problems: list[Problem]
) -> list[tuple[Entry, e.Agreement]]:
    """The agreements that only the reference pack has."""
    read = read_entries(directory, "reference/agreements.yaml", states.AGREEMENT_KEYS, problems)
    return [(entry, replace(states.agreement(entry, known), pack=e.REFERENCE)) for entry in read]


def sources(directory: Path, problems: list[Problem]) -> list[tuple[Entry, e.Source]]:
    """The citations; one is ``reviewed`` if its link's host is in ``hosts.yaml``, or a subdomain of one."""
    hosts = [
        entry.text("host", required=True)
        for entry in read_entries(directory, "reference/hosts.yaml", _HOST_KEYS, problems)
    ]
    read = read_entries(directory, "reference/sources.yaml", _SOURCE_KEYS, problems)
    return [(entry, _source(entry, hosts)) for entry in read]


def with_claims(
    directory: Path,
    known: states.Known,
    cited: Mapping[str, e.Source],
    events: Sequence[tuple[Entry, e.Event]],
    problems: list[Problem],
) -> list[tuple[Entry, e.Event]]:
    """The documents' events with the pack's claims added, followed by the pack's own events.

    ``cited`` are the pack's sources by id.
    """
    rows = read_entries(directory, "reference/claims.yaml", _ROW_KEYS, problems)
    about: list[tuple[Entry, str]] = []
    own: list[tuple[Entry, e.Event]] = []
    once = Register("the row")
    for row in rows:
        once.take(row, "row", [row.text("row", required=True)], row.place)
        event = _event_of(row, known, own)
        if event is not None:
            about.append((row, event))
    ids = {event.id for _, event in (*events, *own)}
    told: dict[str, list[e.Claim]] = {}
    for row, event in about:
        if event not in ids:
            row.wrong("use", unknown(event, ids))
        told.setdefault(event, []).append(_claim(row, event, cited))
    return [
        (entry, replace(event, claims=(*event.claims, *told.get(event.id, ()))))
        for entry, event in (*events, *own)
    ]


def _event_of(row: Entry, known: states.Known, own: list[tuple[Entry, e.Event]]) -> str | None:
    """The id of the event that a row is about; None if the row is left out or wrong.

    A row names an event (``use``), or describes one of the pack's own (``new``), which is added to ``own``.
    """
    forms = [form for form in _FORMS if form in row]
    if len(forms) != 1:
        row.wrong("row", f"needs exactly one of use, new and leave_out; has {', '.join(forms) or 'none'}")
        return None
    if forms == ["leave_out"]:
        row.text("leave_out", required=True)
        return None
    if forms == ["use"]:
        return row.text("use", required=True) or None
    entry = row.entry("new", _EVENT_KEYS)
    if entry is None:
        return None
    own.append((entry, states.event(entry, known, (_FIRST_NUMBER, _LAST_NUMBER))))
    return own[-1][1].id


def _claim(row: Entry, event: str, cited: Mapping[str, e.Source]) -> e.Claim:
    source = cited.get(row.choice("source", cited, required=True))
    return e.Claim(
        id=f"{event}#{row.text('row')}",
        source=source.id if source else "",
        date=states.date(row, "date", required=True),
        place=row.text("place"),
        elsewhere=states.elsewhere(row),
        remark=row.text("remark"),
        confidence=row.text("confidence", required=True),
        pack=e.REFERENCE,
        grade=source.grade if source else "",
    )


def _source(entry: Entry, hosts: Collection[str]) -> e.Source:
    published, basis = states.publication(entry, required=False)
    url = entry.text("url")
    grade = entry.choice("grade", e.GRADES, required=True)
    if not url and grade != e.OWN_KNOWLEDGE:
        entry.wrong("url", "is missing; only “own knowledge” has none")
    return e.Source(
        id=states.identifier(entry),
        title=entry.text("title", required=True),
        label=entry.text("label", required=True),
        publisher=entry.text("publisher", required=True),
        date=published,
        date_basis=basis,
        caveat=entry.text("caveat"),
        url=url,
        reviewed=_is_reviewed(_host(entry, url), hosts),
        pack=e.REFERENCE,
        grade=grade,
        note=entry.text("note"),
    )


def _host(entry: Entry, url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError as error:
        entry.wrong("url", f"“{url}” is no address: {error}")
        return ""


def _is_reviewed(host: str, hosts: Collection[str]) -> bool:
    return any(host == reviewed or host.endswith(f".{reviewed}") for reviewed in hosts)
