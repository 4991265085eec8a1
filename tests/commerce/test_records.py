from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop


def test_a_thing_has_one_record_of_each_resource(shop: Shop) -> None:
    def number() -> int:
        return shop.identifiers.count("made")

    keys = [
        record_key(shop, resource, thing, number)
        for resource, thing in (("cart", "b1"), ("cart", "b2"), ("order", "b1"), ("cart", "b1"))
    ]

    assert keys == ["1", "2", "3", "1"]
