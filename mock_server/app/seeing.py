"""Learns from passing answers what a shop has, and writes it down as a scenario."""

from pathlib import Path

import orjson

from contract_tests.traffic.judge import Verdict
from contract_tests.traffic.recorded import Recorded
from mock_server.commerce.sightings import Readers, Sightings
from mock_server.engine.clock import Clock
from mock_server.scenarios.corpus import load_corpus
from mock_server.scenarios.retelling import as_yaml, retell
from mock_server.spec.locations import data_folder


class Seeing:
    """Reads good answers with the platform's readers; what cannot be read is left out."""

    def __init__(self, readers: Readers, operation_ids: dict[str, str]) -> None:
        self._readers = readers
        self._operation_ids = operation_ids
        self.sightings = Sightings()
        self.unread = 0

    def see(self, verdict: Verdict, recorded: Recorded) -> None:
        reader = self._readers.get(self._operation_ids.get(verdict.label, ""))
        if reader is None or not verdict.succeeded:
            return
        try:
            for seen in reader(orjson.loads(recorded.body or b"")):
                self.sightings.add(seen)
        except (AttributeError, KeyError, TypeError, ValueError):
            self.unread += 1  # an answer that breaks the contract may have any shape

    def save(self, path: Path) -> None:
        """Write the scenario.

        Raises:
            OSError: the file cannot be written.
        """
        corpus = load_corpus(data_folder("fixtures") / "corpus")
        document = retell(self.sightings, corpus, Clock().now())
        path.write_text(as_yaml(document), encoding="utf-8")
