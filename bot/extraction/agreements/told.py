"""Finds the agreement that a date's passage is about, named or referred to, and what was done with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from bot.domain.dates import Precision, parse
from bot.extraction.actions.deeds import SERIES, Deed, Mood, deeds
from bot.extraction.actions.words import HEADS
from bot.extraction.agreements.instruments import find_instrument, find_instruments, type_of_name
from bot.extraction.agreements.references import Meant, References
from bot.extraction.agreements.spoken_of import Instruments
from bot.extraction.agreements.words import ANY_NOUN
from bot.extraction.names.gazetteer import Mention, Names, year_of
from bot.extraction.passages import Passage, Passages, Span
from bot.extraction.temporal import Dated
from bot.extraction.text.tables import cell_at
from bot.extraction.text.wordtree import words

_AGREEMENT_BEHIND = re.compile(rf"\s+(?:[a-z-]+\s+){{0,2}}?{ANY_NOUN.pattern}", re.IGNORECASE)
"""A noun for an agreement right behind a year, at most two words between: "1998 fishing treaty"."""
_THE = re.compile(r"\b(?:the|that|this|their)\s+\Z")
"""What comes before the day of one certain agreement: "the February 13 agreement"."""
_MADE = re.compile(r"\b(?:conclud|issu|sign)(?:ed|ing)\s+\Z")
"""What comes before the year of an agreement that was made in it: "signed the 1998 treaty"."""
_SUCCESSOR = re.compile(
    r"\b(?:complemented|followed|replaced|succeeded|superseded) by (?:(?:an?|the|new) ){0,2}\Z"
)
"""Words before the successor of the agreement that the passage is about."""

_CAUSE = re.compile(
    r"\b(?:amid|because of|despite|due to|in protest (?:against|at|over)|in response to|owing to)\b[^,;:]*\Z"
)
"""Words before what was only the cause or the setting of what was done."""

_LASTING = re.compile(
    r"\b(?:extend(?:ed|s)?|extension|prolong(?:ed|s)?|renew(?:ed|s)?|renewal|valid)\b[^.,;:\d]{0,60}?"
    r"\b(?:through|till?|to|until)\s+(?:the\s+)?\Z"
)
"""Words before the date to which an agreement was extended: it was not extended on that date."""
_UNTIL = re.compile(r"(?:up to|till|until)\s+")
_NOTICE_OF = re.compile(r"\bnotice\s(?:dated|from|of)\s(?:the\s)?\Z")
"""What comes before the day on which notice was given: "suspended its notice of 23 August"."""
_OF_ITS_DAY = (" of ", " (")
"""What stands between a name and the day that belongs to it."""
_LONG_DATE = 30
"""A date of more characters has words for an event in it: "since the signing of the pact in 2006"."""
_NEAR = 80
"""How many characters after a year a name is looked for that begins right behind it."""
_MAKING = frozenset({"issued", "signed"})
"""What is done on the day by which an agreement is known."""
_Found = tuple[str, str]
"""An agreement, and the reason's code that says how it was found."""


class Told(msgspec.Struct, frozen=True):
    """The agreement that a passage is about, and what was done with it.

    ``agreement`` is an id, or a name that is not on record, or "" for none. ``deeds`` are what the words say
    was done. ``reason`` is the code of how the agreement was found. If it was found by a reference,
    ``parties`` are those named with it and ``noun`` is the noun that refers to it. ``own_day`` says that the
    date is part of the agreement's name ("the Treaty of Paris of 30 March 1856"), not that of what the
    sentence tells.
    """

    agreement: str
    deeds: Sequence[Deed]
    reason: str = ""
    parties: tuple[str, ...] = ()
    noun: str = ""
    own_day: bool = False


