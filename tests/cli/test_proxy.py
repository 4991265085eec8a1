"""`souqbox proxy`: before a sandbox, until Ctrl-C."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from contract_tests.traffic.har import read_archive
from mock_server import Sandbox
from tests.cli.conftest import ROOT, Verb


def started(folder: Path, *arguments: str) -> tuple[subprocess.Popen[str], Any]:
    ready = folder / "ready.json"
    command = [sys.executable, "-m", "mock_server", "proxy", *arguments, "--ready-file", str(ready)]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not ready.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    if not ready.exists():
        process.kill()
        raise AssertionError(process.communicate())
    return process, json.loads(ready.read_text("utf-8"))


def test_what_passes_is_judged_recorded_and_retold(tmp_path: Path) -> None:
    with Sandbox(platforms=["salla"]) as sandbox, requests.Session() as client:
        shop = sandbox.shop("salla")
        process, told = started(
            tmp_path,
            *("salla", "--target", shop.base_url, "--record", "a.har"),
            *("--save-scenario", "seen.yaml"),
        )
        headers = {"Authorization": f"Bearer {shop.token}"}
        good = client.get(f"{told['url']}/carts/abandoned", headers=headers, timeout=10)
        bad = client.get(f"{told['url']}/carts/left", headers=headers, timeout=10)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)

    assert (good.status_code, good.headers["x-souqbox-contract"]) == (200, "ok")
    assert bad.headers["x-souqbox-contract"].startswith("violation; CT-TRAFFIC-OPERATION")
    assert "GET /carts/left 404: CT-TRAFFIC-OPERATION" in out
    assert out.endswith("2 exchanges, 1 break the contract\n")
    assert (process.returncode, err) == (1, "")
    assert not (tmp_path / "ready.json").exists()
    assert [each.status for each in read_archive(tmp_path / "a.har")] == [200, 404]
    with Sandbox(platforms=["salla"], scenario=str(tmp_path / "seen.yaml")) as again:
        assert again.shop("salla").records("abandoned_cart")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("salla",), "missing option '--target'"),
        (("sala", "--target", "http://127.0.0.1:9"), "no platform 'sala'; did you mean 'salla'?"),
        (("salla", "--target", "api.salla.dev"), "--target api.salla.dev is no URL"),
        (("salla", "--target", "http://127.0.0.1:9", "--record", "no/a.har"), "no/a.har must be a"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    souq: Verb, arguments: tuple[str, ...], words: str
) -> None:
    ended = souq("proxy", *arguments)

    assert ended.code == 2
    assert words.lower() in ended.err.lower()
    assert ended.err.count("\n") == 1
