"""Requests a second beside a bare ASGI app: `python -m bench.serving [--rounds 7]`.

Both run on the same uvicorn, on one core, and send the same bytes; the client has the other core.
Rounds are interleaved, so that whatever else the machine does falls on all of them.
"""

import argparse
import json
from collections.abc import Iterator
from statistics import median

from bench.servers import BareApp, running, sandbox_app
from bench.wire import Target, answer, pin, request, throughput

LIST = "/salla/admin/v2/carts/abandoned"
PUT = "/paynow/v1/stores/411486491630370816/marketing/abandoned-checkouts/configuration"
SALLA = {"Authorization": "Bearer shop:demo"}
PAYNOW = {"Authorization": "APIKey shop:demo", "Content-Type": "application/json"}
GOALS = {
    ("list", "checked"): 0.35,
    ("detail", "checked"): 0.55,
    ("post", "checked"): 0.50,
    ("list", "repeated"): 0.70,
    ("detail", "repeated"): 0.75,
}

CONFIGURATION = {
    "enabled": True,
    "trigger_after": "PT3H",
    "minimum_order_value": 1000,
    "maximum_order_value": 90000,
    "max_coupons_per_customer_amount": 1,
    "max_coupons_per_customer_period": "P7D",
    "max_coupons_global_amount": 100,
    "max_coupons_global_period": "P1M",
    "coupon_configuration": {
        "duration": "once",
        "discount_type": "percent",
        "discount_amount": 10,
        "discount_only_required_tags_or_products": False,
        "discount_apply_before_sales": True,
        "required_tag_ids": [],
        "required_product_ids": [],
        "minimum_order_value": 0,
        "customer_redeem_limit_enabled": True,
        "customer_redeem_limit": 1,
        "usable_on_one_time_purchases": True,
        "usable_on_subscriptions": True,
        "expires_after": "P7D",
    },
}


def requests_of(port: int) -> dict[str, bytes]:
    """The three requests of the comparison, against this sandbox."""
    page = answer(Target(port, request("GET", LIST, SALLA))).partition(b"\r\n\r\n")[2]
    cart = json.loads(page)["data"][0]["id"]
    body = json.dumps(CONFIGURATION).encode()
    return {
        "list": request("GET", LIST, SALLA),
        "detail": request("GET", f"{LIST}/{cart}", SALLA),
        "post": request("PUT", PUT, PAYNOW, body),
    }


def bare_answers(port: int, asked: dict[str, bytes]) -> BareApp:
    """A bare app that answers what the sandbox at `port` answers."""
    answers = {}
    for each in asked.values():
        path = each.split(b" ")[1].decode()
        head, _, body = answer(Target(port, each)).partition(b"\r\n\r\n")
        pairs = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
        headers = [(name, value) for name, value in pairs if name != b"date"]
        answers[path] = (headers, body)
    return BareApp(answers)


def measure(rounds: int, seconds: float) -> Iterator[tuple[str, str, float]]:
    """(request, kind, answers a second), round by round."""
    with running(sandbox_app, False) as checked, running(sandbox_app, True) as repeated:
        asked = requests_of(checked)
        app = bare_answers(checked, asked)
        with running(lambda: app) as bare:
            ports = {"bare": bare, "checked": checked, "repeated": repeated}
            pin(1)
            for turn in range(rounds + 1):
                for name, each in asked.items():
                    for kind, port in ports.items():
                        rate = throughput(Target(port, each), seconds)
                        if turn:  # the first round warms up
                            yield name, kind, rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.7)
    chosen = parser.parse_args()
    rates: dict[tuple[str, str], list[float]] = {}
    for name, kind, rate in measure(chosen.rounds, chosen.seconds):
        rates.setdefault((name, kind), []).append(rate)
    print(f"{'request':8} {'kind':10} {'per second':>10} {'of bare':>8} {'goal':>6}")
    for (name, kind), values in rates.items():
        ratios = [mine / bare for mine, bare in zip(values, rates[name, "bare"], strict=True)]
        goal = GOALS.get((name, kind))
        told = f"{goal:6.2f}" if goal else ""
        print(f"{name:8} {kind:10} {median(values):10.0f} {median(ratios):8.2f} {told}")


if __name__ == "__main__":
    main()
