"""`souqbox completion`: what a shell must know to complete our verbs and options."""

import click

from .output import tell

VARIABLE = "_SOUQBOX_COMPLETE"
"""Where the shell asks for words, as click derives it from the name of the command."""


@click.command()
@click.argument(
    "shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="SHELL", help="bash, zsh or fish."
)
def completion(shell: str) -> None:
    """Print what makes a shell complete our verbs.

    Example: souqbox completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    assert completer is not None, f"click completes no {shell}"
    root = click.get_current_context().find_root()
    tell(completer(root.command, {}, "souqbox", VARIABLE).source())
