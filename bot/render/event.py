"""Renders the answer of ``/event``: what each source says, which date leads and why, and the changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.answers import ClaimSaid, EventAnswer, HistoryLine
from bot.domain.dates import within
from bot.domain.facts import Reason
from bot.render import lines
from bot.render.buttons import cite_button, page_buttons
from bot.render.fit import one_screen
from bot.render.lines import PLACE, Space
from bot.render.markdown import inert
from bot.render.message import Message
from bot.render.voice import Voice

STEPS = 4
"""Most agreements of an event that are named."""
CHANGES = 3
"""Latest changes that are shown."""


QUOTED = 300
"""Most characters of a source's own words that are shown beside ours."""
LEAST_TITLE = 75
LEAST_REMARK = 60
"""Least characters of a title and of a remark, however little space there is."""


def event(answer: EventAnswer, voice: Voice) -> Message:
    """The event's page."""
    buttons = (*page_buttons(answer.question, answer.paging, voice), cite_button(answer.question, voice))

    def compose(space: Space) -> Iterator[str]:
        yield "\n".join(_head(answer, voice, space))
        yield "\n".join(_claim(claim, answer, voice, space) for claim in answer.claims)
        yield "\n".join(_tail(answer, voice, space))

    return one_screen(compose, answer.footnotes, buttons, voice)


def _head(answer: EventAnswer, voice: Voice, space: Space) -> list[str]:
    entry = answer.entry
    kind = voice.words.kinds[entry.kind]
    facts = [
        lines.dates_of(entry, voice, space),
        inert(entry.label, 20),
        kind,
        voice.listed(map(inert, answer.parties)),
    ]
    head = [
        f"### {inert(entry.title, max(space.title, LEAST_TITLE))}",
        " · ".join(fact for fact in facts if fact),
    ]
    if answer.retracted is not None:
        head.append(voice.say("retracted", reason=inert(voice.word(Reason(answer.retracted)), 200)).rstrip())
    if answer.merged_into:
        head.append(voice.say("merged", into=inert(answer.merged_into, 60)))
    if entry.contested:
        head.append(voice.say("contested_event"))
    if answer.steps:
        steps = [
            voice.say(
                "step", agreement=inert(name, 60), action=voice.words.actions.get(action, inert(action, 40))
            )
            for name, action in answer.steps[:STEPS]
        ]
        if len(answer.steps) > STEPS:
            steps.append("…")
        head.append(voice.say("event_steps", steps="; ".join(steps)))
    return head


def _claim(claim: ClaimSaid, answer: EventAnswer, voice: Voice, space: Space) -> str:
    """What one source says: its date, its words for that, its place, and our remark."""
    details = [inert(claim.locator, 60), *_places(claim, voice), _rank(claim, answer, voice)]
    if claim.confidence not in ("", "confirmed"):
        details.append(inert(claim.confidence, 40))
    if claim.remark:
        details.append(inert(claim.remark, min(space.text // 2, max(space.title, LEAST_REMARK))))
    key = "claim_reference" if claim.reference else "claim"
    words = f" {voice.say('claim_words', words=inert(claim.words, 60))}" if claim.words else ""
    told = " · ".join(detail for detail in details if detail)
    line = voice.say(
        key,
        mark=f"[{claim.note}]",
        date=lines.worded(claim, voice),
        words=words,
        details=f" · {told}" if told else "",
    )
    quoted = inert(claim.quotation, QUOTED if space.extras else space.text // 2)
    return f"{line}\n{voice.say('claim_quoted', text=quoted)}" if quoted else line


def _places(claim: ClaimSaid, voice: Voice) -> list[str]:
    """The place whose calendar day it is, and the day in other places."""
    if not claim.place:
        return []
    elsewhere = (
        voice.say("in_place", date=voice.beside(date, claim.date), place=inert(at, PLACE))
        for date, at in claim.elsewhere[:3]
    )
    return [voice.listed([inert(claim.place, PLACE), *elsewhere])]


def _rank(claim: ClaimSaid, answer: EventAnswer, voice: Voice) -> str:
    """Whether this claim's date leads, and why, or contradicts the others; otherwise empty."""
    if claim.leads:
        if answer.preferred:
            return voice.say("leads_preferred")
        others = (other.date for other in answer.claims if other.date.edtf != claim.date.edtf)
        coarser = any(within(claim.date, other) for other in others)
        return voice.say("leads_finest") if coarser else ""
    if claim.differs:
        of_two = "differs_of_two" if len({said.date.edtf for said in answer.entry.said}) == 2 else "differs"
        return voice.say("differs_from_lead" if answer.preferred else of_two)
    return ""


def _tail(answer: EventAnswer, voice: Voice, space: Space) -> list[str]:
    tail = [voice.say("silent_doubt", text=inert(answer.entry.note, space.text))] if answer.entry.note else []
    if answer.history:
        tail.append(
            voice.say("history", lines=_history(answer.history, voice, CHANGES if space.extras else 1))
        )
    return tail


def _history(history: Sequence[HistoryLine], voice: Voice, shown: int) -> str:
    told = [_change(line, voice) for line in reversed(history[-shown:])]
    if len(history) > shown:
        told.append(voice.say("history_more", n=str(len(history) - shown)))
    return "; ".join(told)


def _change(line: HistoryLine, voice: Voice) -> str:
    reason = f" ({inert(voice.word(Reason(line.reason)), 80)})" if line.reason else ""
    change = voice.words.changes.get(line.type, inert(line.type, 40))
    when = voice.short_day(line.recorded_at.toordinal())
    return voice.say("history_line", position=str(line.position), change=change, when=when, reason=reason)
