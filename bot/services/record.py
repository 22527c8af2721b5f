"""``Recorder``: appends changes to the record, those of editors and those of the seeds.

A change is atomic; it is idempotent by its id (repeating it gives the old receipt); and it is appended only
if the entities that it changes still have the versions on which it was decided.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from bot.domain import decide
from bot.domain.codec import KINDS, SCHEMA, decode_body, decode_state, encode_body
from bot.domain.decide import Bodies, Denied
from bot.domain.entities import Agreement, Event, State
from bot.domain.fold import fold
from bot.domain.record_types import Added, AnyBody, EventMerged, EventRestored, Restored, Retracted
from storage.errors import RecordConflict, VersionConflict
from storage.log import Append, Log
from storage.rows import CORPUS, NewRecord, Record, StoredRow
from storage.views import At, Views

if TYPE_CHECKING:
    from bot.corpus.reader import Corpus

SEEDS, OPERATOR = "seeds", "operator"
"""The actors of changes that come from the seeds, and from the command line."""


class Receipt(msgspec.Struct, frozen=True):
    """A change in the log, with its records' positions; the first one is the number that users see."""

    change: str
    positions: tuple[int, ...]


class Loaded(msgspec.Struct, frozen=True):
    """How many entities a seed load added, amended, retracted, and left as they were."""

    added: int = 0
    amended: int = 0
    retracted: int = 0
    unchanged: int = 0


class Entity(msgspec.Struct, frozen=True):
    """One entity as a scope sees it; ``state`` is None if there is none.

    ``versions``, by scope and stream, must be unchanged when a change of it is appended. ``shipped`` says
    that it is one of the corpus, perhaps with changes of the server.
    """

    kind: str
    id: str
    state: State | None
    versions: Mapping[tuple[str, str], int] = {}
    shipped: bool = False


Part = tuple[Entity, Bodies]
"""An entity, and the bodies of the records to append to it."""
UndoPlan = Mapping[tuple[str, str], Part]
"""By kind and id of an entity, the part that undoes changes of it."""


