"""The platforms: each folder is one, and is found by being there."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who asks for names only, as pytest does at every start, does not wait for more
    from mock_server.commerce.sightings import Readers
    from mock_server.engine.platform import Platform


@cache
def platform_names() -> tuple[str, ...]:
    """All platforms, in the order of their names."""
    folder = str(Path(__file__).parent)
    return tuple(sorted(each.name for each in pkgutil.iter_modules([folder]) if each.ispkg))


def load_platform(name: str) -> "Platform":
    """The platform of this name; only then is its code imported."""
    module = importlib.import_module(f"{__name__}.{name}")
    platform: Platform = module.PLATFORM
    return platform


def load_readers(name: str) -> "Readers":
    """What can be read out of the answers of this platform, by operationId."""
    readers: Readers = importlib.import_module(f"{__name__}.{name}.sightings").READERS
    return readers
