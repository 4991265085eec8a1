"""Which exchanges are meant."""

from typing import Any

import pytest

from mock_server.engine.criteria import Criteria
from tests.engine.exchanges import make_exchange

BODY = b'{"type": "sms", "to": [{"id": 1, "name": "Sara"}, {"id": 2}], "urgent": true}'
EXCHANGE = make_exchange(
    operation="createNote",
    method="POST",
    path="/toy/notes",
    query=b"draft=1&tag=",
    headers={b"accept-language": b"ar"},
    body=BODY,
    shop=None,
    status=201,
    number=7,
)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"platform": "toy", "operation": "createNote", "method": "post", "path": "/notes"},
        {"status": "201"},
        {"status": "2xx"},
        {"since": 6},
        {"query": {"draft": "1", "tag": ""}},
        {"headers": {"Accept-Language": "ar"}},
        {"body": {"type": "sms"}},
        {"body": {"to": [{"id": 1}, {}]}},
        {"unknown": "ignored"},
    ],
)
def test_what_fits(facts: dict[str, Any]) -> None:
    assert list(Criteria.of(facts).unmet(EXCHANGE)) == []


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"platform": "salla"}, "platform: toy, not salla"),
        ({"shop": "demo"}, "shop: none, not demo"),
        ({"method": "PUT"}, "method: POST, not PUT"),
        ({"status": "4xx"}, "status: 201, not 4xx"),
        ({"path": "/cart"}, "path: /toy/notes has no /cart"),
        ({"since": 7}, "id: 7, not after 7"),
        ({"query": {"page": "1"}}, "query.page: missing"),
        ({"headers": {"X-Trace": "1"}}, "headers.X-Trace: missing"),
        ({"headers": {"accept-language": "en"}}, "headers.accept-language: another value"),
        ({"body": {"type": "email"}}, 'body.type: not "email"'),
        ({"body": {"to": [{"id": 1}]}}, 'body.to: not [{"id":1}]'),
        ({"body": {"to": [{"id": 1}, {"id": 3}]}}, "body.to.1.id: not 3"),
        ({"body": {"urgent": 1}}, "body.urgent: not 1"),
        ({"body": None}, "body: not null"),
    ],
)
def test_what_does_not_fit_says_where(facts: dict[str, Any], told: str) -> None:
    criteria = Criteria.of(facts)

    assert not criteria.fits(EXCHANGE)
    assert list(criteria.unmet(EXCHANGE)) == [told]


def test_a_form_is_compared_by_its_fields() -> None:
    form = make_exchange(number=1, body=b"grant_type=refresh_token&client_id=4710")

    assert Criteria.of({"body": {"grant_type": "refresh_token"}}).fits(form)
