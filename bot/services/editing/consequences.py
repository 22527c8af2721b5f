"""What else a planned change does: to agreements' status, to coming notes, and to messages already posted."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.domain.anniversaries import never, next_due
from bot.domain.claims import datings
from bot.domain.dates import day
from bot.domain.edits import Altered, DateRead, Field, Line
from bot.domain.entities import Agreement, Event
from bot.domain.entries import Restatus
from bot.domain.fold import fold
from bot.domain.gists import gist_of
from bot.domain.subscriptions import Errata, NeverPosted, WillPost
from bot.services.answers.status import agreement_steps, events_of, fold_status, named_by, with_entries
from bot.services.editing.plan import Plan
from bot.services.editing.request import EditRequest
from bot.services.event_view import EventView
from bot.services.footnotes import Footnotes
from bot.services.notes.subscriptions import next_in, subscriptions
from bot.services.posting.corrections import LINKED
from bot.services.record import Part

RESTATED = 3
"""Most agreements of which a preview shows the status before and after."""


async def with_consequences(request: EditRequest, plan: Plan) -> Plan:
    """The plan with lines about what else it does: the next note below the date, corrections last."""
    changed = [(before, after) for part in plan.parts for before, after in _states(part)]
    lines = list(plan.lines)
    dated = [after for before, after in changed if before is None or _redated(before, after)]
    if len(dated) == 1 and dated[0].retracted is None:
        place = next((at for at, line in enumerate(lines, 1) if _is_date(line)), len(lines))
        lines.insert(place, await will_post(request, dated[0]))
        when = datings(dated[0])["all"].date
        if when is not None and when.low > request.asker.today:
            lines.insert(place, Field("ahead", day(request.asker.today)))
    lines += await restated(request, changed)
    if more := len(_touched(request, changed)[RESTATED:]):
        lines.append(Field("others", str(more)))
    wrong = [before for before, after in changed if before is not None and _shown(before) != _shown(after)]
    if notes := await _notes_on(request, [event.id for event in wrong]):
        lines.append(Errata(notes))
    for agreement in filter(None, map(_renamed, plan.parts)):
        rows = await request.views.linked(request.at, "all", "agreement", agreement, limit=LINKED)
        if notes := await _notes_on(request, [row.row.id for row in rows]):
            lines.append(Errata(notes, naming=True))
    return replace(plan, lines=tuple(lines))


async def restated(request: EditRequest, changed: Sequence[tuple[Event | None, Event]]) -> list[Restatus]:
    """The agreements whose status the changed events alter, with the status before and after.

    Of those that the events act on, the first ``RESTATED`` are looked at.
    """
    changing = {event.id: EventView(event, request.scope, position=0) for _, event in changed}
    after = [gist_of(event) for _, event in changed if not _is_gone(event)]
    found = []
    for state in _touched(request, changed)[:RESTATED]:
        events = await events_of(request, state.id)
        unchanged = [gist for gist in events if gist.id not in changing]
        now, then = (
            fold_status(state, agreement_steps(state.id, some, request.layer), request.days(None))
            for some in (events, [*unchanged, *after])
        )
        if now != then:
            views = await request.event_views([*named_by(now, events), *named_by(then, unchanged)])
            before = with_entries(now, views, request.layer, Footnotes(()))
            found.append(
                Restatus(before, with_entries(then, {**views, **changing}, request.layer, Footnotes(())))
            )
    return found


def _touched(request: EditRequest, changed: Sequence[tuple[Event | None, Event]]) -> list[Agreement]:
    """The agreements that the changed events act on, each once."""
    known = request.names.agreements
    touched = (step.agreement for pair in changed for event in pair if event for step in event.steps)
    return [known[id] for id in dict.fromkeys(touched) if id in known]


async def _notes_on(request: EditRequest, events: Sequence[str]) -> int:
    """How many notes posted in the server mention any of these events."""
    return await request.posts.deliveries.count_carrying(request.scope, *events)


async def will_post(request: EditRequest, event: Event) -> Line:
    """A line that says when an event will be in a note of this server next, or why it never is."""
    dating = datings(event)
    live = [one for _, one in await subscriptions(request.views, request.scope) if not one.retracted]
    why = never(event, dating["all"], unmarked=any(one.unmarked for one in live))
    date = dating["all"].date
    if why is not None or date is None:
        return NeverPosted(why or "undated")
    today = request.asker.today
    found = [(next_in(event, one, today), one) for one in live]
    told = sorted(((*coming, one) for coming, one in found if coming is not None), key=lambda each: each[0])
    if told:
        day, due, first = told[0]
        return WillPost(day, due, first.time, first.zone, channels=len(told))
    coming = next_due(date, today)
    return WillPost(*coming, filtered=bool(live)) if coming is not None else NeverPosted("year")


def _states(part: Part) -> list[tuple[Event | None, Event]]:
    """The event of a part, before and after it, as a list of one pair.

    Empty if the part is about no event.
    """
    entity, bodies = part
    after = fold(entity.state, bodies)
    before = entity.state if isinstance(entity.state, Event) else None
    return [(before, after)] if isinstance(after, Event) else []


def _renamed(part: Part) -> str | None:
    """The id of the agreement that a part gives another name; None if it renames none."""
    entity, bodies = part
    before, after = entity.state, fold(entity.state, bodies)
    renamed = isinstance(before, Agreement) and isinstance(after, Agreement) and before.called != after.called
    return entity.id if renamed else None


def _redated(before: Event, after: Event) -> bool:
    back = before.retracted is not None and after.retracted is None
    dated = [
        (dating.date, dating.contested) for dating in (datings(event)["all"] for event in (before, after))
    ]
    return back or dated[0] != dated[1]


def _shown(event: Event) -> tuple[object, ...]:
    """What messages are corrected for if it changes: title, date, steps, and whether the event stands."""
    return event.title, datings(event)["all"].date, event.steps, _is_gone(event)


def _is_gone(event: Event) -> bool:
    return event.retracted is not None or event.merged_into is not None


def _is_date(line: Line) -> bool:
    return isinstance(line, DateRead) or (isinstance(line, Altered) and line.key == "date")
