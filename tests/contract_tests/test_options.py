"""The suites run under pytest, pointed at a server by options."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def pytest_run(folder: Path, *options: str) -> str:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "contract_tests.options",
        "-p",
        "no:cacheprovider",
    ]
    command += ["-rs", "--tb=short", "--pyargs", "contract_tests", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def options_for(settings: Any, folder: Path) -> list[str]:
    (folder / "notes.json").write_text(json.dumps(settings.document))
    return [
        *("--souqbox-platform", "notes"),
        *("--souqbox-url", settings.base_url),
        *("--souqbox-token", settings.token),
        *("--souqbox-spec", str(folder / "notes.json")),
        *("--souqbox-phases", "examples"),
    ]


def test_each_operation_is_a_test_that_fails_with_its_own_findings(
    serve: Any, tmp_path: Path
) -> None:
    shop = serve("loses an update")

    text = pytest_run(tmp_path, *options_for(shop.settings, tmp_path))

    assert "1 failed, 5 passed" in text, text
    assert "CT-UPDATE-LOST" in text
    assert shop.settings.token not in text


def test_a_run_under_pytest_takes_the_same_limits_and_writes_the_same_reports(
    serve: Any, tmp_path: Path
) -> None:
    shop = serve("loses an update")
    more = ["--souqbox-report", str(tmp_path / "out"), "--souqbox-report-format", "json,html"]
    more += ["--souqbox-skip", "CT-UPDATE,CT-VALIDATION", "--souqbox-operations", "updateNote"]

    text = pytest_run(tmp_path, *options_for(shop.settings, tmp_path), *more)

    assert "2 passed" in text, text
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".json", ".html"}


def test_options_that_cannot_be_read_are_told(serve: Any, tmp_path: Path) -> None:
    given = options_for(serve().settings, tmp_path)

    rate = pytest_run(tmp_path, *given, "--souqbox-rate", "much")
    host = pytest_run(
        tmp_path, *given, "--souqbox-url", "https://shop.example.com", "--souqbox-mode", "full"
    )

    assert "'much' is no rate" in rate
    assert "give --souqbox-i-own shop.example.com" in host


def test_without_an_address_nothing_is_sent_and_the_reason_is_told(tmp_path: Path) -> None:
    text = pytest_run(tmp_path)

    assert "2 skipped" in text, text
    assert "no --souqbox-url" in text
