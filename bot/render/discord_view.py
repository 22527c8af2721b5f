"""``layout``: makes Discord's components of a ``Message``; and the buttons and menus that work after a
restart.

It keeps to Discord's limits: 4000 characters, 40 components, labels of 80 characters, a custom_id of 100.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self

import discord
import msgspec
from discord import ui

from bot.domain.questions import Question
from bot.render.message import TEXT_LIMIT, Attachment, Menu, Message, units
from bot.render.note import ACTS, NOTE
from storage.questions import key_of

if TYPE_CHECKING:
    from bot.client import Bot

BLOCKS = 10
"""Most text displays; with three menus, two rows of buttons and ten files just under 40 components."""
ROW, BUTTONS = 5, 10
"""Most buttons in a row, and in all."""
MENUS = 3
FILES = 10
LABEL = 80
CUT = " …"

Effect = Literal["replace", "private"]
_EFFECTS: dict[str, Effect] = {"r": "replace", "p": "private"}


def stored_form(question: Question) -> bytes:
    """The bytes that are stored for a button's question; equal questions have equal bytes."""
    return msgspec.json.encode(question, order="deterministic")


def read_stored(body: bytes) -> Question:
    """The question that ``stored_form`` wrote."""
    return msgspec.json.decode(body, type=Question)


class Press(msgspec.Struct, frozen=True):
    """What the custom_id of a button says: who may use it, the key of its stored question, and its effect.

    ``place`` is its index in the message, so that two buttons with the same question have different ids.
    """

    asker: int
    key: str
    effect: Effect
    place: int

    def custom_id(self) -> str:
        """The custom_id, at most 100 characters long; ``PRESS`` matches it."""
        return f"ask:{self.asker}:{self.key}:{self.effect[0]}{self.place}"

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """The press that a match of ``PRESS`` gives."""
        return cls(int(match["asker"]), match["key"], _EFFECTS[match["effect"]], int(match["place"]))


PRESS = re.compile(r"ask:(?P<asker>[0-9]{1,20}):(?P<key>[0-9a-f]{32}):(?P<effect>[rp])(?P<place>[0-9])")


class AskButton(ui.DynamicItem[ui.Button[Any]], template=PRESS):
    """A button that asks a stored question; it works after a restart, because its custom_id says all."""

    def __init__(self, press: Press, label: str, disabled: bool = False) -> None:
        super().__init__(ui.Button(label=label, custom_id=press.custom_id(), disabled=disabled))
        self.press = press

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The pressed button, rebuilt from its custom_id."""
        return cls(Press.read(match), "pressed")

    async def callback(self, interaction: discord.Interaction[Bot]) -> None:  # type: ignore[override]
        """Called by discord.py: passes the press on to ``Bot.pressed``."""
        await interaction.client.pressed(interaction, self.press)


CHOICE = re.compile(f"pick:(?P<option>[a-z_]{{1,16}}):{PRESS.pattern}")


class AskMenu(ui.DynamicItem[ui.Select[Any]], template=CHOICE):
    """A menu that asks a stored question with an option set to what is chosen; works after a restart."""

    def __init__(self, press: Press, option: str, menu: Menu | None = None) -> None:
        choices = menu.choices if menu is not None else ()
        super().__init__(
            ui.Select(
                custom_id=f"pick:{option}:{press.custom_id()}",
                placeholder=cut(menu.label, LABEL) if menu is not None else None,
                min_values=menu.least if menu is not None else 0,
                max_values=max(1, len(choices)),
                options=[
                    discord.SelectOption(label=cut(one.label, LABEL), value=one.value, default=one.chosen)
                    for one in choices
                ],
            )
        )
        self.press = press
        self.option = option

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu that was used, rebuilt from its custom_id."""
        return cls(Press.read(match), match["option"])

    async def callback(self, interaction: discord.Interaction[Bot]) -> None:  # type: ignore[override]
        """Called by discord.py: passes what was chosen on to ``Bot.pressed``."""
        data: Any = interaction.data
        chosen = {self.option: ",".join(data.get("values", ()))}
        await interaction.client.pressed(interaction, self.press, chosen)


NOTE_PRESS = re.compile(rf"{NOTE}:(?P<act>{'|'.join(ACTS)}):(?P<delivery>[0-9a-f]{{1,20}}-[0-9a-f]{{1,8}})")


