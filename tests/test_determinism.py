"""One seed and one clock give the same bytes, whichever process answers."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mock_server.app.assembly import Assembly, Options, assemble
from mock_server.app.making import DEMO, Start
from mock_server.platforms import platform_names
from tests.asgi import Call, Reply, send_call
from tests.helpers import NOON
from tests.web.reach import targets_of

ROOT = Path(__file__).parents[1]
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
"""Another order of sets, another time of day, another language: none of them may show."""

Line = list[Any]
"""What was asked, and the status, headers and body of the answer."""


class Conversation:
    """Asks a new sandbox the same questions as every other one, and notes each answer."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.lines: list[Line] = []

    async def hold(self) -> list[Line]:
        for platform in self.assembly.parts:
            await self._shop(platform)
        for platform in self.assembly.parts:
            await self._ask_all(platform)
            await self._end(platform)
        for path in ("health", "scenarios", "shops", "nothing"):
            await self._admin("GET", path)
        await self._admin("POST", "reset")
        return self.lines

    async def _shop(self, platform: str) -> None:
        """Somebody fills a basket, leaves and comes back; some of it goes wrong."""
        shop = f"shops/{platform}/{DEMO}"
        offer = (await self._admin("GET", f"{shop}/shopper")).body
        basket = f"{shop}/shopper/baskets/visit"
        await self._admin("PUT", f"{shop}/settings", {"reminders": ["PT1H", "P1D"]})
        await self._admin("POST", f"{shop}/shopper/baskets", {"id": "visit"})
        product, customer = offer["products"][0]["key"], offer["customers"][0]["key"]
        await self._admin("POST", f"{basket}/lines", {"product": product, "quantity": 2})
        await self._admin("POST", f"{basket}/lines", {"product": "nothing"})
        await self._admin("PUT", f"{basket}/contact", {"customer": customer})
        await self._admin("POST", f"{basket}/phase", {"phase": "payment_method"})
        await self._admin("POST", f"{basket}/coupon", {"code": offer["coupons"][0]})
        await self._admin("POST", f"{basket}/remind", {"channel": "sms"})
        await self._admin("POST", f"{basket}/leave")
        await self._admin("PUT", f"{shop}/snapshots/left")
        await self._admin("POST", f"{shop}/clock/advance", {"by": "P2DT3H"})
        await self._admin("POST", f"{basket}/return")

    async def _ask_all(self, platform: str) -> None:
        """Every operation: rightly, in both languages, without a credential and wrongly."""
        for target in await targets_of(self.assembly, platform):
            call = target.call()
            arabic = replace(call, headers={**call.headers, "accept-language": "ar"})
            names = dict.fromkeys(target.path_values, "999999")
            nameless = {each: call.headers[each] for each in call.headers if "auth" not in each}
            await self._ask(call)
            await self._ask(arabic)
            await self._ask(replace(call, headers=nameless))
            await self._ask(replace(call, path=target.path(names)))
            await self._ask(
                replace(call, query="page=0&limit=none", content=b"[" * bool(call.content))
            )

    async def _end(self, platform: str) -> None:
        """The basket is paid for; then the shop is looked into, and goes back."""
        shop = f"shops/{platform}/{DEMO}"
        await self._admin("POST", f"{shop}/shopper/baskets/visit/pay")
        await self._admin("POST", f"{shop}/shopper/baskets/visit/pay")
        for path in ("events", "jobs", "records", "records/basket", "shopper/baskets", "snapshots"):
            await self._admin("GET", f"{shop}/{path}")
        await self._admin("POST", f"{shop}/copy", {"to": "twin"})
        await self._admin("POST", f"{shop}/snapshots/left/load")
        await self._admin("POST", f"{shop}/snapshots/nothing/load")

    async def _admin(self, method: str, path: str, body: Any = None) -> Reply:
        headers = {"content-type": "application/json"} if body is not None else {}
        content = json.dumps(body).encode() if body is not None else b""
        return await self._ask(Call(method, f"/__admin/{path}", headers, content=content))

    async def _ask(self, call: Call) -> Reply:
        reply = await send_call(self.assembly.app, call)
        headers = {name: value for name, value in reply.headers.items() if name != "date"}
        asked = f"{call.method} {call.path}?{call.query} {call.content!r}"
        self.lines.append(
            [asked, reply.status, headers, reply.content.decode("utf-8", "backslashreplace")]
        )
        return reply


def hold(cache_folder: Path, *names: str, seed: int = 7) -> list[Line]:
    """What a new sandbox with these platforms, or with all, has to say."""
    start, options = Start(DEMO, seed, NOON), Options(cache_folder=cache_folder)
    assembly = assemble(names or platform_names(), start, options)
    return asyncio.run(Conversation(assembly).hold())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled documents are kept."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def lines(folder: Path) -> list[Line]:
    return hold(folder)


def test_the_conversation_meets_every_operation_and_many_refusals(lines: list[Line]) -> None:
    statuses = Counter(status // 100 for _, status, _, _ in lines)
    handlers = {headers.get("x-souqbox-handler") for _, _, headers, _ in lines}

    assert statuses[2] > 150
    assert statuses[4] > 60
    assert statuses[5] == 0, [line for line in lines if line[1] >= 500]
    assert len(handlers) > 30


def test_two_sandboxes_in_a_process_answer_the_same_bytes(lines: list[Line], folder: Path) -> None:
    assert differences(lines, hold(folder)) == []


def test_another_process_answers_the_same_bytes(lines: list[Line], folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.test_determinism", str(folder)],
        cwd=ROOT,
        env={**os.environ, **ELSEWHERE},
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr.decode()
    assert differences(lines, json.loads(run.stdout)) == []


def test_another_seed_answers_otherwise(folder: Path) -> None:
    assert differences(hold(folder, "zid"), hold(folder, "zid", seed=8)) != []


def differences(lines: list[Line], others: list[Line]) -> list[str]:
    """The first answers that differ, side by side."""
    assert len(lines) == len(others)
    pairs = zip(lines, others, strict=True)
    return [f"{one}\n{other}" for one, other in pairs if one != other][:3]


if __name__ == "__main__":
    print(json.dumps(hold(Path(sys.argv[1]))))
