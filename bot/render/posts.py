"""Renders the answers of ``/posts``: settings, previews of notes, receipts, and the list of channels."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.dates import day as day_date
from bot.domain.delivery import delivery_id
from bot.domain.edits import Menu as DraftMenu
from bot.domain.permissions import closes
from bot.domain.questions import Question
from bot.domain.scopes import guild_of
from bot.domain.subscriptions import (
    Listed,
    NotePreview,
    PostsAnswer,
    SentAnswer,
    Settings,
    SettingsChanged,
    SettingsRead,
    WillPost,
)
from bot.render.markdown import inert
from bot.render.message import Button, Choice, Menu, Message
from bot.render.note import render_note
from bot.render.voice import Voice

LISTED = 12
"""Most channels on one screen."""


def settings_read(line: SettingsRead, voice: Voice) -> str:
    """The preview of settings: when and how many notes will come, and whether the bot may post them."""
    return "\n".join(_read(line, voice))


def _read(line: SettingsRead, voice: Voice) -> Iterator[str]:
    held = line.settings
    _, time_now = line.now
    place = inert(held.place) or voice.city(held.zone)
    yield voice.say("posts_when", time=held.time, place=place, zone=held.zone, now=time_now)
    days = voice.count("days", line.forecast.days)
    key = "posts_forecast_documents" if held.layer == "documents" else "posts_forecast"
    yield voice.say(key, days=days, documents=str(line.forecast.documents))
    first = line.forecast.first
    yield voice.say("posts_first", day=voice.day(first)) if first is not None else voice.say("posts_never")
    if line.skipped is not None:
        day, instead = line.skipped
        yield voice.say("posts_skipped", day=voice.day(day), time=held.time, instead=instead)
    every = settings_told(held, voice, every=line.every)
    yield from (told for key, told in every if key not in ("time", "zone"))
    if line.taken_up:
        yield voice.say("posts_taken_up")
    yield from _checks(line, voice)


def _checks(line: SettingsRead, voice: Voice) -> Iterator[str]:
    granted = [voice.permission(name) for name, held in line.checks if held]
    if granted:
        yield " ".join(voice.say("posts_granted", name=name) for name in granted)
    lacking = [name for name, held in line.checks if not held]
    for name in lacking:
        called, why = voice.words.permissions[name]
        yield voice.say("posts_lacking", name=called, why=why)
    if closes(lacking):
        yield voice.say("posts_mend")


def settings_told(held: Settings, voice: Voice, *, every: bool = False) -> list[tuple[str, str]]:
    """The settings in words, as (name, text); those with their usual values are left out unless ``every``."""
    usual = _values(Settings(held.channel, held.time, held.zone, held.kinds), voice)
    return [
        (key, voice.say(f"setting_{key}", value=value))
        for key, value in _values(held, voice).items()
        if value and (every or key in ("kinds", "time", "zone") or value != usual[key])
    ]


def settings_changed(line: SettingsChanged, voice: Voice) -> str:
    """Each setting that changes, before and after."""
    before, after = _values(line.before, voice), _values(line.after, voice)
    return "\n".join(
        voice.say(
            f"setting_{key}",
            value=voice.say("setting_altered", before=before[key], after=f"**{after[key]}**"),
        )
        for key in after
        if after[key] != before[key]
    )


def _values(held: Settings, voice: Voice) -> dict[str, str]:
    only = voice.listed(inert(name) for name in (*held.parties, *held.agreements))
    return {
        "time": held.time,
        "zone": voice.city(held.zone),
        "kinds": voice.listed(voice.say(f"part_{kind}_name") for kind in held.kinds),
        "only": only or voice.say("everything_due"),
        "layer": voice.say(f"layer_{held.layer}"),
        "years": voice.say("years_round" if held.round_only else "years_all"),
        "unmarked": voice.say("unmarked_yes" if held.unmarked else "unmarked_no"),
        "ping": f"<@&{held.ping}>" if held.ping else voice.say("nobody"),
        "grace": voice.count("hours", held.grace),
    }


def will_post(line: WillPost, voice: Voice) -> str:
    """When an event will be posted next, and in how many channels."""
    facts = {
        "day": voice.day(line.day),
        "years": voice.count("years", line.due.years),
        "then": voice.say(f"then_{line.due.part}"),
    }
    if not line.channels:
        told = voice.say("next_anniversary", **facts)
        return f"{told}; {voice.say('filtered_out')}" if line.filtered else told
    key = "will_post" if line.channels == 1 else "will_post_several"
    return voice.say(
        key,
        time=line.time,
        place=voice.city(line.zone),
        channels=voice.count("channels", line.channels),
        **facts,
    )


def menu(choices: DraftMenu, question: Question, voice: Voice) -> Menu:
    """A draft's menu as part of a message; what is chosen there sets an option of ``question``."""
    return Menu(
        choices.option,
        voice.say(f"menu_{choices.option}"),
        question,
        tuple(Choice(voice.say(f"choice_{one.value}"), one.value, one.chosen) for one in choices.choices),
        choices.least,
    )


