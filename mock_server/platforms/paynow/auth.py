"""Where PayNow's token sits: one API key of a store, after a scheme word of PayNow's own."""

from mock_server.auth.carriers import Auth, Carrier
from mock_server.auth.rules import Key

AUTH = Auth(
    {"apiKey": Carrier("Authorization", "APIKey")},
    keys={"api_key": Key("pnapi_v1_", 40)},
)
