"""The digest of the seed files, by which a change of theirs is noticed without parsing them."""

from __future__ import annotations

import hashlib
from pathlib import Path

_READING = "1"
"""To be changed whenever the program reads the same files differently, so that the digest changes too."""


def digest_of(directory: Path, *, reference: bool = True) -> str:
    """The digest of the seed files in a directory, with the reference pack or without it, in hexadecimal."""
    digest = hashlib.sha256(f"{_READING} {reference}".encode())
    for path in sorted(directory.rglob("*.yaml")):
        name = path.relative_to(directory).as_posix()
        if reference or not name.startswith("reference/"):
            digest.update(f"\n{name} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
