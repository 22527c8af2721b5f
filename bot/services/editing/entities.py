"""Planning what concerns agreements and sources themselves."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from bot.domain import decide
from bot.domain.dates import HistoricalDate
from bot.domain.edits import Altered, Field, Line
from bot.domain.entities import AGREEMENT_TYPES, SERVER, Agreement, Source
from bot.domain.facts import Fact
from bot.domain.questions import Choose, Refusal
from bot.services.desk.proposals import LABEL
from bot.services.editing.fields import (
    LINK,
    Parties,
    host_of,
    names_by_language,
    typed_date,
    typed_parties,
    unknown_word,
)
from bot.services.editing.session import Planned, Session, planned
from bot.services.inquiry import resolve_named
from bot.services.record import Entity
from bot.services.told import date_or_none
from bot.services.typed.names import fold_name
from bot.services.typed.vocabulary import exactly

T = TypeVar("T", Agreement, Source)

_SHORT = 24
"""An alias of at most so many characters may stand for the whole name."""


async def plan_agreement_add(session: Session) -> Planned:
    """A new agreement of the server's own."""
    type_ = _type(session)
    if isinstance(type_, Refusal):
        return type_
    name = session.option("name")
    if not name:
        return session.refuse("name_missing")
    parties = await typed_parties(session)
    names = names_by_language(session.option("aliases"))
    entity = await _free(session, "agreement", name)
    agreement = Agreement(entity.id, name, type_, short=_short(name, names), parties=parties.ids, names=names)
    lines: list[Line] = [Field("type", type_), *parties.lines]
    lines += [Field("aliases", _aliases(names))] if names else []
    alike = session.names.nearest(name, ("agreement",), 2, 80)
    lines += [Field("alike", tuple(thing.name for thing in alike))] if alike else []
    bodies = decide.add(entity.state, agreement)
    return planned(session, "agreement add", entity, bodies, name, lines=lines, beside=parties.parts)


async def plan_agreement_amend(session: Session) -> Planned:
    """New values for fields of an agreement."""
    named = await _named(session, "agreement", Agreement)
    if isinstance(named, Refusal | Choose):
        return named
    entity, agreement = named
    parties = await typed_parties(session)
    fields = _agreement_fields(session, parties)
    if isinstance(fields, Refusal):
        return fields
    bodies = decide.amend(agreement, {**fields, **_called_anew(agreement, fields)}, session.option("reason"))
    names = session.names.names_of
    before: dict[str, Fact] = {
        "name": agreement.name,
        "type": agreement.type,
        "parties": names("party", agreement.parties),
        "names": _aliases(agreement.names),
    }
    after: dict[str, Fact] = {**fields, "parties": parties.names, "names": _aliases(fields.get("names", {}))}
    lines = _differing(fields, before, after)
    if "parties" in fields and parties.new:
        lines = (*lines, Field("new_parties", parties.new))
    return planned(
        session, "agreement amend", entity, bodies, agreement.name, lines=lines, beside=parties.parts
    )


async def plan_agreement_retract(session: Session) -> Planned:
    """Takes an agreement out; its events stay."""
    named = await _named(session, "agreement", Agreement)
    if isinstance(named, Refusal | Choose):
        return named
    entity, agreement = named
    bodies = decide.retract(agreement, session.option("reason"))
    lines = [Field("reason", session.option("reason"))]
    return planned(session, "agreement retract", entity, bodies, agreement.name, lines=lines)


async def plan_source_add(session: Session) -> Planned:
    """A new source of the server's own."""
    title = session.option("title")
    if not title:
        return session.refuse("title_missing")
    read = _source_fields(session)
    if isinstance(read, Refusal | Choose):
        return read
    fields, lines = read
    label = fields.get("author") or title
    entity = await _free(session, "source", title)
    source = Source(
        entity.id, title, label[:LABEL], author=fields.get("author", ""), date=fields.get("date", ""),
        url=fields.get("url", ""), reviewed=bool(fields.get("url")), pack=SERVER,
    )  # fmt: skip
    alike = session.names.nearest(title, ("source",), 2, 80)
    lines += [Field("alike", tuple(thing.name for thing in alike))] if alike else []
    told = [line for line in lines if not (isinstance(line, Field) and line.key == "title")]
    return planned(session, "source add", entity, decide.add(entity.state, source), title, lines=told)


