"""Renders histories, drafts, stale changes, editors' roles, files, and what is kept about a person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.edits import (
    DraftLine,
    DraftsAnswer,
    EditorsAnswer,
    FileAnswer,
    HistoryAnswer,
    PrivacyAnswer,
    StaleAnswer,
)
from bot.domain.questions import Question
from bot.render.buttons import page_buttons
from bot.render.edit.lines import change_line, label, shown, stale_block, stale_buttons, subject
from bot.render.markdown import inert
from bot.render.message import Attachment, Message
from bot.render.voice import Voice

ROLES = 20
"""Most roles in a list."""


def history(answer: HistoryAnswer, voice: Voice) -> Message:
    """A page of changes, the newest first."""
    about = inert(answer.about, 150)
    head = [voice.say("history_of", about=about) if about else voice.say("history_all")]
    if answer.by is not None:
        head.append(voice.say("history_by", who=f"<@{answer.by}>"))
    head += [change_line(change, voice) for change in answer.changes]
    if not answer.changes:
        head.append(voice.say("history_none"))
    blocks = ["\n".join(head)]
    if answer.stale:
        blocks.append(voice.say("stale_hint", count=str(answer.stale)))
    return Message(tuple(blocks), page_buttons(answer.question, answer.paging, voice), private=True)


def drafts(answer: DraftsAnswer, voice: Voice) -> Message:
    """The editor's drafts, and the server's stale changes."""
    lines = [voice.say("drafts")]
    lines += [_draft(line, voice) for line in answer.drafts] or [voice.say("drafts_none")]
    buttons = [
        voice.button(
            "button_draft", Question("edit draft", {"draft": one.draft.id}), number=str(one.draft.number)
        )
        for one in answer.drafts
    ]
    buttons += [*page_buttons(answer.question, answer.paging, voice), *stale_buttons(answer.stale)]
    return Message(("\n".join(lines), *stale_block(answer.stale, voice)), tuple(buttons), private=True)


def _draft(line: DraftLine, voice: Voice) -> str:
    mention = {"channel": "<#{}>", "by": "<@{}>"}.get(line.named_by)
    return voice.say(
        "draft_line",
        number=str(line.draft.number),
        command=line.draft.question.command,
        subject=mention.format(line.subject) if mention else inert(line.subject, 80),
        when=f"<t:{int(line.made_at.timestamp())}:R>",
    )


def stale(answer: StaleAnswer, voice: Voice) -> Message:
    """How the server and the corpus differ, field by field, with buttons to keep or to take."""
    name = subject(answer.stale.label, answer.stale.title)
    lines = [voice.say("stale_one", subject=name.replace("**", ""))]
    lines += [
        voice.say(
            "stale_differs",
            label=label(one.key, voice),
            before=shown(one.before, voice),
            after=shown(one.after, voice),
        )
        for one in answer.differences[:12]
    ] or [voice.say("stale_same")]
    options = {"entity": answer.stale.key}
    buttons = (
        voice.button("button_keep", Question("edit keep", options)),
        voice.button("button_take", Question("edit take", options)),
    )
    return Message(("\n".join(lines),), buttons, private=True)


def editors(answer: EditorsAnswer, voice: Voice) -> Message:
    """Who may edit, and how to show the commands to roles from which Discord hides them."""
    lines = []
    if answer.changed is not None and answer.position is not None:
        role = _role(answer.changed)
        lines.append(voice.say(f"editor_{answer.act}", role=role, number=str(answer.position)))
    lines += [voice.say("editors"), voice.say("editors_always")]
    roles = _roles(answer.roles, voice)
    lines.append(voice.say("editors_roles", roles=roles) if roles else voice.say("editors_none"))
    blocks = ["\n".join(lines)]
    hidden = [role for role in answer.roles if role in answer.hidden]
    if hidden:
        blocks.append(voice.say("editors_hidden", roles=_roles(hidden, voice)))
    undo = Question("edit back", {"record": str(answer.position)})
    buttons = (voice.button("button_undo", undo),) if answer.position is not None else ()
    return Message(tuple(blocks), buttons, private=True)


def _roles(roles: Sequence[int], voice: Voice) -> str:
    """The roles as a list; of very many the first, and how many more there are."""
    more = len(roles[ROLES:])
    told = voice.listed(map(_role, roles[:ROLES]))
    return f"{told} {voice.say('undo_more', n=str(more))}" if more else told


def _role(role: int) -> str:
    return f"<@&{role}>"


def file(answer: FileAnswer, voice: Voice) -> Message:
    """An exported file, and how many entries it has."""
    key = "export_history" if answer.name.startswith("history") else "export"
    told = voice.say(key, rows=f"{answer.rows:,}", name=answer.name)
    return Message((told,), files=(Attachment(answer.name, answer.data),), private=True)


def privacy(answer: PrivacyAnswer, voice: Voice) -> Message:
    """What is kept about a person, with a button to delete it; or that it was deleted."""
    counts = {
        "records": voice.count("records", answer.records),
        "texts": voice.count("texts", answer.texts),
        "drafts": voice.count("drafts", answer.drafts),
        "papers": voice.count("papers", answer.papers),
    }
    if answer.deleted:
        return Message((voice.say("privacy_gone", **counts),), private=True)
    if not answer.known and not answer.drafts and not answer.papers:
        return Message((voice.say("privacy_nothing"),), private=True)
    buttons = (voice.button("button_delete_all", Question("privacy delete")),)
    return Message((voice.say("privacy_kept", **counts), voice.say("privacy_what")), buttons, private=True)
