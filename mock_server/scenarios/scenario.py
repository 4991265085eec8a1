"""Scenario files: reads `NAME.yaml` into a `Scenario`, or says in one line what is wrong."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from mock_server.scenarios import rules
from mock_server.scenarios.complaints import advice, did_you_mean
from mock_server.scenarios.corpus import Corpus
from mock_server.scenarios.scenario_values import Scenario

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = [
    "Scenario",
    "ScenarioError",
    "check_words",
    "load_scenario",
    "read_scenario",
    "scenario_names",
]


class ScenarioError(ValueError):
    """A scenario that cannot be told; the message is one line: file, key, what is expected."""


def scenario_names(folder: Path) -> list[str]:
    """The scenarios that `folder` holds, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def load_scenario(folder: Path, name: str) -> Scenario:
    """Read and check `folder/name.yaml`; raises ScenarioError."""
    known = scenario_names(folder)
    if name not in known:
        raise ScenarioError(f'unknown scenario "{name}"{did_you_mean(name, known)}')
    return read_scenario(folder / f"{name}.yaml")


def read_scenario(file: Path) -> Scenario:
    """Read and check a file, wherever it is; raises ScenarioError."""
    name = file.stem
    try:
        text = file.read_bytes()
    except OSError as error:
        raise ScenarioError(f"{file} cannot be read: {error.strerror}") from error
    scenario = _scenario(name, {**_document(name, text), "name": name})
    for where, expected in rules.complaints(scenario):
        raise _wrong(name, f"{where}: {expected}")
    return scenario


def check_words(scenario: Scenario, corpus: Corpus) -> None:
    """Raise ScenarioError for the first city or product that the corpus does not know."""
    for where, expected in rules.unknown_words(scenario, corpus):
        raise _wrong(scenario.name, f"{where}: {expected}")


def _wrong(name: str, what: str) -> ScenarioError:
    return ScenarioError(f"{name}.yaml: {what}")


def _document(name: str, text: bytes) -> dict[str, Any]:
    try:
        document = yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise _wrong(name, " ".join(f"expected YAML: {error}".split())) from error
    if not isinstance(document, dict):
        raise _wrong(name, "expected keys and values")
    if "name" in document:
        raise _wrong(name, "name: unknown key; the name of a scenario is its file's")
    return document


def _scenario(name: str, document: dict[str, Any]) -> Scenario:
    from pydantic import ValidationError

    try:
        # As JSON, strict reading takes lists for tuples and text for durations, and nothing else.
        return _reader().validate_json(json.dumps(document, default=str))
    except ValidationError as error:
        raise _wrong(name, advice(error.errors(include_url=False)[0])) from error
    except (TypeError, ValueError) as error:
        raise _wrong(name, f"expected plain YAML: {error}") from error


@cache
def _reader() -> "TypeAdapter[Scenario]":
    from pydantic import TypeAdapter  # costs more to import than a scenario to read

    return TypeAdapter(Scenario)
