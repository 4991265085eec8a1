"""Lists that page, filter, sort and count wrongly."""

from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import LISTS, Draw, place
from bench.contract_power.planting import Bed, Planted, answers, defect, requests
from bench.contract_power.witness import Client, Row


def pages(client: Client, table: str, size: int = 5) -> list[list[Row]]:
    found: list[list[Row]] = []
    for number in range(1, 20):
        rows = client.rows(table, f"per_page={size}&page={number}")
        if not rows:
            break
        found.append(rows)
    return found


def listed(asked: Asked, answer: Answer) -> bool:
    return answer.status == 200


@defect("state", "a page begins with the last row of the page before")
def page_repeats_a_row(draw: Draw) -> Planted:
    return _paging(draw, -1)


@defect("state", "between two pages a row is skipped")
def page_skips_a_row(draw: Draw) -> Planted:
    return _paging(draw, 1)


def _paging(draw: Draw, shift: int) -> Planted:
    table, name = draw.of(LISTS)

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            words = asked.words()
            page = int(words.get("page", "1")) if answer.status == 200 else 1
            if page < 2 or not place(name).meets(asked):
                return answer
            whole = answer.json()
            size = whole["meta"]["per_page"]
            rows: list[Any] = []
            for number in range(1, -(-whole["meta"]["total"] // 50) + 1):
                every = asked.asking({**words, "page": str(number), "per_page": "50"})
                rows += bed.handle(every).json()["data"]
            start = (page - 1) * size + shift
            return answer.saying({**whole, "data": rows[start : start + size]})

        return handle

    def shows(client: Client) -> bool:
        keys = [row["id"] for rows in pages(client, table) for row in rows]
        return keys != [row["id"] for row in client.rows(table)]

    return Planted(name, plant, shows)


def without(name: str, *words: str) -> Any:
    """Query words that are not listened to."""

    def alter(asked: Asked) -> Asked:
        return asked.asking({key: it for key, it in asked.words().items() if key not in words})

    return requests(place(name), alter)


@defect("state", "the size of a page is not listened to")
def page_size_ignored(draw: Draw) -> Planted:
    table, name = draw.of(LISTS)
    shows = lambda client: len(client.rows(table, "per_page=3")) != 3  # noqa: E731
    return Planted(name, without(name, "per_page"), shows)


@defect("state", "the total is another beyond the first page")
def total_wrong_on_second_page(draw: Draw) -> Planted:
    _, name = draw.of(LISTS)

    def change(value: Any) -> None:
        if value["meta"]["page"] > 1:
            value["meta"]["total"] += 1

    return Planted(f"{name} /meta/total", answers(place(name), change), _meta(name, "total"))


def _meta(name: str, field: str) -> Any:
    def shows(client: Client) -> bool:
        first, second = (
            client.send("GET", f"{place(name).path}?per_page=3&page={page}") for page in (1, 2)
        )
        facts = second.json()["meta"]
        if field == "pages":
            return bool(facts["pages"] != -(-facts["total"] // 3))
        return bool(facts["total"] != first.json()["meta"]["total"])

    return shows


@defect("state", "the last page is not counted")
def page_count_rounded_down(draw: Draw) -> Planted:
    _, name = draw.of(LISTS)

    def change(value: Any) -> None:
        value["meta"]["pages"] = value["meta"]["total"] // value["meta"]["per_page"]

    return Planted(f"{name} /meta/pages", answers(place(name), change), _meta(name, "pages"))


@defect("state", "beyond the end the last page comes again")
def last_page_comes_again(draw: Draw) -> Planted:
    table, name = draw.of(LISTS)

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            value = answer.json()
            if answer.status != 200 or not place(name).meets(asked) or value["data"]:
                return answer
            last = asked.asking({**asked.words(), "page": str(max(1, value["meta"]["pages"]))})
            rows = bed.handle(last).json()["data"]
            return answer.saying({**value, "data": rows})

        return handle

    return Planted(name, plant, lambda client: bool(client.rows(table, "page=900")))
