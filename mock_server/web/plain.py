"""The same operations on Connexion's stack as it comes, through its extension points only.

`web/linked.py` is what serves. This stack is the measure that it is held to, and stays behind a
setting; `docs/decisions/0002-own-layers-in-connexion.md` tells where the two may differ.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import Any

from connexion import AsyncApp
from connexion.context import request, scope
from connexion.decorators.parameter import sanitized
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from connexion.middleware import MiddlewarePosition
from connexion.options import SwaggerUIOptions
from connexion.resolver import Resolver
from connexion.security import AbstractSecurityHandler
from starlette.types import ASGIApp

from mock_server.auth.gate import Access
from mock_server.engine.answering import answerer
from mock_server.engine.errors import UnsupportedMediaType
from mock_server.engine.platform import Platform
from mock_server.engine.request import Request
from mock_server.spec.contract import Contract, Operation

from .doorway import Doorway, call_of
from .plain_refusals import PlainRefusals
from .plain_validators import VALIDATORS
from .plan import Plan
from .reading import typed
from .refusals import Refuser
from .replies import encode
from .request_ids import RequestIds

Function = Callable[..., Awaitable[ConnexionResponse]]


def plain_app(
    contract: Contract, platform: Platform, plans: Sequence[Plan], request_ids: RequestIds
) -> ASGIApp:
    """Connexion with its default middlewares, on a copy of the document: it changes its own."""
    by_id = {plan.operation.id: plan for plan in plans}
    functions = {name: _function(plan, platform) for name, plan in by_id.items()}
    app = AsyncApp(__name__, swagger_ui_options=SwaggerUIOptions(swagger_ui=False))
    app.add_middleware(
        Doorway,
        position=MiddlewarePosition.BEFORE_EXCEPTION,
        plans=by_id,
        request_ids=request_ids,
    )
    app.add_api(
        deepcopy(contract.document),
        base_path=contract.base_path,
        resolver=Resolver(functions.__getitem__),
        validate_responses=True,
        strict_validation=False,
        security_map=_security_map(contract, by_id),
        validator_map=VALIDATORS,
    )
    PlainRefusals(Refuser(platform), by_id).handle_all(app)
    serving: ASGIApp = app
    return serving


def _function(plan: Plan, platform: Platform) -> Function:
    """What the resolver gives for an operation: Connexion's values in, our handler, status out.

    Records are shown anew each time (without `lasts` and `varies`), so this also judges what the
    linked stack keeps between requests.
    """
    answer = answerer(plan.binding, replace(platform, lasts={}, varies={}))

    async def function(access: Access, body: Any = None, **values: Any) -> ConnexionResponse:
        if isinstance(body, bytes):  # nothing said that they are JSON
            raise UnsupportedMediaType("there is no Content-Type; this operation takes JSON")
        read = _request(plan, platform, access, body, values)
        shop = access.shop
        shop.catch_up()
        with shop.unit():
            status, content, headers = answer(plan.binding.handler(read, shop), read, shop)
        return ConnexionResponse(
            status_code=status,
            content_type=None if content is None else "application/json",
            body=b"" if content is None else encode(content),
            headers=dict(headers),
        )

    return function


def _request(
    plan: Plan, platform: Platform, access: Access, body: Any, values: Mapping[str, Any]
) -> Request:
    """The request as Connexion read it, under the vendor's own names."""
    call, ours = call_of(scope), plan.operation
    return Request(
        operation=ours,
        language=platform.style.spoken(call.headers.get(b"accept-language")),
        path=_named(ours, "path", values),
        query=_named(ours, "query", values),
        headers=_headers(ours),
        body=body if ours.body else None,
        url=call.url,
        raw_query=scope["query_string"].decode("latin-1"),
        credential=access.credential,
    )


def _named(ours: Operation, place: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Connexion hands values over as arguments, so their names are made fit for Python."""
    fit = {each.name: each.name for each in ours.parameters if each.place == place}
    if place == "path":
        fit = {name: name.replace("-", "_") for name in fit}
    return {name: values[sanitized(key)] for name, key in fit.items() if sanitized(key) in values}


def _headers(ours: Operation) -> dict[str, Any]:
    """Connexion checks header parameters and hands none of them over."""
    sent = request.headers
    return {
        each.name: typed(sent[each.name], each.schema)
        for each in ours.parameters
        if each.place == "header" and each.name in sent
    }


class _GateKeeper(AbstractSecurityHandler):  # type: ignore[misc] # connexion is not typed
    """Asks the gate whatever the scheme: a platform's carriers say where its tokens sit."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self._plans = plans

    def get_fn(
        self, security_scheme: Mapping[str, Any], required_scopes: Sequence[str]
    ) -> Callable[[ConnexionRequest], dict[str, Any]]:
        def verify(request: ConnexionRequest) -> dict[str, Any]:
            call = call_of(request.scope)
            assert call.operation_id is not None, "security is asked for known operations only"
            plan = self._plans[call.operation_id]
            access = plan.gate.enter(plan.operation, call.headers)  # not what the plan remembers
            request.context["access"] = access
            return {"sub": access.credential}

        return verify


def _security_map(contract: Contract, plans: Mapping[str, Plan]) -> dict[str, Any]:
    """One keeper for each kind of scheme that the document has."""
    schemes = contract.document["components"]["securitySchemes"].values()
    kinds = {each["scheme"].lower() if each["type"] == "http" else each["type"] for each in schemes}
    return {kind: partial(_GateKeeper, plans) for kind in sorted(kinds)}
