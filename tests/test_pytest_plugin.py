"""The plugin in a project of its own, as pytest loads it there."""

import subprocess
import sys
import threading
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import mock_server.pytest_plugin as plugin
from mock_server.platforms import platform_names

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]
INSTALLED = bool(entry_points(group="pytest11", name="souqbox"))
PROJECT = """
    import pytest
    import requests

    URLS, NAMES = set(), set()

    @pytest.fixture(autouse=True)
    def seen(souqbox):
        yield
        URLS.add(souqbox.url)

    def test_a_fresh_shop_answers(salla):
        NAMES.add(salla.name)
        headers = {"Authorization": f"Bearer {salla.token}"}
        with requests.Session() as client:
            reply = client.get(f"{salla.base_url}/carts/abandoned", headers=headers, timeout=5)
        assert reply.status_code == 200
        salla.shopper.open("x1")

    @pytest.mark.parametrize("number", [1, 2])
    def test_each_test_has_a_shop_of_its_own(salla, zid, number):
        assert salla.name == zid.name
        assert salla.name not in NAMES
        NAMES.add(salla.name)
        assert "x1" not in [each["id"] for each in salla.records("basket")]
        salla.shopper.open("x1")

    @pytest.mark.souqbox(scenario="empty", clock="2026-03-01T12:00:00Z")
    class TestMarked:
        def test_a_mark_says_how_it_begins(self, salla):
            assert salla.records("basket") == []
            assert salla.clock.now().isoformat() == "2026-03-01T12:00:00+00:00"

        @pytest.mark.souqbox(clock="2027-01-01")
        def test_the_nearest_mark_wins(self, salla):
            assert salla.records("basket") == []
            assert salla.clock.now().year == 2027

    @pytest.mark.souqbox(seed=7)
    def test_a_seed_is_taken(salla, request):
        people = [each["contact"] for each in salla.records("basket")]
        salla.reset(seed=7)
        assert people == [each["contact"] for each in salla.records("basket")]

    def test_a_receiver_hears_of_what_happens(salla, webhook_inbox):
        headers = {"Authorization": f"Bearer {salla.token}"}
        body = {"event": "abandoned.cart", "url": webhook_inbox.url}
        with requests.Session() as client:
            url = f"{salla.base_url}/webhooks/subscribe"
            assert client.post(url, json=body, headers=headers, timeout=5).ok
        salla.webhooks.trigger("abandoned.cart")
        assert [each["event"] for each in webhook_inbox.events] == ["abandoned.cart"]

    def test_there_was_one_sandbox_and_nothing_is_left_in_it(souqbox):
        assert len(URLS) == 1
        assert {shop.name for shop in souqbox.shops} == {"demo"}
"""


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """pytest in this process, with the plugin as an installation brings it."""
    brought = [] if INSTALLED else [plugin]
    quiet = ["-p", "no:schemathesis", "-p", "no:cacheprovider", "-W", "error"]
    return pytester.runpytest_inprocess(*quiet, "--strict-markers", *arguments, plugins=brought)


def sandboxes() -> set[int | None]:
    """The sandboxes that run in this process: other tests have theirs."""
    return {each.ident for each in threading.enumerate() if each.name == "souqbox"}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_every_test_has_a_fresh_shop_of_one_sandbox(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(PROJECT)

    run(pytester).assert_outcomes(passed=8)


def test_a_mark_with_other_words_fails_the_test_in_one_line(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.souqbox(scenary="empty")
        def test_it(salla): ...
        """
    )

    result = run(pytester)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*takes scenario, seed, clock by name, not scenary"])


def test_nothing_starts_for_tests_that_do_not_ask(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_it(request):
            assert "souqbox" not in request.fixturenames
        """
    )
    before = sandboxes()

    run(pytester).assert_outcomes(passed=1)

    assert sandboxes() == before


def test_the_mark_and_the_fixtures_are_listed(pytester: pytest.Pytester) -> None:
    marks = run(pytester, "--markers").outlines
    fixtures = "\n".join(run(pytester, "--fixtures").outlines)

    assert any(line.startswith("@pytest.mark.souqbox(scenario, seed, clock)") for line in marks)
    for name in platform_names():
        assert f"A shop on {name} that only this test knows" in fixtures
    assert "webhook_inbox" in fixtures


def test_every_platform_has_a_fixture() -> None:
    assert set(platform_names()) <= vars(plugin).keys()


def test_it_loads_nothing_heavy() -> None:
    heavy = ("connexion", "uvicorn", "yaml", "requests", "jsonschema_rs", "pydantic", "typer")
    code = (
        "import sys, pytest; before = set(sys.modules); import mock_server.pytest_plugin;"
        f"print([name for name in {heavy!r} if name in set(sys.modules) - before])"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout == "[]\n"


FAILING = """
    import requests

    def ask(shop, path, token):
        with requests.Session() as client:
            headers = {"Authorization": f"Bearer {token}"}
            return client.get(f"{shop.base_url}{path}", headers=headers, timeout=5).status_code

    def test_it_fails(salla):
        for number in range(25):
            ask(salla, f"/carts/abandoned?page={number + 1}", salla.token)
        ask(salla, "/carts/abandoned", "a-token-nobody-knows")
        assert ask(salla, "/carts/abandoned/7?token=secret-in-a-query", salla.token) == 200

    def test_it_passes(salla):
        assert ask(salla, "/carts/abandoned", salla.token) == 200

    def test_it_fails_before_it_asks(zid):
        assert False
"""


def test_a_failing_test_tells_what_its_shop_was_asked(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FAILING)

    result = run(pytester)

    result.assert_outcomes(passed=1, failed=2)
    text = result.stdout.str()
    lines = [line for line in result.outlines if line.startswith("GET /salla/")]
    assert len(lines) == 20
    assert lines[0] == "GET /salla/admin/v2/carts/abandoned?page=8 200"
    assert lines[-2].startswith("GET /salla/admin/v2/carts/abandoned 401 ")
    assert lines[-1].startswith("GET /salla/admin/v2/carts/abandoned/7?token=****uery 404 ")
    assert text.count("souqbox: what came to salla/test-") == 1
    assert text.count("souqbox: what came to zid/test-") == 1
    assert "a-token-nobody-knows" not in "\n".join(lines)
    result.stdout.fnmatch_lines(["*souqbox: what came to zid/test-*", "nothing"])


def test_it_works_in_the_workers_of_xdist_and_in_any_order(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xdist")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest("def pytest_collection_modifyitems(items): items.reverse()")
    pytester.makepyfile(FAILING)
    brought = [] if INSTALLED else ["-p", "mock_server.pytest_plugin"]
    quiet = ["-p", "no:schemathesis", "-p", "no:cacheprovider"]

    result = pytester.runpytest_subprocess(*quiet, *brought, "-n", "2")

    result.assert_outcomes(passed=1, failed=2)
    lines = [line for line in result.outlines if line.startswith("GET /salla/")]
    assert len(lines) == 20
