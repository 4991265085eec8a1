"""The curl line that repeats an exchange, with variables where its secrets were."""

from shlex import quote

from mock_server.engine.exchange import Exchange
from mock_server.spec.secret_names import is_secret

from .exchanges import mask_of, shown_body, url_of

_CURLS_OWN = ("host", "content-length", "connection", "accept-encoding", "user-agent")
"""Headers that curl sets by itself, or that mean nothing when repeated."""


def curl_line(exchange: Exchange) -> str:
    """One line for a shell; `TOKEN` and its like must be set there first."""
    mask = mask_of(exchange)
    method = [] if exchange.method == "GET" else ["-X", exchange.method]
    parts = ["curl", *method, quote(url_of(exchange, mask))]
    for raw_name, raw_value in exchange.headers.items():
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if name in _CURLS_OWN:
            continue
        if is_secret(name):
            parts += ["-H", f'"{name}: {_variable(name, value)}"']
        else:
            parts += ["-H", quote(f"{name}: {mask.text(value)}")]
    body = shown_body(exchange.body, mask)
    if body is not None:
        parts += ["--data-raw", quote(body)]
    return " ".join(parts)


def _variable(name: str, value: str) -> str:
    """`Bearer $TOKEN`, `$X_MANAGER_TOKEN`: the word before a token stays, if it is only a word."""
    word, space, _ = value.partition(" ")
    variable = "TOKEN" if name == "authorization" else name.upper().replace("-", "_")
    return f"{word} ${variable}" if space and word.isalnum() else f"${variable}"
