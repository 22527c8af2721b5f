"""Renders lines of previews and histories: a date as it was read, a changed field, who changed what."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.dates import HistoricalDate, Precision
from bot.domain.edits import (
    CHANNEL,
    ROLE,
    Altered,
    DateRead,
    Field,
    Line,
    RecordChange,
    SourceRead,
    Undone,
)
from bot.domain.entries import Restatus
from bot.domain.facts import Fact, Reason, Term, WordedDate
from bot.domain.questions import Question
from bot.domain.review import Stale
from bot.domain.subscriptions import Errata, NeverPosted, SettingsChanged, SettingsRead, WillPost
from bot.render.lines import rough
from bot.render.markdown import clean, inert, link
from bot.render.message import Button
from bot.render.posts import settings_changed, settings_read, will_post
from bot.render.status import StatusWording
from bot.render.voice import Voice

LONG = 300
"""Most characters of a long text."""
STALE = 2
LISTED = 10
"""Most stale changes that have a button."""


def subject(label: str, title: str) -> str:
    """What a change is about: an entry's number and title, or a role or channel as Discord shows it."""
    name = called(label, title)
    if label and label not in (ROLE, CHANNEL):
        return f"**{inert(label, 20)}** {name}"
    return f"**{name}**" if name else ""


def called(label: str, title: str) -> str:
    """A title, inert; a role or a channel as Discord shows it."""
    return f"<{label}{title}>" if label in (ROLE, CHANNEL) and title.isdecimal() else inert(title, 200)


def line_told(line: Line, voice: Voice) -> str:
    """One part of a preview."""
    match line:
        case DateRead():
            return _date_read(line, voice)
        case SourceRead():
            return _source(line, voice)
        case Altered():
            return altered(line, voice)
        case Restatus():
            return restatus(line, voice)
        case Undone():
            return _undone(line, voice)
        case WillPost():
            return will_post(line, voice)
        case NeverPosted(why):
            return voice.say("never_posted", why=voice.say(f"never_{why}"))
        case Errata(notes, naming):
            return voice.say("errata_naming" if naming else "errata", notes=voice.count("notes", notes))
        case SettingsRead():
            return settings_read(line, voice)
        case SettingsChanged():
            return settings_changed(line, voice)
        case Field(key="others", value=str(count)):
            return voice.say("restatus_others", n=count)
        case Field(key="leads", value=value):
            return voice.say("line", label=label("leads", voice), value=voice.say(f"leads_{value}"))
        case Field(key="ahead", value=HistoricalDate() as today):
            return voice.say("line", label=label("ahead", voice), value=voice.date(today))
        case Field(key="agreement", value=()):
            return voice.say("line", label=label("agreement", voice), value=voice.say("no_agreement"))
        case Field():
            return voice.say("line", label=label(line.key, voice), value=_value(line.key, line.value, voice))


def _undone(line: Undone, voice: Voice) -> str:
    told = [f"**{label('undone', voice)}**", *(change_line(change, voice) for change in line.changes)]
    if line.count > len(line.changes):
        told.append(voice.say("undo_more", n=str(line.count - len(line.changes))))
    return "\n".join(told)


def restatus(line: Restatus, voice: Voice) -> str:
    """An agreement's status before and after; empty if it is worded alike."""
    before, after = (StatusWording.of(one, None, voice, ()).briefly() for one in (line.before, line.after))
    name = inert(line.after.agreement.called, LONG)
    return voice.say("restatus", name=name, before=before, after=after) if before != after else ""


def altered(line: Altered, voice: Voice) -> str:
    """A field before and after."""
    before, after = (_value(line.key, value, voice) for value in (line.before, line.after))
    return voice.say("altered", label=label(line.key, voice), before=before, after=after)


def label(key: str, voice: Voice) -> str:
    """The name of a field."""
    name = f"label_{key}"
    return voice.say(name) if name in voice.words.text else inert(key.replace("_", " "), 40)