class NoteButton(ui.DynamicItem[ui.Button[Any]], template=NOTE_PRESS):
    """A button of a note in a channel, for anybody; its custom_id holds the note's delivery id."""

    def __init__(self, act: str, delivery: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{NOTE}:{act}:{delivery}"))
        self.act, self.delivery = act, delivery

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The pressed button, rebuilt from its custom_id."""
        return cls(match["act"], match["delivery"], "pressed")

    async def callback(self, interaction: discord.Interaction[Bot]) -> None:  # type: ignore[override]
        """Called by discord.py: passes the press on to ``Bot.note_pressed``."""
        await interaction.client.note_pressed(interaction, self.act, self.delivery)


def delivery_of(message: discord.Message) -> str | None:
    """The delivery id of a message that is a note; None for any other message."""
    parts = [child for row in message.components for child in getattr(row, "children", ())]
    found = (NOTE_PRESS.fullmatch(getattr(part, "custom_id", None) or "") for part in parts)
    return next((match["delivery"] for match in found if match is not None), None)


def layout(message: Message, asker: int) -> tuple[ui.LayoutView, list[discord.File]]:
    """The message as components, with the files to send with it.

    ``asker`` is the id of the user who asked.
    """
    view = ui.LayoutView(timeout=None)
    *head, last = _within_limits(message.blocks)
    for block in head:
        view.add_item(ui.TextDisplay(block))
    if head:
        view.add_item(ui.Separator())
    view.add_item(ui.TextDisplay(last))
    files = [_file(attachment) for attachment in message.files[:FILES]]
    for file in files:
        view.add_item(ui.File(file))
    for menu in _menus(message, asker):
        view.add_item(ui.ActionRow(menu))
    buttons = list(_buttons(message, asker))
    for start in range(0, len(buttons), ROW):
        view.add_item(ui.ActionRow(*buttons[start : start + ROW]))
    # Buttons and menus work by their ids alone, so discord.py need not keep the view, nor a timer for it.
    view.stop()
    return view, files


def _menus(message: Message, asker: int) -> Iterator[AskMenu]:
    for place, menu in enumerate(message.menus[:MENUS]):
        press = Press(asker, key_of(stored_form(menu.question)), "replace", place)
        yield AskMenu(press, menu.option, menu)


def _buttons(message: Message, asker: int) -> Iterator[AskButton | NoteButton]:
    for place, button in enumerate(message.buttons[:BUTTONS]):
        if button.question.command == NOTE:
            options = button.question.options
            yield NoteButton(options["act"], options["delivery"], cut(button.label, LABEL))
            continue
        press = Press(asker, key_of(stored_form(button.question)), button.effect, place)
        yield AskButton(press, cut(button.label, LABEL), button.disabled)


def _file(attachment: Attachment) -> discord.File:
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", attachment.name).strip("-.") or "file"
    return discord.File(io.BytesIO(attachment.data), filename=name)


def _within_limits(blocks: Sequence[str]) -> list[str]:
    """The blocks without empty ones, at most ``BLOCKS``, cut to Discord's limit.

    The last (sources) is kept.
    """
    kept = [block for block in blocks if block.strip()] or ["\N{ZERO WIDTH SPACE}"]
    if len(kept) > BLOCKS:
        kept = [*kept[: BLOCKS - 2], "\n\n".join(kept[BLOCKS - 2 : -1]), kept[-1]]
    last = cut(kept[-1], TEXT_LIMIT // 2 if len(kept) > 1 else TEXT_LIMIT)
    left = TEXT_LIMIT - units(last)
    shown = []
    for block in kept[:-1]:
        if left <= len(CUT):
            break
        shown.append(cut(block, left))
        left -= units(shown[-1])
    return [*shown, last]


def cut(text: str, limit: int) -> str:
    """The text, cut at the end of a word if it is longer than ``limit``, with " …" to show that."""
    if units(text) <= limit:
        return text
    short = text[: limit - len(CUT)]
    while units(short) > limit - len(CUT):
        short = short[:-1]
    whole = re.match(r"(?s)(.*)[ \n]", short)
    if whole is not None and len(whole[1]) > len(short) // 2:
        short = whole[1]
    return short.rstrip() + CUT
