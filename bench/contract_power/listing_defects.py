"""Lists that filter, sort and show the wrong rows."""

from itertools import pairwise
from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.paging_defects import listed
from bench.contract_power.places import LISTS, Draw, operations, place
from bench.contract_power.planting import Bed, Planted, answers, defect, heads, requests
from bench.contract_power.witness import Client, Row

SORTS = [
    (table, key)
    for table, name in LISTS.items()
    for parameter in operations()[name][1]["parameters"]
    if parameter.get("name") == "sort"
    for key in parameter["schema"]["enum"]
    if not key.startswith("-")
]
EQUALS = {
    ("customers", "group"): "vip",
    ("products", "status"): "active",
    ("orders", "status"): "paid",
    ("coupons", "active"): "true",
}


@defect("state", "a filter is not listened to")
def filter_ignored(draw: Draw) -> Planted:
    (table, word), value = draw.choice(sorted(EQUALS.items()))
    name = LISTS[table]

    def shows(client: Client) -> bool:
        total = len(client.rows(table, "per_page=50"))
        return len(client.rows(table, f"{word}={value}&per_page=50")) == total

    def plant(bed: Bed) -> Handle:
        fits, rows = bed.shop.fits, bed.shop.trade.records.tables[table]
        bed.shop.fits = (  # type: ignore[method-assign]
            lambda row, name, value: (name == word and row["id"] in rows) or fits(row, name, value)
        )
        return bed.handle

    return Planted(f"{name} ?{word}", plant, shows)


@defect("state", "a filter leaves out one that matches")
def filter_leaves_out_a_match(draw: Draw) -> Planted:
    table, word = draw.choice(sorted(EQUALS))

    def plant(bed: Bed) -> Handle:
        fits, rows = bed.shop.fits, bed.shop.trade.records.tables[table]
        left_out = [row["id"] for row in rows.values() if fits(row, word, row[word])][7]

        def loose(row: Row, name: str, wanted: Any) -> bool:
            return fits(row, name, wanted) and not (name == word and row["id"] == left_out)

        bed.shop.fits = loose  # type: ignore[method-assign, assignment]
        return bed.handle

    def shows(client: Client) -> bool:
        every = client.rows(table)
        values = {str(row[word]).lower() for row in every}
        return sum(len(client.rows(table, f"{word}={it}&per_page=50")) for it in values) != len(
            every
        )

    return Planted(f"{LISTS[table]} ?{word}", plant, shows)


@defect("state", "a filter from or to an amount leaves out the amount itself")
def boundary_left_out(draw: Draw) -> Planted:
    table, word = draw.choice(
        [("products", "min_price"), ("products", "max_price"), ("carts", "min_total")]
    )

    def plant(bed: Bed) -> Handle:
        fits = bed.shop.fits

        def strict(row: Row, name: str, wanted: Any) -> bool:
            return fits(row, name, wanted) and not (name == word and row[name[4:]] == wanted)

        bed.shop.fits = strict  # type: ignore[method-assign, assignment]
        return bed.handle

    def shows(client: Client) -> bool:
        first = client.rows(table)[0]
        found = client.rows(table, f"per_page=50&{word}={first[word[4:]]}")
        return first["id"] not in [row["id"] for row in found]

    return Planted(f"{LISTS[table]} ?{word}", plant, shows)


@defect("state", "two filters together are taken as either")
def second_filter_ignored(draw: Draw) -> Planted:
    def alter(asked: Asked) -> Asked:
        words = asked.words()
        if "status" in words and ("min_price" in words or "max_price" in words):
            words = {key: it for key, it in words.items() if "_price" not in key}
        return asked.asking(words)

    def shows(client: Client) -> bool:
        found = client.rows("products", "status=active&min_price=30000&per_page=50")
        return any(row["price"] < 30000 for row in found)

    return Planted("listProducts ?status&min_price", requests(place("listProducts"), alter), shows)


def _sorting(where: tuple[str, str], broken: Any) -> Planted:
    """`broken(rows, key, falling)` gives the rows in the wrong order."""
    table, key = where

    def plant(bed: Bed) -> Handle:
        right = bed.shop.in_order

        def in_order(rows: list[Row], sort: str | None) -> list[Row]:
            if (sort or "").lstrip("-") != key or (rows and key not in rows[0]):
                return right(rows, sort)
            return list(broken(rows, key, (sort or "").startswith("-")))

        bed.shop.in_order = in_order  # type: ignore[method-assign]
        return bed.handle

    def shows(client: Client) -> bool:
        both = [client.rows(table, f"sort={sign}{key}&per_page=50") for sign in ("", "-")]
        rising, falling = ([row[key] for row in rows] for rows in both)
        right = all(a <= b for a, b in pairwise(rising))
        return not (right and all(a >= b for a, b in pairwise(falling)))

    return Planted(f"{LISTS[table]} ?sort={key}", plant, shows)


