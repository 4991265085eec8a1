"""`souqbox bindings | spec`: looks at a platform's document; no server is needed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .failures import CHECKS_FAILED, wrong
from .groups import Group
from .options import as_json, check_platforms, platform_name
from .output import bad, columns, facts, good, tell, tell_json

if TYPE_CHECKING:
    from mock_server.app.parts import Part

spec = Group("spec", "Look at a platform's OpenAPI document.")


@click.command()
@platform_name
@as_json
def bindings(platform: str, as_json: bool) -> None:
    """Show what answers each operation.

    Example: souqbox bindings salla
    """
    from mock_server.engine.binding import format_bindings

    bound = _part(platform).bindings
    if as_json:
        tell_json([each.row() for each in bound])
        return
    examples = sum(each.source == "example" for each in bound)
    tell(f"{format_bindings(bound)}{len(bound)} operations, {examples} from examples")


@spec.command()
@platform_name
@as_json
def show(platform: str, as_json: bool) -> None:
    """Show the operations of a document.

    Example: souqbox spec show zid
    """
    contract = _part(platform).contract
    info = contract.document["info"]
    rows = [
        {"method": each.method, "path": each.path, "operationId": each.id, "summary": each.summary}
        for each in contract.operations
    ]
    if as_json:
        tell_json({"title": info["title"], "version": info["version"], "operations": rows})
        return
    server = contract.document["servers"][0]["url"]
    tell(facts({"title": info["title"], "version": info["version"], "server": server}))
    tell(f"\n{columns([list(row.values()) for row in rows])}")


@spec.command()
@click.argument("platforms", nargs=-1, metavar="[PLATFORM]...", help="All, if none.")
@as_json
def lint(platforms: tuple[str, ...], as_json: bool) -> None:
    """Judge documents by the OpenAPI standard.

    Example: souqbox spec lint salla
    """
    found = {name: _violations(name) for name in check_platforms(platforms)}
    if as_json:
        tell_json(found)
    else:
        tell("\n".join(_verdict(name, violations) for name, violations in found.items()))
    if any(found.values()):
        raise click.exceptions.Exit(CHECKS_FAILED)


@spec.command()
@platform_name
@click.option("--output", type=click.Path(path_type=Path), help="Write it to a file.")
def bundle(platform: str, output: Path | None) -> None:
    """Print a document as one piece of JSON.

    Example: souqbox spec bundle salla --output salla.json
    """
    document = _part(platform).contract.document
    if output is None:
        tell_json(document)
        return
    try:
        text = json.dumps(document, ensure_ascii=False, indent=2)
        output.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise wrong(f"cannot write {output} ({error.strerror}); choose another file") from error


def _part(platform: str) -> "Part":
    from mock_server.app.parts import load_part
    from mock_server.spec.cache import Cache

    check_platforms([platform])
    return load_part(platform, Cache())


def _violations(platform: str) -> list[str]:
    from openapi_spec_validator import OpenAPIV30SpecValidator

    document: Any = _part(platform).contract.document
    errors = OpenAPIV30SpecValidator(document).iter_errors()
    return [
        f"#/{'/'.join(map(str, error.absolute_path))}: {error.message.partition(chr(10))[0]}"
        for error in errors
    ]


def _verdict(platform: str, violations: list[str]) -> str:
    head = bad("wrong") if violations else good("right")
    return "\n".join([f"{platform}  {head}", *(f"  {each}" for each in violations)])
