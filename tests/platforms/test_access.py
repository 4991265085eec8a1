"""Every operation of every platform refuses who may not come in, in the platform's own words."""

import json
from functools import cache

import pytest

from mock_server.app.assembly import Assembly, Options, assemble
from mock_server.app.making import Start
from mock_server.engine.shop import Shop
from mock_server.platforms import platform_names
from mock_server.spec.contract import Operation
from mock_server.spec.schemas import to_json_schema
from mock_server.spec.validators import Validator
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON, SMALL_STORY, part

MISSING_SCOPE = {"salla": 401, "zid": 403}
"""The status of a good token that may not do this, where there are scopes."""

OPERATIONS = [
    (platform, operation.id)
    for platform in platform_names()
    for operation in part(platform).contract.operations
]
SCOPED = [
    (platform, operation.id)
    for platform in platform_names()
    for operation in part(platform).contract.operations
    if any(scopes for need in operation.security for scopes in need.values())
]


@cache
def sandbox(platform: str) -> Assembly:
    return assemble([platform], Start(clock=NOON), Options(tell=lambda *_: SMALL_STORY))


def operation_of(platform: str, operation_id: str) -> Operation:
    return part(platform).contract.operation(operation_id)


def call(platform: str, operation_id: str, token: str) -> Reply:
    """The operation with this token wherever one is wanted; its body and parameters are nothing."""
    its, operation = part(platform), operation_of(platform, operation_id)
    headers = {"content-type": "application/json"}
    for scheme in operation.security[0]:
        carrier = its.platform.auth.carriers[scheme]
        headers[carrier.header.lower()] = f"{carrier.scheme} {token}".strip()
    path = f"/{platform}{its.contract.base_path}{operation.path}"
    path = path.replace("{", "").replace("}", "")
    return ask(sandbox(platform).app, Call(operation.method, path, headers, content=b"{}"))


def keeps_to_the_document(platform: str, operation_id: str, reply: Reply) -> bool:
    response = operation_of(platform, operation_id).response(reply.status)
    assert response is not None, f"{operation_id} does not document {reply.status}"
    schema = to_json_schema(response.schema or {}, part(platform).contract.document, writing=False)
    return Validator(schema).violations(reply.body) == ()


@pytest.fixture
def shop(request: pytest.FixtureRequest) -> Shop:
    return sandbox(request.getfixturevalue("platform")).shops.get(
        request.getfixturevalue("platform"), "t"
    )


@pytest.mark.parametrize(("platform", "operation_id"), SCOPED)
def test_a_token_without_the_scope_is_refused_in_the_platforms_words(
    platform: str, operation_id: str
) -> None:
    reply = call(platform, operation_id, "shop:t;scopes=no.such")

    needed = [s for need in operation_of(platform, operation_id).security for s in need.values()]
    assert reply.status == MISSING_SCOPE[platform]
    assert keeps_to_the_document(platform, operation_id, reply)
    assert any(scope in reply.headers["x-souqbox-reason"] for some in needed for scope in some)
    assert any(scope in json.dumps(reply.body) for some in needed for scope in some)


@pytest.mark.parametrize(("platform", "operation_id"), SCOPED)
def test_with_the_scope_it_comes_in(platform: str, operation_id: str) -> None:
    needed = [s for need in operation_of(platform, operation_id).security for s in need.values()]
    scopes = ",".join(scope for some in needed for scope in some)

    reply = call(platform, operation_id, f"shop:t;scopes={scopes}")

    assert reply.status not in (401, 403)


@pytest.mark.parametrize(("platform", "operation_id"), OPERATIONS)
def test_a_token_that_is_no_longer_good_is_refused(
    platform: str, operation_id: str, shop: Shop
) -> None:
    shops, told = sandbox(platform).shops, []
    for facts, word in (
        ({"dead": True, "why": "a test"}, "revoked: a test"),
        ({"expires_at": NOON}, "expired at 2026-03-01 12:00:00 UTC"),
        ({"kind": "refresh"}, "a refresh token"),
        ({"kind": "code"}, "an authorization code"),
    ):
        shops.issue(shop, f"souqbox-secret-{operation_id}", facts)
        reply = call(platform, operation_id, f"souqbox-secret-{operation_id}")
        assert reply.status == 401
        assert keeps_to_the_document(platform, operation_id, reply)
        assert b"souqbox-secret" not in reply.content
        told.append(word in reply.headers["x-souqbox-reason"])

    assert all(told)


def test_there_are_platforms_with_scopes() -> None:
    assert {platform for platform, _ in SCOPED} == MISSING_SCOPE.keys()
