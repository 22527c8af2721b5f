"""Renders the answer of ``/upcoming``."""

from __future__ import annotations

from bot.domain.posts import UpcomingAnswer
from bot.render.fit import one_page
from bot.render.lines import Space
from bot.render.markdown import inert
from bot.render.message import Message
from bot.render.note import ahead
from bot.render.voice import Voice


def upcoming(answer: UpcomingAnswer, voice: Voice) -> Message:
    """Anniversaries ahead, round ones first."""
    name = inert(answer.subject, 80)
    head = voice.say("upcoming_subject", subject=name) if name else voice.say("upcoming")
    paging, days = answer.paging, voice.count("days", answer.days)
    if not answer.ahead:
        told = voice.say("upcoming_none", days=days)
        return Message((f"{head}\n{told}",))
    some = answer.round and answer.round < paging.total
    first = voice.say(
        "upcoming_count",
        count=voice.count("anniversaries", paging.total),
        days=days,
        round=voice.say("upcoming_round", ones=voice.count("round_ones", answer.round)) if some else "",
    )
    if paging.pages > 1:
        first += voice.say("upcoming_page", page=str(paging.page), pages=str(paging.pages))

    def compose(space: Space) -> list[str]:
        return [
            f"{head}\n{first}",
            "\n".join(ahead(one, answer.today, voice, space) for one in answer.ahead),
        ]

    return one_page(answer, compose, voice)
