"""Plans changes to the settings of notes: set-up, change, pause, resume, stop."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from bot.domain import decide
from bot.domain.delivery import is_paused
from bot.domain.edits import CHANNEL, Menu, MenuChoice
from bot.domain.entities import NOTE_PARTS, Subscription
from bot.domain.localtime import local_day
from bot.domain.permissions import Room, closes, missing, needed
from bot.domain.questions import Choose, Refusal
from bot.domain.subscriptions import SettingsChanged, SettingsRead
from bot.services.editing.plan import NeedsForm, Plan, Planned, plan_for_entity, seen_of
from bot.services.editing.posts.settings import FILTERS, TIME, Read, read_settings, with_names
from bot.services.editing.posts.surroundings import here_and_now, skipped_time
from bot.services.editing.request import EditRequest
from bot.services.notes.subscriptions import subscriptions
from bot.services.record import Entity, Part
from bot.services.typed.dates import read_one_day
from storage.rows import StoredRow
from storage.views import At

KEPT = timedelta(days=30)
"""How long the settings of stopped notes are kept for a new set-up."""
STOPPED = "stopped"


async def plan_setup(request: EditRequest) -> Planned | NeedsForm:
    """``/posts setup``: starts notes in a channel, changes running ones, or starts stopped ones again.

    If no zone is known, neither typed nor set in this server before, the form is asked for.
    """
    room = room_of(request)
    if isinstance(room, Refusal):
        return room
    entity, held = await subscription_of(request)
    base = held if held is not None and not await _forgotten(request, held) else None
    zone = base.zone if base is not None else await _last_zone(request)
    if not (zone or request.option("zone")):
        return NeedsForm({"time": request.option("time") or TIME}, seen_of(entity), "zone_missing")
    taken_up = base is not None and base.retracted is not None
    base = base or Subscription(entity.id, TIME, zone)
    read = await read_settings(request, replace(base, paused=False, until="", retracted=None))
    if not isinstance(read, Read):
        return read
    wanted = read.wanted
    parts: tuple[Part, ...] = ((entity, bodies),) if (bodies := decide.align(held, wanted, "")) else ()
    line = await _line(request, room, read, taken_up=taken_up, every=not parts)
    return Plan(
        act="posts setup",
        label=CHANNEL,
        title=entity.id,
        lines=(line,),
        parts=parts,
        seen=seen_of(entity),
        menus=_menus(wanted),
        ready=bool(parts) and not closes(name for name, given in line.checks if not given),
        settings=wanted,
    )


async def plan_change(request: EditRequest) -> Planned:
    """``/posts change``: other settings for a channel's notes.

    Options that are not given stay as they are.
    """
    there = await live_subscription(request)
    if isinstance(there, Refusal):
        return there
    entity, held = there
    read = await read_settings(request, held)
    if not isinstance(read, Read):
        return read
    bodies = decide.align(held, read.wanted, "")
    room = request.posts.rooms.room(request.scope, int(entity.id)) or Room("", frozenset())
    changed = SettingsChanged(with_names(request, held), with_names(request, read.wanted, read.place))
    return Plan(
        act="posts change",
        label=CHANNEL,
        title=entity.id,
        lines=(changed, await _line(request, room, read, every=not bodies)),
        parts=((entity, bodies),) if bodies else (),
        seen=seen_of(entity),
        menus=_menus(read.wanted),
        ready=bool(bodies),
        settings=read.wanted,
    )


async def plan_pause(request: EditRequest) -> Planned:
    """``/posts pause``: no notes in a channel until a day, or until somebody resumes them."""
    there = await live_subscription(request)
    if isinstance(there, Refusal):
        return there
    _, held = there
    request = request.in_zone(held.zone, request.editor.now)
    until = read_one_day(request, "until", ahead=True) if request.option("until") else 0
    if isinstance(until, Refusal | Choose):
        return until
    if until and until <= request.asker.today:
        return request.refuse("pause_past", typed=request.option("until"))
    until_iso = date.fromordinal(until).isoformat() if until else ""
    plan = _amended(request, "posts pause", there, paused=True, until=until_iso)
    return replace(plan, until=until) if isinstance(plan, Plan) else plan


async def plan_resume(request: EditRequest) -> Planned:
    """``/posts resume``: starts paused notes again."""
    there = await live_subscription(request)
    if isinstance(there, Refusal):
        return there
    _, held = there
    if not is_paused(held, local_day(request.editor.now, held.zone)):
        return request.refuse("not_paused")
    return _amended(request, "posts resume", there, paused=False, until="")


async def plan_stop(request: EditRequest) -> Planned:
    """``/posts stop``: ends notes in a channel; the settings are kept for ``KEPT``."""
    there = await live_subscription(request)
    if isinstance(there, Refusal):
        return there
    entity, held = there
    return plan_for_entity(
        request, "posts stop", entity, decide.retract(held, STOPPED), entity.id, label=CHANNEL
    )


def _amended(
    request: EditRequest, act: str, there: tuple[Entity, Subscription], *, paused: bool, until: str
) -> Planned:
    entity, held = there
    bodies = decide.amend(held, {"paused": paused, "until": until})
    return plan_for_entity(request, act, entity, bodies, entity.id, label=CHANNEL)


def room_of(request: EditRequest) -> Room | Refusal:
    """The channel that the question names; refused if the bot does not see it, or notes cannot go there."""
    room = request.posts.rooms.room(request.scope, int(request.option("channel") or 0))
    if room is None:
        return request.refuse("no_channel")
    return room if room.writable else request.refuse("no_text_channel")


async def subscription_of(request: EditRequest) -> tuple[Entity, Subscription | None]:
    """The settings of the named channel's notes, even stopped ones; None if it never had any."""
    entity = await request.recorder.entity(request.scope, "subscription", request.option("channel"))
    return entity, entity.state if isinstance(entity.state, Subscription) else None


