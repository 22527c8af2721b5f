"""What was worked out from one state of the record, kept for as long as that state is asked about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar, cast

T = TypeVar("T")

_STATES = 16
_RESULTS = 4_000


class Memory:
    """Results that follow from one state of the record alone, by a key that says all that they depend on."""

    def __init__(self) -> None:
        self._results: dict[Hashable, Any] = {}

    async def once(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """What the work gives, done only where the result is not known yet."""
        if key not in self._results:
            result = await work()
            self._keep(key, result)
            return result
        return cast(T, self._results[key])

    async def each(
        self, kind: str, ids: Sequence[str], work: Callable[[Sequence[str]], Awaitable[Mapping[str, T]]]
    ) -> dict[str, T]:
        """What the work gives for each id, done only for those of which it is not known yet."""
        known: dict[str, T] = {id: self._results[kind, id] for id in ids if (kind, id) in self._results}
        missing = [id for id in ids if id not in known]
        for id, result in (await work(missing)).items() if missing else ():
            self._keep((kind, id), result)
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

    def of(self, *state: Hashable) -> Memory:
        """The memory of a state, empty for one that was not asked about lately."""
        memory = self._states.pop(state, None) or Memory()
        while len(self._states) >= _STATES:
            self._states.pop(next(iter(self._states)))
        self._states[state] = memory
        return memory
