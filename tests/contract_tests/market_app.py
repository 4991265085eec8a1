"""The market as a server: credentials, scopes, methods and errors around the five verbs."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from .market import READER, TOKEN, Market, Refused

ONE, MANY = (
    "/v1/<any(customers,products,orders):many>/<number>",
    "/v1/<any(customers,products,orders):many>",
)


def market_app(*defects: str) -> Flask:
    """The market; the first request is met by the gate."""
    app, market = Flask(__name__), Market(*defects)
    app.logger.disabled = True

    def refuse(status: int, code: str, **headers: str) -> Response:
        error: dict[str, Any] = {"error": {"code": code, "message": code}}
        if market.has("bare errors"):
            error = {"error": code}
        return market.say(error, status, **headers)

    def gate() -> Response | None:
        sent = request.headers.get("Authorization", "")
        word, _, secret = sent.partition(" ")
        if market.has("ignores the scheme"):
            word = "Bearer"
        if market.has("takes a longer token") and secret.startswith(TOKEN):
            secret = TOKEN
        if market.has("takes a shorter token") and TOKEN.startswith(secret) and len(secret) > 5:
            secret = TOKEN
        if market.has("takes an empty token") and not secret:
            secret = TOKEN
        if word != "Bearer" or secret not in (TOKEN, READER):
            if market.has("deletes before it refuses") and request.method == "DELETE":
                _, _, many, number = request.path.split("/")
                market.tables[many].pop(number, None)
            if market.has("opens one door") and request.method == "PUT":
                return None
            return refuse(401, "token")
        writes = request.method not in ("GET", "HEAD")
        if secret == READER and writes and not market.has("ignores scopes"):
            return refuse(403, "scope")
        return None

    def as_json(error: HTTPException) -> Response:
        status = error.code or 500
        allow = error.get_response().headers.get("Allow", "")
        headers = {"Allow": allow} if allow and not market.has("tells no Allow") else {}
        return refuse(404 if market.has("knows no 405") else status, "http", **headers)

    def guarded(view: Callable[..., Response]) -> Callable[..., Response]:
        def run(**values: str) -> Response:
            try:
                return view(**values)
            except Refused as refused:
                status = 500 if market.has("fails on bad bodies") else refused.status
                if market.has("finds everything") and refused.status == 404:
                    many = values["many"]
                    return market.say(
                        market.present(many, next(iter(market.tables[many].values())))
                    )
                return refuse(status, refused.code)

        return run

    app.before_request(gate)
    app.register_error_handler(HTTPException, as_json)
    routes: list[tuple[str, str, Callable[..., Response], str]] = [
        (MANY, "GET", market.show, ""),
        (MANY, "POST", market.create, ""),
        (ONE, "GET", market.read, ""),
        (ONE, "DELETE", market.delete, ""),
        (ONE.replace("products,orders", "customers"), "PATCH", market.change, ""),
        (ONE.replace("customers,", "").replace(",orders", ""), "PUT", market.change, ""),
    ]
    for rule, method, view, _ in routes:
        app.add_url_rule(rule, f"{method} {rule}", guarded(view), methods=[method])
    return app
