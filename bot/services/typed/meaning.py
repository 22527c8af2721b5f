"""Finds the thing that a typed name means, even with a date or parties in it ("Joint Declaration of October
1998").

``resolve_named`` gives that thing, or else the answer to send: a ``Refusal``, or a ``Choose`` between several
things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.domain.dates import HistoricalDate, Precision, parse, read
from bot.domain.dates.words import COUNTS
from bot.domain.entities import ACTIONS, AGREEMENT_TYPES, MENTIONED
from bot.domain.facts import Fact, Phrase
from bot.domain.gists import decode_gist
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.services.inquiry import Inquiry
from bot.services.typed.names import FEW, Match, Named, Names, fold_name, without_noise
from bot.services.typed.vocabulary import exactly

T = TypeVar("T")

OFFERED = 5
"""Most things that one message offers to choose from."""

TOGETHER = 6
"""Most words in a row that are tried as one date, or as one set of parties ("South Korea and the United
States"); most names in a list."""
LONG = 20
"""Most words of a text in which dates and parties are looked for."""
_AS_OF = re.compile(r"\bas[ _]of\b", re.IGNORECASE)
"""What comes before the date of a status, which belongs into an option of its own."""
_BESIDE = re.compile(r"\s*(?:[,;/&+]|\band\b|\bor\b|\bvs\b\.?|\bversus\b)\s*", re.IGNORECASE)
"""What stands between the names of a list."""
_AT_A_TIME = frozenset({"in", "on", "by", "at", "during"})
"""Words before a date that is a time asked about, and not part of a name."""
_YEAR = re.compile(r"\b[12][0-9]{3}\b")
_CODE = re.compile(r"[A-Za-z][0-9]{1,2}")
"""A word that, in a name, is half a year ("H1") or a model ("T5") rather than a year of an era."""
_FROM_TODAY = tuple(f"{word} " for word in ("last", "this", *COUNTS))
"""Beginnings of dates relative to today: "last year", "two years ago"."""
_STEPS = frozenset(ACTIONS) - {MENTIONED}
"""All actions that change an agreement's status."""
_YEAR_1000 = parse("1000").low
"""Dates before this are not read in names: "article 9" gives no year."""
_DATED = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR})
"""Precisions of a date that may tell an agreement from others of its name."""
_MADE = frozenset({
    "proposed", "recommended", "agreed", "announced", "issued", "initialled", "signed", "ratified",
    "entered_into_force", "established",
})  # fmt: skip
"""What an agreement is named after by its date; of the date of any other step, its status may be asked."""
_TIMES = _DATED | {Precision.DECADE, Precision.INTERVAL}
"""Precisions that are read beside a name; a period chooses none, it is offered as the time to ask about."""


def resolve_named(
    inquiry: Inquiry, typed: str, kind: str, option: str, code: str = "unknown_name"
) -> Named | Refusal | Choose:
    """The one thing of a kind that a typed name means; see ``one_of``."""
    return one_of(inquiry, typed, inquiry.names.match(typed, (kind,)), option, code)


def one_of(
    inquiry: Inquiry, typed: str, match: Match, option: str, code: str = "unknown_name"
) -> Named | Refusal | Choose:
    """The one thing that a match found; a choice if it found several, a refusal if none."""
    if len(match.found) == 1:
        return match.found[0]
    return choose_or_refuse(inquiry.question, typed, match, option, code)


def choose_or_refuse(
    question: Question, typed: str, match: Match, option: str, code: str = "unknown_name"
) -> Choose | Refusal:
    """The answer to a name in an option that fits several things (a choice) or none (a refusal)."""

    def as_question(thing: Named) -> Question:
        return question.asking(**{option: thing.unique})

    # Things with the text in their short name come first.
    found = sorted(match.found, key=lambda thing: fold_name(typed) not in fold_name(thing.short))
    if len(found) > OFFERED:
        few, more = suggested(found[: OFFERED - 1], as_question), len(found[OFFERED - 1 :])
        return Choose(question, typed, "name", few, search=typed, more=more)
    if found:
        return Choose(question, typed, "name", suggested(found, as_question))
    return Refusal(question, code, {"typed": typed}, suggested(match.nearest, as_question))


def suggested(found: Sequence[Named], as_question: Callable[[Named], Question]) -> tuple[Suggestion, ...]:
    """Suggestions of the first few things, each with the question that ``as_question`` makes of it."""
    shorts = Counter(thing.short for thing in found)
    return tuple(
        Suggestion(_label(thing, alone=shorts[thing.short] == 1), as_question(thing))
        for thing in found[:OFFERED]
    )


def _label(thing: Named, *, alone: bool) -> Fact:
    """The label of a suggested thing; ``alone`` says that no other suggested thing has its short name."""
    if alone and not thing.shared:
        return thing.short
    # Titles of reports say little beside each other without who published them, and when.
    is_source = thing.kind == "source"
    return Phrase("spelt_sort", {"name": thing.name, "sort": thing.sort}) if is_source else thing.unique_label


