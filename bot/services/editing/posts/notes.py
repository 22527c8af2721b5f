"""/posts preview and /posts send: shows a channel's note of a day, or posts a missed one late."""

from __future__ import annotations

from bot.domain.edits import EditAnswer
from bot.domain.entities import Subscription
from bot.domain.localtime import local_instant
from bot.domain.questions import Choose, Refusal
from bot.domain.subscriptions import NotePreview, SentAnswer
from bot.services.editing.posts.planning import live_subscription
from bot.services.editing.posts.settings import with_names
from bot.services.editing.request import EditRequest
from bot.services.typed.dates import read_one_day


async def preview_day(request: EditRequest) -> EditAnswer:
    """``/posts preview``: a channel's note of a day; of tomorrow if no day is given."""
    there = await live_subscription(request)
    if isinstance(there, Refusal):
        return there
    _, settings = there
    request = request.in_zone(settings.zone, request.editor.now)
    day: int | Refusal | Choose = request.asker.today + 1
    if request.option("date"):
        day = read_one_day(request, "date", ahead=True)
    return day if isinstance(day, Refusal | Choose) else await preview(request, settings, day)


async def preview_next(request: EditRequest, settings: Subscription) -> EditAnswer:
    """The next note that would be posted under these settings."""
    forecast = await request.posts.forecast(request.scope, settings, request.editor.now)
    return await preview(request, settings, forecast.first or request.asker.today + 1)


async def preview(request: EditRequest, settings: Subscription, day: int) -> NotePreview:
    """The note of a day under these settings, and the day of the next one."""
    note = await request.posts.anniversaries.note(request.scope, settings, day)
    following = await request.posts.anniversaries.days(request.scope, settings, day + 1)
    coming = following[0] if following else None
    past = local_instant(day, settings.time, settings.zone) <= request.editor.now
    return NotePreview(request.question, with_names(request, settings), day, note, coming, past)


async def send_note(request: EditRequest) -> EditAnswer:
    """``/posts send``: posts the note of a missed day, marked late, unless it was posted already."""
    there = await live_subscription(request)
    if isinstance(there, Refusal):
        return there
    _, settings = there
    day = read_one_day(request.in_zone(settings.zone, request.editor.now), "date", ahead=False)
    if isinstance(day, Refusal | Choose):
        return day
    sent = await request.posts.posting.send_late(request.scope, settings.id, day)
    message = sent.delivery.message if sent.delivery is not None else None
    return SentAnswer(request.question, sent.outcome, request.scope, int(settings.id), day, message, sent.why)