class Agreements:
    """Finds the agreements that the passages of one text are about."""

    def __init__(self, text: str, passages: Passages, names: Names) -> None:
        self._text = text
        self._names = names
        self._instruments = Instruments(text, passages, names)
        self._references = References(text, passages, names, self._instruments)

    def type_of(self, agreement: str) -> str | None:
        """The type of an agreement by the record or its name; "" if neither says it, None without one."""
        return (self._names.agreement(agreement).type or type_of_name(agreement)) if agreement else None

    def told(self, date: Dated, passage: Passage) -> Told:
        """The agreement that a date's passage names, else the one that it refers to, with the deeds."""
        cell = cell_at(self._text, date.start)
        name = find_instrument(self._text, cell.row if cell else passage.start, passage.end, date.start)
        # Neither a name nor a long date says what was done: "rose since the signing of the treaty in 2006".
        long_date = (date.start, date.end) if date.end - date.start > _LONG_DATE else None
        within = [span for span in (name, long_date) if span is not None]
        outside = [w for w in passage.words if not any(start <= w.start < end for start, end in within)]
        done = deeds(outside, date.start)
        if cell is not None and (not done or self._text[cell.start : cell.end].strip() == date.text):
            done = deeds(words(HEADS.get(cell.head.strip().casefold(), cell.head)), 0) or done
        if _NOTICE_OF.search(self._text, passage.start, date.start):
            done = [Deed("notice_given", Mood.DONE, noun=True, distance=0)]
        named = (
            self._known(date, passage, done, name)
            or self._named_before(date, passage, done)
            or self._new(passage, name)
        )
        if named is not None:
            agreement, reason = named
            done = self._without_term(done, date)
            own_day = self._is_own_day(date, passage)
            made = [deed for deed in done if deed.action in _MAKING] if own_day else done
            made = [] if self._is_cause(passage, name) else made
            return Told(agreement, made, reason, own_day=own_day)
        meant = self._references.meant(passage, date.end)
        if meant is None:
            return Told("", self._without_term(done, date))
        done = self._without_term(_done_with(meant, passage, date), date)
        return Told(meant.agreement, done, "agreement_inferred", meant.parties, meant.noun)

    def _known(self, date: Dated, passage: Passage, done: Sequence[Deed], new: Span | None) -> _Found | None:
        """The agreement on record that a passage names nearest to its date; None if it names none.

        The id is "" if it is unsure which one is meant. ``new`` is the span of a name that may not be on
        record; it may contain a known name.
        """
        unsure = False
        for mention in sorted(passage.agreements, key=lambda mention: abs(mention.start - date.start)):
            if self._is_successor(passage, mention.start):
                continue
            within_new = new is not None and new[0] <= mention.start and mention.end <= new[1]
            if new is not None and not within_new and self._text[new[1] : date.start] in _OF_ITS_DAY:
                continue
            agreement = self._names.choose(mention, _year(date), passage.parties)
            if agreement and not self._is_another(mention, agreement, date, passage, done):
                return agreement, "agreement_known"
            is_all_of_it = new == (mention.start, mention.end)
            unsure = unsure or not within_new or (is_all_of_it and not agreement)
        return ("", "agreement_unsure") if unsure else None

    def _new(self, passage: Passage, name: Span | None) -> _Found | None:
        """The agreement not on record that a passage names, in full or by an abbreviation given before."""
        given = self._instruments.given
        if name is not None and not self._is_successor(passage, name[0]):
            return given.whole(" ".join(self._text[slice(*name)].split()), name[0]), "agreement_new"
        short = given.abbreviated_in(passage.start, passage.end)
        return (short, "agreement_new") if short else None

    def _named_before(self, date: Dated, passage: Passage, done: Sequence[Deed]) -> _Found | None:
        """The agreement that the sentence named before the passage, if the passage continues with it.

        It does if it says that a series was held ("was set up in 2015 and has been held since 2016"), or if
        it is a further cell of a table's row.
        """
        is_cell = self._text.startswith("|", passage.start)
        if not is_cell and not any(deed.action == "held" and not deed.noun for deed in done):
            return None
        for mention in reversed(passage.agreements_before):
            agreement = self._names.choose(mention, _year(date), passage.parties)
            if self._instruments.is_others(mention, agreement, passage.parties):
                continue
            if is_cell or self._names.agreement(agreement).type in SERIES:
                return agreement, "agreement_known"
        return None

    def _without_term(self, done: list[Deed], date: Dated) -> list[Deed]:
        """The deeds; without the extension if the date is the one to which it reaches ("extended to")."""
        opening = _UNTIL.match(date.text)
        place = date.start + (opening.end() if opening else 0)
        if not _LASTING.search(self._text, max(0, place - _NEAR), place):
            return done
        return [deed for deed in done if deed.action != "extended"]

    def _is_cause(self, passage: Passage, new: Span | None) -> bool:
        """Whether the agreements named are only the cause: "postponed the talks due to the treaty"."""
        starts = [one.start for one in passage.agreements] or ([new[0]] if new is not None else [])
        return bool(starts) and all(_CAUSE.search(self._text, passage.start, start) for start in starts)

    def _is_own_day(self, date: Dated, passage: Passage) -> bool:
        """Whether a date follows right after an agreement's name, so that it is part of the name."""
        new = find_instruments(self._text, passage.start, date.start)
        ends = (*(one.end for one in passage.agreements), *(end for _, end in new))
        return any(self._text[end : date.start] in _OF_ITS_DAY for end in ends)

    def is_named_by(self, date: Dated) -> bool:
        """Whether a date is a year that only says which agreement is meant: "the 1998 treaty".

        Not if the agreement was made then: "signed the 1998 treaty".
        """
        if not date.text or parse(date.date).precision is not Precision.YEAR:
            return False
        if _MADE.search(self._text, max(0, date.start - _NEAR), date.start):
            return False
        return self._is_before_agreement(date)

    def is_named_by_day(self, date: Dated) -> bool:
        """Whether a date is a day without its year that only says which agreement is meant.

        An example is "the February 13 agreement".
        """
        if date.basis == "stated" or parse(date.date).precision is not Precision.DAY:
            return False
        if not _THE.search(self._text, max(0, date.start - _NEAR), date.start):
            return False
        return self._is_before_agreement(date)

    def _is_before_agreement(self, date: Dated) -> bool:
        """Whether a noun for an agreement, or the name of one, stands right behind a date."""
        new = find_instruments(self._text, date.end, date.end + _NEAR)
        return _AGREEMENT_BEHIND.match(self._text, date.end) is not None or any(
            start == date.end + 1 for start, _ in new
        )

    def _is_successor(self, passage: Passage, name: int) -> bool:
        """Whether the agreement named at a place is the successor of the one that the passage is about."""
        return _SUCCESSOR.search(self._text, passage.start, name) is not None

    def _is_another(
        self, mention: Mention, agreement: str, date: Dated, passage: Passage, done: Sequence[Deed]
    ) -> bool:
        """Whether a mention of a known name means another agreement: one of other parties or another year.

        What has a name in small letters is that of those who act: "the three signed it for consultations".
        """
        own = self._names.agreement(agreement).parties
        acting = {id for one in passage.named if one.start < mention.start for id in one.ids}
        is_of_others = len(acting) > 1 and not acting.issubset(own)
        if own and is_of_others and self._text[mention.start : mention.end].islower():
            return True
        known, told = year_of(self._names.agreement(agreement)), _year(date)
        is_made = any(deed.action == "signed" and deed.mood is Mood.DONE for deed in done)
        if is_made and known is not None and told is not None and known != told:
            return True
        return self._instruments.is_others(mention, agreement, passage.parties)


def _year(date: Dated) -> int | None:
    when = parse(date.date)
    return (when.start or when).year


def _done_with(meant: Meant, passage: Passage, date: Dated) -> list[Deed]:
    """What a passage says was done with the agreement that it refers to, or with the notice to end it."""
    if meant.start == meant.end:
        # A signing that is called off is that of the agreement in question, however it is referred to.
        done = deeds(passage.words, date.start)
        done = done if any(deed.action == "signing_cancelled" for deed in done) else []
    else:
        telling = [word for word in passage.words if meant.start <= word.start < meant.end]
        done = deeds(telling, date.start)
    return [deed.with_notice() for deed in done] if meant.notice else done
