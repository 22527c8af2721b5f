"""The whole check, as one command: ruff, formatting, types, tests; it stops at the first that fails.

``python -m tests`` runs everything, the tests on all cores; further words go to pytest, which then stays in
one process (``python -m tests -k dates``): a few tests are over before others have started.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Without its cache: an import is sorted by what else is there, which the cache does not notice.
STEPS = (("ruff", "check", "--no-cache", "."), ("ruff", "format", "--check", "."), ("mypy",))
# A process that has done its tests takes over what another has yet to do: nobody waits for the slowest.
ON_ALL_CORES = ("-n", "auto", "--dist", "worksteal")
# Tests start some hundred processes: what is ours is compiled once, not anew in each of them.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
# What tests write is kept in memory where there is room: hundreds of databases wait for the disk otherwise.
MEMORY, ROOM = Path("/dev/shm"), 1 << 30  # noqa: S108
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    ENVIRONMENT.setdefault("TMPDIR", str(MEMORY))


def main(words: list[str]) -> int:
    """Runs the steps in the project's folder; the exit code of the first that fails, or 0."""
    for step in (*STEPS, ("pytest", *(words or ON_ALL_CORES))):
        sys.stdout.write(f"== {' '.join(step)}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", *step]
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
