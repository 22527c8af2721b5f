"""Many editors at once: each accepted change is in the log once, each refused one is told, none is lost."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from datetime import date, timedelta

from bot.domain.codec import decode_body
from bot.domain.edits import Altered, EditAnswer, Editor, Overtaken, Preview, Saved, Unfinished
from bot.domain.questions import Refusal
from bot.domain.record_types import EventAmended
from tests.editing.desk import Desk, editor

INTERLEAVINGS = int(os.environ.get("INTERLEAVINGS", "12"))
"""How many are tried; 200 take half a minute."""
EDITORS = [editor(number, guild=1 + number % 3) for number in range(1, 21)]
Made = list[tuple[str, str, str, EditAnswer]]
"""Scope, draft, title before as its editor saw it, and what came of it."""


def day(number: int) -> str:
    """A day so far from those of other numbers that events on them are not taken for the same."""
    return (date(1000, 1, 1) + timedelta(days=70 * number)).isoformat()


async def edit(here: Desk, who: Editor, number: int, chance: random.Random, made: Made) -> None:
    """One editor's change, with pauses that let others in between."""
    title = f"Title {number} of {who.id}"
    for _ in range(chance.randrange(4)):
        await asyncio.sleep(0)
    amend = {"command": "edit amend", "event": f"E-{chance.randint(1, 2)}"}
    on = day(number * len(EDITORS) + who.id)
    add = {"command": "edit add", "date": on, "source": "https://x.example"}
    about = chance.choice((amend, add))
    shown = await here.ask(who, title=title, **about)
    if not isinstance(shown, Preview):
        made.append((str(who.asker.scope), "", "", shown))
        return
    seen = next((str(line.before) for line in shown.lines if isinstance(line, Altered)), "")
    for _ in range(chance.randrange(6)):
        await asyncio.sleep(0)
    presses = [here.confirm(who, shown) for _ in range(chance.choice((1, 1, 2)))]
    for answer in await asyncio.gather(*presses):
        made.append((str(who.asker.scope), shown.draft.id, seen, answer))


async def test_no_update_is_lost_whoever_is_faster(here: Desk) -> None:
    made: Made = []
    for number in range(INTERLEAVINGS):
        chance = random.Random(number)
        tasks = [edit(here, who, number, chance, made) for who in chance.sample(EDITORS, len(EDITORS))]
        await asyncio.gather(*tasks)
    records = [r for scope in (1, 2, 3) for r in await here.log.read(scope=f"guild:{scope}", limit=100_000)]
    verified = await here.log.verify()

    accepted = {draft for _, draft, _, answer in made if isinstance(answer, Saved)}
    refused = {draft for _, draft, _, answer in made if not isinstance(answer, Saved)}
    subjects = Counter(r.change for r in records if r.type in ("EventAdded", "EventAmended"))
    assert verified.ok
    assert set(subjects) == accepted
    assert set(subjects.values()) == {1}
    assert not refused & accepted, "whoever presses twice at once is told twice that it is saved"
    assert all(isinstance(answer, Saved | Overtaken | Refusal | Unfinished) for *_, answer in made)
    assert any(isinstance(answer, Overtaken) for *_, answer in made)
    seen = {draft: title for _, draft, title, answer in made if isinstance(answer, Saved)}
    for record in records:
        body = decode_body(record.body or b"", record.type, record.schema)
        if isinstance(body, EventAmended):
            assert body.changes["title"].before == seen[record.change]


async def test_numbers_of_events_added_at_once_are_all_different(here: Desk) -> None:
    saved = await asyncio.gather(
        *(here.save(who, "edit add", title=f"Event of {who.id}", date=day(who.id)) for who in EDITORS)
    )

    labels = Counter((who.asker.scope, one.label) for who, one in zip(EDITORS, saved, strict=True))
    assert set(labels.values()) == {1}
    assert {label for _, label in labels} == {f"S-{number}" for number in range(1, 8)}
