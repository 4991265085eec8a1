"""Statuses and headers that are not the document's."""

from dataclasses import replace
from typing import Any

from bench.contract_power.exchange import Answer, Asked
from bench.contract_power.places import (
    CREATES,
    DELETES,
    DETAILS,
    LISTS,
    UPDATES,
    Draw,
    operations,
    place,
)
from bench.contract_power.planting import Planted, Shows, answers, defect, heads
from bench.contract_power.witness import Client, conforms

READS = sorted([*LISTS.values(), *DETAILS.values()])
ITEMS = sorted([*DETAILS.values(), *UPDATES.values(), *DELETES.values(), "cancelOrder"])


def with_status(status: int) -> Any:
    return lambda asked, answer: answer.status == status


def unknown(client: Client, name: str) -> Answer:
    return client.call(name, 99999 if "roduct" in name else "nothing-here")


def _status(name: str, was: int, now: int, shows: Shows) -> Planted:
    return Planted(
        f"{name} {now} for {was}",
        heads(place(name), lambda asked, it: replace(it, status=now), with_status(was)),
        shows,
    )


@defect("status", "200 where the document says 201")
def ok_for_created(draw: Draw) -> Planted:
    _, name = draw.of(CREATES)
    return _status(name, 201, 200, lambda client: client.call(name).status == 200)


@defect("status", "200 and an empty body where the document says 204")
def ok_for_deleted(draw: Draw) -> Planted:
    _, name = draw.of(DELETES)
    return _status(name, 204, 200, lambda client: client.call(name).status == 200)


@defect("status", "201 where the document says 200")
def created_for_changed(draw: Draw) -> Planted:
    name = draw.choice(sorted([*UPDATES.values(), "cancelOrder"]))
    return _status(name, 200, 201, lambda client: client.call(name).status == 201)


@defect("status", "another media type than the document's")
def media_type_of_web_pages(draw: Draw) -> Planted:
    name = draw.choice(READS)
    return Planted(
        name,
        heads(place(name), lambda asked, it: it.bearing("Content-Type", "text/html")),
        lambda client: client.call(name).header("content-type") == "text/html",
    )


@defect("status", "405 without Allow")
def no_allow(draw: Draw) -> Planted:
    path = place(draw.choice(READS)).path
    return Planted(
        path,
        _on_path(path, lambda asked, it: it.without("Allow")),
        lambda client: _undeclared(client, path).header("allow") is None,
    )


@defect("status", "Allow tells of methods that there are not")
def allow_tells_too_much(draw: Draw) -> Planted:
    path = place(draw.choice(READS)).path
    every = "GET, POST, PUT, PATCH, DELETE"
    return Planted(
        path,
        _on_path(path, lambda asked, it: it.bearing("Allow", every)),
        lambda client: _undeclared(client, path).header("allow") == every,
    )


@defect("status", "an undeclared method is answered as a read")
def undeclared_method_answered(draw: Draw) -> Planted:
    path = place(draw.choice(READS)).path

    def shows(client: Client) -> bool:
        return _undeclared(client, path).status == 200

    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer.without("Allow"), status=200)

    return Planted(path, _on_path(path, alter), shows)


def _on_path(path: str, alter: Any) -> Any:
    declared = next(it for it, _ in operations().values() if it.path == path)
    return heads(
        None,
        alter,
        lambda asked, it: (
            it.status == 405 and declared.meets(replace(asked, method=declared.method))
        ),
    )


def _undeclared(client: Client, path: str) -> Answer:
    return client.send(
        "TRACE", path.replace("{product_id}", "101").replace("{", "").replace("}", "")
    )


@defect("status", "a list does not tell its total in the header")
def no_total_header(draw: Draw) -> Planted:
    return _without(draw.of(LISTS)[1], "X-Total-Count")


@defect("status", "a header of the budget is missing")
def no_budget_header(draw: Draw) -> Planted:
    header = draw.choice(["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"])
    return _without(draw.choice(sorted(operations())), header)


@defect("status", "no Location after a create")
def no_location(draw: Draw) -> Planted:
    name = draw.choice(["createCustomer", "createProduct", "createOrder"])
    return _without(name, "Location")


@defect("status", "no ETag")
def no_etag(draw: Draw) -> Planted:
    return _without("getProduct", "ETag")


