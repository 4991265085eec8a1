"""Each defect can be seen where it is planted, and nowhere else: who misses it has missed it."""

from collections import Counter
from collections.abc import Iterator

import pytest

from bench.contract_power.catalogue import catalogue
from bench.contract_power.exchange import Handle
from bench.contract_power.grounds import ground
from bench.contract_power.planting import CLASSES, Bed, Defect
from bench.contract_power.proxy import forwarding
from bench.contract_power.shop import Shop
from bench.contract_power.witness import Client
from mock_server import Sandbox

SEEDS = (1, 2)
EVERY = [(seed, it) for seed in SEEDS for it in catalogue(seed)]
IN_SHOP = [(seed, it) for seed, it in EVERY if it.ground == "shop"]
IN_SANDBOX = [it for seed, it in EVERY if it.ground != "shop" and seed == 1]


def named(value: object) -> str:
    return value.name if isinstance(value, Defect) else str(value)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[tuple[Sandbox, Handle]]:
    """A sandbox, and how to speak to it through a proxy."""
    with Sandbox(platforms=["salla", "surecart"]) as running, forwarding(running.url) as handle:
        yield running, handle


def seen_in_shop(defect: Defect, plant: bool) -> bool:
    shop = Shop()
    handle = defect.planted.plant(Bed(shop, shop)) if plant else shop
    return defect.planted.shows(Client(handle))


def seen_in_sandbox(defect: Defect, sandbox: tuple[Sandbox, Handle], plant: bool) -> bool:
    running, handle = sandbox
    running.shop(defect.ground).reset()
    its = ground(defect.ground)
    planted = defect.planted.plant(Bed(handle)) if plant else handle
    return defect.planted.shows(Client(planted, its.token, its.base))


@pytest.mark.parametrize(("seed", "defect"), IN_SHOP, ids=named)
def test_a_defect_shows_in_the_shop_only_when_planted(seed: int, defect: Defect) -> None:
    assert seen_in_shop(defect, plant=True), defect.planted.place
    assert not seen_in_shop(defect, plant=False), defect.planted.place


@pytest.mark.parametrize("defect", IN_SANDBOX, ids=named)
def test_a_defect_shows_in_the_sandbox_only_when_planted(
    defect: Defect, sandbox: tuple[Sandbox, Handle]
) -> None:
    assert seen_in_sandbox(defect, sandbox, plant=True), defect.planted.place
    assert not seen_in_sandbox(defect, sandbox, plant=False), defect.planted.place


def test_every_class_is_well_filled() -> None:
    kinds = Counter(it.kind for it in catalogue(1))

    assert min(kinds[kind] for kind in CLASSES) >= 14
    assert sum(kinds[kind] for kind in CLASSES) >= 84
    assert kinds["harmless"] >= 10


def test_names_are_unique() -> None:
    names = [it.name for it in catalogue(1)]

    assert len(set(names)) == len(names)


def test_a_seed_draws_the_same_places_again_and_another_seed_others() -> None:
    first, again, other = ([it.planted.place for it in catalogue(seed)] for seed in (1, 1, 2))

    assert first == again
    assert sum(a != b for a, b in zip(first, other, strict=True)) > 80
