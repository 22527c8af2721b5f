"""Renders lists with pages: the answers of ``/on``, ``/timeline`` and ``/find``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.domain.answers import FindAnswer, Hit, OnAnswer, TimelineAnswer
from bot.domain.dates import HistoricalDate, Precision, ymd
from bot.domain.entries import Entry, Paging
from bot.domain.questions import Question, Time
from bot.render import lines
from bot.render.fit import one_page
from bot.render.lines import Space
from bot.render.markdown import TITLE, capital, clean, inert
from bot.render.message import Button, Message
from bot.render.status import StatusWording
from bot.render.verdict import reached
from bot.render.voice import LABEL, Voice

COUNTED = 50
"""If titles must be shorter than this, the number of years since is left out."""
INLINE = 2
"""Up to so many events of a day that only the reference pack dates are part of the first sentence."""
NAMED = 4
"""Most labels of events that a list leaves out."""


def timeline(answer: TimelineAnswer, voice: Voice) -> Message:
    """Renders the answer of ``/timeline``."""
    name, first_time, last_time = inert(answer.subject, 80), answer.from_time, answer.to_time
    head = voice.say("timeline", subject=name) if name else voice.say("timeline_all")
    span = _range(first_time, last_time, voice)
    if not name and first_time is not None and first_time == last_time:
        head, span = voice.say("timeline", subject=voice.period(first_time)), ""
    first = f"### {head}\n{count_line(answer.paging, span, voice)}{_perhaps(answer, voice)}"

    def compose(space: Space) -> list[str]:
        told = [lines.entry_line(entry, voice, space, label=True) for entry in answer.entries]
        return [first, "\n".join(told)]

    bounded = name and (first_time is not None or last_time is not None)
    unbounded = answer.question.asking(**{"from": "", "to": ""})
    anew = [voice.button("button_unbounded", unbounded)] if bounded and not answer.entries else []
    return one_page(answer, compose, voice, anew)


def _perhaps(answer: TimelineAnswer | OnAnswer, voice: Voice) -> str:
    """A sentence on events that are not in the list, though they may have begun in that time; else empty."""
    if not answer.perhaps:
        return ""
    count = voice.count("entries", len(answer.perhaps))
    more = ("…",) if len(answer.perhaps) > NAMED else ()
    labels = voice.listed([*(inert(label, 20) for label in answer.perhaps[:NAMED]), *more])
    key = "list_perhaps_more" if answer.perhaps_more else "list_perhaps"
    return " " + voice.say(key, count=count, labels=labels)


def find(answer: FindAnswer, voice: Voice) -> Message:
    """Renders the answer of ``/find``: agreements with their status, events with dates, sources, themes."""
    criteria = voice.listed(inert(voice.word(value), 60) for value in answer.criteria.values())
    first = f"### {voice.say('found', criteria=criteria or voice.say('everything'))}\n"
    if answer.respelt is not None:
        first += voice.say("found_respelt", words=inert(voice.word(answer.respelt.label), 60))
    elif answer.fewer:
        first += voice.say("found_fewer")
    elif not answer.hits:
        first += voice.say(_nothing_found(answer))
    else:
        first += count_line(answer.paging, "", voice)
    if answer.as_of is not None and answer.hits:
        first += " " + voice.say("found_then", date=voice.day(answer.as_of.days[-1]))
    elif answer.horizon.latest is not None and any(hit.status is not None for hit in answer.hits):
        first += " " + voice.say("found_now", date=reached(answer.horizon, voice))
    if answer.fewer and answer.hits:
        first += " " + voice.say("found_nearest")

    statuses = {
        hit.id: StatusWording.of(hit.status, answer.as_of, voice, answer.footnotes).in_a_list()
        for hit in answer.hits
        if hit.status is not None
    }

    def compose(space: Space) -> list[str]:
        return [first, "\n".join(_hit(hit, statuses, voice, space) for hit in answer.hits)]

    offered = (answer.respelt,) if answer.respelt is not None else answer.fewer
    anew = (Button(clean(voice.word(one.label), LABEL), one.question) for one in offered)
    return one_page(answer, compose, voice, anew)


def _nothing_found(answer: FindAnswer) -> str:
    """The key of what is said where nothing was found: advice on the options that were given."""
    if answer.as_of is not None:
        return "found_none_then"
    if answer.of_status:
        return "found_none_so"
    return "found_none" if set(answer.criteria) <= {"words"} else "found_none_with_options"


def _hit(hit: Hit, statuses: Mapping[str, str], voice: Voice, space: Space) -> str:
    if hit.entry is not None:
        return lines.entry_line(hit.entry, voice, space, label=True)
    if hit.status is not None:
        name = inert(hit.status.agreement.called, space.title)
        return voice.say("hit_agreement", name=name, status=statuses[hit.id])
    if hit.kind == "source":
        return voice.say("hit_source", name=f"{inert(hit.label, 60)}: {inert(hit.name, space.title)}")
    return voice.say("hit_theme", name=inert(hit.name, space.title))


def on(answer: OnAnswer, voice: Voice) -> Message:
    """Renders the answer of ``/on``: events in parts, by how precisely they are dated."""
    if answer.date is not None:
        heads, parts = _on_date(answer, answer.date, voice)
    elif answer.day:
        heads, parts = _on_day_of_year(answer, voice)
    else:
        heads, parts = _on_month_of_year(answer, voice)

    def compose(space: Space) -> list[str]:
        return ["\n".join(heads), *("\n".join(_told(part, voice, space)) for part in parts)]

    return one_page(answer, compose, voice, _instead(answer, voice))


def _instead(answer: OnAnswer, voice: Voice) -> tuple[Button, ...]:
    """If nothing happened on a date, buttons to that day in any year, or to what went on in that time."""
    if answer.paging.total != 0 or answer.date is None:
        return ()
    if answer.asked != "day" and answer.date.low <= answer.today:
        then = Question("brief", {"subject": answer.question.options["date"]})
        return (voice.button("button_going_on", then),)
    if not answer.day:
        return ()
    anew = answer.question.asking(date=f"--{answer.month:02}-{answer.day:02}")
    name = voice.day_of_year(answer.month, answer.day)
    return (voice.button("button_every_year", anew, name=name),)


class _Part(NamedTuple):
    """A part of the list: events dated equally precisely. ``ago`` is the pattern for the years since."""

    title: str
    entries: Sequence[Entry]
    ago: str = "years_ago"
    line: Callable[[Entry, Voice, Space], str] = lines.entry_line


def _told(part: _Part, voice: Voice, space: Space) -> list[str]:
    """The lines of a part, with its title above; none if it has no events."""
    if not part.entries:
        return []
    told = [_with_years(part.line(one, voice, space), one, voice, part.ago, space) for one in part.entries]
    return [part.title, *told] if part.title else told


def _on_day_of_year(answer: OnAnswer, voice: Voice) -> tuple[list[str], list[_Part]]:
    entries, ago = answer.day_entries, _ago(answer)
    exact = [one for one in answer.during_entries if one.date is not None and _is_exact(one.date)]
    heads = [f"### {voice.day_of_year(answer.month, answer.day)}"]
    if any(map(lines.day_by_documents, entries)) or (answer.on_day != 0 and answer.paging.pages > 1):
        count = _counted("events", answer.on_day, voice, more=answer.on_day_more)
        heads.append(voice.say("on_some", count=count))
    elif not (entries or exact):
        none = voice.say("on_none" if answer.layer != "documents" else "on_none_documents")
        heads.append(none if answer.paging.total != 0 else f"{none} {voice.say('on_ahead')}")
    elif not any(map(lines.day_by_documents, exact)):
        heads.append(voice.say("on_none_documents"))
        if 0 < len(entries) <= INLINE:
            told = "; ".join(_inline(entry, voice, ago) for entry in entries)
            heads[-1] += " " + voice.say("on_reference", titles=told)
            entries = ()
    also = _Part(voice.say("part_also"), answer.also_entries, ago)
    return heads, [_Part("", entries, ago, _day_line), also, *_longer(answer, voice)]


def _is_exact(date: HistoricalDate) -> bool:
    return (date.start or date).precision is Precision.DAY


def _longer(answer: OnAnswer, voice: Voice) -> list[_Part]:
    """The parts with events of several days, and with those dated by the month or the year alone."""
    return [
        _Part(voice.say("part_during"), answer.during_entries, _ago(answer)),
        _Part(voice.say("part_month"), answer.month_entries, _ago(answer)),
        _Part(voice.say("part_year"), answer.year_entries, "years_coming"),
    ]


def _on_month_of_year(answer: OnAnswer, voice: Voice) -> tuple[list[str], list[_Part]]:
    month = voice.month(answer.month)
    days = _Part(voice.say("part_days_of_month", month=month), answer.day_entries, _ago(answer))
    return [f"### {month}", count_line(answer.paging, "", voice)], [days, *_longer(answer, voice)]


def _on_date(answer: OnAnswer, date: HistoricalDate, voice: Voice) -> tuple[list[str], list[_Part]]:
    head = f"### {capital(voice.period(Time(date, answer.words)))}"
    parts = (answer.day_entries, answer.also_entries, answer.month_entries, answer.year_entries)
    every = [entry for part in parts for entry in part]
    if not every:
        begins = answer.asked != "day" and date.low <= answer.today
        told = {"when": voice.when(Time(date)), "date": voice.time(Time(date))}
        none = voice.say("on_nothing_began" if begins else "on_nothing", **told)
        ahead = " " + voice.say("on_ahead") if date.low > answer.today else ""
        return [head, none + ahead + _perhaps(answer, voice)], []
    count = count_line(answer.paging, "", voice)
    if answer.asked == "day" and not (answer.day_entries or answer.also_entries) and answer.paging.pages == 1:
        count = voice.say("on_day_unknown", count=voice.count("entries", len(every)))
    heads = [head, count + _perhaps(answer, voice)]
    if date.precision is Precision.DAY and not any(map(lines.day_by_documents, every)):
        heads[-1] = f"{voice.say('on_none_documents')} {heads[-1]}"
    if sum(map(bool, parts)) == 1:
        return heads, [_Part("", every)]
    also = "part_also" if answer.asked == "day" else "part_also_then"
    keys = ("part_days", also, "part_months", "part_years")
    return heads, [_Part(voice.say(key), part) for key, part in zip(keys, parts, strict=True)]


def _ago(answer: OnAnswer) -> str:
    """The pattern for years since: "ago" for a day of this year that is past, "coming" for a later one."""
    _, month, day = ymd(answer.today)
    asked = (answer.month, answer.day) if answer.day else (answer.month, day)
    return "years_coming" if asked > (month, day) else "years_ago"


def _day_line(entry: Entry, voice: Voice, space: Space) -> str:
    """An event of the day with its year first, since the day is in the heading above."""
    if entry.contested or entry.date is None or not entry.said:
        return lines.entry_line(entry, voice, space)
    title = inert(entry.title, space.title)
    told = f"**{voice.year(entry.date)}**{lines.ref(entry, voice)} {title}"
    return f"{told}{lines.first_aside(entry, voice, space)}{lines.day_sources(entry, voice)}"


def _with_years(line: str, entry: Entry, voice: Voice, ago: str, space: Space) -> str:
    """The line with how many years ago it was, if there is space, and the event's number."""
    counted = entry.years > 0 and space.title >= COUNTED
    years = f"; {voice.say(ago, years=voice.count('years', entry.years))}" if counted else ""
    return f"{line}{years} · {inert(entry.label, 20)}"