@defect("state", "a sort is not listened to")
def sort_ignored(draw: Draw) -> Planted:
    choices = [it for it in SORTS if it[1] not in ("created_at", "abandoned_at")]
    return _sorting(draw.choice(choices), lambda rows, key, falling: rows)


@defect("state", "falling is sorted as rising")
def falling_sorted_as_rising(draw: Draw) -> Planted:
    return _sorting(
        draw.choice(SORTS), lambda rows, key, falling: sorted(rows, key=lambda row: row[key])
    )


@defect("state", "the two greatest of a sort change places")
def sort_fails_at_its_end(draw: Draw) -> Planted:
    def broken(rows: list[Row], key: str, falling: bool) -> list[Row]:
        ordered = sorted(rows, key=lambda row: row[key], reverse=falling)
        least = ordered[0][key]
        other = next((n for n, row in enumerate(ordered) if row[key] != least), 0)
        ordered[0], ordered[other] = ordered[other], ordered[0]
        return ordered

    return _sorting(draw.choice(SORTS), broken)


@defect("state", "a sort holds on each page alone")
def sort_holds_on_each_page_alone(draw: Draw) -> Planted:
    table, key = draw.choice(SORTS)
    name = LISTS[table]

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            words = asked.words()
            sort = words.pop("sort", "")
            if not place(name).meets(asked) or sort.lstrip("-") != key:
                return bed.handle(asked)
            answer = bed.handle(asked.asking({**words, "sort": key}))
            value = answer.json()
            if answer.status == 200 and sort.startswith("-"):
                value["data"].reverse()
                return answer.saying(value)
            return answer

        return handle

    def shows(client: Client) -> bool:
        query = f"sort=-{key}&per_page=5"
        seen = [row[key] for page in (1, 2) for row in client.rows(table, f"{query}&page={page}")]
        return any(a < b for a, b in pairwise(seen))

    return Planted(f"{name} ?sort=-{key}", plant, shows)


@defect("state", "what was created is not in the list")
def created_not_listed(draw: Draw) -> Planted:
    table, name = draw.of({key: LISTS[key] for key in ("customers", "products", "coupons")})

    def plant(bed: Bed) -> Handle:
        known = set(bed.shop.trade.records.tables[table])

        def alter(asked: Asked, answer: Answer) -> Answer:
            value = answer.json()
            kept = [row for row in value["data"] if row["id"] in known]
            return answer.saying({**value, "data": kept})

        return heads(place(name), alter, listed)(bed)

    def shows(client: Client) -> bool:
        key = client.make(table)["id"]
        return key not in [row["id"] for row in client.rows(table)]

    return Planted(name, plant, shows)


@defect("state", "the total stays what it was")
def total_never_changes(draw: Draw) -> Planted:
    table, name = draw.of({key: LISTS[key] for key in ("customers", "products", "coupons")})

    def plant(bed: Bed) -> Handle:
        size = len(bed.shop.trade.records.tables[table])

        def alter(asked: Asked, answer: Answer) -> Answer:
            if not set(asked.words()) <= {"page", "per_page", "sort"}:
                return answer
            value = answer.json()
            value["meta"]["total"] = size
            value["meta"]["pages"] = -(-size // value["meta"]["per_page"])
            return answer.saying(value).bearing("X-Total-Count", str(size))

        return heads(place(name), alter, listed)(bed)

    def shows(client: Client) -> bool:
        before = client.send("GET", f"/{table}").json()["meta"]["total"]
        client.make(table)
        return bool(client.send("GET", f"/{table}").json()["meta"]["total"] == before)

    return Planted(f"{name} /meta/total", plant, shows)


@defect("state", "a row of the list is not as its detail")
def row_differs_from_detail(draw: Draw) -> Planted:
    table, field = draw.choice(
        [
            ("customers", "name"),
            ("products", "stock"),
            ("orders", "note"),
            ("carts", "checkout_url"),
        ]
    )

    def change(value: Any) -> None:
        row = value["data"][-1]
        row[field] = row[field] + 1 if table == "products" else f"{row[field]}."[-60:]

    def shows(client: Client) -> bool:
        row = client.rows(table)[-1]
        return bool(client.read(table, row["id"]).json()[field] != row[field])

    return Planted(f"{LISTS[table]} /data/-1/{field}", answers(place(LISTS[table]), change), shows)
