"""Whatever is typed into whatever option of a reader's command: an answer or a clear refusal, and inert."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.clock import Clock
from bot.commands.shared import harmless, question
from bot.domain.questions import Asker, Completion
from bot.locales.en import ENGLISH
from bot.render.answer import render
from bot.render.discord_view import layout, read_stored, stored_form
from bot.render.message import Message
from bot.services.inquiry import LONGEST
from bot.services.lookup import HANDLERS
from tests.discord.test_commands import PAYLOADS
from tests.ground import NOW
from tests.render.test_hostile_answers import ESCAPED, FOREIGN, OURS
from tests.render.test_markdown import HOSTILE
from tests.wire import rules
from tests.wire.people import ANA, EVEN
from tests.wire.strange import STRANGE, make_strange

OPTIONS = [
    (name, str(option["name"]))
    for name, payload in PAYLOADS.items()
    if name in HANDLERS
    for option in payload["options"]
    if option["type"] == 3 and not option.get("choices")
]
"""What can be typed; from choices, Discord lets nothing else through."""
TYPED = st.one_of(
    HOSTILE,
    st.text(st.characters(), max_size=40),
    HOSTILE.map(lambda text: (text or "x") * 60),
    st.integers(LONGEST - 1, LONGEST + 1).map(lambda length: "x" * length),
    st.just("x" * 6000),
)
Ask = Callable[[str, Mapping[str, str]], Message]


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as one:
        yield one


@pytest.fixture(scope="module")
def app(
    loaded_file: Path, clock: Clock, runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """The bot without Discord, in a server whose own record is strange."""
    path = tmp_path_factory.mktemp("hostile") / "record.db"
    path.write_bytes(loaded_file.read_bytes())
    runner.run(make_strange(path, clock, f"guild:{EVEN.id}"))
    opened = App(path, clock)

    async def opening() -> App:
        return await opened.__aenter__()

    yield runner.run(opening())
    runner.run(opened.__aexit__(None, None, None))


ASKER = Asker(f"guild:{EVEN.id}", NOW.toordinal())


@pytest.fixture(scope="module")
def ask(app: App, runner: asyncio.Runner) -> Ask:
    """Asks as a slash command does, and holds the message against what Discord takes."""

    async def asked(command: str, options: Mapping[str, str]) -> Message:
        posed = question(command, **options)
        assert read_stored(stored_form(posed)) == posed
        message = render(await app.lookup.answer(posed, ASKER))
        view, files = layout(message, ANA.id)
        payload = {
            "components": view.to_components(),  # type: ignore[no-untyped-call]
            "attachments": [{"filename": file.filename} for file in files],
            "flags": rules.V2,
            "allowed_mentions": {"parse": []},
        }
        sizes = {file.filename: file.fp.seek(0, 2) for file in files}
        assert [*rules.body_breaches(payload), *rules.message_breaches(payload, sizes)] == []
        return message

    return lambda command, options: runner.run(asked(command, options))


def filled(command: str, option: str, text: str) -> dict[str, str]:
    """The options of a command with this text in one, and in the others only what must be there."""
    needed = {part["name"]: "GSOMIA" for part in PAYLOADS[command]["options"] if part["required"]}
    return {**needed, option: text}


def inert(message: Message) -> bool:
    """Nothing that was typed comes alive: no mention, link, heading, quotation or code of others."""
    return FOREIGN.search(ESCAPED.sub(" ", OURS.sub("", "\n".join(message.blocks)))) is None


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_strange_values_are_answered_or_refused_in_any_option(ask: Ask, command: str, option: str) -> None:
    for text in STRANGE:
        assert inert(ask(command, filled(command, option, text))), text


@settings(max_examples=12, deadline=None)
@given(text=TYPED)
@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_whatever_is_typed_is_answered_or_refused(ask: Ask, command: str, option: str, text: str) -> None:
    assert inert(ask(command, filled(command, option, text)))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_all_options_may_be_strange_at_once(ask: Ask, data: st.DataObject) -> None:
    command = data.draw(st.sampled_from(sorted(HANDLERS)))
    options = {option: data.draw(TYPED, label=option) for name, option in OPTIONS if name == command}

    assert inert(ask(command, options))


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_a_text_that_is_too_long_is_refused_by_its_length_to_the_asker_alone(
    ask: Ask, command: str, option: str
) -> None:
    message = ask(command, filled(command, option, "x" * (LONGEST + 1)))

    assert message.private
    assert str(LONGEST) in "".join(message.blocks)


@settings(max_examples=8, deadline=None)
@given(text=TYPED)
@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_whatever_is_typed_so_far_can_be_completed(
    app: App, runner: asyncio.Runner, command: str, option: str, text: str
) -> None:
    async def complete() -> tuple[Completion, ...]:
        return await app.lookup.complete(command, option, harmless(text), ASKER)

    offers = runner.run(complete())

    assert len(offers) <= 25
    assert all(ENGLISH.word(offer.label) and offer.value for offer in offers)
