"""`souqbox test`: holds a server to a platform's document."""

import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

import click

from contract_tests.settings import (
    DEFAULT_EXAMPLES,
    FORMATS,
    Mode,
    Settings,
    budget_of,
    rate_of,
)

from .failures import wrong
from .options import check_platforms, platform_name, setting
from .output import tell

FILE = click.Path(path_type=Path)


@click.command("test")
@platform_name
@setting("--against", "Base URL, with the path of its first server.")
@setting("--token", "The server's token; T,T2 where it takes two.", default="", show_default=False)
@setting("--narrow-token", "One with fewer scopes, to be refused.", default="", show_default=False)
@setting("--narrow-scopes", "Its scopes, with commas; without them it only reads.", multiple=True)
@setting(
    *("--mode", "Without it full on this machine, read-only elsewhere."),
    type=click.Choice(get_args(Mode)),
)
@setting("--i-own", "A host that a full run may write to.")
@setting("--report", "A folder for the reports.", type=FILE)
@setting("--report-format", f"With commas, of {', '.join(FORMATS)}; all without it.")
@setting("--baseline", "A file of accepted findings.", type=FILE)
@click.option("--update-baseline", is_flag=True, help="Accept what is found.")
@setting("--seed", "Seed of the generated data.", type=click.IntRange(min=0), default=0)
@setting("--budget", "No new request after it: quick, 60s, 5m; full looks longest.")
@click.option("--fail-fast", is_flag=True, help="End soon after something is found.")
@setting("--rate", "Requests in a time, as 5/s or 90/m.")
@setting("--max-requests", "None after so many.", type=click.IntRange(min=1))
@setting(
    *("--timeout", "Seconds to wait for an answer."), type=click.FloatRange(min=0.1), default=30
)
@setting("--only", "Rules by id or start of it, with commas.", multiple=True)
@setting("--skip", "Rules to leave out.", multiple=True)
@setting("--operations", "operationIds or 'METHOD /path', with *.", multiple=True)
@setting("--path", "A fixed path parameter, as storeId=1.", multiple=True)
@setting("--spec", "Another document to hold it to.", type=FILE)
@setting("--ledger", "Where to list what was created, while the run lasts.", type=FILE)
@click.option("--cleanup", type=FILE, help="Only remove what a ledger lists.")
def hold_to_contract(platform: str, **given: Any) -> None:
    """Hold a server to a platform's contract.

    Example: souqbox test salla --against http://127.0.0.1:4710/salla/admin/v2 --token shop:demo
    """
    settings = _settings(platform, given)
    if given["cleanup"] is not None:
        _clean_up(settings)
    if settings.keyless is not None:
        raise wrong(
            f"--mode full creates and removes things at {settings.keyless}; "
            f"add --i-own {settings.keyless} if it is yours to do so"
        )
    from contract_tests.run import run

    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        raise click.exceptions.Exit(run(settings))
    finally:
        signal.signal(signal.SIGTERM, before)


def _settings(platform: str, given: dict[str, Any]) -> Settings:
    """The options as the suites take them."""
    against = _address(given["against"], given["cleanup"])
    if given["update_baseline"] and given["baseline"] is None:
        raise wrong("--update-baseline needs --baseline FILE")
    seconds, examples = _budget(given["budget"])
    kept = (
        "token",
        "mode",
        "seed",
        "i_own",
        "max_requests",
        "baseline",
        "update_baseline",
        "fail_fast",
    )
    return Settings(
        platform=platform,
        base_url=against,
        path_parameters=_pairs(given["path"]),
        document=document_of(platform, given["spec"]),
        document_path=_file(platform, given["spec"]),
        budget_seconds=seconds,
        max_examples=examples,
        rate=_rate(given["rate"]),
        timeout_seconds=given["timeout"],
        narrow_token=given["narrow_token"],
        narrow_scopes=_listed(given["narrow_scopes"]),
        only=_listed(given["only"]),
        skip=_listed(given["skip"]),
        operations=_listed(given["operations"]),
        report_dir=given["report"],
        report_formats=_formats(given["report_format"]),
        ledger=given["cleanup"] or given["ledger"],
        **{name: given[name] for name in kept},
    )


def _interrupt(*_: object) -> NoReturn:
    """Being ended by a CI job is like Ctrl-C: what was created is taken away first."""
    raise KeyboardInterrupt


def _clean_up(settings: Settings) -> NoReturn:
    from contract_tests.cleanup import clean_up_from
    from contract_tests.ledger import BadLedger

    try:
        count, left = clean_up_from(settings)
    except BadLedger as error:
        raise wrong(str(error)) from error
    tell(f"{count - len(left)} of {count} removed")
    for entry in left:
        tell(f"  left: {entry}")
    raise click.exceptions.Exit(1 if left else 0)


def _address(against: str | None, cleanup: Path | None) -> str:
    """Where the server is; a ledger knows its own."""
    if against is None and cleanup is not None:
        from contract_tests.ledger import BadLedger, read_ledger

        try:
            return read_ledger(cleanup)[0]
        except BadLedger as error:
            raise wrong(str(error)) from error
    if against is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param_hint="'--against'", param_type="option")
    if not against.startswith(("http://", "https://")):
        raise wrong(f"--against {against} is no URL; one looks like https://api.example.com/v1")
    return against


def _budget(text: str | None) -> tuple[float | None, int]:
    if text is None:
        return None, DEFAULT_EXAMPLES
    try:
        return budget_of(text)
    except ValueError as error:
        raise wrong(f"--budget: {error}") from error


def _rate(text: str | None) -> float | None:
    try:
        return None if text is None else rate_of(text)
    except ValueError as error:
        raise wrong(f"--rate: {error}") from error


def _formats(text: str | None) -> tuple[str, ...]:
    names = _listed([text or ""]) or FORMATS
    for name in names:
        if name not in FORMATS:
            raise wrong(f"--report-format {name} is not one of {', '.join(FORMATS)}")
    return names


def _listed(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for each in given for part in each.split(",") if part.strip())


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise wrong(f"--path {name} must name a parameter and its value, as storeId=1")
    return {name: value for name, _, value in pairs}


def _file(platform: str, spec: Path | None) -> Path | None:
    from contract_tests.files import find_document

    return spec or find_document(platform)


def document_of(platform: str, spec: Path | None) -> dict[str, Any]:
    """Ours, or the one in a file."""
    if spec is None:
        check_platforms([platform])
        from mock_server.app.parts import load_part
        from mock_server.spec.cache import Cache

        return load_part(platform, Cache()).contract.document
    from contract_tests.files import load_document

    try:
        return load_document(spec)
    except (OSError, ValueError, KeyError) as error:
        raise wrong(f"--spec {spec} cannot be read: {error}") from error
