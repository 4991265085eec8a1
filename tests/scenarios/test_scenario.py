from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from mock_server.scenarios.corpus import Corpus
from mock_server.scenarios.scenario import (
    ScenarioError,
    check_words,
    load_scenario,
    scenario_names,
)
from mock_server.scenarios.story import tell

Document = dict[str, Any]


def small() -> Document:
    """A good scenario with something of everything, to be spoilt."""
    return {
        "about": "A small shop.",
        "store": {
            "name": {"ar": "متجر", "en": "Store"},
            "domain": "shop.example",
            "email": "hello@shop.example",
            "mobile": "+966500000009",
            "city": "jeddah",
        },
        "products": 12,
        "customers": {"count": 8, "told": [person("amal", "1"), person("reem", "2")]},
        "coupons": [{"code": "WELCOME10", "percent": 10}],
        "told": [
            {
                "basket": "honey",
                "about": "One jar.",
                "steps": [
                    {"before": "PT3H", "verb": "open"},
                    {"before": "PT3H", "verb": "add", "product": "honey-samra", "quantity": 1},
                    {"before": "PT2H", "verb": "contact", "customer": "amal"},
                    {"before": "PT1H", "verb": "coupon", "code": "WELCOME10"},
                ],
            }
        ],
        "made": {
            "count": 6,
            "over": "P7D",
            "endings": {"left": {"login": 4}, "bought_at_once": 2},
        },
    }


def person(key: str, digit: str) -> Document:
    return {
        "key": key,
        "first_name": {"ar": "أمل", "en": "Amal"},
        "last_name": {"ar": "الغامدي", "en": "Al-Ghamdi"},
        "gender": "female",
        "city": "jeddah",
        "email": f"{key}@example.com",
        "mobile": f"+96655000000{digit}",
    }


def write(folder: Path, document: object) -> Path:
    text = document if isinstance(document, str) else yaml.safe_dump(document, allow_unicode=True)
    (folder / "small.yaml").write_text(text, "utf-8")
    return folder


def spoil(keys: str, value: object) -> Callable[[Document], None]:
    """Set what `keys` (`told.0.about`) lead to; None takes it away."""

    def change(document: Document) -> None:
        *way, last = [int(key) if key.isdigit() else key for key in keys.split(".")]
        here: Any = document
        for key in way:
            here = here[key]
        if value is None:
            del here[last]
        else:
            here[last] = value

    return change


def test_the_scenarios_that_come_with_us_are_good(scenarios: Path, corpus: Corpus) -> None:
    assert scenario_names(scenarios) == ["busy", "demo", "empty"]
    for name in scenario_names(scenarios):
        scenario = load_scenario(scenarios, name)
        check_words(scenario, corpus)
        assert scenario.name == name


def test_durations_are_read_as_spans(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, small()), "small")

    assert scenario.made is not None
    assert scenario.made.over == timedelta(days=7)
    assert scenario.told[0].steps[2].before == timedelta(hours=2)


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, small()), "small")

    assert (scenario.store.currency, scenario.store.tax_percent) == ("SAR", 15)
    assert scenario.coupons[0].valid_for == timedelta(days=90)


