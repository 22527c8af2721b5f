"""A walk over all that the bot told Discord it can do: every command, option, page, button, menu and form.

Made from the commands as they were sent, so that a new one is walked by itself. It goes on from every answer,
through previews and receipts and what undoes them, and ends: of one kind of step, known by the command it
began with and the buttons it was among, it takes so many and no more.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.wire import rules
from tests.wire.loopback import Loopback
from tests.wire.people import ALL_PERMISSIONS, ANA, BEN, EVEN, FILES, Person, Server, new_id
from tests.wire.rest import DEFER, DEFER_UPDATE, MODAL, UPDATE, Asked

AT_ONCE = 6
LONGEST_TEXT = 6000
ALIKE = 2
"""How many steps of one kind are taken; data is what they differ in."""
ROUNDS = 2
"""How often one kind of step is taken in one way: once more than what it leads back to."""
NEW = "Walked by"
"""What nothing is called."""
APOLOGY = "that went wrong"
_DATA = re.compile(r"\b[ES]-\d.*|\d+|[^\x00-\u02ff].*")
"""What the same button is not always labelled with: an entry's number and title, other numbers, names."""

Step = Callable[[], Awaitable[Asked | None]]
Kind = tuple[str, ...]
"""The command, what else could be pressed or filled in there, and what was."""


@dataclass(frozen=True)
class Way:
    """What was done, a command first. ``again`` does it all anew and gives what came of it; None where what
    it leads over is no more, since the record has changed."""

    command: str
    who: Person
    words: tuple[str, ...]
    again: Step
    kinds: tuple[Kind, ...] = ()

    def on(self, word: str, kind: Kind, again: Step) -> Way:
        """The way, one step further."""
        return Way(self.command, self.who, (*self.words, word), again, (*self.kinds, kind))


