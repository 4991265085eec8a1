"""Paths find their operations, whatever slashes and templates they have."""

import pytest

from mock_server.web.routes import Routes

ROUTES = Routes(
    [
        ("/v1/carts", "GET", "list"),
        ("/v1/carts", "POST", "create"),
        ("/v1/carts/{cart-id}", "GET", "read"),
        ("/v1/carts/abandoned", "GET", "abandoned"),
        ("/v1/carts/{cart-id}/reminder", "POST", "remind"),
        ("/v1/carts/abandoned/summary", "GET", "summary"),
        ("/v1/stores/{store}/carts/{cart}", "GET", "read in store"),
    ]
)


def test_a_path_offers_its_methods() -> None:
    assert ROUTES.find("/v1/carts") == ({"GET": "list", "POST": "create"}, [])


def test_a_template_gives_the_text_in_its_place() -> None:
    assert ROUTES.find("/v1/carts/17") == ({"GET": "read"}, ["17"])


def test_several_templates_give_their_texts_in_order() -> None:
    assert ROUTES.find("/v1/stores/a/carts/b") == ({"GET": "read in store"}, ["a", "b"])


def test_a_literal_segment_is_preferred_wherever_it_stands_in_the_document() -> None:
    assert ROUTES.find("/v1/carts/abandoned") == ({"GET": "abandoned"}, [])


def test_a_literal_that_leads_nowhere_gives_way_to_the_template() -> None:
    assert ROUTES.find("/v1/carts/abandoned/reminder") == ({"POST": "remind"}, ["abandoned"])


@pytest.mark.parametrize("path", ["/v1/carts/", "/v1/carts//"])
def test_a_trailing_slash_does_not_count(path: str) -> None:
    assert ROUTES.find(path) == ROUTES.find("/v1/carts")


def test_a_trailing_slash_in_the_document_does_not_count_either() -> None:
    routes = Routes([("/v1/carts/", "GET", "list"), ("/v1/carts/{id}/", "GET", "read")])

    assert routes.find("/v1/carts") == ({"GET": "list"}, [])
    assert routes.find("/v1/carts/17") == ({"GET": "read"}, ["17"])


@pytest.mark.parametrize(
    "path",
    ["", "/", "/v1", "/v2/carts", "/v1/carts/17/nothing", "/v1/stores//carts/b", "/V1/carts"],
)
def test_what_no_operation_has_is_not_found(path: str) -> None:
    assert ROUTES.find(path) is None


def test_an_empty_segment_fills_no_template() -> None:
    assert ROUTES.find("/v1/carts//reminder") is None


def test_a_path_that_was_tried_in_vain_leaves_no_value_behind() -> None:
    routes = Routes([("/{a}/x/{b}/end", "GET", "long"), ("/{a}/{b}/{c}", "GET", "short")])

    assert routes.find("/1/x/3") == ({"GET": "short"}, ["1", "x", "3"])
