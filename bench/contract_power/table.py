"""What the runs add up to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.contract_power.planting import CLASSES, Defect
from bench.contract_power.suites import Outcome

GOALS = {"standard": (60.0, 35.0, 3500, 0.97, 0.90), "quick": (15.0, 15.0, 3500, 0.60, 0.0)}


@dataclass(frozen=True, slots=True)
class Run:
    """One suite's run against one defect."""

    defect: Defect
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """A class of defects in figures."""

    kind: str
    planted: int
    caught: int
    seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        return self.caught / self.planted if self.planted else 0.0


def lines(runs: Sequence[Run]) -> list[Line]:
    """A line for each class that was tried, and one for all; seconds are an average run's."""
    tried = [run for run in runs if run.defect.kind in CLASSES]
    kinds = [kind for kind in CLASSES if any(run.defect.kind == kind for run in tried)]
    each = [_line(kind, [run for run in tried if run.defect.kind == kind]) for kind in kinds]
    return [*each, _line("all", tried)] if tried else []


def _line(kind: str, runs: Sequence[Run]) -> Line:
    seconds = sum(run.outcome.seconds for run in runs) / len(runs)
    cpu_seconds = sum(run.outcome.cpu_seconds for run in runs) / len(runs)
    return Line(kind, len(runs), sum(run.outcome.caught for run in runs), seconds, cpu_seconds)


def missed(runs: Iterable[Run]) -> list[Run]:
    return [run for run in runs if run.defect.kind in CLASSES and not run.outcome.caught]


def harmless(runs: Iterable[Run]) -> list[Run]:
    return [run for run in runs if run.defect.kind == "harmless"]


def false_alarms(runs: Iterable[Run]) -> list[Run]:
    """Harmless changes under which something was found, or nothing could be."""
    return [run for run in harmless(runs) if run.outcome.exit_code or run.outcome.findings]


def told(title: str, runs: Sequence[Run]) -> list[str]:
    """The table as text."""
    shown = [
        f"\n{title}",
        f"{'class':12} {'planted':>7} {'caught':>7} {'rate':>6} {'seconds':>8} {'CPU s':>6}",
    ]
    for line in lines(runs):
        figures = f"{line.planted:7} {line.caught:7} {line.rate:6.0%} {line.seconds:8.1f}"
        shown.append(f"{line.kind:12} {figures} {line.cpu_seconds:6.1f}")
    changes, alarms = harmless(runs), false_alarms(runs)
    if changes:
        shown.append(f"false alarms {len(alarms)} of {len(changes)} harmless changes")
        shown += [f"  {it.defect.name}: {'; '.join(it.outcome.findings[:3])}" for it in alarms]
    lost = sorted(missed(runs), key=lambda it: CLASSES.index(it.defect.kind))
    if lost:
        shown.append("missed:")
        shown += [
            f"  {it.defect.kind:10} {it.defect.name} ({it.defect.planted.place})" for it in lost
        ]
    return shown


def cost(title: str, outcome: Outcome, mode: str) -> str:
    seconds, cpu, requests, *_ = GOALS[mode]
    return (
        f"{title}: {outcome.seconds:.1f} s (goal {seconds:.0f}), {outcome.cpu_seconds:.1f} CPU s"
        f" (goal {cpu:.0f}), {outcome.requests} requests (goal {requests})"
    )


def as_json(runs: Sequence[Run]) -> list[dict[str, Any]]:
    return [
        {
            "class": run.defect.kind,
            "name": run.defect.name,
            "title": run.defect.title,
            "server": run.defect.ground,
            "place": run.defect.planted.place,
            "caught": run.outcome.caught,
            "exit_code": run.outcome.exit_code,
            "findings": list(run.outcome.findings),
            "seconds": round(run.outcome.seconds, 2),
            "cpu_seconds": round(run.outcome.cpu_seconds, 2),
            "requests": run.outcome.requests,
        }
        for run in runs
    ]
