"""Whatever an editor types into an option or a form is answered or refused, on the wire, and nothing is lost.

What was typed stands in the answer, in the form that the answer leads to, or in a file that comes with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import Clock
from bot.commands.shared import harmless
from bot.services.editing.drafting import PLANNERS
from tests.discord.test_commands import PAYLOADS
from tests.wire import rules
from tests.wire.loopback import Loopback
from tests.wire.people import EVEN
from tests.wire.process import Process, bot
from tests.wire.rest import MODAL, Asked
from tests.wire.strange import STRANGE, make_strange
from tests.wire.test_hostile import TYPED
from tests.wire.walk import APOLOGY, filling, said_in

DRAFTED = [name for name in PAYLOADS if name in PLANNERS and name.startswith("edit ")]
"""The commands whose options become a draft."""
OPTIONS = [
    (name, str(option["name"]))
    for name in DRAFTED
    for option in PAYLOADS[name].get("options", ())
    if option["type"] == rules.TEXT and not option.get("choices")
]
NEEDED = {
    "title": "Talks",
    "date": "2012",
    "event": "E-57",
    "source": "Murphy",
    "keep": "E-57",
    "drop": "E-58",
    "record": "1",
}
"""What is given where a command cannot do without."""


@dataclass
class Editor:
    """Somebody who edits on the loopback Discord, until the end of these tests."""

    discord: Loopback
    runner: asyncio.Runner

    def type(self, command: str, options: Mapping[str, str]) -> str:
        """Gives the command; all that comes back."""
        return self.runner.run(self._back(self.discord.slash(command, options)))

    def fill_in(self, command: str, texts: Sequence[str]) -> tuple[list[str], str]:
        """Sends the command's form with these texts in its fields, as far as they fit; what was typed, and
        all that comes back."""

        async def fill() -> tuple[list[str], str]:
            shown = await self.discord.slash(command, needed(command))
            form = shown if shown.kind == MODAL else (await self._forms(shown))[-1]
            values = filled(form, texts)
            return list(values.values()), await self._back(self.discord.submit(form, values))

        return self.runner.run(fill())

    async def _back(self, asking: Awaitable[Asked]) -> str:
        asked, held = await asking, ""
        if asked.kind == MODAL:
            held = " ".join(filled(asked, ()).values())
            asked = await self.discord.submit(asked, filled(asked, ()))
        assert await said_in(asked)
        assert APOLOGY not in asked.text()
        files = [data.decode() for data in asked.files.values()]
        forms = [text for form in await self._forms(asked) for text in filled(form, ()).values()]
        return bare(" ".join([held, asked.text(), *files, *forms]))

    async def _forms(self, asked: Asked) -> list[Asked]:
        """The forms that a message leads to."""
        parts = rules.walk((asked.message or {}).get("components") or ())
        ways = [part for part in parts if part.get("label") in ("Agreement…", "Edit")]
        return [await self.discord.press(asked.message, part) for part in ways]


def filled(form: Asked, texts: Sequence[str]) -> dict[str, str]:
    """The fields of a form with these texts; those left over as they are shown, with something where that
    must be."""
    fields = [part for part in rules.walk(form.body["components"]) if "custom_id" in part]
    typed = [*texts, *(str(field.get("value") or "") for field in fields[len(texts) :])]
    return {field["custom_id"]: filling(field, text) for field, text in zip(fields, typed, strict=False)}


def bare(text: str) -> str:
    """The letters and digits of a text: a message escapes what would come alive, and joins blanks."""
    return "".join(filter(str.isalnum, harmless(text)))


def needed(command: str, option: str = "", text: str = "") -> dict[str, str]:
    """The options that a command cannot do without, and one with this text."""
    # An undo that names no record has no form either where there is nothing to undo.
    options = [
        one for one in PAYLOADS[command].get("options", ()) if one.get("required") or one["name"] == "record"
    ]
    given = {one["name"]: NEEDED.get(one["name"], "GSOMIA") for one in options}
    return {**given, option: text} if option else given


@pytest.fixture(scope="module")
def editor(loaded_file: Path, clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    path = tmp_path_factory.mktemp("hostile") / "record.db"
    path.write_bytes(loaded_file.read_bytes())

    @asynccontextmanager
    async def connected() -> AsyncIterator[tuple[Loopback, Process]]:
        await make_strange(path, clock, f"guild:{EVEN.id}")
        async with Loopback() as discord, bot(discord, path) as process:
            await discord.gateway.connected()
            yield discord, process

    with asyncio.Runner() as runner:
        here = connected()
        discord, process = runner.run(here.__aenter__())
        yield Editor(discord, runner)
        runner.run(here.__aexit__(None, None, None))
    assert process.troubles() == []
    assert discord.rest.breaches == []


def test_strange_values_come_back_whole_from_any_option(editor: Editor) -> None:
    for place, (command, option) in enumerate(OPTIONS):
        for text in STRANGE[place % 11 :: 11]:
            assert bare(text) in editor.type(command, needed(command, option, text)), (command, option, text)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_is_typed_into_all_options_at_once_comes_back_whole(
    editor: Editor, data: st.DataObject
) -> None:
    command = data.draw(st.sampled_from(DRAFTED))
    options = {option: data.draw(TYPED, label=option) for name, option in OPTIONS if name == command}

    back = editor.type(command, {**needed(command), **options})

    assert [text for text in options.values() if bare(text) not in back] == []


@settings(max_examples=25, deadline=None)
@given(command=st.sampled_from(DRAFTED), texts=st.lists(TYPED, min_size=5, max_size=5))
def test_whatever_is_typed_into_a_form_comes_back_whole(
    editor: Editor, command: str, texts: list[str]
) -> None:
    typed, back = editor.fill_in(command, texts)

    assert [text for text in typed if bare(text) not in back] == []
