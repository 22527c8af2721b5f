"""Renders the full story of a note, which one of its buttons asks for."""

from __future__ import annotations

from bot.domain.dates import ymd
from bot.domain.posts import StoryAnswer
from bot.render import lines
from bot.render.buttons import page_buttons
from bot.render.footnotes import numbered, shown_of, small_print
from bot.render.lines import Space
from bot.render.markdown import inert
from bot.render.message import Message
from bot.render.note import anniversary, remarks, since
from bot.render.voice import Voice

SINCE = 12
"""Most later events of one agreement in a full story."""


def story(answer: StoryAnswer, voice: Voice) -> Message:
    """The full story of a note: its events with all dates, remarks, doubts and later events on record."""
    note, paging = answer.note, answer.paging
    _, month, day = ymd(note.day)
    key = "story_page" if paging.pages > 1 else "story"
    facts = {"page": str(paging.page), "pages": str(paging.pages)}
    head = voice.say(key, day=voice.day_of_year(month, day), **facts)
    buttons = page_buttons(answer.question, paging, voice)
    space = Space(text=1_000)
    body = [head]
    for one in note.anniversaries:
        line = voice.say(
            "story_event", line=anniversary(one, note, voice, space), label=inert(one.entry.label, 20)
        )
        dates = voice.say("story_dates", dates=lines.dates_of(one.entry, voice, space))
        told = [line, dates, *remarks(one, voice, space)]
        if one.entry.note:
            told.append(voice.say("unsure", text=inert(one.entry.note, space.text)))
        body.append("\n".join(told))
    body += [
        voice.say("note_since_named", name=inert(one.agreement, 60), steps=since(one, voice, space, SINCE))
        for one in note.sequels
    ]
    sources = small_print(note.footnotes, body, voice, space)
    if sum(map(len, (*body, sources))) > 3_900:
        sources = small_print(note.footnotes, body, voice, Space(links=False))
    cited = shown_of(note.footnotes, body)
    return Message(numbered(cited, (*body, sources)), buttons, private=True)