def shown(value: Fact, voice: Voice) -> str:
    """A field's value in words, also for an empty one."""
    return _value("", value, voice)


def _value(key: str, value: Fact, voice: Voice) -> str:
    if isinstance(value, HistoricalDate):
        return full_date(value, voice)
    if isinstance(value, WordedDate):
        return rough(value.words, value.date, voice) or full_date(value.date, voice)
    if key in ("agreement", "steps") and isinstance(value, tuple) and len(value) % 2 == 0 and value:
        pairs = zip(value[::2], value[1::2], strict=True)
        return "; ".join(f"{inert(voice.word(name))}: {voice.words.actions[str(act)]}" for name, act in pairs)
    if isinstance(value, tuple):
        return voice.listed(inert(voice.word(one)) for one in value) or voice.say("none")
    if key == "type" and value:
        value = Term(str(value), "types")
    return inert(voice.word(value), LONG) or voice.say("emptied")


def full_date(date: HistoricalDate, voice: Voice) -> str:
    """A date in full words, with the weekday if it is a certain day."""
    told = voice.date(date)
    if date.precision is Precision.DAY and not date.doubtful:
        return voice.say("weekday_day", weekday=voice.weekday(date.low), date=told)
    return told


def precision(date: HistoricalDate, voice: Voice) -> str:
    """How precise a date is, in words."""
    return voice.say(f"precision_{date.precision.value}")


def _date_read(line: DateRead, voice: Voice) -> str:
    return voice.say(
        "date_read",
        typed=inert(line.typed, 60),
        date=rough(line.typed, line.date, voice) or full_date(line.date, voice),
        precision=precision(line.date, voice),
        edtf=line.date.edtf.replace("`", "'"),
    )


def _source(line: SourceRead, voice: Voice) -> str:
    if line.kind == "own":
        return voice.say("read_own")
    date = f", {voice.dotted(line.date)}" if line.date is not None else ""
    told = inert(line.label, 80) + date
    if line.kind == "link":
        new = f"({voice.say('read_new')})" if line.new else ""
        return voice.say("read_link", label=link(told, line.url), new=new).rstrip()
    return voice.say("read_known", label=link(told, line.url) if line.url else told)


def change_line(change: RecordChange, voice: Voice, *, details: bool = False) -> str:
    """A change as a line: who did what, when, and why; with ``details`` also the changed fields."""
    nobody = voice.say(f"by_{change.program}") if change.program else voice.say("somebody")
    who = f"<@{change.by}>" if change.by is not None else nobody
    what = voice.words.changes.get(change.type, inert(change.type, 40))
    told = voice.say(
        "change",
        position=str(change.position),
        when=f"<t:{int(change.at.timestamp())}:R>",
        who=who,
        what=voice.say("erased") if change.erased else what,
        subject=subject(change.label, change.title),
        reason=f" ({inert(voice.word(Reason(change.reason)), 120)})" if change.reason else "",
    ).rstrip()
    lines = [
        voice.say(
            "change_detail",
            label=label(one.key, voice),
            before=_value(one.key, one.before, voice),
            after=_value(one.key, one.after, voice),
        )
        for one in change.details[: 4 if details else 0]
    ]
    return "\n".join([told, *lines])


def stale_block(stale: Sequence[Stale], voice: Voice) -> tuple[str, ...]:
    """The server's stale changes as a block of text; none if there are none."""
    lines = [voice.say("stale_line", subject=subject(one.label, one.title)) for one in stale[:LISTED]]
    if more := len(stale[LISTED:]):
        lines.append(voice.say("undo_more", n=str(more)))
    return ("\n".join([voice.say("stale"), *lines]),) if stale else ()


def stale_buttons(stale: Sequence[Stale]) -> list[Button]:
    """Buttons to the first ``STALE`` of them."""
    return [
        Button(clean(one.label or one.title, 60), Question("edit stale", {"entity": one.key}))
        for one in stale[:STALE]
    ]