async def plan_source_amend(session: Session) -> Planned:
    """New values for fields of a source."""
    named = await _named(session, "source", Source)
    if isinstance(named, Refusal | Choose):
        return named
    entity, source = named
    read = _source_fields(session)
    if isinstance(read, Refusal | Choose):
        return read
    fields, _ = read
    bodies = decide.amend(source, {**fields, **_cited_anew(source, fields)})
    before: dict[str, Fact] = {
        "title": source.title,
        "author": source.author,
        "date": date_or_none(source.date) or "",
        "url": source.url,
    }
    after: dict[str, Fact] = {**fields, "date": date_or_none(fields.get("date", "")) or ""}
    lines = _differing(fields, before, after)
    return planned(session, "source amend", entity, bodies, source.title, lines=lines)


def _agreement_fields(session: Session, parties: Parties) -> dict[str, Any] | Refusal:
    fields: dict[str, Any] = {}
    if session.option("new_name"):
        fields["name"] = session.option("new_name")
    if session.option("type"):
        type_ = _type(session)
        if isinstance(type_, Refusal):
            return type_
        fields["type"] = type_
    if session.option("parties"):
        fields["parties"] = parties.ids
    if session.option("aliases"):
        fields["names"] = names_by_language(session.option("aliases"))
    return fields


def _called_anew(agreement: Agreement, fields: dict[str, Any]) -> dict[str, str]:
    """What answers call it from now on, where that was a name which it has no longer."""
    name, names = fields.get("name", agreement.name), fields.get("names", agreement.names)
    had, has = (agreement.name, *_aliases(agreement.names)), (name, *_aliases(names))
    lost = agreement.short in had and agreement.short not in has
    return {"short": _short(name, names)} if lost else {}


def _cited_anew(source: Source, fields: dict[str, str]) -> dict[str, str]:
    """What footnotes call it from now on, where that was the author or the title which is corrected."""
    for name, had in (("author", source.author), ("title", source.title)):
        if had[:LABEL] == source.label and name in fields:
            return {"label": fields[name][:LABEL]}
    return {}


def _source_fields(session: Session) -> tuple[dict[str, str], list[Line]] | Refusal | Choose:
    """The source's fields that were typed, with their values, and as they are told."""
    fields = {name: session.option(name) for name in ("title", "author") if session.option(name)}
    lines: list[Line] = [Field(name, text) for name, text in fields.items()]
    if session.option("date"):
        date: HistoricalDate | Refusal | Choose = typed_date(session)
        if isinstance(date, Refusal | Choose):
            return date
        fields["date"] = date.edtf
        lines.append(Field("date", date))
    link = session.option("link")
    if link and not (LINK.fullmatch(link) and host_of(link)):
        return session.refuse("bad_link", typed=link)
    if link:
        fields["url"] = link
        lines.append(Field("url", link))
    return fields, lines


def _differing(fields: dict[str, Any], before: dict[str, Fact], after: dict[str, Fact]) -> tuple[Line, ...]:
    return tuple(
        Altered({"names": "aliases"}.get(name, name), before[name], after[name])
        for name in fields
        if before[name] != after[name]
    )


def _type(session: Session) -> str | Refusal:
    return exactly(session.option("type"), AGREEMENT_TYPES) or unknown_word(session, "type", AGREEMENT_TYPES)


async def _named(session: Session, kind: str, sort: type[T]) -> tuple[Entity, T] | Refusal | Choose:
    """The agreement or source that the option ``name`` means: with what its changes are decided on, and as it
    stands."""
    typed = session.option("name")
    found = resolve_named(session, typed, kind, "name")
    if isinstance(found, Refusal | Choose):
        return found
    entity = await session.recorder.entity(session.scope, kind, found.id)
    state = entity.state
    return (entity, state) if isinstance(state, sort) else session.refuse("unknown_name", typed=typed)


async def _free(session: Session, kind: str, name: str) -> Entity:
    """An entity that is not there yet, under an id made of its name."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold_name(name)).strip("-")[:40] or kind
    number = 1
    while True:
        id = f"s-{slug}" + (f"-{number}" if number > 1 else "")
        entity = await session.recorder.entity(session.scope, kind, id)
        if entity.state is None and entity.versions[session.scope, f"{kind}/{id}"] == 0:
            return entity
        number += 1


def _short(name: str, names: dict[str, tuple[str, ...]]) -> str:
    """What answers call it: the first short English alias, or the name itself."""
    return next((alias for alias in names.get("en", ()) if len(alias) <= _SHORT), name)


def _aliases(names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(alias for aliases in names.values() for alias in aliases)
