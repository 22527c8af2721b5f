"""Corrects posted notes: when the record changes, messages that told of it are compared with it and edited.

The queue has each message at most once, however much changed, and is worked off slowly, because Discord
limits edits of messages older than an hour. An edited message shows the note as it was sent, with all
corrections since: an edit that is repeated after a crash says the same.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec

from bot.clock import Clock
from bot.domain.codec import decode_body, decode_state
from bot.domain.dates import HistoricalDate
from bot.domain.entities import MENTIONED, Agreement, Subscription
from bot.domain.gists import decode_gist
from bot.domain.localtime import local_day
from bot.domain.posts import Correction, Erratum, NoteAnswer
from bot.domain.questions import Layer
from bot.domain.record_types import BodyErased, EventAmended
from bot.domain.status import Status, status_at
from bot.services.answers.status import steps_of
from bot.services.event_view import event_view
from bot.services.notes.anniversaries import Anniversaries
from bot.services.notes.due import layer_of
from bot.services.posting.port import CHANNEL_GONE, MESSAGE_GONE, Channels, Done, Post, Refused
from storage.deliveries import Deliveries, Delivery
from storage.errata import Affected, Queued
from storage.log import Log
from storage.rows import BODY_ERASED, CORPUS, Record
from storage.views import At, Views

log = logging.getLogger(__name__)

SETTLING = timedelta(minutes=2)
"""How long after a change messages are edited, so that an editor's next corrections come in the same edit."""
AGAIN = timedelta(minutes=10)
"""After how long a message is tried again that Discord did not let us edit."""
CLOSED = timedelta(days=1)
"""After how long a message is tried again whose channel is closed to the bot."""
GONE = (MESSAGE_GONE, CHANNEL_GONE)
EDITED, LOOKED_AT = 10, 500
"""Most messages that are edited, and most that are compared with the record, in one tick."""
LINKED = 500
"""Most events of one agreement that are looked up."""


class Shown(msgspec.Struct, frozen=True):
    """What a note says of an event, as far as it can turn out wrong."""

    label: str
    title: str
    date: HistoricalDate | None
    contested: bool
    gone: str | None
    """The reason for which it was retracted; empty if it was merged into another; None while it stands."""
    agreements: tuple[str, ...]
    position: int