async def live_subscription(request: EditRequest) -> tuple[Entity, Subscription] | Refusal:
    """The settings of the named channel's notes; refused if it gets none."""
    entity, held = await subscription_of(request)
    if held is None or held.retracted is not None:
        return request.refuse("no_notes_here")
    return entity, held


async def kept_until(request: EditRequest, row: StoredRow) -> datetime:
    """Until when the settings of stopped notes are kept."""
    record = await request.log.record(row.from_position)
    return (record.recorded_at if record is not None else request.editor.now) + KEPT


async def _forgotten(request: EditRequest, held: Subscription) -> bool:
    """Whether notes were stopped so long ago that a new set-up does not take up their settings."""
    if held.retracted is None:
        return False
    row = await request.views.get(At(request.scope), "subscription", held.id)
    return row is None or await kept_until(request, row) <= request.editor.now


async def _last_zone(request: EditRequest) -> str:
    """The zone that was set last in any channel of this server; empty if none was."""
    known = await subscriptions(request.views, request.scope)
    return max(known, key=lambda pair: pair[0].from_position)[1].zone if known else ""


async def _line(
    request: EditRequest, room: Room, read: Read, *, taken_up: bool = False, every: bool = False
) -> SettingsRead:
    wanted = read.wanted
    lacking = missing(room, wanted.ping)
    return SettingsRead(
        settings=with_names(request, wanted, read.place),
        now=here_and_now(wanted.zone, request.editor.now),
        forecast=await request.posts.forecast(request.scope, wanted, request.editor.now),
        skipped=skipped_time(wanted, request.asker.today),
        checks=tuple((name, name not in lacking) for name in needed(room, wanted.ping)),
        taken_up=taken_up,
        every=every,
    )


def _menus(wanted: Subscription) -> tuple[Menu, ...]:
    """The menus of the preview, in which parts of a note and filters can be chosen."""
    on = {
        "documents": wanted.layer == "documents",
        "round": wanted.round_only,
        "unmarked": wanted.unmarked,
        "ping": bool(wanted.ping),
    }
    return (
        Menu("kinds", tuple(MenuChoice(kind, kind in wanted.kinds) for kind in NOTE_PARTS), least=1),
        Menu("filters", tuple(MenuChoice(name, on[name]) for name in FILTERS if name != "ping" or on[name])),
    )
