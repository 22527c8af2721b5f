"""``subject_of``: finds what a list is about: an agreement, a theme, parties, a source, a kind of event."""

from __future__ import annotations

from bot.domain.questions import Choose, Refusal
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.meaning import meant, one_of, split_parties
from bot.services.typed.names import Match, fold_name, joined_names, links_to, without_noise
from bot.services.typed.sorts import pieces_of, sort_of

SUBJECTS = ("agreement", "theme", "party")
"""Kinds of thing that a list may be about."""


async def subject_of(inquiry: Inquiry) -> tuple[str, Links] | Refusal | Choose:
    """The name of what a list is about, and the links that its events must have; no links for everything."""
    typed = inquiry.option("subject")
    if not typed:
        return "", ()
    parties = inquiry.names.parties(typed)
    named = inquiry.names.exact(typed, ("agreement", "theme"))
    of_kind = _of_a_kind(inquiry, typed)
    if of_kind and not any(thing.kind == "agreement" for thing in named):
        return typed, of_kind
    if parties and not named:
        return joined_names(parties), links_to(parties)
    match = Match(tuple(named)) if named else await meant(inquiry, typed, SUBJECTS)
    if not named and (called := inquiry.names.exact(typed, ("source",))):
        match = Match(tuple(called))
    if not match.found:
        # A source of the reference pack is meant only by its whole title: a single word means its subject.
        sources = inquiry.names.fitting(typed, ("source",))
        cited = tuple(t for t in sources if not t.reference or fold_name(typed) in t.folded)
        match = Match(cited) if cited else match
    found = one_of(inquiry, typed, match, "subject")
    return found if isinstance(found, Refusal | Choose) else (found.short, links_to((found,)))


def _of_a_kind(inquiry: Inquiry, typed: str) -> Links:
    """The links of events of one kind ("summits", "North Korean nuclear tests"); none if it is no kind."""
    parties, rest = split_parties(without_noise(pieces_of(typed)), inquiry)
    sort = sort_of(rest) if rest else None
    of_events = sort._replace(types=frozenset()) if sort is not None else None  # "exercises" are events here
    plain = of_events is not None and of_events.lists and not (of_events.parties or of_events.contested)
    links = of_events.links() if of_events is not None and plain else []
    return (*links[0], *(("party", party) for party in sorted(parties))) if len(links) == 1 else ()
