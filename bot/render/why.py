"""Renders the answer of ``/why``: the verdict, what was checked, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.domain.dates import day as day_date
from bot.domain.questions import Question
from bot.domain.whys import Check, WhyAnswer, WhyEvent, WhyNever, WhyNoNotes
from bot.render import lines
from bot.render.fit import one_screen
from bot.render.lines import Space
from bot.render.markdown import inert, marks
from bot.render.message import Button, Message
from bot.render.posts import message_link, reason
from bot.render.voice import Voice

POSTED = ("sent", "sent_late")
AHEAD = ("coming", "missing_now")


def why(answer: WhyAnswer, voice: Voice) -> Message:
    """The answer, for the asker alone."""
    buttons = tuple(_buttons(answer, voice))

    def compose(space: Space) -> list[str]:
        body = list(_body(answer, voice, space))
        return ["\n".join(body[:2]), "\n".join(body[2:])]

    count = len(answer.events)
    shown = one_screen(compose, answer.footnotes, buttons, voice, entries=count, least=min(count, 1))
    return replace(shown, private=True)


def why_never(answer: WhyNever, voice: Voice) -> Message:
    """Why an event is never posted, or not any more."""
    label, title = answer.event
    never = "no_more" if answer.told_before else "never"
    head = voice.say(f"why_{never}", event=f"{label} {inert(title)}")
    told_before = voice.count("notes", answer.told_before)
    told = voice.say(f"verdict_{never}", never=voice.say(f"never_{answer.why}"), told_before=told_before)
    return Message((f"{head}\n{told}",), private=True)


def why_no_notes(answer: WhyNoNotes, voice: Voice) -> Message:
    """That the channel gets no notes, with a button to set them up for who may do so."""
    channels = voice.listed(f"<#{other}>" for other in answer.others[:10])
    others = voice.say("why_others", channels=channels) if channels else voice.say("why_no_others")
    told = voice.say("verdict_no_notes", channel=f"<#{answer.channel}>", others=others)
    set_up = voice.button("button_settings", Question("posts setup", {"channel": str(answer.channel)}))
    head = voice.say("why_none", day=voice.day(answer.day))
    return Message((f"{head}\n{told}",), (set_up,) if answer.may_change else (), private=True)


def _body(answer: WhyAnswer, voice: Voice, space: Space) -> Iterator[str]:
    yield _title(answer, voice)
    yield voice.say(_verdict(answer), **_facts(answer, voice))
    shown = answer.events[: max(len(answer.events) - space.dropped, 1)]
    for one in shown:
        yield _event(one, voice, space)
    if answer.month_alone:
        yield voice.say("why_month_alone", count=voice.count("events", answer.month_alone))
    for check in answer.checks:
        yield _check(check, answer, voice)
    row = answer.row
    if row is not None and row.message is not None:
        link = message_link(answer.scope, answer.channel, row.message)
        yield voice.say("why_message", link=link, record=row.id)
    if answer.next is not None:
        yield voice.say("why_next", **{**_facts(answer, voice), "day": voice.day(answer.next)})
    if answer.again is not None:
        yield voice.say("why_again", day=voice.day(answer.again))


def _verdict(answer: WhyAnswer) -> str:
    """The key of the pattern for the verdict.

    A posted note may have told of events that are gone from the record.
    """
    if answer.verdict in POSTED and answer.event is None and not answer.told:
        return "verdict_sent_else"
    return f"verdict_{answer.verdict}"


def _title(answer: WhyAnswer, voice: Voice) -> str:
    key = "why_note" if answer.verdict in POSTED else "why_coming" if answer.verdict in AHEAD else "why_none"
    day = voice.day(answer.day)
    if answer.event is None:
        return voice.say(key, day=day)
    label, title = answer.event
    return voice.say(f"{key}_event", day=day, event=f"{label} {inert(title, 90)}")


def _facts(answer: WhyAnswer, voice: Voice) -> dict[str, str]:
    return {
        "day": voice.day(answer.day),
        "time": answer.settings.time,
        "place": voice.city(answer.settings.zone),
        "channel": f"<#{answer.channel}>",
        "due": voice.count("events", answer.told or answer.due),
        "grace": voice.count("hours", answer.settings.grace),
        "reason": reason(answer.row.why, voice) if answer.row is not None else "",
        "record": answer.row.id if answer.row is not None else "",
    }


def _event(one: WhyEvent, voice: Voice, space: Space) -> str:
    facts = {
        "title": inert(one.entry.title, space.title),
        "years": lines.years_of(one.due, voice),
        "part": voice.say(f"due_{one.due.part}"),
        "sources": lines.day_sources(one.entry, voice) if one.due.part == "day" else marks(one.entry.notes),
    }
    if one.kept_out is None:
        return voice.say("why_due", **facts)
    return voice.say("why_kept_out", filter=voice.say(f"filter_{one.kept_out}"), **facts)


def _check(check: Check, answer: WhyAnswer, voice: Voice) -> str:
    facts = {**_facts(answer, voice), **(check.facts or {})}
    facts["names"] = voice.listed(voice.permission(name) for name in check.names)
    facts["at"] = f"<t:{int(check.at.timestamp())}:f>" if check.at is not None else ""
    return f"{'✅' if check.ok else '❌'} {voice.say(f'check_{check.code}', **facts)}"


def _buttons(answer: WhyAnswer, voice: Voice) -> Iterator[Button]:
    channel = str(answer.channel)
    if answer.may_send_late:
        late = {"channel": channel, "date": day_date(answer.day).edtf}
        yield voice.button("button_send_late", Question("posts send", late))
    if answer.may_change:
        yield voice.button("button_settings", Question("posts change", {"channel": channel}))
