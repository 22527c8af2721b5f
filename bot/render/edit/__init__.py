"""``render_edit``: makes a message of any answer to an editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from bot.domain.edits import (
    Cancelled,
    DraftsAnswer,
    EditAnswer,
    EditorsAnswer,
    FileAnswer,
    Form,
    HistoryAnswer,
    Overtaken,
    Preview,
    PrivacyAnswer,
    Saved,
    StaleAnswer,
    Unfinished,
)
from bot.domain.questions import Choose, Refusal
from bot.domain.review import DeskAnswer, ImportAnswer, ReviewAnswer
from bot.domain.subscriptions import NotePreview, PostsAnswer, SentAnswer
from bot.domain.whys import WhyAnswer, WhyNever, WhyNoNotes
from bot.render.edit.desk import desk, imported, review
from bot.render.edit.lists import drafts, editors, file, history, privacy, stale
from bot.render.edit.preview import cancelled, overtaken, preview, saved, unfinished
from bot.render.message import Message
from bot.render.posts import note_preview, posts_list, sent
from bot.render.refusal import choose, refusal
from bot.render.voice import Voice
from bot.render.why import why, why_never, why_no_notes


def render_edit(answer: EditAnswer, *, locale: str, mentions: Mapping[str, str]) -> Message:
    """The private message for an answer to an editor. A ``Form`` has none, since it is shown as a modal."""
    voice = Voice.of(locale, mentions)
    match answer:
        case Form():
            raise TypeError("a form is shown, not said")
        case Preview():
            return preview(answer, voice)
        case Saved():
            return saved(answer, voice)
        case Overtaken():
            return overtaken(answer, voice)
        case Unfinished():
            return unfinished(answer, voice)
        case Cancelled():
            return cancelled(answer, voice)
        case HistoryAnswer():
            return history(answer, voice)
        case DraftsAnswer():
            return drafts(answer, voice)
        case StaleAnswer():
            return stale(answer, voice)
        case EditorsAnswer():
            return editors(answer, voice)
        case FileAnswer():
            return file(answer, voice)
        case PrivacyAnswer():
            return privacy(answer, voice)
        case NotePreview():
            return note_preview(answer, voice)
        case SentAnswer():
            return sent(answer, voice)
        case PostsAnswer():
            return posts_list(answer, voice)
        case ImportAnswer():
            return imported(answer, voice)
        case ReviewAnswer():
            return review(answer, voice)
        case DeskAnswer():
            return desk(answer, voice)
        case WhyAnswer():
            return why(answer, voice)
        case WhyNever():
            return why_never(answer, voice)
        case WhyNoNotes():
            return why_no_notes(answer, voice)
        case Choose():
            return choose(answer, voice)
        case Refusal():
            return refusal(answer, voice)
        case _:
            assert_never(answer)
