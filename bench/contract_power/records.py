"""What the shop keeps, and what it began with: people, goods, orders, coupons and carts."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]
NAMES = [
    "Sara",
    "Fahad",
    "Noura",
    "Khalid",
    "Reem",
    "Omar",
    "Lama",
    "Yousef",
    "Huda",
    "Majed",
    "Dana",
    "Tariq",
    "Maha",
]
FAMILIES = [
    "Al-Harbi",
    "Al-Otaibi",
    "Al-Qahtani",
    "Al-Ghamdi",
    "Al-Zahrani",
    "Al-Shehri",
    "Al-Dosari",
]
GOODS = [
    "Honey",
    "Coffee",
    "Dates",
    "Saffron",
    "Oud",
    "Prayer-mat",
    "Cardamom",
    "Incense",
    "Basket",
    "Lantern",
    "Tea",
]
CITIES = ("Riyadh", "Jeddah", "Dammam", "Abha", "الطائف")
COUNTRIES = ("SA", "AE", "KW", "BH", "QA", "OM")
GROUPS = ("regular", "vip", "wholesale")


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def name_of(prefix: str, number: int) -> str:
    """An id that says nothing of its order."""
    digest = hashlib.blake2s(f"{prefix}{number}".encode(), digest_size=6).hexdigest()
    return f"{prefix}_{digest}"


def address(number: int) -> Row:
    return {
        "line": f"{10 + number} King Fahd Road",
        "city": CITIES[number % len(CITIES)],
        "country": COUNTRIES[number % len(COUNTRIES)],
        "postal_code": f"{11000 + 7 * number}" if number % 2 else None,
    }


class Records:
    """Tables of rows by id, in order of creation."""

    def __init__(self, now: datetime) -> None:
        self.tables: dict[str, dict[Any, Row]] = {
            name: {} for name in ("customers", "products", "orders", "coupons", "carts")
        }
        self.remembered: dict[str, tuple[bytes, Row]] = {}
        self._taken = dict.fromkeys(self.tables, 0)
        self.began = now - timedelta(days=90)

    def next_id(self, table: str, prefix: str) -> Any:
        self._taken[table] += 1
        number = self._taken[table]
        return name_of(prefix, number) if prefix else 100 + number

    def keep(self, table: str, row: Row) -> Row:
        self.tables[table][row["id"]] = row
        return row

    def rows(self, table: str) -> list[Row]:
        return list(self.tables[table].values())

    def fill(self) -> None:
        """The shop's first ninety days, but for what has prices to add up."""
        for number in range(23):
            self.keep("customers", self._customer(number))
        for number in range(31):
            self.keep("products", self._product(number))
        for number in range(13):
            self.keep("coupons", self._coupon(number))

    def _dates(self, number: int) -> Row:
        created = self.began + timedelta(hours=5 * number, minutes=11)
        return {
            "created_at": moment(created),
            "updated_at": moment(created + timedelta(hours=number)),
        }

    def _customer(self, number: int) -> Row:
        first, last = NAMES[number % 13], FAMILIES[number % 7]
        return {
            "id": self.next_id("customers", "cus"),
            "name": f"{first} {last}",
            "email": f"{first.lower()}.{number}@example.com",
            "phone": f"+9665{10000000 + 7919 * number}" if number % 4 else None,
            "birthday": f"{1970 + number}-0{1 + number % 9}-1{number % 10}" if number % 3 else None,
            "group": GROUPS[number % 3],
            "marketing": number % 2 == 0,
            "address": address(number) if number % 5 else None,
            "tags": [f"tag-{number % 4}", "loyal"][: number % 3],
            **self._dates(number),
        }

    def _product(self, number: int) -> Row:
        images = [
            {
                "url": f"https://img.corner.example/{number}/{each}.jpg",
                "alt": "Front" if each else None,
            }
            for each in range(number % 4)
        ]
        return {
            "id": self.next_id("products", ""),
            "name": f"{GOODS[number % 11]} {1 + number // 11}",
            "sku": f"{GOODS[number % 11][:3].upper()}-{1000 + number}",
            "description": f"The {number + 1}. of our goods" if number % 3 else None,
            "price": 1500 + (number * 7919) % 60000,
            "currency": "SAR",
            "stock": (number * 13) % 80,
            "status": ("active", "draft", "archived")[number % 3],
            "weight_kg": round(0.25 * (1 + number), 2) if number % 2 else None,
            "images": images,
            **self._dates(number),
        }

    def _coupon(self, number: int) -> Row:
        return {
            "id": self.next_id("coupons", "cou"),
            "code": f"SAVE{(7 * number) % 13:02d}{number}",
            "percent": 5 + 3 * number,
            "max_discount": 4000 + 500 * number if number % 3 else None,
            "active": number % 4 != 0,
            "ends_on": f"2031-0{1 + number % 9}-15" if number % 2 else None,
            "created_at": self._dates(number)["created_at"],
        }
