"""Renders previews of drafts, receipts, and why a draft cannot be saved yet."""

from __future__ import annotations

from msgspec.structs import replace

from bot.domain.dates import day
from bot.domain.edits import (
    Cancelled,
    Double,
    Draft,
    Overtaken,
    Preview,
    Saved,
    Undone,
    Unfinished,
)
from bot.domain.questions import Choose, Question, Refusal
from bot.render.edit.lines import called, change_line, full_date, line_told, subject
from bot.render.markdown import inert
from bot.render.message import FORM_HOLDS, Button, Message
from bot.render.posts import menu
from bot.render.refusal import TYPED, choose, explained, giving_back, with_typed
from bot.render.voice import Voice

SUBJECTS = ("event", "name")
"""Options that say what a draft is about, for which forms have no field left."""
BUTTONS = 5
LEFT = 20
"""Most changes that are listed as not undone."""


def preview(answer: Preview, voice: Voice) -> Message:
    """The preview: what would be saved, how it was understood, and which events may be the same."""
    title = called(answer.label, answer.title)
    head = [voice.say("as_set", title=title)]
    if not answer.same:
        act = voice.say(f"act_{answer.act}", title=title, subject=_subject(answer, voice))
        head = [voice.say("preview"), act]
    head += [told for line in answer.lines if (told := line_told(line, voice))]
    if answer.left:
        positions = voice.listed(str(position) for position, _ in answer.left[:LEFT])
        head.append(voice.say("left", positions=positions))
        head += _more(len(answer.left[LEFT:]), voice)
    doubles = [_double(double, voice) for double in answer.doubles]
    ask = Question("edit set", {"draft": answer.draft.id})
    return Message(
        ("\n".join(head), *doubles, _foot(answer, voice)),
        _preview_buttons(answer, voice),
        menus=tuple(menu(one, ask, voice) for one in answer.menus),
        private=True,
    )


def _more(count: int, voice: Voice) -> list[str]:
    return [voice.say("undo_more", n=str(count))] if count else []


def _double(double: Double, voice: Voice) -> str:
    date = voice.date(double.date) if double.date is not None else voice.say("undated")
    first = voice.say("double", label=inert(double.label, 20), title=inert(double.title), date=date)
    key = "double_finer" if double.finer else "double_clashes" if double.clashes else "double_same"
    joins = f" {voice.say('double_joins')}" if double.joins else ""
    return f"{first}\n{voice.say(key, label=inert(double.label, 20))}{joins}"


def _subject(answer: Preview, voice: Voice) -> str:
    """What the draft is about; for an undo, the change or the number of changes."""
    name = subject(answer.label, answer.title)
    if answer.act != "undo":
        return name
    count = next((line.count for line in answer.lines if isinstance(line, Undone)), 1)
    return _undone(name, count, voice)


def _undone(name: str, count: int, voice: Voice) -> str:
    if count == 1 and name:
        return voice.say("undo_one", name=name)
    return voice.say("undo_many", count=str(count))


def _foot(answer: Preview, voice: Voice) -> str:
    if answer.same:
        return f"-# {voice.say('as_set_how')}"
    scope = voice.say("overlay") if answer.overlay else voice.say("this_server")
    kept = voice.say("draft_kept", number=str(answer.draft.number))
    return f"-# {scope} {kept}"


def _preview_buttons(answer: Preview, voice: Voice) -> tuple[Button, ...]:
    draft = answer.draft
    buttons = [
        _button("button_add_to", "edit confirm", draft, voice, {"to": double.label}, label=double.label)
        for double in answer.doubles[:1]
    ]
    if answer.ready:
        key = "button_save_new" if buttons else "button_confirm"
        buttons.append(_button(key, "edit confirm", draft, voice))
    elif answer.act == "posts setup":
        buttons.append(_button("button_look_again", "edit draft", draft, voice))
    if answer.note:
        shown = Question("posts preview", {"draft": draft.id})
        buttons.append(voice.button("button_note", shown, private=True))
    if answer.agreement:
        buttons.append(_button("button_agreement", "edit form", draft, voice, {"part": "agreement"}))
    if answer.form:
        buttons.append(_button("button_edit", "edit form", draft, voice))
    if not answer.same:
        buttons.append(_button("button_cancel", "edit cancel", draft, voice))
    return tuple(buttons[:BUTTONS])


