"""`souqbox shopper`: acts as a customer, since the merchant APIs make no carts."""

from typing import Any

import click

from .failures import wrong
from .groups import Group
from .options import platform_name
from .output import columns, facts, money, some
from .visits import Visit, visiting

app = Group("shopper", "Act as a customer: open a cart, fill it, leave it, pay.")

basket_id = click.argument("basket", metavar="BASKET", help="A basket's id.")


@app.command()
@platform_name
@visiting
def offer(visit: Visit, platform: str) -> None:
    """Show what can be bought, by whom, with which coupons.

    Example: souqbox shopper offer salla
    """
    answer = visit.get(platform, "shopper")
    products = [
        [each["key"], each["sku"], money(each["price"], each["currency"]), each["name"]]
        for each in answer["products"]
    ]
    customers = [
        [each["key"], each["email"], each["mobile"], each["name"]] for each in answer["customers"]
    ]
    coupons = f"coupons  {'  '.join(answer['coupons'])}"
    visit.tell(answer, "\n\n".join([columns(products), columns(customers), coupons]))


@app.command()
@platform_name
@visiting
def baskets(visit: Visit, platform: str) -> None:
    """List all baskets, the newest first.

    Example: souqbox shopper baskets salla
    """
    answer = visit.get(platform, "shopper", "baskets")
    rows = [
        [
            each["id"],
            each["status"],
            each["phase"],
            money(each["total"], each["currency"]),
            each["touched_at"],
            each["customer"],
        ]
        for each in answer["baskets"]
    ]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "nobody was here yet"))


@app.command()
@platform_name
@basket_id
@visiting
def show(visit: Visit, platform: str, basket: str) -> None:
    """Show a basket.

    Example: souqbox shopper show salla honey
    """
    _tell(visit, visit.get(platform, "shopper", "baskets", basket))


@app.command("open")
@platform_name
@click.option("--basket", help="An id of your choice.")
@visiting
def open_(visit: Visit, platform: str, basket: str | None) -> None:
    """Open an empty basket.

    Example: souqbox shopper open salla --basket x1
    """
    body = {"id": basket} if basket else {}
    _tell(visit, visit.send("POST", platform, "shopper", "baskets", body=body))


@app.command()
@platform_name
@basket_id
@click.argument("product", metavar="PRODUCT", help="A key or a SKU of the offer.")
@click.option("--quantity", type=click.IntRange(min=1), default=1)
@click.option("--note", default="", show_default=False, help="What the shopper writes to it.")
@visiting
def add(visit: Visit, platform: str, basket: str, product: str, quantity: int, note: str) -> None:
    """Put goods into a basket.

    Example: souqbox shopper add salla x1 honey-samra --quantity 2
    """
    _do(visit, platform, basket, "lines", product=product, quantity=quantity, note=note)


@app.command()
@platform_name
@basket_id
@click.argument(
    "customer", required=False, metavar="[CUSTOMER]", help="A key or e-mail of the offer."
)
@click.option("--name", help="Somebody new.")
@click.option("--email")
@click.option("--mobile", help="As +966501234567.")
@visiting
def contact(visit: Visit, platform: str, basket: str, **given: str | None) -> None:
    """Say who the shopper is.

    Example: souqbox shopper contact salla x1 amal
    """
    body = {key: value for key, value in given.items() if value is not None}
    if not body:
        raise wrong("who is it? give a customer of the offer, or --name and --email")
    _tell(visit, visit.send("PUT", platform, "shopper", "baskets", basket, "contact", body=body))


@app.command()
@platform_name
@basket_id
@click.argument("phase", metavar="PHASE", help="shipping_address, payment_method, ...")
@visiting
def phase(visit: Visit, platform: str, basket: str, phase: str) -> None:
    """Go forward in the checkout.

    Example: souqbox shopper phase salla x1 payment_method
    """
    _do(visit, platform, basket, "phase", phase=phase)


@app.command()
@platform_name
@basket_id
@click.argument("code", metavar="CODE", help="A code of the offer.")
@visiting
def coupon(visit: Visit, platform: str, basket: str, code: str) -> None:
    """Enter a coupon's code.

    Example: souqbox shopper coupon salla x1 WELCOME10
    """
    _do(visit, platform, basket, "coupon", code=code)


@app.command()
@platform_name
@basket_id
@visiting
def leave(visit: Visit, platform: str, basket: str) -> None:
    """Leave without buying.

    Example: souqbox shopper leave salla x1
    """
    _do(visit, platform, basket, "leave")


@app.command("return")
@platform_name
@basket_id
@visiting
def return_(visit: Visit, platform: str, basket: str) -> None:
    """Come back to a basket.

    Example: souqbox shopper return salla x1
    """
    _do(visit, platform, basket, "return")


@app.command()
@platform_name
@basket_id
@visiting
def pay(visit: Visit, platform: str, basket: str) -> None:
    """Buy what is in the basket.

    Example: souqbox shopper pay salla x1
    """
    _do(visit, platform, basket, "pay")


@app.command()
@platform_name
@basket_id
@click.option("--channel", type=click.Choice(["email", "sms", "whatsapp"]), default="email")
@visiting
def remind(visit: Visit, platform: str, basket: str, channel: str) -> None:
    """Have the merchant send a reminder by hand.

    Example: souqbox shopper remind salla x1 --channel sms
    """
    _do(visit, platform, basket, "remind", channel=channel)


def _do(visit: Visit, platform: str, basket: str, act: str, **body: Any) -> None:
    parts = ("shopper", "baskets", basket, act)
    _tell(visit, visit.send("POST", platform, *parts, body=body or None))


def _tell(visit: Visit, basket: dict[str, Any]) -> None:
    currency = basket["currency"]
    lines = [
        f"{each['quantity']} x {each['product']} at {money(each['price'], currency)}"
        for each in basket["lines"]
    ]
    shown = {
        "basket": basket["id"],
        "status": basket["status"],
        "phase": basket["phase"],
        "customer": basket["customer"],
        "lines": ", ".join(lines) or "none",
        "coupon": basket["coupon"],
        "total": money(basket["total"], currency),
        "reminders": basket["reminders"],
        "record": basket["record"],
    }
    visit.tell(basket, facts(shown))
