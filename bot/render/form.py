"""Makes Discord's modal of a form, and reads what was submitted in it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.domain.edits import Form, FormField
from bot.render.discord_view import cut
from bot.render.markdown import clean
from bot.render.message import FORM_HOLDS, units
from bot.render.voice import Voice

FORM = re.compile(r"form:(?P<draft>[a-z0-9]{1,40}):(?P<time>[0-9a-f]{8})")
FIELDS = 5
LABEL = 45
HINT = 100


class _Shown(ui.Modal):
    """A form to send; ``Bot.on_interaction`` receives what is submitted, also after a restart."""


def modal(form: Form, voice: Voice) -> ui.Modal:
    """The form as a modal; its custom_id holds the id of its draft."""
    shown = _Shown(
        title=voice.say(f"form_{form.title}")[:LABEL], custom_id=_fresh(form.draft.id), timeout=None
    )
    for field in form.fields[:FIELDS]:
        # A value that is too long for the record is shown whole, so that its author can shorten it.
        limit = min(FORM_HOLDS, max(field.limit, units(field.value)))
        text = ui.TextInput[Any](
            custom_id=field.name,
            style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
            default=cut(field.value, limit) or None,
            placeholder=_hint(form, field, voice)[:HINT],
            required=field.required,
            max_length=limit,
        )
        label = f"label_{field.name}"
        shown.add_item(ui.Label(text=clean(voice.say(label), LABEL), component=text))
    shown.stop()
    return shown


def draft_of(custom_id: str) -> str | None:
    """The id of the draft that a submitted form belongs to; None for any other custom_id."""
    match = FORM.fullmatch(custom_id)
    return match["draft"] if match is not None else None


def filled_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The values of a submitted form, by field."""
    return {
        part["custom_id"]: str(part.get("value") or "")
        for part in _walk(data.get("components", ()))
        if "custom_id" in part and "value" in part
    }


def _fresh(draft: str) -> str:
    # For a custom_id that they know, phones show old values in place of those sent (discord-api-docs #7554).
    return f"form:{draft}:{secrets.token_hex(4)}"


def _hint(form: Form, field: FormField, voice: Voice) -> str:
    own = f"hint_{form.draft.question.command.removeprefix('edit ').replace(' ', '_')}_{field.name}"
    key = own if own in voice.words.text else f"hint_{field.name}"
    return voice.say(key if key in voice.words.text else "hint_other")


def _walk(parts: Any) -> Iterator[Mapping[str, Any]]:
    for part in parts:
        yield part
        yield from _walk(part.get("components") or ())
        if "component" in part:
            yield from _walk((part["component"],))
