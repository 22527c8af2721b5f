"""Pseudonyms: one a person, random, and gone when the person asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.actors import Actors
from storage.database import Database

ANA, BEN = 80_351_110_224_678_912, 2**63 - 1


@pytest.fixture
async def actors(tmp_path: Path) -> AsyncIterator[Actors]:
    async with await Database.open(tmp_path / "record.db") as database:
        yield Actors(database)


async def test_a_person_keeps_one_pseudonym(actors: Actors) -> None:
    made = await actors.pseudonym_for(ANA)
    assert await actors.pseudonym_for(ANA) == made
    assert await actors.known_pseudonym(ANA) == made
    assert await actors.discord_id_of(made) == ANA
    assert await actors.pseudonym_for(BEN) != made


async def test_a_pseudonym_says_nothing_of_the_person(actors: Actors) -> None:
    made = await actors.pseudonym_for(ANA)
    assert str(ANA) not in made
    assert f"{ANA:x}" not in made


async def test_seen_twice_at_once_a_person_still_gets_one_pseudonym(actors: Actors) -> None:
    assert len(set(await asyncio.gather(*(actors.pseudonym_for(ANA) for _ in range(9))))) == 1


async def test_who_is_forgotten_is_behind_no_pseudonym_and_comes_back_as_another(actors: Actors) -> None:
    made = await actors.pseudonym_for(ANA)
    assert await actors.forget(ANA) == made
    assert await actors.discord_id_of(made) is None
    assert await actors.known_pseudonym(ANA) is None
    assert await actors.forget(ANA) is None
    assert await actors.pseudonym_for(ANA) != made
