"""``/upcoming``: anniversaries of today and the next days, round ones first."""

from __future__ import annotations

from bot.domain.anniversaries import MOST_DAYS
from bot.domain.answers import Answer
from bot.domain.posts import Ahead, UpcomingAnswer
from bot.domain.questions import Choose, Refusal
from bot.services.inquiry import Inquiry
from bot.services.notes.due import DueGist, due_between, wanted
from bot.services.typed.subject import subject_of

PAGE = 8
"""Anniversaries that fit one screen with their sources and whole titles."""
DAYS = 30
ENOUGH = 500
"""As soon as so many anniversaries are found, later days are not looked at."""
SPAN = 8
"""Days that are looked at first when no subject narrows the search; then twice as many, and so on."""


async def upcoming(inquiry: Inquiry) -> Answer:
    """``/upcoming``: the anniversaries of today and of the next days, a page at a time."""
    days = _days(inquiry.option("days"))
    if days is None:
        return inquiry.refuse("days_out_of_range", typed=inquiry.option("days"))
    subject = await subject_of(inquiry)
    if isinstance(subject, Refusal | Choose):
        return subject
    name, links = subject
    today = inquiry.asker.today
    found: list[DueGist] = []
    seen, span = -1, days if links else SPAN
    while seen < days and len(found) < ENOUGH:
        first, seen = today + seen + 1, min(seen + span, days)
        found += wanted(await due_between(inquiry, inquiry.layer, first, today + seen, links), None)
        span *= 2
    found.sort(key=lambda one: not one.due.round)
    shown, page = inquiry.page_of(found, PAGE)
    views = await inquiry.event_views(one.gist for one in shown)
    notes = await inquiry.footnotes(views.values())
    return UpcomingAnswer(
        question=inquiry.question,
        subject=name,
        days=seen,
        today=today,
        ahead=tuple(
            Ahead(one.gist.id, one.day, notes.entry(views[one.gist.id], inquiry.layer), one.due)
            for one in shown
            if one.gist.id in views
        ),
        round=sum(one.due.round for one in found),
        footnotes=notes.footnotes,
        paging=page,
    )


def _days(typed: str) -> int | None:
    """How many days ahead were asked for; None if that is no number, or out of range."""
    if not typed:
        return DAYS
    days = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 3 else 0
    return days if 1 <= days <= MOST_DAYS else None
