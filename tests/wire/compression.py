"""How the gateway compresses what it tells: as a bot asks for it, which depends on its version of Python."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Mapping
from typing import Protocol

CHUNK = 1024
"""Bytes of the longest frame of a zlib stream."""


class Compression(Protocol):
    """One stream over all messages of a connection."""

    def frames(self, message: bytes) -> list[bytes]:
        """The frames that a message is sent in."""
        ...


class Deflate:
    """A zlib stream: a message may take several frames."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj()

    def frames(self, message: bytes) -> list[bytes]:
        packed = self._deflate.compress(message) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        return [packed[start : start + CHUNK] for start in range(0, len(packed), CHUNK)]


COMPRESSIONS: Mapping[str, Callable[[], Compression]] = {"zlib-stream": Deflate}
"""What can be asked for. discord.py asks for Zstandard where Python brings it, from 3.14 on."""

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdCompressor

    class Zstandard:
        """A Zstandard stream: each message in one frame, which discord.py relies on."""

        def __init__(self) -> None:
            self._compressor = ZstdCompressor()

        def frames(self, message: bytes) -> list[bytes]:
            return [self._compressor.compress(message, mode=ZstdCompressor.FLUSH_BLOCK)]

    COMPRESSIONS = {**COMPRESSIONS, "zstd-stream": Zstandard}
