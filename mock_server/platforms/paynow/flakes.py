"""PayNow's ids and moments: flakes as decimal text, UTC to the millisecond."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

from mock_server.engine.identifiers import SNOWFLAKE_EPOCH, seed_of
from mock_server.engine.shop import Shop

DEMO = "demo"
DEMO_STORE = "411486491630370816"
"""The id in PayNow's reference, so that its samples run as they stand."""

_YEAR = 365 * 24 * 3600 * 1000
"""Milliseconds."""


def store_id(shop: Shop) -> str:
    """The id of the shop's store: a function of its seed, except for the demo shop."""
    return seeded_store_id(shop.name, shop.identifiers.seed)


def seeded_store_id(name: str, seed: int) -> str:
    """The id of the store of a shop of this name and seed."""
    return DEMO_STORE if name == DEMO else seeded_flake(seed, "store")


def derived_flake(shop: Shop, *parts: object) -> str:
    """The flake of something named: always the same one in shops of one seed."""
    return seeded_flake(shop.identifiers.seed, *parts)


def seeded_flake(seed: int, *parts: object) -> str:
    """The flake of something named, for a seed: `derived_flake` where there is no shop yet."""
    return _flake_of(seed, *parts)


@lru_cache(maxsize=8192)
def _flake_of(*parts: object) -> str:
    chance = seed_of("paynow", *parts)
    made_at = _YEAR + chance % (2 * _YEAR)  # in the second or third year of PayNow's flakes
    return str(made_at << 22 | (chance >> 38) << 12)


def moment_of(flake: str) -> datetime:
    """When a flake says that it was made."""
    return SNOWFLAKE_EPOCH + timedelta(milliseconds=int(flake) >> 22)


def new_flake(shop: Shop) -> str:
    """A flake of now. One sequence for all kinds of records, as no two share an id."""
    return shop.identifiers.snowflake("paynow", shop.clock.now())


def numbered_flake(moment: datetime, kind: int, number: int) -> str:
    """The flake of the n-th thing of a kind (0 to 3) that came at this moment: nothing is kept."""
    elapsed = max((moment - SNOWFLAKE_EPOCH) // timedelta(milliseconds=1), 0)
    return str(elapsed << 22 | (number & 0xF_FFFF) << 2 | kind)


def stamp(moment: datetime) -> str:
    """A moment in UTC as PayNow writes it: `2025-08-01T18:23:52.141Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def trace_of(request_id: str) -> str:
    """The `trace_id` of a request: 32 hexadecimal digits."""
    return blake2b(request_id.encode(), digest_size=16).hexdigest()
