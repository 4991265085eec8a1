"""Where Tjar's API key sits: a bearer token that opens all of one store."""

from mock_server.auth.carriers import Auth, Carrier
from mock_server.auth.rules import Key

AUTH = Auth(
    {"apiKey": Carrier("Authorization", "Bearer")},
    keys={"api_key": Key("tjar_", 40)},
)
