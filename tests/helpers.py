"""Shops and calls for tests: no server, no HTTP, a frozen clock."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from mock_server.app.assembly import Part, load_part
from mock_server.app.making import Maker, Start
from mock_server.commerce.vocabulary import (
    City,
    Coupon,
    Customer,
    Product,
    Step,
    Store,
    Story,
    Text,
)
from mock_server.engine.answering import answerer
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.style import Content
from mock_server.spec.cache import Cache
from mock_server.spec.schemas import to_json_schema
from mock_server.spec.validators import Validator

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

JEDDAH = City("jeddah", 71, Text("جدة", "Jeddah"), Text("مكة المكرمة", "Makkah"), 9)
RIYADH = City("riyadh", 1, Text("الرياض", "Riyadh"), Text("الرياض", "Riyadh"), 10)

HONEY = Product(
    "honey", 1, Text("عسل السمرة", "AlSamra honey"), Text("عسل", "Honey"), "HJRMR0500R", 23900, 0.5
)
COFFEE = Product(
    "coffee",
    2,
    Text("قهوة خولانية", "Khawlani coffee"),
    Text("قهوة", "Coffee"),
    "QHWA0250",
    5750,
    0.25,
)
SARA = Customer(
    "sara",
    1,
    Text("سارة", "Sara"),
    Text("الحربي", "Al-Harbi"),
    "sara@example.com",
    "+966501234567",
    JEDDAH,
    "female",
)
FAHAD = Customer(
    "fahad",
    2,
    Text("فهد", "Fahad"),
    Text("القحطاني", "Al-Qahtani"),
    "fahad@example.com",
    "+966551234567",
    RIYADH,
    "male",
)
SHY = Customer(
    "shy",
    3,
    Text("نورة", "Noura"),
    Text("العتيبي", "Al-Otaibi"),
    "noura@example.com",
    "+966561234567",
    RIYADH,
    "female",
    accepts_marketing=False,
)
STORE = Store(
    Text("متجر الواحة", "Al Waha Store"),
    "alwaha.example",
    "care@alwaha.example",
    "+966500000001",
    RIYADH,
)
WELCOME = Coupon("welcome", 1, "WELCOME10", percent=10)
EID = Coupon("eid", 2, "EID50", amount=5000, minimum=20000)


def story(*steps: Step) -> Story:
    """A small story: two products, three customers, two coupons, and these steps."""
    ordered = tuple(sorted(steps, key=lambda step: -step.before))
    return Story("small", STORE, (HONEY, COFFEE), (SARA, FAHAD, SHY), (WELCOME, EID), ordered)


SMALL_STORY = story()


def left_cart(name: str, customer: str | None, before: timedelta, *products: str) -> list[Step]:
    """The steps of a cart that was filled and left, `before` the story's end."""
    steps = [Step(before, name, "open")]
    steps += [Step(before, name, "add", {"product": product}) for product in products]
    if customer:
        steps.append(Step(before, name, "contact", {"customer": customer}))
    return [*steps, Step(before, name, "leave")]


@cache
def part(platform: str) -> Part:
    return load_part(platform, Cache())


def make_shop(
    platform: str, clock: datetime = NOON, told: Story = SMALL_STORY, name: str = "t"
) -> Shop:
    """A shop of this platform whose story ends at `clock`, where its time stands still."""
    maker = Maker({platform: part(platform).platform}, lambda scenario, seed: told, Start())
    return maker.make(platform, name, Start("small", 7, clock))


def call(
    shop: Shop,
    operation_id: str,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
    language: str = "en",
) -> tuple[int, Any]:
    """Status and body of an operation, checked against the document; errors are raised."""
    its = part(shop.platform)
    binding = next(each for each in its.bindings if each.operation.id == operation_id)
    url = f"http://127.0.0.1:4710/{shop.platform}{its.contract.base_path}{binding.operation.path}"
    request = Request(
        binding.operation, language, path or {}, query or {}, {}, body, url=url, credential="test"
    )
    with shop.unit():
        result = binding.handler(request, shop)
        status, answer, _ = answerer(binding, its.platform)(result, request, shop)
    if not isinstance(answer, Content):
        broken = _checks(shop.platform, operation_id, str(status)).violations(answer)
        assert broken == (), broken
    return status, answer


@cache
def _checks(platform: str, operation_id: str, status: str) -> Validator:
    """What the document demands of an answer; one that it has no schema for may be anything."""
    its = part(platform)
    schema = its.contract.operation(operation_id).responses[status].schema
    if schema is None:
        return Validator({})
    return Validator(to_json_schema(schema, its.contract.document, writing=False))


def error_of(shop: Shop, error: Exception, operation_id: str, language: str = "en") -> Any:
    """The body that the platform's style gives to an error, checked where it is documented."""
    from mock_server.engine.errors import ApiError
    from mock_server.engine.request import Refused

    assert isinstance(error, ApiError)
    its = part(shop.platform)
    operation = its.contract.operation(operation_id)
    refused = Refused(language, operation.method, operation.path, "req-1", operation)
    answer = its.platform.style.error(error, refused)
    response = operation.responses.get(str(its.platform.style.status(error)))
    if response is not None and response.schema is not None:
        schema = to_json_schema(response.schema, its.contract.document, writing=False)
        assert Validator(schema).violations(answer) == ()
    return answer
