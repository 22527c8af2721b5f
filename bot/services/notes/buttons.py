"""What the buttons of a note ask: its full story, and its anniversaries for a calendar."""

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
"""So far ahead a calendar gets anniversaries: what it has, no correction reaches."""
EVENTS = 25
"""Most events that one file has."""


class Posted(msgspec.Struct, frozen=True):
    """The note that a button belongs to: the settings and the day it is of, and what it tells now."""

    settings: Subscription
    day: int
    kept: tuple[DueGist, ...]


async def story(inquiry: Inquiry) -> Answer:
    """The events of a note as the record tells them now, with all that is on record of each."""
    posted = await _posted(inquiry)
    if posted is None:
        return inquiry.refuse("unknown_note")
    kept, page = inquiry.page_of(posted.kept, PAGE)
    note = await full_story(inquiry, posted.settings, posted.day, kept)
    return StoryAnswer(inquiry.question, note, page)


async def calendar(inquiry: Inquiry) -> Answer:
    """The anniversaries of a note's events from its day on, or from today if it is past, for ten years."""
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
    """What a note's button is about, for whoever presses it: None where that is not of their server."""
    found = channel_and_day(inquiry.option("delivery"))
    if found is None or inquiry.asker.scope is None:
        return None
    channel, day = found
    row = await inquiry.views.get(At(inquiry.asker.scope), "subscription", channel)
    if row is None:
        return None
    settings = decode_state("subscription", row.row.state)
    anybody = Subscription(settings.id, settings.time, settings.zone, layer=settings.layer)
    week = replace(settings, kinds=NOTE_PARTS)
    # What it filters by may have been changed since: then there is at least all that was due; or what there
    # was to look ahead at.
    for one, last in ((settings, day), (anybody, day), (week, day + DAYS - 1)):
        kept = wanted(await due_between(inquiry, layer_of(one), day, last), one)
        if kept:
            return Posted(one, day, tuple(kept))
    return None