class Recorder:
    """Changes the record of one scope at a time; ``scope`` is ``corpus`` or ``guild:<id>``."""

    def __init__(self, log: Log, views: Views) -> None:
        self._log = log
        self._views = views

    async def load_corpus(self, corpus: Corpus) -> Loaded:
        """Brings the corpus up to date with the seeds in one transaction.

        The same seeds again append nothing.
        """
        held = {(row.row.kind, row.row.id): row for row in await self._views.everything(At(None))}
        appends: list[NewRecord] = []
        expected: dict[tuple[str, str], int] = {}
        counts = dict.fromkeys(("added", "amended", "retracted", "unchanged"), 0)
        for kind, wanted in _entities(corpus):
            stored = held.pop((kind, wanted.id), None)
            state = decode_state(KINDS[kind], stored.row.state) if stored is not None else None
            bodies = decide.align(state, wanted, "seeds changed")
            counts["unchanged" if not bodies else "added" if state is None else "amended"] += 1
            _extend(appends, expected, kind, wanted.id, stored, bodies)
        for (kind, entity), stored in held.items():
            removal = decide.retract(decode_state(KINDS[kind], stored.row.state), "removed from the seeds")
            if not isinstance(removal, Denied):
                counts["retracted"] += 1
                _extend(appends, expected, kind, entity, stored, removal)
        if appends:
            await self._log.append(Append(tuple(appends), expected))
        return Loaded(**counts)

    async def plan_undo(self, scope: str, made: Sequence[Record], planned: UndoPlan) -> UndoPlan | Denied:
        """The plan, extended to undo one more change, whose records are ``made``, in order."""
        plan = dict(planned)
        # What else is in a change, a statement that waits again, follows what happens to entities.
        of_entities = [record for record in made if record.stream.partition("/")[0] in KINDS]
        if not of_entities:
            return Denied("cannot_undo")
        for record in reversed(of_entities):
            kind, _, id = record.stream.partition("/")
            if record.body is None:
                return Denied("cannot_undo")
            entity, bodies = plan.get((kind, id)) or (await self.entity(scope, kind, id), ())
            body = decode_body(record.body, record.type, record.schema)
            if plan and isinstance(body, Added | Restored) and await self._still_used(scope, kind, id, plan):
                continue
            reason = await self._retracted_for(record) if isinstance(body, Restored) else decide.BY_UNDO
            back = decide.undo(fold(entity.state, bodies), body, reason)
            if isinstance(back, Denied):
                return back
            plan[kind, id] = (entity, (*bodies, *back))
        return await self._completed(scope, plan)

    async def _completed(self, scope: str, plan: dict[tuple[str, str], Part]) -> UndoPlan | Denied:
        """An undo's plan with what its restored events need; denied if it would hide a claim by a merge."""
        for entity, bodies in [*plan.values()]:
            after, types = fold(entity.state, bodies), {*map(type, bodies)}
            if not isinstance(after, Event):
                continue
            if EventMerged in types and not await self._has_claims_of(scope, after, plan):
                return Denied("changed_since", {"field": "claim"})
            if EventRestored in types and after.retracted is None:
                for part in await self.needed_by(scope, after):
                    plan.setdefault((part[0].kind, part[0].id), part)
        return plan

    async def _has_claims_of(self, scope: str, merged: Event, plan: UndoPlan) -> bool:
        """Whether the event into which a plan merges another has all claims of that one, also later ones."""
        into = merged.merged_into or ""
        entity, bodies = plan.get(("event", into)) or (await self.entity(scope, "event", into), ())
        kept = fold(entity.state, bodies)
        held = {claim.id for claim in kept.claims} if isinstance(kept, Event) else set()
        return all(claim.id in held for claim in merged.claims if not claim.retracted)

    async def _retracted_for(self, restored: Record) -> str:
        """The reason for which an entity was retracted before it was restored, if that is still known."""
        retraction = restored.type.replace("Restored", "Retracted")
        stream = await self._log.read_stream(restored.scope, restored.stream, limit=restored.version)
        for record in reversed(stream):
            if record.version < restored.version and record.type == retraction:
                body = (
                    decode_body(record.body, record.type, record.schema) if record.body is not None else None
                )
                return body.reason if isinstance(body, Retracted) else decide.BY_UNDO
        return decide.BY_UNDO

    async def _still_used(self, scope: str, kind: str, id: str, plan: UndoPlan) -> bool:
        """Whether events or agreements use a source or party even after a plan is carried out."""
        if kind not in ("source", "party"):
            return False
        # At most so many of the events are in the plan, so that one more tells of one that stays as it is.
        rows = [*await self._views.linked(At(scope), "all", kind, id, limit=len(plan) + 1)]
        rows += await self._views.named(At(scope), ("agreement",)) if kind == "party" else ()
        for row in rows:
            _, bodies = plan.get((row.row.kind, row.row.id), (None, ()))
            state = fold(decode_state(KINDS[row.row.kind], row.row.state), bodies)
            if state is not None and id in _used_by(state)[kind]:
                return True
        return False

    async def needed_by(self, scope: str, event: Event) -> tuple[Part, ...]:
        """The parts that restore the sources and parties of an event of the server, where they are retracted.

        A change that restores the event has to restore them with it.
        """
        parts = []
        for kind, ids in _used_by(replace(event, retracted=None)).items():
            for id in dict.fromkeys(ids):
                entity = await self.entity(scope, kind, id)
                if entity.state is not None and entity.state.retracted is not None and not entity.shipped:
                    parts.append((entity, decide.ensure(entity.state, entity.state)))
        return tuple(parts)

    async def entity(self, scope: str, kind: str, id: str) -> Entity:
        """The entity as the scope sees it.

        For one of the corpus, its version there must be unchanged, too.
        """
        stream = f"{kind}/{id}"
        # Asked for before the state, so that an append in between is noticed. Where bodies were erased, it is
        # higher than the row's version, or there is no row.
        version = await self._log.stream_version(scope, stream)
        own = await self._views.get(At(scope), kind, id)
        versions = {(scope, stream): version}
        if own is None:
            return Entity(kind, id, None, versions)
        if own.scope != scope:
            versions[own.scope, stream] = own.row.version
        shipped = own.scope == CORPUS or own.row.overlay is not None
        return Entity(kind, id, decode_state(KINDS[kind], own.row.state), versions, shipped)

    async def ensured(self, scope: str, kind: str, wanted: State) -> Part:
        """The part that adds an entity to a scope, or restores it; without bodies if the scope has it."""
        entity = await self.entity(scope, kind, wanted.id)
        return entity, decide.ensure(entity.state, wanted)

    async def free_number(self, scope: str) -> int:
        """The number for a server's next event; none that an event ever had, not even an erased one."""
        number = await self._views.next_number(scope, "event")
        if await self._log.stream_version(scope, f"event/s-{number}") == 0:
            return number
        return await self._log.greatest_number(scope, "event/s-") + 1

    async def new_event(self, scope: str) -> tuple[Entity, int]:
        """A new event's entity in a server, with its number.

        Others may take the same before it is appended.
        """
        while True:
            number = await self.free_number(scope)
            entity = await self.entity(scope, "event", f"s-{number}")
            if entity.state is None:
                return entity, number

    async def done(self, scope: str, change: str) -> Receipt | None:
        """The receipt of a change that is in the log of this scope already; None if it is not."""
        records = [r for r in await self._log.records_of_change(change) if r.scope == scope]
        return receipt_of(change, records) if records else None

    async def write(self, scope: str, change: str, actor: str, parts: Iterable[Part]) -> Receipt | None:
        """Appends the parts of a change, all or nothing.

        None if somebody was faster, so that an entity no longer has the version on which the change was
        decided.
        """
        done = await self.done(scope, change)
        if done is not None:
            return done
        records: list[NewRecord] = []
        expected: dict[tuple[str, str], int] = {}
        for entity, bodies in parts:
            expected.update(entity.versions)
            for body in bodies:
                id = f"{change}/{len(records)}"
                records.append(_new_record(id, change, scope, f"{entity.kind}/{entity.id}", body, actor))
        try:
            appended = await self._log.append(Append(tuple(records), expected))
        except VersionConflict:
            return None
        except RecordConflict:
            # The same change was appended by somebody else at the same moment.
            done = await self.done(scope, change)
            if done is None:
                raise
            return done
        return receipt_of(change, appended)