def test_records_of_one_platform_pass_through(tmp_path: Path) -> None:
    native = {"zid": {"location": [{"id": 1, "opened": "2026-01-01"}]}}

    scenario = load_scenario(write(tmp_path, small() | {"native": native}), "small")

    assert scenario.native == native


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (spoil("coupon", []), 'coupon: unknown key; did you mean "coupons"?'),
        (spoil("name", "other"), "name: unknown key; the name of a scenario is its file's"),
        (spoil("store.name.fr", "x"), "store.name.fr: unknown key; expected one of ar, en"),
        (
            spoil("made.endings.left.paiment_method", 1),
            'made.endings.left.paiment_method: unknown key; did you mean "payment_method"?',
        ),
        (
            spoil("told.0.steps.1.prodcut", "x"),
            'told[0].steps[1].prodcut: unknown key; did you mean "product"?',
        ),
        (
            spoil("told.0.steps.1.verb", "ad"),
            'told[0].steps[1].verb: unknown word "ad"; did you mean "add"?',
        ),
        (spoil("store.domain", None), "store.domain: missing, expected a value"),
        (spoil("products", "many"), 'products: expected a valid integer, got "many"'),
        (spoil("products", True), "products: expected a valid integer, got true"),
        (spoil("store.mobile", 966500000009), "store.mobile: expected a valid string, got 966500"),
        (spoil("store.name", "متجر"), 'store.name: expected the keys ar, en, got "متجر"'),
        (
            spoil("made.over", "3 weeks"),
            'made.over: expected an ISO 8601 duration such as PT3H or P21D, got "3 weeks"',
        ),
        (
            spoil("told.0.steps.0.before", 3),
            "told[0].steps[0].before: expected an ISO 8601 duration such as PT3H or P21D, got 3",
        ),
        (spoil("products", 0), "products: expected at least 1, got 0"),
        (spoil("store.tax_percent", 150), "store.tax_percent: expected at most 100, got 150"),
        (spoil("customers.count", 1), "customers.count: expected at least 2, got 1"),
        (
            spoil("customers.count", 6),
            "customers.count: expected 5 besides those told, one a cart, got 4",
        ),
        (
            spoil("customers.told.1.mobile", "+966550000001"),
            'customers.told: mobile: expected "+966550000001" once, found it 2 times',
        ),
        (
            spoil("customers.told.1.mobile", "0550000002"),
            "customers.told[1].mobile: expected +9665 and eight digits, 0 or 3-9 first",
        ),
        (spoil("coupons.0.amount", 500), "coupons[0]: expected percent or amount, one of the two"),
        (
            spoil("told.0.steps.3.code", "WELCOME"),
            'told[0].steps[3].code: unknown code "WELCOME"; did you mean "WELCOME10"?',
        ),
        (
            spoil("told.0.steps.2.customer", "amaal"),
            'told[0].steps[2].customer: unknown customer "amaal"; did you mean "amal"?',
        ),
        (
            spoil("told.0.steps.0.product", "honey-samra"),
            "told[0].steps[0].product: expected no product with open",
        ),
        (
            spoil("told.0.steps.1.product", None),
            "told[0].steps[1].product: missing, expected with add",
        ),
        (
            spoil("told.0.steps.2.before", "PT4H"),
            "told[0].steps[2]: expected a time after the add above it",
        ),
        (spoil("told.0.steps", []), "told[0].steps: expected at least open"),
        (spoil("made.over", "PT1H"), "made.over: expected P1D or more"),
        (
            spoil("made.endings", {}),
            "made.endings: expected shares of nought or more that are not all nought",
        ),
    ],
)
def test_a_bad_file_is_told_in_one_line(
    change: Callable[[Document], None], said: str, tmp_path: Path
) -> None:
    document = small()
    change(document)

    with pytest.raises(ScenarioError) as refused:
        load_scenario(write(tmp_path, document), "small")

    assert str(refused.value).startswith(f"small.yaml: {said}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["- a\n- b\n", "", "a: [1\nb: 2\n", "1999-01-01: x\n"])
def test_what_is_not_a_scenario_at_all_is_told_in_one_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"^small\.yaml: .*expected [^\n]*$"):
        load_scenario(write(tmp_path, text), "small")


def test_an_unknown_scenario_is_answered_with_a_near_one(scenarios: Path) -> None:
    with pytest.raises(ScenarioError, match=r'"dmeo"; did you mean "demo"\?$'):
        load_scenario(scenarios, "dmeo")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (spoil("store.city", "jedda"), 'store.city: unknown city "jedda"; did you mean "jeddah"?'),
        (
            spoil("customers.told.0.city", "riyad"),
            'customers.told[0].city: unknown city "riyad"; did you mean "riyadh"?',
        ),
        (
            spoil("told.0.steps.1.product", "honey-samraa"),
            'told[0].steps[1].product: unknown product "honey-samraa"; did you mean "honey-samra"?',
        ),
        (spoil("products", 999), "products: expected at most 53, got 999"),
    ],
)
def test_words_that_the_corpus_lacks_are_told_too(
    change: Callable[[Document], None], said: str, tmp_path: Path, corpus: Corpus
) -> None:
    document = small()
    change(document)
    scenario = load_scenario(write(tmp_path, document), "small")

    with pytest.raises(ScenarioError) as refused:
        check_words(scenario, corpus)

    assert str(refused.value) == f"small.yaml: {said}"


def test_goods_of_its_own_stand_beside_those_of_the_corpus(tmp_path: Path, corpus: Corpus) -> None:
    goods = [{"key": "kettle", "name": {"ar": "غلاية", "en": "Kettle"}, "price": 12900}]
    document = small() | {"goods": goods, "products": 0, "told": [], "made": None}
    del document["made"]

    story = tell(load_scenario(write(tmp_path, document), "small"), 1, corpus)

    assert [(each.key, each.number, each.price) for each in story.products] == [
        ("kettle", 10_001, 12900)
    ]


def test_goods_may_not_take_a_key_of_the_corpus(tmp_path: Path, corpus: Corpus) -> None:
    goods = [{"key": "honey-samra", "name": {"ar": "عسل", "en": "Honey"}, "price": 1}]
    scenario = load_scenario(write(tmp_path, small() | {"goods": goods}), "small")

    with pytest.raises(ScenarioError, match=r"goods\[0\]\.key: expected a key of its own"):
        check_words(scenario, corpus)
