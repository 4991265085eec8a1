"""The life of a record, such as an order or a coupon: made, read, listed, changed, deleted."""

import re
from dataclasses import dataclass, replace
from typing import Any

from contract_tests.comparison import differences, record_in
from contract_tests.document import Operation
from contract_tests.examples import body_of
from contract_tests.inspection import Inspection
from contract_tests.profile import Paging
from contract_tests.rows import rows_of
from contract_tests.stories.stage import Skipped, Stage

MOST_PAGES = 50
REFUSED = (400, 404, 409, 422)


@dataclass(frozen=True, slots=True)
class Life:
    """The operations of a resource, as far as the document has them."""

    create: Operation
    read: Operation
    list: Operation | None
    update: Operation | None
    delete: Operation | None


def find_life(inspection: Inspection, noun: str) -> Life | None:
    """The operations of a collection of this name: `/coupons` and `/coupons/{id}`."""
    allowed = inspection.operations
    for create in allowed:
        if create.method == "POST" and re.search(rf"(^|/){noun}s/?$", create.path):
            item = re.compile(re.escape(create.path.rstrip("/")) + r"/\{[^{}/]+\}/?$")
            there = {each.method: each for each in allowed if item.match(each.path)}
            lists = {each.path: each for each in allowed if each.method == "GET"}
            if "GET" in there:
                update = there.get("PATCH") or there.get("PUT")
                listed = lists.get(create.path)
                return Life(create, there["GET"], listed, update, there.get("DELETE"))
    return None


def tell_record(stage: Stage, noun: str) -> None:
    """The story, for whatever of its operations the document has."""
    life = find_life(stage.inspection, noun)
    assert life is not None, "told only where the document has the operations"
    sent = body_of(stage.inspection.document, life.create)
    if not isinstance(sent, dict):
        raise Skipped(f"no example of a body for {life.create.label}")
    made: dict[str, Any] = {}
    with stage.step("what is made can be read"):
        created = stage.call(life.create.operation_id, body=sent)
        if created.status in REFUSED:
            # what an example refers to need not be there; the invariants fill in what is
            raise Skipped(f"{life.create.label} answers the example with {created.status}")
        stage.expect(created.succeeded, f"{life.create.label} is answered 2xx", created.came)
        made = _record(stage, created.data, sent)
        stage.expect("id" in made, "what is made has an id", made)
        _expect_read(stage, life, made["id"], made, "what is read is what was made")
    if life.list is not None:
        with stage.step("what is made is listed"):
            ids = _listed(stage, life.list)
            stage.expect(made["id"] in ids, "the new one is listed", ids)
    if life.update is not None:
        with stage.step("what is changed is read as changed"):
            change = body_of(stage.inspection.document, life.update)
            stage.expect(isinstance(change, dict), "the document shows a change", change)
            values = {life.update.path_names[-1]: made["id"]}
            stage.good(life.update.operation_id, values=values, body=change)
            _expect_read(stage, life, made["id"], change, "what is read is what was written")
    if life.delete is not None:
        with stage.step("what is deleted is gone"):
            values = {life.delete.path_names[-1]: made["id"]}
            stage.expect(stage.call(life.delete.operation_id, values).succeeded, "it is deleted")
            status = stage.call(life.read.operation_id, {life.read.path_names[-1]: made["id"]})
            stage.expect(status.status in (404, 410), "it cannot be read any more")
            if life.list is not None:
                ids = _listed(stage, life.list)
                stage.expect(made["id"] not in ids, "it is listed no more", ids)


def _expect_read(stage: Stage, life: Life, key: Any, like: dict[str, Any], says: str) -> None:
    answer = stage.good(life.read.operation_id, values={life.read.path_names[-1]: key})
    read, profile = _record(stage, answer, like), stage.inspection.profile
    told = (profile.volatile, profile.touched, profile.not_echoed)
    ignored = frozenset().union(*(names.on(life.create, life.update, life.read) for names in told))
    unlike = list(differences(like, read, ignored))
    stage.expect(not unlike, says, unlike)


def _record(stage: Stage, body: Any, like: dict[str, Any]) -> dict[str, Any]:
    found = record_in(body, like, stage.inspection.profile.record)
    stage.expect(isinstance(found, dict), "the answer shows the record", body)
    return dict(found)


def _listed(stage: Stage, operation: Operation) -> list[Any]:
    """The ids of a list, from page to page where it has pages."""
    shape = _shape(stage, operation)
    ids: list[Any] = []
    for page in range(MOST_PAGES):
        query = {} if shape is None else {shape.page: shape.first + page, shape.size: shape.largest}
        rows = rows_of(stage.good(operation.operation_id, query=query), None)
        stage.expect(rows is not None, "the list has rows")
        ids += [row.get("id") for row in rows or [] if isinstance(row, dict)]
        if shape is None or len(rows or []) < shape.largest:
            break
    return ids


def _shape(stage: Stage, operation: Operation) -> Paging | None:
    """How the list is paged, its pages as large as its own document allows."""
    sizes = {each["name"]: each.get("schema", {}) for each in operation.parameters}
    for shape in stage.inspection.profile.paging:
        if shape.kind == "page" and {shape.page, shape.size} <= set(sizes):
            schema = stage.inspection.document.resolve(sizes[shape.size])
            return replace(shape, largest=min(shape.largest, schema.get("maximum", shape.largest)))
    return None
