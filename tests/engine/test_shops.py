import pytest

from mock_server.engine.clock import Clock
from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS, Shops
from tests.helpers import NOON


class Maker:
    """Makes empty shops and counts them."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, platform: str, name: str) -> Shop:
        self.made.append(f"{platform}/{name}")
        shop = Shop(platform, name, 7, Clock(NOON), {}, {})
        if name == "demo":
            shop.store.put(TOKENS, "demo-token", {"id": "demo-token"})
        return shop


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def shops(maker: Maker) -> Shops:
    return Shops(maker)


def test_a_shop_is_made_the_first_time_it_is_named(shops: Shops, maker: Maker) -> None:
    first, again = shops.get("toy", "a"), shops.get("toy", "a")

    assert first is again
    assert shops.get("other", "a") is not first
    assert maker.made == ["toy/a", "other/a"]
    assert len(list(shops)) == 2


def test_asking_whether_a_shop_is_known_does_not_make_it(shops: Shops, maker: Maker) -> None:
    assert shops.known("toy", "a") is None
    assert shops.get("toy", "a") is shops.known("toy", "a")
    assert maker.made == ["toy/a"]


def test_a_reset_is_a_new_shop_and_the_old_tokens_open_nothing(shops: Shops) -> None:
    before = shops.get("toy", "a")
    before.store.put("note", 1, {})
    shops.issue(before, "secret", {"scopes": None})

    after = shops.reset("toy", "a")

    assert after is shops.get("toy", "a") is not before
    assert after.store.count("note") == 0
    assert shops.open("toy", "secret") is None


def test_a_token_opens_the_shop_it_was_issued_for_on_its_platform(shops: Shops) -> None:
    shop = shops.get("toy", "a")

    shops.issue(shop, "secret", {"scopes": ["notes.read"], "owner": "app"})

    opened = shops.open("toy", "secret")
    assert opened == (shop, {"id": "secret", "scopes": ["notes.read"], "owner": "app"})
    assert shops.open("other", "secret") is None
    assert shops.open("toy", "another") is None


def test_the_tokens_a_shop_is_made_with_open_it(shops: Shops) -> None:
    shop = shops.get("toy", "demo")

    assert shops.open("toy", "demo-token") == (shop, {"id": "demo-token"})
    shops.reset("toy", "demo")
    assert shops.open("toy", "demo-token") is not None


def test_a_removed_shop_is_opened_by_nothing(shops: Shops) -> None:
    shops.issue(shops.get("toy", "a"), "secret", {})

    shops.remove("toy", "a")
    shops.remove("toy", "never there")

    assert shops.known("toy", "a") is None
    assert shops.open("toy", "secret") is None


def test_whatever_may_change_what_a_token_opens_moves_the_generation(shops: Shops) -> None:
    generations = [shops.generation]
    shop = shops.get("toy", "a")
    for act in (
        lambda: shops.issue(shop, "secret", {}),
        lambda: shops.save(shop, "label") or shops.load(shop, "label"),
        lambda: shops.reset("toy", "a"),
        lambda: shops.replace(shop),
        lambda: shops.remove("toy", "a"),
    ):
        generations.append(shops.generation)
        act()
    generations.append(shops.generation)

    assert generations == sorted(set(generations))


def test_a_saved_state_is_loaded_with_its_tokens_and_without_later_ones(shops: Shops) -> None:
    shop = shops.get("toy", "a")
    shops.issue(shop, "early", {})
    shops.save(shop, "before")
    shop.store.put("note", 1, {})
    shop.store.delete(TOKENS, "early")
    shops.issue(shop, "late", {})

    assert shops.load(shop, "before")

    assert shop.store.count("note") == 0
    assert shops.open("toy", "early") is not None
    assert shops.open("toy", "late") is None


def test_labels_belong_to_their_shop(shops: Shops) -> None:
    first, second = shops.get("toy", "a"), shops.get("toy", "a.b")
    shops.save(first, "z/1")
    shops.save(first, "b")
    shops.save(second, "other")

    assert shops.labels(first) == ["b", "z/1"]
    assert shops.labels(second) == ["other"]
    assert not shops.load(second, "b")


def test_a_shop_made_elsewhere_takes_the_place_of_its_name(shops: Shops, maker: Maker) -> None:
    shops.get("toy", "demo")
    made = maker("toy", "demo")

    assert shops.replace(made) is made is shops.get("toy", "demo")
    assert shops.open("toy", "demo-token") == (made, {"id": "demo-token"})


def test_a_revoked_token_is_kept_with_the_reason(shops: Shops) -> None:
    shop = shops.get("toy", "a")
    shops.issue(shop, "secret", {"owner": "app"})
    before = shops.generation

    shops.revoke(shop, "secret", "the app was uninstalled")

    assert shops.generation > before
    opened = shops.open("toy", "secret")
    assert opened is not None
    assert opened[1] == {
        "id": "secret",
        "owner": "app",
        "dead": True,
        "why": "the app was uninstalled",
    }
    with pytest.raises(NotFound):
        shops.revoke(shop, "another")


def test_tokens_of_shops_that_are_gone_are_not_remembered(shops: Shops) -> None:
    for number in range(20):
        shop = shops.get("toy", "a")
        shops.issue(shop, f"secret-{number}", {})
        shops.reset("toy", "a")
        shops.issue(shops.get("toy", f"s{number}"), f"other-{number}", {})
        shops.remove("toy", f"s{number}")

    assert shops._by_token == {}
