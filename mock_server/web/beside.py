"""A platform's API with the smaller ones that answer beside it: its accounts, its OAuth server."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

App = ASGIApp


class Beside:
    """Sends each path to the app whose it is; all that is nobody else's goes to the main one.

    `paths` have no templates, so finding one costs a look into a mapping.
    """

    def __init__(self, main: App, paths: Mapping[str, App]) -> None:
        self._main = main
        self._paths = {**paths, **{f"{path}/": app for path, app in paths.items()}}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        app = self._paths.get(path[len(scope.get("root_path", "")) :], self._main)
        await app(scope, receive, send)