class Corrections:
    """Finds the messages that a change of the record makes wrong, and edits them.

    ``of_corpus`` says whether changes of the shipped corpus count, too.
    """

    def __init__(
        self,
        ledger: Deliveries,
        views: Views,
        log: Log,
        anniversaries: Anniversaries,
        channels: Channels,
        clock: Clock,
        *,
        of_corpus: bool,
    ) -> None:
        self._ledger = ledger
        self._errata = ledger.errata
        self._views = views
        self._log = log
        self._anniversaries = anniversaries
        self._channels = channels
        self._clock = clock
        self._of_corpus = of_corpus

    async def queue(self, records: Sequence[Record]) -> None:
        """Queues the messages that may be wrong by these records, which must be the next ones of the log.

        Those are messages about an event that was changed, or about one that concerns an agreement which was
        changed or which a changed event concerns.
        """
        changed: set[Affected] = set()
        erased: set[Affected] = set()
        agreements: set[tuple[str, str]] = set()
        for record in records:
            if record.type == BODY_ERASED:
                erased |= await self._erased(record)
            elif record.stream.startswith("event/"):
                event = record.stream.removeprefix("event/")
                changed.add((_whose(record.scope), event))
                agreements |= {(record.scope, one) for one in await self._agreements(record, event)}
            elif record.stream.startswith("agreement/"):
                agreements.add((record.scope, record.stream.removeprefix("agreement/")))
        for scope, agreement in agreements:
            changed |= await self._events_of(scope, agreement)
        at = self._clock.now() + SETTLING
        await self._errata.queue(changed | erased, records[-1].position, at, anew=erased)

    async def work(self) -> None:
        """Corrects the next few queued messages; most turn out to need no edit."""
        edited = 0
        for queued in await self._errata.due(self._clock.now(), corpus=self._of_corpus, limit=LOOKED_AT):
            try:
                edited += await self._check(queued)
            except Exception:
                log.exception("the correction of %s failed", queued.delivery)
                await self._errata.put_off(queued, self._clock.now() + CLOSED)
            if edited >= EDITED:
                return

    async def _check(self, queued: Queued) -> bool:
        """Compares a message with the record; gives whether Discord was asked to edit it."""
        row = await self._ledger.find(queued.delivery)
        if row is None or row.why in GONE or (row.message is None and row.state != "claimed"):
            await self._errata.settle(queued)
        elif row.message is None or not self._channels.present(row.scope):
            later = SETTLING if row.message is None else CLOSED
            await self._errata.put_off(queued, self._clock.now() + later)
        else:
            return await self._correct(queued, row, row.message)
        return False

    async def _erased(self, record: Record) -> set[Affected]:
        """The events whose messages may hold a text that was erased."""
        body = decode_body(record.body, record.type, record.schema) if record.body is not None else None
        if not isinstance(body, BodyErased):
            return set()
        about = await self._log.record(body.position)
        kind, _, id = about.stream.partition("/") if about is not None else ("", "", "")
        if about is None or kind not in ("event", "agreement"):
            return set()
        return {(_whose(about.scope), id)} if kind == "event" else await self._events_of(about.scope, id)

    async def _events_of(self, scope: str, agreement: str) -> set[Affected]:
        """The events that concern an agreement, as ``Affected`` by a change in this scope."""
        rows = await self._views.linked(At(scope), "all", "agreement", agreement, limit=LINKED)
        return {(_whose(scope), row.row.id) for row in rows}

    async def _agreements(self, record: Record, id: str) -> set[str]:
        """The agreements that the event of a record acts on, now or before that record changed it."""
        found = set()
        if record.body is not None and record.type == EventAmended.__name__:
            body = decode_body(record.body, record.type, record.schema)
            if isinstance(body, EventAmended) and "steps" in body.changes:
                found |= {step["agreement"] for step in body.changes["steps"].before}
        row = await self._views.get(At(record.scope), "event", id)
        if row is not None:
            found |= {step.agreement for step in event_view(row).event.steps}
        return found

    async def _correct(self, queued: Queued, row: Delivery, message: int) -> bool:
        settings = await self._views.get(At(row.scope, row.position), "subscription", row.subscription)
        if settings is None:
            await self._errata.settle(queued)
            return False
        subscription = decode_state(Subscription, settings.row.state)
        erratum = await self._erratum(row, subscription)
        digest = hashlib.sha256(repr(erratum).encode()).hexdigest()[:16] if erratum is not None else ""
        if digest == row.erratum:
            await self._errata.settle(queued)
            return False
        note = await self._sent(row, subscription)
        await self._errata.editing(queued)
        if note is not None:
            post = Post(note, row.id, subscription.ping, erratum)
            answer = await self._channels.edit(row.scope, row.channel, message, post)
        else:
            answer = await self._channels.remove(row.scope, row.channel, message)
        match answer:
            case Done():
                await self._errata.settle(
                    queued, erratum=digest, why="" if note is not None else MESSAGE_GONE
                )
            case Refused(why, resting=True) if why != CHANNEL_GONE:
                await self._errata.put_off(queued, self._clock.now() + CLOSED)
            case Refused(why):
                await self._errata.settle(queued, why=why)
            case _:
                await self._errata.put_off(queued, self._clock.now() + AGAIN)
        return True

    async def _erratum(self, row: Delivery, subscription: Subscription) -> Erratum | None:
        """How a message differs from the record now, dated by the latest change; None if it does not."""
        layer = layer_of(subscription)
        then, now = At(row.scope, row.position), At(row.scope)
        found: list[Correction] = []
        latest = row.position
        agreements: dict[str, Shown] = {}
        for event, _ in row.carried:
            before, after = await self._shown(then, layer, event), await self._shown(now, layer, event)
            if before is None or after is None:
                continue
            wrong = list(_differences(before, after))
            found += wrong
            latest = max(latest, after.position) if wrong else latest
            agreements |= dict.fromkeys(after.agreements, after)
        for agreement, shown in agreements.items():
            status, position = await self._status(now, layer, agreement, row.day)
            if status != (await self._status(then, layer, agreement, row.day))[0]:
                found.append(Correction(shown.label, shown.title, "status", status))
                latest = max(latest, position)
            renamed = await self._renamed(row, subscription, agreement)
            if renamed is not None:
                found.append(Correction("", renamed[0], "agreement", renamed[1]))
                latest = max(latest, renamed[2])
        if not found:
            return None
        record = await self._log.record(latest)
        day = local_day(record.recorded_at, subscription.zone) if record is not None else row.day
        return Erratum(day, tuple(found))

    async def _renamed(
        self, row: Delivery, subscription: Subscription, agreement: str
    ) -> tuple[str, str, int] | None:
        """The name by which a message calls an agreement, its name now, and the position of the change.

        None if the message does not name it, or if the name is unchanged.
        """
        then = await self._views.get(At(row.scope, row.position), "agreement", agreement)
        now = await self._views.get(At(row.scope), "agreement", agreement)
        if then is None or now is None:
            return None
        before, after = (decode_state(Agreement, one.row.state).called for one in (then, now))
        if before == after:
            return None
        note = await self._sent(row, subscription)
        return (before, after, now.from_position) if note is not None and before in note.names else None

    async def _sent(self, row: Delivery, subscription: Subscription) -> NoteAnswer | None:
        """The note of a message as it was sent; None if all its events have been erased."""
        return await self._anniversaries.note(
            row.scope, subscription, row.day, parts=row.parts, late=row.late, position=row.position
        )

    async def _shown(self, at: At, layer: Layer, event: str) -> Shown | None:
        row = await self._views.get(at, "event", event)
        if row is None:
            return None
        found = event_view(row)
        dated = found.dated(layer)
        return Shown(
            found.label,
            found.event.title,
            dated.date,
            dated.contested,
            "" if found.event.merged_into is not None else found.event.retracted,
            tuple(step.agreement for step in found.event.steps if step.action != MENTIONED),
            found.position,
        )

    async def _status(self, at: At, layer: Layer, agreement: str, day: int) -> tuple[tuple[str, ...], int]:
        """The actions that may give an agreement's status on a day, and the position of the last change."""
        rows = await self._views.linked(at, layer, "agreement", agreement, limit=LINKED)
        events = [decode_gist(row.row.gist) for row in rows]
        possible = status_at(steps_of(agreement, events, layer), day).possible
        actions = tuple(dict.fromkeys(filter(None, map(_action, possible))))
        return actions, max((row.from_position for row in rows), default=0)


def _whose(scope: str) -> str | None:
    """The server whose messages a change in a scope may make wrong; None if it may be those of any server."""
    return None if scope == CORPUS else scope


def _differences(before: Shown, after: Shown) -> Iterator[Correction]:
    """What a note says about an event that is no longer so."""
    if after.gone is not None:
        if before.gone is None:
            yield Correction(after.label, before.title, "retracted", after.gone)
        return
    if after.title != before.title:
        yield Correction(after.label, before.title, "title", after.title)
    if (after.date, after.contested) != (before.date, before.contested):
        if after.contested:
            yield Correction(after.label, after.title, "contested")
        elif after.date is None:
            yield Correction(after.label, after.title, "undated")
        else:
            yield Correction(after.label, after.title, "date", after.date)


def _action(status: Status) -> str:
    """The action that gives a status: that of its condition, or else of its standing; empty for neither."""
    step = status.condition or status.standing
    return step.action if step is not None else ""
