"""Autocomplete for the options of /edit."""

from __future__ import annotations

from msgspec.structs import replace

from bot.domain.dates import parse
from bot.domain.entities import ACTIONS, OWN_KNOWLEDGE
from bot.domain.facts import Count, ShortDate
from bot.domain.questions import Choose, Completion, Question, Refusal
from bot.locales import words
from bot.locales.en import ENGLISH
from bot.services.desk.shelf import distinct_titles, title_of
from bot.services.editing.correcting import labels_of, retracted_events
from bot.services.editing.fields import claim_label
from bot.services.editing.request import EditRequest
from bot.services.event_view import claims_in
from bot.services.typed.completion import OFFERS, dates
from bot.services.typed.completion import complete as complete_for_readers
from bot.services.typed.events import resolve_event
from bot.services.typed.names import LONGEST_VALUE, fold_name
from bot.services.typed.vocabulary import offers_of

COMPLETED_AS: dict[str, tuple[str, str]] = {
    "event": ("event", "name"),
    "keep": ("event", "name"),
    "drop": ("event", "name"),
    "agreement": ("agreement", "name"),
    "type": ("find", "type"),
}
"""Options that are completed as this option of this readers' command is."""
SINCE = (("hours", 1), ("hours", 2), ("hours", 12), ("days", 1), ("days", 7))


async def complete(request: EditRequest, option: str, typed: str) -> tuple[Completion, ...]:
    """Up to 25 offers for an editor's half-typed option."""
    command = request.question.command
    if (command, option) == ("edit restore", "event"):
        return await _retracted(request, typed)
    if option == "source":
        return await (_claims(request, typed) if command == "edit amend" else _sources(request, typed))
    if option == "document":
        return await _papers(request, typed)
    if option == "name":
        kind = "agreement" if command.startswith("edit agreement") else "source"
        return await as_reader(request, kind, "name", typed)
    if option == "parties":
        return await complete_parties(request, typed)
    if option == "since":
        spans = ((Count(*span), ENGLISH.count(*span)) for span in SINCE)
        return tuple(Completion(span, value) for span, value in spans if fold_name(typed) in value)
    if option in ("date", "published"):
        return dates(typed, request.asker.today, command, option)
    if option == "action":
        return offers_of(typed, ACTIONS, request.asker.locale)[:OFFERS]
    like = COMPLETED_AS.get(option)
    return await as_reader(request, *like, typed) if like is not None else ()


async def as_reader(request: EditRequest, command: str, option: str, typed: str) -> tuple[Completion, ...]:
    """What a reader would be offered for an option of a readers' command."""
    return await complete_for_readers(replace(request, question=Question(command)), option, typed)


async def _sources(request: EditRequest, typed: str) -> tuple[Completion, ...]:
    known = await as_reader(request, "source", "name", typed)
    if typed.startswith(("http://", "https://")):
        return (Completion(typed[:LONGEST_VALUE], typed),) if len(typed) <= LONGEST_VALUE else ()
    own = offers_of(typed, (OWN_KNOWLEDGE,), request.asker.locale)
    return (*own, *known)[:OFFERS]


async def _claims(request: EditRequest, typed: str) -> tuple[Completion, ...]:
    """The claims of the event that is being amended, by source and date; those that have what was typed."""
    found = await resolve_event(request, request.option("event"), "event")
    if not request.option("event") or isinstance(found, Refusal | Choose):
        return ()
    labels = await labels_of(request, found.event)
    called = {
        claim.id: claim_label(labels[claim.source], ShortDate(parse(claim.date)))
        for claim in claims_in(found.event, "all")
    }
    table, wanted = words(request.asker.locale), fold_name(typed)
    fitting = (id for id, label in called.items() if wanted in fold_name(table.word(label)))
    return tuple(Completion(called[id], id) for id in fitting)[:OFFERS]


async def complete_parties(request: EditRequest, typed: str) -> tuple[Completion, ...]:
    """Offers for the last of several parties that are typed; each repeats those before it."""
    before, comma, last = typed.rpartition(",")
    start = f"{before.strip()}, " if comma else ""
    offers = await as_reader(request, "find", "party", last.strip())
    return tuple(
        Completion(start + offer.value, start + offer.value)
        for offer in offers
        if len(start + offer.value) <= LONGEST_VALUE
    )


async def _papers(request: EditRequest, typed: str) -> tuple[Completion, ...]:
    """The server's papers whose titles contain what was typed, the newest first."""
    papers = await request.shelf.documents.of(request.scope)
    wanted = fold_name(typed)
    called = distinct_titles(papers)
    fitting = (paper.sha256 for paper in papers if wanted in fold_name(title_of(paper)))
    return tuple(Completion(called[sha256], sha256) for sha256 in fitting)[:OFFERS]


async def _retracted(request: EditRequest, typed: str) -> tuple[Completion, ...]:
    found = (await retracted_events(request, typed))[:OFFERS]
    return tuple(Completion(one.titled, one.label) for one in found)
