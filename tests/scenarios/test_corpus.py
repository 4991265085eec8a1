from collections import Counter
from collections.abc import Iterable

from mock_server.commerce.vocabulary import Text
from mock_server.scenarios.corpus import Corpus


def doubles(words: Iterable[object]) -> list[object]:
    return [word for word, times in Counter(words).items() if times > 1]


def is_arabic(words: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in words)


def test_keys_numbers_and_skus_are_given_once(corpus: Corpus) -> None:
    cities = [place.city for place in corpus.places]

    assert doubles(city.key for city in cities) == []
    assert doubles(city.number for city in cities) == []
    assert doubles(good.key for good in corpus.goods) == []
    assert doubles(good.number for good in corpus.goods) == []
    assert doubles(good.sku for good in corpus.goods) == []


def test_no_name_stands_in_a_list_twice(corpus: Corpus) -> None:
    for names in (corpus.female, corpus.male, corpus.families, corpus.streets):
        assert doubles(name.en for name in names) == []
        assert doubles(name.ar for name in names) == []
    assert doubles(good.name.en for good in corpus.goods) == []
    assert doubles(good.name.ar for good in corpus.goods) == []


def test_there_are_names_cities_and_products_enough(corpus: Corpus) -> None:
    assert min(len(corpus.female), len(corpus.male), len(corpus.families)) >= 60
    assert len(corpus.places) >= 40
    assert len(corpus.goods) >= 48
    assert len({place.city.region for place in corpus.places}) == 13


def test_every_word_is_arabic_and_english(corpus: Corpus) -> None:
    words: list[Text] = [*corpus.female, *corpus.male, *corpus.families, *corpus.streets]
    words += [text for place in corpus.places for text in (place.city.name, place.city.region)]
    words += [text for place in corpus.places for text in place.districts]
    words += [text for good in corpus.goods for text in (good.name, good.category)]

    for text in words:
        assert is_arabic(text.ar)
        assert not is_arabic(text.en)


def test_jeddah_and_the_honey_are_as_documented(corpus: Corpus) -> None:
    jeddah = corpus.cities()["jeddah"]
    honey = corpus.goods[0]

    assert (jeddah.number, jeddah.priority) == (71, 9)
    assert (honey.name.en, honey.sku) == ("AlSamra honey", "HJRMR0500R")
    assert (honey.cheapest, honey.dearest) == (23900, 23900)


def test_ranges_of_price_and_weight_can_be(corpus: Corpus) -> None:
    for good in corpus.goods:
        assert 0 < good.cheapest <= good.dearest
        assert (good.weight == 0) == (good.kind == "digital")


def test_the_first_products_are_of_different_categories(corpus: Corpus) -> None:
    categories = {good.category for good in corpus.goods}

    first = [good.category for good in corpus.goods[: len(categories)]]

    assert len(set(first)) == len(categories)