def _without(name: str, header: str) -> Planted:
    return Planted(
        f"{name} {header}",
        heads(place(name), lambda asked, it: it.without(header)),
        lambda client: client.call(name).header(header) is None,
    )


@defect("status", "the total in the header is not the total in the body, beyond the first page")
def total_header_differs(draw: Draw) -> Planted:
    _, name = draw.of(LISTS)

    def alter(asked: Asked, answer: Answer) -> Answer:
        if asked.words().get("page", "1") == "1":
            return answer
        return answer.bearing("X-Total-Count", str(len(answer.json()["data"])))

    def shows(client: Client) -> bool:
        answer = client.send("GET", f"{place(name).path}?page=2&per_page=3")
        return answer.header("X-Total-Count") != str(answer.json()["meta"]["total"])

    return Planted(name, heads(place(name), alter), shows)


@defect("status", "more requests left than allowed")
def more_left_than_allowed(draw: Draw) -> Planted:
    return _header(draw.choice(READS), "X-RateLimit-Remaining", "100001")


@defect("status", "a budget that is no number")
def budget_as_word(draw: Draw) -> Planted:
    return _header(draw.choice(READS), "X-RateLimit-Limit", "unlimited")


@defect("status", "the budget is renewed in the past")
def reset_in_the_past(draw: Draw) -> Planted:
    return _header(draw.choice(READS), "X-RateLimit-Reset", "-60")


def _header(name: str, header: str, value: str) -> Planted:
    return Planted(
        f"{name} {header}",
        heads(place(name), lambda asked, it: it.bearing(header, value)),
        lambda client: client.call(name).header(header) == value,
    )


@defect("status", "Location leads nowhere")
def location_leads_nowhere(draw: Draw) -> Planted:
    name = draw.choice(["createCustomer", "createProduct", "createOrder"])

    def alter(asked: Asked, answer: Answer) -> Answer:
        return answer.bearing("Location", (answer.header("Location") or "") + "0")

    def shows(client: Client) -> bool:
        location = client.call(name).header("Location") or ""
        return client.send("GET", location.removeprefix("/v1")).status == 404

    return Planted(name, heads(place(name), alter), shows)


@defect("status", "200 and null for what there is not")
def null_for_not_found(draw: Draw) -> Planted:
    name = draw.choice(sorted(DETAILS.values()))
    return Planted(
        name,
        heads(
            place(name),
            lambda asked, it: replace(it, status=200, body=b"null"),
            with_status(404),
        ),
        lambda client: unknown(client, name).status == 200,
    )


@defect("status", "500 for what there is not")
def crash_for_not_found(draw: Draw) -> Planted:
    name = draw.choice(ITEMS)
    return _status(name, 404, 500, lambda client: unknown(client, name).status == 500)


@defect("status", "a status that the document does not have for what there is not")
def undocumented_status(draw: Draw) -> Planted:
    name = draw.choice(ITEMS)
    return _status(name, 404, 410, lambda client: unknown(client, name).status == 410)


@defect("status", "an error as a web page")
def error_as_web_page(draw: Draw) -> Planted:
    name = draw.choice(ITEMS)

    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=b"<h1>Not here</h1>").bearing("Content-Type", "text/html")

    return Planted(
        name,
        heads(place(name), alter, with_status(404)),
        lambda client: unknown(client, name).json() is None,
    )


@defect("status", "an error without one of its fields")
def error_lacks_field(draw: Draw) -> Planted:
    name = draw.choice(sorted(CREATES.values()))

    def change(value: Any) -> None:
        del value["request_id"]

    return Planted(
        f"{name} 422 /request_id",
        answers(place(name), change, with_status(422)),
        lambda client: not conforms(name, client.call(name, body={})),
    )


@defect("status", "the body is refused with 500")
def crash_for_invalid(draw: Draw) -> Planted:
    _, name = draw.of(UPDATES)
    return _status(
        name, 422, 500, lambda client: client.call(name, body={"unheard": 1}).status == 500
    )


@defect("status", "a header comes twice, with two values")
def header_comes_twice(draw: Draw) -> Planted:
    _, name = draw.of(LISTS)

    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, headers=(*answer.headers, ("X-Total-Count", "0")))

    def shows(client: Client) -> bool:
        names = [key.lower() for key, _ in client.call(name).headers]
        return names.count("x-total-count") == 2

    return Planted(f"{name} X-Total-Count", heads(place(name), alter), shows)
