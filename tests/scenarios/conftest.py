from pathlib import Path

import pytest

from mock_server.scenarios.corpus import Corpus, load_corpus
from mock_server.scenarios.scenario import Scenario, load_scenario

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus(FIXTURES / "corpus")


@pytest.fixture(scope="session")
def scenarios() -> Path:
    return FIXTURES / "scenarios"


@pytest.fixture(scope="session")
def demo(scenarios: Path) -> Scenario:
    return load_scenario(scenarios, "demo")


@pytest.fixture(scope="session")
def busy(scenarios: Path) -> Scenario:
    return load_scenario(scenarios, "busy")
