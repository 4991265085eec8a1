"""Faults: rules by which calls go wrong on purpose, kept as data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any, Literal

from .identifiers import Identifiers
from .shop import Shop
from .store import Record

FAULTS = "fault"
"""The resource in which a shop keeps its own rules."""

RULES_KEPT = 1_000
LONGEST = 60.0
"""Seconds that an answer is held back at most, so that a typing mistake does not hang a test."""

PATIENCE = 30.0
"""Seconds until a connection without an answer is closed, unless the rule says otherwise."""

Action = Literal["status", "error", "latency", "timeout", "reset", "truncate", "malformed", "stale"]
UNANSWERED = ("timeout", "reset")
"""Faults after which the caller has no answer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call. `rule` is the rule's id, or `Prefer`.

    `seconds` hold the answer back, or the connection open (timeout). `carried_out`: the request
    does its work all the same, as when an answer is lost on its way.
    """

    action: Action
    rule: str
    status: int = 0
    error: str = ""
    seconds: float = 0.0
    carried_out: bool = False
    retry_after: int = 1
    as_date: bool = False

    def __str__(self) -> str:
        detail = {"status": str(self.status), "error": self.error}.get(self.action, "")
        return " ".join(filter(None, (self.rule, self.action, detail)))


class FaultRules:
    """The rules of the whole sandbox; a shop's own rules are records of the shop.

    A rule is a record: `id, platform, shop, operation` (each None for any), `share` of the calls,
    `times` it strikes (None for ever), `hits` so far, `action` and the facts of that action.
    """

    def __init__(self) -> None:
        self.rules: dict[str, Record] = {}
        self._made = 0

    def add(self, facts: Mapping[str, Any], shop: Shop | None = None) -> Record:
        """A new rule, of one shop or of all that its facts name."""
        if shop is not None:
            number = shop.identifiers.count(FAULTS)
            rule = _rule(f"{shop.platform}.{shop.name}.{number}", facts)
            with shop.unit():
                return shop.store.put(FAULTS, rule["id"], rule)
        self._made += 1
        rule = _rule(f"f{self._made}", facts)
        self.rules[rule["id"]] = rule
        return rule

    def is_full(self, shop: Shop | None) -> bool:
        return (len(self.rules) if shop is None else shop.store.count(FAULTS)) >= RULES_KEPT

    def strike(self, operation: str, is_read: bool, shop: Shop) -> Fault | None:
        """What the rules make of this call. Delays add up; the first other fault is the one.

        Whether a read can be stale is known when it was carried out: `hit` counts it then.
        """
        seconds, delayed = 0.0, None
        for rule in self._matching(operation, shop):
            stale = rule["action"] == "stale"
            if (stale and not is_read) or not _strikes(rule, shop.identifiers):
                continue
            if not stale:
                self.hit(rule["id"], shop)
            fault = _fault(rule, shop.identifiers)
            if fault.action != "latency":
                held = fault.seconds if fault.action in UNANSWERED else seconds
                return replace(fault, seconds=held)
            seconds, delayed = min(LONGEST, seconds + fault.seconds), fault
        return delayed and replace(delayed, seconds=seconds)

    def hit(self, rule_id: str, shop: Shop) -> None:
        """Count that a rule struck a call in this shop."""
        own = shop.store.find(FAULTS, rule_id)
        if own is not None:
            with shop.unit():
                shop.store.update(FAULTS, rule_id, hits=own["hits"] + 1)
        elif rule_id in self.rules:
            rule = self.rules[rule_id]
            self.rules[rule_id] = {**rule, "hits": rule["hits"] + 1}

    def _matching(self, operation: str, shop: Shop) -> Iterator[Record]:
        everywhere = [
            rule
            for rule in self.rules.values()
            if rule["platform"] in (None, shop.platform) and rule["shop"] in (None, shop.name)
        ]
        for rule in (*shop.store.all(FAULTS), *everywhere):
            spent = rule["times"] is not None and rule["hits"] >= rule["times"]
            if not spent and rule["operation"] in (None, operation):
                yield rule


def all_rules(rules: FaultRules, shops: Iterable[Shop]) -> list[Record]:
    """The rules of the sandbox, then those of its shops (a copied shop has copies of them)."""
    own = [{**each, "shop": shop.name} for shop in shops for each in shop.store.all(FAULTS)]
    return [*rules.rules.values(), *own]


def drop_rules(rules: FaultRules, shops: Iterable[Shop], chosen: Iterable[Record]) -> int:
    """Forget these rules, wherever they are kept; how many there were."""
    wanted = {rule["id"] for rule in chosen}
    count = sum(rules.rules.pop(each, None) is not None for each in wanted)
    for shop in shops:
        kept = [rule["id"] for rule in shop.store.all(FAULTS) if rule["id"] in wanted]
        with shop.unit():
            for each in kept:
                shop.store.delete(FAULTS, each)
        count += len(kept)
    return count


def _rule(rule_id: str, facts: Mapping[str, Any]) -> Record:
    usual: Record = {
        "platform": None,
        "shop": None,
        "operation": None,
        "share": 1,
        "times": None,
        "status": None,
        "error": None,
        "seconds": None,
        "spread": 0,
        "distribution": "fixed",
        "carried_out": False,
        "retry_after": 1,
        "retry_after_as": "seconds",
    }
    return {"id": rule_id, **usual, **facts, "hits": 0}


def _strikes(rule: Record, identifiers: Identifiers) -> bool:
    share: float = rule["share"]
    return share >= 1 or _chance(identifiers, f"fault:{rule['id']}") < share


def _fault(rule: Record, identifiers: Identifiers) -> Fault:
    return Fault(
        action=rule["action"],
        rule=rule["id"],
        status=rule["status"] or 0,
        error=rule["error"] or "",
        seconds=_seconds(rule, identifiers),
        carried_out=rule["carried_out"],
        retry_after=rule["retry_after"],
        as_date=rule["retry_after_as"] == "date",
    )


def _seconds(rule: Record, identifiers: Identifiers) -> float:
    """How long this call is held up, out of the rule's distribution."""
    usual = PATIENCE if rule["action"] == "timeout" else 0.0
    middle = float(usual if rule["seconds"] is None else rule["seconds"])
    spread = float(rule["spread"])
    if spread and rule["distribution"] != "fixed":
        chance = _chance(identifiers, f"latency:{rule['id']}")
        if rule["distribution"] == "uniform":
            middle += spread * (2 * chance - 1)
        else:
            middle = NormalDist(middle, spread).inv_cdf(min(max(chance, 1e-9), 1 - 1e-9))
    return min(max(middle, 0.0), LONGEST)


def _chance(identifiers: Identifiers, kind: str) -> float:
    """A number from 0 to 1, never 1."""
    return float(int.from_bytes(identifiers.digest(kind, 6)) / 2**48)
