"""What an answer says of a budget: `X-RateLimit-*`, where a platform tells that."""

from mock_server.engine.limits import Taken

from .replies import Header

TOO_MANY_REQUESTS = 429

_KEPT = 4096


class _Numbered(dict[int, Header]):
    """A header by its number, made once: the same few go out again and again."""

    def __init__(self, name: bytes) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, number: int) -> Header:
        if len(self) >= _KEPT:
            self.clear()
        header = self[number] = (self._name, b"%d" % number)
        return header


_LIMIT = _Numbered(b"x-ratelimit-limit")
_REMAINING = _Numbered(b"x-ratelimit-remaining")
_RESET = _Numbered(b"x-ratelimit-reset")


def limit_headers(taken: Taken, status: int) -> list[Header]:
    """The budget as it is after this call; a refused call, for whatever reason, has none left."""
    calls, left, reset_at, _ = taken
    return [
        _LIMIT[calls],
        _REMAINING[0 if status == TOO_MANY_REQUESTS else left],
        _RESET[reset_at],
    ]
