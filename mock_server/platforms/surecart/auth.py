"""Where SureCart's token sits: one secret bearer token for an account."""

from mock_server.auth.carriers import Auth, Carrier

AUTH = Auth({"bearerAuth": Carrier("Authorization", "Bearer")})
