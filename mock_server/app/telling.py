"""Tells the stories of scenarios: of those that come with souqbox, and of the user's own files."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mock_server.commerce.vocabulary import Story
from mock_server.scenarios.corpus import Corpus, load_corpus
from mock_server.scenarios.scenario import (
    Scenario,
    check_words,
    load_scenario,
    read_scenario,
    scenario_names,
)
from mock_server.scenarios.story import tell
from mock_server.spec.cache import Cache


class Teller:
    """Stories by scenario and seed; words and scenarios are read once, and kept compiled.

    `files` are scenarios of the user's own, by name; they stand before ours of the same name.
    """

    def __init__(
        self, fixtures: Path, cache: Cache, files: Mapping[str, Path] | None = None
    ) -> None:
        self._files = files or {}
        self._scenarios = fixtures / "scenarios"
        self._words = fixtures / "corpus"
        self._cache = cache
        self._corpus: Corpus | None = None
        self._read: dict[str, Scenario] = {}
        self._tell = lru_cache(maxsize=64)(self._tell_anew)

    def __call__(self, scenario: str, seed: int) -> Story:
        """The story.

        Raises:
            ScenarioError: there is no such scenario, or its file is wrong.
        """
        return self._tell(scenario, seed)

    def names(self) -> dict[str, str]:
        """Scenarios, and what each is about."""
        names = {*scenario_names(self._scenarios), *self._files}
        return {name: self._scenario(name).about for name in sorted(names)}

    def _tell_anew(self, scenario: str, seed: int) -> Story:
        return tell(self._scenario(scenario), seed, self._corpus_now())

    def _scenario(self, name: str) -> Scenario:
        if name not in self._read and name in self._files:
            self._read[name] = self._good(read_scenario(self._files[name]))
        if name not in self._read:
            source = self._scenarios / f"{name}.yaml"
            kept = [source] if source.exists() else []
            self._read[name] = self._cache.get(
                f"scenario-{name}", kept, lambda: self._checked(name)
            )
        return self._read[name]

    def _checked(self, name: str) -> Scenario:
        return self._good(load_scenario(self._scenarios, name))

    def _good(self, scenario: Scenario) -> Scenario:
        check_words(scenario, self._corpus_now())
        return scenario

    def _corpus_now(self) -> Corpus:
        if self._corpus is None:
            sources = list(self._words.glob("*.yaml"))
            self._corpus = self._cache.get("corpus", sources, lambda: load_corpus(self._words))
        return self._corpus


class OwnScenario(NamedTuple):
    """A scenario's name, with the file of the user's that has it."""

    name: str
    files: dict[str, Path]


def own_scenario(given: str) -> OwnScenario:
    """A scenario as the user says it: a name of ours, or the path of a file (`shop.yaml`).

    Over the admin API scenarios have names only, so that nobody reads files through it.
    """
    if not given.endswith((".yaml", ".yml")):
        return OwnScenario(given, {})
    file = Path(given)
    return OwnScenario(file.stem, {file.stem: file})
