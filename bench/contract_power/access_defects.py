"""Doors that are open, or shut, to the wrong people."""

from collections.abc import Callable
from dataclasses import replace

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import CREATES, DELETES, DETAILS, LISTS, Draw, operations, place
from bench.contract_power.planting import Bed, Plant, Planted, answers, defect, heads, requests
from bench.contract_power.shop import READER, TOKEN
from bench.contract_power.witness import Client

EVERY = sorted(operations())
WRITES = [name for name in EVERY if not name.startswith(("list", "get"))]
GOOD = f"Bearer {TOKEN}"
Judge = Callable[[str | None], bool]


def admitting(name: str, judge: Judge) -> Plant:
    """Takes credentials for good that are not."""

    def alter(asked: Asked) -> Asked:
        given = asked.headers.get("authorization")
        return asked.bearing(authorization=GOOD) if judge(given) else asked

    return requests(place(name), alter)


def _opens(name: str, judge: Judge, given: str | None) -> Planted:
    def shows(client: Client) -> bool:
        return client.call(name, authorization=given).status < 300

    return Planted(name, admitting(name, judge), shows)


@defect("access", "no credential is needed to read")
def reads_without_credential(draw: Draw) -> Planted:
    name = draw.choice(sorted([*LISTS.values(), *DETAILS.values()]))
    return _opens(name, lambda given: given is None, None)


@defect("access", "no credential is needed to write")
def writes_without_credential(draw: Draw) -> Planted:
    return _opens(draw.choice(WRITES), lambda given: given is None, None)


@defect("access", "any token opens")
def any_token_opens(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return _opens(name, lambda given: (given or "").startswith("Bearer "), "Bearer other-1")


@defect("access", "an empty token opens")
def empty_token_opens(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return _opens(name, lambda it: it is not None and it.strip() in ("Bearer", ""), "Bearer ")


@defect("access", "a good token with something after it opens")
def longer_token_opens(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return _opens(name, lambda given: (given or "").startswith(GOOD), f"{GOOD}x")


@defect("access", "the beginning of a good token opens")
def shorter_token_opens(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return _opens(name, lambda it: len(it or "") > 12 and GOOD.startswith(it or "-"), GOOD[:-1])


@defect("access", "a good token opens in another scheme")
def other_scheme_opens(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return _opens(name, lambda it: (it or "").endswith(f" {TOKEN}"), f"Token {TOKEN}")


@defect("access", "a good token opens without its scheme")
def bare_token_opens(draw: Draw) -> Planted:
    return _opens(draw.choice(EVERY), lambda given: given == TOKEN, TOKEN)


@defect("access", "case does not count in a token")
def upper_case_token_opens(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return _opens(name, lambda it: (it or "").lower() == GOOD.lower(), f"Bearer {TOKEN.upper()}")


@defect("access", "any other scheme than the documented opens")
def basic_scheme_opens(draw: Draw) -> Planted:
    name = draw.choice(WRITES)
    return _opens(name, lambda it: (it or "").startswith("Basic "), "Basic dTpw")


def _read_token_writes(name: str) -> Planted:
    return Planted(
        name,
        admitting(name, lambda given: given == f"Bearer {READER}"),
        lambda client: client.call(name, key="x", token=READER).status != 403,
    )


@defect("access", "the scope is not looked at")
def scope_ignored(draw: Draw) -> Planted:
    return _read_token_writes(draw.choice([name for name in WRITES if name.startswith("create")]))


@defect("access", "the scope is not looked at where things are removed")
def scope_ignored_on_delete(draw: Draw) -> Planted:
    return _read_token_writes(draw.of(DELETES)[1])


@defect("access", "the scope of an action is not looked at")
def scope_ignored_on_action(draw: Draw) -> Planted:
    return _read_token_writes(draw.choice(["cancelOrder", "updateOrder", "updateCustomer"]))


@defect("access", "403 where no credential was given")
def forbidden_for_no_credential(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return Planted(
        name,
        heads(place(name), lambda asked, it: replace(it, status=403), _unauthorized),
        lambda client: client.call(name, key="x", authorization=None).status == 403,
    )


def _unauthorized(asked: Asked, answer: Answer) -> bool:
    return answer.status == 401


@defect("access", "an empty list for who has no credential")
def empty_list_for_stranger(draw: Draw) -> Planted:
    _, name = draw.of(LISTS)
    meta = {"page": 1, "per_page": 10, "total": 0, "pages": 0}

    def alter(asked: Asked, answer: Answer) -> Answer:
        empty = answer.saying({"data": [], "meta": meta}).without("WWW-Authenticate")
        return replace(empty.bearing("X-Total-Count", "0"), status=200)

    return Planted(
        name,
        heads(place(name), alter, _unauthorized),
        lambda client: client.call(name, authorization=None).status == 200,
    )


@defect("access", "401 without WWW-Authenticate")
def no_challenge(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return Planted(
        name,
        heads(place(name), lambda asked, it: it.without("WWW-Authenticate"), _unauthorized),
        lambda client: client.call(name, key="x", token="no").header("WWW-Authenticate") is None,
    )


@defect("access", "401 in another shape than the document's")
def challenge_in_other_shape(draw: Draw) -> Planted:
    name = draw.choice(EVERY)
    return Planted(
        name,
        answers(place(name), lambda it: {"detail": it["error"]["message"]}, _unauthorized),
        lambda client: "detail" in client.call(name, key="x", token="no").json(),
    )


def _done_all_the_same(name: str) -> Plant:
    """Refuses, after it has done what it was asked to."""

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            if place(name).meets(asked) and answer.status == 401:
                bed.handle(asked.bearing(authorization=GOOD))
            return answer

        return handle

    return plant


@defect("access", "a refused delete deletes")
def refused_delete_deletes(draw: Draw) -> Planted:
    table, name = draw.of({key: DELETES[key] for key in ("customers", "products")})

    def shows(client: Client) -> bool:
        key = client.make(table)["id"]
        client.call(name, key, token="no")
        return client.read(table, key).status == 404

    return Planted(name, _done_all_the_same(name), shows)


@defect("access", "a refused create creates")
def refused_create_creates(draw: Draw) -> Planted:
    table, name = draw.of({key: CREATES[key] for key in ("customers", "products", "coupons")})

    def shows(client: Client) -> bool:
        before = len(client.rows(table))
        client.call(name, token="no")
        return len(client.rows(table)) > before

    return Planted(name, _done_all_the_same(name), shows)


@defect("access", "500 for a token that is odd")
def odd_token_crashes(draw: Draw) -> Planted:
    name = draw.choice(EVERY)

    def odd(asked: Asked, answer: Answer) -> bool:
        given = asked.headers.get("authorization")
        return answer.status == 401 and given is not None and not given.startswith("Bearer ")

    return Planted(
        name,
        heads(place(name), lambda asked, it: replace(it, status=500), odd),
        lambda client: client.call(name, key="x", authorization="Basic x").status == 500,
    )
