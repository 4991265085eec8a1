"""The gate of an OAuth server: most of its addresses are for those who have no token yet."""

from collections.abc import Mapping

from mock_server.engine.shop import Shop
from mock_server.spec.contract import Operation

from .gate import SHOP_HEADER, Access, Gate


class OpenGate:
    """Everybody comes in where the document demands nothing, into the shop of the accounts.

    Which shop was named in `X-Souqbox-Shop` is passed on as the credential.
    """

    def __init__(self, gate: Gate, accounts: Shop) -> None:
        self._gate = gate
        self._accounts = accounts

    def enter(self, operation: Operation, headers: Mapping[bytes, bytes]) -> Access:
        if operation.security and operation.security[0]:
            return self._gate.enter(operation, headers)
        name = headers.get(SHOP_HEADER)
        credential = f"shop:{name.decode('latin-1')}" if name else "nobody"
        return Access(self._accounts, None, None, credential)
