"""From a text to dated statements: who did what with which agreement, how sure that is, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from bot.domain.dates import HistoricalDate, Precision, parse
from bot.extraction.actions import (
    CHIEF_KINDS,
    SERIES,
    Deed,
    Mood,
    action_of,
    chosen,
    deeds,
    kind_of,
    kind_with,
)
from bot.extraction.apparatus import apparatus, dates_publication
from bot.extraction.clean import Cleaned, clean
from bot.extraction.implied import Implied, of_document, of_narrative
from bot.extraction.instruments import find_instrument, type_of_name
from bot.extraction.names import Mention, Names
from bot.extraction.passages import Passage, Passages
from bot.extraction.references import Meant, References
from bot.extraction.sentences import DATELINE
from bot.extraction.spoken_of import Instruments
from bot.extraction.statement import Statement
from bot.extraction.temporal import Dated, find_dates
from bot.extraction.titles import Titles, propose_title

WEIGHTS = {
    "date_stated": 0.15,
    "date_relative": 0.05,
    "date_inferred": 0.0,
    "document_date": -0.1,
    "parties_named": 0.15,
    "parties_carried": 0.05,
    "no_parties": -0.1,
    "agreement_known": 0.15,
    "agreement_new": 0.1,
    "agreement_inferred": 0.05,
    "agreement_unsure": 0.0,
    "action_told": 0.15,
    "action_denied": -0.1,
    "action_planned": -0.05,
    "action_wished": -0.05,
    "action_possible": -0.1,
    "no_action": -0.05,
    "dates_together": -0.05,
    "long_period": -0.1,
    "narrative_date": -0.2,
}
"""What each reason adds to the confidence of a candidate, which begins with ``START``; the words for the
codes are in ``bot.locales.en_titles``."""
START = 0.35
_SUCCESSOR = re.compile(
    r"\b(?:complemented|followed|replaced|succeeded|superseded) by (?:(?:an?|the|new) ){0,2}\Z"
)
"""Before what came in the place of that of which it is told."""
_FIRST = 4
"""Among so many sentences, headlines included, a report says when it was sent."""
LONG_YEARS = 5
"""From how many years on a period is no single happening."""


def extract(text: str, published: HistoricalDate | None, names: Names) -> Iterator[Statement]:
    """The candidates in a text for people to look at, in the order in which they stand.

    ``published`` is the document's own date: relative dates are reckoned from it, and it dates the proposals
    and recommendations that the document makes.
    """
    reader = _Reader(text, published, names)
    found = sorted((*reader.dated(), *reader.implied()), key=attrgetter("start"))
    return (statement for statement in found if statement.candidate)


def dated_statements(text: str, published: HistoricalDate | None, names: Names) -> Iterator[Statement]:
    """Everything in a text that has date words, also what is no candidate, in the order of the text."""
    reader = _Reader(text, published, names)
    implied = (statement for statement in reader.implied() if statement.text)
    return iter(sorted((*reader.dated(), *implied), key=attrgetter("start")))


class _Reader:
    """One text, cleaned, in sentences, with its dates."""

    def __init__(self, text: str, published: HistoricalDate | None, names: Names) -> None:
        self._original = text
        self._cleaned: Cleaned = clean(text)
        self._passages = Passages(self._cleaned.text, names)
        self._instruments = Instruments(self._cleaned.text, self._passages, names)
        self._references = References(self._cleaned.text, self._passages, names, self._instruments)
        self._titles = Titles(self._cleaned.text, self._passages, names)
        self._names = names
        self._published = published
        sentences = self._passages.sentences
        self._dates = find_dates(self._cleaned.text, published or self._sent(), sentences)
        self._no_happening = apparatus(self._cleaned.text)

    def _sent(self) -> HistoricalDate | None:
        """The day on which a report was sent, if it begins with it."""
        text = self._cleaned.text
        for start, _ in self._passages.sentences[:_FIRST]:
            line = DATELINE.match(text, start)
            if line is not None and len(found := find_dates(line[0], None)) == 1:
                return parse(found[0].date)
        return None

    def dated(self) -> Iterator[Statement]:
        """What the date words of the text date."""
        for sentence, group in groupby(self._dates, lambda date: self._passages.around(date.start, date.end)):
            dates = list(group)
            for date, passage in zip(dates, self._passages.dated(sentence, dates), strict=True):
                yield self._statement(date, passage, sentence, together=len(dates) > 1)

    def implied(self) -> Iterator[Statement]:
        """What stands in sentences without date words."""
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
        """A statement as its implied date makes it; None where too little is said for one."""
        reasons = (*told.reasons, implied.reason)
        told = replace(told, reasons=reasons, confidence=_confidence(reasons))
        if implied.asks and told.agreement:
            title = propose_title(self._names, told.parties, told.agreement, implied.asks, told.kind)
            return replace(told, action=implied.asks, title=title)
        if implied.asks:
            return None
        if implied.reason == "narrative_date" and told.kind == "development" and not told.action:
            return None
        return told

    def _statement(
        self, date: Dated, passage: Passage, sentence: tuple[int, int], *, together: bool
    ) -> Statement:
        """What a date's passage says, in places of the original text."""
        when = parse(date.date)
        place = find_instrument(self._cleaned.text, passage.start, passage.end)
        telling = [word for word in passage.words if not (place and place[0] <= word.start < place[1])]
        told = deeds(telling, date.start)
        agreement, about = self._agreement(date, passage, when, told, place)
        meant = None if about else self._references.meant(passage, date.end)
        if meant is not None:
            agreement, about, told = (
                meant.agreement,
                ("agreement_inferred",),
                _deeds_with(meant, passage, date),
            )
        type_ = (self._names.type_of(agreement) or type_of_name(agreement)) if agreement else None
        published = dates_publication(self._cleaned.text, date.start)
        said = "publication" if published else kind_of(passage.words)
        deed = None if said in CHIEF_KINDS else chosen(told, said, type_)
        action = "issued" if published else action_of(deed, mentions=bool(agreement))
        kind = kind_with(said, action, type_)
        named = passage.parties or (meant.parties if meant is not None else ())
        parties = self._names.with_parties_of(agreement, named)
        carried = passage.carried or (bool(named) and not passage.parties)
        nothing = self._no_happening(date.start, date.end, *sentence)
        reasons = (
            f"date_{date.basis}",
            "no_parties" if not parties else "parties_carried" if carried else "parties_named",
            *about,
            _told(deed),
            *(("dates_together",) if together else ()),
            *(("long_period",) if _is_long(when) else ()),
            *((nothing,) if nothing else ()),
        )
        start, end = self._cleaned.original(date.start, date.end)
        sentence_start, sentence_end = self._cleaned.original(*sentence)
        told_of = Statement(
            start=start,
            end=end,
            text=self._original[start:end] if date.text else "",
            date=date.date,
            basis=date.basis,
            sentence_start=min(sentence_start, start),
            sentence_end=max(sentence_end, end),
            parties=parties,
            agreement=agreement,
            action=action,
            kind=kind,
            confidence=_confidence(reasons),
            reasons=reasons,
            candidate=not nothing,
            timexes=tuple(
                replace(timex, start=places[0], end=places[1])
                for timex in date.timexes
                for places in [self._cleaned.original(timex.start, timex.end)]
            ),
        )
        noun = meant.noun if meant is not None else ""
        return replace(told_of, title=self._titles.of(told_of, date, passage, noun))

    def _is_another(
        self, mention: Mention, agreement: str, passage: Passage, year: int | None, told: Sequence[Deed]
    ) -> bool:
        """Whether an agreement that is called like a known one is one of others, or of another year."""
        made = self._names.year_of(agreement)
        is_made = any(deed.action == "signed" and deed.mood is Mood.DONE for deed in told)
        if is_made and made is not None and year is not None and made != year:
            return True
        return self._instruments.is_others(mention, agreement, passage.parties)

    def _agreement(
        self,
        date: Dated,
        passage: Passage,
        when: HistoricalDate,
        told: Sequence[Deed],
        place: tuple[int, int] | None,
    ) -> tuple[str, tuple[str, ...]]:
        """The agreement that a passage names, the nearest to the date, and the reason it gives; ``place`` is
        that of a name which the record may not know.

        What was held in a passage that names nothing is what the sentence named before: "was set up in
        2015 and has been held since 2016". So is what stands in a further cell of a row.
        """
        text, year = self._cleaned.text, (when.start or when).year
        named = [one for one in passage.agreements if not _SUCCESSOR.search(text, passage.start, one.start)]
        unsure = False
        for mention in sorted(named, key=lambda mention: abs(mention.start - date.start)):
            agreement = self._names.choose(mention, year, passage.parties)
            is_new = place is not None and place[0] <= mention.start and mention.end <= place[1]
            if agreement and not self._is_another(mention, agreement, passage, year, told):
                return agreement, ("agreement_known",)
            unsure = unsure or not (is_new and (agreement or place != (mention.start, mention.end)))
        if unsure:
            return "", ("agreement_unsure",)
        if place is not None and not _SUCCESSOR.search(text, passage.start, place[0]):
            name = " ".join(text[slice(*place)].split())
            return self._instruments.given.whole(name, place[0]), ("agreement_new",)
        if short := self._instruments.given.abbreviated_in(passage.start, passage.end):
            return short, ("agreement_new",)
        is_cell = text.startswith("|", passage.start)
        if is_cell or any(deed.action == "held" and not deed.noun for deed in told):
            for mention in reversed(passage.agreements_before):
                agreement = self._names.choose(mention, year, passage.parties)
                if is_cell or self._names.type_of(agreement) in SERIES:
                    return agreement, ("agreement_known",)
        return "", ()


