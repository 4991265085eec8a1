"""Where each platform lists the carts that were left."""

from dataclasses import dataclass
from typing import Any

from tests.stories.visits import Visit


@dataclass(frozen=True, slots=True)
class Listing:
    """Where a platform lists what was left, and after how many minutes it does."""

    path: str
    rows: tuple[str, ...]
    key: str
    idle_minutes: int

    def of(self, shop: Visit, language: str = "en", **query: Any) -> list[Any]:
        """The rows that a client gets."""
        body = shop.get(self.path, language, **query)
        for name in self.rows:
            body = body[name]
        rows: list[Any] = body
        return rows

    def details(self, key: str) -> str:
        """The path of one of them."""
        return f"{self.path.partition('?')[0]}/{key}"

    def keys(self, shop: Visit, **query: Any) -> list[str]:
        return [str(row[self.key]) for row in self.of(shop, **query)]


LISTINGS = {
    "salla": Listing("/carts/abandoned", ("data",), "id", 60),
    "zid": Listing(
        "/managers/store/abandoned-carts?page=1&page_size=100", ("abandoned-carts",), "id", 10
    ),
    "tjar": Listing("/abandoned-carts", ("data", "carts"), "identifier", 5),
    "surecart": Listing("/abandoned_checkouts", ("data",), "id", 30),
}
