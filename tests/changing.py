"""Changes as a program makes them: decided on and written at once, without the drafts of editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from bot.domain import decide
from bot.domain.decide import Denied
from bot.domain.entities import Claim, Event, State
from bot.services.record import Entity, Outcome, Recorder
from storage.rows import CORPUS


class Changes(Recorder):
    """What can be done to the entities of a scope; ``change`` is the change's id, and makes it once."""

    async def add(self, scope: str, kind: str, state: State, *, actor: str, change: str) -> Outcome:
        """Adds an entity to the scope. An event of a guild gets its id and number here (``s-1``, shown
        S-1)."""
        done = await self.done(scope, change)
        if done is not None:
            return done
        if isinstance(state, Event) and scope != CORPUS:
            state = await self._numbered(scope, state)
        entity = await self.entity(scope, kind, state.id)
        return await self.write(scope, change, actor, [(entity, decide.add(entity.state, state))])

    async def amend(
        self,
        scope: str,
        kind: str,
        id: str,
        changes: Mapping[str, Any],
        *,
        reason: str,
        actor: str,
        change: str,
    ) -> Outcome:
        """Sets fields of an entity; over an entity of the corpus it is an overlay for the guild alone."""
        entity = await self.entity(scope, kind, id)
        return await self.write(scope, change, actor, [(entity, decide.amend(entity.state, changes, reason))])

    async def retract(
        self, scope: str, kind: str, id: str, *, reason: str, actor: str, change: str
    ) -> Outcome:
        """Takes an entity out of answers and posts."""
        entity = await self.entity(scope, kind, id)
        return await self.write(scope, change, actor, [(entity, decide.retract(entity.state, reason))])

    async def restore(
        self, scope: str, kind: str, id: str, *, reason: str, actor: str, change: str
    ) -> Outcome:
        """Brings a retracted entity back."""
        entity = await self.entity(scope, kind, id)
        return await self.write(scope, change, actor, [(entity, decide.restore(entity.state, reason))])

    async def add_claim(self, scope: str, event: str, claim: Claim, *, actor: str, change: str) -> Outcome:
        """Adds what one more source says."""
        entity = await self.entity(scope, "event", event)
        return await self.write(scope, change, actor, [(entity, decide.add_claim(_event(entity), claim))])

    async def amend_claim(
        self,
        scope: str,
        event: str,
        claim: str,
        changes: Mapping[str, Any],
        *,
        reason: str,
        actor: str,
        change: str,
    ) -> Outcome:
        """Corrects one source's statement."""
        entity = await self.entity(scope, "event", event)
        bodies = decide.amend_claim(_event(entity), claim, changes, reason)
        return await self.write(scope, change, actor, [(entity, bodies)])

    async def retract_claim(
        self, scope: str, event: str, claim: str, *, reason: str, actor: str, change: str
    ) -> Outcome:
        """Takes one source's statement out."""
        entity = await self.entity(scope, "event", event)
        return await self.write(
            scope, change, actor, [(entity, decide.retract_claim(_event(entity), claim, reason))]
        )

    async def prefer(self, scope: str, event: str, claim: str | None, *, actor: str, change: str) -> Outcome:
        """Lets one claim's date lead, or (None) the rule of claims again."""
        entity = await self.entity(scope, "event", event)
        return await self.write(scope, change, actor, [(entity, decide.prefer(_event(entity), claim))])

    async def merge(self, scope: str, keep: str, drop: str, *, actor: str, change: str) -> Outcome:
        """Folds one event into another: its claims move, it is no longer shown."""
        kept, dropped = await self.entity(scope, "event", keep), await self.entity(scope, "event", drop)
        both = decide.merge(_event(kept), _event(dropped))
        if isinstance(both, Denied):
            return both
        return await self.write(scope, change, actor, [(kept, both[0]), (dropped, both[1])])

    async def undo(self, scope: str, position: int, *, actor: str, change: str) -> Outcome:
        """Takes back the whole change that the record at ``position`` belongs to; another scope's is
        unknown."""
        done = await self.done(scope, change)
        if done is not None:
            return done
        record = await self._log.record(position)
        if record is None or record.scope != scope:
            return Denied("unknown_record", {"record": str(position)})
        plan = await self.plan_undo(scope, await self._log.records_of_change(record.change), {})
        if isinstance(plan, Denied):
            return plan
        return await self.write(scope, change, actor, plan.values())

    async def _numbered(self, scope: str, event: Event) -> Event:
        number = await self.free_number(scope)
        return replace(event, id=f"s-{number}", number=number)


def _event(entity: Entity) -> Event | None:
    return entity.state if isinstance(entity.state, Event) else None
