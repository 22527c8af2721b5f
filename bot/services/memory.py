"""What was worked out from one state of the record, kept for as long as that state is asked about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Container, Coroutine, Hashable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar, cast

T = TypeVar("T")

_STATES = 16
_RESULTS = 4_000
_LISTS = 256
"""So many are kept, of up to 400 events each: of a record of 100,000 events that is some 20 MB."""

_MISSING = object()

Lists = dict[tuple[Hashable, Hashable], Any]
"""What is large, by state and key."""


class Memory:
    """Results that follow from one state of the record alone, by a key that says all that they depend on."""

    def __init__(self, lists: Lists | None = None, state: Hashable = None) -> None:
        """``lists`` is shared with the memories of other states, as ``state`` tells this one apart."""
        self._results: dict[Hashable, Any] = {}
        self._under_way: dict[Hashable, asyncio.Task[Any]] = {}
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
            self._keep(key, result)
            return result
        finally:
            del self._under_way[key]

    def take_over(self, older: Memory, kinds: Container[str], but: Container[Hashable]) -> None:
        """Takes the results of some kinds from an older state, but for those about what has changed since.

        Their keys begin with the kind and what they are about. Lists are not left behind: hardly anybody
        asks about the older state again.
        """

        def holds(key: Hashable) -> bool:
            return isinstance(key, tuple) and key[0] in kinds and key[1] not in but

        for key, result in older._results.items():
            if holds(key):
                self._results.setdefault(key, result)
        for state, key in [*self._lists]:
            if state == older._state and holds(key):
                self._lists[self._state, key] = self._lists.pop((state, key))

    @property
    def fresh(self) -> bool:
        """Whether nothing is known yet."""
        return not self._results

    async def lately(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """As ``once``, for what is large: only the last few are kept, of all states together."""
        result = self._lists.pop((self._state, key), None)
        if result is None:
            result = await work()
        while len(self._lists) >= _LISTS:
            self._lists.pop(next(iter(self._lists)))
        self._lists[self._state, key] = result
        return cast(T, result)

    async def each(
        self,
        kind: str,
        ids: Sequence[str],
        work: Callable[[Sequence[str]], Awaitable[Mapping[str, T]]],
        *more: Hashable,
    ) -> dict[str, T]:
        """What the work gives for each id, done only for those of which it is not known yet.

        The key of each is the kind, the id, and what ``more`` it depends on.
        """
        found = {id: self._results.get((kind, id, *more), _MISSING) for id in ids}
        known: dict[str, T] = {id: result for id, result in found.items() if result is not _MISSING}
        missing = [id for id in found if id not in known]
        for id, result in (await work(missing)).items() if missing else ():
            self._keep((kind, id, *more), result)
            known[id] = result
        return known

    def _keep(self, key: Hashable, result: Any) -> None:
        while len(self._results) >= _RESULTS:
            self._results.pop(next(iter(self._results)))
        self._results[key] = result


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
