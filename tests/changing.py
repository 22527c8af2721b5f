"""Changes as a program makes them: decided on and written at once, without the drafts of editors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from bot.domain import decide
from bot.domain.decide import Bodies, Denied
from bot.domain.entities import Claim, Event, State
from bot.services.record import Receipt, Recorder
from storage.rows import CORPUS

Outcome = Receipt | Denied | None
"""None: somebody was faster."""


class Changes(Recorder):
    """What can be done to the entities of a scope; ``change`` is the change's id, and makes it once."""

    async def add(self, scope: str, kind: str, state: State, *, actor: str, change: str) -> Outcome:
        """Adds an entity to the scope. An event of a guild gets its id and number here (``s-1``, shown
        S-1)."""
        done = await self.done(scope, change)
        if done is not None:
            return done
        if isinstance(state, Event) and scope != CORPUS:
            number = await self.free_number(scope)
            state = replace(state, id=f"s-{number}", number=number)
        entity = await self.entity(scope, kind, state.id)
        bodies = decide.add(entity.state, state)
        if isinstance(bodies, Denied):
            return bodies
        return await self.write(scope, change, actor, [(entity, bodies)])

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
        return await self._make(
            scope, kind, id, lambda state: decide.amend(state, changes, reason), actor, change
        )

    async def retract(
        self, scope: str, kind: str, id: str, *, reason: str, actor: str, change: str
    ) -> Outcome:
        """Takes an entity out of answers and posts."""
        return await self._make(scope, kind, id, lambda state: decide.retract(state, reason), actor, change)

    async def restore(
        self, scope: str, kind: str, id: str, *, reason: str, actor: str, change: str
    ) -> Outcome:
        """Brings a retracted entity back."""
        return await self._make(scope, kind, id, lambda state: decide.restore(state, reason), actor, change)

    async def add_claim(self, scope: str, event: str, claim: Claim, *, actor: str, change: str) -> Outcome:
        """Adds what one more source says."""
        return await self._make(
            scope, "event", event, lambda state: decide.add_claim(state, claim), actor, change
        )

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
        return await self._make(
            scope,
            "event",
            event,
            lambda state: decide.amend_claim(state, claim, changes, reason),
            actor,
            change,
        )

    async def retract_claim(
        self, scope: str, event: str, claim: str, *, reason: str, actor: str, change: str
    ) -> Outcome:
        """Takes one source's statement out."""
        return await self._make(
            scope, "event", event, lambda state: decide.retract_claim(state, claim, reason), actor, change
        )

    async def prefer(self, scope: str, event: str, claim: str | None, *, actor: str, change: str) -> Outcome:
        """Lets one claim's date lead, or (None) the rule of claims again."""
        return await self._make(
            scope, "event", event, lambda state: decide.prefer(state, claim), actor, change
        )

    async def merge(self, scope: str, keep: str, drop: str, *, actor: str, change: str) -> Outcome:
        """Folds one event into another: its claims move, it is no longer shown."""
        kept, dropped = await self.entity(scope, "event", keep), await self.entity(scope, "event", drop)
        if not (isinstance(kept.state, Event) and isinstance(dropped.state, Event)):
            return Denied("unknown")
        both = decide.merge(kept.state, dropped.state)
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

    async def _make(
        self,
        scope: str,
        kind: str,
        id: str,
        deciding: Callable[[Any], Bodies | Denied],
        actor: str,
        change: str,
    ) -> Outcome:
        if done := await self.done(scope, change):
            return done
        entity = await self.entity(scope, kind, id)
        if entity.state is None:
            return Denied("unknown")
        bodies = deciding(entity.state) or Denied("nothing_changed")
        if isinstance(bodies, Denied):
            return bodies
        return await self.write(scope, change, actor, [(entity, bodies)])
