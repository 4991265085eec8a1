"""Request ids: the client's own where it sends one, else a counter."""

import re

_USABLE = re.compile(rb"[\x21-\x7e]{1,128}")


class RequestIds:
    """Numbers requests in the order in which they come, so that two runs give the same ids."""

    def __init__(self) -> None:
        self._count = 0

    def take(self, sent: bytes | None) -> bytes:
        if sent is not None and _USABLE.fullmatch(sent):
            return sent
        self._count += 1
        return b"req-%010d" % self._count
