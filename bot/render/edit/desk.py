"""Renders the answers of ``/edit import`` and ``/edit review``: statements to decide on, and papers."""

from __future__ import annotations

from bot.domain.entities import MENTIONED
from bot.domain.questions import Question
from bot.domain.review import DeskAnswer, ImportAnswer, PaperLine, ReviewAnswer
from bot.render import screen
from bot.render.edit.lines import full_date, precision, restatus, stale_block, stale_buttons
from bot.render.markdown import inert
from bot.render.message import SCREEN, Button, Message
from bot.render.voice import Voice

PAPERS = 8
"""Most papers in a list."""
TITLE, WORDS, SIDE = 120, 100, 260
"""Most characters of a title, of the date words, and of the text on each side of them."""
SHARES = (1.0, 0.8, 0.6, 0.45, 0.3)
"""Shares of these lengths that are tried one after the other, until all fits one screen."""
SURE, UNSURE = 0.8, 0.5
"""Confidence from which on a reading counts as sure, and below which it counts as unsure."""
REASONS = 3


def progress(doing: str, done: int, total: int, voice: Voice) -> Message:
    """How far reading a file has come."""
    return Message((voice.say(f"desk_{doing}", done=f"{done:,}", total=f"{total:,}"),), private=True)


def imported(answer: ImportAnswer, voice: Voice) -> Message:
    """What was found in a file."""
    paper = answer.paper
    key = "desk_again" if answer.again else "desk_taken" if paper.found else "desk_nothing"
    pages = voice.say("desk_pages", pages=voice.count("pages", answer.pages)) if answer.pages else ""
    told = [voice.say(key, pages=pages, **_counts(paper))]
    if answer.blank:
        told.append(voice.say("desk_blank", blank=str(answer.blank)))
    if answer.published is None:
        told.append(voice.say("desk_undated"))
    elif paper.found:
        told.append(voice.say("desk_dated", date=voice.date(answer.published)))
    about = {"document": paper.sha256}
    buttons = [voice.button("button_drop", Question("edit drop", about))]
    if paper.waiting:
        review = Question("edit review", {**about, "go": "yes"})
        buttons.insert(0, voice.button("button_review", review, count=str(paper.waiting)))
    return Message(("\n".join(told),), tuple(buttons), private=True)


def review(answer: ReviewAnswer, voice: Voice) -> Message:
    """A statement on one screen: what the paper says, how it was understood, which event it may belong to."""
    buttons = _choices(answer, voice)
    labels = tuple(button.label for button in buttons)
    blocks: tuple[str, ...] = ()
    for share in SHARES:
        blocks = (_said(answer, voice, share), _understood(answer, voice, share), _place(answer, voice))
        if screen.characters(blocks) <= SCREEN and screen.height(blocks, labels) <= screen.HEIGHT:
            break
    return Message(blocks, buttons, private=True)


def _said(answer: ReviewAnswer, voice: Voice, share: float) -> str:
    title = inert(answer.title, int(TITLE * share)) or voice.say("desk_untitled")
    return "\n".join([*_done(answer, voice), voice.say("desk_item", title=title), _quoted(answer, share)])


def _understood(answer: ReviewAnswer, voice: Voice, share: float) -> str:
    told = [_date(answer, voice)]
    if answer.parties:
        parties = inert(voice.listed(answer.parties), int(TITLE * share))
        told.append(voice.say("line", label=voice.say("label_parties"), value=parties))
    told += _agreement(answer, voice)
    if answer.restatus is not None and (line := restatus(answer.restatus, voice)):
        told.append(line)
    told.append(_confidence(answer, voice))
    if answer.match is not None:
        match = answer.match
        date = voice.date(match.date) if match.date is not None else voice.say("undated")
        title = inert(match.title, int(TITLE * share))
        told.append(
            voice.say(f"desk_match_{match.kind}", label=inert(match.label, 20), title=title, date=date)
        )
    return "\n".join(told)


def _place(answer: ReviewAnswer, voice: Voice) -> str:
    """The statement's place in the queue and in its paper."""
    place = voice.say(
        "desk_place",
        number=str(answer.number),
        total=str(answer.total),
        paper=inert(answer.paper, 60),
        locator=f", {inert(answer.locator, 60)}" if answer.locator else "",
    )
    return place + (voice.say("desk_again_skipped") if answer.skipped else "")


def desk(answer: DeskAnswer, voice: Voice) -> Message:
    """The server's papers with their numbers of statements, and its stale changes."""
    lines = _done(answer, voice)
    if not answer.papers:
        lines.append(voice.say("desk_none"))
    else:
        shown = (answer.paper,) if answer.paper is not None else answer.papers[:PAPERS]
        lines.append(voice.say("desk_papers"))
        lines += [voice.say("desk_paper", **_counts(paper)) for paper in shown]
        if answer.paper is None and len(answer.papers) > PAPERS:
            lines.append(voice.say("desk_more", n=str(len(answer.papers) - PAPERS)))
        lines.append(_rest(answer, voice))
    blocks = ("\n".join(lines), *stale_block(answer.stale, voice))
    return Message(blocks, _ways_on(answer, voice), private=True)


def _rest(answer: DeskAnswer, voice: Voice) -> str:
    """A sentence on what is left to do, or that nothing is."""
    told = []
    if answer.held:
        told.append(voice.say("desk_others", held=str(answer.held)))
    if answer.skipped:
        told.append(voice.say("desk_left", skipped=str(answer.skipped)))
    return " ".join(told) or ("" if answer.waiting else voice.say("desk_finished"))


