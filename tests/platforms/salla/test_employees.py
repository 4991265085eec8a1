"""Who works in the store."""

from tests.helpers import call, make_shop


def test_employees_are_listed_page_by_page_in_the_language_asked_for() -> None:
    shop = make_shop("salla")

    english = call(shop, "listEmployees", query={"per_page": 2})[1]
    arabic = call(shop, "listEmployees", language="ar")[1]

    assert [each["role"] for each in english["data"]] == ["user", "team"]
    assert english["pagination"]["total"] == len(arabic["data"])
    assert (english["data"][0]["name"], arabic["data"][0]["name"]) == (
        "Ahmed Al-Omari",
        "أحمد العمري",
    )
