"""/posts preview and /posts send: shows a channel's note of a day, or posts a missed one late."""

from __future__ import annotations

from bot.domain.edits import EditAnswer
from bot.domain.entities import Subscription
from bot.domain.localtime import local_instant
from bot.domain.questions import Choose, Refusal
from bot.domain.subscriptions import NotePreview, SentAnswer
from bot.services.editing.posts.planning import live_subscription
from bot.services.editing.posts.settings import with_names
from bot.services.editing.session import Session
from bot.services.typed.dates import read_one_day


async def preview_day(session: Session) -> EditAnswer:
    """``/posts preview``: a channel's note of a day; of tomorrow if no day is given."""
    there = await live_subscription(session)
    if isinstance(there, Refusal):
        return there
    day: int | Refusal | Choose = session.asker.today + 1
    if session.option("date"):
        day = read_one_day(session, "date", ahead=True)
    return day if isinstance(day, Refusal | Choose) else await preview(session, there[1], day)


async def preview_next(session: Session, settings: Subscription) -> EditAnswer:
    """The next note that would be posted under these settings."""
    forecast = await session.posts.forecast(session.scope, settings, session.editor.now)
    return await preview(session, settings, forecast.first or session.asker.today + 1)


async def preview(session: Session, settings: Subscription, day: int) -> NotePreview:
    """The note of a day under these settings, and the day of the next one."""
    note = await session.posts.anniversaries.note(session.scope, settings, day)
    following = await session.posts.anniversaries.days(session.scope, settings, day + 1)
    coming = following[0] if following else None
    past = local_instant(day, settings.time, settings.zone) <= session.editor.now
    return NotePreview(session.question, with_names(session, settings), day, note, coming, past)


async def send_note(session: Session) -> EditAnswer:
    """``/posts send``: posts the note of a missed day, marked late, unless it was posted already."""
    there = await live_subscription(session)
    if isinstance(there, Refusal):
        return there
    day = read_one_day(session, "date", ahead=False)
    if isinstance(day, Refusal | Choose):
        return day
    channel = there[1].id
    sent = await session.posts.posting.send_late(session.scope, channel, day)
    message = sent.delivery.message if sent.delivery is not None else None
    return SentAnswer(session.question, sent.outcome, session.scope, int(channel), day, message, sent.why)
