"""Caches of what was computed from the record, each for one state of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar, cast

K = TypeVar("K")
T = TypeVar("T")

_STATES = 16
_RESULTS = 4_000
_PER_ENTITY = 32
_LARGE = 256
"""Large results that are cached, of up to 400 events each: some 20 MB for a record of 100,000 events."""

LargeResults = dict[tuple[Hashable, str, Hashable], Any]
"""Large results by state, entity and key."""


class Memory:
    """A cache for one state of the record. A key must contain all that a result depends on beside that state.

    Results of ``once`` depend on the whole state. Results of ``about`` depend on one entity alone (an
    agreement with its events, or a source), and are taken over to later states until that entity changes.
    """

    def __init__(self, large: LargeResults | None = None, state: Hashable = None) -> None:
        """``large`` is shared by the memories of all states; ``state`` is this one's key in it."""
        self._results: dict[Hashable, Any] = {}
        self._under_way: dict[Hashable, asyncio.Task[Any]] = {}
        self._by_entity: dict[str, dict[Hashable, Any]] = {}
        self._large: LargeResults = {} if large is None else large
        self._state = state

    async def once(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The cached result of ``work``; callers that come while it runs wait for the same result."""
        if key in self._results:
            return cast(T, self._results[key])
        task = self._under_way.get(key)
        if task is None:
            # In a task of its own, so that the others still get the result if the first caller is cancelled.
            task = self._under_way[key] = asyncio.create_task(self._do(key, work))
        return cast(T, await asyncio.shield(task))

    async def _do(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        try:
            result = await work()
            keep(self._results, key, result, _RESULTS)
            return result
        finally:
            del self._under_way[key]

    async def about(self, entity: str, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """The cached result of ``work``, which depends on the one entity with this id."""
        known = self._by_entity.get(entity, {})
        if key in known:
            return cast(T, known[key])
        result = await work()
        self._keep_about(entity, key, result)
        return result

    async def about_each(
        self,
        entities: Iterable[str],
        key: Hashable,
        work: Callable[[Sequence[str]], Awaitable[Mapping[str, T]]],
    ) -> Mapping[str, T]:
        """As ``about`` for many entities at once; ``work`` is given the ids that are not cached yet."""
        found: dict[str, T] = {}
        missing = []
        for entity in entities:
            known = self._by_entity.get(entity)
            if known is not None and key in known:
                found[entity] = known[key]
            else:
                missing.append(entity)
        for entity, result in (await work(missing)).items() if missing else ():
            self._keep_about(entity, key, result)
            found[entity] = result
        return found

    async def large_about(self, entity: str, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """As ``about`` for large results: only the ``_LARGE`` used last are cached, of all states
        together."""
        result = self._large.get((self._state, entity, key))
        if result is None:
            result = await work()
        keep(self._large, (self._state, entity, key), result, _LARGE)
        return cast(T, result)

    def _keep_about(self, entity: str, key: Hashable, result: Any) -> None:
        keep(self._by_entity.setdefault(entity, {}), key, result, _PER_ENTITY)

    @property
    def empty(self) -> bool:
        """Whether nothing is cached yet."""
        return not self._results and not self._by_entity

    def take_over(self, older: Memory, changed: Collection[str]) -> None:
        """Moves here what an older state's memory has about entities that have not changed since.

        It is moved, not copied, because hardly anybody asks about the older state again.
        """
        taken, older._by_entity = older._by_entity, {}
        self._by_entity |= {entity: known for entity, known in taken.items() if entity not in changed}
        for state, entity, key in [*self._large]:
            if state == older._state:
                result = self._large.pop((state, entity, key))
                if entity not in changed:
                    self._large[self._state, entity, key] = result


class Memories:
    """The memories of the ``_STATES`` states that were asked about last."""

    def __init__(self) -> None:
        self._states: dict[Hashable, Memory] = {}
        self._large: LargeResults = {}

    def of(self, *state: Hashable) -> Memory:
        """The memory of the state that these values identify.

        An empty one for a state not asked about lately.
        """
        memory = self._states.pop(state, None) or Memory(self._large, state)
        while len(self._states) >= _STATES:
            oldest = next(iter(self._states))
            del self._states[oldest]
            for key in [key for key in self._large if key[0] == oldest]:
                del self._large[key]
        self._states[state] = memory
        return memory

    def before(self, scope: str | None, position: int) -> tuple[int, Memory] | None:
        """The newest state of a scope before a log position that still has a memory, with its position."""
        older = [
            (state[1], memory)
            for state, memory in self._states.items()
            if isinstance(state, tuple) and state[0] == scope and state[1] < position
        ]
        return max(older, key=itemgetter(0), default=None)


def keep(kept: dict[K, T], key: K, value: T, most: int) -> None:
    """Puts a value into a dictionary as the newest, dropping the oldest beyond ``most``."""
    kept.pop(key, None)
    while len(kept) >= most:
        kept.pop(next(iter(kept)))
    kept[key] = value
