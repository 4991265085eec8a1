"""A visit to a server: what a run holds while it lasts, and puts away at its end."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract_tests.cleanup import clean_up
from contract_tests.client import Client
from contract_tests.ledger import Ledger, plain
from contract_tests.probe import CouldNotTest
from contract_tests.removal import Entry, Removals
from contract_tests.settings import Settings
from contract_tests.target import Target, aim
from contract_tests.wire import Limits, Wire


@dataclass
class Visit:
    """The server, the wire to it and the ledger of what is created there."""

    settings: Settings
    target: Target
    wire: Wire
    ledger: Ledger
    client: Client
    started: float
    left: list[Entry] = field(default_factory=list)

    @classmethod
    def begin(cls, settings: Settings) -> "Visit":
        """Make all ready; nothing is sent yet.

        Raises:
            CouldNotTest: it is to write to a host without the word that it is one's own,
                or nothing was chosen.
            BadLedger: an earlier run left something behind.
        """
        started = time.monotonic()
        if settings.keyless is not None:
            raise CouldNotTest(
                f"--mode full creates and removes things at {settings.keyless}: "
                f"add --i-own {settings.keyless} if it is yours to do so."
            )
        target = aim(settings)
        if not target.operations:
            raise CouldNotTest("No operation is chosen: see --operations and --mode.")
        limits = Limits(settings.rate, settings.max_requests, target.full, settings.timeout_seconds)
        wire = Wire(limits)
        ledger = Ledger(target.document, settings.base_url, ledger_path(settings))
        wire.heard.append(ledger.hear)
        if target.guarded:
            wire.guard = ledger.hold(target.profile.path_parameters)
        client = Client(target.base_url, target.credentials, wire=wire)
        return cls(settings, target, wire, ledger, client, started)

    @property
    def shown_url(self) -> str:
        return plain(self.settings.base_url)

    def tidy(self) -> None:
        """Remove what was created; a second Ctrl-C leaves the rest in the ledger."""
        entries = self.ledger.open
        if not entries:
            return
        try:
            self.left = clean_up(self.target.base_url, self.target.credentials, entries, self.wire)
        except KeyboardInterrupt:
            self.left = self.ledger.open
        self.ledger.close(self.left)

    def notes(self) -> Iterator[str]:
        """What the limits of the run kept from being looked at."""
        wire = self.wire
        if wire.limited:
            yield f"{wire.limited} requests were refused with 429 to the end: give a lower --rate"
        if wire.refrained:
            yield f"{wire.refrained} requests would have changed what is not ours: not sent"
        if wire.spent:
            yield f"all of --max-requests {wire.limits.most_requests} were sent: not all was tried"


def ledger_path(settings: Settings) -> Path | None:
    """On this machine none is needed, unless it is asked for or there is a folder for it."""
    if settings.ledger is not None or not settings.full:
        return settings.ledger
    name = f"souqbox-ledger-{settings.platform}.jsonl"
    if settings.report_dir is not None:
        return settings.report_dir / name
    return Path(name) if settings.guarded else None


def plan(settings: Settings) -> str:
    """What a run that writes will create on a server that others may use."""
    target = aim(settings)
    removals = Removals(target.document)
    lines = [f"This run writes to {plain(settings.base_url)}. It creates with:"]
    for operation in target.creating:
        removal = removals.removal_of(operation)
        if operation.reads or removal is None:
            continue
        end = f"removed by {removal}" if removal else "CANNOT be removed: no operation does"
        lines.append(f"  {operation.label}  ({end})")
    if len(lines) == 1:
        lines = [f"This run may write to {plain(settings.base_url)}, but finds nothing to create."]
    lines.append("It changes and removes only what it created itself.")
    lines.append(f"What it created is listed in {ledger_path(settings)} until it is removed.")
    return "\n".join(lines)
