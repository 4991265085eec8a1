"""A cart's life: opened, left alone, listed, taken up again, bought."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from contract_tests.comparison import differences
from contract_tests.document import at_pointer
from contract_tests.stories.sandbox import StoryShop
from contract_tests.stories.stage import Stage, rows_at

RULE = "CT-STORY-CART"
TITLE = "A cart's life"


@dataclass(frozen=True, slots=True)
class CartWords:
    """How a platform shows carts.

    `total` leads from the record to what the cart costs, of which one is `unit` minor units;
    `bought` is a field of the record with what it may be once the cart is paid for.
    """

    list: str
    read: str
    parameter: str
    rows: str
    record: str
    waits: str
    total: str
    bought: tuple[str, tuple[Any, ...]]
    key: str = "id"
    unit: int = 100
    query: Mapping[str, Any] = field(default_factory=dict)
    remind: str = ""
    reminder: Mapping[str, Any] = field(default_factory=dict)


def tell_cart(stage: Stage, words: CartWords) -> None:
    """The story; it needs somebody who shops and time that passes."""
    shop = stage.sandbox
    basket = ""
    with stage.step("a cart that was just opened is not listed"):
        basket = shop.open_cart()
        rows = rows_at(stage.good(words.list), words.rows)
        stage.expect(rows == [], "an open cart is not among the abandoned ones", rows)
    with stage.step("a cart left alone is listed"):
        shop.act(basket, "leave")
        shop.advance(words.waits)
        rows = rows_at(stage.good(words.list), words.rows)
        stage.expect(len(rows) == 1, "the one cart that was left alone is listed once", rows)
    row = rows[0]
    with stage.step("the details say what the list says"):
        record = _read(stage, words, row)
        ignored = stage.inspection.profile.volatile.everywhere
        unlike = list(differences(row, record, ignored))
        stage.expect(not unlike, "list and detail agree", unlike)
        _expect_total(stage, words, record, shop.basket(basket)["total"])
    if words.remind:
        with stage.step("a reminder is counted"):
            values = {words.parameter: row[words.key]}
            stage.good(words.remind, values=values, body=dict(words.reminder))
            after = _read(stage, words, row)["reminders_count"]
            stage.expect(after == 1, "the cart was reminded of once", after)
    _take_up_again(stage, words, shop, basket, row)
    with stage.step("a cart that was bought is no longer open"):
        shop.act(basket, "return")
        shop.act(basket, "pay")
        name, marks = words.bought
        came = _read(stage, words, row)[name]
        one = " or ".join(map(repr, marks))
        stage.expect(came in marks, f"{name} is {one} once the cart is paid for", came)


def _take_up_again(
    stage: Stage, words: CartWords, shop: StoryShop, basket: str, row: dict[str, Any]
) -> None:
    with stage.step("a cart taken up again is the same cart with more in it"):
        shop.act(basket, "return")
        shop.add(basket, shop.ask("GET", "shopper")["products"][1]["key"], 1)
        shop.act(basket, "leave")
        shop.advance(words.waits)
        rows = rows_at(stage.good(words.list), words.rows)
        keys = [each[words.key] for each in rows]
        stage.expect(keys == [row[words.key]], "the same cart is listed, and no other", keys)
        _expect_total(stage, words, _read(stage, words, row), shop.basket(basket)["total"])


def _read(stage: Stage, words: CartWords, row: dict[str, Any]) -> Any:
    values = {words.parameter: row[words.key]}
    return at_pointer(stage.good(words.read, values=values, query=words.query), words.record)


def _expect_total(stage: Stage, words: CartWords, record: Any, minor: int) -> None:
    shown = at_pointer(record, words.total)
    says = f"the cart costs what its lines cost together: {Decimal(minor) / words.unit}"
    stage.expect(round(Decimal(str(shown)) * words.unit) == minor, says, shown)
