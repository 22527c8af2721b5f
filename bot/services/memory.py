"""What was worked out from one state of the record, kept for as long as that state is asked about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar, cast

K = TypeVar("K")
T = TypeVar("T")

_STATES = 16
_RESULTS = 4_000
_OF_A_THING = 32
_LISTS = 256
"""So many are kept, of up to 400 events each: of a record of 100,000 events that is some 20 MB."""

Lists = dict[tuple[Hashable, str, Hashable], Any]
"""What is large, by state, thing and key."""


class Memory:
    """Results that follow from one state of the record alone, by a key that says all that they depend on.

    What follows from one thing alone (an agreement with its events, a source) is kept by that thing's id, and
    serves later states until the thing changes.
    """

    def __init__(self, lists: Lists | None = None, state: Hashable = None) -> None:
        """``lists`` is shared with the memories of other states, as ``state`` tells this one apart."""
        self._results: dict[Hashable, Any] = {}
        self._under_way: dict[Hashable, asyncio.Task[Any]] = {}
        self._things: dict[str, dict[Hashable, Any]] = {}
        self._lists: Lists = {} if lists is None else lists
        self._state = state

    async def once(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What the work gives, done once: who asks meanwhile waits for it."""
        if key in self._results:
            return cast(T, self._results[key])
        task = self._under_way.get(key)
        if task is None:
            # A task of its own: if the first who asks gives up, the others still get the result.
            task = self._under_way[key] = asyncio.create_task(self._do(key, work))
        return cast(T, await asyncio.shield(task))

    async def _do(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        try:
            result = await work()
            keep(self._results, key, result, _RESULTS)
            return result
        finally:
            del self._under_way[key]

    async def about(self, thing: str, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """What the work gives, which follows from one thing alone."""
        known = self._things.get(thing, {})
        if key in known:
            return cast(T, known[key])
        result = await work()
        self._know(thing, key, result)
        return result

    async def about_each(
        self,
        things: Iterable[str],
        key: Hashable,
        work: Callable[[Sequence[str]], Awaitable[Mapping[str, T]]],
    ) -> Mapping[str, T]:
        """As ``about`` for many things at once: the work is given those of which it is not known yet."""
        found: dict[str, T] = {}
        missing = []
        for thing in things:
            known = self._things.get(thing)
            if known is not None and key in known:
                found[thing] = known[key]
            else:
                missing.append(thing)
        for thing, result in (await work(missing)).items() if missing else ():
            self._know(thing, key, result)
            found[thing] = result
        return found

    async def lately_about(self, thing: str, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """As ``about``, for what is large: only the last few are kept, of all states together."""
        result = self._lists.get((self._state, thing, key))
        if result is None:
            result = await work()
        keep(self._lists, (self._state, thing, key), result, _LISTS)
        return cast(T, result)

    def _know(self, thing: str, key: Hashable, result: Any) -> None:
        keep(self._things.setdefault(thing, {}), key, result, _OF_A_THING)

    @property
    def fresh(self) -> bool:
        """Whether nothing is known yet."""
        return not self._results and not self._things

    def take_over(self, older: Memory, changed: Collection[str]) -> None:
        """Takes what an older state knows of things, but for those that have changed since.

        It is not left behind: hardly anybody asks about the older state again.
        """
        taken, older._things = older._things, {}
        self._things |= {thing: known for thing, known in taken.items() if thing not in changed}
        for state, thing, key in [*self._lists]:
            if state == older._state:
                result = self._lists.pop((state, thing, key))
                if thing not in changed:
                    self._lists[self._state, thing, key] = result


class Memories:
    """The memories of the states asked about last; a state is known by whatever tells it from all others."""

    def __init__(self) -> None:
        self._states: dict[Hashable, Memory] = {}
        self._lists: Lists = {}

    def of(self, *state: Hashable) -> Memory:
        """The memory of a state, empty for one that was not asked about lately."""
        memory = self._states.pop(state, None) or Memory(self._lists, state)
        while len(self._states) >= _STATES:
            oldest = next(iter(self._states))
            del self._states[oldest]
            for key in [key for key in self._lists if key[0] == oldest]:
                del self._lists[key]
        self._states[state] = memory
        return memory

    def before(self, scope: str | None, position: int) -> tuple[int, Memory] | None:
        """The newest state of a scope before a position of the log that is still remembered."""
        older = [
            (state[1], memory)
            for state, memory in self._states.items()
            if isinstance(state, tuple) and state[0] == scope and state[1] < position
        ]
        return max(older, key=itemgetter(0), default=None)


def keep(kept: dict[K, T], key: K, value: T, most: int) -> None:
    """Keeps a value as the newest of so many."""
    kept.pop(key, None)
    while len(kept) >= most:
        kept.pop(next(iter(kept)))
    kept[key] = value
