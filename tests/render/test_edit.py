"""What editors read: previews as in the mock, on one screen, with nothing that pings or formats by itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.domain.anniversaries import Due
from bot.domain.dates import ordinal, parse
from bot.domain.edits import (
    CHANNEL,
    ROLE,
    Altered,
    DateRead,
    Double,
    Draft,
    EditorsAnswer,
    Field,
    HistoryAnswer,
    Overtaken,
    Preview,
    RecordChange,
    Saved,
    SourceRead,
    Undone,
    Unfinished,
)
from bot.domain.entries import Paging
from bot.domain.questions import Question, Refusal
from bot.domain.record_types import AnyBody
from bot.domain.subscriptions import WillPost
from bot.locales import words
from bot.render import notices, screen
from bot.render.edit import render_edit
from bot.render.message import SCREEN, Message
from bot.services.editing.drafting import PLANNERS
from bot.services.editing.forms import FORMS

ADD, AMEND, UNDO = (Draft(Question(f"edit {act}"), id="d1", number=3) for act in ("add", "amend", "undo"))
MENTIONS = {"edit drafts": "</edit drafts:1>"}
LIVE = re.compile(r"(?<!\\)<[@#/:ait]|@(?:here|everyone)|(?<!\\)[`|~_]|://|(?m:^(?:#|>|-#))|(?<!\\)\*\*")
"""What Discord would make something of."""
HOSTILE = "@everyone **x** [a](https://example.org) ``` <@&1>"


def said(answer: object) -> Message:
    return render_edit(answer, locale="en", mentions=MENTIONS)  # type: ignore[arg-type]


def text(message: Message) -> str:
    return "\n".join(message.blocks)


def change(title: str) -> RecordChange:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    details = (Altered("title", "Old", title),)
    return RecordChange(8841, at, 42, "", "EventAmended", "E-57", title, "clearer", details=details)


ADDED = Preview(
    ADD,
    "add",
    "",
    "Obama, Abe and Park meet in The Hague",
    (
        DateRead("25 Mar 2014", parse("2014-03-25")),
        WillPost(ordinal(2027, 3, 25), Due("day", 13), "09:00", "Asia/Seoul", channels=1),
        Field("parties", ("Japan", "South Korea", "United States")),
        Field("agreement", ()),
        SourceRead("known", "American Presidency Project", parse("2014-03-25")),
    ),
    (Double("E-57", "Obama brings Abe and Park together", parse("2014-03"), True),),
    agreement=True,
)


def test_the_preview_of_an_added_event_reads_as_in_the_mock() -> None:
    message = said(ADDED)

    told = text(message)
    assert message.private
    assert told.startswith("### Not saved yet: is this right?\n**Obama, Abe and Park meet in The Hague**")
    assert "**Date** “25 Mar 2014” → **Tuesday 25 March 2014**, exact day (`2014-03-25`)" in told
    assert "**Will post** 25 March 2027 at 09:00 Seoul (13 years), then yearly" in told
    assert "**Agreement** none; no status changes" in told
    assert "**Source** American Presidency Project, 25.3.2014" in told
    assert "⚠️ **We may have it: E-57** Obama brings Abe and Park together, *March 2014*" in told
    assert "Draft 3, kept 24 hours: </edit drafts:1>" in told
    labels = [button.label for button in message.buttons]
    assert labels == ["Add to E-57", "Save as new", "Agreement…", "Edit", "Cancel"]
    assert screen.characters(message.blocks) <= SCREEN
    assert screen.height(message.blocks, labels) <= screen.HEIGHT


def test_before_and_after_are_shown_with_whose_statement_it_is() -> None:
    lines = (Field("whose", "Nishino, paper"), Altered("date", parse("2014-03"), parse("2014-03-25")))
    told = text(said(Preview(AMEND, "amend", "E-57", "T", lines, overlay=True)))

    assert "**Statement of** Nishino, paper" in told
    assert "**Date** March 2014 → **Tuesday 25 March 2014**" in told
    assert "for this server only" in told


def test_a_receipt_has_the_records_number_and_undo() -> None:
    message = said(Saved(Question("edit confirm"), "add", "S-1", "T", (8841, 8842)))

    assert "record 8841" in text(message)
    assert message.buttons[0].question == Question("edit back", {"record": "8841"})


def test_typed_and_recorded_texts_are_shown_escaped() -> None:
    lines = (Field("remark", HOSTILE), Altered("title", HOSTILE, HOSTILE), Undone((change(HOSTILE),), 1))
    refused = Refusal(Question("edit add"), "unknown_source", {"typed": HOSTILE})
    answers = (
        Preview(ADD, "add", "", HOSTILE, lines),
        Saved(Question("edit confirm"), "amend", "E-57", HOSTILE, (1,)),
        Overtaken(AMEND, "E-57", HOSTILE, (change(HOSTILE),), lines),
        HistoryAnswer(Question("edit history"), HOSTILE, None, (change(HOSTILE),), Paging(1, 1, 1)),
        Unfinished(ADD, refused, True),
    )
    for answer in answers:
        told = text(said(answer))
        assert "@everyone" not in told
        assert "[a](https:" not in told
        assert "```" not in told
        assert "<@&1>" not in told


@pytest.mark.parametrize(
    "title",
    ["<@&1>", "<@1>", "<@!1>", "<#1>", "</edit add:1>", "<t:0:R>", "<:a:1>", "<a:b:1>", "<id:guide>", "@here",
     "[a](https://evil.example)", "https://evil.example", "<https://evil.example>", "# big", "> said",
     "**bold**", "`code`", "||hidden||", "-# small"],
)  # fmt: skip
@pytest.mark.parametrize("label", ["", "E-57", ROLE, CHANNEL])
def test_a_title_is_inert_whatever_it_looks_like(label: str, title: str) -> None:
    def told(title: str) -> str:
        changed = RecordChange(
            8841, datetime(2026, 11, 22, tzinfo=UTC), None, "", "EventAmended", label, title, ""
        )
        answers = (
            Preview(ADD, "add", label, title, ()),
            Preview(UNDO, "undo", label, title, (Undone((changed,), 1),)),
            Saved(Question("edit confirm"), "amend", label, title, (1,)),
            Overtaken(AMEND, label, title, (changed,), ()),
            HistoryAnswer(Question("edit history"), "", None, (changed,), Paging(1, 1, 1)),
        )
        return "\n".join(text(said(answer)) for answer in answers)

    assert LIVE.findall(told(title)) == LIVE.findall(told("Talks"))


def test_a_role_and_a_channel_are_shown_by_name() -> None:
    for label, shown in ((ROLE, "<@&7>"), (CHANNEL, "<#7>")):
        assert f"**{shown}**" in text(said(Saved(Question("edit back"), "amend", label, "7", (1,))))


def test_a_role_that_sees_nothing_is_named_with_the_steps() -> None:
    told = text(said(EditorsAnswer(Question("edit editors add"), "add", (7,), frozenset({7}), 7, 12)))

    assert "<@&7> may edit now (record 12)" in told
    assert "Server Settings → Integrations" in told


def test_every_change_has_its_words_and_every_form_at_most_five_fields() -> None:
    known = words("en").text
    acts = {name.removeprefix("edit ") for name in PLANNERS}

    assert {f"act_{act}" for act in acts} <= set(known)
    assert {f"form_{command}" for command in FORMS} <= set(known)
    assert {f"label_{field}" for fields in FORMS.values() for field in fields} <= set(known)
    assert all(len(fields) <= 5 for fields in FORMS.values())
    assert all(len(known[f"form_{command}"]) <= 45 for command in FORMS)


def test_every_type_of_record_has_its_words_in_histories() -> None:
    assert set(words("en").changes) == {body.__name__ for body in get_args(AnyBody)}


def test_the_first_message_in_a_server_can_be_acted_on_at_once() -> None:
    message = notices.hello({"edit add": "</edit add:1>", "edit editors add": "</edit editors add:1>"})

    assert "</edit add:1>" in text(message)
    assert "</edit editors add:1>" in text(message)
    assert screen.characters(message.blocks) <= SCREEN
    assert screen.height(message.blocks) <= screen.HEIGHT
