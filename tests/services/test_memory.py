"""What answers keep in mind between questions never outlives a change of the record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.domain.answers import AgreementAnswer, Answer, FindAnswer, TimelineAnswer
from bot.domain.entities import Claim, Event, Step
from bot.domain.questions import Asker, Question, Refusal
from bot.services.lookup import Lookup
from bot.services.memory import Memory
from bot.services.projector import project
from bot.services.record import Receipt
from storage.database import Database
from storage.log import Log
from storage.rows import CORPUS
from storage.views import Views
from tests.changing import Changes

ASKER = Asker(None, date(2026, 11, 22).toordinal())
OTHER_SERVER = Asker("guild:2", ASKER.today)


class Slow(Views):
    """Views to which questions come so slowly that all of them begin at one head."""

    head: int | None = None

    async def head_position(self) -> int:
        return await super().head_position() if self.head is None else self.head


class Record:
    """The shipped record, with what asks it and what changes it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.log, self.views = Log(database, project, clock.now), Slow(database)
        self.recorder = Changes(self.log, self.views)
        self._lookup = Lookup(self.views, self.log)
        self._changes = 0

    async def answer(self, command: str, asker: Asker = ASKER, **options: str) -> Answer:
        return await self._lookup.answer(Question(command, options), asker)

    async def amend(self, kind: str, id: str, scope: str = CORPUS, **fields: object) -> None:
        self._changes += 1
        change = f"change-{self._changes}"
        made = await self.recorder.amend(scope, kind, id, fields, reason="", actor="ana", change=change)
        assert isinstance(made, Receipt)

    async def add(self, event: Event, scope: str = CORPUS) -> None:
        made = await self.recorder.add(scope, "event", event, actor="ana", change=event.id)
        assert isinstance(made, Receipt)


@pytest.fixture
async def record(record_file: Path, clock: Clock) -> AsyncIterator[Record]:
    async with await Database.open(record_file) as database:
        yield Record(database, clock)


async def total(record: Record, asker: Asker = ASKER) -> int:
    answer = await record.answer("timeline", asker)
    assert isinstance(answer, TimelineAnswer)
    assert answer.paging.total is not None
    return answer.paging.total


async def status_of(record: Record, name: str) -> list[str]:
    """The standings of the statuses that an agreement may have today."""
    answer = await record.answer("agreement", name=name)
    assert isinstance(answer, AgreementAnswer)
    return [one.standing.action for one in answer.status.by_all[0].possible if one.standing is not None]


async def in_this_status(record: Record, status: str) -> set[str]:
    answer = await record.answer("find", status=status, type="treaty")
    assert isinstance(answer, FindAnswer)
    return {hit.id for hit in answer.hits}


def event(id: str, date: str, *steps: Step) -> Event:
    return Event(id, 9_000, id, steps=steps, claims=(Claim(f"{id}#1", "nishino-paper", date),))


async def test_a_count_is_made_anew_after_a_change(record: Record) -> None:
    before = await total(record)
    await record.add(event("one-more", "1999"))
    assert await total(record) == before + 1


async def test_a_first_event_of_ones_own_that_comes_while_one_asks_is_told_to_no_other_server(
    record: Record,
) -> None:
    before = await total(record, OTHER_SERVER)
    await record.add(event("one-more", "1999"))
    record.views.head = await record.views.head_position()
    await record.add(event("their-first", "1999"), scope="guild:1")
    for scope in ("guild:1", "guild:2"):
        assert await total(record, Asker(scope, ASKER.today)) == before + 1
    record.views.head = None
    assert await total(record, Asker("guild:1", ASKER.today)) == before + 2
    assert await total(record, OTHER_SERVER) == before + 1


async def test_a_status_is_folded_anew_after_a_change(record: Record) -> None:
    treaty = "us-japan-security-treaty-1960"
    assert treaty not in await in_this_status(record, "terminated")
    await record.add(event("the-end", "2020-05-01", Step(treaty, "terminated")))
    assert treaty in await in_this_status(record, "terminated")


async def test_a_status_known_before_serves_until_an_event_of_the_agreement_changes(record: Record) -> None:
    treaty, other = "us-japan-security-treaty-1960", "us-japan-security-treaty-1951"
    await record.add(event("the-end", "2020-05-01", Step(treaty, "terminated")))
    before = await in_this_status(record, "terminated")
    assert treaty in before
    await record.add(event("something-else", "1999"))
    assert await in_this_status(record, "terminated") == before
    await record.amend("event", "the-end", steps=[{"agreement": other, "action": "terminated"}])
    assert await in_this_status(record, "terminated") == (before - {treaty}) | {other}
    ours = Asker("guild:1", ASKER.today)
    await record.answer("find", ours, status="terminated", type="treaty")
    await record.amend("event", "the-end", scope="guild:1", steps=[])
    answer = await record.answer("find", ours, status="terminated", type="treaty")
    assert isinstance(answer, FindAnswer)
    assert not {treaty, other} & {hit.id for hit in answer.hits}


async def test_a_new_name_is_known_at_once_also_after_many_changes_of_events(record: Record) -> None:
    assert isinstance(await record.answer("agreement", name="Brand-new name"), Refusal)
    for number in range(3):
        await record.add(event(f"event-{number}", "1999"))
        assert isinstance(await record.answer("agreement", name="Brand-new name"), Refusal)
    await record.amend("agreement", "us-japan-security-treaty-1960", name="Brand-new name")
    await record.add(event("event-after", "1999"))
    assert not isinstance(await record.answer("agreement", name="Brand-new name"), Refusal)


