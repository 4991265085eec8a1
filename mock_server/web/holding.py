"""What stands between a request and its shop: budgets, and faults that were asked for."""

import asyncio

from starlette.types import Receive

from mock_server.engine.errors import TooManyRequests
from mock_server.engine.exchange import Exchange
from mock_server.engine.faults import FAULTS, Fault
from mock_server.engine.limits import retry_after
from mock_server.engine.shop import Shop
from mock_server.engine.watch import Watch

from .bodies import read_soon
from .plan import Plan
from .replies import Header
from .spoiling import preferred_fault


def strike(
    watch: Watch, plan: Plan, shop: Shop, preferred: str | None, exchange: Exchange
) -> Fault | None:
    """Count the call, and say what fault meets it, if one does.

    Raises:
        TooManyRequests: a budget of the shop is spent.
    """
    if plan.meter is not None:
        assert exchange.shop_at is not None, "it entered a shop"
        taken = exchange.taken = plan.meter.take(shop, exchange.shop_at, watch.limits)
        if taken is not None and taken[3]:
            raise TooManyRequests(f"all of {taken[0]} calls are spent", retry_after(taken))
    if preferred is not None:
        exchange.struck = preferred_fault(preferred)
    elif watch.faults.rules or shop.store.has(FAULTS):
        is_read = exchange.method in ("GET", "HEAD")
        exchange.struck = watch.faults.strike(plan.operation.id, is_read, shop)
    return exchange.struck


async def tell_mishap(exchange: Exchange, headers: list[Header], receive: Receive) -> None:
    """A fault says what it is, and may hold the answer up; a refused body is read all the same."""
    fault = exchange.struck
    if fault is not None:
        headers.append((b"x-souqbox-fault", str(fault).encode()))
        if fault.action != "timeout":
            await asyncio.sleep(fault.seconds)
    if exchange.reason and not exchange.body:
        exchange.body = await read_soon(receive, exchange.headers)
