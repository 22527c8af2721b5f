"""How a found statement stands to what the record knows: new, known, or one more claim to an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate, Precision, overlaps, parse, within
from bot.domain.entities import MENTIONED, Claim, Event
from bot.domain.project import dating
from bot.domain.review import Tie
from bot.extraction.statement import Statement
from bot.services.event_view import event_view, label_of
from bot.services.typed.names import fold_name
from storage.views import At, Range, Views

ONCE = frozenset(
    {"agreed", "issued", "initialled", "signed", "ratified", "entered_into_force", "superseded", "expired"}
    | {"terminated", "established", "dissolved", "signing_cancelled"}
)
"""Actions that one agreement undergoes once; a mechanism is held, and talks resume, again and again."""
VAGUE_KINDS = frozenset({"development", "policy", "publication", "agreement", "declaration"})
"""Kinds of which parties and time alone do not tell whether two are the same."""
_MOST = 500
"""Most events of an agreement or a time that are looked at."""
_FINE = frozenset({Precision.DAY, Precision.MONTH})


class Match(msgspec.Struct, frozen=True):
    """How a statement stands to an event; ``new`` has none."""

    kind: Tie | Literal["new"]
    event: Event | None = None

    @property
    def label(self) -> str:
        """What users call the event (E-57), "" without one."""
        return label_of(self.event) if self.event is not None else ""


NEW = Match("new")


async def match(statement: Statement, views: Views, at: At, source: str) -> Match:
    """How a statement of a source stands to the events that a scope sees; ``source`` is the source's id."""
    return judge(statement, source, await _alike(statement, views, at, source))


async def _alike(statement: Statement, views: Views, at: At, source: str) -> list[Event]:
    """The events that a statement may belong to: those of its source, its agreement, its time and party."""
    date = parse(statement.date)
    rows = list(await views.linked(at, "all", "source", source, limit=_MOST))
    if statement.agreement:
        rows += await views.linked(at, "all", "agreement", statement.agreement, limit=_MOST)
    if date.precision in _FINE:
        of_party = (("party", statement.parties[0]),) if statement.parties else ()
        then = Range("all", date.low, date.high, of_party)
        rows += await views.between(at, then, limit=_MOST)
    return list({row.row.id: event_view(row).event for row in rows}.values())


def judge(statement: Statement, source: str, events: Sequence[Event]) -> Match:
    """How a statement stands to some events: the closest tie that any of them has to it."""
    said = [event for event in events if any(_says(claim, statement, source) for claim in event.claims)]
    if said:
        return Match("duplicate", max(said, key=lambda event: _has_step(event, statement)))
    ties = _ties(statement, events)
    return min(
        ties, key=lambda tie: (_CLOSEST.index(tie.kind), not _has_step(tie.event, statement)), default=NEW
    )


_CLOSEST: tuple[Tie, ...] = ("further", "refinement", "contradiction")


def _ties(statement: Statement, events: Iterable[Event]) -> Iterator[Match]:
    date = parse(statement.date)
    for event in events:
        same_step = _has_step(event, statement)
        if not (
            same_step
            or _is_named_by(event, statement)
            or _same_turn(event, statement, date)
            or _same_happening(event, statement, date)
            or _same_title(event, statement, date)
        ):
            continue
        known = dating(event).date
        dates = [parse(claim.date) for claim in event.claims if not claim.retracted]
        if date in dates or (known is not None and within(known, date)):
            yield Match("further", event)
        elif same_step and any(overlaps(date, other) for other in dates) and _clashes(event, statement):
            yield Match("contradiction", event)
        elif any(within(date, other) for other in dates):
            yield Match("refinement", event)
        elif any(overlaps(date, other) for other in dates):
            yield Match("further", event)
        elif same_step and statement.action in ONCE and not (date.open_start or date.open_end):
            yield Match("contradiction", event)


def _clashes(event: Event, statement: Statement) -> bool:
    """Whether a statement that agrees with one of an event's claims cannot be true beside another."""
    said = Claim(id="said", source="", date=statement.date)
    return said.id in dating(msgspec.structs.replace(event, claims=(*event.claims, said))).conflicts


def _says(claim: Claim, statement: Statement, source: str) -> bool:
    """Whether a claim is this statement: of the same source, in the same place, with the same date, however
    sure each is of it."""
    if claim.retracted or claim.source != source or not _same_time(claim.date, statement.date):
        return False
    if claim.words_start is not None and claim.words_end is not None:
        return claim.words_start < statement.end and statement.start < claim.words_end
    return (
        claim.start is not None
        and claim.end is not None
        and claim.start < statement.sentence_end
        and statement.sentence_start < claim.end
    )


def _same_time(one: str, other: str) -> bool:
    if one == other:
        return True
    a, b = parse(one), parse(other)
    return (a.low, a.high) == (b.low, b.high)


def _has_step(event: Event | None, statement: Statement) -> bool:
    """Whether an event does the same to the same agreement."""
    if event is None or statement.action in ("", MENTIONED):
        return False
    return any(
        step.agreement == statement.agreement and step.action == statement.action for step in event.steps
    )


def _is_named_by(event: Event, statement: Statement) -> bool:
    """Whether a statement only mentions what an event did to the agreement: "the 1960 treaty"."""
    return statement.action == MENTIONED and any(
        step.agreement == statement.agreement and step.action in ONCE for step in event.steps
    )


def _same_turn(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether an event of the same day is of the same kind and about the same agreement: a decision to end it
    and the announcement of it are one."""
    known = dating(event).date
    return (
        event.kind == statement.kind
        and any(step.agreement == statement.agreement for step in event.steps)
        and date.precision is Precision.DAY
        and known is not None
        and _same_time(known.edtf, date.edtf)
    )


def _same_happening(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether kind, the acting party and a day or month speak for one and the same happening."""
    if event.kind != statement.kind or event.kind in VAGUE_KINDS or date.precision not in _FINE:
        return False
    known = dating(event).date
    return (
        set(event.parties[:1]) <= set(statement.parties)
        and known is not None
        and known.precision in _FINE
        and overlaps(date, known)
    )


def _same_title(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether an event of the same day or month is called just what the statement would be: what another
    version of a paper says over again, whose sentences stand in other places."""
    return (
        date.precision in _FINE
        and any(_same_time(claim.date, statement.date) for claim in event.claims if not claim.retracted)
        and fold_name(event.title) == fold_name(statement.title)
    )