def saved(answer: Saved, voice: Voice) -> Message:
    """The receipt of a saved change, with its record's number and Undo."""
    name = subject(answer.label, answer.title)
    if answer.act == "undo":
        name = _undone(name, answer.count, voice)
    number = str(answer.positions[0])
    whole, own = ("saved_again", "") if answer.act == "again" else ("saved", f"saved_{answer.act}")
    what = voice.say(own if own in voice.words.text else "saved_other", subject=name, number=number)
    if answer.until:
        what = voice.say("saved_paused_until", subject=name, date=full_date(day(answer.until), voice))
    told = voice.say(whole, number=number, what=what)
    buttons: tuple[Button, ...] = ()
    if answer.act != "keep":
        buttons = (voice.button("button_undo", Question("edit back", {"record": number})),)
    if answer.onward is not None:
        buttons = (voice.button("button_onward", answer.onward), *buttons)
    return Message((told.strip(),), buttons, private=True)


def overtaken(answer: Overtaken, voice: Voice) -> Message:
    """What others changed since the editor saw the preview, and what the draft would change."""
    about = voice.say("overtaken_about", subject=subject(answer.label, answer.title))
    theirs = [change_line(change, voice, details=True) for change in answer.changes]
    mine = [told for line in answer.mine if (told := line_told(line, voice))]
    blocks = (
        "\n".join([voice.say("overtaken"), about, *theirs]),
        "\n".join([voice.say("yours"), *mine]),
        f"-# {voice.say('draft_kept', number=str(answer.draft.number))}",
    )
    buttons = (
        _button("button_mine", "edit mine", answer.draft, voice),
        _button("button_theirs", "edit cancel", answer.draft, voice),
        _button("button_edit", "edit form", answer.draft, voice),
    )[: 3 if answer.form else 2]
    return Message(blocks, buttons, private=True)


def unfinished(answer: Unfinished, voice: Voice) -> Message:
    """Why a draft cannot be saved yet, with suggestions, and a button back to its form."""
    why, question = answer.why, answer.draft.question
    if isinstance(why, Choose) and why.search:  # a search would lead away from the draft
        why = replace(why, search="")
    told = explained(why, voice) if isinstance(why, Refusal) else choose(why, voice)
    kept = voice.say("draft_kept", number=str(answer.draft.number))
    back = [_button("button_edit", "edit form", answer.draft, voice)] if answer.form else []
    in_other_form = question.options.keys() & {"agreement", "action"}
    if in_other_form and not question.command.startswith("posts "):  # whose form has room for both
        back.insert(0, _button("button_agreement", "edit form", answer.draft, voice, {"part": "agreement"}))
    back.append(_button("button_cancel", "edit cancel", answer.draft, voice))
    space = BUTTONS - len(back)
    options, others = told.buttons[:space], told.buttons[space:]
    more = [voice.say("more_options", names="; ".join(inert(one.label) for one in others))] if others else []
    blocks = (*told.blocks, *more, f"-# {kept}")
    message = replace(told, blocks=blocks, buttons=(*options, *back), private=True)
    whole = with_typed(message, question, FORM_HOLDS if answer.form else TYPED, voice)
    if whole.files:
        return whole
    subject = {key: value for key, value in question.options.items() if key in SUBJECTS}
    return giving_back(message, replace(question, options=subject), voice)


def cancelled(answer: Cancelled, voice: Voice) -> Message:
    """That a draft was deleted."""
    return Message((voice.say("cancelled", number=str(answer.number)),), private=True)


def _button(
    key: str, command: str, draft: Draft, voice: Voice, more: dict[str, str] | None = None, **facts: str
) -> Button:
    return voice.button(key, Question(command, {"draft": draft.id, **(more or {})}), private=False, **facts)
