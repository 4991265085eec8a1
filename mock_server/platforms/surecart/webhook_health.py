"""A grace period: an endpoint that fails is disabled, unless it takes something before the end."""

from datetime import UTC, datetime, timedelta

from mock_server.engine.jobs import Job, Worker, is_planned
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.webhooks import Outcome, Subscription, give_up
from mock_server.webhooks.deliveries import of_subscription

from .timestamps import keep, unix

ENDPOINT = "webhook_endpoint"
DISABLE = "disable_webhook_endpoint"

GRACE = timedelta(days=3)
"""Ours: that there is such a time is known, and not how long it is."""

_SINCE, _UNTIL = "erroring_grace_period_started_at", "erroring_grace_period_ends_at"

HEALTHY: Record = {_UNTIL: None, _SINCE: None}


def note_attempt(outcome: Outcome, subscription: Subscription, shop: Shop) -> None:
    """The first failure begins the grace period, any success ends it."""
    endpoint = subscription.record
    erroring = endpoint[_SINCE] is not None
    if outcome.succeeded:
        if erroring:
            keep(shop, ENDPOINT, endpoint["id"], {**endpoint, **HEALTHY})
        return
    if not erroring:
        now = shop.clock.now()
        period = {_UNTIL: unix(now + GRACE), _SINCE: unix(now)}
        endpoint = keep(shop, ENDPOINT, endpoint["id"], {**endpoint, **period})
    _plan_end(endpoint, shop)


def _plan_end(endpoint: Record, shop: Shop) -> None:
    until = datetime.fromtimestamp(endpoint[_UNTIL], UTC)
    end = Job(DISABLE, endpoint["id"], {"since": endpoint[_SINCE]})
    if not is_planned(shop.store, until, end):
        shop.at(until, end)


def _disable(job: Job, shop: Shop) -> None:
    """The period is over; it may be another one by now, or none.

    When the clock took a long step, attempts of the period may be still to be made. One that
    fails plans the end anew; one that succeeds calls it off.
    """
    endpoint = shop.store.get(ENDPOINT, job.subject)
    if endpoint[_SINCE] != job.details["since"] or not endpoint["enabled"]:
        return
    now = shop.clock.now()
    if not any(each["due"] and each["due"] <= now for each in of_subscription(shop, job.subject)):
        keep(shop, ENDPOINT, job.subject, {**endpoint, "enabled": False})
        give_up(shop, job.subject, "the endpoint failed until its grace period was over")


WORKERS: dict[str, Worker] = {DISABLE: _disable}
