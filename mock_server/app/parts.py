"""One platform of a sandbox: its code, its document, and what answers each operation."""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_server.engine.binding import Binding, bind
from mock_server.engine.platform import Platform
from mock_server.platforms import load_platform
from mock_server.spec.cache import Cache
from mock_server.spec.contract import Contract, load_contract
from mock_server.spec.locations import data_folder


@dataclass(frozen=True, slots=True)
class Part:
    """A platform that is ready to be served or looked at."""

    platform: Platform
    contract: Contract
    bindings: Sequence[Binding]


def load_part(name: str, cache: Cache) -> Part:
    """A platform and its document, bound."""
    platform = load_platform(name)
    contract = load_contract(name, data_folder("specs") / name, cache)
    return Part(platform, contract, bind(contract, platform))
