"""What a broken market does otherwise, to bodies and to records."""

from collections.abc import Callable
from typing import Any

Record = dict[str, Any]


def _each(given: Any, mend: Callable[[Record], None]) -> Any:
    if isinstance(given, dict):
        mend(given)
    return given


def _clip(name: str, least: Any = None, most: Any = None) -> Callable[[Any], Any]:
    def mend(given: Record) -> None:
        value = given.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = value if least is None else max(least, value)
            given[name] = value if most is None else min(most, value)

    return lambda given: _each(given, mend)


def _default(name: str, value: Any) -> Callable[[Any], Any]:
    return lambda given: _each(given, lambda it: it.setdefault(name, value))


def _replace(name: str, bad: Callable[[Any], bool], good: Any) -> Callable[[Any], Any]:
    def mend(given: Record) -> None:
        if name in given and bad(given[name]):
            given[name] = good

    return lambda given: _each(given, mend)


def _nested(name: str, mend: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def enter(given: Record) -> None:
        inner = given.get(name)
        mend(inner[0] if isinstance(inner, list) and inner else inner)

    return lambda given: _each(given, enter)


def _only(given: Any, *known: str) -> Any:
    def mend(it: Record) -> None:
        for name in [name for name in it if name.startswith("souqbox")]:
            del it[name]

    return _each(given, mend)


LENIENT: dict[str, Callable[[Any], Any]] = {
    "needs no name": _default("name", "Nobody"),
    "takes an age below": _clip("age", least=18),
    "takes an age above": _clip("age", most=120),
    "takes a negative price": _clip("price", least=0),
    "takes a long name": _replace("name", lambda v: isinstance(v, str) and len(v) > 40, "Long"),
    "takes a short name": _replace("name", lambda v: isinstance(v, str) and len(v) < 2, "Short"),
    "takes any level": _replace("level", lambda v: isinstance(v, str), "gold"),
    "takes any email": _replace("email", lambda v: isinstance(v, str), "a@example.com"),
    "takes any sku": _replace("sku", lambda v: isinstance(v, str), "AB-1234"),
    "takes a null name": _replace("name", lambda v: v is None, "Null"),
    "takes a number for a name": _replace("name", lambda v: isinstance(v, int), "Number"),
    "takes a text for an age": _replace("age", lambda v: isinstance(v, str), 30),
    "takes a text for a flag": _replace("newsletter", lambda v: isinstance(v, str), True),
    "takes unheard of fields": _only,
    "takes any country": _nested("address", _replace("country", lambda v: True, "SA")),
    "needs no city": _nested("address", _default("city", "Riyadh")),
    "takes a nought quantity": _nested("lines", _clip("quantity", least=1)),
    "takes an array": lambda given: _SOME if isinstance(given, list) else given,
    "takes null": lambda given: _SOME if given is None else given,
}
_SOME = {"name": "Some"}


def _lost(was: Record, new: Record, sent: Record) -> Record:
    return was


def _spilt(was: Record, new: Record, sent: Record) -> Record:
    return {**new, "newsletter": not was.get("newsletter"), **sent}


def _reset(was: Record, new: Record, sent: Record) -> Record:
    return {**new, "age": sent.get("age", 50)} if "age" in new else new


def _renamed(was: Record, new: Record, sent: Record) -> Record:
    return {**new, "created_at": new["updated_at"]}


SPOILS: dict[str, Callable[[Record, Record, Record], Record]] = {
    "update is lost": _lost,
    "update spills": _spilt,
    "update resets a field": _reset,
    "update moves the creation": _renamed,
    "update keeps its time": lambda was, new, sent: {**new, "updated_at": was["updated_at"]},
    "update keeps the level": lambda was, new, sent: {
        **new,
        **{k: was[k] for k in ("level",) if k in was},
    },
    "update keeps the note": lambda was, new, sent: {
        **new,
        **{k: was[k] for k in ("note",) if k in was},
    },
    "update cannot clear": lambda was, new, sent: {
        **new,
        **{k: was[k] for k, v in sent.items() if v is None and k in was},
    },
}
