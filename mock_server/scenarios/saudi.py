"""Believable Saudi people, places and papers, drawn from our own word lists.

It knows nothing of Faker, whose import costs more than a whole story; `provider.py` makes the same
methods a Faker provider. Everything drawn is invented: mobiles carry 000 after the operator's
digit, e-mail goes to example.com, IBANs name bank 99, which does not exist.
"""

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Literal, Protocol

from mock_server.commerce.vocabulary import City, Customer, Product, Text
from mock_server.scenarios.corpus import Corpus, Good, Place
from mock_server.scenarios.dice import Dice

Gender = Literal["female", "male"]

OPERATORS = "03456789"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
INVENTED_BANK = "99"
COUNTRY_DIGITS = "2810"
"""`SA` in the alphabet of ISO 13616, where A is 10."""


class HasRandom(Protocol):
    """What is asked of a Faker generator."""

    @property
    def random(self) -> Random: ...


@dataclass(frozen=True, slots=True)
class Chance:
    """A generator without Faker: a `Random` and nothing more."""

    random: Random


@dataclass(frozen=True, slots=True)
class NationalAddress:
    """A Saudi national address; `short_code` is four letters and the building's number."""

    building: str
    street: Text
    district: Text
    city: City
    postal_code: str
    additional: str
    short_code: str


class Saudi:
    """Draws from `generator.random`, looked up each time, so that seeding it again is felt."""

    def __init__(self, generator: HasRandom, corpus: Corpus) -> None:
        self.generator = generator
        self.corpus = corpus
        self._weights = [place.weight for place in corpus.places]

    @property
    def _dice(self) -> Dice:
        return Dice(self.generator.random)

    def saudi_gender(self) -> Gender:
        return "female" if self._dice.happens(58) else "male"

    def saudi_first_name(self, gender: Gender | None = None) -> Text:
        women = (gender or self.saudi_gender()) == "female"
        return self._dice.pick(self.corpus.female if women else self.corpus.male)

    def saudi_family_name(self) -> Text:
        return self._dice.pick(self.corpus.families)

    def saudi_mobile(self) -> str:
        """E.164, `+9665` + operator + `000` + four digits: 80,000 of them."""
        return f"+9665{self._dice.pick(OPERATORS)}000{self._dice.digits(4)}"

    def saudi_city(self) -> City:
        """A city, the large ones as often as they have people."""
        return self._place().city

    def saudi_customer(self, number: int, taken: Container[str] = ()) -> Customer:
        """Somebody whose key, e-mail and mobile are not in `taken`."""
        gender = self.saudi_gender()
        first, last = self.saudi_first_name(gender), self.saudi_family_name()
        key = f"{_slug(first.en)}.{_slug(last.en)}"
        if key in taken or self._email(key) in taken:
            key = f"{key}{number}"
        mobile = self.saudi_mobile()
        while mobile in taken:
            mobile = self.saudi_mobile()
        city, willing = self.saudi_city(), self._dice.happens(85)
        return Customer(key, number, first, last, self._email(key), mobile, city, gender, willing)

    def saudi_product(self, good: Good) -> Product:
        """`good` at a price in its range that ends in .00 or .95."""
        riyals = self._dice.between(-(-good.cheapest // 100), good.dearest // 100)
        price = riyals * 100 - (5 if self._dice.happens(50) else 0)
        return good.priced(max(price, good.cheapest))

    def saudi_address(self) -> NationalAddress:
        dice, place = self._dice, self._place()
        building = str(dice.between(2000, 9999))
        return NationalAddress(
            building=building,
            street=dice.pick(self.corpus.streets),
            district=dice.pick(place.districts),
            city=place.city,
            postal_code=place.postal + dice.digits(3),
            additional=str(dice.between(2000, 9999)),
            short_code="".join(dice.pick(LETTERS) for _ in range(4)) + building,
        )

    def saudi_vat_number(self) -> str:
        """Fifteen digits that begin and end with 3."""
        return f"3{self._dice.digits(9)}00003"

    def saudi_commercial_registration(self) -> str:
        """Ten digits that begin with the city's four."""
        return self._place().registration + self._dice.digits(6)

    def saudi_unified_number(self) -> str:
        """Ten digits that begin with 7."""
        return f"7{self._dice.digits(9)}"

    def saudi_iban(self) -> str:
        """Twenty-four characters whose check digits are right and whose bank is none."""
        account = INVENTED_BANK + self._dice.digits(9) + self._dice.digits(9)
        check = 98 - int(f"{account}{COUNTRY_DIGITS}00") % 97
        return f"SA{check:02}{account}"

    def _email(self, key: str) -> str:
        return f"{key}@{self.corpus.email_domain}"

    def _place(self) -> Place:
        return self._dice.weigh(self.corpus.places, self._weights)


@lru_cache(maxsize=1024)
def _slug(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))
