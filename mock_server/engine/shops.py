"""The sandbox: all shops of all platforms, made by naming them, and the tokens that open them."""

from collections.abc import Callable, Iterator, Mapping

from .shop import Shop, Snapshot
from .store import Record
from .tokens import TOKENS, keep_token

__all__ = ["TOKENS", "ShopMaker", "Shops"]

ShopMaker = Callable[[str, str], Shop]
"""(platform, name) -> a shop in its starting state."""


class Shops:
    """Shops by platform and name. `make` builds one the first time that it is named."""

    def __init__(self, make: ShopMaker) -> None:
        self._make = make
        self._shops: dict[tuple[str, str], Shop] = {}
        self._by_token: dict[str, tuple[str, str]] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self.generation = 0
        """Moves whenever what a token opens may have changed."""

    def get(self, platform: str, name: str) -> Shop:
        """The shop of this name, made now if nobody named it before."""
        shop = self._shops.get((platform, name))
        if shop is None:
            shop = self._keep(self._make(platform, name))
        return shop

    def known(self, platform: str, name: str) -> Shop | None:
        return self._shops.get((platform, name))

    def reset(self, platform: str, name: str) -> Shop:
        """The shop as it was when it was made."""
        return self._keep(self._make(platform, name))

    def replace(self, shop: Shop) -> Shop:
        """Put a shop that was made elsewhere in the place of its name."""
        return self._keep(shop)

    def remove(self, platform: str, name: str) -> None:
        shop = self._shops.pop((platform, name), None)
        if shop is not None:
            self._forget_tokens(shop)
        self.generation += 1

    def open(self, platform: str, token: str) -> tuple[Shop, Record] | None:
        """The shop that an issued token opens, and the token's record; None if it opens none."""
        where = self._by_token.get(f"{platform}\0{token}")
        shop = self._shops.get(where) if where else None
        record = shop.store.find(TOKENS, token) if shop else None
        return (shop, record) if shop and record else None

    def issue(self, shop: Shop, token: str, facts: Mapping[str, object]) -> None:
        """Let a token open a shop; `facts` hold its scopes (None for all) and expiry."""
        dropped = keep_token(shop.store, token, facts)
        if dropped is not None:
            self._by_token.pop(f"{shop.platform}\0{dropped}", None)
        self._by_token[f"{shop.platform}\0{token}"] = (shop.platform, shop.name)
        self.generation += 1

    def change(self, shop: Shop, token: str, **facts: object) -> Record:
        """Change facts of an issued token: from now on they hold, wherever it was let in before.

        Raises:
            NotFound: the shop has no such token.
        """
        self.look_again()
        return shop.store.update(TOKENS, token, **facts)

    def look_again(self) -> None:
        """Whoever was let in before is looked at anew the next time."""
        self.generation += 1

    def revoke(self, shop: Shop, token: str, why: str = "by hand") -> None:
        """A token that opens nothing any more; it is kept, so that a refusal can say why.

        Raises:
            NotFound: the shop has no such token.
        """
        self.change(shop, token, dead=True, why=why)

    def save(self, shop: Shop, label: str) -> None:
        self._snapshots[f"{shop.platform}/{shop.name}/{label}"] = shop.snapshot()

    def load(self, shop: Shop, label: str) -> bool:
        """Bring a shop back to a saved state; False when nothing was saved under this label."""
        snapshot = self._snapshots.get(f"{shop.platform}/{shop.name}/{label}")
        if snapshot is None:
            return False
        self._forget_tokens(shop)
        shop.restore(snapshot)
        self._learn_tokens(shop)
        return True

    def labels(self, shop: Shop) -> list[str]:
        prefix = f"{shop.platform}/{shop.name}/"
        return sorted(key[len(prefix) :] for key in self._snapshots if key.startswith(prefix))

    def __iter__(self) -> Iterator[Shop]:
        return iter(list(self._shops.values()))

    def _keep(self, shop: Shop) -> Shop:
        before = self._shops.get((shop.platform, shop.name))
        if before is not None:
            self._forget_tokens(before)
        self._shops[shop.platform, shop.name] = shop
        self._learn_tokens(shop)
        return shop

    def _forget_tokens(self, shop: Shop) -> None:
        """What a shop had issued opens nothing here; the index must not grow for ever."""
        for record in shop.store.all(TOKENS):
            self._by_token.pop(f"{shop.platform}\0{record['id']}", None)

    def _learn_tokens(self, shop: Shop) -> None:
        for record in shop.store.all(TOKENS):
            self._by_token[f"{shop.platform}\0{record['id']}"] = (shop.platform, shop.name)
        self.generation += 1