def _ways_on(answer: DeskAnswer, voice: Voice) -> tuple[Button, ...]:
    options = dict(answer.question.options)
    buttons = []
    if answer.waiting:
        going = Question("edit review", {**options, "go": "yes"})
        buttons.append(voice.button("button_review", going, count=str(answer.waiting)))
    if answer.skipped:
        skipped = Question("edit review", {**options, "go": "yes", "skipped": "yes"})
        buttons.append(voice.button("button_skipped", skipped))
    buttons += stale_buttons(answer.stale)
    if answer.paper is not None:
        dropping = Question("edit drop", {"document": answer.paper.sha256})
        buttons.append(voice.button("button_drop", dropping))
    return (*buttons, *_back(answer, voice))


def _counts(paper: PaperLine) -> dict[str, str]:
    return {
        "title": inert(paper.title, 100),
        "when": f"<t:{int(paper.imported_at.timestamp())}:R>",
        "found": str(paper.found),
        "known": str(paper.known),
        "waiting": str(paper.waiting),
        "decided": str(paper.decided),
    }


def _done(answer: ReviewAnswer | DeskAnswer, voice: Voice) -> list[str]:
    """A line about what the editor has just done; none if they did nothing."""
    done = answer.done
    if done is None:
        return []
    title = inert(done.title, 60) or voice.say("desk_untitled")
    about = f"**{inert(done.label, 20)}** {title}" if done.label else title
    return [voice.say(f"desk_{done.act}", number=str(done.position), subject=about)]


def _quoted(answer: ReviewAnswer, share: float) -> str:
    """The passage as a quotation, escaped, with its date words in bold."""
    passage = answer.passage
    # The passage was cut at a number of characters, so that a word cut in half must be left out.
    whole = passage.before.split(maxsplit=1)[-1:] if passage.cut[0] else [passage.before]
    before = _end_of("".join(whole), int(SIDE * share))
    words, after = inert(passage.words, WORDS), inert(passage.after, int(SIDE * share))
    # What was shortened here says so itself.
    start = "… " if passage.cut[0] and not before.startswith("…") else ""
    end = " …" if passage.cut[1] and not after.endswith("…") else ""
    left = " " if passage.before[-1:].isspace() else ""
    right = " " if passage.after[:1].isspace() else ""
    return f"> {start}{before}{left}**{words}**{right}{after}{end}"


def _end_of(text: str, limit: int) -> str:
    """The last ``limit`` characters of a text, escaped."""
    line = " ".join(text.split())
    return inert(line if len(line) <= limit else f"… {line[-limit:].split(' ', 1)[-1]}", limit + 2)


def _date(answer: ReviewAnswer, voice: Voice) -> str:
    basis = {"relative": "desk_relative", "inferred": "desk_inferred"}.get(answer.basis)
    return voice.say(
        "desk_date",
        date=full_date(answer.date, voice),
        precision=precision(answer.date, voice),
        inferred=voice.say(basis) if basis else "",
    )


def _agreement(answer: ReviewAnswer, voice: Voice) -> list[str]:
    if answer.agreement is None:
        return []
    name, action = inert(answer.agreement[0], 80), answer.agreement[1]
    if answer.unknown:
        return [voice.say("desk_unknown", agreement=name)]
    if not action or action == MENTIONED:
        return [voice.say("desk_mentioned", agreement=name)]
    return [voice.say("desk_step", agreement=name, action=voice.words.actions.get(action, inert(action, 40)))]


def _confidence(answer: ReviewAnswer, voice: Voice) -> str:
    sure = "high" if answer.confidence >= SURE else "low" if answer.confidence < UNSURE else "middling"
    reasons = "; ".join(_reason(code, voice) for code in answer.reasons[:REASONS])
    return voice.say(
        "desk_sure",
        sure=voice.say(f"desk_{sure}"),
        percent=str(round(100 * answer.confidence)),
        reasons=f": {reasons}" if reasons else "",
    )


def _reason(code: str, voice: Voice) -> str:
    key = f"reason_{code}"
    return voice.say(key) if key in voice.words.text else inert(code.replace("_", " "), 60)


def _choices(answer: ReviewAnswer, voice: Voice) -> tuple[Button, ...]:
    """The buttons to decide on a statement: accept, add to an event, edit, reject, skip."""
    held = {**answer.question.options, "candidate": answer.candidate, "turn": str(answer.turn)}

    def button(key: str, command: str, **more: str) -> Button:
        label = answer.match.label if answer.match is not None else ""
        return voice.button(key, Question(f"edit {command}", {**held, **more}), label=label)

    if answer.match is not None:
        first = (
            button("button_add_as", "accept", event=answer.match.label),
            button("button_as_new", "accept", event="new"),
        )
    else:
        first = (
            button("button_accept", "accept", event="new"),
            button("button_add_where", "correct", event=""),
        )
    rest = (
        button("button_edit", "correct"),
        button("button_reject", "reject"),
        button("button_skip", "skip"),
    )
    return (*first, *rest, *_back(answer, voice))


def _back(answer: ReviewAnswer | DeskAnswer, voice: Voice) -> tuple[Button, ...]:
    """The button that takes back what was just decided; none if nothing was."""
    done = answer.done
    if done is None or done.act not in ("accepted", "rejected"):
        return ()
    options = {**answer.question.options, "candidate": done.candidate, "turn": str(done.turn)}
    return (voice.button("button_put_back", Question("edit put back", options)),)
