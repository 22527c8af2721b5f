"""Buttons that several answers have: to other pages, to other sources, to the sources in full."""

from __future__ import annotations

from msgspec.structs import replace

from bot.domain.entries import Paging
from bot.domain.questions import Question
from bot.render.message import Button
from bot.render.voice import Voice

AS_REPLY = {"as": "", "cite": ""}
"""Options that lead from the file or the sources of an answer back to the reply itself."""


def page_buttons(question: Question, paging: Paging, voice: Voice) -> tuple[Button, ...]:
    """The buttons to the page before and the page after, where there are such."""
    options = {name: value for name, value in question.options.items() if name != "cite"}
    buttons = []
    if paging.page > 1:
        back = Question(question.command, options, paging.page - 1)
        buttons.append(voice.button("button_back", back, page=str(back.page)))
    if paging.page < paging.pages:
        on = Question(question.command, options, paging.page + 1)
        buttons.append(voice.button("button_on", on, page=str(on.page)))
    return tuple(buttons)


def layer_button(question: Question, documents_only: bool, voice: Voice) -> Button:
    """The button that switches between all sources and the documents alone."""
    if documents_only:
        return voice.button("button_all", question.asking(sources="", **AS_REPLY))
    return voice.button("button_documents", question.asking(sources="documents", **AS_REPLY))


def cite_button(question: Question, voice: Voice) -> Button:
    """The button that shows the sources of this page of the answer in full."""
    cited = replace(question.asking(cite="yes"), page=question.page)
    return voice.button("button_cite", cited, private=True)
