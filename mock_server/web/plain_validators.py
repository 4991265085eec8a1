"""Connexion's own checks of requests, made to tell every rule that is broken in our words."""

from collections.abc import AsyncGenerator
from typing import Any

import orjson
from connexion.datastructures import MediaTypeDict
from connexion.lifecycle import ConnexionRequest
from connexion.validators import JSONRequestBodyValidator, ParameterValidator
from jsonschema import Draft4Validator, ValidationError
from starlette.types import Scope

from mock_server.engine.errors import Invalid, MalformedBody, NotFound, Problem
from mock_server.spec.validators import RULES, Violation


class TellingParameters(ParameterValidator):  # type: ignore[misc] # connexion is not typed
    """What Connexion refuses in a parameter is refused; the refusal names parameter and rule."""

    @staticmethod
    def validate_parameter(
        parameter_type: str, value: Any, param: dict[str, Any], param_name: str | None = None
    ) -> tuple[Violation, ...]:
        refused = ParameterValidator.validate_parameter(parameter_type, value, param, param_name)
        if refused is None:
            return ()
        if value is None:
            return (Violation((param["name"],), "required", None, refused),)
        checker = Draft4Validator(param["schema"], format_checker=Draft4Validator.FORMAT_CHECKER)
        return tuple(_violation(each, param["name"]) for each in checker.iter_errors(value))

    def validate_request(self, request: ConnexionRequest) -> None:
        """All parameters of a place are told of at once, not only the first.

        Raises:
            NotFound, Invalid: a parameter breaks a rule.
        """
        for param in self.parameters["path"]:
            for violation in self.validate_path_parameter(param, request):
                raise NotFound(f"path {violation.name}: {violation.message}")
        headers = [
            Problem("header", violation)
            for param in self.parameters["header"]
            for violation in self.validate_header_parameter(param, request)
        ]
        if headers:
            raise Invalid(headers)
        queries = [
            Problem("query", violation)
            for param in self.parameters["query"]
            for violation in self.validate_query_parameter(param, request)
        ]
        if queries:
            raise Invalid(queries)


class TellingBody(JSONRequestBodyValidator):  # type: ignore[misc] # connexion is not typed
    """The same for a body, which is read as RFC 8259 has JSON: in UTF-8, without NaN."""

    async def _parse(self, stream: AsyncGenerator[bytes, None], scope: Scope) -> Any:
        content = b"".join([part async for part in stream])
        try:
            return orjson.loads(content) if content else None
        except orjson.JSONDecodeError as error:
            raise MalformedBody(f"the body is not JSON: {error}") from error

    def _validate(self, body: Any) -> None:
        if body is None:
            if self._required:  # an optional body may be left out; Connexion would refuse that
                super()._validate(body)
            return
        found = [_violation(each) for each in self._validator.iter_errors(body)]
        if found:
            raise Invalid([Problem("body", violation) for violation in found])


VALIDATORS = {"parameter": TellingParameters, "body": MediaTypeDict({"*/*json": TellingBody})}


def _violation(broken: ValidationError, *before: str) -> Violation:
    path = (*before, *broken.absolute_path)
    rule, expected = broken.validator, broken.validator_value
    if rule == "required":  # each missing name is an error of its own, told in quotes
        path = (*path, broken.message.split("'")[1])
    if rule == "additionalProperties":
        known = broken.schema.get("properties", {})
        path = (*path, next(name for name in broken.instance if name not in known))
    if rule == "type" and isinstance(expected, str):
        expected = [expected]
    return Violation(path, RULES.get(rule, "invalid"), expected, broken.message)
