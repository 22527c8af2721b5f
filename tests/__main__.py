"""The whole check, as one command: ruff, formatting, types, tests; it stops at the first that fails.

``python -m tests`` runs everything; further words go to pytest (``python -m tests -k dates``).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Without its cache: an import is sorted by what else is there, which the cache does not notice.
STEPS = (("ruff", "check", "--no-cache", "."), ("ruff", "format", "--check", "."), ("mypy",), ("pytest",))


def main(words: list[str]) -> int:
    """Runs the steps in the project's folder; the exit code of the first that fails, or 0."""
    for step in STEPS:
        command = [sys.executable, "-m", *step, *(words if step == ("pytest",) else ())]
        sys.stdout.write(f"== {' '.join(step)}\n")
        sys.stdout.flush()
        code = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
