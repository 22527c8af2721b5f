"""A typed line is taken apart as Discord would, at declared options only."""

from __future__ import annotations

from pathlib import Path

import hypothesis.strategies as st
import pytest
from discord import AppCommandOptionType as OptionType
from hypothesis import given, settings

from bot.demo.typed import (
    Command,
    Complaint,
    Named,
    Option,
    Typed,
    Typing,
    Value,
    declared,
    read,
    split,
    typing,
)

TEXT, NUMBER, FLAG, FILE = OptionType.string, OptionType.integer, OptionType.boolean, OptionType.attachment
CHANNEL, ROLE = OptionType.channel, OptionType.role
COMMANDS = {
    command.name: command
    for command in (
        Command(
            "agreement",
            "Status",
            (
                Option("name", "Name", TEXT, True, completes=True),
                Option("as_of", "When", TEXT, False, completes=True),
                Option("sources", "Which", TEXT, False, ("all", "documents")),
                Option("private", "Alone", FLAG, False),
            ),
        ),
        Command("on", "Day", (Option("date", "Day", TEXT, False), Option("private", "Alone", FLAG, False))),
        Command("find", "Search", (Option("words", "Words", TEXT, False),)),
        Command("edit undo", "Undo", (Option("record", "Number", NUMBER, False),)),
        Command("edit drafts", "Drafts", ()),
        Command("edit import", "Import", (Option("file", "File", FILE, True),)),
        Command(
            "posts change",
            "Change",
            (
                Option("channel", "Where", CHANNEL, False),
                Option("ping", "Whom", ROLE, False),
                Option("grace", "Hours", NUMBER, False, least=0, most=24),
            ),
        ),
    )
}
AGREEMENT = COMMANDS["agreement"]


THERE = (Named(CHANNEL, "history"), Named(CHANNEL, "general"), Named(ROLE, "Historians"))


def options(line: str) -> dict[str, Value]:
    typed = read(line, COMMANDS, THERE)
    assert isinstance(typed, Typed), typed
    return dict(typed.options)


def complaint(line: str) -> str:
    refused = read(line, COMMANDS, THERE)
    assert isinstance(refused, Complaint), refused
    return refused.text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/agreement name:GSOMIA as_of:2013-01-01", {"name": "GSOMIA", "as_of": "2013-01-01"}),
        ("/agreement GSOMIA as_of: June 2012 ", {"name": "GSOMIA", "as_of": "June 2012"}),
        ("/agreement as_of:2012 name:security treaty", {"name": "security treaty", "as_of": "2012"}),
        ("/agreement name:Treaty: of Mutual x: y", {"name": "Treaty: of Mutual x: y"}),
        ("/agreement name:filename:x", {"name": "filename:x"}),
        (
            '/agreement name:"security treaty" as_of:"June 2012"',
            {"name": "security treaty", "as_of": "June 2012"},
        ),
        ('/agreement name:the "new" treaty as_of:""', {"name": 'the "new" treaty', "as_of": '""'}),
        ('/find "hot line"', {"words": '"hot line"'}),
        ('/find words:"hot line"', {"words": '"hot line"'}),
        ("/agreement https://example.org/a:b", {"name": "https://example.org/a:b"}),
        (
            "/agreement GSOMIA sources:Documents private:true",
            {"name": "GSOMIA", "sources": "documents", "private": True},
        ),
        ("/agreement GSOMIA private:No", {"name": "GSOMIA", "private": False}),
        ("/agreement GSOMIA as_of:", {"name": "GSOMIA"}),
        ("/on", {}),
        ("/on 28 December", {"date": "28 December"}),
        ("/ON 28 December", {"date": "28 December"}),
        ("/edit undo record:42", {"record": 42}),
        ("/edit drafts", {}),
    ],
)
def test_a_line_gives_the_options_that_discord_would_send(line: str, expected: dict[str, object]) -> None:
    assert options(line) == expected


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("hello", "slash"),
        ("/agrement x", "/agreement"),
        ("/zzz", "The nearest is /"),
        ("/agreement", "needs name"),
        ("/agreement title:GSOMIA", "no option title. Its options: name, as_of, sources, private."),
        ("/agreement GSOMIA asof:2012", "no option asof. Its options: name, as_of"),
        ("/agreement GSOMIA name:TISA", "name is given twice"),
        ("/agreement GSOMIA sources:some", "one of all, documents"),
        ("/agreement GSOMIA private:perhaps", "True or False"),
        ("/edit undo record:many", "whole number"),
        ("/edit drafts now", "has no options"),
        ("/agreement " + "x" * 6001, "6,001 characters"),
    ],
)
def test_a_line_that_is_no_command_is_answered_with_what_would_be(line: str, says: str) -> None:
    assert says in complaint(line)


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "a paper.txt"
    file.write_text("In 1965")

    assert options(f"/edit import {file}") == {"file": file}
    assert complaint(f"/edit import file:{tmp_path / 'none.txt'}").startswith("file: there is no file")


