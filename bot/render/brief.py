"""Renders a briefing on one phone screen: status, dates that matter, what is open, what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.answers import BriefAnswer
from bot.domain.entities import REFERENCE
from bot.domain.questions import AsOf, Question
from bot.render import lines
from bot.render.buttons import cite_button, layer_button
from bot.render.fit import one_screen
from bot.render.lines import Space
from bot.render.markdown import capital, clean, inert
from bot.render.message import Button, Message
from bot.render.status import StatusWording
from bot.render.verdict import both_layers, outside, reached, verdict
from bot.render.voice import LABEL, Voice

LEAST = 5
"""Least events on the screen, as long as shortening texts makes enough space for them."""

SEVERAL = 3
"""Most agreements whose status is given in one line; one fewer where there is no space for doubts."""


def brief(answer: BriefAnswer, voice: Voice) -> Message:
    """The briefing as a reply."""
    buttons = _buttons(answer, voice)
    told = wordings(answer, voice)

    def compose(space: Space) -> Iterator[str]:
        status = status_lines(answer, told, voice, space)
        yield "\n".join([heading(answer, voice, space), *status])
        shown = lines.kept(answer.entries, space.dropped)
        dates = lines.through_time(
            shown, drawn_at(answer), voice, lambda entry: lines.entry_line(entry, voice, space)
        )
        more = answer.total - len(shown)
        if more > 0:
            dates.append(_more(answer, more, voice))
        yield "\n".join(dates)
        open_ends = lines.doubt_lines(answer.doubts, voice, space)
        if answer.next is not None:
            open_ends.append(lines.next_line(answer.next, answer.today, voice, space))
        yield "\n".join(open_ends)

    return one_screen(compose, answer.footnotes, buttons, voice, entries=len(answer.entries), least=LEAST)


def _more(answer: BriefAnswer, more: int, voice: Voice) -> str:
    """That there are more dates, and how many of all the full text has, if it has not all of them."""
    count = voice.count("more", more)
    if answer.in_full < answer.total:
        return voice.say("more_than_file", count=count, listed=f"{answer.in_full:,}")
    return voice.say("more_in_file", count=count)


def drawn_at(answer: BriefAnswer) -> AsOf | None:
    """The time at which a line divides the dates; None for a briefing about a period."""
    return answer.as_of if answer.about != "period" else None


def heading(answer: BriefAnswer, voice: Voice, space: Space) -> str:
    """What the briefing is about, with its parties and the time asked about."""
    name = voice.word(answer.subject)
    if answer.about == "agreement" and answer.parties:
        name = voice.say("with_parties", name=name, parties=voice.listed(answer.parties))
    if answer.period is not None:
        return f"### {capital(voice.period(answer.period))}"
    return voice.heading(name, answer.as_of.time if answer.as_of is not None else None, space.title)


def wordings(answer: BriefAnswer, voice: Voice) -> list[StatusWording]:
    """The wordings of the agreements' statuses."""
    return [StatusWording.of(status, answer.as_of, voice, answer.footnotes) for status in answer.statuses]


def status_lines(answer: BriefAnswer, wordings: list[StatusWording], voice: Voice, space: Space) -> list[str]:
    """The status: sentences about the one agreement, or words on each of several, or the number of events."""
    if len(wordings) == 1 and answer.about == "agreement":
        first = " ".join(verdict(wordings[0], answer, voice))
        layers = both_layers(wordings[0], voice) if _both_are_due(answer, wordings[0]) else []
        return [first, *layers]
    sentences = [_several(answer, wordings, voice, space) if wordings else _counted(answer, voice)]
    if answer.silent and answer.entries and answer.period is not None:
        sentences = [
            voice.say("nothing_begun", when=voice.when(answer.period)),
            *sentences[: len(wordings)],
        ]
    if answer.layer == "documents":
        sentences.append(voice.say("documents_only"))
    elif answer.as_of is None and not space.terse:
        sentences.append(outside("", answer.horizon, voice))
    return [" ".join(sentence for sentence in sentences if sentence)]


def _both_are_due(answer: BriefAnswer, wording: StatusWording) -> bool:
    """Whether the status by each layer is still to be said after the sentence on where the documents end."""
    return (
        answer.full
        or answer.as_of is not None
        or (bool(wording.status.by_documents) and not wording.ending())
    )


def _several(answer: BriefAnswer, wordings: list[StatusWording], voice: Voice, space: Space) -> str:
    most = SEVERAL if space.doubts else SEVERAL - 1
    each = [
        voice.say("one_of_several", name=inert(wording.status.agreement.called, 40), status=told)
        for wording in wordings[:most]
        if (told := wording.among_others(terse=space.terse))
    ]
    told = " · ".join(each)
    if answer.as_of is not None:
        return voice.say("several_then", statuses=told)
    if answer.horizon.latest is None:
        return voice.say("several_now_undated", statuses=told)
    return voice.say("several_now", statuses=told, date=reached(answer.horizon, voice))


def _counted(answer: BriefAnswer, voice: Voice) -> str:
    if answer.undated:
        return voice.say("verdict_undated", names=voice.listed(inert(name, 60) for name in answer.undated))
    if not answer.total and answer.period is not None:
        return voice.say("on_nothing", date=voice.period(answer.period))
    if not answer.total:
        return voice.say("verdict_silent")
    count = voice.count("dated", answer.total)
    if answer.period is not None and not answer.full:
        # The full text also lists what began before.
        return voice.say("verdict_dates_then", count=count)
    if answer.as_of is not None:
        return voice.say("verdict_dates_until", count=count)
    if answer.horizon.latest is None:
        return voice.say("verdict_dates_undated", count=count)
    return voice.say("verdict_dates", count=count, date=reached(answer.horizon, voice))


def _buttons(answer: BriefAnswer, voice: Voice) -> tuple[Button, ...]:
    question, name = answer.question, voice.word(answer.subject)
    if answer.period is not None and not answer.entries:
        return (layer_button(question, True, voice),) if answer.layer == "documents" else ()
    undated = (Button(clean(one, LABEL), Question("agreement", {"name": one})) for one in answer.undated)
    buttons = [
        *undated,
        voice.button("button_file", question.asking(**{"as": "file"}), private=True),
    ]
    if not (answer.about == "agreement" and answer.statuses[0].agreement.pack == REFERENCE):
        buttons.append(layer_button(question, answer.layer == "documents", voice))
    if answer.about in ("parties", "theme"):
        until = {"to": then} if (then := question.option("as_of")) else {}
        dates = Question("timeline", {"subject": question.options.get("subject", name), **until})
        buttons.append(voice.button("button_timeline", dates))
    if answer.footnotes:
        buttons.append(cite_button(question, voice))
    return tuple(buttons)
