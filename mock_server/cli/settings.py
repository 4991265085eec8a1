"""Settings: the one reader of the environment and of the settings files.

A flag wins over `SOUQBOX_*`, that over the file, that over the default. The order is click's own:
an option made by `options.setting` names its variable, and the file becomes a `default_map`.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .failures import unknown, wrong

FILE = "souqbox.toml"
PROJECT_FILE = "pyproject.toml"
TABLE = "souqbox"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a file says, and which; keys are written with `_`."""

    values: Mapping[str, Any]
    source: Path | None


def find_settings(folder: Path) -> Settings:
    """The settings of the nearest file, from this folder upwards; none is fine.

    Raises:
        Failure: the file is no TOML, or cannot be read.
    """
    for place in (folder, *folder.parents):
        own, project = place / FILE, place / PROJECT_FILE
        if own.is_file():
            return Settings(_keys(_read(own)), own)
        table = _read(project).get("tool", {}).get(TABLE) if project.is_file() else None
        if isinstance(table, dict):
            return Settings(_keys(table), project)
    return Settings({}, None)


def default_map(command: Any, settings: Settings) -> dict[str, Any]:
    """The settings as defaults of this command and of all below it.

    Raises:
        Failure: a key is no setting.
    """
    known = set(_settings_of(command))
    for key in settings.values:
        if key not in known:
            assert settings.source is not None, "settings without a file"
            raise unknown(f"setting in {settings.source.name} named", key, sorted(known))
    return _defaults(command, settings.values)


def wants_colour() -> bool | None:
    """What `NO_COLOR` and `FORCE_COLOR` say; None leaves it to the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _read(path: Path) -> dict[str, Any]:
    """What the file says; a project file that does not name us says nothing."""
    try:
        text = path.read_text("utf-8")
        if path.name == PROJECT_FILE and TABLE not in text:
            return {}
        import tomllib

        return tomllib.loads(text)
    except ValueError as error:  # of its letters or of its grammar
        raise wrong(f"{path.name} is no TOML: {error}") from error
    except OSError as error:
        raise wrong(f"{path} cannot be read: {error.strerror}") from error


def _keys(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): value for key, value in table.items()}


def _defaults(command: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    below = getattr(command, "commands", None)
    if below is not None:
        return {name: _defaults(each, values) for name, each in below.items()}
    return {each.name: values[_key(each)] for each in command.params if _key(each) in values}


def _settings_of(command: Any) -> Iterator[str]:
    for each in getattr(command, "commands", {}).values():
        yield from _settings_of(each)
    yield from (_key(each) for each in command.params if each.envvar)


def _key(parameter: Any) -> str:
    """`seed` for an option of `SOUQBOX_SEED`; nothing for one that is no setting."""
    return str(parameter.envvar or "").removeprefix("SOUQBOX_").lower()
