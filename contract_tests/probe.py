"""The first request of a run: is there a server, is it this API, is the token good."""

from urllib.parse import urlsplit

from contract_tests.client import Call, Client, Exchange, Unreachable
from contract_tests.document import Operation
from contract_tests.examples import query_of
from contract_tests.ledger import plain
from contract_tests.target import Target

ADVICE = {
    "certificate": "correct it, or name its authority in REQUESTS_CA_BUNDLE",
    "in time": "it may need more --timeout seconds",
    "half way": "look at its logs",
    "without an answer": "look at its logs",
    "circle": "give the address that it leads to",
}


class CouldNotTest(Exception):
    """The run could not begin; the text says in one line what to do."""


def first_probe(target: Target, client: Client) -> None:
    """One read tells whether the address and the credential are good.

    Raises:
        CouldNotTest: they are not.
    """
    probes = [operation for operation in target.reads if _is_simple_read(operation, target)]
    probes.sort(key=lambda operation: not target.document.is_secured(operation))
    if not probes:
        return
    probe = probes[0]
    values = {name: target.profile.path_parameters[name] for name in probe.path_names}
    try:
        exchange = client.send(Call(probe, values, query_of(target.document, probe)))
    except Unreachable as error:
        raise CouldNotTest(_unreachable(target, str(error))) from error
    trouble = _trouble(target, exchange)
    if trouble:
        raise CouldNotTest(target.secrets.mask(f"{plain(target.base_url)} {trouble}"))


def _is_simple_read(operation: Operation, target: Target) -> bool:
    fixed = target.profile.path_parameters
    return operation.method == "GET" and set(operation.path_names) <= set(fixed)


def _unreachable(target: Target, why: str) -> str:
    url = plain(target.base_url)
    advice = next((text for word, text in ADVICE.items() if word in why), None)
    if advice is None:
        return f"Nothing answers at {url} ({why}): start the server or correct the URL."
    return f"{url} cannot be tested ({why}): {advice}."


def _trouble(target: Target, exchange: Exchange) -> str | None:
    label = exchange.operation.label
    response = exchange.response
    if response.history or response.is_redirect:
        return f"redirects to {_origin(exchange)} ({label}): give the address that it leads to."
    if exchange.status == 401:
        return f"refused the token (401 on {label}): give a valid one."
    if exchange.status == 429:
        return f"still answers 429 to the first request ({label}): wait, or give a lower --rate."
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    documented = target.document.success(exchange.operation).get("content", {})
    if media_type == "text/html" and documented and "text/html" not in documented:
        return (
            f"answers with a web page ({exchange.status} text/html on {label}): "
            "give the base URL of the API, with its path."
        )
    return None


def _origin(exchange: Exchange) -> str:
    """Where a redirect leads, without what the request put into the query."""
    response = exchange.response
    leads_to = response.headers.get("Location", "") if response.is_redirect else response.url
    parts = urlsplit(leads_to)
    return plain(parts._replace(query="", fragment="").geturl()) or "itself"
