"""``render``: makes a message of any answer to a reader; each sort of answer has a renderer of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from bot.domain.answers import (
    AgreementAnswer,
    Answer,
    BriefAnswer,
    Cited,
    EventAnswer,
    FindAnswer,
    HelpAnswer,
    OnAnswer,
    SourceAnswer,
    TimelineAnswer,
)
from bot.domain.entries import Entry
from bot.domain.posts import CalendarAnswer, StoryAnswer, UpcomingAnswer
from bot.domain.questions import Choose, Refusal
from bot.render.agreement import agreement
from bot.render.brief import brief
from bot.render.document import brief_file
from bot.render.event import event
from bot.render.footnotes import citations
from bot.render.help import help_page
from bot.render.ics import calendar
from bot.render.lists import find, on, timeline
from bot.render.message import Message
from bot.render.refusal import choose, refusal
from bot.render.source import source
from bot.render.story import story
from bot.render.upcoming import upcoming
from bot.render.voice import Voice


def render(answer: Answer, *, locale: str = "en", mentions: Mapping[str, str] = {}) -> Message:
    """The message for an answer, in the language of a Discord locale.

    ``mentions`` maps a command ("agreement", "edit add") to the text that Discord shows as a link to it;
    commands that are missing there are written out. Refusals and citations are private messages.
    """
    voice = Voice.of(locale, mentions)
    message = _message(answer, voice)
    if isinstance(answer, Cited) and answer.question.options.get("cite") and not message.files:
        return _sources(answer, message, voice)
    return message


def _message(answer: Answer, voice: Voice) -> Message:
    match answer:
        case BriefAnswer():
            return brief_file(answer, voice) if answer.full else brief(answer, voice)
        case AgreementAnswer():
            return agreement(answer, voice)
        case EventAnswer():
            return event(answer, voice)
        case OnAnswer():
            return on(answer, voice)
        case UpcomingAnswer():
            return upcoming(answer, voice)
        case TimelineAnswer():
            return timeline(answer, voice)
        case FindAnswer():
            return find(answer, voice)
        case SourceAnswer():
            return source(answer, voice)
        case HelpAnswer():
            return help_page(answer, voice)
        case StoryAnswer():
            return story(answer, voice)
        case CalendarAnswer():
            return calendar(answer, voice)
        case Choose():
            return choose(answer, voice)
        case Refusal():
            return refusal(answer, voice)
        case _:
            assert_never(answer)


def _sources(answer: Cited, message: Message, voice: Voice) -> Message:
    """The sources of an answer in full, with the numbers that they have in the message, then the others."""
    entries = _entries(answer)
    others = answer.footnotes
    if isinstance(answer, FindAnswer):  # a status may rest on steps that a list does not show
        others = tuple(one for one in others if any(one.number in entry.notes for entry in entries))
    footnotes = dict.fromkeys((*message.cited, *others))
    return citations(tuple(footnotes), entries, _subject(answer, voice), voice)


def _entries(answer: Cited) -> tuple[Entry, ...]:
    match answer:
        case EventAnswer():
            return (answer.entry,)
        case OnAnswer():
            return (
                *answer.day_entries,
                *answer.also_entries,
                *answer.during_entries,
                *answer.month_entries,
                *answer.year_entries,
            )
        case UpcomingAnswer():
            return tuple(one.entry for one in answer.ahead)
        case FindAnswer():
            return tuple(hit.entry for hit in answer.hits if hit.entry is not None)
        case _:
            return answer.entries


def _subject(answer: Cited, voice: Voice) -> str:
    match answer:
        case AgreementAnswer():
            return answer.status.agreement.called
        case EventAnswer():
            return answer.entry.title
        case OnAnswer() if answer.date is not None:
            return voice.date(answer.date)
        case OnAnswer() if answer.day:
            return voice.day_of_year(answer.month, answer.day)
        case OnAnswer():
            return voice.month(answer.month)
        case FindAnswer():
            return voice.word(tuple(answer.criteria.values()))
        case SourceAnswer():
            return answer.source.title
        case _:
            return voice.word(answer.subject)
