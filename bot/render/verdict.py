"""The first sentences about an agreement: its status, how far the record reaches, what only *ref.* tells."""

from __future__ import annotations

from bot.domain.answers import AgreementAnswer, BriefAnswer
from bot.domain.dates import HistoricalDate, within
from bot.domain.entities import REFERENCE
from bot.domain.entries import Horizon
from bot.domain.questions import AsOf
from bot.render.lines import in_rough_words
from bot.render.markdown import capital
from bot.render.status import StatusWording
from bot.render.voice import Voice


def verdict(wording: StatusWording, answer: AgreementAnswer | BriefAnswer, voice: Voice) -> list[str]:
    """The sentences that say how one agreement stands; the first, in bold, gives its status."""
    as_of, horizon = answer.as_of, answer.horizon
    sentences = [_sentence(wording, as_of, horizon, voice)]
    status = wording.status
    if wording.uncertain(status.by_all):
        why = wording.why("the_documents" if answer.layer == "documents" else "the_sources", status.by_all)
        sentences.append(f"{capital(why)}." if why else "")
    if as_of is not None:
        sentences.append(wording.elsewhere(as_of.days[-1]))
    if answer.layer == "documents":
        sentences.append(voice.say("documents_only"))
    elif status.by_documents == () and not wording.silent:
        unnamed = status.agreement.pack == REFERENCE
        sentences.append(voice.say("documents_silent" if unnamed else "documents_undated"))
    elif as_of is not None:
        if wording.uncertain(status.by_documents or ()) and not wording.uncertain(status.by_all):
            sentences.append(voice.say("documents_cannot_tell"))
    else:
        sentences.append(outside(wording.ending(), horizon, voice))
    return [sentence for sentence in sentences if sentence]


def _sentence(wording: StatusWording, as_of: AsOf | None, horizon: Horizon, voice: Voice) -> str:
    if wording.silent:
        if as_of is not None:
            return _nothing_yet(wording, horizon, voice)
        if horizon.latest is None:
            return voice.say("verdict_silent")
        return voice.say("verdict_silent_now", date=reached(horizon, voice))
    status = wording.verdict()
    if as_of is not None:
        if wording.layers_differ and not wording.contradicted(wording.status.by_all):
            status = voice.say("if_reference", status=status)
        last = max((date.high for date in _newest(horizon)), default=None)
        if last is not None and last < as_of.days[0]:
            return voice.say("verdict_late", status=status, date=reached(horizon, voice))
        return voice.say("verdict_then", status=status)
    if horizon.latest is None:
        return voice.say("verdict_now_undated", status=status)
    if wording.tells_the_date(horizon.latest):
        return voice.say("verdict_now_at_latest", status=status)
    return voice.say("verdict_now", status=status, date=reached(horizon, voice))


def reached(horizon: Horizon, voice: Voice) -> str:
    """The date of the newest event; all its dates if its sources contradict each other.

    Of one without a beginning only the end: that it lasted "until" then, its source need not say.
    """
    newest = (date.end if date.open_start and date.end is not None else date for date in _newest(horizon))
    return voice.say("or").join(map(voice.date, newest))


def _newest(horizon: Horizon) -> tuple[HistoricalDate, ...]:
    return horizon.contested or ((horizon.latest,) if horizon.latest is not None else ())


def _nothing_yet(wording: StatusWording, horizon: Horizon, voice: Voice) -> str:
    """That nothing had happened by the day asked about, and when something first did."""
    if wording.uncertain(wording.status.by_documents or ()):
        return voice.say("verdict_silent_perhaps")
    if horizon.earliest is None:
        return voice.say("verdict_silent")
    key = "verdict_silent_then_reference" if horizon.earliest_by_reference else "verdict_silent_then"
    return voice.say(key, date=_begun(horizon.earliest, horizon.earliest_words, voice))


def _begun(date: HistoricalDate, words: str, voice: Voice) -> str:
    """The date of a first step, as rough as its source gives it; of a step without an end its beginning."""
    first = date.start if date.open_end and date.start is not None else date
    told = in_rough_words(words, date, voice) or voice.date(first)
    is_age = told.endswith("s") and not date.doubtful  # "late 2000s", not "early 2016"
    return voice.say("dated_to", date=told) if is_age else told


def outside(ending: str, horizon: Horizon, voice: Voice) -> str:
    """A sentence on what *ref.* means, or until when the documents reach.

    Empty if nothing is marked *ref.*
    """
    if not horizon.reference:
        return ""
    if ending:
        return voice.say("documents_end_at", what=ending)
    latest, end = horizon.latest, horizon.documents_end
    if end is not None and not end.open_end and not (latest is not None and within(latest, end)):
        return voice.say("documents_end_by", date=voice.short(end))
    return voice.say("reference_is_outside")


def both_layers(wording: StatusWording, voice: Voice) -> list[str]:
    """The status by the documents alone and that with the reference pack; empty if they do not differ."""
    return [wording.documents_line(), wording.reference_line()] if wording.layers_differ else []
