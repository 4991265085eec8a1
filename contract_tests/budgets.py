"""How deep a run looks in the time it has."""

from dataclasses import dataclass

from contract_tests.settings import PHASES, STORIES, Settings


@dataclass(frozen=True, slots=True)
class Depth:
    """What is done within a budget; `up_to` is the longest budget, in seconds, that it is for."""

    up_to: float
    phases: tuple[str, ...]
    examples: int
    repeats: int


QUICK = Depth(20, (), 1, 6)
STANDARD = Depth(120, ("coverage",), 5, 24)
LONG = Depth(900, ("examples", "coverage", "stateful"), 10, 24)
FULL = Depth(float("inf"), PHASES, 25, 48)
"""Fuzzing takes three quarters of the time and finds little that the others do not."""


def depth_of(settings: Settings) -> Depth:
    """The depth for the budget; without one all is done, and what was asked for by name counts."""
    seconds = float("inf") if settings.budget_seconds is None else settings.budget_seconds
    fitting = next(depth for depth in (QUICK, STANDARD, LONG, FULL) if seconds <= depth.up_to)
    phases = tuple(phase for phase in settings.phases if phase != STORIES)
    asked = phases != PHASES
    return Depth(
        up_to=fitting.up_to,
        phases=phases if asked else fitting.phases,
        examples=min(fitting.examples, settings.max_examples)
        if settings.budget_seconds is not None
        else settings.max_examples,
        repeats=min(fitting.repeats, settings.repeats),
    )
