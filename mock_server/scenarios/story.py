"""Tells a scenario: the same seed gives the same story, on every machine."""

from operator import attrgetter
from random import Random

from mock_server.commerce.vocabulary import Coupon, Customer, Product, Step, Store, Story, Text
from mock_server.scenarios.baskets import Baskets, Shoppers
from mock_server.scenarios.corpus import Corpus
from mock_server.scenarios.dice import Dice
from mock_server.scenarios.saudi import Chance, Saudi
from mock_server.scenarios.scenario import Scenario, check_words
from mock_server.scenarios.scenario_values import Customers, ToldCoupon, ToldProduct, ToldStore

FIRST_OF_GOODS = 10_001
"""Numbers of products told in a file begin here; those of the corpus are smaller."""

OTHER_GOODS = Text("منتجات أخرى", "Other goods")


def tell(scenario: Scenario, seed: int, corpus: Corpus) -> Story:
    """The story of `scenario` under `seed`.

    Prices, customers and made carts come from the seed; what the file tells by hand stays as it
    is. Raises ScenarioError for a city or a product that `corpus` does not have.
    """
    check_words(scenario, corpus)
    chance = Chance(Random(seed))
    saudi = Saudi(chance, corpus)
    products = tuple(saudi.saudi_product(good) for good in corpus.goods[: scenario.products])
    products += tuple(_product(told, at) for at, told in enumerate(scenario.goods))
    customers = _customers(scenario.customers, saudi)
    coupons = tuple(_coupon(told, at) for at, told in enumerate(scenario.coupons, start=1))
    steps = [step for cart in scenario.told for step in cart.played()]
    if scenario.made is not None:
        shoppers = Shoppers(products, customers[len(scenario.customers.told) :], coupons)
        steps += Baskets(scenario.made, shoppers, Dice(chance.random)).steps()
    return Story(
        scenario.name,
        _store(scenario.store, corpus),
        products,
        customers,
        coupons,
        _oldest_first(steps),
        scenario.native,
    )


def _product(told: ToldProduct, at: int) -> Product:
    return Product(
        told.key,
        FIRST_OF_GOODS + at,
        told.name,
        OTHER_GOODS,
        told.sku or f"GOODS-{at + 1:04d}",
        told.price,
        told.weight,
        told.kind,
    )


def _oldest_first(steps: list[Step]) -> tuple[Step, ...]:
    # A sort that is reversed still keeps the order of equals.
    return tuple(sorted(steps, key=attrgetter("before"), reverse=True))


def _store(told: ToldStore, corpus: Corpus) -> Store:
    return Store(
        told.name,
        told.domain,
        told.email,
        told.mobile,
        corpus.cities()[told.city],
        told.currency,
        told.tax_percent,
    )


def _coupon(told: ToldCoupon, number: int) -> Coupon:
    return Coupon(
        told.code.lower(),
        number,
        told.code,
        told.percent,
        told.amount,
        told.minimum,
        told.valid_for,
    )


def _customers(crowd: Customers, saudi: Saudi) -> tuple[Customer, ...]:
    cities = saudi.corpus.cities()
    customers = [
        Customer(
            key=told.key,
            number=number,
            first_name=told.first_name,
            last_name=told.last_name,
            email=told.email,
            mobile=told.mobile,
            city=cities[told.city],
            gender=told.gender,
            accepts_marketing=told.accepts_marketing,
        )
        for number, told in enumerate(crowd.told, start=1)
    ]
    taken = {word for each in customers for word in (each.key, each.email, each.mobile)}
    for number in range(len(customers) + 1, crowd.count + 1):
        customer = saudi.saudi_customer(number, taken)
        taken.update((customer.key, customer.email, customer.mobile))
        customers.append(customer)
    return tuple(customers)
