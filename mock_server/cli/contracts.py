"""`souqbox test`: holds a server to a platform's document."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import click

from contract_tests.settings import Mode, Settings

from .failures import wrong
from .options import check_platforms, platform_name, setting


@click.command("test")
@platform_name
@setting("--against", "Base URL, with the path of its first server.", required=True)
@setting("--token", "The server's token; T,T2 where it takes two.", default="", show_default=False)
@setting(
    *("--mode", "Without it full on this machine, read-only elsewhere."),
    type=click.Choice(get_args(Mode)),
)
@setting("--report", "A folder for the JUnit file.", type=click.Path(path_type=Path))
@setting("--seed", "Seed of the generated data.", type=click.IntRange(min=0), default=0)
@setting(*("--budget", "Seconds after which no new request is sent."), type=click.FloatRange(min=1))
@setting("--path", "A fixed path parameter, as storeId=1.", multiple=True)
@setting("--spec", "Another document to hold it to.", type=click.Path(path_type=Path))
def hold_to_contract(
    platform: str,
    against: str,
    token: str,
    mode: Mode | None,
    report: Path | None,
    seed: int,
    budget: float | None,
    path: tuple[str, ...],
    spec: Path | None,
) -> None:
    """Hold a server to a platform's contract.

    Example: souqbox test salla --against http://127.0.0.1:4710/salla/admin/v2 --token shop:demo
    """
    if not against.startswith(("http://", "https://")):
        raise wrong(f"--against {against} is no URL; one looks like https://api.example.com/v1")
    fixed = _pairs(path)
    document = _document(platform, spec)
    from contract_tests.run import run

    settings = Settings(
        platform=platform,
        document=document,
        base_url=against,
        token=token,
        mode=mode,
        report_dir=report,
        seed=seed,
        budget_seconds=budget,
        path_parameters=fixed,
    )
    raise click.exceptions.Exit(run(settings))


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise wrong(f"--path {name} must name a parameter and its value, as storeId=1")
    return {name: value for name, _, value in pairs}


def _document(platform: str, spec: Path | None) -> dict[str, Any]:
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