async def test_an_erased_name_is_forgotten_at_once(record: Record) -> None:
    treaty = "us-japan-security-treaty-1960"
    await record.amend("agreement", treaty, name="Name to be erased")
    await record.amend("agreement", treaty, note="Another change, after it")
    assert not isinstance(await record.answer("agreement", name="Name to be erased"), Refusal)
    position = (await record.log.head()).position - 1
    await record.log.erase((position,), actor="ana", reason="asked for")
    assert isinstance(await record.answer("agreement", name="Name to be erased"), Refusal)


async def test_a_name_is_known_from_the_position_on_that_gave_it(record: Record) -> None:
    await record.amend("agreement", "us-japan-security-treaty-1960", name="Brand-new name")
    position = (await record.log.head()).position
    for known_on, known in ((position, True), (position - 1, False), (position, True)):
        answer = await record.answer("agreement", name="Brand-new name", known_on=f"#{known_on}")
        assert isinstance(answer, Refusal) is not known


async def test_a_servers_own_name_is_unknown_elsewhere(record: Record) -> None:
    await record.answer("agreement", OTHER_SERVER, name="Our name")
    await record.amend("agreement", "us-japan-security-treaty-1960", scope="guild:1", name="Our name")
    ours = await record.answer("agreement", Asker("guild:1", ASKER.today), name="Our name")
    assert not isinstance(ours, Refusal)
    assert isinstance(await record.answer("agreement", OTHER_SERVER, name="Our name"), Refusal)


async def test_a_servers_own_event_is_counted_there_alone_whoever_asked_before(record: Record) -> None:
    ours = Asker("guild:1", ASKER.today)
    before = await total(record)
    for number in range(2):
        await record.add(event(f"our-{number}", "1999"), scope="guild:1")
        counted = [await total(record, asker) for asker in (ours, OTHER_SERVER, ASKER, ours)]
        assert counted == [before + number + 1, before, before, before + number + 1]


async def test_an_agreement_asked_about_before_tells_what_was_done_since(record: Record) -> None:
    treaty = "us-japan-security-treaty-1960"
    before = [await status_of(record, name) for name in ("1960 Security Treaty", "GSOMIA")]
    await record.add(event("the-end", "2020-05-01", Step(treaty, "terminated")))
    after = [await status_of(record, name) for name in ("1960 Security Treaty", "GSOMIA")]
    assert before[0] != after[0] == ["terminated"]
    assert before[1] == after[1] != []


async def test_new_names_of_agreements_and_sources_are_used_after_a_change(record: Record) -> None:
    treaty = "us-japan-security-treaty-1960"
    before = await record.answer("agreement", name="1960 Security Treaty")
    assert isinstance(before, AgreementAnswer)
    source = before.footnotes[0].source
    await record.amend("agreement", treaty, name="Brand-new name")
    await record.amend("source", source, label="Brand-new label")
    after = await record.answer("agreement", name="Brand-new name")
    assert isinstance(after, AgreementAnswer)
    assert (after.status.agreement.name, after.footnotes[0].label) == ("Brand-new name", "Brand-new label")


async def test_an_agreement_with_very_many_events_shows_the_newest(record: Record) -> None:
    treaty = "us-japan-security-treaty-1960"
    for number in range(401):
        await record.add(event(f"talks-{number}", str(1961 + number // 10), Step(treaty, "mentioned")))
    await record.add(event("the-end", "2020-05-01", Step(treaty, "terminated")))
    assert treaty in await in_this_status(record, "terminated")


async def test_work_is_done_once_for_a_key() -> None:
    memory, done = Memory(), []

    async def work() -> int:
        done.append(1)
        return len(done)

    assert [await memory.once("a", work), await memory.once("a", work), await memory.once("b", work)] == [
        1,
        1,
        2,
    ]


async def test_an_erased_text_is_not_answered_from_the_cache(record: Record) -> None:
    asked = {"name": "1960 Security Treaty"}
    now = await record.answer("agreement", ASKER, **asked)
    assert isinstance(now, AgreementAnswer)
    await record.amend("source", now.footnotes[0].source, label="Label to be erased")
    await record.amend("agreement", now.status.agreement.id, short="Name to be erased")
    last = (await record.log.head()).position
    await record.amend("source", now.footnotes[0].source, label="Label kept")
    then = {"known_on": f"#{last}", **asked}
    before = await record.answer("agreement", ASKER, **then)
    assert isinstance(before, AgreementAnswer)
    assert (before.footnotes[0].label, before.status.agreement.called) == (
        "Label to be erased",
        "Name to be erased",
    )
    for position in (last - 1, last):
        await record.log.erase((position,), actor="ana", reason="asked for")
    assert "to be erased" not in str(await record.answer("agreement", ASKER, **then))


async def test_results_taken_over_for_two_simultaneous_questions_are_kept() -> None:
    older, newer = Memory(), Memory()

    async def work(answer: str) -> str:
        return answer

    await older.about("treaty", "name", lambda: work("known before"))
    for _ in range(2):
        newer.take_over(older, ())
    assert await newer.about("treaty", "name", lambda: work("worked out again")) == "known before"
