"""The webhooks of a shop of an embedded sandbox: who hears of what, what was sent, once more."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.webhooks import Manner, Told, Webhooks, replay, trigger
from mock_server.webhooks.deliveries import DELIVERIES
from mock_server.webhooks.signing import Quality

if TYPE_CHECKING:
    from .embedded_shop import EmbeddedShop


class ShopWebhooks:
    """Everything answers when the shop has sent what it has to send."""

    def __init__(self, shop: "EmbeddedShop") -> None:
        self._shop = shop

    def deliveries(self, event: str | None = None) -> list[Record]:
        """What was sent, or will be, the oldest first."""
        self._shop.clock.now()  # what is on its way has arrived when this comes back
        where = {"name": event} if event else {}

        def found(shop: Shop) -> list[Record]:
            return shop.store.table(DELIVERIES).select(where, newest_first=False)[0]

        return self._shop.do(found)

    def trigger(
        self,
        *events: str,
        record: object = None,
        content: Any = None,
        signature: Quality = "good",
        times: int = 1,
        delay: timedelta = timedelta(),
        reorder: bool = False,
    ) -> list[Record]:
        """Tell of events, whether they happened or not; the deliveries as they ended.

        Raises:
            Invalid: the platform has no such event.
            Conflict: nobody would hear it.
        """
        subject = None if record is None else str(record)
        told = [Told(event, subject, content) for event in events]
        manner = Manner(signature, times, delay, reorder)
        return self._ended(
            self._shop.change(lambda shop: trigger(_webhooks(shop), shop, told, manner))
        )

    def replay(self, delivery: str, signature: Quality = "good", times: int = 1) -> list[Record]:
        """Send a delivery again; the new ones as they ended.

        Raises:
            NotFound: there is none of this id.
        """
        manner = Manner(signature, times)
        return self._ended(
            self._shop.change(lambda shop: replay(_webhooks(shop), shop, delivery, manner))
        )

    def _ended(self, planned: list[Record]) -> list[Record]:
        return self._shop.do(
            lambda shop: [shop.store.get(DELIVERIES, each["id"]) for each in planned]
        )


def _webhooks(shop: Shop) -> Webhooks:
    webhooks: Webhooks | None = shop.webhooks
    assert webhooks is not None, f"{shop.platform} has no webhooks here yet"
    return webhooks
