"""Decides which claim dates an event: the most precise if all agree; none if they contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import msgspec
from msgspec.structs import replace

from bot.domain.dates import HistoricalDate, parse, within
from bot.domain.entities import GRADES, OWN_KNOWLEDGE, REFERENCE, Claim, Event


class Dating(msgspec.Struct, frozen=True, gc=False):
    """When an event happened according to its claims.

    ``lead`` is the id of the claim that gives the ``date``. If claims contradict each other the event is
    ``contested`` and has no lead; its ``date`` is then the earliest of theirs, to sort by. ``conflicts`` are
    the ids of all claims that contradict another one, even if an editor's preference has settled it. With
    ``own_knowledge_only`` no claim cites a source: there is a date, but no lead, and it is never posted.
    """

    date: HistoricalDate | None = None
    lead: str | None = None
    contested: bool = False
    conflicts: tuple[str, ...] = ()
    own_knowledge_only: bool = False


class _DatedClaim(msgspec.Struct, frozen=True, gc=False):
    """A claim that is not retracted, with its parsed date."""

    claim: Claim
    date: HistoricalDate

    @property
    def elsewhere(self) -> tuple[HistoricalDate, ...]:
        """The calendar days that the claim gives for other places."""
        return tuple(parse(other.date) for other in self.claim.elsewhere)


def dating(event: Event) -> Dating:
    """The event's dating by all sources: which claim leads, and which contradict."""
    return datings(event)["all"]


def datings(event: Event) -> dict[str, Dating]:
    """The event's dating in each layer of sources: "all", and "documents" (without the reference pack).

    The claim that an editor preferred leads in every layer that has it. Otherwise the most precise claim
    leads if all agree. Of equally precise claims a certain date precedes a doubtful one, then a document a
    reference, then the better grade, then the earlier claim. Retracted claims do not count.
    """
    dated = [_DatedClaim(claim, parse(claim.date)) for claim in event.claims if not claim.retracted]
    every = _dating(dated, event.preferred)
    documents = [one for one in dated if one.claim.pack != REFERENCE]
    return {
        "all": every,
        "documents": every if len(documents) == len(dated) else _dating(documents, event.preferred),
    }


def contradicts(event: Event, edtf: str) -> bool:
    """Whether a source that gives this date (EDTF) would contradict a claim of the event."""
    said = Claim(id="said", source="", date=edtf)
    return said.id in dating(replace(event, claims=(*event.claims, said))).conflicts


def _dating(dated: Sequence[_DatedClaim], preferred: str | None) -> Dating:
    sourced = [one for one in dated if one.claim.grade != OWN_KNOWLEDGE]
    if not sourced:
        ours = min(dated, key=_rank, default=None)
        return Dating(ours.date, own_knowledge_only=True) if ours else Dating()
    finest = min(sourced, key=_rank)
    chosen = next((one for one in sourced if one.claim.id == preferred), None) if preferred else None
    # If the finest date lies within all others, they all overlap there and none contradict.
    nested = all(within(finest.date, one.date) for one in sourced)
    disputants = [] if nested else _disputants(sourced)
    conflicts = tuple(one.claim.id for one in disputants)
    if disputants and chosen is None:
        dates = finest_of([one.date for one in disputants])
        earliest = min(dates, key=lambda date: (date.low, date.high, date.edtf))
        return Dating(earliest, contested=True, conflicts=conflicts)
    lead = chosen or finest
    return Dating(lead.date, lead.claim.id, conflicts=conflicts)


def _rank(dated: _DatedClaim) -> tuple[int, bool, bool, int]:
    """The rank of a claim; the lowest one leads."""
    claim, date = dated.claim, dated.date
    return (
        date.high - date.low,
        date.uncertain or date.approximate,
        claim.pack == REFERENCE,
        GRADES.index(claim.grade),
    )


def _disputants(claims: Sequence[_DatedClaim]) -> list[_DatedClaim]:
    """The claims that contradict some other claim."""
    clashing = {id(one) for a, b in combinations(claims, 2) if _contradict(a, b) for one in (a, b)}
    return [one for one in claims if id(one) in clashing]


def _contradict(a: _DatedClaim, b: _DatedClaim) -> bool:
    """Whether two claims cannot both be true, whichever place each one's day is counted at.

    A date with an open or unknown end says too little to contradict another. An approximate date has some
    slack.
    """
    if a.date is b.date or a.date.open_start or a.date.open_end or b.date.open_start or b.date.open_end:
        return False
    days_a, days_b = (a.date, *a.elsewhere), (b.date, *b.elsewhere)
    return not any(_compatible(one, other) for one in days_a for other in days_b)


def _compatible(a: HistoricalDate, b: HistoricalDate) -> bool:
    slack = a.slack + b.slack
    return a.low - slack <= b.high and b.low - slack <= a.high


def finest_of(dates: Sequence[HistoricalDate]) -> list[HistoricalDate]:
    """The dates without those that last longer than another one inside them."""
    return [date for date in dates if not any(within(one, date) and not within(date, one) for one in dates)]
