"""Templates of e-mails: kept, one of each type in use, tried out."""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record, TableSpec

from .actors import SERVER, changed, made
from .email_deliveries import deliver
from .email_types import check_type, label
from .flakes import new_flake, seeded_flake, seeded_store_id, stamp
from .lists import walked
from .stores import IN_STORE, STORE, check_store

TEMPLATE = "email_template"
_STATE, _TYPE = "email_template_state", "email_template_type"

operations = Operations()


def seed(beginning: Beginning) -> Iterable[Record]:
    """One template that is in use, and one that waits for the next season."""
    told = (
        ("order_completed", "Receipt", "<h1>Thank you, {{ customer_name }}</h1>", "active"),
        ("abandoned_checkout_recovery_attempt", "Eid", "<h1>Eid Mubarak</h1>", "inactive"),
    )
    for kind, name, content, state in told:
        yield {
            "id": seeded_flake(beginning.seed, TEMPLATE, kind),
            "store_id": seeded_store_id(beginning.name, beginning.seed),
            _TYPE: kind,
            "name": name,
            "content": content,
            _STATE: state,
            "email_template_state_note": "",
            "created_by": SERVER,
            "created_at": stamp(beginning.moment),
            "updated_by": None,
            "updated_at": None,
        }


def written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    told = {name: sent[name] for name in ("name", "content") if name in sent}
    if "id" in known:
        return {**told, **changed(request, shop)}
    state = {_STATE: "inactive", "email_template_state_note": ""}
    return {_TYPE: check_type(sent[_TYPE]), **told, **state, **made(request, shop)}


@operations.handles("listEmailTemplates")
def list_templates(request: Request, shop: Shop) -> Page:
    return walked(TEMPLATE, request, shop)


@operations.handles("activateEmailTemplate")
def activate(request: Request, shop: Shop) -> None:
    """One of a type is in use at a time."""
    template = _template(request, shop)
    _take_out_of_use(template[_TYPE], template["id"], request, shop)
    _set_state(template, "active", request, shop)


@operations.handles("deactivateEmailTemplate")
def deactivate(request: Request, shop: Shop) -> None:
    _set_state(_template(request, shop), "inactive", request, shop)


@operations.handles("deactivateEmailTemplateByType")
def deactivate_type(request: Request, shop: Shop) -> None:
    check_store(request, shop)
    _take_out_of_use(check_type(request.body[_TYPE]), None, request, shop)


@operations.handles("sendTestEmail")
def send_test(request: Request, shop: Shop) -> None:
    template = _template(request, shop)
    _send(template[_TYPE], template["name"], shop)


@operations.handles("sendTestEmailByType")
def send_test_of_type(request: Request, shop: Shop) -> None:
    """What customers would get: the template in use, or what is sent without one."""
    check_store(request, shop)
    kind = check_type(request.body[_TYPE])
    used = [each for each in _of_type(kind, shop) if each[_STATE] == "active"]
    _send(kind, used[0]["name"] if used else label(kind), shop)


def _send(kind: str, name: str, shop: Shop) -> None:
    """Send a test to the store itself."""
    store = shop.store.all(STORE)[0]
    deliver(kind, f"Test: {name}", store["contact_email"] or shop.facts.store.email, shop)


def _template(request: Request, shop: Shop) -> Record:
    check_store(request, shop)
    return shop.store.get(TEMPLATE, request.path["templateId"])


def _of_type(kind: str, shop: Shop) -> list[Record]:
    return shop.store.table(TEMPLATE).select({_TYPE: kind})[0]


def _take_out_of_use(kind: str, but: str | None, request: Request, shop: Shop) -> None:
    for each in _of_type(kind, shop):
        if each["id"] != but:
            _set_state(each, "inactive", request, shop)


def _set_state(template: Record, state: str, request: Request, shop: Shop) -> None:
    if template[_STATE] != state:
        facts = {_STATE: state, **changed(request, shop)}
        keeping.change(shop, TEMPLATE, template["id"], **facts)


RESOURCE = Resource(
    name=TEMPLATE,
    table=TableSpec(equal=(_TYPE,)),
    seed=seed,
    new_id=new_flake,
    writes=written,
    parents=(IN_STORE,),
)
