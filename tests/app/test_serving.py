"""Binding, telling and guarding; a server that really runs is in `test_embedded.py`."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mock_server.app.addresses import Address
from mock_server.app.assembly import Options, assemble
from mock_server.app.making import Start, demo_token
from mock_server.app.serving import (
    CannotStart,
    bind_address,
    describe,
    guarded,
    prepare,
    write_ready_file,
)
from mock_server.scenarios.scenario import ScenarioError
from tests.helpers import NOON


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def test_port_nought_is_any_free_one() -> None:
    listener, address = bind_address("127.0.0.1", 0)
    with listener:
        assert address.host == "127.0.0.1"
        assert not is_free(address.port)


def test_a_taken_port_is_told_with_what_to_do(taken_port: int) -> None:
    with pytest.raises(CannotStart, match="choose another port with --port, or --port 0"):
        bind_address("127.0.0.1", taken_port)


def test_an_address_of_another_machine_is_told_with_what_to_do() -> None:
    with pytest.raises(CannotStart, match="choose another --host"):
        bind_address("192.0.2.1", 0)


def test_a_number_that_is_no_port_is_told() -> None:
    with pytest.raises(CannotStart, match="70000 is no port"):
        bind_address("127.0.0.1", 70000)


def test_a_sandbox_that_cannot_be_made_leaves_its_port(monkeypatch: pytest.MonkeyPatch) -> None:
    free, address = bind_address("127.0.0.1", 0)
    free.close()

    with pytest.raises(ScenarioError):
        prepare(["salla"], "127.0.0.1", address.port, Start("nothing"), Options(), print)

    assert is_free(address.port)


def test_a_taken_port_is_told_before_anything_is_made(taken_port: int) -> None:
    with pytest.raises(CannotStart):
        prepare(["nothing"], "127.0.0.1", taken_port, Start("nothing"), Options(), print)


def test_the_admin_api_is_open_to_this_machine_only() -> None:
    assert guarded("127.0.0.1", None) is None
    assert guarded("127.0.0.1", "sesame") == "sesame"
    assert guarded("0.0.0.0", "sesame") == "sesame"  # noqa: S104 - an address to be judged
    made_up = [guarded("0.0.0.0", None) for _ in range(2)]  # noqa: S104
    assert all(token and len(token) >= 32 for token in made_up)
    assert made_up[0] != made_up[1]


def test_a_client_is_told_all_that_it_must_know() -> None:
    assembly = assemble(["salla"], Start("empty", clock=NOON))

    described = describe(assembly, Address("127.0.0.1", 4711), "sesame")

    facts = assembly.parts["salla"].platform.client_facts
    assert facts is not None
    assert described == {
        "host": "127.0.0.1",
        "port": 4711,
        "url": "http://127.0.0.1:4711",
        "admin_url": "http://127.0.0.1:4711/__admin",
        "admin_token": "sesame",
        "platforms": {
            "salla": {
                "base_url": "http://127.0.0.1:4711/salla/admin/v2",
                "docs_url": "http://127.0.0.1:4711/salla/docs",
                "shop": "demo",
                "token": demo_token("salla"),
                **facts(assembly.shops.get("salla", "demo")),
            }
        },
    }


def test_the_ready_file_is_written_whole(tmp_path: Path) -> None:
    write_ready_file(tmp_path / "ready.json", {"port": 1})

    assert json.loads((tmp_path / "ready.json").read_text()) == {"port": 1}
    assert [each.name for each in tmp_path.iterdir()] == ["ready.json"]


def test_a_ready_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="choose another file"):
        write_ready_file(tmp_path / "nowhere" / "ready.json", {"port": 1})
