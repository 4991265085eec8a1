"""Where Tjar's API key sits: a bearer token that opens all of one store."""

from mock_server.auth.carriers import Auth, Carrier

AUTH = Auth({"apiKey": Carrier("Authorization", "Bearer")})
