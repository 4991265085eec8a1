"""Servers to plant defects in: each defect gets one that nobody has used before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.contract_power.planting import Bed
from bench.contract_power.proxy import forwarding
from bench.contract_power.rules import DOCUMENT
from bench.contract_power.salla_defects import BASES, SANDBOX_TOKEN
from bench.contract_power.shop import BASE, READER, TOKEN, Shop


@dataclass(frozen=True, slots=True)
class Ground:
    """A kind of server: how the suites are to be pointed at it."""

    name: str
    base: str
    token: str
    arguments: tuple[str, ...]


SHOP = Ground("shop", BASE, TOKEN, ("corner", "--spec", str(DOCUMENT), "--narrow-token", READER))
PLANTED_IN = {
    "salla": ("listAbandonedCarts", "abandonedCartDetails", "listActiveWebhooks", "*Webhook"),
    "surecart": ("*AbandonedCheckout*", "*WebhookEndpoint*"),
}
"""The operations of the sandbox in which defects are planted; the others are not asked."""


def ground(name: str) -> Ground:
    if name == SHOP.name:
        return SHOP
    chosen = ("--operations", ",".join(PLANTED_IN[name]))
    narrow = ("--narrow-token", f"{SANDBOX_TOKEN};scopes=none", "--narrow-scopes", "none")
    return Ground(name, BASES[name], SANDBOX_TOKEN, (name, *chosen, *narrow))


@contextmanager
def fresh(name: str) -> Iterator[Bed]:
    """A server of this kind with nothing wrong with it."""
    if name == SHOP.name:
        shop = Shop()
        yield Bed(shop, shop)
        return
    from mock_server import Sandbox

    with Sandbox(platforms=[name]) as sandbox, forwarding(sandbox.url) as handle:
        yield Bed(handle)
