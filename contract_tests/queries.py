"""Query parameters: what breaks their schema is refused, every value that keeps it is taken."""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.client import Call
from contract_tests.document import Operation
from contract_tests.examples import query_of
from contract_tests.shapes import Shape, flatten, judge
from contract_tests.stage import Stage
from contract_tests.values import right, wrong

REFUSALS = ("400", "422", "4XX")
MOST_RIGHT = 12
TEXTS = ("string", "boolean", "array", "object")


def check_queries(stage: Stage) -> None:
    """Each parameter of each read alone, beside what must be there."""
    for operation in stage.inspection.operations:
        values = stage.parents(operation)
        if not operation.reads or values is None:
            continue
        for parameter in operation.parameters:
            if parameter["in"] == "query":
                _check(stage, operation, values, parameter)


def _check(
    stage: Stage, operation: Operation, values: Mapping[str, Any], parameter: Mapping[str, Any]
) -> None:
    inspection, name = stage.inspection, parameter["name"]
    shape = flatten(inspection.document, parameter.get("schema", {}))
    if shape.opaque or shape.type in ("array", "object"):
        return
    base = query_of(inspection.document, operation)
    if any(code in operation.definition.get("responses", {}) for code in REFUSALS):
        for words, value in _wrong(stage, shape, parameter):
            exchange = inspection.call(Call(operation, values, {**base, name: value}))
            inspection.tries("CT-QUERY-ACCEPTED", operation)
            if exchange is not None and exchange.succeeded:
                says = f"A query outside its schema is refused, {name} with {words}: 4xx expected"
                inspection.find("CT-QUERY-ACCEPTED", [exchange], says)
        if parameter.get("required"):
            rest = {key: value for key, value in base.items() if key != name}
            exchange = inspection.call(Call(operation, values, rest))
            if exchange is not None and exchange.succeeded:
                says = f"A required parameter is demanded, {name}: 4xx expected without it"
                inspection.find("CT-QUERY-MISSING", [exchange], says)
    for words, value in list(right(shape))[:MOST_RIGHT]:
        if value is None:
            continue
        sent = str(value).lower() if isinstance(value, bool) else value
        exchange = inspection.call(Call(operation, values, {**base, name: sent}))
        inspection.tries("CT-QUERY-REFUSED", operation)
        lenient = inspection.profile.may_refuse.allow(operation, (name,))
        if exchange is not None and exchange.status in (400, 422) and not lenient:
            says = f"A query that keeps its schema is taken, {name} with {words}: 2xx expected"
            inspection.find("CT-QUERY-REFUSED", [exchange], says)


def _wrong(stage: Stage, shape: Shape, parameter: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What stays wrong when it is written in a query, where everything is text."""
    keeps = judge(stage.inspection.document, parameter.get("schema", {}), writing=True)
    tried: set[str] = set()
    for kind, words, value in wrong(shape):
        if kind == "NULL" or isinstance(value, list | dict):
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if not text or text in tried or _reads_as_right(shape, text, keeps):
            continue
        tried.add(text)
        yield words, text


def _reads_as_right(shape: Shape, text: str, keeps: Any) -> bool:
    if shape.type in ("integer", "number"):
        try:
            return bool(keeps(int(text) if shape.type == "integer" else float(text)))
        except ValueError:
            return False
    if shape.type == "boolean":
        return text in ("true", "false", "1", "0", "yes", "no", "on", "off", "7")
    return bool(keeps(text))
