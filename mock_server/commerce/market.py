"""What a shop's story says for good: the merchant, the goods, the people and the coupons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.text import Text

from .vocabulary import City, Coupon, Customer, Product, Step, Store, Story


@dataclass(frozen=True, slots=True)
class Market:
    """Lookups over a story; `shop.facts` of every shop.

    `native` is what only one platform knows, by platform and then by resource; its `setup` uses it.
    `steps` are what happened before the story ended, for what is laid down later.
    """

    scenario: str
    store: Store
    products: Mapping[str, Product]
    customers: Mapping[str, Customer]
    coupons: Mapping[str, Coupon]
    cities: Mapping[str, City]
    native: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, story: Story) -> "Market":
        return cls(
            scenario=story.name,
            store=story.store,
            products={each.key: each for each in story.products},
            customers={each.key: each for each in story.customers},
            coupons={each.code: each for each in story.coupons},
            cities={city.key: city for city in _cities(story)},
            native=story.native,
            steps=story.steps,
        )

    def product(self, wanted: str) -> Product:
        """A product by its key or its SKU.

        Raises:
            Invalid: there is none; the message names some that there are.
        """
        found = self.products.get(wanted) or next(
            (each for each in self.products.values() if each.sku == wanted), None
        )
        if found is None:
            some = ", ".join(list(self.products)[:5])
            words = Text(f"لا يوجد منتج {wanted}", f"no product {wanted!r}; there are {some} ...")
            raise Invalid.field("product", "enum", words)
        return found


def _cities(story: Story) -> tuple[City, ...]:
    return (story.store.city, *(customer.city for customer in story.customers))
