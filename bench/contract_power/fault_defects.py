"""Answers that come badly: late, cut short, now and then not at all, or not as JSON."""

from collections.abc import Callable
from dataclasses import replace

from bench.contract_power.exchange import Answer, Asked
from bench.contract_power.places import DETAILS, LISTS, Draw, operations, place
from bench.contract_power.planting import Planted, defect, heads, now_and_then
from bench.contract_power.witness import Client

READS = sorted([*LISTS.values(), *DETAILS.values()])


def _tried(name: str, times: int, odd: Callable[[Answer], bool]) -> Callable[[Client], bool]:
    def shows(client: Client) -> bool:
        key = client.key(name) if "{" in place(name).path else None
        return any(odd(client.call(name, key)) for _ in range(times))

    return shows


def _sometimes(
    name: str, period: int, alter: Callable[[Asked, Answer], Answer], odd: Callable[[Answer], bool]
) -> Planted:
    plant = heads(place(name), alter, now_and_then(period))
    return Planted(f"{name}, 1 in {period}", plant, _tried(name, period + 1, odd))


@defect("sense", "500, now and then")
def crashes_now_and_then(draw: Draw) -> Planted:
    return _sometimes(
        draw.choice(READS),
        12,
        lambda asked, it: replace(it, status=500),
        lambda it: it.status == 500,
    )


@defect("sense", "a body that ends too early, now and then")
def cut_short_now_and_then(draw: Draw) -> Planted:
    return _sometimes(
        draw.choice(READS),
        20,
        lambda asked, it: replace(it, cut_short=len(it.body) // 2),
        lambda it: it.cut_short > 0,
    )


@defect("sense", "no answer at all, now and then")
def silent_now_and_then(draw: Draw) -> Planted:
    return _sometimes(
        draw.choice(READS), 20, lambda asked, it: replace(it, silent=True), lambda it: it.silent
    )


@defect("sense", "three seconds for an answer, now and then")
def slow_now_and_then(draw: Draw) -> Planted:
    return _sometimes(
        draw.choice(READS), 15, lambda asked, it: replace(it, late=3.0), lambda it: it.late > 1
    )


@defect("sense", "two seconds for every answer of an operation")
def always_slow(draw: Draw) -> Planted:
    name = draw.choice([it for it in sorted(operations()) if "create" not in it])
    plant = heads(place(name), lambda asked, it: replace(it, late=2.0))
    return Planted(name, plant, _tried(name, 1, lambda it: it.late > 1))


@defect("sense", "an empty page, now and then")
def empty_page_now_and_then(draw: Draw) -> Planted:
    return _sometimes(
        draw.of(LISTS)[1],
        10,
        lambda asked, it: it.saying({**it.json(), "data": []}),
        lambda it: not it.json()["data"],
    )


@defect("sense", "another record, now and then")
def other_record_now_and_then(draw: Draw) -> Planted:
    table = draw.choice(["customers", "orders", "carts"])
    name = DETAILS[table]

    def alter(asked: Asked, answer: Answer) -> Answer:
        value = answer.json()
        return answer.saying({**value, "id": value["id"][:-2] + "zz"})

    return _sometimes(name, 10, alter, lambda it: it.json()["id"].endswith("zz"))


@defect("sense", "a key comes twice in an object")
def key_comes_twice(draw: Draw) -> Planted:
    name = draw.choice(sorted(DETAILS.values()))

    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=b'{"id":"x",' + answer.body[1:])

    odd = lambda it: it.body.startswith(b'{"id":"x"')  # noqa: E731
    return Planted(f"{name} /id", heads(place(name), alter), _tried(name, 1, odd))


@defect("sense", "bytes that are not UTF-8")
def bytes_not_utf8(draw: Draw) -> Planted:
    name = draw.choice(READS)

    def alter(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=answer.body.replace(b"a", b"\xe9", 40)[:])

    odd = lambda it: it.json() is None  # noqa: E731
    return Planted(name, heads(place(name), alter), _tried(name, 1, odd))


@defect("sense", "NaN for an amount, which is not JSON")
def not_a_number(draw: Draw) -> Planted:
    name = draw.choice(["getOrder", "getAbandonedCart"])

    def alter(asked: Asked, answer: Answer) -> Answer:
        before, _, rest = answer.body.partition(b'"discount":')
        return replace(answer, body=before + b'"discount":NaN,' + rest.partition(b",")[2])

    odd = lambda it: b"NaN" in it.body  # noqa: E731
    return Planted(f"{name} /discount", heads(place(name), alter), _tried(name, 1, odd))
