"""What the simulation takes from simcord beside its public interface is still there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from discord import AppCommandType

from bot.app import App
from bot.clock import Clock
from bot.demo.simulator import SimulatedTime, simulated
from bot.demo.typed import declared
from tests.ground import NOW


async def test_the_simulation_tells_the_commands_as_they_were_sent(tmp_path: Path, clock: Clock) -> None:
    async with App(tmp_path / "record.db", clock, fresh_commands=True) as app:
        tree = app.client.tree
        sent = declared(
            command.to_dict(tree) for command in tree.get_commands(type=AppCommandType.chat_input)
        )

        async with simulated(app.client, "moderator") as simulator:
            told = simulator.commands()

    assert told == sent


async def test_time_begins_where_it_is_told_and_moves_when_it_is_moved(tmp_path: Path) -> None:
    time = SimulatedTime(NOW)
    clock = Clock(time)
    async with (
        App(tmp_path / "record.db", clock, fresh_commands=True) as app,
        simulated(app.client, "moderator", time) as simulator,
    ):
        began = clock.now()
        await simulator.travel(timedelta(days=36).total_seconds())

        assert (began, clock.now()) == (NOW, NOW + timedelta(days=36))
        assert clock.today() == NOW.toordinal() + 36
