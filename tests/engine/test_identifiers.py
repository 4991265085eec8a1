import re
from datetime import timedelta

import pytest

from mock_server.engine.identifiers import SNOWFLAKE_EPOCH, Identifiers, seed_of
from tests.helpers import NOON


def test_a_seed_comes_from_names_alone() -> None:
    assert seed_of(7, "t42") == 183593814147952
    assert seed_of("a", "b") != seed_of("ab") != seed_of("b", "a")


def test_identifiers_are_the_same_on_every_machine() -> None:
    identifiers = Identifiers(7)

    assert [identifiers.count("cart") for _ in range(3)] == [1, 2, 3]
    assert identifiers.digest("digest", 4).hex() == "aa4134bf"
    assert identifiers.hex("hex", 9) == "49a773edd"
    assert identifiers.uuid("uuid") == "68359ec5-ec94-4435-8170-1b27ca9be5ad"
    assert identifiers.number("number") == 2132308240
    assert identifiers.letters("letters", 8) == "29NLJS5B"
    assert identifiers.snowflake("flake", NOON) == "531828763000860673"


def test_the_nth_identifier_does_not_depend_on_other_kinds() -> None:
    alone, among = Identifiers(7), Identifiers(7)

    among.uuid("cart")
    among.number("order")

    assert among.uuid("token") == alone.uuid("token")


def test_two_seeds_share_nothing() -> None:
    made = {Identifiers(seed).uuid("cart") for seed in (-1, 0, 1, 2**47)}

    assert len(made) == 4


def test_a_state_lets_a_sequence_go_on_and_later_ones_do_not_reach_it() -> None:
    identifiers = Identifiers(7)
    identifiers.uuid("cart")
    state = identifiers.state()
    second = identifiers.uuid("cart")

    identifiers.restore(state)

    assert identifiers.uuid("cart") == second
    assert state == {"cart": 1}


@pytest.mark.parametrize("length", [1, 2, 7, 32, 64])
def test_shapes_are_as_long_as_they_should_be(length: int) -> None:
    identifiers = Identifiers(7)

    assert re.fullmatch(f"[0-9a-f]{{{length}}}", identifiers.hex("x", length))
    assert re.fullmatch(f"[A-HJ-NP-Z2-9]{{{length}}}", identifiers.letters("x", length))


def test_a_uuid_is_of_version_4() -> None:
    shape = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

    assert re.fullmatch(shape, Identifiers(7).uuid("x"))


def test_numbers_stay_within_their_bounds() -> None:
    identifiers = Identifiers(7)

    numbers = {identifiers.number("x", 10, 20) for _ in range(200)}

    assert numbers == set(range(10, 20))


def test_a_snowflake_tells_its_moment_and_sorts_by_it() -> None:
    identifiers = Identifiers(5)
    moments = [NOON, NOON + timedelta(milliseconds=1), NOON + timedelta(days=900)]

    flakes = [int(identifiers.snowflake("x", moment)) for moment in moments]

    assert flakes == sorted(flakes)
    assert [SNOWFLAKE_EPOCH + timedelta(milliseconds=flake >> 22) for flake in flakes] == moments
    assert all(flake < 2**63 and flake >> 12 & 0x3FF == 5 for flake in flakes)


def test_one_frozen_moment_holds_more_snowflakes_than_the_counter() -> None:
    identifiers = Identifiers(7)

    flakes = [int(identifiers.snowflake("x", NOON)) for _ in range(9000)]

    assert len(set(flakes)) == 9000
    assert flakes == sorted(flakes)


def test_before_the_epoch_a_snowflake_is_still_a_number() -> None:
    assert int(Identifiers(7).snowflake("x", SNOWFLAKE_EPOCH - timedelta(days=1))) > 0


def test_no_number_of_a_kind_comes_twice_before_all_have_come() -> None:
    identifiers = Identifiers(7)

    numbers = [identifiers.number("x") for _ in range(50_000)]

    assert len(set(numbers)) == 50_000
    assert len({number // 1_000_000 for number in numbers[:100]}) > 90, "they should look drawn"
