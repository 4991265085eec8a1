from dataclasses import replace

import pytest

from tests.toy.platform import PLATFORM


def test_workers_of_all_modules_are_joined() -> None:
    def tidy_up(job: object, shop: object) -> None:
        return None

    platform = replace(PLATFORM, workers=[*PLATFORM.workers, {"tidy_up": tidy_up}])

    assert platform.all_workers().keys() == {"abandon_cart", "remind_of_cart", "tidy_up"}


def test_a_style_that_is_none_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="toy: a style extends BaseStyle"):
        replace(PLATFORM, style=object())
