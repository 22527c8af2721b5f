"""The names of parties and agreements that a text is searched for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.events import Agreement, Party, State


@dataclass(frozen=True)
class Names:
    """What a text may name. Plain data, so that it can be handed to another process."""

    parties: tuple[Party, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @classmethod
    def of(cls, states: Iterable[State]) -> Names:
        """The names of the parties and agreements among some states, without retracted ones.

        Of a corpus: ``Names.of((*corpus.parties, *corpus.agreements))``; of view rows: the states that
        ``decode_state`` reads from them.
        """
        live = [state for state in states if state.retracted is None]
        return cls(
            tuple(state for state in live if isinstance(state, Party)),
            tuple(state for state in live if isinstance(state, Agreement)),
        )
