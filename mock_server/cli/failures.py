"""How a verb ends that cannot do what was asked: one line, and the exit code of its kind."""

from collections.abc import Iterable

import click

CHECKS_FAILED = 1
WRONG_USAGE = 2
NO_SERVER = 3
"""A sandbox could not be started, or could not be reached."""
INTERRUPTED = 130
"""Ctrl-C, as shells count it."""


class Failure(click.ClickException):
    """The user can do something about it; the message says what."""

    def __init__(self, exit_code: int, message: str) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc] # click has one for all of a class


def wrong(message: str) -> Failure:
    """The verb was used wrongly."""
    return Failure(WRONG_USAGE, message)


def unknown(what: str, word: str, known: Iterable[str]) -> Failure:
    """A word that is none of those known; the nearest one is suggested."""
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(word, known, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return wrong(f"no {what} {word!r}; {advice}")


def one_line(error: click.ClickException) -> str:
    """What to print of an error. Wrong use of a verb ends with where its help is."""
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if context is None:
        return f"souqbox: {message}"
    words = " ".join(message.split()).rstrip(".?")
    return f"{context.command_path}: {words}; see `{context.command_path} --help`"