def _inline(entry: Entry, voice: Voice, ago: str) -> str:
    year = voice.year(entry.date) if entry.date is not None else voice.say("undated")
    told = voice.say("on_reference_title", title=inert(entry.title, TITLE), year=year)
    return _with_years(f"{told}{lines.day_sources(entry, voice)}", entry, voice, ago, Space())


def _range(first: Time | None, last: Time | None, voice: Voice) -> str:
    if first is not None and first == last:
        return " " + voice.time(first) if first.half_open else voice.say("range_one", date=voice.time(first))
    if first is not None and last is not None:
        return voice.say("range", first=voice.time(first), last=voice.time(last))
    if first is not None:
        return voice.say("range_from", first=voice.time(first))
    return voice.say("range_to", last=voice.time(last)) if last is not None else ""


def _counted(noun: str, number: int, voice: Voice, *, more: bool) -> str:
    """A number with its noun: "3 events", or "More than 200 events"."""
    count = voice.count(noun, number)
    return voice.say("more_than", count=count) if more else count


def count_line(paging: Paging, span: str, voice: Voice) -> str:
    """The line with the number of entries and the number of this page."""
    if paging.total == 0:
        return voice.say("list_none", range=span)
    count = _counted("entries", paging.total, voice, more=paging.more)
    if paging.pages <= 1:
        return voice.say("list_count", count=count, range=span)
    return voice.say("list_page", count=count, range=span, page=str(paging.page), pages=str(paging.pages))