def test_a_wrong_line_is_repeated_shortened_and_printable() -> None:
    text = complaint("/\x1b[31m\x00" + "x" * 5000)

    assert text.isprintable()
    assert len(text) < 200


WORDS = st.text("abcdefgh 0123456789:-–.日", max_size=30).map(str.strip)
VALUES = WORDS.filter(lambda text: text and ":" not in text[:1])


@settings(max_examples=200)
@given(VALUES, VALUES)
def test_values_with_blanks_and_colons_come_out_as_they_were_typed(name: str, as_of: str) -> None:
    typed = split(f"name:{name} as_of:{as_of}", AGREEMENT)

    assert typed == {"name": name, "as_of": as_of}


@given(st.text(max_size=80))
def test_any_line_is_a_command_or_a_complaint(line: str) -> None:
    assert isinstance(read("/agreement " + line, COMMANDS), Typed | Complaint)
    assert isinstance(read(line, COMMANDS), Typed | Complaint)


@pytest.mark.parametrize(
    ("line", "option", "text", "open_options"),
    [
        ("/agreement ", "name", "", ["as_of", "sources", "private"]),
        ("/agreement GSO", "name", "GSO", ["as_of", "sources", "private"]),
        ("/agreement GSOMIA as_of:June 20", "as_of", "June 20", ["sources", "private"]),
        ("/agreement name:GSOMIA sources:", "sources", "", ["as_of", "private"]),
    ],
)
def test_an_unfinished_line_tells_which_value_is_being_typed(
    line: str, option: str, text: str, open_options: list[str]
) -> None:
    at = typing(line, COMMANDS)

    assert isinstance(at, Typing)
    assert at.option is not None
    assert (at.option.name, at.text) == (option, text)
    assert [other.name for other in at.open_options] == open_options


def test_options_filled_in_before_are_passed_on_with_the_one_being_typed() -> None:
    at = typing("/agreement GSOMIA private:True as_of:2", COMMANDS)

    assert at is not None
    assert at.filled == {"name": "GSOMIA", "private": "True"}


def test_nothing_is_being_filled_in_while_the_command_is_typed() -> None:
    assert typing("/agre", COMMANDS) is None


def test_subcommands_of_discords_description_are_commands_of_their_own() -> None:
    payload = {
        "name": "edit",
        "description": "Change",
        "options": [
            {"type": 1, "name": "drafts", "description": "Drafts"},
            {
                "type": 2,
                "name": "source",
                "description": "Sources",
                "options": [
                    {
                        "type": 1,
                        "name": "add",
                        "description": "Add",
                        "options": [{"type": 3, "name": "title", "description": "Title", "required": True}],
                    }
                ],
            },
        ],
    }

    commands = declared([payload])

    assert list(commands) == ["edit drafts", "edit source add"]
    assert commands["edit source add"].first == Option("title", "Title", TEXT, True)


def test_channels_and_roles_are_given_by_their_names() -> None:
    assert options("/posts change #General ping:@historians grace:3") == {
        "channel": Named(CHANNEL, "general"),
        "ping": Named(ROLE, "Historians"),
        "grace": 3,
    }
    assert complaint("/posts change channel:#nowhere") == (
        "channel: there is no #nowhere here, only #history, #general."
    )


def test_a_number_beyond_what_is_declared_is_refused_with_its_bounds() -> None:
    assert complaint("/posts change grace:30") == "grace is from 0 to 24."
