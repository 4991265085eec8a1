"""souqbox: a sandbox for the commerce APIs of the Arab world."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app.embedded import Sandbox

__all__ = ["Sandbox", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`Sandbox` is loaded when it is asked for: it brings the whole server with it."""
    if name == "Sandbox":
        import warnings

        with warnings.catch_warnings():  # Connexion imports what its libraries have deprecated
            warnings.simplefilter("ignore")
            from .app.embedded import Sandbox

        return Sandbox
    raise AttributeError(name)
