"""Taking away what a run created, in reverse order, at its end or from its ledger."""

from collections.abc import Mapping, Sequence

import requests
from schemathesis.transport.requests import SameHostRedirectsSession

from contract_tests.client import leave_the_headers
from contract_tests.ledger import BadLedger, plain, read_ledger, write_ledger
from contract_tests.removal import Entry
from contract_tests.settings import Settings
from contract_tests.target import aim
from contract_tests.wire import Limits, Wire

GONE = (404, 410)
ATTEMPTS = 2
"""What hangs on something else can be removed once that is."""


def clean_up(
    base_url: str, credentials: Mapping[str, str], entries: Sequence[Entry], wire: Wire
) -> list[Entry]:
    """Remove what can be removed; what is left."""
    session = SameHostRedirectsSession()
    wire.join(session)
    wire.unlimited, wire.deadline = True, float("inf")
    left = list(entries)
    for _ in range(ATTEMPTS):
        left = [entry for entry in left if not _remove(session, base_url, credentials, entry)]
    wire.unlimited = False
    return left


def _remove(
    session: requests.Session, base_url: str, credentials: Mapping[str, str], entry: Entry
) -> bool:
    if entry.removal is None:
        return False
    try:
        response = session.delete(
            base_url.rstrip("/") + entry.removal,
            headers={"Accept": "application/json", **credentials},
            allow_redirects=False,
            auth=leave_the_headers,
        )
    except requests.RequestException:
        return False
    return response.status_code < 300 or response.status_code in GONE


def clean_up_from(settings: Settings) -> tuple[int, list[Entry]]:
    """Remove what the ledger of the settings lists: how much there was, and what is left.

    Raises:
        BadLedger: the file is no ledger, or one of another server.
    """
    assert settings.ledger is not None, "there is a file to read"
    base_url, entries = read_ledger(settings.ledger)
    if plain(settings.base_url) != base_url:
        raise BadLedger(f"{settings.ledger} is of {base_url}, not of {plain(settings.base_url)}")
    target = aim(settings)
    wire = Wire(Limits(settings.rate, writes=True, timeout_seconds=settings.timeout_seconds))
    left = clean_up(target.base_url, target.credentials, entries, wire)
    write_ledger(settings.ledger, base_url, left)
    return len(entries), left
