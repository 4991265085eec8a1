"""A failure of schemathesis as a finding of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from schemathesis.core.failures import Failure, MalformedJson
from schemathesis.openapi.checks import (
    ContentDeserializationError,
    IgnoredAuth,
    JsonSchemaError,
    MalformedMediaType,
    MissingContentType,
    MissingHeaders,
    UndefinedContentType,
    UndefinedStatusCode,
)

from contract_tests.document import Document, Operation, escape
from contract_tests.findings import Finding

IN_RESPONSES = (
    ContentDeserializationError,
    JsonSchemaError,
    MalformedJson,
    MalformedMediaType,
    MissingContentType,
    MissingHeaders,
    UndefinedContentType,
)
INVALID_COMPONENT = re.compile(r"Invalid component: (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """The request and its answer as far as a finding tells of them."""

    status: int
    text: str
    curl: str
    phase: str
    media_type: str = ""


def translate(
    document: Document, operation: Operation, failure: Failure, answer: Answer
) -> Finding:
    return Finding(
        rule=failure.code,
        title=failure.title,
        operation=operation.label,
        says=_says(failure),
        place=_place(document, operation, failure, answer),
        came=f"{answer.status} {answer.text}".rstrip(),
        curl=answer.curl,
        cause=_cause(failure, answer),
        phase=answer.phase,
    )


def _says(failure: Failure) -> str:
    if isinstance(failure, JsonSchemaError):
        return f"{failure.validation_message} at {_pointer(failure)}"
    if isinstance(failure, UndefinedStatusCode):
        return f"the statuses {', '.join(failure.defined_status_codes)} are documented"
    component = INVALID_COMPONENT.search(failure.message)
    if component:
        return f"to be refused: {' '.join(component.group(1).split())}"
    return " ".join(failure.message.split()) or failure.title


def _cause(failure: Failure, answer: Answer) -> str:
    """What two findings have in common when one repair is enough for both."""
    if isinstance(failure, JsonSchemaError):
        keyword = failure.schema_path[-1] if failure.schema_path else ""
        detail = failure.validation_message if keyword == "required" else ""
        return f"{keyword} {re.sub(r'/[0-9]+', '/*', _pointer(failure))} {detail}".rstrip()
    if isinstance(failure, UndefinedStatusCode):
        return f"status {answer.status}"
    component = INVALID_COMPONENT.search(failure.message)
    return f"{failure.title} {component.group(1) if component else ''}".rstrip()


def _pointer(failure: JsonSchemaError) -> str:
    return "/" + "/".join(escape(str(part)) for part in failure.instance_path)


def _place(document: Document, operation: Operation, failure: Failure, answer: Answer) -> str:
    if isinstance(failure, IgnoredAuth):
        own = "security" in operation.definition
        return f"{operation.place}/security" if own else "#/security"
    if isinstance(failure, UndefinedStatusCode):
        return f"{operation.place}/responses"
    if not isinstance(failure, IN_RESPONSES):
        return operation.place
    found = document.response(operation, answer.status)
    if found is None:
        return f"{operation.place}/responses"
    place = f"{operation.place}/responses/{found[0]}"
    if isinstance(failure, MissingHeaders):
        return f"{place}/headers"
    return f"{place}/content{_media_segment(found[1], answer.media_type)}"


def _media_segment(response: Mapping[str, object], media_type: str) -> str:
    content = response.get("content")
    if isinstance(content, Mapping) and media_type in content:
        return f"/{escape(media_type)}/schema"
    return ""
