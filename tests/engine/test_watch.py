"""What is noted of every exchange: counted, kept, looked at, logged."""

from mock_server.engine.exchange import KEPT_BODY, Exchange
from mock_server.engine.faults import Fault
from mock_server.engine.journal import Journal
from mock_server.engine.metrics import BOUNDS, Metrics
from mock_server.engine.shop import Shop
from mock_server.engine.watch import TOGETHER, Watch
from tests.engine.exchanges import make_exchange


def test_an_exchange_is_counted_kept_and_logged(shop: Shop) -> None:
    logged: list[Exchange] = []
    watch = Watch()
    watch.log = logged.append
    exchange = make_exchange(shop)

    watch.note(exchange)

    assert [*watch.journal] == logged == [exchange]
    assert watch.metrics.tallies["toy"].requests == {("listNotes", 200): 1}


def test_advice_is_there_before_the_line_of_the_log(shop: Shop) -> None:
    lines: list[str] = []
    watch = Watch()
    watch.log = lambda exchange: lines.append(exchange.advice)

    for page in (5, 6, 7):
        watch.note(make_exchange(shop, query=b"page=%d" % page, answer=b'{"data": []}'))

    assert [bool(line) for line in lines] == [False, False, True]


def test_metrics_tell_requests_times_faults_limits_and_mistakes() -> None:
    metrics = Metrics()
    for facts in (
        {"seconds": 0.0004},
        {"seconds": 99.0, "struck": Fault("reset", "f1"), "status": 0},
        {"kind": "too_many_requests", "status": 429},
        {"kind": "invalid", "status": 422},
        {"kind": "not_found", "status": 404},
        {"operation": None, "kind": "unknown_path", "status": 404},
    ):
        metrics.count([make_exchange(**facts)])
    metrics.delivered("toy", "success")

    tally = metrics.tallies["toy"]
    assert sum(tally.requests.values()) == sum(tally.ranges) == 6
    assert tally.requests["", 404] == 1
    assert (tally.ranges[0], tally.ranges[len(BOUNDS)]) == (5, 1)
    assert metrics.faults == {("toy", "reset"): 1}
    assert metrics.limited == {"toy": 1}
    assert metrics.invalid == {("toy", "listNotes"): 1}
    assert metrics.deliveries == {("toy", "success"): 1}


def test_what_ended_is_worked_up_when_somebody_looks_or_there_is_enough(shop: Shop) -> None:
    journal = Journal()
    watch = Watch(journal)
    for _ in range(TOGETHER + 1):
        watch.note(make_exchange(shop))

    worked_up = len(journal)

    assert (worked_up, len(watch.journal)) == (TOGETHER, TOGETHER + 1)


def test_who_follows_hears_at_once(shop: Shop) -> None:
    journal = Journal()
    watch, heard = Watch(journal), []
    watch.note(make_exchange(shop))
    stop = journal.listen(lambda: heard.append(journal.last))

    watch.note(make_exchange(shop))
    assert len(watch.journal) == 2, "looking is nothing to hear of"
    stop()

    assert heard == [2], "once, of all that there is"


def test_long_bodies_do_not_wait(shop: Shop) -> None:
    journal = Journal()
    watch = Watch(journal)

    watch.note(make_exchange(shop, answer=b"x" * (KEPT_BODY + 1)))

    assert len(journal) == 1
