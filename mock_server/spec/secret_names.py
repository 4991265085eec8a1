"""Which fields, headers and parameters hold secrets, told by their names."""

import re

ENDING = (
    r"(?:token|secret|passw(?:or)?d|authorization|signature|cookie|credential"
    r"|(?:api|access|secret|private|signing|publishable)[_-]?key|security_value|client_assertion"
    r"|code_verifier)s?"
)
"""How such a name ends: as `access_token`, `clientSecret` and `X-Api-Key`, not as `token_type`."""

_SECRET = re.compile(rf".*{ENDING}", re.IGNORECASE | re.DOTALL)


def is_secret(name: str) -> bool:
    return _SECRET.fullmatch(name) is not None
