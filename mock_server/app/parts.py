"""One platform of a sandbox: its code, its document, and what answers each operation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mock_server.engine.binding import Binding, bind
from mock_server.engine.platform import Platform
from mock_server.platforms import load_platform
from mock_server.spec.cache import Cache
from mock_server.spec.contract import Contract, load_contract
from mock_server.spec.locations import data_folder


@dataclass(frozen=True, slots=True)
class Part:
    """A platform that is ready to be served or looked at, and what answers `beside` its API."""

    platform: Platform
    contract: Contract
    bindings: Sequence[Binding]
    beside: Mapping[str, "Part"] = field(default_factory=dict)


def load_part(name: str, cache: Cache) -> Part:
    """A platform and its documents, bound."""
    platform = load_platform(name)
    folder = data_folder("specs") / name
    contract = load_contract(name, folder, cache)
    beside = {side: _load_side(folder, side, its, cache) for side, its in platform.beside.items()}
    return Part(platform, contract, bind(contract, platform), beside)


def _load_side(folder: Path, side: str, platform: Platform, cache: Cache) -> Part:
    """A smaller document, which may use the files of the large one that it lies in."""
    contract = load_contract(f"{folder.name}-{side}", folder / side, cache, within=folder)
    return Part(platform, contract, bind(contract, platform))
