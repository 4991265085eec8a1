"""Our own word lists, read from `fixtures/corpus` into values."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mock_server.commerce.vocabulary import City, Product, Text

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A city and what its addresses are made of; `weight` is its share of the shoppers."""

    city: City
    weight: int
    postal: str
    registration: str
    districts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Good:
    """A product of the catalogue before it has a price; both bounds in halalas, tax included."""

    key: str
    number: int
    name: Text
    category: Text
    sku: str
    cheapest: int
    dearest: int
    weight: float
    kind: str

    def priced(self, price: int) -> Product:
        return Product(
            self.key,
            self.number,
            self.name,
            self.category,
            self.sku,
            price,
            self.weight,
            self.kind,
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """All words a story is made of. `goods` go round the categories: any first few are varied."""

    email_domain: str
    female: tuple[Text, ...]
    male: tuple[Text, ...]
    families: tuple[Text, ...]
    places: tuple[Place, ...]
    streets: tuple[Text, ...]
    goods: tuple[Good, ...]

    def cities(self) -> dict[str, City]:
        return {place.city.key: place.city for place in self.places}


def load_corpus(folder: Path) -> Corpus:
    """Read `people.yaml`, `places.yaml` and `catalogue.yaml` of `folder`.

    The lists are ours, so a mistake in them is a KeyError or FileNotFoundError, not advice.
    """
    people, places, catalogue = (
        yaml.load((folder / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
        for name in ("people", "places", "catalogue")
    )
    return Corpus(
        email_domain=people["email_domain"],
        female=_texts(people["female"]),
        male=_texts(people["male"]),
        families=_texts(people["families"]),
        places=_places(places),
        streets=_texts(places["streets"]),
        goods=_goods(catalogue),
    )


def _text(pair: Document) -> Text:
    return Text(ar=pair["ar"], en=pair["en"])


def _texts(pairs: list[Document]) -> tuple[Text, ...]:
    return tuple(_text(pair) for pair in pairs)


def _places(document: Document) -> tuple[Place, ...]:
    regions = {key: _text(pair) for key, pair in document["regions"].items()}
    districts = {key: _texts(pairs) for key, pairs in document["districts"].items()}
    return tuple(
        Place(
            City(row["key"], row["number"], _text(row), regions[row["region"]], row["priority"]),
            row["weight"],
            row["postal"],
            row["registration"],
            districts.get(row["key"], districts["others"]),
        )
        for row in document["cities"]
    )


def _goods(document: Document) -> tuple[Good, ...]:
    categories = {key: _text(pair) for key, pair in document["categories"].items()}
    order = {key: at for at, key in enumerate(categories)}
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, int, Good]] = []
    for row in document["products"]:
        cheapest, dearest = row["price"]
        good = Good(
            row["key"],
            row["number"],
            _text(row),
            categories[row["category"]],
            row["sku"],
            cheapest,
            dearest,
            row["weight"],
            row.get("kind", "physical"),
        )
        ranked.append((seen[row["category"]], order[row["category"]], good))
        seen[row["category"]] += 1
    return tuple(good for _, _, good in sorted(ranked, key=lambda each: each[:2]))
