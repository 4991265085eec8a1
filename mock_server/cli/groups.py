"""A group of verbs, as `souqbox` itself and `souqbox clock` are."""

import click


class Group(click.Group):
    """Lists its verbs in the order of their use. Without a verb it says that one is missing."""

    def __init__(self, name: str, about: str) -> None:
        context = {"show_default": True}
        super().__init__(name, help=about, no_args_is_help=False, context_settings=context)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)
