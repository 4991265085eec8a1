"""Records that are written by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp

from tests.admin.conftest import Api
from tests.asgi import Call, Reply, ask

Told = Callable[[Reply], str]


@pytest.fixture
def cart(api: Api, here: str) -> dict[str, Any]:
    """The newest abandoned cart of the test's shop, as it is kept."""
    records: list[dict[str, Any]] = api("GET", f"{here}/records/abandoned_cart").body["records"]
    return records[0]


@pytest.fixture
def place(here: str, cart: dict[str, Any]) -> str:
    return f"{here}/records/abandoned_cart/{cart['id']}"


def as_client(app: ASGIApp, shop: str, cart: object) -> Reply:
    headers = {"Authorization": f"Bearer shop:{shop}"}
    return ask(app, Call("GET", f"/salla/admin/v2/carts/abandoned/{cart}", headers))


def test_a_changed_field_is_read_by_clients_and_the_rest_stays(
    api: Api, app: ASGIApp, name: str, cart: dict[str, Any], place: str
) -> None:
    before = as_client(app, name, cart["id"]).body["data"]

    reply = api("PATCH", place, {"checkout_url": "https://alwaha.example/elsewhere"})

    assert reply.status == 200
    after = as_client(app, name, cart["id"]).body["data"]
    assert after == {**before, "checkout_url": "https://alwaha.example/elsewhere"}


def test_a_moment_that_only_souqbox_knows_is_written_as_text(
    api: Api, app: ASGIApp, name: str, cart: dict[str, Any], place: str
) -> None:
    assert api("PATCH", place, {"_created_at": "2026-03-01T11:00:00Z"}).status == 200

    assert as_client(app, name, cart["id"]).body["data"]["age_in_minutes"] == 60


def test_a_whole_record_is_written_under_a_new_key(
    api: Api, app: ASGIApp, name: str, here: str, cart: dict[str, Any]
) -> None:
    twin = {**cart, "id": 77}

    reply = api("PUT", f"{here}/records/abandoned_cart/77", twin)

    assert (reply.status, reply.body["id"]) == (201, 77)
    assert as_client(app, name, 77).body["data"]["total"] == cart["total"]


def test_what_is_not_sent_of_the_private_part_stays(
    api: Api, cart: dict[str, Any], place: str
) -> None:
    shown = {key: value for key, value in cart.items() if not key.startswith("_")}

    reply = api("PUT", place, shown)

    assert (reply.status, reply.body) == (200, cart)


def test_a_removed_record_is_gone_for_clients(
    api: Api, app: ASGIApp, name: str, cart: dict[str, Any], place: str
) -> None:
    assert api("DELETE", place).status == 204

    assert as_client(app, name, cart["id"]).status == 404
    assert api("DELETE", place).status == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"status": 5}, "status"),
        ({"status": "elsewhere"}, "status"),
        ({"items": [{"id": 1}]}, "items"),
        ({"customer": None}, "record"),
        ({"more": 1}, "more"),
        ({"_created_at": "yesterday"}, "_created_at"),
        ({"_created_at": "2026-03-01T12:00:00"}, "_created_at"),
        ({"_created_at": 12}, "record"),
    ],
)
def test_what_the_platform_could_not_show_is_refused_and_changes_nothing(
    api: Api,
    messages: Told,
    cart: dict[str, Any],
    place: str,
    wrong: dict[str, Any],
    field: str,
) -> None:
    reply = api("PATCH", place, wrong)

    assert reply.status == 422
    assert field in messages(reply)
    assert api("GET", place).body == cart


def test_what_no_document_shows_is_not_written(api: Api, here: str, messages: Told) -> None:
    for resource in ("token", "job", "basket", "nothing"):
        reply = api("PUT", f"{here}/records/{resource}/1", {"id": "1"})

        assert reply.status == 422
        assert "there are abandoned_cart" in messages(reply)


def test_a_record_that_is_not_there_is_not_changed(api: Api, here: str) -> None:
    assert api("PATCH", f"{here}/records/abandoned_cart/1", {"status": "active"}).status == 404
