"""Exports events, claims, agreements or sources as flat rows, for other programs.

A row has the same columns in every format. A list, such as of parties, is a JSON list, in CSV joined with
``;``. ``agreement`` and ``action`` are parallel lists, because an event may act on several agreements.
"""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Literal, TextIO

import msgspec
from msgspec.structs import asdict

from bot.domain import entities as e
from bot.domain.claims import dating
from bot.domain.codec import decode_state
from bot.domain.dates import day as day_of
from bot.domain.dates import parse
from bot.domain.gists import Gist, decode_gist
from bot.domain.status import Status, status_at
from bot.services.answers.status import steps_of
from bot.services.event_view import EventView, claims_in, event_view
from storage.rows import StoredRow
from storage.views import At, Views

What = Literal["events", "agreements", "claims", "sources"]
Table = What | Literal["history"]
Format = Literal["jsonl", "json", "csv"]
Row = dict[str, Any]

_EVENT = ("event_id", "title", "event_date")
_ABOUT = ("kind", "parties", "agreement", "action")

COLUMNS: Mapping[Table, tuple[str, ...]] = {
    "events": (
        *_EVENT, *_ABOUT, "event", "contested", "claim_dates", "sources", "themes", "weight", "note",
        "scope", "since_position",
    ),
    "claims": (
        *_EVENT, "source_sha256", "start", "end", "claim_date", "date_words", *_ABOUT, "claim_id", "event",
        "source", "pack", "grade", "locator", "words_start", "words_end", "place", "elsewhere", "remark",
        "scope", "since_position",
    ),
    "agreements": (
        "agreement", "name", "short", "type", "parties", "names_en", "names_ja", "names_ko", "themes",
        "unlike", "status_on", "standing", "condition", "in_force", "note", "scope", "since_position",
    ),
    "sources": (
        "source", "title", "label", "author", "affiliation", "publisher", "source_date", "date_basis",
        "caveat", "url", "source_sha256", "file", "pack", "grade", "note", "scope", "since_position",
    ),
    "history": (
        "position", "recorded_at", "change", "editor", "type", "stream", "version", "reason", "body",
    ),
}  # fmt: skip


class Selection(msgspec.Struct, frozen=True):
    """What to export: as which scope reads it, as known at which log position, as of the end of which day.

    ``as_of`` (an ordinal) keeps events that had, or may have, begun by then, and sources published by then or
    at a time unknown; agreements come with their status on that day. None: no limit, a status ``today``.
    """

    what: What
    at: At
    today: int
    as_of: int | None = None


async def exported(views: Views, selection: Selection) -> AsyncIterator[Row]:
    """The rows of a selection, in the order of events, agreements or sources in the record."""
    kind = {"claims": "event"}.get(selection.what, selection.what.removesuffix("s"))
    rows = _live(views, selection.at, kind)
    if selection.what == "agreements":
        acted = await _by_agreement(views, selection.at)
        day = selection.today if selection.as_of is None else selection.as_of
        async for row in rows:
            yield _agreement(row, acted.get(row.row.id, ()), day)
    elif selection.what == "sources":
        async for row in rows:
            source = decode_state(e.Source, row.row.state)
            if not source.date or _begun(source.date, selection.as_of):
                yield _source(row, source)
    else:
        digests = await _digests(views, selection.at)
        async for row in rows:
            found = event_view(row)
            if _may_have_begun(found.event, selection.as_of):
                for line in _claims(found, digests) if selection.what == "claims" else (_event(found),):
                    yield line


async def write(rows: AsyncIterable[Row], what: Table, form: Format, out: TextIO) -> int:
    """Writes the rows as they come; gives their number."""
    columns = COLUMNS[what]
    count = 0
    if form == "csv":
        table = csv.writer(out, lineterminator="\n")
        table.writerow(columns)
    elif form == "json":
        out.write("[")
    async for row in rows:
        if form == "csv":
            table.writerow([_cell(row[column]) for column in columns])
        else:
            line = json.dumps({column: row[column] for column in columns}, ensure_ascii=False)
            out.write(f"{line}\n" if form == "jsonl" else f"{',' if count else ''}\n{line}")
        count += 1
    if form == "json":
        out.write("\n]\n" if count else "]\n")
    return count