@dataclass
class Walk:
    """Walks in one place (None: direct messages); ``texts`` are typed into every option that takes text."""

    discord: Loopback
    where: Server | None
    texts: Sequence[str]
    taken: Counter[str] = field(default_factory=Counter)
    """How often each sort of step was taken."""
    ways: set[tuple[str, ...]] = field(default_factory=set)
    """The ways that were gone: the command, then the buttons by their labels."""
    wrong: list[str] = field(default_factory=list)
    """Steps that were answered with an apology or with nothing, by what was done."""
    _alike: Counter[tuple[Kind, int]] = field(default_factory=Counter)
    """How many steps of a kind were taken, on a way for the first time (0), for the second time (1)."""
    _pressed: set[str] = field(default_factory=set)
    _places: asyncio.Semaphore = field(default_factory=partial(asyncio.Semaphore, AT_ONCE))
    _given: set[tuple[Any, ...]] = field(default_factory=set)

    async def everything(self) -> None:
        """Takes every step there is: first as the bot itself proposes, one after the other, then with all the
        texts, several commands at once, each by somebody else: a person has few files in ten minutes."""
        commands = [
            (name, leaf)
            for name, leaf in self.discord.leaves()
            if (1 if self.where is None else 0) in (leaf.get("contexts") or (0, 1))
        ]
        for name, leaf in commands:
            fitting = {**sample(leaf, (f"{NEW} {name}",)), **await self._offered(name, leaf)}
            await self._give(name, fitting)
            await self._give(name, {option: fitting[option] for option in needed(leaf)})
        async with asyncio.TaskGroup() as several:
            for name, leaf in commands:
                for options in combinations(leaf, self.texts):
                    several.create_task(self._in_turn(self._give(name, options, somebody())))
                for option in completed(leaf):
                    several.create_task(self._in_turn(self._complete_all(name, leaf, option)))

    async def _in_turn(self, steps: Awaitable[None]) -> None:
        async with self._places:
            await steps

    async def _give(self, name: str, options: Mapping[str, Any], who: Person = ANA) -> None:
        """Somebody gives a command, and goes on to the end; what was given before is not given again."""
        given = (name, *sorted((option, str(value)) for option, value in options.items()))
        if given in self._given:
            return
        self._given.add(given)
        give = partial(self.discord.slash, name, options, who=who, where=self.where)
        await self._go("command", Way(name, who, (f"/{name} {shown(options)}",), give), give)

    async def _offered(self, name: str, leaf: Mapping[str, Any]) -> dict[str, Any]:
        """Of each option, what is offered last to somebody who types a fitting text; never the same twice."""
        found: dict[str, Any] = {}
        for option in completed(leaf):
            for typed in ("", *self.texts):
                offers = await self._complete(name, option, typed, found)
                fresh = [offer["value"] for offer in offers if offer["value"] not in found.values()]
                if fresh:
                    found[option] = fresh[-1]
                    break
        return found

    async def _complete_all(self, name: str, leaf: Mapping[str, Any], option: str) -> None:
        """Types every text into an option, and gives the command with what is offered first."""
        others = next(combinations(leaf, self.texts))
        for typed in ("a", "2", *self.texts):
            if offers := await self._complete(name, option, typed):
                await self._give(name, {**others, option: offers[0]["value"]}, somebody())

    async def _complete(
        self, name: str, option: str, typed: str, filled: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        offers = await self.discord.complete(name, option, typed[:LONGEST_TEXT], filled, where=self.where)
        self.taken["completion"] += 1
        self.taken["offer"] += len(offers)
        return offers

    async def _go(self, sort: str, way: Way, step: Step) -> Asked | None:
        """Takes a step, and goes on from what came of it to the end."""
        asked = await step()
        if asked is None:
            self.taken["gone"] += 1
            self._alike[way.kinds[-1], way.kinds.count(way.kinds[-1]) - 1] -= 1
            return None
        self.taken[sort] += 1
        self.ways.add((way.command, *way.words[1:]))
        if asked.kind == MODAL:
            await self._fill_in(way, asked)
            return asked
        said = await said_in(asked)
        if APOLOGY in asked.text() or not said:
            self.wrong.append(f"{' > '.join(way.words)}: {asked.text()[:80]}")
        for message in said:
            await self._press_all(way, message)
        return asked

    async def _press_all(self, way: Way, message: dict[str, Any]) -> None:
        """Presses what is on a message, the last first: the first is what settles it. Where a press has put
        another message in its place, the next is made on a new one like it."""
        parts = [part for part in rules.walk(message["components"]) if "custom_id" in part]
        labels = tuple(label_of(part) for part in parts)
        changed = False
        for part in reversed(parts):
            kind = (way.command, *labels, "press", label_of(part))
            if part.get("disabled") or part["custom_id"] in self._pressed or not self._worth(way, kind):
                continue
            self._pressed.add(part["custom_id"])
            for values in choices(part):
                again = partial(self._press_anew, way, label_of(part), labels, values)
                here = partial(self.discord.press, message, part, *values, who=way.who, where=self.where)
                further = way.on(label_of(part), kind, again)
                asked = await self._go("press", further, again if changed else here)
                changed = changed or asked is None or asked.kind in (UPDATE, DEFER_UPDATE)

    async def _fill_in(self, way: Way, form: Asked) -> None:
        """Fills in a form: the first of its kind with every text, each time opened anew, for it can be sent
        once; later ones with one text."""
        fields = [part for part in rules.walk(form.body["components"]) if "custom_id" in part]
        kind = (way.command, _DATA.sub("", form.body["title"]), *(one["custom_id"] for one in fields), "form")
        first = not self._alike[kind, 0]
        if self._worth(way, kind):
            for number, text in enumerate(("", *self.texts) if first else self.texts[:1]):
                again = partial(self._fill_anew, way, text)
                here = partial(self._submit, way, form, text)
                further = way.on("form", kind, again)
                await self._go("form", further, again if number else here)

    def _worth(self, way: Way, kind: Kind) -> bool:
        """Whether to take one more step of a kind, on this way and at all; if so, that is counted."""
        rounds = way.kinds.count(kind)
        if rounds >= ROUNDS or self._alike[kind, rounds] >= ALIKE:
            return False
        self._alike[kind, rounds] += 1
        return True

    async def _press_anew(
        self, way: Way, label: str, labels: tuple[str, ...], values: Sequence[str]
    ) -> Asked | None:
        asked = await way.again()
        if asked is None or asked.kind == MODAL:
            return None
        for message in await said_in(asked):
            parts = [part for part in rules.walk(message["components"]) if "custom_id" in part]
            if tuple(label_of(part) for part in parts) == labels:
                part = next(part for part in parts if label_of(part) == label)
                self._pressed.add(part["custom_id"])
                return await self.discord.press(message, part, *values, who=way.who, where=self.where)
        return None

    async def _fill_anew(self, way: Way, text: str) -> Asked | None:
        form = await way.again()
        return await self._submit(way, form, text) if form is not None and form.kind == MODAL else None

    async def _submit(self, way: Way, form: Asked, text: str) -> Asked:
        fields = [part for part in rules.walk(form.body["components"]) if "custom_id" in part]
        values = {field["custom_id"]: filling(field, text) for field in fields}
        return await self.discord.submit(form, values, who=way.who, where=self.where)


async def said_in(asked: Asked) -> list[dict[str, Any]]:
    """The messages of an answer, once it is whole."""
    if asked.kind in (DEFER, DEFER_UPDATE):
        await asyncio.wait_for(asked.settled.wait(), 60)
    messages = [message for message in (asked.message, *asked.followups) if message]
    return [one for one in messages if any(one.get(key) for key in ("components", "content", "embeds"))]


def somebody() -> Person:
    """Somebody new, who may do everything."""
    return Person(new_id(), "somebody", ALL_PERMISSIONS)


def label_of(part: Mapping[str, Any]) -> str:
    """What a button says, or a menu, without what is of this record alone."""
    said = part.get("label") or part.get("placeholder") or str(part["type"])
    return _DATA.sub("", said)


def shown(values: Mapping[str, Any]) -> str:
    """Options or fields, short enough to read."""
    return " ".join(f"{name}:{str(value)[:30]!r}" for name, value in values.items())


def completed(leaf: Mapping[str, Any]) -> list[str]:
    """The options of a command that the bot completes."""
    return [option["name"] for option in leaf.get("options") or () if option.get("autocomplete")]


def needed(leaf: Mapping[str, Any]) -> list[str]:
    """The options that a command cannot do without."""
    return [option["name"] for option in leaf.get("options") or () if option.get("required")]


def sample(leaf: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    """A value for each option of a command."""
    return {option["name"]: next(values_of(option, texts)) for option in leaf.get("options") or ()}


def combinations(leaf: Mapping[str, Any], texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What to give a command: what it needs alone, each value of each option, and all options at once, also
    the longest."""
    options = leaf.get("options") or ()
    values = {option["name"]: list(values_of(option, texts)) for option in options}
    one = {name: tried[0] for name, tried in values.items()}
    least = {name: one[name] for name in needed(leaf)}
    yield least
    for name, tried in values.items():
        yield from ({**least, name: value} for value in tried)
    yield one
    yield {name: max(tried, key=lambda value: len(str(value))) for name, tried in values.items()}


def values_of(option: Mapping[str, Any], texts: Sequence[str]) -> Iterator[Any]:
    """Every value to try in an option, within what Discord's client lets through."""
    if option.get("choices"):
        yield from (choice["value"] for choice in option["choices"])
        return
    match option["type"]:
        case rules.TEXT:
            shortest, longest = option.get("min_length") or 1, option.get("max_length") or LONGEST_TEXT
            yield from (text for text in texts if shortest <= len(text) <= longest)
        case rules.TRUTH:
            yield from (True, False)
        case rules.WHOLE_NUMBER:
            low, high = option.get("min_value", -(1 << 53)), option.get("max_value", 1 << 53)
            yield from (number for number in (1, 0, -1, low, high) if low <= number <= high)
        case rules.USER:
            yield str(BEN.id)
        case rules.ROLE:
            yield str(EVEN.id)
        case rules.CHANNEL:
            yield str(EVEN.channel)
        case rules.ATTACHMENT:
            yield from (str(id) for id in FILES)
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
