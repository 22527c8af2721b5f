"""/posts list: the channels of a server with notes, when the next one is due, and what prevents it."""

from __future__ import annotations

from bot.domain.delivery import is_paused
from bot.domain.edits import EditAnswer
from bot.domain.entities import Subscription
from bot.domain.localtime import local_day
from bot.domain.permissions import closes, missing
from bot.domain.subscriptions import Listed, PostsAnswer
from bot.services.editing.posts.planning import kept_until
from bot.services.editing.posts.settings import with_names
from bot.services.editing.request import EditRequest
from bot.services.notes.subscriptions import subscriptions
from storage.rows import StoredRow


async def list_posts(request: EditRequest) -> EditAnswer:
    """``/posts list``: all channels with notes, and stopped ones as long as their settings are kept."""
    held = await subscriptions(request.views, request.scope)
    listed = [await _listed(request, row, one) for row, one in held]
    return PostsAnswer(request.question, tuple(one for one in listed if one is not None))


async def _listed(request: EditRequest, row: StoredRow, one: Subscription) -> Listed | None:
    settings = with_names(request, one)
    if one.retracted is not None:
        until = await kept_until(request, row)
        return (
            Listed(settings, "stopped", kept_until=until.toordinal()) if until > request.editor.now else None
        )
    room = request.posts.rooms.room(request.scope, int(one.id))
    lacking = missing(room, one.ping) if room is not None else ()
    coming = await request.posts.next_note(request.scope, one, request.editor.now)
    day, due = coming if coming is not None else (None, None)
    block = await request.posts.deliveries.block_of(request.scope, one.id)
    blocked = room is None or closes(lacking) or block is not None
    paused = is_paused(one, local_day(request.editor.now, one.zone))
    return Listed(
        settings,
        "blocked" if blocked else "paused" if paused else "active",
        day=day,
        due=due,
        missing=lacking,
        gone=room is None,
        why=block.why if block is not None else "",
    )
