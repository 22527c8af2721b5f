"""The buttons that turn the pages of a long answer."""

from __future__ import annotations

from bot.domain.entries import Paging
from bot.domain.questions import Question
from bot.render.message import Button
from bot.render.voice import Voice


def page_buttons(question: Question, paging: Paging, voice: Voice) -> tuple[Button, ...]:
    """Back and on, labelled with the page they lead to; none where there is one page only."""
    options = {name: value for name, value in question.options.items() if name != "cite"}
    buttons = []
    if paging.page > 1:
        back = Question(question.command, options, paging.page - 1)
        buttons.append(voice.button("button_back", back, page=str(back.page)))
    if paging.page < paging.pages:
        on = Question(question.command, options, paging.page + 1)
        buttons.append(voice.button("button_on", on, page=str(on.page)))
    return tuple(buttons)
