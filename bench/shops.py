"""What shops cost: making, resetting, growing, and being many: `python -m bench.shops`."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from mock_server.app.assembly import Options, assemble
from mock_server.app.making import Maker, Start
from mock_server.engine.shop import Shop
from mock_server.engine.store import Store, TableSpec

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def milliseconds(work: Callable[[int], object], times: int) -> float:
    """The median of several runs, each told its number."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


def page_cost(records: int) -> float:
    """A page of 15 from a shop of so many records."""
    store = Store({"cart": TableSpec(order="at", equal=("status",))})
    for number in range(records):
        store.put("cart", number, {"id": number, "at": number, "status": "active"})
    return milliseconds(lambda _: store.page("cart", 2, 15, {"status": "active"}), 2001)


def empty_shop(maker: Maker, name: str) -> Shop:
    return maker.make("salla", name, Start("empty", clock=NOON))


def main() -> None:
    assembly = assemble(["salla"], Start(clock=NOON), Options())
    shops = assembly.shops
    made = milliseconds(lambda number: shops.get("salla", f"t{number}"), 41)
    demo = shops.get("salla", "demo")
    shops.save(demo, "start")
    restored = milliseconds(lambda _: shops.load(demo, "start"), 41)
    print(f"a shop of the demo scenario: made in {made:.1f} ms (goal 20),", end=" ")
    print(f"restored in {restored:.2f} ms (goal 10)")
    small, large = page_cost(100), page_cost(100_000)
    print(f"a page of 15: {small * 1000:.1f} us of 100 records,", end=" ")
    print(f"{large * 1000:.1f} us of 100,000, ratio {large / small:.2f} (goal 1.50)")
    alone = milliseconds(lambda _: shops.get("salla", "demo").catch_up(), 2001)
    for number in range(1000):
        shops.replace(empty_shop(assembly.maker, f"many{number}"))
    beside = milliseconds(lambda _: shops.get("salla", "demo").catch_up(), 2001)
    print(f"a shop beside 1,000 others: ratio {beside / alone:.2f}")


if __name__ == "__main__":
    main()
