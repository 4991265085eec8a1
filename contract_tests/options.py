"""The pytest options of the suites; `-p contract_tests.options` where no conftest is near."""

from pathlib import Path

import pytest

from contract_tests.files import find_document, load_document
from contract_tests.settings import Settings

GROUP = "souqbox contract suites"
OPTIONS = {
    "platform": "platform of the document: salla, zid, tjar, surecart, paynow or your own",
    "url": "base URL of the server, with the path of the document's first server",
    "token": "token of the server; T,T2 where a platform takes two",
    "spec": "document to hold the server to; without it the platform's own",
    "mode": "read-only or full; without it full on this machine and read-only elsewhere",
    "report": "folder for the JUnit file",
    "seed": "seed of the generated data",
    "budget": "seconds after which no new request is sent",
    "max-examples": "generated requests per operation and phase",
    "phases": "phases of schemathesis, with commas",
    "path": "fixed path parameters, as storeId=1,other=2",
}
DEFAULTS = {"seed": "0", "max-examples": "25", "phases": "examples,coverage,fuzzing,stateful"}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("souqbox-contract", GROUP)
    for name, text in OPTIONS.items():
        try:
            group.addoption(f"--souqbox-{name}", default=DEFAULTS.get(name), help=text)
        except ValueError:
            return  # both a conftest and `-p` may bring them


def settings_from(config: pytest.Config) -> Settings | None:
    """The run as the options tell it; None without an address."""
    given = {name: config.getoption(f"souqbox_{name.replace('-', '_')}") for name in OPTIONS}
    if not given["url"]:
        return None
    platform = given["platform"] or "unknown"
    path = Path(given["spec"]) if given["spec"] else find_document(platform)
    if path is None:
        raise pytest.UsageError(f"no document of {platform} here: give --souqbox-spec FILE")
    fixed = [pair.partition("=") for pair in (given["path"] or "").split(",") if pair]
    return Settings(
        platform=platform,
        document=load_document(path),
        base_url=given["url"],
        token=given["token"] or "",
        mode=given["mode"],
        report_dir=Path(given["report"]) if given["report"] else None,
        seed=int(given["seed"]),
        budget_seconds=float(given["budget"]) if given["budget"] else None,
        max_examples=int(given["max-examples"]),
        path_parameters={name: value for name, _, value in fixed},
        phases=tuple(phase for phase in given["phases"].split(",") if phase),
    )
