"""Serves a proxy: binds an address of this machine, and writes down at the end what passed."""

import json
import socket
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mock_server import __version__
from mock_server.admin.har import archive
from mock_server.web.forwarding import Forwarder
from mock_server.web.proxy import Proxy
from mock_server.web.server import WebServer

from .passing import Recorder, Watcher
from .serving import bind_address


@dataclass(frozen=True, slots=True)
class Proxying:
    """A proxy with its address, ready to run."""

    server: WebServer
    listener: socket.socket
    url: str

    def run(self) -> None:
        """Pass everything on until the process is told to stop."""
        self.server.run(sockets=[self.listener])


def prepare_proxy(target: str, port: int, watcher: Watcher) -> Proxying:
    """A proxy on this machine only: what passes through it are other people's tokens.

    Raises:
        CannotStart: the port cannot be had.
    """
    listener, address = bind_address("127.0.0.1", port)
    proxy = Proxy(Forwarder(target), watcher)
    server = WebServer(proxy, lambda: None, lambda: None, dated=False)
    return Proxying(server, listener, address.url)


def write_archive(recorder: Recorder, path: Path) -> None:
    """What passed as HAR 1.2, with secrets masked.

    Raises:
        OSError: the file cannot be written.
    """
    made = archive(recorder.exchanges, recorder.journal, __version__)
    path.write_text(
        json.dumps(made, ensure_ascii=False, indent=1, default=_moment), encoding="utf-8"
    )


def _moment(value: Any) -> str:
    assert isinstance(value, datetime), "an archive is made of JSON and moments"
    return value.isoformat()
