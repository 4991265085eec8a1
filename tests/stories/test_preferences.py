"""`Prefer` acts on one answer, and `Preference-Applied` tells the truth about it."""

import re
import time

import pytest

from tests.stories.conftest import Visiting
from tests.stories.speech import SPEECHES, Asking
from tests.stories.visits import told


def test_prefer_wait_makes_one_answer_slow(visit: Visiting) -> None:
    shop = visit("salla")

    begun = time.monotonic()
    response = shop.send("GET", "/carts/abandoned", headers={"Prefer": "wait=0.3"})

    assert time.monotonic() - begun >= 0.3
    assert response.status_code == 200
    assert response.headers["Preference-Applied"] == "wait=0.3"


@pytest.mark.parametrize("platform", SPEECHES)
def test_prefer_example_answers_each_example_of_the_document(
    visit: Visiting, platform: str
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    document = told(shop.server.send("GET", f"/{platform}/openapi.json"))
    path = re.sub(r"\{store_id\}", "{storeId}", speech.read.partition("?")[0])
    content = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    examples = content["examples"]

    answers = {
        name: Asking("GET", speech.read).send(shop, Prefer=f"example={name}") for name in examples
    }

    assert examples
    for name, response in answers.items():
        assert response.headers["Preference-Applied"] == f"example={name}"
        value = examples[name].get("value")
        assert value is None or response.json() == value


def test_a_preference_that_cannot_be_met_is_not_said_to_be(visit: Visiting) -> None:
    shop = visit("salla")

    unknown = shop.send("GET", "/carts/abandoned", headers={"Prefer": "example=none, wait=0"})
    refused = shop.send("GET", "/carts/abandoned", "nobody", headers={"Prefer": "code=503"})

    assert (unknown.status_code, unknown.json()["data"]) == (200, [])
    assert unknown.headers["Preference-Applied"] == "wait=0"
    assert refused.status_code == 401
    assert "Preference-Applied" not in refused.headers


def test_prefer_lenient_lets_pass_what_can_be_carried_out(visit: Visiting) -> None:
    shop = visit("salla")
    lenient = {"Prefer": "handling=lenient"}

    strict = shop.send("GET", "/carts/abandoned?offset=-1")
    passed = shop.send("GET", "/carts/abandoned?offset=-1", headers=lenient)
    hopeless = shop.send("GET", "/carts/abandoned?page=two", headers=lenient)

    assert (strict.status_code, passed.status_code, hopeless.status_code) == (422, 200, 422)
    assert passed.headers["Preference-Applied"] == "handling=lenient"
    assert "Preference-Applied" not in hopeless.headers


@pytest.mark.parametrize("platform", [name for name, each in SPEECHES.items() if each.write])
@pytest.mark.parametrize("body", [b"[]", b'"text"', b"7", b'{"type": [], "enabled": {}}'])
def test_a_lenient_write_never_breaks_the_shop(visit: Visiting, platform: str, body: bytes) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    assert speech.write is not None
    headers = {"Content-Type": "application/json", "Prefer": "handling=lenient"}

    response = Asking(*speech.write, {"data": body, "headers": headers}).send(shop)

    assert response.status_code < 500
    assert Asking("GET", speech.read).send(shop).status_code == 200
