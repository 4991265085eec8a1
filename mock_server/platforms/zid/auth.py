"""Where Zid's two tokens sit: one names the app, the other the store; both are needed."""

from mock_server.auth.carriers import Auth, Carrier

AUTH = Auth(
    {
        "authorization": Carrier("Authorization", "Bearer"),
        "managerToken": Carrier("X-Manager-Token", also=("Access-Token",)),
    }
)
"""Zid's product API calls the store's token `Access-Token`; it holds the same value."""
