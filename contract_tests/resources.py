"""Which operations belong together: the list, create, read, update and delete of one thing."""

import re
from dataclasses import dataclass

from contract_tests.document import Document, Operation
from contract_tests.reach import blank, links_of
from contract_tests.rows import INDEX

ID_ENDS = ("id", "identifier", "uuid", "key", "slug")
ITEM = re.compile(r"^(?P<collection>.*)/\{(?P<name>[^{}/]+)\}/?$")


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of thing, as far as the document lets it be handled."""

    path: str
    name: str
    lists: Operation | None = None
    creates: Operation | None = None
    reads: Operation | None = None
    updates: tuple[Operation, ...] = ()
    deletes: Operation | None = None

    @property
    def parameter(self) -> str:
        return ITEM.match(self.path)["name"] if ITEM.match(self.path) else ""  # type: ignore[index]

    @property
    def can_be_read(self) -> bool:
        return self.reads is not None or self.lists is not None

    @property
    def words(self) -> frozenset[str]:
        """The names under which others refer to it: `customers` is `customer` to them."""
        last = self.name.lower().replace("-", "_")
        ends = {last, last.removesuffix("s"), last.removesuffix("es")}
        if last.endswith("ies"):
            ends.add(last[:-3] + "y")
        return frozenset(ends)


def resources_of(document: Document, operations: tuple[Operation, ...]) -> list[Resource]:
    """Every path that ends in a parameter, with what belongs to it."""
    by_label = {operation.label: operation for operation in operations}
    paths = dict.fromkeys(operation.path for operation in operations)
    found = []
    for path in paths:
        match = ITEM.match(path)
        if match is None:
            continue
        at = match["collection"]
        found.append(
            Resource(
                path=path,
                name=at.rstrip("/").rpartition("/")[2],
                lists=by_label.get(f"GET {at}") or by_label.get(f"GET {at}/"),
                creates=by_label.get(f"POST {at}")
                or by_label.get(f"POST {at}/")
                or _linked_create(document, operations, path),
                reads=by_label.get(f"GET {path}"),
                updates=tuple(
                    by_label[f"{method} {path}"]
                    for method in ("PATCH", "PUT")
                    if f"{method} {path}" in by_label
                ),
                deletes=by_label.get(f"DELETE {path}"),
            )
        )
    return found


def _linked_create(
    document: Document, operations: tuple[Operation, ...], path: str
) -> Operation | None:
    """A create elsewhere whose answer is documented to lead here."""
    items = {blank(operation.path) for operation in operations}
    for operation in operations:
        below = f"{blank(operation.path).rstrip('/')}/{{}}"
        if operation.method != "POST" or operation.path.startswith(path) or below in items:
            continue  # what a collection makes is a thing of its own, wherever it is met later
        for target, parameters in links_of(document, operation, 0):
            ids = all(_is_own_id(str(value)) for value in parameters.values())
            if ids and blank(target.path) == blank(path) and not operation.path_names:
                return operation
    return None


def _is_own_id(expression: str) -> bool:
    """An id of what was made, and not of a row of something inside it."""
    return expression.lower().endswith(ID_ENDS) and not INDEX.search(expression)
