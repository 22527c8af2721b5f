"""Answers the buttons of a note: its full story, and its anniversaries as a calendar file."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from bot.domain.anniversaries import falling
from bot.domain.answers import Answer
from bot.domain.codec import decode_state
from bot.domain.delivery import channel_and_day
from bot.domain.entities import NOTE_PARTS, Subscription
from bot.domain.posts import CalendarAnswer, Recurring, StoryAnswer
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry
from bot.services.notes.due import DueGist, due_between, layer_of, wanted
from bot.services.notes.note import DAYS
from bot.services.notes.note import story as full_story
from storage.views import At

PAGE = 2
"""Events of a note on one page of its story."""
YEARS = 10
"""How far ahead a calendar file reaches; not further, as no correction reaches what people have imported."""
EVENTS = 25
"""Most events in one calendar file."""


class Posted(msgspec.Struct, frozen=True):
    """The note that a button belongs to: its settings, its day, and its events by the record now."""

    settings: Subscription
    day: int
    kept: tuple[DueGist, ...]


async def story(inquiry: Inquiry) -> Answer:
    """Full story: the events of a note as the record has them now, with all that is on record about each."""
    posted = await _posted(inquiry)
    if posted is None:
        return inquiry.refuse("unknown_note")
    kept, page = inquiry.page_of(posted.kept, PAGE)
    note = await full_story(inquiry, posted.settings, posted.day, kept)
    return StoryAnswer(inquiry.question, note, page)


async def calendar(inquiry: Inquiry) -> Answer:
    """Calendar: the anniversaries of a note's events in the ten years from its day, or from today."""
    posted = await _posted(inquiry)
    if posted is None:
        return inquiry.refuse("unknown_note")
    layer, first = layer_of(posted.settings), max(posted.day, inquiry.asker.today)
    kept = posted.kept[:EVENTS]
    last = first + YEARS * 365 - 1
    whole = await inquiry.event_views(one.gist for one in kept)
    notes = await Footnotes.gather(inquiry, layer, whole.values())
    recurring = tuple(
        Recurring(one.gist.id, notes.entry(whole[one.gist.id], layer), tuple(falling(one.date, first, last)))
        for one in kept
        if one.gist.id in whole
    )
    return CalendarAnswer(inquiry.question, posted.day, inquiry.asker.today, recurring, notes.footnotes)


async def _posted(inquiry: Inquiry) -> Posted | None:
    """The note that the pressed button belongs to; None if it is not one of the presser's server."""
    found = channel_and_day(inquiry.option("delivery"))
    if found is None or inquiry.asker.scope is None:
        return None
    channel, day = found
    row = await inquiry.views.get(At(inquiry.asker.scope), "subscription", channel)
    if row is None:
        return None
    settings = decode_state(Subscription, row.row.state)
    anybody = Subscription(settings.id, settings.time, settings.zone, layer=settings.layer)
    week = replace(settings, kinds=NOTE_PARTS)
    # If the settings' filters were changed since and now let nothing through, all that was due is taken; if
    # nothing was due, what the note looked ahead to.
    for one, last in ((settings, day), (anybody, day), (week, day + DAYS - 1)):
        kept = wanted(await due_between(inquiry, layer_of(one), day, last), one)
        if kept:
            return Posted(one, day, tuple(kept))
    return None
