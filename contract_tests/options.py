"""The pytest options of the suites; `-p contract_tests.options` where no conftest is near."""

from pathlib import Path
from typing import Any, get_args

import pytest

from contract_tests.files import find_document, load_document
from contract_tests.settings import DEFAULT_EXAMPLES, FORMATS, Mode, Settings, budget_of, rate_of

GROUP = "souqbox contract suites"
OPTIONS = {
    "platform": "platform of the document: salla, zid, tjar, surecart, paynow or your own",
    "url": "base URL of the server, with the path of the document's first server",
    "token": "token of the server; T,T2 where a platform takes two",
    "narrow-token": "token with fewer scopes, which is to be refused where they do not suffice",
    "narrow-scopes": "scopes of the narrow token, with commas; without them it only reads",
    "spec": "document to hold the server to; without it the platform's own",
    "mode": "read-only or full; without it full on this machine and read-only elsewhere",
    "i-own": "host that a full run may write to, where it is not this machine",
    "report": "folder for the reports",
    "report-format": f"which of {', '.join(FORMATS)}, with commas; all without it",
    "seed": "seed of the generated data",
    "budget": "time after which no new request is sent, as 60s or 5m; full for no limit",
    "max-examples": "generated requests per operation and phase",
    "max-requests": "requests after which none is sent",
    "fail-fast": "yes ends the run soon after something is found",
    "rate": "requests in a time, as 5/s or 90/m",
    "timeout": "seconds to wait for an answer",
    "only": "rules to ask for, by id or start of it, with commas",
    "skip": "rules to leave out, by id or start of it, with commas",
    "operations": "operationIds or METHOD /path to look at, with * and commas",
    "baseline": "file of the accepted findings",
    "ledger": "file that lists what was created while the run lasts",
    "phases": "phases of schemathesis, and stories, with commas",
    "path": "fixed path parameters, as storeId=1,other=2",
}
DEFAULTS = {"seed": "0", "phases": "examples,coverage,fuzzing,stateful,stories", "timeout": "30"}


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
    try:
        settings = Settings(
            platform=platform,
            document=load_document(path),
            document_path=path,
            base_url=given["url"],
            token=given["token"] or "",
            narrow_token=given["narrow-token"] or "",
            narrow_scopes=listed(given["narrow-scopes"]),
            **_limits(given),
            **_choices(given),
        )
    except ValueError as error:
        raise pytest.UsageError(f"--souqbox options: {error}") from error
    if settings.keyless is not None:
        raise pytest.UsageError(f"a full run writes: give --souqbox-i-own {settings.keyless}")
    return settings


def _limits(given: dict[str, Any]) -> dict[str, Any]:
    """What the run keeps to."""
    seconds, examples = budget_of(given["budget"] or "full")
    examples = examples if given["budget"] else DEFAULT_EXAMPLES
    if given["mode"] not in (None, *get_args(Mode)):
        raise ValueError(f"mode {given['mode']!r} is not one of {', '.join(get_args(Mode))}")
    return {
        "mode": given["mode"],
        "i_own": given["i-own"],
        "budget_seconds": seconds,
        "max_examples": int(given["max-examples"] or examples),
        "max_requests": int(given["max-requests"]) if given["max-requests"] else None,
        "fail_fast": given["fail-fast"] == "yes",
        "rate": rate_of(given["rate"]) if given["rate"] else None,
        "timeout_seconds": float(given["timeout"]),
        "seed": int(given["seed"]),
    }


def _choices(given: dict[str, Any]) -> dict[str, Any]:
    """What is looked at, and what is written of it."""
    formats = listed(given["report-format"]) or FORMATS
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"report format {unknown[0]!r} is not one of {', '.join(FORMATS)}")
    fixed = [pair.partition("=") for pair in listed(given["path"])]
    files = {name: Path(given[name]) if given[name] else None for name in ("baseline", "ledger")}
    return {
        **files,
        "report_dir": Path(given["report"]) if given["report"] else None,
        "report_formats": formats,
        "only": listed(given["only"]),
        "skip": listed(given["skip"]),
        "operations": listed(given["operations"]),
        "phases": listed(given["phases"]),
        "path_parameters": {name: value for name, _, value in fixed},
    }


def listed(text: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (text or "").split(",") if each.strip())
