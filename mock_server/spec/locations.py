"""Where things lie: documents and fixtures, and what is kept from one start to the next."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder(name: str) -> Path:
    """The folder `specs` or `fixtures`: inside the installed package, or beside it in a clone."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def cache_folder() -> Path:
    """The user's folder for what was compiled; it may be deleted at any time."""
    from platformdirs import user_cache_path  # costs a little, and not everybody asks

    return user_cache_path("souqbox")
