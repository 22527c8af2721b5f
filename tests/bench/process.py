"""How soon the demo gives its first answer, counted from the start of its process, and what memory it takes.

The baseline is a bare process that imports discord.py and simcord and ends. Neither compiles what it imports,
wherever the bench runs: pip does that when it installs, and Python keeps what the very first start compiled.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.demo.conversation import END
from tests.bench.figures import Figure
from tests.ground import ROOT

SECTION = "The demo, from the start of its process (baseline: a process that imports discord.py and simcord)"
_ASKED = "/brief GSOMIA\n"
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def measure(folder: Path, *, rounds: int) -> Iterator[Figure]:
    """The figures of the demo: first answer with seeds to load and with seeds loaded, and resident memory."""
    bare: list[float] = []
    first: list[float] = []
    later: list[float] = []
    peaks: list[float | None] = []
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    environment = {**os.environ, **compiled, "PYTHONIOENCODING": "utf-8"}
    _first_answer(folder / "demo", environment)
    for turn in range(rounds):
        data = folder / f"demo-{turn}"
        bare.append(_bare(environment))
        for times in (first, later):
            seconds, peak = _first_answer(data, environment)
            times.append(seconds)
            peaks.append(peak)
    for name, times, limit in (
        ("first answer, seeds to be loaded", first, 3.0),
        ("first answer, seeds loaded", later, 1.2),
    ):
        yield Figure(
            SECTION,
            name,
            median(times),
            baseline=median(bare),
            ratio=median(times) / median(bare),
            wanted=f"≤ {limit} s",
            ok=median(times) <= limit,
        )
    known = [peak for peak in peaks if peak is not None]
    if known:
        yield Figure(
            SECTION, "greatest resident memory", max(known), "MB", wanted="≤ 150 MB", ok=max(known) <= 150
        )


def _bare(environment: Mapping[str, str]) -> float:
    command = [sys.executable, "-c", "import discord, simcord"]
    begun = perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return perf_counter() - begun


def _first_answer(data: Path, environment: Mapping[str, str]) -> tuple[float, float | None]:
    """Seconds until the first answer is there, and the process's greatest resident memory in MB by then."""
    command = [sys.executable, "-m", "bot", "demo", "--data", str(data)]
    begun = perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, encoding="utf-8",
    ) as demo:  # fmt: skip
        assert demo.stdin is not None
        assert demo.stdout is not None
        demo.stdin.write(_ASKED)
        demo.stdin.flush()
        lines = iter(demo.stdout.readline, "")
        answer = "".join(line for line in iter(lambda: next(lines, END + "\n"), END + "\n"))
        seconds = perf_counter() - begun
        memory = peak_memory(demo.pid)
        demo.stdin.close()
        if demo.wait() != 0 or "GSOMIA" not in answer:
            raise RuntimeError(f"the demo gave no answer (exit code {demo.returncode})")
    return seconds, memory


def peak_memory(pid: int) -> float | None:
    """Greatest resident memory so far of a process, in MB; None where the system does not tell."""
    try:
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    except OSError:
        return None
    return int(found[1]) / 1024 if found else None
