"""Budgets and faults on the way from a request to its shop, in one process."""

import json
from email.utils import parsedate_to_datetime

import pytest

from mock_server.app.assembly import Assembly, Options, assemble
from mock_server.app.making import Start
from mock_server.engine.faults import FAULTS
from mock_server.engine.shop import Shop
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON, SMALL_STORY

STORE = "/paynow/v1/stores/{store}/marketing/abandoned-checkouts/configuration"
CARTS = "/salla/admin/v2/carts/abandoned"


@pytest.fixture
def sandbox() -> Assembly:
    options = Options(tell=lambda *_: SMALL_STORY)
    return assemble(["salla", "surecart"], Start(clock=NOON), options)


@pytest.fixture
def shop(sandbox: Assembly) -> Shop:
    return sandbox.shops.get("surecart", "t")


def call(sandbox: Assembly, shop: Shop, body: object = None, **headers: str) -> Reply:
    """SureCart's abandoned checkout protocol, read or changed."""
    sent = {"authorization": f"Bearer shop:{shop.name}", "content-type": "application/json"}
    content = b"" if body is None else json.dumps(body).encode()
    path = "/surecart/v1/abandoned_checkout_protocol"
    method = "PATCH" if content else "GET"
    return ask(sandbox.app, Call(method, path, {**sent, **headers}, "", content))


def change(sandbox: Assembly, shop: Shop, days: int, **headers: str) -> Reply:
    body = {"abandoned_checkout_protocol": {"grace_period_days": days}}
    return call(sandbox, shop, body, **headers)


def grace(reply: Reply) -> int:
    days: int = reply.body["grace_period_days"]
    return days


def test_a_fault_is_told_beside_what_it_did(sandbox: Assembly, shop: Shop) -> None:
    sandbox.watch.faults.add({"action": "error", "error": "not_found"})

    reply = call(sandbox, shop)

    assert reply.status == 404
    assert reply.headers["x-souqbox-fault"] == "f1 error not_found"
    assert reply.headers["x-souqbox-reason"] == (
        "as if it were not there (fault: f1 error not_found)"
    )


@pytest.mark.parametrize(("carried_out", "days"), [(False, 1), (True, 9)])
def test_a_write_that_failed_may_have_been_done(
    sandbox: Assembly, shop: Shop, carried_out: bool, days: int
) -> None:
    change(sandbox, shop, 1)
    rule = {"action": "status", "status": 502, "times": 1, "carried_out": carried_out}
    sandbox.watch.faults.add(rule)

    failed = change(sandbox, shop, 9).status

    assert (failed, grace(call(sandbox, shop))) == (502, days)


def test_a_stale_read_shows_what_was_before_the_last_write(sandbox: Assembly, shop: Shop) -> None:
    change(sandbox, shop, 1)
    sandbox.watch.faults.add({"action": "stale", "times": 1}, shop)
    seen = [grace(call(sandbox, shop))]
    change(sandbox, shop, 9)
    seen += [grace(call(sandbox, shop)) for _ in range(2)]

    assert seen == [1, 1, 9], "before the write, once stale, then no more"


def test_a_preferred_stale_read_without_an_older_answer_is_a_read(
    sandbox: Assembly, shop: Shop
) -> None:
    change(sandbox, shop, 1)
    fresh = call(sandbox, shop, Prefer="fault=stale")
    change(sandbox, shop, 9)
    stale = call(sandbox, shop, Prefer="fault=stale")

    assert (grace(fresh), "preference-applied" in fresh.headers) == (1, False)
    assert (grace(stale), stale.headers["preference-applied"]) == (1, "fault=stale")


def test_a_malformed_answer_is_no_json_of_its_own_length(sandbox: Assembly, shop: Shop) -> None:
    reply = call(sandbox, shop, Prefer="fault=malformed")

    assert int(reply.headers["content-length"]) == len(reply.content)
    with pytest.raises(json.JSONDecodeError):
        json.loads(reply.content)


def test_faults_are_preferred_by_their_words_only(sandbox: Assembly, shop: Shop) -> None:
    scope = call(sandbox, shop, Prefer="fault=missing_scope")
    unknown = call(sandbox, shop, Prefer="fault=earthquake")

    assert scope.status == 403
    assert (unknown.status, "preference-applied" in unknown.headers) == (200, False)


def test_a_bad_token_is_refused_before_any_fault(sandbox: Assembly, shop: Shop) -> None:
    sandbox.watch.faults.add({"action": "status", "status": 503})

    reply = call(sandbox, shop, authorization="Bearer nobodys", Prefer="fault=reset")

    assert (reply.status, "preference-applied" in reply.headers) == (401, False)


def test_retry_after_may_be_a_moment(sandbox: Assembly, shop: Shop) -> None:
    rule = {"action": "status", "status": 429, "retry_after": 90, "retry_after_as": "date"}
    sandbox.watch.faults.add(rule)

    moment = call(sandbox, shop).headers["retry-after"]

    assert moment.endswith(" GMT")
    assert parsedate_to_datetime(moment).tzinfo is not None


def test_answers_are_held_back(sandbox: Assembly, shop: Shop) -> None:
    sandbox.watch.faults.add({"action": "latency", "seconds": 0.05})

    call(sandbox, shop)

    [exchange] = sandbox.watch.journal
    assert exchange.seconds >= 0.05
    assert exchange.status == 200


def test_a_sandbox_may_hold_all_to_the_real_limits() -> None:
    options = Options(tell=lambda *_: SMALL_STORY, rate_limit="real", journal=10)
    sandbox = assemble(["salla"], Start(clock=NOON), options)
    headers = {"authorization": "Bearer shop:t"}

    replies = [ask(sandbox.app, Call("GET", CARTS, headers)) for _ in range(121)]

    assert [each.headers["x-ratelimit-remaining"] for each in replies[:3]] == ["119", "118", "117"]
    assert {each.headers["x-ratelimit-reset"] for each in replies} == {
        str(int(NOON.timestamp()) + 60)
    }
    assert (replies[-1].status, replies[-1].headers["retry-after"]) == (429, "1")
    assert replies[-1].body["error"]["code"] == "too_many_requests"
    assert len(sandbox.watch.journal) == 10


def test_a_request_costs_nothing_where_nobody_asked_for_a_fault(
    sandbox: Assembly, shop: Shop
) -> None:
    call(sandbox, shop)

    assert not shop.store.has(FAULTS)
    assert shop.account.spent == []
