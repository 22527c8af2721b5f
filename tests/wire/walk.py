"""A walk over all that the bot told Discord it can do: every command, option, page, button, menu and form.

Made from the commands as they were sent, so that a new one is walked by itself.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.wire import rules
from tests.wire.loopback import ATTACHMENT, CHANNEL, ROLE, TEXT, TRUTH, USER, WHOLE_NUMBER, Loopback
from tests.wire.people import BEN, EVEN, Server, new_id
from tests.wire.rest import DEFER, DEFER_UPDATE, MODAL, Asked

AT_ONCE = 6
ENOUGH = 20_000
"""A walk that finds more than this to press does not end."""
LONGEST_TEXT = 6000
FORM, FORMS = " > form ", 2
"""How a form shows in what was done, and how many forms are filled in one after the other."""
FORM_AGAIN = 40
"""How often a form is filled in that was walked before, wherever it is opened."""
_NO_DIGITS = str.maketrans("", "", "0123456789")
THROUGH, NEAR = 1000, 1
"""How many presses away from a command the walk goes: to the end, or a look at what is near."""
CHANGING = 2
"""How far the walk goes from a command that changes the record: its previews lead on without end."""
APOLOGY = "that went wrong"

Step = Callable[[], Awaitable[Asked | None]]


@dataclass
class Walk:
    """Walks in one place (None: direct messages); ``texts`` are typed into every option that takes text."""

    discord: Loopback
    where: Server | None
    texts: Sequence[str]
    taken: Counter[str] = field(default_factory=Counter)
    """How often each kind of step was taken."""
    wrong: list[str] = field(default_factory=list)
    """Steps that were answered with an apology or with nothing, by what was done."""
    _forms: Counter[str] = field(default_factory=Counter)
    _known: dict[str, int] = field(default_factory=dict)
    """How far from each button the walk has gone, by its custom_id."""

    async def everything(self) -> None:
        """Takes every step there is; raises if there is no end to them."""
        self._places = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as self._steps:
            for name, leaf in self.discord.leaves():
                if (1 if self.where is None else 0) not in (leaf.get("contexts") or (0, 1)):
                    continue
                if leaf.get("type", rules.CHAT) in (2, 3):
                    self._go("long press", name, partial(self.discord.slash, name, where=self.where))
                    continue
                for options, far in combinations(leaf, self.texts):
                    self._give(name, options, min(far, CHANGING) if name.startswith("edit ") else far)
                for option in leaf.get("options") or ():
                    if option.get("autocomplete"):
                        self._go("completion", name, partial(self._complete, name, option["name"]))

    def _give(self, name: str, options: Mapping[str, Any], far: int) -> None:
        give = partial(self.discord.slash, name, options, where=self.where)
        self._go("command", f"/{name} {shown(options)}", give, far)

    async def _complete(self, name: str, option: str) -> None:
        """Types every text, and gives the command with what is offered first."""
        needed, _ = next(combinations(dict(self.discord.leaves())[name], self.texts))
        for typed in ("", "a", "2", *self.texts):
            offers = await self.discord.complete(name, option, typed[:LONGEST_TEXT], where=self.where)
            self.taken["offer"] += len(offers)
            if offers:
                self._give(name, {**needed, option: offers[0]["value"]}, NEAR)

    def _go(self, kind: str, what: str, step: Step, far: int = THROUGH) -> None:
        """Takes a step in its turn, and looks at what came of it."""
        self.taken[kind] += 1
        assert self.taken.total() < ENOUGH, f"no end: {self.taken}"

        async def take() -> None:
            async with self._places:
                asked = await step()
            if asked is not None:
                await self._look(what, asked, step, far)

        self._steps.create_task(take())

    async def _look(self, what: str, asked: Asked, step: Step, far: int) -> None:
        if asked.kind == MODAL:
            if what.count(FORM) < FORMS:
                for text in self._worth_typing(asked):
                    self._go("form", f"{what}{FORM}{text[:30]!r}", partial(self._fill, step, text), far - 1)
            return
        if asked.kind in (DEFER, DEFER_UPDATE):
            await asyncio.wait_for(asked.settled.wait(), 60)
        messages = [message for message in (asked.message, *asked.followups) if message]
        said = [one for one in messages if any(one.get(key) for key in ("components", "content", "embeds"))]
        if APOLOGY in asked.text() or not said:
            self.wrong.append(f"{what}: {asked.text()[:80]}")
        for message, part in ((one, part) for one in said for part in rules.walk(one["components"])):
            key = part.get("custom_id")
            if key and self._known.get(key, 0) < far and not part.get("disabled"):
                self._known[key] = far
                for values in choices(part):
                    self._press(
                        f"{what} > {part.get('label') or part['type']}", message, part, values, far - 1
                    )

    def _worth_typing(self, form: Asked) -> Sequence[str]:
        """Every text for a form seen for the first time; then one, or a walk through previews never ends."""
        labels = [part.get("label") for part in rules.walk(form.body["components"])]
        shape = f"{form.body['title']} {labels}".translate(_NO_DIGITS)
        self._forms[shape] += 1
        return (
            ("", *self.texts)
            if self._forms[shape] == 1
            else self.texts[:1]
            if self._forms[shape] < FORM_AGAIN
            else ()
        )

    def _press(
        self, what: str, on: dict[str, Any], part: Mapping[str, Any], values: Sequence[str], far: int
    ) -> None:
        self._go("press", what, partial(self.discord.press, on, part, *values, where=self.where), far)

    async def _fill(self, step: Step, text: str) -> Asked | None:
        """Opens the form again, for it can be sent once, and sends it with this text in its fields."""
        form = await step()
        assert form is not None
        if form.kind != MODAL:  # somebody else's press has settled the draft meanwhile
            return form
        fields = [part for part in rules.walk(form.body["components"]) if "custom_id" in part]
        values = {field["custom_id"]: filling(field, text) for field in fields}
        return await self.discord.submit(form, values, where=self.where)


def shown(values: Mapping[str, Any]) -> str:
    """Options or fields, short enough to read."""
    return " ".join(f"{name}:{str(value)[:30]!r}" for name, value in values.items())


def combinations(leaf: Mapping[str, Any], texts: Sequence[str]) -> Iterator[tuple[dict[str, Any], int]]:
    """What to give a command, and how far to go from there.

    What it needs alone, each value of each option, and all options at once, also the longest.
    """
    options = leaf.get("options") or ()
    values = {option["name"]: list(values_of(option, texts)) for option in options}
    sample = {name: tried[0] for name, tried in values.items()}
    needed = {option["name"]: sample[option["name"]] for option in options if option.get("required")}
    yield needed, THROUGH
    for name, tried in values.items():
        for place, value in enumerate(tried):
            yield {**needed, name: value}, NEAR if place else THROUGH
    yield sample, THROUGH
    yield {name: max(tried, key=lambda value: len(str(value))) for name, tried in values.items()}, THROUGH


def values_of(option: Mapping[str, Any], texts: Sequence[str]) -> Iterator[Any]:
    """Every value to try in an option, within what Discord's client lets through."""
    if option.get("choices"):
        yield from (choice["value"] for choice in option["choices"])
        return
    match option["type"]:
        case kind if kind == TEXT:
            shortest, longest = option.get("min_length") or 1, option.get("max_length") or LONGEST_TEXT
            yield from (text for text in texts if shortest <= len(text) <= longest)
        case kind if kind == TRUTH:
            yield from (True, False)
        case kind if kind == WHOLE_NUMBER:
            low, high = option.get("min_value", -(1 << 53)), option.get("max_value", 1 << 53)
            yield from (number for number in (1, 0, -1, low, high) if low <= number <= high)
        case kind if kind in (USER, ROLE, CHANNEL):
            yield str({USER: BEN.id, ROLE: EVEN.id, CHANNEL: EVEN.channel}[kind])
        case kind if kind == ATTACHMENT:
            yield str(new_id())
        case _:
            yield 1


def choices(part: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """What can be chosen in a component: nothing more than a press, or each option of a menu."""
    if part["type"] == rules.STRING_SELECT:
        yield from ((option["value"],) for option in part["options"])
    elif part["type"] == rules.BUTTON:
        yield ()


def filling(part: Mapping[str, Any], text: str) -> str:
    """The text as the field of a form takes it: cut to its length, never shorter than it must be."""
    if part["type"] != rules.TEXT_INPUT:
        return str(part["options"][0]["value"]) if part.get("options") else ""
    shortest = part.get("min_length") or (1 if part.get("required", True) else 0)
    return text[: part.get("max_length") or 4000].ljust(shortest, "x")
