"""What a proxy does with what passes: judges it, keeps it for a file, and says what is wrong."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from contract_tests.findings import Finding
from contract_tests.traffic.judge import ANSWER, Judge, Verdict
from contract_tests.traffic.recorded import Recorded, decoded
from mock_server.engine.exchange import Exchange
from mock_server.engine.journal import Journal
from mock_server.web.proxy import Passed

KEPT = 10_000
KEPT_BYTES = 256 * 1024 * 1024
MOST_TOLD = 3


class Sees(Protocol):
    """Who learns from what passes, such as who writes scenarios."""

    def see(self, verdict: Verdict, recorded: Recorded) -> None: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict in the words of a header, and as a refusal where the answer is to be stopped."""

    mark: str
    refusal: Any = None


class Recorder:
    """The newest exchanges, as many as may be kept."""

    def __init__(self, kept: int = KEPT, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept = kept
        self._kept_bytes = kept_bytes
        self._bytes = 0
        self.exchanges: deque[Exchange] = deque()
        self.forgotten = 0
        self.journal = Journal(0)
        """Empty: it tells at which moment an exchange began."""

    def keep(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        self._bytes += sum(exchange.sizes)
        while len(self.exchanges) > self._kept or self._bytes > self._kept_bytes:
            self._bytes -= sum(self.exchanges.popleft().sizes)
            self.forgotten += 1


class Watcher:
    """Looks at every exchange of one proxy."""

    def __init__(
        self,
        platform: str,
        judge: Judge,
        say: Callable[[str], None],
        *,
        strict: bool = False,
        sees: Sees | None = None,
    ) -> None:
        self._platform = platform
        self._judge = judge
        self._say = say
        self._strict = strict
        self._sees = sees
        self.recorder = Recorder()
        self.passed = 0
        self.violating = 0

    def __call__(self, passed: Passed) -> Judged:
        self.passed += 1
        recorded = as_recorded(passed)
        self.recorder.keep(_as_exchange(passed, recorded, self._platform))
        if passed.body is None:
            return Judged("unjudged; a stream, or an answer that is too long")
        verdict = self._judge.judge(recorded)
        if verdict is None:
            return Judged("unjudged; a path outside the API")
        if self._sees is not None:
            self._sees.see(verdict, recorded)
        self._tell(recorded, verdict)
        return Judged(_mark(verdict), self._refusal(recorded, verdict) if self._strict else None)

    def _tell(self, recorded: Recorded, verdict: Verdict) -> None:
        self.violating += bool(verdict.violations)
        for finding in verdict.findings:
            word = "" if finding.severity == "breaks" else f"{finding.severity} "
            head = f"{verdict.label} {recorded.status}"
            self._say(f"{head}: {word}{finding.rule} {finding.title}: {finding.says}")

    def _refusal(self, recorded: Recorded, verdict: Verdict) -> Any:
        """Only what the server did wrong stops its answer."""
        wrong = [each for each in verdict.violations if each.phase == ANSWER]
        if not wrong:
            return None
        told = f"{verdict.label} was answered {recorded.status}, which breaks the contract"
        findings = [
            {"rule": f.rule, "title": f.title, "says": f.says, "place": f.place} for f in wrong
        ]
        return {
            "error": {"code": "contract_violation", "message": told, "findings": findings},
            "answer": {"status": recorded.status},
        }


def as_recorded(passed: Passed) -> Recorded:
    """An exchange as the judge takes it: text headers, bodies without their encoding."""
    request_headers, headers = _text(passed.request_headers), _text(passed.headers)
    named = {name.lower(): value for name, value in headers}
    asked = {name.lower(): value for name, value in request_headers}
    sent, body = passed.request_body, passed.body
    return Recorded(
        method=passed.method,
        url=passed.url,
        request_headers=request_headers,
        request_body=None if sent is None else decoded(sent, asked.get("content-encoding")),
        status=passed.status,
        headers=headers,
        body=None if body is None else decoded(body, named.get("content-encoding")),
        seconds=passed.seconds,
    )


def _as_exchange(passed: Passed, recorded: Recorded, platform: str) -> Exchange:
    scheme, _, rest = recorded.url.partition("://")
    host, _, path = rest.partition("/")
    path, _, query = path.partition("?")
    headers = {b"host": host.encode(), **{n.lower(): v for n, v in passed.request_headers}}
    exchange = Exchange(passed.started, passed.method, f"/{path}", query.encode(), headers)
    exchange.scheme = scheme
    exchange.platform = platform
    exchange.body = recorded.request_body or b""
    exchange.status = passed.status
    exchange.answer_headers = [(name.lower(), value) for name, value in passed.headers]
    exchange.answer = recorded.body or b""
    exchange.seconds = passed.seconds
    return exchange


def _text(headers: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _mark(verdict: Verdict) -> str:
    """`ok`, or what is wrong, the worst first."""
    word, told = "violation", verdict.violations
    if not told:
        word, told = "ok", list(verdict.findings)
    words = [word, *(_short(finding) for finding in told[:MOST_TOLD])]
    if len(told) > MOST_TOLD:
        words.append(f"{len(told) - MOST_TOLD} more")
    return "; ".join(words)


def _short(finding: Finding) -> str:
    drift = "drift " if finding.severity == "drift" else ""
    return f"{drift}{finding.rule} {finding.says}".replace(";", ",")
