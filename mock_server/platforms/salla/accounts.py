"""Salla's accounts server: OAuth, and whose token it is."""

from typing import Any

from mock_server.auth.accounts import oauth_operations
from mock_server.auth.apps import client_facts
from mock_server.auth.style import OAuthStyle
from mock_server.engine.errors import ApiError
from mock_server.engine.platform import Platform
from mock_server.engine.request import Refused, Request
from mock_server.engine.shop import Shop

from . import users
from .auth import AUTH, OAUTH
from .merchants import merchant_id
from .style import SallaStyle
from .webhooks import default_secret

_API = SallaStyle()


class AccountsStyle(OAuthStyle):
    """OAuth's own words, except where the address is one of the Merchant API's kind."""

    def one(self, record: Any, request: Request) -> Any:
        return _API.one(record, request) if _is_api(request.operation.id) else record

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        if refused.operation is not None and _is_api(refused.operation.id):
            return _API.error(error, refused)
        return super().error(error, refused)


def facts(shop: Shop) -> dict[str, str]:
    """What an app must know beside its token."""
    own = {"merchant": str(merchant_id(shop)), "webhook_secret": default_secret()}
    return {**own, **client_facts(shop, OAUTH)}


def _is_api(operation_id: str) -> bool:
    return operation_id == users.USER_INFORMATION


ACCOUNTS = Platform(
    name="salla",
    title="Salla accounts",
    style=AccountsStyle(),
    auth=AUTH,
    dialect=None,
    operations=[oauth_operations("authorize", "giveTokens"), users.operations],
)
