"""Our Saudi people, places and papers as a Faker provider."""

from faker import Faker
from faker.providers import BaseProvider

from mock_server.scenarios.corpus import Corpus
from mock_server.scenarios.saudi import Saudi


class SaudiProvider(Saudi, BaseProvider):
    """`faker.add_provider(SaudiProvider(faker, corpus))` adds the `saudi_...` methods.

    They draw from the generator's own `random`, so `seed_instance` decides them, and from our
    word lists alone, so no release of Faker changes them. Shapes and units: see `Saudi`.
    """


def saudi_faker(corpus: Corpus, seed: int) -> Faker:
    """A Faker of its own seed that also speaks Saudi."""
    faker = Faker("en_US")
    faker.seed_instance(seed)
    faker.add_provider(SaudiProvider(faker["en_US"], corpus))
    return faker
