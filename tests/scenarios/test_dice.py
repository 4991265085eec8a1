from random import Random

from mock_server.scenarios.dice import Dice, apportion


def test_the_same_seed_draws_the_same() -> None:
    first, second = Dice(Random(7)), Dice(Random(7))

    assert [first.below(100) for _ in range(20)] == [second.below(100) for _ in range(20)]


def test_draws_stay_within_their_bounds_and_reach_them() -> None:
    dice = Dice(Random(7))

    assert {dice.between(3, 6) for _ in range(200)} == {3, 4, 5, 6}


def test_digits_keep_their_leading_noughts() -> None:
    dice = Dice(Random(7))

    assert {len(dice.digits(2)) for _ in range(200)} == {2}


def test_a_weight_of_nought_is_never_drawn() -> None:
    dice = Dice(Random(7))

    assert {dice.weigh("abc", (1, 0, 3)) for _ in range(200)} == {"a", "c"}


def test_shuffling_loses_nothing_and_leaves_the_original() -> None:
    things = tuple(range(50))

    shuffled = Dice(Random(7)).shuffled(things)

    assert shuffled != list(things)
    assert sorted(shuffled) == list(things)


def test_parts_follow_the_shares_and_add_up() -> None:
    assert apportion(10, (1, 1)) == [5, 5]
    assert apportion(10, (2, 1, 0)) == [7, 3, 0]
    assert sum(apportion(97, (3, 5, 7, 11))) == 97
