"""Errors of OAuth 2.0, in the words of RFC 6749, with a description that names the mismatch."""

from urllib.parse import urlsplit

from mock_server.engine.errors import ApiError


class OAuthError(ApiError):
    """`code` as the RFC names it; the description is for whoever writes the client."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.code = code
        self.kind = code
        self.status = status


def invalid_request(description: str) -> OAuthError:
    return OAuthError("invalid_request", description)


def invalid_client(description: str) -> OAuthError:
    return OAuthError("invalid_client", description, 401)


def invalid_grant(description: str, status: int = 400) -> OAuthError:
    return OAuthError("invalid_grant", description, status)


def mismatch(registered: list[str], came: str) -> str:
    """Which redirect URI was registered, which came, and in what they differ."""
    known = " or ".join(repr(uri) for uri in registered)
    difference = _difference(registered[0], came) if len(registered) == 1 else ""
    return f"redirect_uri does not match: {known} is registered, {came[:500]!r} came{difference}"


def _difference(registered: str, came: str) -> str:
    if registered.rstrip("/") == came.rstrip("/"):
        return "; they differ in the last slash"
    if registered.lower() == came.lower():
        return "; they differ in the case of letters"
    try:
        one, other = urlsplit(registered), urlsplit(came)
        ports = one.port, other.port
    except ValueError:
        return "; what came is no address"
    for name, first, second in (
        ("scheme", one.scheme, other.scheme),
        ("host", one.hostname, other.hostname),
        ("port", *ports),
        ("path", one.path, other.path),
        ("query", one.query, other.query),
    ):
        if first != second:
            return f"; they differ in the {name}"
    return ""
