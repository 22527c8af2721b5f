"""Refusals, choices, the help, sources in full: nothing typed is lost, nothing promised that is not there."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import bot
from bot.commands import COMMANDS
from bot.domain.answers import HelpAnswer
from bot.domain.dates import parse
from bot.domain.dates.wording import FORMATS
from bot.domain.entities import ACTIONS, AGREEMENT_TYPES, CONDITIONS, KINDS, STANDINGS
from bot.domain.facts import Fact
from bot.domain.questions import Choose, Refusal, Suggestion
from bot.locales import TABLES, words
from bot.locales.words import Words
from bot.render import screen
from bot.render.answer import render
from bot.render.message import SCREEN
from tests.render.samples import brief, footnote, question

BOT = Path(bot.__file__).parent
FACTS: dict[str, Fact] = {
    "events": "154",
    "document_events": "107",
    "agreements": "94",
    "documents": "5",
    "citations": "97",
    "themes": "Intelligence sharing",
    "latest": parse("2026-06"),
    "documents_end": parse("2025-02-24"),
    "version": "0.1.0",
    "position": "371",
}
ASKED = question("brief", subject="gsomai")


def refused(code: str, **facts: str) -> str:
    message = render(Refusal(ASKED, code, facts))
    assert message.private
    return message.blocks[0]


@pytest.mark.parametrize(
    ("code", "facts", "said"),
    [
        ("unknown_name", {"typed": "gsomai"}, "“gsomai”"),
        ("unknown_event", {"typed": "E-9999"}, "E-57"),
        (
            "unreadable_date",
            {"typed": "someday", "why": "Write 2012-06.", "option": "as_of"},
            "Write 2012-06.",
        ),
        (
            "impossible_date",
            {"typed": "30 February", "why": "February has 28 days."},
            "February has 28 days.",
        ),
        ("backwards", {"from": "2003", "to": "1998"}, "From “2003” to “1998” runs backwards."),
        ("future", {"typed": "2030", "today": "22 November 2026"}, "today is 22 November 2026"),
        ("nothing_to_find", {}, "Give words"),
        ("known_on_before_record", {"typed": "1990", "first": "2026-11-01"}, "begins on 2026-11-01"),
        ("too_long", {"option": "subject", "limit": "300", "length": "5000", "typed": "xx"}, "at most 300"),
        ("unknown_status", {"typed": "asleep", "known": "signed, shelved"}, "It uses: signed, shelved"),
        ("unknown_type", {"typed": "x", "known": "treaty"}, "It uses: treaty"),
        ("never heard of", {"typed": "x"}, "cannot be answered"),
    ],
)
def test_a_refusal_says_what_was_wrong_to_the_asker_alone(
    code: str, facts: dict[str, str], said: str
) -> None:
    assert said in refused(code, **facts)


def test_a_refusal_without_its_facts_still_answers() -> None:
    assert "“–”" in refused("unknown_name")


def test_a_refusal_repeats_what_was_typed_escaped_and_shortened() -> None:
    text = refused("unknown_name", typed="@everyone **x** " + "y" * 5_000)
    assert "@everyone" not in text
    assert "\\*\\*x\\*\\*" in text
    assert len(text) < 500


def test_the_nearest_names_are_buttons_that_ask_for_them() -> None:
    near = Suggestion("GSOMIA " * 20, question("brief", subject="GSOMIA"))
    message = render(Refusal(ASKED, "unknown_name", {"typed": "gsomai"}, (near,) * 7))
    assert len(message.buttons) == 5
    assert all(len(button.label) <= 80 for button in message.buttons)
    assert message.buttons[0].question == near.question
    assert "Perhaps you meant" in message.blocks[0]


def test_a_single_nearest_name_and_a_remedy_are_no_list_of_others_that_were_meant() -> None:
    one = Suggestion("GSOMIA", question("agreement", name="GSOMIA"))
    assert "Perhaps you meant this:" in render(Refusal(ASKED, "unknown_name", {}, (one,))).blocks[0]
    ahead = render(Refusal(ASKED, "future", {"typed": "tomorrow"}, (one,)))
    assert "Perhaps" not in ahead.blocks[0]
    assert [button.label for button in ahead.buttons] == ["GSOMIA"]


def test_an_ambiguous_name_is_answered_with_what_it_may_mean() -> None:
    options = tuple(
        Suggestion(f"{year} treaty", question("agreement", name=year)) for year in ("1951", "1960")
    )
    message = render(
        Choose(question("agreement", name="security treaty"), "security treaty", "name", options)
    )
    assert "“security treaty” may mean" in message.blocks[0]
    assert [button.label for button in message.buttons] == ["1951 treaty", "1960 treaty"]


def test_choices_too_long_for_a_button_are_spelt_out_above() -> None:
    name = "Treaty of Mutual Cooperation and Security between Japan and the United States of America (1960)"
    message = render(Choose(ASKED, "treaty", "name", (Suggestion(name, ASKED), Suggestion("1951", ASKED))))
    assert name in message.blocks[0]


@pytest.mark.parametrize("topic", list(words("en").help))
def test_every_topic_of_the_help_takes_one_phone_screen(topic: str) -> None:
    message = render(HelpAnswer(question("help", topic=topic), topic, FACTS))
    assert screen.characters(message.blocks) <= SCREEN
    assert screen.height(message.blocks, [button.label for button in message.buttons]) <= screen.HEIGHT
    assert topic not in [button.question.options.get("topic") for button in message.buttons]


@pytest.mark.parametrize("topic", list(words("en").help))
def test_the_help_names_no_command_that_is_not_there(topic: str) -> None:
    message = render(HelpAnswer(question("help", topic=topic), topic, FACTS))
    named = set(re.findall(r"(?<![\w/])/([a-z]+)", "\n".join(message.blocks)))
    assert named <= {command.name for command in COMMANDS}


def test_the_help_names_its_figures_and_leaves_out_what_is_not_known() -> None:
    full = "\n".join(render(HelpAnswer(question("help"), "about", FACTS)).blocks)
    assert "**Latest entry** June 2026" in full
    assert "**Version** 0.1.0, record position 371" in full
    assert "Version" not in "\n".join(render(HelpAnswer(question("help"), "about", {"events": "1"})).blocks)


def test_commands_in_the_help_can_be_tapped() -> None:
    message = render(HelpAnswer(question("help"), "asking", FACTS), mentions={"brief": "</brief:42>"})
    assert "</brief:42>" in message.blocks[0]
    assert "/agreement" in message.blocks[0]


def test_cite_gives_every_source_in_full_with_its_entries_to_the_asker_alone() -> None:
    message = render(brief(question=question("brief", subject="GSOMIA", cite="yes")))
    lines = message.blocks[0].split("\n")
    assert message.private
    assert lines[0] == "### Sources: GSOMIA"
    assert len(lines) == 9
    assert lines[5] == "[5] *ref.* Kyodo, 23 November 2016; for E-60 (record 812)"


def test_sources_that_do_not_fit_a_message_are_counted() -> None:
    many = tuple(footnote(number, "Paper", title="A long title " * 10) for number in range(1, 61))
    message = render(brief(question=question("brief", subject="GSOMIA", cite="yes"), footnotes=many))
    _, *told, last = message.blocks[0].split("\n")
    assert [line.partition("]")[0] for line in told] == [f"[{n}" for n in range(1, len(told) + 1)]
    assert 20 < len(told) < 60
    assert last == f"… +{60 - len(told)}"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.locale)
def test_every_language_has_every_word_with_the_same_blanks(table: Words) -> None:
    def blanks(pattern: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}

    english = words("en")
    for field in (
        *("text", "refusals", "standings", "conditions", "actions", "endings", "kinds", "types", "changes"),
        *("facts", "terms", "reasons"),
    ):
        ours, theirs = getattr(english, field), getattr(table, field)
        assert ours.keys() == theirs.keys()
        assert {key: blanks(ours[key]) for key in ours} == {key: blanks(theirs[key]) for key in ours}
    for field in ("counts", "permissions", "help"):
        assert getattr(english, field).keys() == getattr(table, field).keys()
    assert table.locale in FORMATS


def test_whatever_the_record_can_say_has_its_words() -> None:
    english = words("en")
    assert set(english.standings) == set(STANDINGS)
    assert set(english.conditions) == set(CONDITIONS)
    assert set(english.actions) == set(ACTIONS)
    assert set(english.endings) == {*STANDINGS, *CONDITIONS}
    assert set(english.kinds) == set(KINDS)
    assert set(english.types) == set(AGREEMENT_TYPES)


def test_no_word_is_left_that_nothing_says() -> None:
    files = [file for file in BOT.rglob("*.py") if "locales" not in file.parts]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files).replace("'", '"')

    def is_said(key: str) -> bool:
        """By itself, or put together of a piece and something else: f"check_{code}", f"{key}_event"."""
        places = [found.start() for found in re.finditer("_", key)]
        pieces = [f"{key[: place + 1]}{{" for place in places] + [f"}}{key[place:]}" for place in places]
        return f'"{key}"' in source or any(piece in source for piece in pieces)

    english = words("en")
    keys = (*english.text, *english.refusals, *english.counts)
    assert [key for key in keys if not is_said(key)] == []


def test_a_locale_without_a_table_is_answered_in_english() -> None:
    assert words("en-GB") is words("xx") is words("en")
