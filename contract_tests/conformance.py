"""The phases of schemathesis over the document, with real ids, told as findings."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import requests
from schemathesis import BaseSchema, Case, HookContext
from schemathesis.core.parameters import ParameterLocation
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import Interaction, ScenarioRecorder
from schemathesis.generation.meta import CoveragePhaseData, TestPhase
from schemathesis.openapi.checks import IgnoredAuth

from contract_tests.document import Operation
from contract_tests.findings import Finding, curl_line, shorten
from contract_tests.inspection import NO_ANSWER, no_answer
from contract_tests.reach import Pool
from contract_tests.settings import PHASES
from contract_tests.target import Target
from contract_tests.translation import Answer, translate
from contract_tests.wire import NOT_SENT

TOO_MANY_REQUESTS = 429
UNANSWERED = {"Network Error", "Unhealthy API", "Unresponsive Operation", "Server Unavailable"}


@dataclass
class Outcome:
    """What came of the phases."""

    findings: list[Finding] = field(default_factory=list)
    requests: int = 0
    tried: set[str] = field(default_factory=set)
    succeeded: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)
    is_over: Callable[[], bool] = lambda: False


def examine(
    target: Target,
    schema: BaseSchema,
    find_ids: Callable[[], Pool],
    outcome: Outcome | None = None,
) -> Outcome:
    """Run the phases; ids are looked up anew before each, since phases delete things.

    An outcome that is given is filled as they go, so that it holds what an interrupted run found.
    """
    outcome = Outcome() if outcome is None else outcome
    pools = [Pool()]
    schema.hooks.register_hook_with_name(_real_ids(pools), "map_case")
    schema.hooks.register_hook_with_name(_unanswered(target, outcome), "after_network_error")
    stream = from_schema(schema).execute()
    elastic_done = False
    for event in stream:
        if outcome.is_over():
            stream.stop()
        match event:
            case events.PhaseStarted() if event.phase.name in PHASES:
                pools[0] = find_ids() if event.phase.is_enabled else pools[0]
                if elastic_done and event.phase.name == "fuzzing":
                    stream.stop()  # with a budget the engine would start over until it is spent
            case events.PhaseFinished() if event.phase.name == "stateful":
                elastic_done = True
            case events.ScenarioFinished():
                _record(target, event, outcome)
            case events.NonFatalError():
                _record_error(target, event, outcome)
            case events.Interrupted():
                raise KeyboardInterrupt
            case events.FatalError():
                raise event.exception
    return outcome


def _real_ids(pools: list[Pool]) -> Callable[[HookContext, Case[Any]], Case[Any]]:
    def map_case(context: HookContext, case: Case[Any]) -> Case[Any]:
        if case.path_parameters and _wants_real_ids(case):
            choices = pools[0].choices(case.operation.path)
            half = (len(choices) + 1) // 2  # what is deleted is not what the others read
            choices = choices[half:] if case.method == "DELETE" else choices[:half]
            if choices:
                case.path_parameters.update(choices[_number(case) % len(choices)])
        return case

    return map_case


def _wants_real_ids(case: Case[Any]) -> bool:
    """Always where ids are not what is tried out; half of the time where all is random."""
    meta = case.meta
    if meta is None:
        return True
    path = meta.components.get(ParameterLocation.PATH)
    if meta.phase.name == TestPhase.STATEFUL or (path is not None and path.mode.is_negative):
        return False
    data = meta.phase.data
    if isinstance(data, CoveragePhaseData):
        return data.parameter_location != ParameterLocation.PATH
    return meta.phase.name != TestPhase.FUZZING or _number(case) % 2 == 0


def _number(case: Case[Any]) -> int:
    """A number that depends on the case alone, so that a run can be repeated from its seed."""
    return zlib.crc32(repr((case.path_parameters, case.query, case.body)).encode())


def _record(target: Target, event: events.ScenarioFinished, outcome: Outcome) -> None:
    recorder = event.recorder
    outcome.requests += len(recorder.interactions)
    if event.label is not None:
        seconds = outcome.seconds.get(event.label, 0.0)
        outcome.seconds[event.label] = seconds + event.elapsed_time
    for case_id, interaction in recorder.interactions.items():
        node = recorder.cases[case_id].value
        if interaction.response is None or node.method != node.operation.method.upper():
            continue
        outcome.tried.add(node.operation.label)
        if 200 <= interaction.response.status_code < 300:
            outcome.succeeded.add(node.operation.label)
    outcome.findings += _failures(target, recorder, str(event.phase.value))


def _failures(target: Target, recorder: ScenarioRecorder, phase: str) -> Iterator[Finding]:
    for case_id, checks in recorder.checks.items():
        for check in checks:
            interaction = recorder.interactions.get(case_id)
            if check.status != Status.FAILURE or check.failure_info is None or interaction is None:
                continue
            failure = check.failure_info.failure
            operation = _operation(target, failure.operation, recorder.cases[case_id].value)
            answer = _answer(interaction, phase)
            if isinstance(failure, IgnoredAuth) and answer.status == TOO_MANY_REQUESTS:
                continue  # a limit met before the credential was looked at tells nothing of it
            yield translate(target.document, operation, failure, answer)


def _operation(target: Target, label: str | None, case: Case[Any]) -> Operation:
    by_label = target.document.by_label
    return by_label.get(label or "") or by_label[case.operation.label]


def _answer(interaction: Interaction, phase: str) -> Answer:
    request, response = interaction.request, interaction.response
    headers = {name: ", ".join(values) for name, values in request.headers.items()}
    curl = curl_line(request.method, request.uri, headers, request.body)
    if response is None:
        return Answer(0, "no answer", curl, phase)
    media_type = response.headers.get("content-type", [""])[0].split(";")[0]
    return Answer(response.status_code, shorten(response.text), curl, phase, media_type)


def _unanswered(
    target: Target, outcome: Outcome
) -> Callable[[HookContext, Case[Any], requests.PreparedRequest], None]:
    def after_network_error(
        context: HookContext, case: Case[Any], request: requests.PreparedRequest
    ) -> None:
        operation = target.document.by_label[case.operation.label]
        headers = {name: str(value) for name, value in request.headers.items()}
        body = request.body if isinstance(request.body, bytes) else None
        curl = curl_line(str(request.method), str(request.url), headers, body)
        outcome.findings.append(no_answer(operation, "the connection broke", curl))

    return after_network_error


def _record_error(target: Target, event: events.NonFatalError, outcome: Outcome) -> None:
    """An operation that could not be tried; a broken connection may have been told already."""
    text = " ".join(f"{event.info.title}: {event.info.message}".split())
    if NOT_SENT in text or NOT_SENT in str(event.value):
        return
    operation = target.document.by_label.get(event.label)
    if event.info.title in UNANSWERED:
        if not any(finding.rule == NO_ANSWER for finding in outcome.findings):
            outcome.findings.append(no_answer(operation or event.label, text))
        return
    outcome.findings.append(
        Finding(
            rule="CT-DOCUMENT",
            title="The document cannot be tried here",
            operation=event.label,
            says=text,
            place=operation.place if operation else "#",
            came=shorten(text),
            curl="-",
            cause=event.info.title,
            phase=str(event.phase.value) if event.phase else "",
        )
    )
