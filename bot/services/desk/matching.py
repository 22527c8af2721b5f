"""Compares a statement found in a paper with the record: is it new, known, or a claim about a known event?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from bot.domain.claims import contradicts, dating
from bot.domain.dates import HistoricalDate, Precision, overlaps, parse, within
from bot.domain.entities import CONDITIONS, MENTIONED, Claim, Event
from bot.domain.review import Tie
from bot.extraction import english
from bot.extraction.actions.words import KINDS, MOODS, VERBS
from bot.extraction.statement import Statement
from bot.extraction.text.wordtree import words
from bot.services.event_view import event_view, label_of
from bot.services.typed.names import fold_name
from storage.views import At, Range, Views

ONCE = frozenset(
    {"agreed", "issued", "initialled", "signed", "ratified", "entered_into_force", "superseded", "expired"}
    | {"terminated", "established", "dissolved", "signing_cancelled"}
)
"""Actions that happen to an agreement once; others, such as holding talks, happen again and again."""
VAGUE_KINDS = frozenset({"development", "policy", "publication", "agreement", "declaration"})
"""Kinds of event of which two may be different even if party and time are the same."""
_SMALL = 4
"""Words of fewer letters do not tell what a title is about."""
_ORDINARY = english.listed(
    """both bilateral ceremony chief chiefs cooperation countries deputy defence economic first foreign future
    governments government joint last leader leaders military minister ministers national officials other
    partnership political president prime relations second security senior their third ties trilateral vice"""
)
"""Words that titles of quite different events share, besides those for actions and kinds of event."""
_MOST = 500
"""Most events of one source, agreement or time that a statement is compared with."""
_NEAR_DAYS = 3
"""So many days apart an agreement is not suspended, or notice of it given, a second time."""
_FINE = frozenset({Precision.DAY, Precision.MONTH})


class Match(msgspec.Struct, frozen=True):
    """How a statement relates to an event of the record; a ``new`` one relates to none."""

    kind: Tie | Literal["new"]
    event: Event | None = None

    @property
    def label(self) -> str:
        """The event's number as users see it (E-57); empty if there is none."""
        return label_of(self.event) if self.event is not None else ""


NEW = Match("new")


async def match(statement: Statement, views: Views, at: At, source: str) -> Match:
    """How a statement relates to the events that a scope sees; ``source`` is the id of its source."""
    return match_among(statement, source, await _alike(statement, views, at, source))


async def _alike(statement: Statement, views: Views, at: At, source: str) -> list[Event]:
    """The events that a statement may be about: those of its source, its agreement, or its time and party."""
    date = parse(statement.date)
    rows = list(await views.linked(at, "all", "source", source, limit=_MOST))
    if statement.agreement:
        rows += await views.linked(at, "all", "agreement", statement.agreement, limit=_MOST)
    if date.precision in _FINE:
        of_party = (("party", statement.parties[0]),) if statement.parties else ()
        then = Range("all", date.low, date.high, of_party)
        # Those begun last are read, as what has lasted for years may be more than ``_MOST``.
        rows += reversed(await views.between(at, then, limit=_MOST, newest_first=True))
    return list({row.row.id: event_view(row).event for row in rows}.values())


def match_among(statement: Statement, source: str, events: Sequence[Event]) -> Match:
    """How a statement relates to these events: the closest relation to any of them."""
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
            or _same_signing(event, statement, date)
            or _same_subject(event, statement, date)
        ):
            continue
        known = dating(event).date
        dates = [parse(claim.date) for claim in event.claims if not claim.retracted]
        meets = any(overlaps(date, other) for other in dates)
        if date in dates or (known is not None and within(known, date)):
            yield Match("further", event)
        elif same_step and meets and contradicts(event, statement.date):
            yield Match("contradiction", event)
        elif any(within(date, other) for other in dates):
            yield Match("refinement", event)
        elif meets:
            yield Match("further", event)
        elif same_step and _is_once(statement.action, date, dates):
            yield Match("contradiction", event)


