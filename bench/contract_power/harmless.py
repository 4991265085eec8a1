"""Changes that no honest reader minds: a finding under any of them is a false alarm."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import Draw
from bench.contract_power.planting import Bed, Plant, Planted, answers, defect, heads, late
from bench.contract_power.shop import TOKEN
from bench.contract_power.witness import Client


def always(asked: Asked, answer: Answer) -> bool:
    return True


def has_body(asked: Asked, answer: Answer) -> bool:
    return bool(answer.body)


def _changed(alter: Callable[[Asked, Answer], Answer], judge: Callable[[Answer], bool]) -> Planted:
    """Every answer is altered; a witness looks at a list."""
    return Planted(
        "everywhere",
        heads(None, alter, has_body),
        lambda client: judge(client.send("GET", "/customers")),
    )


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(each) for each in value] if isinstance(value, list) else value


@defect("harmless", "keys come in another order")
def keys_turned_round(draw: Draw) -> Planted:
    return Planted(
        "everywhere",
        answers(None, _turned, always),
        lambda client: list(client.send("GET", "/customers").json()) == ["meta", "data"],
    )


@defect("harmless", "JSON with white space")
def json_with_white_space(draw: Draw) -> Planted:
    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=orjson.dumps(answer.json(), option=orjson.OPT_INDENT_2) + b"\n")

    return _changed(alter, lambda it: it.body.startswith(b"{\n"))


@defect("harmless", "JSON with every letter beyond ASCII escaped")
def json_escaped(draw: Draw) -> Planted:
    def alter(asked: Asked, answer: Answer) -> Answer:
        text = answer.body.decode()
        return replace(answer, body="".join(map(_escaped, text)).encode())

    return _changed(alter, lambda it: b"\\u0627" in it.body)


def _escaped(letter: str) -> str:
    if letter.isascii():
        return letter
    number = ord(letter)
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


@defect("harmless", "headers of its own")
def headers_more(draw: Draw) -> Planted:
    def alter(asked: Asked, answer: Answer) -> Answer:
        return answer.bearing("X-Served-By", "edge-7").bearing("Vary", "Accept-Encoding")

    return _changed(alter, lambda it: it.header("X-Served-By") == "edge-7")


@defect("harmless", "names of headers in lower case")
def headers_in_lower_case(draw: Draw) -> Planted:
    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, headers=tuple((key.lower(), it) for key, it in answer.headers))

    return _changed(alter, lambda it: "x-total-count" in [key for key, _ in it.headers])


@defect("harmless", "the media type tells its charset")
def charset_told(draw: Draw) -> Planted:
    kind = "application/json; charset=utf-8"
    return _changed(
        lambda asked, it: it.bearing("Content-Type", kind),
        lambda it: it.header("Content-Type") == kind,
    )


@defect("harmless", "errors in other words")
def errors_in_other_words(draw: Draw) -> Planted:
    def change(value: Any) -> None:
        value["error"]["message"] = "لم نجد ما طلبت"
        for field in value["error"]["fields"]:
            field["message"] = "غير صالح"

    return Planted(
        "everywhere",
        answers(None, change, lambda asked, it: it.status >= 400),
        lambda client: "لم" in client.send("GET", "/nowhere").json()["error"]["message"],
    )


@defect("harmless", "errors do not name the fields")
def errors_without_fields(draw: Draw) -> Planted:
    def change(value: Any) -> None:
        value["error"]["fields"] = []

    def shows(client: Client) -> bool:
        return not client.call("createCoupon", body={"code": 1}).json()["error"]["fields"]

    return Planted("everywhere", answers(None, change, lambda _, it: it.status >= 400), shows)


@defect("harmless", "20 ms more for every answer")
def constantly_slower(draw: Draw) -> Planted:
    return Planted(
        "everywhere",
        heads(None, late(0.02), always),
        lambda client: client.send("GET", "/customers").late > 0,
    )


@defect("harmless", "ids of another format, where the document leaves it free")
def ids_of_another_format(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        right = bed.shop.trade.records.next_id

        def next_id(where: str, prefix: str) -> Any:
            given = right(where, prefix)
            return str(uuid.uuid5(uuid.NAMESPACE_URL, given)) if prefix else given

        bed.shop.trade.records.next_id = next_id  # type: ignore[method-assign, assignment]
        return bed.handle

    return Planted("new records", plant, lambda it: len(it.make("customers")["id"]) == 36)


@defect("harmless", "numbers with a gap between them")
def ids_with_gaps(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        right = bed.shop.trade.records.next_id

        def next_id(where: str, prefix: str) -> Any:
            right(where, prefix)
            right(where, prefix)
            return right(where, prefix)

        bed.shop.trade.records.next_id = next_id  # type: ignore[method-assign, assignment]
        return bed.handle

    def shows(client: Client) -> bool:
        first, second = (client.make("products")["id"] for _ in range(2))
        return bool(second == first + 3)

    return Planted("new records", plant, shows)


@defect("harmless", "moments are told with an offset, not with Z")
def moments_with_offset(draw: Draw) -> Planted:
    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=answer.body.replace(b'Z"', b'+00:00"'))

    return _changed(alter, lambda it: b'+00:00"' in it.body)


@defect("harmless", "ETags are weak")
def weak_etags(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        right = bed.shop.tag
        bed.shop.tag = lambda row: f"W/{right(row)}"  # type: ignore[method-assign]
        return bed.handle

    def shows(client: Client) -> bool:
        return (client.read("products", 101).header("ETag") or "").startswith("W/")

    return Planted("getProduct ETag", plant, shows)


@defect("harmless", "the shop has no abandoned carts and few coupons")
def nearly_empty(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        bed.shop.trade.records.tables["carts"].clear()
        coupons = bed.shop.trade.records.tables["coupons"]
        for key in list(coupons)[2:]:
            del coupons[key]
        return bed.handle

    return Planted("carts, coupons", plant, lambda client: not client.rows("carts"))


def _traffic(period: int, act: Callable[[Client], Any]) -> Plant:
    """Somebody else acts in the shop after every so many requests."""

    def plant(bed: Bed) -> Handle:
        other, lock, seen = Client(bed.handle, TOKEN), threading.Lock(), [0]
        other.number_from(500_000)

        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            with lock:
                seen[0] += 1
                due = seen[0] % period == 0
            if due:
                act(other)
            return answer

        return handle

    return plant


@defect("harmless", "another client adds customers")
def another_client_adds(draw: Draw) -> Planted:
    def shows(client: Client) -> bool:
        before = client.send("GET", "/customers").json()["meta"]["total"]
        for _ in range(61):
            client.send("GET", "/coupons")
        return bool(client.send("GET", "/customers").json()["meta"]["total"] > before)

    return Planted("customers", _traffic(60, lambda other: other.make("customers")), shows)


@defect("harmless", "another client changes a customer of its own")
def another_client_changes(draw: Draw) -> Planted:
    own: list[Any] = []

    def act(other: Client) -> None:
        if not own:
            own.append(other.rows("customers", "per_page=1")[0]["id"])
        other.call("updateCustomer", own[0], {"tags": [f"visit-{len(own)}"]})
        own.append(None)

    def shows(client: Client) -> bool:
        for _ in range(80):
            rows = client.rows("customers", "per_page=1")
        return any(tag.startswith("visit-") for tag in rows[0]["tags"])

    return Planted("customers", _traffic(40, act), shows)
