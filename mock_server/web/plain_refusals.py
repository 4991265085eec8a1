"""What the plain stack refuses, said as our own errors and dressed by the platform's style."""

import logging
from collections.abc import Mapping

from connexion import AsyncApp
from connexion.exceptions import BadRequestProblem, ProblemException, UnsupportedMediaTypeProblem
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from starlette.exceptions import HTTPException

from mock_server.engine.errors import (
    ApiError,
    MalformedBody,
    MethodNotAllowed,
    ServerFault,
    UnknownPath,
    UnsupportedMediaType,
)

from .doorway import call_of
from .plan import Plan
from .refusals import Refuser

logger = logging.getLogger("souqbox")


class PlainRefusals:
    """The error handlers of one platform's plain app."""

    def __init__(self, refuser: Refuser, plans: Mapping[str, Plan]) -> None:
        self._refuser = refuser
        self._plans = plans

    def handle_all(self, app: AsyncApp) -> None:
        """Connexion has handlers of its own for these; the nearest class of an error wins."""
        for kind in (ApiError, ProblemException, HTTPException, Exception):
            app.add_error_handler(kind, self._refuse)

    async def _refuse(self, request: ConnexionRequest, error: Exception) -> ConnexionResponse:
        call = call_of(request.scope)
        scope = {**request.scope, "path": call.path}
        plan = self._plans.get(call.operation_id or "")
        status, headers, content = self._refuser.refuse(
            told(error, request.method), scope, call.headers, call.request_id, plan
        )
        return ConnexionResponse(
            status_code=status,
            mimetype="application/json",
            body=content,
            headers={name.decode("latin-1"): value.decode("latin-1") for name, value in headers},
        )


def told(error: Exception, method: str) -> ApiError:
    """The error as one of ours; what the caller cannot have caused is a fault of the server."""
    match error:
        case ApiError():
            return error
        case UnsupportedMediaTypeProblem():
            return UnsupportedMediaType(error.detail)
        case BadRequestProblem():
            return MalformedBody(error.detail)
        case HTTPException(status_code=404):
            return UnknownPath(error.detail)
        case HTTPException(status_code=405):
            allowed = (error.headers or {}).get("Allow", "")
            return MethodNotAllowed(method, allowed.split(", "))
    logger.error("unexpected error in the plain stack", exc_info=error)
    return ServerFault("souqbox failed; its log has the traceback")
