"""The whole record under any sequence of changes: live views equal a rebuild, the past stays seen."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.codec import KINDS, decode_body, decode_state
from bot.domain.entities import Agreement, Claim, Event, State, Step
from bot.domain.fold import evolve, fold, plain
from bot.domain.gists import encode_gist, gist_of
from bot.domain.record_types import AgreementAmended, AnyBody, EventAmended
from bot.services.projector import project
from bot.services.record import Receipt
from storage.database import Database
from storage.log import Log
from storage.rows import CORPUS
from storage.views import At, Views
from tests.changing import Changes, Outcome

T = TypeVar("T")
Seen = dict[tuple[str, str], State]

GUILDS = ("guild:1", "guild:2")
SCOPES = st.sampled_from((CORPUS, *GUILDS))
EVENTS = st.sampled_from(("e1", "e2", "e3", "s-1", "s-2"))
DATES = st.sampled_from(("2012-06", "2012-06-29", "2012", "2016-11-23", "199X", "2010/..", "2016-11?"))
TEXTS = st.sampled_from(("Signed", "Called off", "Seoul pulls out", "日韓GSOMIA", "a\x00b", "@everyone"))
STEPS = st.lists(st.sampled_from([Step("pact", "signed"), Step("pact", "shelved")]), max_size=2, unique=True)


class RecordOverTime(RuleBasedStateMachine):
    """Editors of the corpus and of two guilds change what they like, also what they may not, and repeat
    themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.seen: dict[tuple[str, int], Seen] = {}
        self.changes = 0
        self.database = self.run(Database.open(Path(self.folder.name) / "record.db"))
        self.log = Log(self.database, project, self.tick)
        self.views = Views(self.database)
        self.recorder = Changes(self.log, self.views)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(work)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def made(self, work: Coroutine[Any, Any, Outcome]) -> Outcome:
        outcome = self.run(work)
        head = self.run(self.log.head()).position
        for scope in (CORPUS, *GUILDS):
            self.seen[scope, head] = self.visible(scope)
        return outcome

    def by(self) -> dict[str, str]:
        self.changes += 1
        return {"actor": "ana", "change": f"change-{self.changes}"}

    def visible(self, scope: str, position: int | None = None) -> Seen:
        """The states that a scope sees; and that what is told in short agrees with them."""
        rows = self.run(self.views.everything(At(scope, position)))
        seen = {(row.row.kind, row.row.id): decode_state(KINDS[row.row.kind], row.row.state) for row in rows}
        live = [row.row for row in rows if row.row.kind == "event" and row.row.live]
        events = [decode_state(Event, row.state) for row in live]
        gists = {event.id: encode_gist(gist_of(event)) for event in events}
        about = self.run(self.views.gists_about(At(scope, position), "pact"))
        acting = {event.id for event in events if any(step.agreement == "pact" for step in event.steps)}
        assert {stored.id: stored.gist for stored in about} == {id: gists[id] for id in acting}
        assert len(about) == len(acting)
        return seen

    @initialize()
    def some_corpus(self) -> None:
        for number, id in enumerate(("e1", "e2"), start=1):
            claim = Claim(id=f"{id}#1", source="paper", date="2012-06")
            event = Event(id=id, number=number, title=f"Event {number}", claims=(claim,))
            self.made(self.recorder.add(CORPUS, "event", event, **self.by()))
        self.made(
            self.recorder.add(CORPUS, "agreement", Agreement("pact", "The Pact", "agreement"), **self.by())
        )

    @rule(scope=SCOPES, id=EVENTS, title=TEXTS, date=DATES, steps=STEPS)
    def add(self, scope: str, id: str, title: str, date: str, steps: list[Step]) -> None:
        claim = Claim(id=f"{id}#{self.changes}", source="paper", date=date)
        event = Event(id=id, number=self.changes, title=title, claims=(claim,), steps=tuple(steps))
        self.made(self.recorder.add(scope, "event", event, **self.by()))

    @rule(scope=SCOPES, id=EVENTS, title=TEXTS, steps=STEPS)
    def amend(self, scope: str, id: str, title: str, steps: list[Step]) -> None:
        changes = {"title": title, "steps": [{"agreement": s.agreement, "action": s.action} for s in steps]}
        self.made(self.recorder.amend(scope, "event", id, changes, reason="better", **self.by()))

    @rule(scope=SCOPES, id=EVENTS, date=DATES)
    def claim(self, scope: str, id: str, date: str) -> None:
        claim = Claim(id=f"{id}#c{self.changes}", source="essay", date=date)
        self.made(self.recorder.add_claim(scope, id, claim, **self.by()))

    @rule(scope=SCOPES, id=EVENTS, date=DATES, nth=st.integers(0, 3))
    def amend_claim(self, scope: str, id: str, date: str, nth: int) -> None:
        claim = self.some_claim(scope, id, nth)
        self.made(
            self.recorder.amend_claim(scope, id, claim, {"date": date}, reason="read again", **self.by())
        )

    @rule(scope=SCOPES, id=EVENTS, nth=st.integers(0, 3))
    def retract_claim(self, scope: str, id: str, nth: int) -> None:
        self.made(
            self.recorder.retract_claim(scope, id, self.some_claim(scope, id, nth), reason="no", **self.by())
        )

    @rule(scope=SCOPES, id=EVENTS, nth=st.integers(0, 3))
    def prefer(self, scope: str, id: str, nth: int) -> None:
        self.made(self.recorder.prefer(scope, id, self.some_claim(scope, id, nth), **self.by()))

    @rule(scope=SCOPES, id=EVENTS)
    def retract(self, scope: str, id: str) -> None:
        self.made(self.recorder.retract(scope, "event", id, reason="wrong", **self.by()))

    @rule(scope=SCOPES, id=EVENTS)
    def restore(self, scope: str, id: str) -> None:
        self.made(self.recorder.restore(scope, "event", id, reason="right", **self.by()))

    @rule(scope=SCOPES, keep=EVENTS, drop=EVENTS)
    def merge(self, scope: str, keep: str, drop: str) -> None:
        self.made(self.recorder.merge(scope, keep, drop, **self.by()))

    @rule(scope=SCOPES, name=TEXTS, type_=st.sampled_from(("agreement", "treaty")))
    def amend_agreement(self, scope: str, name: str, type_: str) -> None:
        changes = {"name": name, "type": type_}
        self.made(self.recorder.amend(scope, "agreement", "pact", changes, reason="", **self.by()))

    @rule(scope=SCOPES)
    def retract_agreement(self, scope: str) -> None:
        self.made(self.recorder.retract(scope, "agreement", "pact", reason="wrong", **self.by()))

    @rule(scope=SCOPES, position=st.integers(1, 40))
    def undo(self, scope: str, position: int) -> None:
        self.made(self.recorder.undo(scope, position, **self.by()))

    @rule(scope=SCOPES, id=EVENTS, first=TEXTS, second=TEXTS)
    def two_at_once(self, scope: str, id: str, first: str, second: str) -> None:
        async def both() -> list[Outcome]:
            return await asyncio.gather(
                *(
                    self.recorder.amend(scope, "event", id, {"title": title}, reason="", **self.by())
                    for title in (first, second)
                )
            )

        before = self.run(self.log.head()).position
        outcomes = self.run(both())
        accepted = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
        assert self.run(self.log.head()).position == before + len(accepted)
        assert outcomes.count(None) <= 1

    @rule(scope=SCOPES, id=EVENTS, title=TEXTS)
    def repeat(self, scope: str, id: str, title: str) -> None:
        by = self.by()
        first = self.made(self.recorder.amend(scope, "event", id, {"title": title}, reason="", **by))
        if isinstance(first, Receipt):
            assert (
                self.made(self.recorder.amend(scope, "event", id, {"title": title}, reason="", **by)) == first
            )

    def some_claim(self, scope: str, id: str, nth: int) -> str:
        event = self.visible(scope).get(("event", id))
        claims = event.claims if isinstance(event, Event) else ()
        return claims[nth % len(claims)].id if claims else "none"

    @invariant()
    def live_views_are_what_the_log_says(self) -> None:
        states = self.folded()
        for scope in (CORPUS, *GUILDS):
            assert self.visible(scope) == states[scope]

    @invariant()
    def every_amendment_was_made_on_what_stood_there(self) -> None:
        corpus: Seen = {}
        own: dict[str, dict[tuple[str, str], list[AnyBody]]] = {guild: {} for guild in GUILDS}
        for record in self.run(self.log.read(limit=5_000)):
            kind, _, id = record.stream.partition("/")
            body = decode_body(record.body or b"", record.type, record.schema)
            earlier = own.get(record.scope, {}).setdefault((kind, id), [])
            state = fold(corpus.get((kind, id)), earlier)
            if isinstance(body, EventAmended | AgreementAmended):
                for name, change in body.changes.items():
                    assert plain(getattr(state, name)) == change.before
            if record.scope == CORPUS:
                corpus[kind, id] = evolve(corpus.get((kind, id)), body)  # type: ignore[assignment]
            else:
                earlier.append(body)

    def folded(self) -> dict[str, Seen]:
        """The states by a plain fold of the log, without views: corpus first, each guild's records over
        it."""
        records = self.run(self.log.read(limit=5_000))
        bodies: dict[str, dict[tuple[str, str], list[AnyBody]]] = {scope: {} for scope in (CORPUS, *GUILDS)}
        for record in records:
            kind, _, id = record.stream.partition("/")
            assert kind in KINDS
            assert record.body is not None
            body = decode_body(record.body, record.type, record.schema)
            bodies[record.scope].setdefault((kind, id), []).append(body)
        corpus = {
            key: state for key, found in bodies[CORPUS].items() if (state := fold(None, found)) is not None
        }
        seen = {CORPUS: corpus}
        for guild in GUILDS:
            own = dict(corpus)
            for key, found in bodies[guild].items():
                state = corpus.get(key)
                for body in found:
                    state = evolve(state, body)
                if state is not None:
                    own[key] = state
            seen[guild] = own
        return seen

    def teardown(self) -> None:
        try:
            for (scope, position), seen in self.seen.items():
                if position:
                    assert self.visible(scope, position) == seen
            rows = {scope: self.run(self.views.everything(At(scope))) for scope in (CORPUS, *GUILDS)}
            self.run(self.log.rebuild())
            for scope, before in rows.items():
                assert self.run(self.views.everything(At(scope))) == before
            for (scope, position), seen in self.seen.items():
                if position:
                    assert self.visible(scope, position) == seen
            assert self.run(self.log.verify()).ok
        finally:
            self.run(self.database.close())
            self.loop.close()
            self.folder.cleanup()


TestRecordOverTime = RecordOverTime.TestCase
TestRecordOverTime.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
