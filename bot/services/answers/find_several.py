"""Finds what ``/find`` lists for several things at once ("GSOMIA or ACSA", "1951 and 1960 treaties"), and for
one thing without another ("GSOMIA -ACSA")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, zip_longest

from bot.services.answers.find_entries import LITTLE, entries
from bot.services.answers.find_wanted import PAGE, Wanted
from bot.services.inquiry import Inquiry
from bot.services.typed.meaning import each_named, split_date
from bot.services.typed.names import links_to
from storage.rows import StoredRow
from storage.views import Found

MOST_SIDES = 4
MOST = 100
"""Most entries from which those with unwanted words are taken out."""
_UNWANTED = re.compile(r"(?<!\S)(?:[-−]|without )(\w+|\"[^\"]+\")", re.IGNORECASE)
_OR = re.compile(r"\s+(?:or|vs\.?|versus)\s+", re.IGNORECASE)


async def entries_of_several(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """A page of hits for the words; agreements come first where the words are a list of these.

    Where nothing has all the words, what has those on either side of an "or" is listed, in turn. Where a word
    has a minus or "without" before it, what would be found with that word too is left out.
    """
    kept = " ".join(_UNWANTED.sub(" ", wanted.words).split())
    if kept and _UNWANTED.search(wanted.words):
        return await _without(inquiry, wanted._replace(words=kept), _UNWANTED.findall(wanted.words), offset)
    found = await entries(inquiry, wanted, offset)
    if found.more or found.total > LITTLE or '"' in wanted.words:  # words in quotes belong together
        return found
    named = await _listed(inquiry, wanted)
    if found.total:
        lists = [await _all_of(inquiry, wanted)] if named else []
    else:
        lists = await _sides(inquiry, wanted)
    in_turn = chain(named, *zip_longest(*lists))
    rows = list({row.serial: row for row in in_turn if row is not None}.values())
    return Found(tuple(rows[offset : offset + PAGE]), len(rows), more=False) if rows else found


async def _without(inquiry: Inquiry, wanted: Wanted, unwanted: Iterable[str], offset: int) -> Found:
    rows = await _all_of(inquiry, wanted, MOST)
    for word in unwanted:
        having = await _all_of(inquiry, wanted._replace(words=f"{wanted.words} {word}"), MOST)
        parties = set(links_to(inquiry.names.parties(word.strip('"'))))
        rows = [row for row in rows if row not in having and parties.isdisjoint(row.row.links)]
    return Found(tuple(rows[offset : offset + PAGE]), len(rows), more=False)


async def _listed(inquiry: Inquiry, wanted: Wanted) -> list[StoredRow]:
    """The agreements that the words are a list of; none if they are anything else."""
    if "agreement" not in wanted.kinds:
        return []
    named = each_named(wanted.words, inquiry.names, ("agreement",), most=1)
    rows = await inquiry.views.get_many(inquiry.at, "agreement", [one.id for one in named])
    return [row for row in rows if set(wanted.links) <= set(row.row.links)]


async def _sides(inquiry: Inquiry, wanted: Wanted) -> list[list[StoredRow]]:
    """What is found for either side of an "or"; nothing if it is nothing, or much, for one of them."""
    sides = _OR.split(wanted.words.strip())
    # A date may belong to all sides: "summits or talks in 2014".
    if not 1 < len(sides) <= MOST_SIDES or split_date(wanted.words, inquiry.asker.today)[0]:
        return []
    lists = [await _all_of(inquiry, wanted._replace(words=side)) for side in sides]
    return lists if all(lists) else []


async def _all_of(inquiry: Inquiry, wanted: Wanted, most: int = LITTLE) -> list[StoredRow]:
    """All entries that are found; none if they are more than ``most``."""
    found = await entries(inquiry, wanted, 0)
    if found.total > most or found.more:
        return []
    later = [await entries(inquiry, wanted, offset) for offset in range(PAGE, found.total, PAGE)]
    return [row for page in (found, *later) for row in page.rows]
