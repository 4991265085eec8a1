"""Who may come in: credentials, the tokens that they carry, and the scopes of those."""
