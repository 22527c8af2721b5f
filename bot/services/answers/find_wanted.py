"""``Wanted``: what ``/find`` looks for."""

from __future__ import annotations

from typing import NamedTuple

from bot.services.inquiry import Links
from storage.views import Found

PAGE = 6
NOTHING = Found((), 0, more=False)
"""What a way of understanding words gives that finds nothing, so that the next way is tried."""


class Wanted(NamedTuple):
    """What is looked for: the entries of these kinds, with these links, that have the words."""

    words: str
    kinds: tuple[str, ...]
    links: Links

    @property
    def any_event(self) -> bool:
        """Whether events are looked for, whatever they are linked to."""
        return "event" in self.kinds and not self.links
