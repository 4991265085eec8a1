"""The document as schemathesis takes it, with its configuration."""

import copy
import math
from typing import Any

import schemathesis
from schemathesis import BaseSchema
from schemathesis.config import SchemathesisConfig

from contract_tests.budgets import depth_of
from contract_tests.settings import PHASES, Settings
from contract_tests.target import Target

REQUEST_TIMEOUT_SECONDS = 30
LENIENT = ["2xx", "3xx", "401", "403", "404", "409", "422", "429", "5xx"]


def load_schema(target: Target, settings: Settings, seconds: float | None = None) -> BaseSchema:
    """A schema of the operations that may be sent; credentials stay out of the configuration."""
    config = SchemathesisConfig.from_dict(configuration(target, settings, seconds))
    schema = schemathesis.openapi.from_dict(prepared(target), config=config)
    schema.config.update(base_url=target.base_url, headers=dict(target.credentials))
    allowed = {operation.label for operation in target.operations}
    return schema.include(lambda context: context.operation.label in allowed)


def configuration(
    target: Target, settings: Settings, seconds: float | None = None
) -> dict[str, Any]:
    depth = depth_of(settings)
    phases: dict[str, Any] = {name: {"enabled": name in depth.phases} for name in PHASES}
    off = set(target.profile.checks_off)
    if not target.full:
        off.add("ignored_auth")  # wrong credentials may lock out whoever sends them
        phases["stateful"]["enabled"] = False
        phases["coverage"]["unexpected-methods"] = []
    checks = {name: {"enabled": False} for name in off}
    limits = {} if seconds is None else {"max-time": max(1, math.ceil(seconds))}
    return {
        **limits,
        "seed": settings.seed,
        "suppress-health-check": ["all"],
        "cache": {"enabled": False},
        "auth": {"auto-signup": False},
        "warnings": False,
        "continue-on-failure": True,
        "rate-limit": "auto",
        "request-timeout": REQUEST_TIMEOUT_SECONDS,
        "generation": {
            "max-examples": depth.examples,
            "no-shrink": True,
            "database": "none",
        },
        "phases": phases,
        "checks": checks,
        "operations": [
            _lenient(name, target.profile.refuses_with)
            for name in sorted(target.profile.may_refuse.operations)
        ],
    }


def _lenient(operation_id: str, status: int) -> dict[str, Any]:
    """Some rules are not the schema's: such an operation may refuse what is valid."""
    statuses = list(dict.fromkeys([*LENIENT, str(status)]))
    checks = {"positive_data_acceptance": {"expected-statuses": statuses}}
    return {"include-operation-id": operation_id, "checks": checks}


def prepared(target: Target) -> dict[str, Any]:
    """A copy in which fixed path parameters have one value and OAuth is a Bearer header.

    schemathesis removes and replaces only credentials of the types http and apiKey, and it
    overrides fixed parameters in negative cases too, which then look accepted.
    """
    raw = copy.deepcopy(target.document.raw)
    for scheme in raw.get("components", {}).get("securitySchemes", {}).values():
        if scheme.get("type") in ("oauth2", "openIdConnect"):
            scheme.clear()
            scheme.update({"type": "http", "scheme": "bearer"})
    _fix_parameters(raw, target)
    return raw


def _fix_parameters(node: Any, target: Target) -> None:
    fixed = target.profile.path_parameters
    if isinstance(node, list):
        for child in node:
            _fix_parameters(child, target)
    if not isinstance(node, dict):
        return
    if node.get("in") == "path" and node.get("name") in fixed:
        node["schema"] = {"type": "string", "enum": [fixed[node["name"]]]}
        node.pop("example", None)
        node.pop("examples", None)
    for child in node.values():
        _fix_parameters(child, target)
