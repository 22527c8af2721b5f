"""A server's channels with notes, and when one of them tells of an event next."""

from __future__ import annotations

from bot.domain.anniversaries import Due, kept_out, never, next_due
from bot.domain.claims import datings
from bot.domain.codec import decode_state
from bot.domain.entities import Event, Subscription
from bot.domain.gists import gist_of
from storage.rows import StoredRow
from storage.views import At, Views

LOOKED_AHEAD = 60
"""Most anniversaries of an event that are tried; a round one is among any ten, so that more need not be."""


async def subscriptions(views: Views, scope: str) -> list[tuple[StoredRow, Subscription]]:
    """A server's subscriptions, stopped ones too, with their rows; oldest channel first."""
    rows = [row for row in await views.everything(At(scope), "subscription") if row.scope == scope]
    held = [(row, decode_state(Subscription, row.row.state)) for row in rows]
    return sorted(held, key=lambda pair: int(pair[1].id))


def next_in(event: Event, subscription: Subscription, after: int) -> tuple[int, Due] | None:
    """The first day after ``after`` on which a channel's notes tell of an event, with what is due then.

    None if the channel's settings never let it through.
    """
    dating = datings(event)[subscription.layer]
    if dating.date is None or never(event, dating, unmarked=subscription.unmarked) is not None:
        return None
    coming = next_due(dating.date, after)
    gist = gist_of(event)
    for _ in range(LOOKED_AHEAD):
        if coming is None or kept_out(gist, coming[1], subscription) is None:
            return coming
        coming = next_due(dating.date, coming[0])
    return None
