"""A shop keeps a limited number of tokens."""

import pytest

from mock_server.engine import tokens
from mock_server.engine.store import Store
from mock_server.engine.tokens import TOKENS, TOKENS_TABLE, keep_token


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(tokens, "TOKENS_KEPT", 3)
    return Store({TOKENS: TOKENS_TABLE})


def kept(store: Store) -> list[str]:
    return [record["id"] for record in store.all(TOKENS)]


def test_the_oldest_that_is_dead_goes_first(store: Store) -> None:
    dropped = [keep_token(store, name, {}) for name in ("a", "b", "c")]
    store.update(TOKENS, "b", dead=True)
    dropped += [keep_token(store, "d", {})]

    assert dropped == [None, None, None, "b"]
    assert kept(store) == ["a", "c", "d"]


def test_where_all_are_good_the_oldest_goes(store: Store) -> None:
    dropped = [keep_token(store, name, {}) for name in ("a", "b", "c", "d")]

    assert dropped[-1] == "a"
    assert kept(store) == ["b", "c", "d"]
