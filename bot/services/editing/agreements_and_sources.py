"""Plans changes to agreements and sources: add, amend, retract."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from bot.domain import decide
from bot.domain.edits import Field, Line
from bot.domain.entities import AGREEMENT_TYPES, SERVER, Agreement, Source
from bot.domain.questions import Choose, Refusal
from bot.services.desk.proposals import LABEL
from bot.services.editing.changes import amended_lines, value_of
from bot.services.editing.fields import (
    LINK,
    NO_PARTIES,
    Reader,
    as_typed,
    host_of,
    names_by_language,
    read_fields,
    typed_date,
    typed_parties,
)
from bot.services.editing.plan import Planned, plan_for_entity
from bot.services.editing.request import EditRequest
from bot.services.record import Entity
from bot.services.typed.meaning import resolve_named
from bot.services.typed.names import fold_name
from bot.services.typed.vocabulary import exactly, unknown_word

T = TypeVar("T", Agreement, Source)

ALIKE = "alike"
"""Key of the line of a preview that names what may be the same."""
_SHORT = 24
"""Most characters of an alias that is taken as the short name."""


async def plan_agreement_add(request: EditRequest) -> Planned:
    """``/edit agreement add``: a new agreement of the server's own."""
    type_ = _type(request, request.option("type"))
    if isinstance(type_, Refusal):
        return type_
    name = request.option("name")
    if not name:
        return request.refuse("name_missing")
    parties = await typed_parties(request)
    names = names_by_language(request, request.option("aliases"))
    entity = await _new_entity(request, "agreement", name)
    agreement = Agreement(entity.id, name, type_, short=_short(name, names), parties=parties.ids, names=names)
    lines: list[Line] = [Field("type", type_), *parties.lines]
    lines += [Field("aliases", _aliases(names))] if names else []
    lines += [Field("short", agreement.short)] if agreement.short != name else []
    lines += _alike(request, "agreement", name)
    bodies = decide.add(entity.state, agreement)
    return plan_for_entity(request, "agreement add", entity, bodies, name, lines=lines, beside=parties.parts)


async def plan_agreement_amend(request: EditRequest) -> Planned:
    """``/edit agreement amend``: new values for fields of an agreement."""
    named = await _named(request, "agreement", Agreement)
    if isinstance(named, Refusal | Choose):
        return named
    entity, agreement = named
    parties = await typed_parties(request)
    fields = read_fields(request, {**_AGREEMENT, "parties": ("parties", lambda *_: parties.ids)})
    if isinstance(fields, Refusal | Choose):
        return fields
    bodies = decide.amend(
        agreement, {**fields, **_new_short_name(agreement, fields)}, request.option("reason")
    )
    lines = amended_lines(request, bodies, parties)
    return plan_for_entity(
        request, "agreement amend", entity, bodies, agreement.name, lines=lines, beside=parties.parts
    )


async def plan_agreement_retract(request: EditRequest) -> Planned:
    """``/edit agreement retract``: takes an agreement out; its events stay."""
    named = await _named(request, "agreement", Agreement)
    if isinstance(named, Refusal | Choose):
        return named
    entity, agreement = named
    bodies = decide.retract(agreement, request.option("reason"))
    lines = [Field("reason", request.option("reason"))]
    return plan_for_entity(request, "agreement retract", entity, bodies, agreement.name, lines=lines)


async def plan_source_add(request: EditRequest) -> Planned:
    """``/edit source add``: a new source of the server's own."""
    title = request.option("title")
    if not title:
        return request.refuse("title_missing")
    fields = read_fields(request, _SOURCE)
    if isinstance(fields, Refusal | Choose):
        return fields
    label = fields.get("author") or title
    entity = await _new_entity(request, "source", title)
    source = Source(
        entity.id, title, label[:LABEL], author=fields.get("author", ""), date=fields.get("date", ""),
        url=fields.get("url", ""), reviewed=bool(fields.get("url")), pack=SERVER,
    )  # fmt: skip
    lines: list[Line] = [
        Field(key, value_of(request.names, key, fields[key])) for key in fields if key != "title"
    ]
    lines += _alike(request, "source", title)
    return plan_for_entity(
        request, "source add", entity, decide.add(entity.state, source), title, lines=lines
    )


