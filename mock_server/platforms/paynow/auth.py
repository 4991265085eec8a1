"""Where PayNow's token sits: one API key of a store, after a scheme word of PayNow's own."""

from mock_server.auth.carriers import Auth, Carrier

AUTH = Auth({"apiKey": Carrier("Authorization", "APIKey")})
