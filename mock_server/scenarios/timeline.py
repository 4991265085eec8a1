"""What can happen to a basket, and in which order."""

from collections.abc import Sequence
from datetime import timedelta

from mock_server.commerce.vocabulary import PHASES, Step

ORDER: list[str] = list(PHASES)
REMINDED_AFTER = timedelta(minutes=30)
"""A cart is left alone for longer than this before anybody is reminded of it."""


def complaint(steps: Sequence[Step]) -> tuple[int, str] | None:
    """The first step of one basket that cannot be, and why; None when all can."""
    life = _Life()
    for at, step in enumerate(steps):
        if said := life.refuses(step):
            return at, said
        life.take(step)
    return None


class _Life:
    """One basket as far as its steps were told."""

    def __init__(self) -> None:
        self._last: Step | None = None
        self._lines = 0
        self._contact = False
        self._phase = 0
        self._left: timedelta | None = None

    def refuses(self, step: Step) -> str:
        if self._last is None:
            return "" if step.verb == "open" else "expected open, which begins every cart"
        if step.before > self._last.before:
            return f"expected a time after the {self._last.verb} above it"
        if self._last.verb == "pay":
            return "expected nothing after pay"
        if self._left is not None:
            return self._refuses_while_away(step, step.before)
        return self._refuses_while_shopping(step)

    def take(self, step: Step) -> None:
        if step.verb == "add":
            self._lines += 1
        elif step.verb == "contact":
            self._contact, self._phase = True, max(self._phase, ORDER.index("login"))
        elif step.verb == "phase":
            self._phase = ORDER.index(step.facts["phase"])
        elif step.verb == "leave":
            self._left = step.before
        elif step.verb == "return":
            self._left = None
        self._last = step

    def _refuses_while_away(self, step: Step, before: timedelta) -> str:
        assert self._left is not None, "asked only after leave"
        if step.verb not in ("remind", "return"):
            return f"expected remind or return after leave, not {step.verb}"
        if step.verb == "remind" and not self._contact:
            return "expected a contact before remind"
        if step.verb == "remind" and self._left - before <= REMINDED_AFTER:
            return "expected remind more than PT30M after leave"
        return ""

    def _refuses_while_shopping(self, step: Step) -> str:
        if step.verb in ("open", "remind", "return"):
            return {
                "open": "expected one open a cart",
                "remind": "expected leave before remind",
                "return": "expected leave before return",
            }[step.verb]
        if step.verb == "contact" and self._contact:
            return "expected one contact a cart"
        if step.verb in ("coupon", "pay") and not self._lines:
            return f"expected a product before {step.verb}"
        if step.verb == "pay" and not self._contact:
            return "expected a contact before pay"
        return self._refuses_phase(step.facts["phase"]) if step.verb == "phase" else ""

    def _refuses_phase(self, phase: str) -> str:
        reached = ORDER.index(phase)
        if reached <= self._phase:
            return f"expected a phase after {ORDER[self._phase]}, not {phase}"
        if reached > ORDER.index("login") and not self._contact:
            return f"expected a contact before phase {phase}"
        return ""
