"""A platform's API with the smaller ones that answer beside it: its accounts, its OAuth server."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

App = ASGIApp


class Beside:
    """Sends each path to the app whose it is; all that is nobody else's goes to the main one.

    A path with templates stands for all that begin as it does before the first of them; finding
    any other costs a look into a mapping.
    """

    def __init__(self, main: App, paths: Mapping[str, App]) -> None:
        self._main = main
        plain = {path: app for path, app in paths.items() if "{" not in path}
        self._paths = {**plain, **{f"{path}/": app for path, app in plain.items()}}
        self._beginnings = {
            path.partition("{")[0]: app for path, app in paths.items() if "{" in path
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        path = path[len(scope.get("root_path", "")) :]
        app = self._paths.get(path, self._main)
        for beginning, other in self._beginnings.items():
            if path.startswith(beginning):
                app = other
        await app(scope, receive, send)
