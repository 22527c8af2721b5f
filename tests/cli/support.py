"""What the command line's tests share: a small corpus, and calling the program as an operator would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import cli

SEEDS = {
    "sources.yaml": f"""
- id: paper
  title: A paper
  label: Author, paper
  date: 2017
  date_basis: inferred
  sha256: {"ab" * 32}
  file: paper.txt
""",
    "agreements.yaml": """
- id: gsomia
  name: General Security of Military Information Agreement
  short: GSOMIA
  type: agreement
  parties: [JP, KR]
- id: acsa
  name: Acquisition and Cross-Servicing Agreement
  short: ACSA
  type: agreement
  parties: [JP, KR]
""",
    "parties.yaml": """
- id: JP
  name: Japan
- id: KR
  name: South Korea
""",
    "themes.yaml": "",
    "events/one.yaml": """
- id: signing-off
  number: 1
  title: Signing called off
  kind: policy
  parties: [KR, JP]
  steps: [gsomia signing_cancelled, acsa signing_cancelled]
  claims:
    - source: paper
      date: 2012-06
      words: June 2012
      span: 10-90
      words_span: 20-29
      at: §1
- id: signed
  number: 2
  title: =Signed
  kind: agreement
  parties: [JP, KR]
  steps: [gsomia signed]
  claims:
    - source: paper
      date: 2016-11
      words: November 2016
      span: 100-190
      words_span: 120-133
      at: §2
""",
}
CONFIG = '[corpus]\nseeds = "seeds"\nreference_pack = false\n'


def call(*words: str) -> Result:
    """Runs the program with these words, in this process."""
    return CliRunner().invoke(cli, words, prog_name="aide-memoire")


def exported(*words: str) -> list[dict[str, Any]]:
    """What an export gives, row by row."""
    result = call("export", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def files(folder: Path) -> set[str]:
    """All files below a folder, by their paths in it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
