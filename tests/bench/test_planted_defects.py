"""Each defect can be seen where it is planted, and nowhere else: who misses it has missed it."""

from collections import Counter
from collections.abc import Iterator

import pytest

from bench.contract_power.catalogue import catalogue
from bench.contract_power.exchange import Answer, Handle
from bench.contract_power.grounds import ground
from bench.contract_power.places import operations
from bench.contract_power.planting import CLASSES, Bed, Defect
from bench.contract_power.proxy import forwarding
from bench.contract_power.shop import Shop
from bench.contract_power.witness import Client
from mock_server import Sandbox

SEEDS = (1,)
EVERY = [(seed, it) for seed in SEEDS for it in catalogue(seed)]
IN_SHOP = [(seed, it) for seed, it in EVERY if it.ground == "shop"]
MENDERS = [it for _, it in IN_SHOP if it.kind == "validation"]
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


def odd_requests(client: Client, sound: Client) -> Iterator[Answer]:
    """What a suite may send: bodies and queries that nobody would think of."""
    for name, (where, operation) in operations().items():
        if "requestBody" in operation:
            sample = sound.sample(name)
            keys = [sound.key(name)] if "{" in where.path else [None]
            worse = [{**sample, field: odd} for field in sample for odd in ([], 3)]
            for body in (b"{", None, [], 3, "x", {}, *worse):
                yield client.call(name, keys[0], b"null" if body is None else body)
        elif name.startswith("list"):
            for query in ("page=%C2%B2", "per_page=%C2%B2", "page=-1", "per_page=", "sort=", "x"):
                yield client.send("GET", f"{where.path}?{query}")


@pytest.mark.parametrize("defect", MENDERS, ids=named)
def test_a_defect_is_wrong_in_its_own_way_alone(defect: Defect) -> None:
    shop = Shop()
    client = Client(defect.planted.plant(Bed(shop, shop)))

    assert all(
        answer.status < 600 for answer in odd_requests(client, Client(shop))
    )  # none breaks down


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
