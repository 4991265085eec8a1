"""Rate limits: how many calls a platform takes in a span of its shop's time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Literal, Protocol

from mock_server.spec.contract import Operation

from .shop import Shop

LIMIT_SETTING = "rate_limit_setting"
"""The record in which a shop says that it differs from the sandbox's rule: `mode`, `plan`."""

Mode = Literal["off", "real"]
_SLACK = 1e-6
"""Seconds; sums of floating numbers must not make the right wait a little too short."""


Taken = tuple[int, int, int, float]
"""After a call: the calls of a budget, how many are left, when it is full again (seconds since
1970), and how many seconds the call has to wait: 0 for one that was let pass. A plain tuple, as
every call makes one."""


def retry_after(taken: Taken) -> int:
    """Whole seconds after which a call that has to wait is let pass."""
    return max(1, ceil(taken[3] - _SLACK))


class Budget(Protocol):
    """So many calls in so many seconds; `spent` is what the budget remembers of a shop."""

    @property
    def calls(self) -> int: ...

    @property
    def seconds(self) -> float: ...

    def take(self, spent: list[float], now: float, enforced: bool) -> Taken: ...


@dataclass(frozen=True, slots=True)
class Window:
    """A budget that is full again when its window ends.

    `drip`: once it is spent, one call is let pass each so many seconds until then.
    """

    calls: int
    seconds: float
    drip: float | None = None

    def take(self, spent: list[float], now: float, enforced: bool) -> Taken:
        """`spent` holds when the window began and ends, what is left, and the last call."""
        if not spent or not spent[0] <= now < spent[1]:
            spent[:] = [now, now + self.seconds - _SLACK, self.calls, now]
        _, ends_at, left, last = spent
        reset_at = int(ends_at) + 1
        if left:
            spent[2], spent[3] = left - 1, now
            return self.calls, int(left) - 1, reset_at, 0.0
        next_at = ends_at if self.drip is None else min(ends_at, last + self.drip - _SLACK)
        if not enforced or now >= next_at:
            spent[3] = now
            return self.calls, 0, reset_at, 0.0
        return self.calls, 0, reset_at, next_at - now + _SLACK


@dataclass(frozen=True, slots=True)
class Bucket:
    """A leaky bucket: it holds so many calls and empties steadily in so many seconds."""

    calls: int
    seconds: float

    def take(self, spent: list[float], now: float, enforced: bool) -> Taken:
        leak = self.calls / self.seconds
        level, at = spent or (0.0, now)
        level = max(0.0, level - (now - at) * leak) if now >= at else 0.0
        over = level + 1 - self.calls
        if over > _SLACK and enforced:
            spent[:] = [level, now]
            return self.calls, 0, ceil(now + level / leak), over / leak
        level = min(level + 1, float(self.calls))
        spent[:] = [level, now]
        return self.calls, int(self.calls - level + _SLACK), ceil(now + level / leak), 0.0


@dataclass(frozen=True, slots=True)
class Special:
    """A budget of its own for some operations, told by how their paths begin or end."""

    name: str
    budget: Budget
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    def concerns(self, operation: Operation) -> bool:
        path = operation.path
        return path.startswith(self.beginnings) or path.endswith(self.endings)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """A platform's limits: the budget of each of its plans, the usual plan first.

    `special` budgets come on top. `headers`: whether every answer says what is left.
    """

    plans: Mapping[str, Budget]
    special: Sequence[Special] = field(default_factory=tuple)
    headers: bool = False

    @property
    def usual_plan(self) -> str:
        return next(iter(self.plans))


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shop holds its callers to."""

    mode: Mode
    plan: str | None


def rule_of(shop: Shop, limits: RateLimits | None, mode: Mode) -> Rule:
    """The shop's own rule, else the sandbox's; a platform without limits has no plans."""
    setting = shop.store.find(LIMIT_SETTING, "") or {}
    plan = setting.get("plan", limits.usual_plan) if limits else None
    return Rule(setting.get("mode", mode), plan)


def set_rule(shop: Shop, facts: Mapping[str, str]) -> None:
    """From now on: `mode`, `plan` or both. What was spent under the old rule is forgotten."""
    setting = shop.store.find(LIMIT_SETTING, "") or {}
    shop.store.put(LIMIT_SETTING, "", {**setting, **facts})
    shop.account = None


class Account:
    """What the callers of one shop have spent, and by which rule: made when the first one calls."""

    __slots__ = ("budget", "enforced", "special", "spent")

    def __init__(self, budget: Budget, enforced: bool) -> None:
        self.budget = budget
        self.enforced = enforced
        self.spent: list[float] = []
        self.special: dict[str, list[float]] = {}


class Meter:
    """Holds the calls of one operation to the budgets that concern it."""

    def __init__(self, limits: RateLimits, operation: Operation) -> None:
        self._limits = limits
        self._tells = limits.headers
        self._special = [each for each in limits.special if each.concerns(operation)]

    def take(self, shop: Shop, moment: datetime, mode: Mode) -> Taken | None:
        """Count a call; what is left, where the platform tells that or refuses by it.

        It is to be refused if it has to wait. `mode` is the sandbox's, for shops that have none of
        their own.
        """
        account: Account = shop.account or self._open(shop, mode)
        enforced = account.enforced
        if not enforced and not self._tells:
            return None
        now = moment.timestamp()
        taken = account.budget.take(account.spent, now, enforced)
        for each in self._special:
            if taken[3]:
                break
            spent = account.special.setdefault(each.name, [])
            taken = min(
                taken,
                each.budget.take(spent, now, enforced),
                key=lambda one: (-one[3], one[1]),
            )
        return taken

    def _open(self, shop: Shop, mode: Mode) -> Account:
        rule = rule_of(shop, self._limits, mode)
        plan = self._limits.plans.get(rule.plan or "")
        budget = plan or self._limits.plans[self._limits.usual_plan]
        shop.account = Account(budget, rule.mode == "real")
        account: Account = shop.account
        return account
