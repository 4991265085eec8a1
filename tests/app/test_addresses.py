import pytest

from mock_server.app.addresses import Address, is_loopback


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:4710"),
        ("localhost", "http://localhost:4710"),
        ("0.0.0.0", "http://127.0.0.1:4710"),  # noqa: S104 - an address to be shown
        ("::1", "http://[::1]:4710"),
        ("::", "http://[::1]:4710"),
    ],
)
def test_an_address_is_shown_as_a_client_here_can_use_it(host: str, url: str) -> None:
    assert Address(host, 4710).url == url


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - an address to be judged
        ("192.0.2.1", False),
        ("shop.example", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, near: bool) -> None:
    assert is_loopback(host) is near
