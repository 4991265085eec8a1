"""Countries and their money, as Salla's merchants choose among them."""

from dataclasses import dataclass

from mock_server.engine.text import Text


@dataclass(frozen=True, slots=True)
class Country:
    """A country; `symbol` is the sign of its currency."""

    name: Text
    code: str
    currency: str
    currency_name: Text
    symbol: str


COUNTRIES = (
    Country(
        Text("السعودية", "Saudi Arabia"), "SA", "SAR", Text("ريال سعودي", "Saudi riyal"), "ر.س"
    ),
    Country(
        Text("الإمارات", "United Arab Emirates"),
        "AE",
        "AED",
        Text("درهم إماراتي", "Emirati dirham"),
        "د.إ",
    ),
    Country(Text("الكويت", "Kuwait"), "KW", "KWD", Text("دينار كويتي", "Kuwaiti dinar"), "د.ك"),
    Country(Text("البحرين", "Bahrain"), "BH", "BHD", Text("دينار بحريني", "Bahraini dinar"), "د.ب"),
    Country(Text("قطر", "Qatar"), "QA", "QAR", Text("ريال قطري", "Qatari riyal"), "ر.ق"),
    Country(Text("عمان", "Oman"), "OM", "OMR", Text("ريال عماني", "Omani rial"), "ر.ع"),
    Country(Text("الأردن", "Jordan"), "JO", "JOD", Text("دينار أردني", "Jordanian dinar"), "د.أ"),
    Country(Text("مصر", "Egypt"), "EG", "EGP", Text("جنيه مصري", "Egyptian pound"), "ج.م"),
    Country(
        Text("الولايات المتحدة", "United States"), "US", "USD", Text("دولار", "US dollar"), "$"
    ),
    Country(Text("ألمانيا", "Germany"), "DE", "EUR", Text("يورو", "Euro"), "€"),
    Country(
        Text("المملكة المتحدة", "United Kingdom"),
        "GB",
        "GBP",
        Text("جنيه إسترليني", "Pound sterling"),
        "£",
    ),
)
"""The first is the store's own; the number of a country is its place, from 1."""


def country(number: int) -> Country | None:
    """The country of a number, if there is one."""
    return COUNTRIES[number - 1] if 0 < number <= len(COUNTRIES) else None