def _deeds_with(meant: Meant, passage: Passage, date: Dated) -> list[Deed]:
    """What a passage says was done with the agreement that it means, or with the notice to end it."""
    telling = [word for word in passage.words if meant.start <= word.start < meant.end]
    told = deeds(telling, date.start)
    if meant.start == meant.end:
        # What is called off is the signing of what is spoken of, however it is named.
        told = deeds(passage.words, date.start)
        told = told if any(deed.action == "signing_cancelled" for deed in told) else []
    return [deed.with_notice() for deed in told] if meant.notice else told


def _width(date: Dated) -> int:
    when = parse(date.date)
    return when.high - when.low


def _told(deed: Deed | None) -> str:
    if deed is None:
        return "no_action"
    return "action_told" if deed.mood is Mood.DONE else f"action_{deed.mood.value}"


def _is_long(when: HistoricalDate) -> bool:
    if when.precision in (Precision.DECADE, Precision.CENTURY):
        return True
    return when.precision is Precision.INTERVAL and when.high - when.low > LONG_YEARS * 366


def _confidence(reasons: Sequence[str]) -> float:
    """From 0 to 1; what dates no happening has none."""
    if any(reason not in WEIGHTS for reason in reasons):
        return 0.0
    return round(min(max(START + sum(WEIGHTS[reason] for reason in reasons), 0.05), 0.99), 2)
