"""The hash chain: each record's hash depends on all records before it, so ``verify`` can find an alteration.

A record's hash is the SHA-256 of three things: the previous record's hash (32 zero bytes for the first), the
SHA-256 digest of the body with a random salt before it, and the envelope as a compact JSON array in UTF-8.
Because it covers the digest and not the body itself, a body can be erased together with its salt: the digest
stays, and the chain still holds.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

START = bytes(32)
"""The hash that stands before the first record's."""
SALT_BYTES = 16

Envelope = tuple[int, str, str, str, str, int, str, int, str, int]
"""A record without its body: position, id, change, scope, stream, version, type, schema version, actor, and
the time in microseconds since 1970 UTC."""

_encode = msgspec.json.Encoder().encode


class Head(msgspec.Struct, frozen=True):
    """The end of the log: the last record's position and hash; position 0 if the log is empty.

    Operators note it as ``POSITION:HASH``.
    """

    position: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.position}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The head in a text ``POSITION:HASH``; raises ``ValueError`` for any other text."""
        position, _, digest = text.strip().partition(":")
        try:
            head = cls(int(position), bytes.fromhex(digest))
        except ValueError:
            head = cls(-1, b"")
        if head.position < 0 or len(head.hash) != len(START):
            raise ValueError(f"a head is POSITION:HASH with 64 hexadecimal digits, not {text[:80]!r}")
        return head


def digest_of(salt: bytes, body: bytes) -> bytes:
    """The digest that stands for a body in the chain."""
    return sha256(salt + body).digest()


def record_hash(before: bytes, digest: bytes, envelope: Envelope) -> bytes:
    """The hash of a record, chained to the hash before it."""
    return sha256(before + digest + _encode(envelope)).digest()
