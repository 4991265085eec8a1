"""A file that came with a request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form: `name` as the client calls it, `media_type` as it says what it is."""

    name: str
    media_type: str
    data: bytes

    def text(self) -> str:
        """The file as text; what is no UTF-8 is replaced, and a byte order mark left out."""
        return self.data.decode("utf-8-sig", "replace")
