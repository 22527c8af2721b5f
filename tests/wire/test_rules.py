"""The rules that bodies are held against: what Discord takes passes, and each breach is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.discord.test_commands import payloads
from tests.ground import needs
from tests.wire import description, rules

OPTION = {"type": 3, "name": "name", "description": "A name", "required": True}
COMMAND: dict[str, Any] = {"type": 1, "name": "ask", "description": "Ask", "options": [OPTION]}
TEXT = {"type": 10, "content": "text"}
BUTTON = {"type": 2, "style": 2, "label": "More", "custom_id": "more"}
ROW: dict[str, Any] = {"type": 1, "components": [BUTTON]}
SILENT: dict[str, Any] = {"parse": []}
V2: dict[str, Any] = {"flags": rules.V2, "allowed_mentions": SILENT, "components": [TEXT, ROW]}
PLAIN: dict[str, Any] = {"content": "text", "allowed_mentions": SILENT}
FIELD = {"type": 4, "custom_id": "title", "style": 1, "label": "Title"}
FORM: dict[str, Any] = {
    "title": "Add",
    "custom_id": "form",
    "components": [{"type": 1, "components": [FIELD]}],
}


def named(language: str, name: str) -> dict[str, Any]:
    """The command with a name in a language."""
    return {**COMMAND, "name_localizations": {language: name}}


def with_options(*options: dict[str, Any]) -> dict[str, Any]:
    """The command with other options."""
    return {**COMMAND, "options": list(options)}


def other(**changed: Any) -> dict[str, Any]:
    """Another option."""
    return {**OPTION, "name": "other", **changed}


def fields(*names: str) -> dict[str, Any]:
    """A form with these fields."""
    rows = [{"type": 1, "components": [{**FIELD, "custom_id": name}]} for name in names]
    return {**FORM, "components": rows}


def test_the_commands_of_the_bot_keep_all_rules_in_every_language() -> None:
    assert [*rules.command_breaches(payloads())] == []


@pytest.mark.parametrize(
    "command",
    [
        COMMAND,
        named("ja", "概要"),
        named("ko", "합의"),
        named("hi", "खोज"),
        named("th", "ค้นหา"),
        with_options(OPTION, other(required=False)),
        {**COMMAND, "default_member_permissions": "8192", "nsfw": False},
        {"type": 3, "name": "Add to the record"},
    ],
)
def test_commands_that_discord_takes_pass(command: dict[str, Any]) -> None:
    assert [*rules.command_breaches([command])] == []
    assert [*description.breaches("PUT", "/applications/1/commands", [command])] == []


@pytest.mark.parametrize(
    ("commands", "breach"),
    [
        ([named("ja", "概要 要約")], "ja name"),
        ([named("ko", "")], "ko name"),
        ([named("de", "Übersicht")], "de name"),
        ([named("en-AU", "ask")], "no such language"),
        ([{**COMMAND, "name": "Ask"}], "default name"),
        ([{**COMMAND, "name": "a" * 33}], "default name"),
        ([{**COMMAND, "description": ""}], "description"),
        ([{**COMMAND, "description_localizations": {"ja": "x" * 101}}], "ja description"),
        ([COMMAND, COMMAND], "default name 'ask' twice"),
        ([named("ja", "概要"), {**named("ja", "概要"), "name": "two"}], "ja name '概要' twice"),
        ([named("ja", "two"), {**COMMAND, "name": "two"}], "ja name 'two' twice"),
        ([with_options(other(required=False), OPTION)], "required option after"),
        ([with_options(OPTION, OPTION)], "default name 'name' twice"),
        ([with_options(OPTION, {"type": 1, "name": "sub", "description": "x"})], "beside subcommands"),
        ([with_options(other(choices=[{"name": "a", "value": "a"}] * 2))], "'a' twice"),
        ([with_options(other(choices=[{"name": "a", "value": "a"}], autocomplete=True))], "and autocomplete"),
        (
            [
                with_options(
                    *(other(name=f"o{n}", choices=[{"name": "a", "value": "x" * 400}]) for n in range(20))
                )
            ],
            "of 8000",
        ),
        ([{"type": 3, "name": "x" * 33}], "long-press"),
        ([{**COMMAND, "name": f"c{number}"} for number in range(101)], "more than 100"),
    ],
)
def test_a_command_that_discord_would_refuse_is_named(commands: list[dict[str, Any]], breach: str) -> None:
    assert any(breach in one for one in rules.command_breaches(commands))


@pytest.mark.parametrize("message", [V2, PLAIN, {**PLAIN, "components": [ROW]}])
def test_messages_that_discord_takes_pass(message: dict[str, Any]) -> None:
    assert [*rules.message_breaches(message, {})] == []
    body = {"type": 4, "data": message}
    assert [*description.breaches("POST", "/interactions/1/token/callback", body)] == []


@pytest.mark.parametrize(
    ("message", "breach"),
    [
        ({**V2, "content": "text"}, "with content"),
        ({**V2, "embeds": [{"title": "x"}]}, "with embeds"),
        ({**V2, "components": []}, "empty"),
        ({**V2, "components": [{**TEXT, "content": "x" * 2001}] * 2}, "4002 characters"),
        ({**V2, "components": [{**TEXT, "content": "😀" * 2001}]}, "4002 characters"),
        ({**V2, "components": [TEXT] * 41}, "41 components"),
        ({**V2, "components": [{"type": 17, "components": [TEXT] * 40}]}, "41 components"),
        ({**V2, "components": [{**TEXT, "content": " \n"}]}, "blank"),
        ({**V2, "components": [TEXT, ROW, ROW]}, "'more' twice"),
        ({**V2, "components": [{"type": 1, "components": [{**BUTTON, "label": ""}]}]}, "without label"),
        ({**V2, "components": [{"type": 1, "components": [{**BUTTON, "style": 5}]}]}, "no link"),
        ({**V2, "components": [{"type": 13, "file": {"url": "attachment://a.md"}}]}, "does not come along"),
        ({**V2, "allowed_mentions": None}, "pings"),
        ({**V2, "allowed_mentions": {"parse": ["everyone"]}}, "ping"),
        ({**PLAIN, "content": " "}, "empty"),
        ({**PLAIN, "content": "x" * 2001}, "2001 characters"),
        ({**PLAIN, "embeds": [{"description": "x" * 3001}] * 2}, "6002 characters"),
        ({**PLAIN, "components": [TEXT]}, "need the flag"),
    ],
)
def test_a_message_that_discord_would_refuse_is_named(message: dict[str, Any], breach: str) -> None:
    assert any(breach in one for one in rules.message_breaches(message, {}))


def test_files_are_told_of_and_small_enough() -> None:
    told = {**V2, "attachments": [{"id": 0, "filename": "a.md"}]}

    assert [*rules.message_breaches(told, {"a.md": rules.FILE})] == []
    assert len([*rules.message_breaches(told, {"a.md": rules.FILE + 1})]) == 1
    assert len([*rules.message_breaches(V2, {"b.md": 1})]) == 1


@pytest.mark.parametrize(
    ("form", "breach"),
    [
        (fields(*"abcdef"), "6 fields"),
        (fields(), "0 fields"),
        (fields("a", "a"), "'a' twice"),
        ({**FORM, "title": " "}, "title"),
        (
            {**FORM, "components": [{"type": 1, "components": [{**FIELD, "value": "xx", "max_length": 1}]}]},
            "filled with 2",
        ),
    ],
)
def test_a_form_that_discord_would_refuse_is_named(form: dict[str, Any], breach: str) -> None:
    assert [*rules.modal_breaches(FORM)] == []
    assert any(breach in one for one in rules.modal_breaches(form))


@pytest.mark.parametrize(
    ("choices", "breach"),
    [
        ([{"name": "a", "value": "a"}] * 26, "26 offers"),
        ([{"name": " ", "value": "a"}], "called ' '"),
        ([{"name": "x" * 101, "value": "a"}], "called 'xxx"),
        ([{"name": "a", "value": "x" * 101}], "101"),
        ([{"name": "a", "value": ""}], "of 0"),
    ],
)
def test_an_offer_that_discord_would_refuse_is_named(choices: list[dict[str, Any]], breach: str) -> None:
    assert any(breach in one for one in rules.choice_breaches(choices))


def test_half_a_character_is_no_text() -> None:
    assert len([*rules.body_breaches({"a": ["\ud800", "whole"]})]) == 1


@needs(description.FILE)
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"colour": 1}}),
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"components": [{**TEXT, "size": 1}]}}),
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"components": [{"type": 99}]}}),
        ("POST", "/interactions/1/t/callback", {"type": 4, "data": {"flags": "64"}}),
        ("POST", "/interactions/1/t/callback", {"type": 99}),
        ("POST", "/interactions/1/t/callback", None),
        ("PUT", "/applications/1/commands", [{**COMMAND, "name": "x" * 33}]),
        ("GET", "/users/@me", {"a": 1}),
        ("GET", "/no/such/place", None),
    ],
)
def test_a_body_that_discord_does_not_describe_is_named(method: str, path: str, body: Any) -> None:
    assert len([*description.breaches(method, path, body)]) == 1
