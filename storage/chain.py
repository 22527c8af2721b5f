"""The hash chain: what ties each record to all before it, so that ``verify`` finds what was altered.

A record's hash is SHA-256 over the hash before it (32 zero bytes at first), the SHA-256 digest of salt and
body, and the envelope as a compact JSON array in UTF-8. It covers the digest, not the body: a body can be
erased together with its salt, the digest stays and the chain holds.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

START = bytes(32)
"""What the first record is chained to."""
SALT_BYTES = 16

Envelope = tuple[int, str, str, str, str, int, str, int, str, int]
"""Position, id, change, scope, stream, version, type, schema, actor, microseconds since 1970 UTC."""

_encode = msgspec.json.Encoder().encode


class Head(msgspec.Struct, frozen=True):
    """The end of the log: its last position (0: empty) and that record's hash. As text ``POSITION:HASH``."""

    position: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.position}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The head that ``str`` gave; raises ``ValueError`` with what is expected."""
        position, _, digest = text.strip().partition(":")
        try:
            head = cls(int(position), bytes.fromhex(digest))
        except ValueError:
            head = cls(-1, b"")
        if head.position < 0 or len(head.hash) != len(START):
            raise ValueError(f"a head is POSITION:HASH with 64 hexadecimal digits, not {text[:80]!r}")
        return head


def digest_of(salt: bytes, body: bytes) -> bytes:
    """The digest of a body that the chain covers."""
    return sha256(salt + body).digest()


def link(before: bytes, digest: bytes, envelope: Envelope) -> bytes:
    """The hash of a record, chained to the hash before it."""
    return sha256(before + digest + _encode(envelope)).digest()
