"""What a crash leaves of the desk: a process that imports and reviews is killed, and its file is looked at.

``python -m tests.desk.crash --rounds 60`` is the long form. No statement may be lost or doubled, what was
accepted must be in the log once, and what was acknowledged must stand.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.edits import EditAnswer
from bot.domain.review import DeskAnswer, ReviewAnswer
from tests.desk.support import GUILD, decide, imported
from tests.editing.desk import Desk, desk, editor
from tests.ground import tell, told_until_killed, write_shipped_record

STATEMENTS = 16
PAPER = "\n\n".join(
    f"In {1800 + number} Japan and South Korea held talks of round {number}." for number in range(STATEMENTS)
)
ROUNDS_A_FILE = 6
WHO = editor(1)
_WAIT = 0.8
"""Seconds that the import takes, about: the first crash of a file comes within them."""


class Broken(Exception):  # noqa: N818 - it says what is broken
    """A crash lost or doubled something."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a crash left: how many statements there are, and how many are decided on."""

    statements: int
    decided: int


def crash(path: Path, chance: random.Random, wanted: int | None) -> list[str]:
    """Has a process work on the file, and kills it after so many decisions (None: while it imports); what it
    acknowledged, as "statement.turn act"."""
    wait = chance.random() * (_WAIT if wanted is None else 0.03)
    _begun, *acknowledged = told_until_killed(
        "tests.desk.crash", "--work", str(path), lines=1 + (wanted or 0), wait=wait
    )
    return acknowledged


async def look(path: Path, acknowledged: Sequence[str]) -> Left:
    """Opens what the killed process left; raises ``Broken``."""
    async with desk(path) as here:
        if not (await here.log.verify()).ok:
            raise Broken("the log does not hold")
        papers = await here.shelf.documents.of(GUILD)
        if not papers:
            if acknowledged:
                raise Broken("the paper is lost")
            return Left(0, 0)
        candidates = await here.shelf.candidates.of(GUILD, papers[0].sha256)
        if len(papers) != 1 or len(candidates) != STATEMENTS:
            raise Broken(f"{len(candidates)} statements in {len(papers)} papers")
        made, turns = await _in_log(here)
        if any(count > 1 for count in made.values()):
            raise Broken(f"in the log more than once: {made.most_common(1)[0][0]}")
        returned = [
            f"{candidate}.{turn} returned" for candidate, count in turns.items() for turn in range(count)
        ]
        if lost := [one for one in acknowledged if one not in made and one not in returned]:
            raise Broken(f"acknowledged and lost: {', '.join(lost)}")
        decisions = dict(one.split(" ") for one in made)
        if len(decisions) != len(made):
            raise Broken("a statement was both accepted and rejected")
        await here.ask(WHO, "edit review")
        candidates = await here.shelf.candidates.of(GUILD, papers[0].sha256)
        for one in candidates:
            if one.state != "waiting" and (one.turn, one.state) != (
                turns[one.id],
                decisions.get(f"{one.id}.{one.turn}"),
            ):
                raise Broken(f"the row of {one.id} says {one.state} in turn {one.turn}")
        decided = [one.id for one in candidates if f"{one.id}.{turns[one.id]}" in decisions]
    return Left(len(candidates), len(decided))


_ACTS = {"EventAdded": "accepted", "CandidateRejected": "rejected"}


async def _in_log(here: Desk) -> tuple[Counter[str], Counter[str]]:
    """How often the log has each decision, as "statement.turn act"; how often each statement returned."""
    made, turns = Counter[str](), Counter[str]()
    async for page in here.log.follow():
        for record in page:
            if record.scope == GUILD and record.type in _ACTS:
                made[f"{record.change} {_ACTS[record.type]}"] += 1
            if record.scope == GUILD and record.type == "CandidateReturned":
                turns[record.stream.partition("/")[2]] += 1
    return made, turns


async def work(path: Path, tell: Callable[[str], None]) -> None:
    """Imports the paper and decides on all of it; tells that it begins, and each decision once it is made.

    Some that it accepts it undoes, and decides on them once more.
    """
    async with desk(path) as here:
        tell("begun")
        await imported(here, WHO, PAPER)
        answer: EditAnswer = await here.ask(WHO, "edit review")
        while isinstance(answer, ReviewAnswer):
            act = "reject" if int(answer.passage.words) % 3 == 0 else "accept"
            following = await decide(here, WHO, act, answer, event="new")
            assert isinstance(following, ReviewAnswer | DeskAnswer), following
            tell(f"{answer.candidate}.{answer.turn} {act}ed")
            if act == "accept" and answer.turn == 0 and int(answer.passage.words) % 2:
                await here.save(WHO, "edit undo")
                tell(f"{answer.candidate}.0 returned")
                following = await here.ask(WHO, "edit review")
            answer = following


def crashes(path: Path, rounds: int, chance: random.Random) -> list[Left]:
    """Kills a process again and again over the same file, the first time while it imports; then has one work
    to the end. What was left each time."""
    acknowledged: list[str] = []
    found = []
    for number in range(rounds):
        acknowledged += crash(path, chance, None if number == 0 else chance.randrange(1, 6))
        found.append(asyncio.run(look(path, acknowledged)))
    asyncio.run(work(path, lambda told: None))
    found.append(asyncio.run(look(path, acknowledged)))
    if found[-1].decided != STATEMENTS:
        raise Broken(f"{found[-1].decided} of {STATEMENTS} decided in the end")
    return found


def campaign(rounds: int, seed: int) -> int:
    """Runs the long form and tells how it goes; the exit code."""
    chance = random.Random(seed)
    sys.stdout.write(f"{rounds} crashes, seed {seed}: an import and a review are killed.\n")
    left = 0
    with tempfile.TemporaryDirectory() as folder:
        for n in range(0, rounds, ROUNDS_A_FILE):
            path = Path(folder) / f"desk-{n}.db"
            asyncio.run(write_shipped_record(path))
            try:
                found = crashes(path, min(ROUNDS_A_FILE, rounds - n), chance)
            except Broken as broken:
                sys.stdout.write(f"Crash {n + 1} and following: {broken}\n")
                return 1
            left += sum(one.statements == 0 for one in found)
            sys.stdout.write(f"{min(n + ROUNDS_A_FILE, rounds)} of {rounds}\n")
    sys.stdout.write(
        f"All {rounds} crashes held: no statement lost or doubled, each decision in the log once."
        f" {left} came before the paper was kept.\n"
    )
    return 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.desk.crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="how many crashes (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (default: 1)")
    parser.add_argument("--work", metavar="FILE", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        asyncio.run(work(Path(given.work), tell))
        return 0
    return campaign(given.rounds, given.seed)


if __name__ == "__main__":
    sys.exit(main())