def _cell(value: Any) -> str | int | None:
    """A value for CSV. What a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, list | tuple):
        value = ";".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    if (
        isinstance(value, str)
        and value
        and (value[0] in "=+@\t\r" or (value[0] == "-" and not value[1:2].isdigit()))
    ):
        return f"'{value}"
    return value  # type: ignore[no-any-return]


def _event(found: EventView) -> Row:
    event = found.event
    claims = claims_in(event, "all")
    return {
        **_about(found),
        "contested": dating(event).contested,
        "claim_dates": list(dict.fromkeys(claim.date for claim in claims)),
        "sources": list(dict.fromkeys(claim.source for claim in claims)),
        "themes": list(event.themes),
        "weight": event.weight,
        "note": event.note,
    }


def _claims(found: EventView, digests: Mapping[str, str]) -> Iterator[Row]:
    about = _about(found)
    for claim in claims_in(found.event, "all"):
        yield {
            **asdict(claim),
            **about,
            "claim_id": claim.id,
            "claim_date": claim.date,
            "date_words": claim.words,
            "elsewhere": [f"{other.date} {other.place}" for other in claim.elsewhere],
            "source_sha256": digests.get(claim.source, ""),
        }


def _about(found: EventView) -> Row:
    """What an event's row and its claims' rows have in common; a contested event has no date of its own."""
    event, dated = found.event, dating(found.event)
    return {
        "event_id": event.id,
        "title": event.title,
        "event_date": "" if dated.date is None or dated.contested else dated.date.edtf,
        "kind": event.kind,
        "parties": list(event.parties),
        "agreement": [step.agreement for step in event.steps],
        "action": [step.action for step in event.steps],
        "event": found.label,
        "scope": found.scope,
        "since_position": found.position,
    }


def _agreement(row: StoredRow, events: Iterable[Gist], day: int) -> Row:
    """An agreement and its status: parallel lists, for partial dates may leave several possible."""
    agreement = decode_state(e.Agreement, row.row.state)
    possible = tuple(
        dict.fromkeys(map(_words, status_at(steps_of(agreement.id, events, "all"), day).possible))
    )
    return {
        **asdict(agreement),
        **{f"names_{language}": agreement.names.get(language, ()) for language in ("en", "ja", "ko")},
        "agreement": agreement.id,
        "status_on": day_of(day).edtf,
        "standing": [standing for standing, _, _ in possible],
        "condition": [condition for _, condition, _ in possible],
        "in_force": [force for _, _, force in possible],
        "scope": row.scope,
        "since_position": row.from_position,
    }


def _words(status: Status) -> tuple[str, str, str]:
    """Standing, condition and force as the record's own words, empty where there is none."""
    standing = status.standing.action if status.standing is not None else ""
    condition = status.condition.action if status.condition is not None else ""
    return standing, condition, status.force


def _source(row: StoredRow, source: e.Source) -> Row:
    return {
        **asdict(source),
        "source": source.id,
        "source_date": source.date,
        "source_sha256": source.sha256,
        "scope": row.scope,
        "since_position": row.from_position,
    }


async def _live(views: Views, at: At, kind: str) -> AsyncIterator[StoredRow]:
    async for page in views.pages(at, kind):
        for row in page:
            if row.row.live:
                yield row


async def _by_agreement(views: Views, at: At) -> Mapping[str, list[Gist]]:
    """The events that act on an agreement, by agreement."""
    acted: dict[str, list[Gist]] = {}
    async for row in _live(views, at, "event"):
        gist = decode_gist(row.row.gist)
        for agreement in {agreement for agreement, _ in gist.steps}:
            acted.setdefault(agreement, []).append(gist)
    return acted


async def _digests(views: Views, at: At) -> Mapping[str, str]:
    return {
        row.row.id: decode_state(e.Source, row.row.state).sha256 async for row in _live(views, at, "source")
    }


def _may_have_begun(event: e.Event, day: int | None) -> bool:
    return day is None or any(_begun(claim.date, day) for claim in claims_in(event, "all"))


def _begun(edtf: str, day: int | None) -> bool:
    return day is None or parse(edtf).low <= day
