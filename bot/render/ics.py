"""Renders anniversaries as a calendar file (RFC 5545).

Each year's anniversary is a calendar entry of its own: with a yearly rule, all years would have the same
title ("11 years ago"), and 29 February would need two rules.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.domain.anniversaries import Due
from bot.domain.posts import CalendarAnswer, Recurring
from bot.render.markdown import clean
from bot.render.message import Attachment, Message
from bot.render.voice import Voice

if TYPE_CHECKING:
    from icalendar import Event


def calendar(answer: CalendarAnswer, voice: Voice) -> Message:
    """The message with the file, for the asker alone."""
    days = [day for event in answer.events for day, _ in event.days]
    if not days:
        return Message((voice.say("calendar_none"),), private=True)
    told = voice.say(
        "calendar",
        count=voice.count("anniversaries", len(days)),
        first=voice.day(min(days)),
        last=voice.day(max(days)),
    )
    name = voice.say("calendar_file", day=date.fromordinal(answer.day).isoformat())
    return Message((told,), files=(Attachment(name, ics(answer, voice)),), private=True)


def ics(answer: CalendarAnswer, voice: Voice) -> bytes:
    """The calendar file's content."""
    # Imported here, because few people ask for a file, and every import slows the start.
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Aide-mémoire//On this day//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for event in answer.events:
        for day, due in event.days:
            made.add_component(_filled(Event(), answer, event, day, due, voice))
    return bytes(made.to_ical())


def _filled(
    instance: Event, answer: CalendarAnswer, event: Recurring, day: int, due: Due, voice: Voice
) -> Event:
    """One anniversary as an all-day entry that does not block the day."""
    entry = event.entry
    shown = voice.date(entry.date) if entry.date is not None else voice.say("undated")
    title = clean(entry.title)
    # Equal in every file, so that importing twice replaces the entry in place of adding another.
    instance.add("uid", f"{event.id}-{day}@aide-memoire")
    instance.add("dtstamp", datetime.combine(date.fromordinal(answer.today), time(), UTC))
    instance.add("dtstart", date.fromordinal(day))
    instance.add("dtend", date.fromordinal(day + 1))
    years = voice.count("years", due.years)
    instance.add("summary", voice.say(f"calendar_{due.part}", years=years, title=title, date=shown))
    instance.add("description", _description(answer, event, title, shown, voice))
    instance.add("transp", "TRANSPARENT")
    return instance


def _description(answer: CalendarAnswer, event: Recurring, title: str, shown: str, voice: Voice) -> str:
    told = [voice.say("calendar_told", title=title, date=shown, label=event.entry.label)]
    if event.entry.date is not None and event.entry.date.month_day == 229:
        told.append(voice.say("calendar_leap"))
    if event.entry.said and event.entry.said[0].reference:
        told.append(voice.say("calendar_reference"))
    sources = [clean(note.label) for note in answer.footnotes if note.number in event.entry.notes]
    if sources:
        told.append(voice.say("calendar_sources", sources="; ".join(sources)))
    return "\n".join(told)
