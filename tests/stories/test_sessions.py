"""The scripted sessions of the documentation run as they are written."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "sessions.md"
SESSIONS = re.findall(
    r"^## A session with (.*?)\n\n```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S
)


@pytest.mark.parametrize(("name", "code"), SESSIONS, ids=[name for name, _ in SESSIONS])
def test_a_session_runs(name: str, code: str) -> None:
    exec(compile(code, f"sessions.md, {name}", "exec"), {})  # noqa: S102


def test_there_is_a_session_for_every_platform() -> None:
    assert [name for name, _ in SESSIONS] == ["Salla", "Zid", "Tjar", "SureCart", "PayNow.gg"]
