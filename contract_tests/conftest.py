"""The suites under pytest: one run for the session, one test per operation."""

import pytest

from contract_tests.baseline import BadBaseline, judged
from contract_tests.ledger import BadLedger
from contract_tests.options import pytest_addoption, settings_from
from contract_tests.report import Report
from contract_tests.reports.files import write_reports
from contract_tests.run import CouldNotTest, inspect
from contract_tests.settings import Settings
from contract_tests.target import aim

__all__ = ["pytest_addoption"]

REPORT = pytest.StashKey[Report | str]()
SETTINGS = pytest.StashKey[Settings | None]()
NOT_TOLD = "no --souqbox-url: tell which server to hold to the contract"


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SETTINGS] = settings_from(config)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "operation" in metafunc.fixturenames:
        settings = metafunc.config.stash.get(SETTINGS, None)
        labels = [o.label for o in aim(settings).operations] if settings else []
        metafunc.parametrize("operation", labels or [pytest.param("", id="not told")])


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """What the one run of the session found; skips where nothing could be asked."""
    settings = request.config.stash.get(SETTINGS, None)
    if settings is None:
        pytest.skip(NOT_TOLD)
    if REPORT not in request.config.stash:
        request.config.stash[REPORT] = _inspect(settings)
    report = request.config.stash[REPORT]
    if isinstance(report, str):
        pytest.fail(report, pytrace=False)
    return report


def _inspect(settings: Settings) -> Report | str:
    try:
        report = judged(inspect(settings))
    except (CouldNotTest, BadBaseline, BadLedger) as error:
        return str(error)
    write_reports(report)
    if report.interrupted:
        raise KeyboardInterrupt
    return report