def _used_by(state: State) -> Mapping[str, Collection[str]]:
    """By kind, the ids of the sources and parties of an event or agreement; none of a retracted one."""
    gone = state.retracted is not None or (isinstance(state, Event) and state.merged_into is not None)
    if gone or not isinstance(state, Event | Agreement):
        return {"source": (), "party": ()}
    claims = state.claims if isinstance(state, Event) else ()
    return {"source": [claim.source for claim in claims if not claim.retracted], "party": state.parties}


def chief_of(records: Sequence[Record]) -> Record:
    """The record that says what a change is about, not a source, party or claim added along with it."""
    telling = [r for r in records if not r.stream.startswith(("source/", "party/"))]
    merged = (r for r in telling if r.type in ("EventMerged", "EventUnmerged"))
    return next(merged, next(iter(telling), records[0]))


def receipt_of(change: str, records: Sequence[Record]) -> Receipt:
    """The receipt of a change with these records."""
    chief = chief_of(records).position
    return Receipt(change, (chief, *(r.position for r in records if r.position != chief)))


def _entities(corpus: Corpus) -> Iterable[tuple[str, State]]:
    """All entities of the corpus by kind: sources and agreements before the events that refer to them."""
    for kind, states in (
        ("party", corpus.parties),
        ("theme", corpus.themes),
        ("source", corpus.sources),
        ("agreement", corpus.agreements),
        ("event", sorted(corpus.events, key=lambda event: event.number)),
    ):
        for state in states:
            yield kind, state


def _extend(
    appends: list[NewRecord],
    expected: dict[tuple[str, str], int],
    kind: str,
    entity: str,
    stored: StoredRow | None,
    bodies: Bodies,
) -> None:
    version = stored.row.version if stored is not None else 0
    stream = f"{kind}/{entity}"
    if bodies:
        expected[CORPUS, stream] = version
    for offset, body in enumerate(bodies, start=1):
        digest = hashlib.sha256(
            b"\0".join((stream.encode(), str(version + offset).encode(), encode_body(body)))
        )
        id = f"seed-{digest.hexdigest()[:32]}"
        appends.append(_new_record(id, id, CORPUS, stream, body, SEEDS))


def _new_record(id: str, change: str, scope: str, stream: str, body: AnyBody, actor: str) -> NewRecord:
    return NewRecord(
        id=id,
        change=change,
        scope=scope,
        stream=stream,
        type=type(body).__name__,
        body=encode_body(body),
        actor=actor,
        schema=SCHEMA,
    )