def note_preview(answer: NotePreview, voice: Voice) -> Message:
    """A note as it would be posted, below a line that says that it is a preview."""
    held = answer.settings
    facts = {
        "channel": f"<#{held.channel}>",
        "day": voice.day(answer.day),
        "time": held.time,
        "place": voice.city(held.zone),
    }
    buttons: tuple[Button, ...] = ()
    if answer.next is not None and "draft" not in answer.question.options:
        options = {"channel": str(held.channel), "date": day_date(answer.next).edtf}
        label = voice.day(answer.next)
        buttons = (voice.button("button_next_note", Question("posts preview", options), day=label),)
    if answer.note is None:
        return Message((voice.say("posts_no_note", **facts),), buttons, private=True)
    id = delivery_id(held.channel, answer.day)
    shown = render_note(answer.note, id, locale=voice.words.locale, mentions=voice.mentions, ping=held.ping)
    over = voice.say("posts_preview_past" if answer.past else "posts_preview", **facts)
    return Message((over, *shown.blocks), buttons, private=True)


def sent(answer: SentAnswer, voice: Voice) -> Message:
    """What came of posting a missed note."""
    told = voice.say(
        f"sent_{answer.outcome}",
        day=voice.day(answer.day),
        link=message_link(answer.scope, answer.channel, answer.message),
        channel=f"<#{answer.channel}>",
        reason=reason(answer.why, voice),
    )
    return Message((told,), private=True)


def message_link(scope: str, channel: int, message: int | None) -> str:
    """The address of a message in a server's channel."""
    return f"https://discord.com/channels/{guild_of(scope)}/{channel}/{message or ''}"


def reason(code: str, voice: Voice) -> str:
    """A reason code of the ledger in words."""
    _, _, lacking = code.partition("permission:")
    if lacking in voice.words.permissions:
        return voice.say("reason_lacking", name=voice.permission(lacking))
    key = f"reason_{code}"
    return voice.say(key) if key in voice.words.text else inert(code.replace("_", " "), 60)


def posts_list(answer: PostsAnswer, voice: Voice) -> Message:
    """The channels with notes, each with its next note or what prevents it."""
    if not answer.listed:
        return Message((voice.say("posts_none"),), private=True)
    lines = [voice.say("posts_list")]
    for one in answer.listed[:LISTED]:
        lines.append(_listed(one, voice))
        if one.status != "stopped":
            told = [text for key, text in settings_told(one.settings, voice) if key not in ("time", "zone")]
            lines.append(voice.say("posts_of", settings=" · ".join(told)))
    if len(answer.listed) > LISTED:
        lines.append(voice.say("posts_more", n=str(len(answer.listed) - LISTED)))
    return Message(("\n".join(lines),), private=True)


def _listed(one: Listed, voice: Voice) -> str:
    held = one.settings
    facts = {"channel": f"<#{held.channel}>", "time": held.time, "place": voice.city(held.zone)}
    if one.status == "stopped":
        return voice.say("posts_stopped", until=voice.day(one.kept_until), **facts)
    if one.gone:
        return voice.say("posts_gone", **facts)
    if one.status == "blocked":
        lacking = [reason(f"permission:{name}", voice) for name in one.missing]
        why = voice.listed(lacking) or reason(one.why, voice)
        return voice.say("posts_blocked", why=why, **facts)
    if one.status == "paused":
        if held.until:
            return voice.say("posts_paused_until", until=voice.day(held.until), **facts)
        return voice.say("posts_paused", **facts)
    if one.day is None or one.due is None:
        return voice.say("posts_active_none", **facts)
    due = f"<t:{int(one.due.timestamp())}:R>"
    return voice.say("posts_active", day=voice.day(one.day), due=due, **facts)
