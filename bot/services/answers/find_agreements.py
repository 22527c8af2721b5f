"""Finds the agreements that ``/find`` lists by how they are called, type, parties and status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.dates import Precision
from bot.domain.entities import AGREEMENT_TYPES, Agreement
from bot.domain.questions import AsOf
from bot.domain.status import STATES
from bot.services.answers.status import status_words_on
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.meaning import date_in, split_date, split_off, split_parties, split_run
from bot.services.typed.names import fold_name, without_noise
from bot.services.typed.sorts import PARTIES
from bot.services.typed.vocabulary import IN_FORCE, STATUSES, loosely
from storage.rows import StoredRow

MARKS = '"“”„«»「」『』()?？!！,，、.。:;'
"""Punctuation that is cut off a word before it is offered alone, or read as a status."""
_ANY = ("which", "agreements", "that", "today", "now", "currently")
"""Words that do not narrow a list of agreements."""
_LASTING = frozenset({IN_FORCE, "signing_cancelled", *STATES})
"""Statuses that agreements are in for some time: "signed in 2014" asks only what was done then."""


class Sought(NamedTuple):
    """Which agreements are looked for: how they are called, of which type, between whom and how many.

    They have the ``status`` at the end of one of the ``days``; without days, today.
    """

    called: str = ""
    links: Links = ()
    status: str | None = None
    type: str | None = None
    number: int | None = None
    days: tuple[int, ...] = ()


async def agreements_with(inquiry: Inquiry, sought: Sought) -> list[Agreement]:
    """The agreements that are looked for; of several parties, those of exactly these first.

    Each status counts that one may have, where dates leave it open.
    """
    kinds, parties = ("agreement",), {target for _, target in sought.links}
    days = sought.days or (inquiry.asker.today,)

    async def choose() -> list[Agreement]:
        fitting = inquiry.names.fitting(sought.called, kinds) if sought.called else inquiry.names.of(kinds)
        found = [inquiry.names.agreements[thing.id] for thing in fitting]
        found = [
            one
            for one in found
            if sought.type in (None, one.type)
            and sought.number in (None, len(one.parties))
            and parties <= set(one.parties)
        ]
        if len(parties) > 1:
            found.sort(key=lambda one: parties != set(one.parties))
        if sought.status is None:
            return found
        ids = [one.id for one in found]
        words = [await status_words_on(inquiry, ids, day) for day in days]
        return [one for one in found if any(sought.status in on_day[one.id] for on_day in words)]

    key = ("agreements with", sought, inquiry.layer, days)
    return await inquiry.memory.once(key, choose)


def _described(inquiry: Inquiry, pieces: Sequence[str], links: Links) -> Sought:
    """The agreements that words describe by a status, a type, a number of parties, parties, or a name.

    Examples are "GSOMIA in force", "which treaties between Japan and South Korea are in force", "joint
    statements", "trilateral agreements" and "agreements with China".
    """
    status, others = split_off(pieces, _status)
    number, others = split_run(others, lambda piece: PARTIES.get(fold_name(piece)))
    parties, others = split_parties(others, inquiry)
    called = " ".join(word for word in without_noise(others) if word.lower() not in _ANY)
    type_ = loosely(called, AGREEMENT_TYPES)
    links = (*links, *(("party", party) for party in parties))
    return Sought("" if type_ else called, links, status, type_, number)


async def agreements_described(inquiry: Inquiry, words: str, links: Links) -> Sequence[StoredRow]:
    """Agreements that the words describe by a status of today or a type, alone or with a name or parties."""
    pieces = [word.strip(MARKS) for word in words.split()]
    sought = _described(inquiry, pieces, links)
    by_parties = (sought.links or sought.number) and not sought.called and "agreements" in pieces
    if not (sought.status or sought.type or by_parties):
        return ()
    found = await agreements_with(inquiry, sought)
    return await inquiry.views.get_many(inquiry.at, "agreement", [one.id for one in found])


def of_status(inquiry: Inquiry, words: str, links: Links) -> Sought | None:
    """The agreements that the words describe by a status of today and no more: "terminated agreements"."""
    sought = _described(inquiry, [word.strip(MARKS) for word in words.split()], links)
    return sought if sought.status and not (sought.called or sought.type) else None


def described_then(
    inquiry: Inquiry, words: str, links: Links, status: str | None = None
) -> tuple[Sought, AsOf] | None:
    """The agreements that the words describe by a status that lasts, at some time ("in force in 2014").

    ``status`` is one that was given otherwise. None for a time that is still ahead.
    """
    today = inquiry.asker.today
    pieces = [word.strip(MARKS) for word in words.split()]
    date, others = (date_in(words, today), []) if status else split_date(" ".join(pieces), today)
    if date is None or date.open_start or date.low > today:
        return None
    last = min(date.high, today)
    days = (last,) if date.precision is Precision.DAY else tuple(dict.fromkeys((date.low, last)))
    sought = _described(inquiry, others, links)
    sought = sought._replace(status=status or sought.status, days=days)
    return (sought, AsOf(date, days)) if status or sought.status in _LASTING else None


def is_understood(inquiry: Inquiry, sought: Sought) -> bool:
    """Whether all words of the question say which agreements are looked for: those left over name some."""
    return not sought.called or bool(inquiry.names.fitting(sought.called, ("agreement",)))


def _status(typed: str) -> str | None:
    return loosely(typed, STATUSES) if without_noise((typed,)) else None
