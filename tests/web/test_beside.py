"""Small APIs answer beside a platform's large one, by their own paths."""

import asyncio
from typing import Any

import pytest

from mock_server.web.beside import Beside


class App:
    """Notes the paths that it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])


@pytest.mark.parametrize(
    ("path", "root", "side"),
    [
        ("/oauth2/token", "", True),
        ("/oauth2/token/", "", True),
        ("/salla/oauth2/token", "/salla", True),
        ("/salla/oauth2/token", "", False),
        ("/salla/oauth2/tokens", "/salla", False),
        ("/salla", "/salla", False),
        ("/files/b56tf/a.png", "", True),
        ("/tjar/files/b56tf", "/tjar", True),
        ("/tjar/file", "/tjar", False),
        ("/api/files/b56tf/a.png", "", False),
    ],
)
def test_a_path_goes_to_the_app_whose_it_is(path: str, root: str, side: bool) -> None:
    main, beside = App(), App()
    app = Beside(main, {"/oauth2/token": beside, "/files/{store}/{file}": beside})

    asyncio.run(app({"type": "http", "path": path, "root_path": root}, None, None))  # type: ignore[arg-type]

    assert (main.asked, beside.asked) == (([], [path]) if side else ([path], []))
