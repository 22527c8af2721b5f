"""``StatusWording``: puts an agreement's status into words, with what is inferred or left open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec
from msgspec.structs import replace

from bot.domain.dates import HistoricalDate, Precision, day
from bot.domain.entities import OWN_KNOWLEDGE
from bot.domain.entries import AgreementStatus, Footnote
from bot.domain.questions import AsOf, Time
from bot.domain.status import STATES, DatedStep, Status, StatusAt
from bot.domain.undecided import (
    is_awaiting,
    is_called_off,
    is_coarse,
    is_signed,
    nothing,
    told_date,
    undecided_steps,
)
from bot.render.footnotes import cited
from bot.render.lines import PLACE, finest, leading, ref, rough, worded
from bot.render.markdown import capital, inert, marks
from bot.render.voice import Voice

_TO_BE_SIGNED = frozenset({"treaty", "agreement", "arrangement", "memorandum", "exchange_of_notes"})
YEARS = 366
"""Days: what was held for longer than this is given with all its years, not as "last held"."""

_DATED = frozenset({"issued", "established", "held", "dissolved"})
"""Standings whose words include their date."""
_MEETS = frozenset({"established", "held", "dissolved"})
_OPEN_ENDED = frozenset({"proposed", "recommended", "announced", "agreed", "negotiating"})
"""Standings that further steps should follow; a present one says that nothing later is on record."""


class StatusWording(msgspec.Struct, frozen=True):
    """One agreement's status, with all that it takes to put it into words."""

    status: AgreementStatus
    voice: Voice
    now: bool
    """Whether today's status was asked for, and not that of another time."""
    references: frozenset[int]
    """Numbers of the footnotes that are of the reference pack."""
    own: frozenset[int]
    """Numbers of the footnotes that are own knowledge."""
    so_far: bool = False
    """Whether the time asked about is not over yet, so that it is answered for its start and today."""
    short: bool = False
    """Whether dates are given by the year alone, without footnotes."""
    documents: bool = False
    """Whether only footnotes of the documents are given."""

    @classmethod
    def of(
        cls,
        status: AgreementStatus,
        as_of: AsOf | None,
        voice: Voice,
        footnotes: Iterable[Footnote],
    ) -> StatusWording:
        """The wording of a status in an answer with these footnotes."""
        notes = tuple(footnotes)
        references = frozenset(note.number for note in notes if note.reference)
        own = frozenset(note.number for note in notes if note.grade == OWN_KNOWLEDGE)
        so_far = as_of is not None and as_of.days[-1] < as_of.date.high
        return cls(status, voice, as_of is None, references, own, so_far)

    def verdict(self) -> str:
        """The status by all sources, as a sentence without full stop: "In force", "At the start: …"."""
        return capital(self._over_time(self.status.by_all))

    def briefly(self) -> str:
        """The status on the last day asked about, in words that fit into a longer sentence."""
        return self._at(self.status.by_all[-1], briefly=True)

    def among_others(self, *, terse: bool) -> str:
        """``briefly``, marked *ref.* if any part of it is by the pack, or by dates in it, alone.

        ``terse``: with years, without footnotes.
        """
        return self._marked((replace(self, short=True) if terse else self).briefly())

    def _marked(self, told: str) -> str:
        at, ref = self.status.by_all[-1], self.voice.say("ref")
        if at.certain is None or is_awaiting(at.certain, at.day) or ref in told:
            return told
        if self.uncertain((self.status.by_documents or ())[-1:]):
            return f"{ref} {told}"
        by_pack = [step for step in at.certain.steps if self._is_by_reference(self._numbers(step))]
        standing, (first, _, rest) = at.certain.standing, told.partition(", ")
        if rest and standing and standing not in by_pack:
            signed = first == self.voice.words.standings.get(standing.action)
            told = f"{first}, {ref} {rest}" if by_pack and signed else told  # "signed, ref. in force"
        return f"{ref} {told}" if by_pack and ref not in told else told

    @property
    def layers_differ(self) -> bool:
        """Whether the status by the documents alone is worded otherwise than that by all sources."""
        by_documents = self.status.by_documents
        if not by_documents:
            return False
        return self._told_by_documents(by_documents) != self._over_time(self.status.by_all)

    def _told_by_documents(self, at: Sequence[StatusAt]) -> str:
        return replace(self, documents=True)._over_time(at)

    def uncertain(self, at: Sequence[StatusAt]) -> bool:
        """Whether the dates leave more than one status open."""
        return any(len(self._possible(one)) > 1 for one in at)

    def contradicted(self, at: Sequence[StatusAt]) -> bool:
        """Whether the status is open because sources contradict each other, not because dates are coarse."""
        return any(not is_coarse(step) for one in at for step in undecided_steps(one))

    @property
    def silent(self) -> bool:
        """Whether nothing has happened to the agreement by the days asked about."""
        return nothing(self.status.by_all)

    def _over_time(self, at: Sequence[StatusAt]) -> str:
        if len(at) < 2:
            return self._at(at[0]) if at else self.voice.say("silent")
        told = [self._at(one, briefly=True) for one in at]
        ends = "start_and_today" if self.so_far else "start_and_end"
        if told[0] == told[-1]:
            return self.voice.say(f"{ends}_same", status=told[0])
        return self.voice.say(ends, start=told[0], end=told[-1])

    def _at(self, at: StatusAt, *, briefly: bool = False) -> str:
        """The status on one day; ``briefly``: without semicolons, to fit into a longer sentence."""
        if at.certain is None:
            told = self._alternatives(at)
        elif briefly and is_awaiting(at.certain, at.day):
            told = self.voice.say("awaiting")
        else:
            told = self._in_words(at.certain, at.day)
        return _run_on(told) if briefly else told

    def _alternatives(self, at: StatusAt) -> str:
        """The statuses that may hold, joined by "or"."""
        words = self._possible(at)
        return self.voice.say("or_long" if any("," in word for word in words) else "or").join(words)

    def _possible(self, at: StatusAt) -> list[str]:
        """The words for each status that may hold, without repetitions."""
        voice, undecided = self.voice, undecided_steps(at)
        was_called_off = any(is_called_off(s) and s.condition not in undecided for s in at.possible)
        words = []
        for status in at.possible:
            if is_awaiting(status, at.day):
                words.append(voice.say("awaiting_or"))
            elif is_called_off(status) and not was_called_off:
                words.append(voice.say("cancelled_or"))
            elif status.nothing:
                words.append(voice.say("nothing_yet"))
            else:
                words.append(_run_on(self._in_words(status, at.day)))
        return list(dict.fromkeys(words))

    def _in_words(self, status: Status, on_day: int) -> str:
        """The words for one status: "signed; in force (inferred because a notice to end it came later)"."""
        voice = self.voice
        if is_awaiting(status, on_day):
            return voice.say("awaiting" if self.now else "awaiting_ahead")
        if status.nothing:
            return voice.say("silent" if self.now else "nothing_yet")
        if (
            status.standing is not None
            and status.standing.action == "shelved"
            and status.called_off is not None
        ):
            if self.short:
                return voice.say("unsigned")
            return voice.say("not_signed", status=voice.say("called_off_and_shelved"))
        if is_called_off(status):
            told = voice.say("not_signed", status=voice.words.conditions["signing_cancelled"])
            return self._whose(told, status.condition)
        inferred = status.force_from if status.force == "inferred" else None
        base = self._whose(self._base(status, on_day), inferred or status.standing)
        condition = self._whose(self._condition(status.condition, on_day), status.condition)
        if status.goes_on_after_its_end and status.condition is not None:
            what = self._noun(status.condition)
            return voice.say("ended_yet", status=base, what=what)
        return "; ".join(part for part in (base, condition) if part)

    def _whose(self, told: str, step: DatedStep | None) -> str:
        """The words ``told``, marked if their step rests on own knowledge or was changed by the server."""
        if not told or step is None:
            return told
        if step.event in self.status.changed:
            return self.voice.say("as_changed_here", status=told)
        numbers = self._numbers(step)
        own = bool(numbers) and self.own.issuperset(numbers)
        return self.voice.say("by_own_knowledge", status=told) if own else told

    def _condition(self, step: DatedStep | None, on_day: int) -> str:
        if step is None:
            return ""
        if step.action == "notice_given" and self.status.agreement.type == "foundation":
            return self.voice.say("end_announced")
        return self._lasted(step, self.voice.words.conditions.get(step.action, ""), on_day)

    def _lasted(self, step: DatedStep, word: str, on_day: int) -> str:
        """The word for a step, with its date if it was over by the day: "suspended 1970–1975"."""
        if step.action not in STATES or step.date.end is None or step.date.high >= on_day:
            return word
        state, comma, more = word.partition(",")  # "under negotiation, not signed"
        return self.voice.say("on_record", status=state, date=self._dated(step)) + comma + more

    def _base(self, status: Status, on_day: int) -> str:
        voice, standing = self.voice, status.standing
        if status.force == "inferred" and status.force_from is not None:
            return self._inferred(status, status.force_from, on_day)
        if standing is None:
            return voice.say("in_force") if status.force else ""
        if standing.action in _MEETS:
            return self._meetings(standing, on_day)
        word = voice.words.standings.get(standing.action, standing.action)
        word = self._lasted(standing, word, on_day)
        if status.force and standing.action != "entered_into_force":
            return f"{voice.say('in_force')}, {word}"
        if standing.action == "issued":
            return voice.say("on_record", status=word, date=self._dated(standing))
        if self.now and not self.short and status.condition is None and self._is_left_open(standing):
            return voice.say("nothing_later", status=word)
        return word

    def _is_left_open(self, standing: DatedStep) -> bool:
        to_be_signed = self.status.agreement.type in _TO_BE_SIGNED
        return standing.action in _OPEN_ENDED and (standing.action != "agreed" or to_be_signed)

    def _inferred(self, status: Status, source: DatedStep, on_day: int) -> str:
        """That it is in force because a later step implies it; names that step unless the condition does."""
        voice, standing = self.voice, status.standing
        if source.low > on_day:
            why = voice.say("why_later", what=self._noun(source))
            word = voice.words.standings.get(standing.action, "") if is_signed(standing) else ""
            return "; ".join(part for part in (word, voice.say("inferred_why", why=why)) if part)
        if status.condition is not None:
            return voice.say("inferred" if is_signed(standing) else "inferred_unsigned")
        why = voice.say("why_so", what=self._noun(source))
        return voice.say("inferred_why", why=why)

    def _meetings(self, standing: DatedStep, on_day: int) -> str:
        """When a mechanism was founded or since when a series has been held, and when last."""
        voice, founded, series = self.voice, self.status.founded, self.status.series
        date, told = standing.date, self._dated(standing)
        if standing.action == "held" and not date.open_end:
            if series is not None and series.low <= on_day:
                key = "series_and_held_short" if self.short else "series_and_held"
                return voice.say(key, since=self._dated(series), date=told)
            if date.precision is Precision.DECADE:
                return voice.say("held_in_age", date=told)
            if date.high - date.low <= YEARS and date.high <= on_day:
                if founded is not None and self.now:
                    return voice.say("established_and_held", founded=self._dated(founded), date=told)
                return voice.say("last_held", date=told)
        return voice.say("on_record", status=voice.words.standings[standing.action], date=told)

    def _noun(self, step: DatedStep) -> str:
        """A step as a noun: "the signing"."""
        return self.voice.words.endings.get(step.action, step.action)

    def _dated(self, step: DatedStep) -> str:
        """A step's date as the documents give it, with footnotes; marked *ref.* if only the pack gives it."""
        numbers = self._numbers(step)
        if self.short:
            told = self._rough(step) or self.voice.year(step.date)
            return f"{self.voice.say('ref')} {told}" if self._is_by_reference(numbers) else told
        if self.documents:
            numbers = [number for number in numbers if number not in self.references]
        return f"{self._date(step)}{marks(numbers)}"

    def _date(self, step: DatedStep) -> str:
        """A step's date without footnotes; all its dates if its sources contradict each other."""
        voice, entry = self.voice, self.status.entries.get(step.event)
        given = [one for one in entry.said if not (self.documents and one.reference)] if entry else []
        if entry is None or not given:
            return voice.short(step.date)
        shown = finest(given) if entry.contested else [leading(entry.said)]
        return voice.say("or").join(worded(one, voice) + ref(one, voice) for one in shown)

    def _rough(self, step: DatedStep) -> str:
        """A step's date in the source's own words if it is rough ("early 1990s"); otherwise empty."""
        entry = self.status.entries.get(step.event)
        given = (one.words for one in entry.said if one.date.edtf == step.edtf) if entry else ()
        return rough(next(iter(given), ""), step.date, self.voice)

    def elsewhere(self, on_day: int) -> str:
        """A sentence that another place's calendar has the next step already; empty if none has."""
        entry = self.status.entries.get(self.status.elsewhere)
        for one in entry.said if entry is not None else ():
            for date, place in one.elsewhere:
                if date.high <= on_day:
                    facts = {"place": inert(place, PLACE), "date": self.voice.short(date)}
                    return self.voice.say("taken_elsewhere", **facts, notes=marks(one.notes))
        return ""

    def ending(self) -> str:
        """The last step that the documents tell, as a noun: "the signing".

        Empty for a meeting of a series, and for a step that the server has changed.
        """
        last = self.status.by_documents[-1].certain if self.status.by_documents else None
        step = (last.condition or last.standing) if last is not None else None
        if step is None or step.action == "held" or step.event in self.status.changed:
            return ""
        return self.voice.words.endings.get(step.action, "")

    def tells_the_date(self, date: HistoricalDate) -> bool:
        """Whether the words for the status contain this date."""
        certain = self.status.by_all[-1].certain if self.status.by_all else None
        step = certain.standing if certain is not None and certain.condition is None else None
        return step is not None and step.action in _DATED and step.edtf == date.edtf

    def documents_line(self) -> str:
        """A line with the status by the documents alone, and why they leave it open if they do."""
        at = self.status.by_documents or ()
        if nothing(at):
            return self.voice.say("by_documents_silent")
        told = self._told_by_documents(at)
        why = self.why("they", at)
        numbers = {n for one in at for n in self._status_numbers(one) if n not in self.references}
        if not numbers.issubset(cited([why])):
            told = _with_marks(told, numbers)
        return self.voice.say("by_documents", status=f"{told}: {why}" if why else told)

    def reference_line(self) -> str:
        """A line with the status by the reference pack, or until when a signing was still ahead."""
        at = self.status.by_all[-1]
        certain = at.certain
        ahead = certain.awaiting if certain is not None and is_awaiting(certain, at.day) else None
        if ahead is not None and not self.now and len(self.status.by_all) == 1:
            told = self.voice.say("not_until", date=self.voice.beside(ahead.date, day(at.day)))
            numbers = self._numbers(ahead)
        else:
            told = self._over_time(self.status.by_all)
            numbers = [n for one in self.status.by_all for n in self._status_numbers(one)]
        of_pack = [number for number in numbers if number in self.references]
        return self.voice.say("with_reference", status=_with_marks(told, of_pack or numbers))

    def why(self, who: str, at: Sequence[StatusAt]) -> str:
        """Why the dates leave the status open: a date is too coarse, or sources contradict each other."""
        open_ones: dict[str, tuple[DatedStep, int]] = {}
        for one in at:
            if len(self._possible(one)) > 1:
                for step in undecided_steps(one):
                    open_ones.setdefault(step.event, (step, one.day))
        return "; ".join(self._reason(*what, who) for what in islice(open_ones.values(), 2))

    def _reason(self, step: DatedStep, on_day: int, who: str) -> str:
        voice = self.voice
        numbers = [n for n in self._numbers(step) if n not in self.references] or self._numbers(step)
        words = self._rough(step) or (voice.short(told_date(step)) if step.date.approximate else "")
        if words and is_coarse(step):
            on = voice.short(day(on_day))
            reason = voice.say("why_rough", who=voice.say(who), words=words, day=on)
        elif is_coarse(step):
            date = told_date(step)
            within = voice.beside(day(on_day), date)
            reason = voice.say("why_inside", who=voice.say(who), date=voice.time(Time(date)), day=within)
        else:
            reason = voice.say("why_differ", what=self._noun(step))
        return reason + marks(numbers)

    def in_a_list(self) -> str:
        """The status with its footnotes, as part of one line of a list, marked as by ``among_others``."""
        at = self.status.by_all[-1]
        ahead = at.certain.awaiting if at.certain is not None and is_awaiting(at.certain, at.day) else None
        numbers = [*self._status_numbers(at), *(self._numbers(ahead) if ahead is not None else ())]
        return _with_marks(self._marked(self.briefly()), numbers)

    def _status_numbers(self, at: StatusAt) -> list[int]:
        return [n for status in at.possible for step in status.steps for n in self._numbers(step)]

    def _is_by_reference(self, numbers: Sequence[int]) -> bool:
        return bool(numbers) and self.references.issuperset(numbers)

    def _numbers(self, step: DatedStep) -> Sequence[int]:
        entry = self.status.entries.get(step.event)
        return sorted(entry.notes) if entry is not None else ()


def _run_on(told: str) -> str:
    """The words for a status without semicolons and colons, to fit into a longer sentence."""
    return told.replace("; ", ", ").replace(": ", ", ")


def _with_marks(told: str, numbers: Iterable[int]) -> str:
    """The words for a status followed by footnotes, without those that the words contain already."""
    return told + marks([number for number in numbers if number not in cited([told])])
