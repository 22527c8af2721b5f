"""Finds the dated statements in a text; runs the steps that ``bot.extraction`` lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from bot.domain.dates import HistoricalDate, parse
from bot.extraction.actions.deeds import CHIEF_KINDS, Deed, Mood, action_of, chosen, kind_of, kind_with
from bot.extraction.actions.words import BARGAINS
from bot.extraction.agreements.told import Agreements, Told
from bot.extraction.apparatus import apparatus, dates_publication
from bot.extraction.confidence import confidence, is_long, of_deed
from bot.extraction.implied import Implied, of_document, of_narrative
from bot.extraction.masthead import own_date
from bot.extraction.names.gazetteer import Names
from bot.extraction.passages import Passage, Passages, Span
from bot.extraction.statement import Statement
from bot.extraction.temporal import Dated, find_dates
from bot.extraction.text.clean import clean
from bot.extraction.text.edits import Cleaned
from bot.extraction.text.wordtree import words
from bot.extraction.titles.proposed import Titles, propose_title

_BESIDE_WHO = frozenset({"and", "but", "by", "followed", "in", "on", "the", "then"})
"""The words besides parties and a date in a passage that only names these: "and Chile on 3 May"."""
_OF_SEVERAL = frozenset({"agreement", "declaration", "meeting", "summit"})
"""What has several parties: where nobody is named, it is those of the heading above."""
_HOURS = re.compile(r"\b(?:hours?|minutes?)\s+(?:after|ahead|before|earlier|later)\b")
"""A time of day that is counted from something."""
_AS_OF = re.compile(r"\b[Aa]s\s(?:at|of)\s\Z")
"""Words before a date on which nothing was done, but something was so: "as of May 1997, 60 had signed"."""
_SHORT = 10
"""So many characters before a date have these words."""
_IN_OTHER_WORDS = re.compile(r",\s+(?:in|on)\s+")
"""What stands between a relative date and the date that tells it again: "six weeks later, on 5 August"."""


def extract(text: str, published: HistoricalDate | None, names: Names) -> Iterator[Statement]:
    """The statements in a text that are proposed to editors (candidates), in the order of the text.

    ``published`` is the document's own date, None for the one that its head gives, if any: relative dates
    are resolved with it, and it dates what the document proposes and recommends.
    """
    reader = _Reader(text, published, names)
    found = sorted((*reader.dated(), *reader.implied()), key=attrgetter("start"))
    return (statement for statement in found if statement.candidate)


def dated_statements(text: str, published: HistoricalDate | None, names: Names) -> Iterator[Statement]:
    """All statements in a text that have date words, candidates or not, in the order of the text."""
    reader = _Reader(text, published, names)
    implied = (statement for statement in reader.implied() if statement.text)
    return iter(sorted((*reader.dated(), *implied), key=attrgetter("start")))


class _Happened(NamedTuple):
    """What a passage says happened: the deed, if any, and the action and kind of event that follow."""

    deed: Deed | None
    action: str
    kind: str

    @property
    def planned(self) -> str:
        """The action that is recorded as proposed because it is only planned; "" if there is none."""
        if self.deed is None or self.deed.mood is not Mood.PLANNED or self.action != "proposed":
            return ""
        return self.deed.action


class _Reader:
    """Reads one text: holds the cleaned text and its dates, and makes a statement of each date."""

    def __init__(self, text: str, published: HistoricalDate | None, names: Names) -> None:
        self._cleaned: Cleaned = clean(text)
        self._passages = Passages(self._cleaned.text, names)
        self._agreements = Agreements(self._cleaned.text, self._passages, names)
        self._titles = Titles(self._cleaned.text, self._passages, names)
        self._names = names
        self._published = published or own_date(self._cleaned.text)
        self._dates = find_dates(self._cleaned.text, self._published, self._passages.sentences)
        self._no_happening = apparatus(self._cleaned.text)

    def dated(self) -> Iterator[Statement]:
        """The statements with date words, one for each date in the text."""
        for sentence, group in groupby(self._dates, lambda date: self._passages.around(date.start, date.end)):
            dates = list(group)
            before: Statement | None = None
            passages = self._passages.dated(sentence, dates)
            for date, after, passage in zip(dates, [*dates[1:], None], passages, strict=True):
                told = self._statement(date, passage, sentence, together=len(dates) > 1)
                is_told = any(_is_hour_of(date, other) for other in dates)
                if is_told or (after is not None and self._is_made_precise(date, after)):
                    told = replace(
                        told, reasons=(*told.reasons, "date_follows"), confidence=0.0, candidate=False
                    )
                if before is not None and not date.aside and _only_says_who(date, passage):
                    told = self._likewise(told, before)
                yield told
                before = told

    def _is_made_precise(self, date: Dated, after: Dated) -> bool:
        """Whether the date after a relative one tells the same time."""
        gap = self._cleaned.text[date.end : after.start]
        is_counted = date.basis == "relative" or date.date == after.date
        return is_counted and _IN_OTHER_WORDS.fullmatch(gap) is not None

    def _likewise(self, told: Statement, before: Statement) -> Statement:
        """A statement that names only parties and a date, completed with the action of the one ``before``.

        "Peru signed on 2 May and Chile on 3 May": Chile signed too.
        """
        of_it = [code for code in before.reasons if code.startswith(("action_", "agreement_", "no_action"))]
        reasons = (*(code for code in told.reasons if code != "no_action"), *of_it)
        whose, others = (", ".join(map(self._names.party, said.parties)) for said in (told, before))
        titled = self._names.mentions(words(before.title)).parties
        if titled and titled[0].start == 0 and titled[0].ids == before.parties:
            others = before.title[: titled[0].end]
        return replace(
            told,
            agreement=before.agreement,
            action=before.action,
            kind=before.kind,
            title=before.title.replace(others, whose, 1),
            reasons=reasons,
            confidence=confidence(reasons),
        )

    def implied(self) -> Iterator[Statement]:
        """The statements in sentences without date words."""
        text, sentences = self._cleaned.text, self._passages.sentences
        dated: dict[int, Dated] = {}
        for date in sorted(self._dates, key=_width, reverse=True):
            dated[self._passages.number(date.start)] = date
        found = list(of_narrative(text, sentences, dated))
        if self._published is not None:
            bare = [sentence for number, sentence in enumerate(sentences) if number not in dated]
            found += of_document(text, bare, self._published)
        for one in sorted(found, key=lambda implied: implied.date.start):
            sentence = self._passages.around(one.date.start, one.date.end)
            passage = next(self._passages.dated(sentence, [one.date]))
            told = self._with_reason(self._statement(one.date, passage, sentence, together=False), one)
            if told is not None:
                yield told

    def _with_reason(self, told: Statement, implied: Implied) -> Statement | None:
        """A statement with the reason and action of its implied date; None if it says too little."""
        reasons = (*told.reasons, implied.reason)
        told = replace(told, reasons=reasons, confidence=confidence(reasons))
        if implied.asks and told.agreement:
            title = propose_title(self._names, told.parties, told.agreement, implied.asks, told.kind)
            return replace(told, action=implied.asks, title=title)
        if implied.asks:
            return None
        if implied.reason == "narrative_date" and told.kind == "development" and not told.action:
            return None
        return told

    def _statement(self, date: Dated, passage: Passage, sentence: Span, *, together: bool) -> Statement:
        """The statement of a date; ``together`` says that its sentence has other dates too."""
        told = self._agreements.told(date, passage)
        happened = self._happened(date, passage, told)
        parties, whose = self._parties(passage, told, happened)
        no_happening = self._no_happening(date.start, date.end, *sentence)
        is_name = together and self._agreements.is_named_by(date)
        if is_name or self._agreements.is_named_by_day(date):
            # "The 1998 treaty took effect in 1999" tells of 1999; nothing is said of 1998.
            no_happening = no_happening or "agreement_year"
        reasons = (
            f"date_{date.basis}",
            whose,
            told.reason,
            of_deed(happened.deed),
            "dates_together" if together else "",
            "long_period" if is_long(parse(date.date)) else "",
            no_happening,
        )
        placed = self._placed(date, sentence, tuple(filter(None, reasons)), candidate=not no_happening)
        statement = replace(
            placed, parties=parties, agreement=told.agreement, action=happened.action, kind=happened.kind
        )
        return replace(statement, title=self._titles.of(statement, date, passage, told, happened.planned))

    def _happened(self, date: Dated, passage: Passage, told: Told) -> _Happened:
        """What a passage says happened; if its date is that of a publication, something was published."""
        type_ = self._agreements.type_of(told.agreement)
        if dates_publication(self._cleaned.text, date.start):
            deed = chosen(told.deeds, "publication", type_)
            return _Happened(deed, "issued", kind_with("publication", "issued", type_))
        said = kind_of(passage.words)
        is_a_state = _AS_OF.search(self._cleaned.text, max(date.start - _SHORT, 0), date.start) is not None
        deed = None if said in CHIEF_KINDS or is_a_state else chosen(told.deeds, said, type_)
        if deed is not None and deed.action.startswith("notice_") and not _may_end(passage, told):
            deed = None
        if deed is not None and deed.mood is Mood.DONE and self._is_to_come(date):
            deed = deed._replace(mood=Mood.PLANNED)
        action = action_of(deed, mentions=bool(told.agreement))
        return _Happened(deed, action, kind_with(said, action, type_))

    def _is_to_come(self, date: Dated) -> bool:
        """Whether a date lies wholly after the text was written: nothing was done then yet."""
        return self._published is not None and parse(date.date).low > self._published.high

    def _parties(self, passage: Passage, told: Told, happened: _Happened) -> tuple[tuple[str, ...], str]:
        """The parties of a passage, completed with those of its agreement, and the reason's code for them."""
        named = passage.parties or told.parties
        if not named and happened.action and happened.kind in _OF_SEVERAL:
            named = self._passages.headed(self._passages.number(passage.start))
        parties = self._names.with_parties_of(told.agreement, named, all_of_them=happened.action == "held")
        if not parties:
            return parties, "no_parties"
        is_carried = passage.carried or named != passage.parties
        return parties, "parties_carried" if is_carried else "parties_named"

    def _placed(self, date: Dated, sentence: Span, reasons: tuple[str, ...], *, candidate: bool) -> Statement:
        """A statement with nothing but its date, its place in the original text, and its reasons."""
        original = self._cleaned.original
        start, end = original(date.start, date.end)
        sentence_start, sentence_end = original(*sentence)
        timexes = []
        for timex in date.timexes:
            first, last = original(timex.start, timex.end)
            timexes.append(replace(timex, start=first, end=last))
        return Statement(
            start=start,
            end=end,
            text=self._cleaned.text[date.start : date.end] if date.text else "",
            date=date.date,
            basis=date.basis,
            sentence_start=min(sentence_start, start),
            sentence_end=max(sentence_end, end),
            confidence=confidence(reasons),
            reasons=reasons,
            candidate=candidate,
            timexes=tuple(timexes),
        )


def _may_end(passage: Passage, told: Told) -> bool:
    """Whether a passage is about something that notice can be given of: an agreement, not export curbs."""
    return bool(told.agreement) or any(word.key in BARGAINS for word in passage.words)


def _is_hour_of(date: Dated, other: Dated) -> bool:
    """Whether a date only tells the hour of what another date of its sentence dates: "an hour before"."""
    return date is not other and date.date == other.date and _HOURS.search(date.text) is not None


def _only_says_who(date: Dated, passage: Passage) -> bool:
    """Whether a passage names only parties besides its date: "and Chile on 3 May"."""
    left = [word for word in passage.words if not date.start <= word.start < date.end]
    named = [(one.start, one.end) for one in passage.named]
    return bool(named) and all(
        word.key in _BESIDE_WHO or any(start <= word.start < end for start, end in named) for word in left
    )


def _width(date: Dated) -> int:
    when = parse(date.date)
    return when.high - when.low
