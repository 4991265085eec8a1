"""Chance and identifiers: the only module that makes them, from a seed and a counter.

The n-th identifier of a kind is a function of the seed alone, so two shops with one seed that do
the same things hold the same bytes, and a snapshot needs to keep no more than the counters.
"""

from collections.abc import Mapping
from datetime import UTC as _UTC
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from math import gcd

SNOWFLAKE_EPOCH = datetime(2022, 2, 22, 22, 22, 22, tzinfo=_UTC)
"""PayNow's flake epoch (its documentation on flake ids)."""


def seed_of(*parts: object) -> int:
    """A seed derived from names; the same on every machine."""
    text = "\0".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest())


class Identifiers:
    """Makes identifiers of many shapes. `kind` keeps one sequence from moving another."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._key = seed.to_bytes(16, signed=True)
        self._made: dict[str, int] = {}

    def count(self, kind: str) -> int:
        """1, 2, 3 ... for each kind."""
        number = self._made.get(kind, 0) + 1
        self._made[kind] = number
        return number

    def digest(self, kind: str, size: int = 16) -> bytes:
        number = self.count(kind)
        return blake2b(f"{kind}:{number}".encode(), key=self._key, digest_size=size).digest()

    def hex(self, kind: str, length: int = 32) -> str:
        return self.digest(kind, (length + 1) // 2).hex()[:length]

    def uuid(self, kind: str) -> str:
        """A version 4 UUID in lower case (RFC 9562, 5.4), written without the slow `uuid.UUID`."""
        made = self.digest(kind).hex()
        variant = "89ab"[int(made[16], 16) % 4]
        return f"{made[:8]}-{made[8:12]}-4{made[13:16]}-{variant}{made[17:20]}-{made[20:]}"

    def number(self, kind: str, low: int = 100_000_000, high: int = 2_147_483_647) -> int:
        """A large integer that looks like a vendor's obfuscated id.

        The numbers of a kind walk through the whole range in steps that share no factor with it,
        so that none comes twice before all have come.
        """
        span, count = high - low, self.count(kind)
        start, step = _walk(self._key, kind, span)
        return low + (start + step * count) % span

    def letters(self, kind: str, length: int) -> str:
        """Capital letters and digits without those that are read wrongly (0, O, 1, I)."""
        alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
        return "".join(alphabet[byte % len(alphabet)] for byte in self.digest(kind, length))

    def snowflake(self, kind: str, moment: datetime) -> str:
        """A 64-bit flake as a decimal string: 41 bits of ms, 10 of node, 12 of counter.

        What the counter cannot hold goes to the ms: a frozen clock makes more than 4096 in one.
        """
        elapsed = (moment - SNOWFLAKE_EPOCH) // timedelta(milliseconds=1)
        node, number = self.seed & 0x3FF, self.count(f"flake:{kind}")
        return str(max(elapsed, 0) + (number >> 12) << 22 | node << 12 | number & 0xFFF)

    def state(self) -> Mapping[str, int]:
        return dict(self._made)

    def restore(self, state: Mapping[str, int]) -> None:
        self._made = dict(state)


@lru_cache(maxsize=4096)
def _walk(key: bytes, kind: str, span: int) -> tuple[int, int]:
    """Where the numbers of a kind begin, and how far each is from the one before."""
    drawn = blake2b(kind.encode(), key=key, digest_size=16).digest()
    step = max(1, int.from_bytes(drawn[8:]) % span)
    while gcd(step, span) != 1:
        step += 1
    return int.from_bytes(drawn[:8]) % span, step