def _is_once(action: str, date: HistoricalDate, dates: Iterable[HistoricalDate]) -> bool:
    """Whether what was done on one of these dates was not done again at this one."""
    if action in ONCE:
        return not (date.open_start or date.open_end)
    if action not in CONDITIONS or date.precision is not Precision.DAY:
        return False
    return any(
        other.precision is Precision.DAY and abs(date.low - other.low) <= _NEAR_DAYS for other in dates
    )


def _says(claim: Claim, statement: Statement, source: str) -> bool:
    """Whether a claim is this very statement: of the same source, at the same place, with the same date.

    A date that only one of the two qualifies as uncertain counts as the same.
    """
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
    """Whether an event has the same action on the same agreement as the statement."""
    if event is None or statement.action in ("", MENTIONED):
        return False
    return any(
        step.agreement == statement.agreement and step.action == statement.action for step in event.steps
    )


def _is_named_by(event: Event, statement: Statement) -> bool:
    """Whether a statement only mentions an agreement ("the 1960 treaty") that the event signed or ended."""
    return statement.action == MENTIONED and any(
        step.agreement == statement.agreement and step.action in ONCE for step in event.steps
    )


def _same_turn(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether an event is of the same day and kind, and about the same agreement.

    A decision to end an agreement and its announcement, for example, are one event.
    """
    known = dating(event).date
    return (
        event.kind == statement.kind
        and any(step.agreement == statement.agreement for step in event.steps)
        and date.precision is Precision.DAY
        and known is not None
        and _same_time(known.edtf, date.edtf)
    )


def _same_happening(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether an event has the same kind, the same acting party and an overlapping day or month."""
    if event.kind != statement.kind or event.kind in VAGUE_KINDS or date.precision not in _FINE:
        return False
    known = dating(event).date
    return (
        set(event.parties[:1]) <= set(statement.parties)
        and known is not None
        and known.precision in _FINE
        and overlaps(date, known)
    )


def _same_signing(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether an event is the signing by the same parties, on its day, of what a statement leaves unnamed."""
    known = dating(event).date
    signed = statement.action == "signed" and not statement.agreement and statement.kind == event.kind
    named, parties = set(statement.parties), set(event.parties)
    is_of_both = len(named & parties) > 1 and (named <= parties or parties <= named)
    is_its_day = date.precision is Precision.DAY and known is not None and _same_time(known.edtf, date.edtf)
    return signed and is_of_both and is_its_day


def _same_title(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether an event of the same day or month has the title that the statement would get.

    This finds what another version of a paper repeats at another place of its text.
    """
    return (
        date.precision in _FINE
        and any(_same_time(claim.date, statement.date) for claim in event.claims if not claim.retracted)
        and fold_name(event.title) == fold_name(statement.title)
    )


def _same_subject(event: Event, statement: Statement, date: HistoricalDate) -> bool:
    """Whether an event of the same parties has words of the statement's title that say what it is about.

    One such word is enough on the very day ("radar"), two are in the same month ("comfort women"), where the
    parties may also be unnamed.
    """
    known = dating(event).date
    if (
        known is None
        or known.precision not in _FINE
        or date.precision not in _FINE
        or not overlaps(date, known)
    ):
        return False
    if (
        statement.agreement
        and event.steps
        and all(step.agreement != statement.agreement for step in event.steps)
    ):
        return False
    named, parties = set(statement.parties), set(event.parties)
    if not (named <= parties or parties <= named):
        return False
    shared = len(_subject(event.title) & _subject(statement.title))
    return shared > 1 or (shared == 1 and len(named & parties) > 1 and _same_time(known.edtf, date.edtf))


def _subject(title: str) -> frozenset[str]:
    """The common nouns and the like in a title, which tell what it is about beside who acts and how."""
    telling = (word.key for word in words(title) if not word.capital and len(word.key) >= _SMALL)
    small = english.PAST | english.STOPS | english.PREPOSITIONS
    return frozenset(telling) - _ORDINARY - small - _of_actions()


@cache
def _of_actions() -> frozenset[str]:
    """All words for actions, moods and kinds of event."""
    phrases = " ".join((*VERBS.values(), *KINDS.values(), *MOODS.values()))
    return english.listed(phrases.replace("_", " "))
