"""A store's currencies, languages, words, domain, addresses, parts and apps."""

from typing import Any

import pytest

from mock_server.auth.apps import app_number
from mock_server.commerce.sheets import write_csv
from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from mock_server.platforms.salla.auth import OAUTH
from tests.helpers import call, make_shop

from .goods import HONEY_ID, ask, names, product, refusal

DEMO = app_number(OAUTH.client_id)


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def by(rows: list[dict[str, Any]], name: str, shown: str) -> dict[str, Any]:
    return {each[name]: each[shown] for each in rows}


def test_currencies_are_chosen_and_the_others_stay(shop: Shop) -> None:
    sent = {"currencies": [{"code": "AED"}, {"code": "USD", "status": False}]}

    chosen = ask(shop, "activateCurrencies", sent)

    assert by(chosen, "code", "status") == {"SAR": "enabled", "AED": "enabled", "USD": "disabled"}
    assert ask(shop, "listCurrencies") == chosen
    assert "KWD" in by(ask(shop, "listAvailableCurrencies"), "currency_code", "id")


@pytest.mark.parametrize("sent", [{"code": "XXX"}, {"code": "SAR", "status": False}])
def test_only_known_currencies_are_chosen_and_the_own_one_stays(
    shop: Shop, sent: dict[str, Any]
) -> None:
    refused = refusal(shop, "activateCurrencies", {"currencies": [sent]})

    assert next(iter(refused["fields"])).startswith("currencies.0")


def test_languages_are_added_ordered_and_disabled(shop: Shop) -> None:
    ask(shop, "addLanguage", {"locales": [{"iso_code": "fr", "sort_order": "0"}]})

    changed = ask(shop, "updateLanguage", {"status": False}, locale="en")

    assert by(changed, "iso_code", "status") == {"fr": "enabled", "ar": "enabled", "en": "disabled"}
    assert [each["iso_code"] for each in ask(shop, "listLanguages")] == ["fr", "ar", "en"]
    refused = refusal(shop, "addLanguage", {"locales": [{"iso_code": "xx"}]})
    assert list(refused["fields"]) == ["locales.0.iso_code"]
    assert list(refusal(shop, "updateLanguage", {"status": False}, locale="ar")["fields"])
    assert refusal(shop, "updateLanguage", {"status": False}, locale="de")["code"] == 404


def test_words_for_search_engines_change_one_by_one(shop: Shop) -> None:
    before = ask(shop, "listSEOSettings")

    changed = ask(shop, "updateSEOSettings", {"title": "Honey", "refersh_sitemap": True})

    assert changed == {**before, "title": "Honey", "refersh_sitemap": "2026-03-01 15:00:00"}
    assert ask(shop, "listSEOSettings") == changed


def test_dns_records_are_made_listed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createDNSRecord", {"type": "TXT", "name": "promo", "value": "eid"})

    assert made in ask(shop, "listDNSRecords")
    assert ask(shop, "deleteDNSRecord", dns_id=made["id"])["code"] == 200
    assert refusal(shop, "deleteDNSRecord", dns_id=made["id"])["code"] == 404


@pytest.mark.parametrize(
    ("kind", "name", "value", "wrong"),
    [
        ("A", "shop", "::1", "value"),
        ("AAAA", "shop", "203.0.113.9", "value"),
        ("MX", "shop", "mail.example", "priority"),
        ("CNAME", "@", "other.example", "name"),
        ("A", "@", "203.0.113.10", "value"),
    ],
)
def test_a_dns_record_says_what_its_type_can(
    shop: Shop, kind: str, name: str, value: str, wrong: str
) -> None:
    sent = {"type": kind, "name": name, "value": value}

    assert list(refusal(shop, "createDNSRecord", sent)["fields"]) == [wrong]


def test_addresses_come_from_a_sheet_all_or_none(shop: Shop) -> None:
    good = {"type": "product", "id": HONEY_ID, "url": "samra"}
    columns = ("type", "id", "url")

    def sent(*rows: dict[str, Any]) -> dict[str, Any]:
        return {"file": Upload("urls.csv", "text/csv", write_csv(columns, rows))}

    assert list(refusal(shop, "importCustomURLs", sent(good, {**good, "id": 5}))["fields"]) == [
        "file"
    ]
    assert product(shop, HONEY_ID)["metadata"]["url"] is None
    ask(shop, "importCustomURLs", sent(good))
    assert product(shop, HONEY_ID)["metadata"]["url"] == "samra"


def test_a_store_tells_about_itself(shop: Shop) -> None:
    store = ask(shop, "storeInformation")
    user = ask(shop, "userInformationDetails")["merchant"]

    assert (store["id"], store["licenses"]["tax_number"]) == (user["id"], user["tax_number"])
    assert (store["name"], store["currency"]) == ("Al Waha Store", "SAR")


def test_a_store_has_parts(shop: Shop) -> None:
    parts = ask(shop, "listStoreScopes")

    assert [each["is_default"] for each in parts] == [True, False]
    assert ask(shop, "storeScopeDetails", scope=parts[1]["id"]) == parts[1]
    assert refusal(shop, "storeScopeDetails", scope=5)["code"] == 404


def test_an_app_is_told_what_was_set_in_it(shop: Shop) -> None:
    _, answer = call(shop, "appSettingDetails", {"app_id": str(DEMO)})
    ask(shop, "updateAppSettings", {"greeting": "Hi"}, app_id=DEMO)

    after = ask(shop, "updateAppSettings", {"colour": "red"}, app_id=DEMO)

    assert answer["data"]["settings"] == {}
    assert after["settings"] == {"greeting": "Hi", "colour": "red"}
    assert names(shop) == ["app.settings.updated"] * 2
    assert refusal(shop, "appSettingDetails", app_id=5)["code"] == 404