async def plan_source_amend(request: EditRequest) -> Planned:
    """``/edit source amend``: new values for fields of a source."""
    named = await _named(request, "source", Source)
    if isinstance(named, Refusal | Choose):
        return named
    entity, source = named
    fields = read_fields(request, _SOURCE)
    if isinstance(fields, Refusal | Choose):
        return fields
    bodies = decide.amend(source, {**fields, **_new_label(source, fields)})
    lines = amended_lines(request, bodies, NO_PARTIES)
    return plan_for_entity(request, "source amend", entity, bodies, source.title, lines=lines)


def _new_short_name(agreement: Agreement, fields: dict[str, Any]) -> dict[str, str]:
    """A new short name, if the old one is a name that the agreement no longer has; otherwise nothing."""
    name, names = fields.get("name", agreement.name), fields.get("names", agreement.names)
    had, has = (agreement.name, *_aliases(agreement.names)), (name, *_aliases(names))
    lost = agreement.short in had and agreement.short not in has
    return {"short": _short(name, names)} if lost else {}


def _new_label(source: Source, fields: dict[str, str]) -> dict[str, str]:
    """A new label for footnotes, if the old one is the author or title that is corrected.

    Otherwise nothing.
    """
    for name, had in (("author", source.author), ("title", source.title)):
        if had[:LABEL] == source.label and name in fields:
            return {"label": fields[name][:LABEL]}
    return {}


def _type(request: EditRequest, typed: str) -> str | Refusal:
    return exactly(typed, AGREEMENT_TYPES) or unknown_word(request, "type", AGREEMENT_TYPES)


def _published(request: EditRequest, _: str) -> str | Refusal | Choose:
    date = typed_date(request)
    return date if isinstance(date, Refusal | Choose) else date.edtf


def _link(request: EditRequest, typed: str) -> str | Refusal:
    return typed if LINK.fullmatch(typed) and host_of(typed) else request.refuse("bad_link", typed=typed)


_AGREEMENT: dict[str, tuple[str, Reader]] = {
    "new_name": ("name", as_typed),
    "type": ("type", _type),
    "aliases": ("names", names_by_language),
}
_SOURCE: dict[str, tuple[str, Reader]] = {
    "title": ("title", as_typed),
    "author": ("author", as_typed),
    "date": ("date", _published),
    "link": ("url", _link),
}
"""For each option of a source's commands, the field that it sets and the function that reads it."""


async def _named(request: EditRequest, kind: str, sort: type[T]) -> tuple[Entity, T] | Refusal | Choose:
    """The agreement or source that the option ``name`` means: the entity to change, and its state."""
    typed = request.option("name")
    found = resolve_named(request, typed, kind, "name")
    if isinstance(found, Refusal | Choose):
        return found
    entity = await request.recorder.entity(request.scope, kind, found.id)
    state = entity.state
    return (entity, state) if isinstance(state, sort) else request.refuse("unknown_name", typed=typed)


def _alike(request: EditRequest, kind: str, name: str) -> list[Line]:
    """The line of a preview about entities with a similar name; none if there are none."""
    alike = request.names.nearest(name, (kind,), 2, 80)
    return [Field(ALIKE, tuple(thing.name for thing in alike))] if alike else []


async def _new_entity(request: EditRequest, kind: str, name: str) -> Entity:
    """A new entity with an unused id: a digest of its name, since an id stays when the name is erased."""
    digest = hashlib.sha256(fold_name(name).encode()).hexdigest()[:12]
    number = 1
    while True:
        id = f"s-{digest}" + (f"-{number}" if number > 1 else "")
        entity = await request.recorder.entity(request.scope, kind, id)
        if entity.state is None and entity.versions[request.scope, f"{kind}/{id}"] == 0:
            return entity
        number += 1


def _short(name: str, names: dict[str, tuple[str, ...]]) -> str:
    """The short name: the first English alias that is short enough, or else the name itself."""
    return next((alias for alias in names.get("en", ()) if len(alias) <= _SHORT), name)


def _aliases(names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(alias for aliases in names.values() for alias in aliases)
