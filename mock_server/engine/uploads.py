"""A file that came with a request."""

from dataclasses import dataclass

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"<svg")
"""How files of the usual kinds begin."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form: `name` as the client calls it, `media_type` as it says what it is."""

    name: str
    media_type: str
    data: bytes

    @property
    def is_image(self) -> bool:
        """Whether it is said to be a picture, or begins as pictures do."""
        return self.media_type.startswith("image/") or self.data.startswith(_PICTURES)

    def text(self) -> str:
        """The file as text; what is no UTF-8 is replaced, and a byte order mark left out."""
        return self.data.decode("utf-8-sig", "replace")
