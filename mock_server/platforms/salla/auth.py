"""Where Salla's token sits: one bearer token for a merchant and an app."""

from mock_server.auth.carriers import Auth, Carrier

AUTH = Auth({"oauth2": Carrier("Authorization", "Bearer")})
