import re

import pytest

from mock_server.scenarios.corpus import Corpus
from mock_server.scenarios.provider import saudi_faker

MOBILE = re.compile(r"\+9665[03-9]\d{7}")
DRAWS = range(300)


def test_the_same_seed_draws_the_same_people(corpus: Corpus) -> None:
    first, second = saudi_faker(corpus, 7), saudi_faker(corpus, 7)

    assert [first.saudi_customer(n) for n in DRAWS] == [second.saudi_customer(n) for n in DRAWS]


def test_seeding_again_begins_again(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)
    before = faker.saudi_customer(1)

    faker.seed_instance(7)

    assert faker.saudi_customer(1) == before


def test_faker_keeps_its_own_words_beside_ours(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    assert isinstance(faker.name(), str)
    assert isinstance(faker.city(), str)


def test_mobiles_are_saudi_and_marked_as_invented(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    for _ in DRAWS:
        mobile = faker.saudi_mobile()
        assert MOBILE.fullmatch(mobile)
        assert mobile[6:9] == "000"


def test_mobiles_are_valid_to_phonenumbers(corpus: Corpus) -> None:
    phonenumbers = pytest.importorskip("phonenumbers")
    faker = saudi_faker(corpus, 7)

    for _ in DRAWS:
        number = phonenumbers.parse(faker.saudi_mobile())
        assert phonenumbers.is_valid_number(number)
        assert phonenumbers.region_code_for_number(number) == "SA"


def test_names_follow_the_gender(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    for number in DRAWS:
        customer = faker.saudi_customer(number)
        names = corpus.female if customer.gender == "female" else corpus.male
        assert customer.first_name in names


def test_a_customer_takes_no_key_email_or_mobile_of_another(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)
    taken: set[str] = set()

    for number in range(2000):
        customer = faker.saudi_customer(number, taken)
        words = {customer.key, customer.email, customer.mobile}
        assert not words & taken
        taken |= words


def test_an_email_that_is_taken_under_another_key_is_left_alone(corpus: Corpus) -> None:
    first = saudi_faker(corpus, 7).saudi_customer(1)

    second = saudi_faker(corpus, 7).saudi_customer(2, {first.email})

    assert second.email != first.email


def test_large_cities_come_more_often(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    cities = [faker.saudi_city().key for _ in range(1000)]

    assert cities.count("riyadh") > cities.count("taif") > cities.count("duba")


def test_prices_lie_in_their_range_and_end_as_in_a_shop(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    for good in corpus.goods * 5:
        price = faker.saudi_product(good).price
        assert good.cheapest <= price <= good.dearest
        assert price % 100 in (0, 95)


def test_an_address_has_the_parts_of_a_national_address(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    for _ in DRAWS:
        address = faker.saudi_address()
        assert re.fullmatch(r"[A-Z]{4}\d{4}", address.short_code)
        assert address.short_code[4:] == address.building
        assert re.fullmatch(r"\d{5}", address.postal_code)
        assert re.fullmatch(r"\d{4}", address.additional)


def test_papers_have_their_official_shape(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    for _ in DRAWS:
        assert re.fullmatch(r"3\d{13}3", faker.saudi_vat_number())
        assert re.fullmatch(r"\d{10}", faker.saudi_commercial_registration())
        assert re.fullmatch(r"7\d{9}", faker.saudi_unified_number())


def test_ibans_have_right_check_digits_and_no_real_bank(corpus: Corpus) -> None:
    faker = saudi_faker(corpus, 7)

    for _ in DRAWS:
        iban = faker.saudi_iban()
        assert re.fullmatch(r"SA\d{2}99\d{18}", iban)
        assert int(f"{iban[4:]}2810{iban[2:4]}") % 97 == 1