async def meant(inquiry: Inquiry, typed: str, kinds: Sequence[str]) -> Match:
    """What a typed name means among things of these kinds.

    The name of a type ("exchange of notes") means every agreement of that type, too. If nothing has that
    name, date and parties are taken out of it, and agreements are looked for that have the remaining name,
    all these parties, and a step at that date. An agreement with the right name but another date or party is
    never taken.
    """
    match = inquiry.names.match(typed, kinds)
    type_ = exactly(typed, AGREEMENT_TYPES) if "agreement" in kinds else None
    if type_ is not None and not inquiry.names.exact(typed, kinds):
        of_type = [t for t in inquiry.names.of(("agreement",)) if t.agreement and t.agreement.type == type_]
        return Match(tuple(dict.fromkeys((*match.found, *of_type))), match.nearest)
    if match.found or "agreement" not in kinds or _AS_OF.search(typed):
        return match
    date, undated = split_date(typed, inquiry.asker.today)
    alone = inquiry.names.fitting(" ".join(without_noise(undated)), kinds)
    period = date is not None and date.precision not in _DATED
    if len(alone) == 1 and (period or _asks_when(typed.casefold().split(), len(undated))):
        return match
    parties, bare = split_parties(undated, inquiry)
    for words, whose in ((undated, frozenset[str]()), (bare, parties)):
        name = " ".join(without_noise(words))
        named = inquiry.names.fitting(name, ("agreement",)) if words != typed.split() else ()
        if date is not None and not bare:
            # Parties and a date name no agreement, unless the year is in its name: "Japan Korea 1998".
            named = tuple(thing for thing in named if str(date.year) in _YEAR.findall(thing.name))
        actions = _MADE if len(alone) == 1 else _STEPS
        fitting = [thing for thing in named if await _fits(inquiry, thing, date, whose, actions)]
        if fitting and len(named) <= FEW:
            return Match(tuple(fitting))
    return match


def _asks_when(words: Sequence[str], named: int) -> bool:
    """Whether the words after the first ``named`` ones say at what time, as in "GSOMIA in 2012"."""
    return 0 < named < len(words) and bool(_AT_A_TIME & {words[named - 1], words[named]})


def each_named(typed: str, names: Names, kinds: Sequence[str], most: int = FEW) -> tuple[Named, ...]:
    """The things in a list of several names: "GSOMIA or ACSA", "the 1951 and 1960 treaties".

    A word that all of them share may stand at the first or the last alone. Empty if one name of the list fits
    nothing, or more than ``most`` things.
    """
    pieces = [" ".join(without_noise(piece.split())) for piece in _BESIDE.split(typed)]
    if not 1 < len(pieces) <= TOGETHER or not all(pieces):
        return ()
    first, last = pieces[0].split(), pieces[-1].split()
    shared = ((), last[-1:]), (first[:-1], ()), ((), ())
    found: list[Named] = []
    for piece in pieces:
        tried = [tuple(names.exact(piece, kinds))]
        tried += [names.fitting(" ".join((*before, piece, *after)), kinds) for before, after in shared]
        fitting = min(filter(None, tried), key=len, default=())
        if not fitting or len(fitting) > most:
            return ()
        found += fitting
    return tuple(dict.fromkeys(found))


def split_date(typed: str, today: int) -> tuple[HistoricalDate | None, list[str]]:
    """The date in a typed name (None without one), and the words of the name without it."""
    return split_run(typed.split(), lambda piece: date_in(piece, today))


def split_parties(words: list[str], inquiry: Inquiry) -> tuple[frozenset[str], list[str]]:
    """The ids of all parties among the words of a name, and the words without them."""
    if whole := inquiry.names.parties(" ".join(without_noise(words))):
        return frozenset(party.id for party in whole), []
    named, rest = split_run(words, inquiry.names.parties)
    if not named:
        return frozenset(), words
    others, rest = split_parties(rest, inquiry)
    return others | {party.id for party in named}, rest


def split_off(words: Sequence[str], what: Callable[[str], T | None]) -> tuple[T | None, list[str]]:
    """What a run of the words, or all of them, mean, and the words without that run."""
    whole = what(" ".join(words))
    return (whole, []) if whole is not None else split_run(list(words), what)


def split_run(words: list[str], what: Callable[[str], T | None]) -> tuple[T | None, list[str]]:
    """The longest run of words for which ``what`` gives something, and the words without that run.

    Gives that something, or None if there is no such run.
    """
    for length in range(min(TOGETHER, len(words) - 1), 0, -1) if len(words) <= LONG else ():
        for start in range(len(words) - length + 1):
            found = what(" ".join(words[start : start + length]))
            if found:
                return found, words[:start] + words[start + length :]
    return None, words


def date_in(piece: str, today: int) -> HistoricalDate | None:
    """The day, month, year or period that a piece of a name means; None if it is ambiguous or no date."""
    counted = (any(map(str.isdigit, piece)) and not _CODE.fullmatch(piece)) or piece.casefold().startswith(
        _FROM_TODAY
    )
    readings = read(piece.strip("(),"), today=today) if counted else ()
    dates = [one.date for one in readings if one.date.precision in _TIMES and one.date.high >= _YEAR_1000]
    return dates[0] if len(readings) == len(dates) == 1 else None


async def _fits(
    inquiry: Inquiry,
    thing: Named,
    date: HistoricalDate | None,
    parties: frozenset[str],
    actions: frozenset[str],
) -> bool:
    """Whether an agreement has these parties, and a step, one of ``actions``, may be of this date.

    One with another year in its name does not fit.
    """
    state = inquiry.names.agreements[thing.id]
    if not parties <= set(state.parties):
        return False
    if date is None:
        return True
    years = _YEAR.findall(thing.name)
    if years and str(date.year) not in years:
        return False
    about = await inquiry.views.gists_about(inquiry.at, thing.id)
    gists = (decode_gist(stored.gist) for stored in about)
    steps = (gist for gist in gists if any(on == thing.id and act in actions for on, act in gist.steps))
    times = (when for gist in steps if (when := gist.when(inquiry.layer)) is not None and not when.open_end)
    return any(when.first <= date.high and date.low <= when.last for when in times)
