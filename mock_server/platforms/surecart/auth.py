"""Where SureCart's token sits: a bearer token for an account, or for what is public of it."""

from mock_server.auth.carriers import Auth, Carrier
from mock_server.auth.rules import Key

AUTH = Auth(
    {"bearerAuth": Carrier("Authorization", "Bearer")},
    keys={"secret": Key("st_", 24), "public": Key("pt_", 24, only="/public/")},
)
