"""From process start to the first 200: `python -m bench.startup [--rounds 5]`.

The peer imports connexion and serves a bare app on uvicorn; the sandbox serves every platform with
its demo shop. The first start of each fills the caches, of compiled documents and of bytecode (as
an installed package has it), and is not counted.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

PEER = """
import socket, sys, connexion, uvicorn
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", lifespan="off")
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def until_first_200(command: list[str], port: int, environment: dict[str, str]) -> float:
    """Seconds."""
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        while time.perf_counter() - start < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).read()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.005)
            else:
                return time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(10)
    sys.exit(f"{command[0]} did not answer within 60 s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(home) / "bytecode"),
            "XDG_CACHE_HOME": str(Path(home) / "cache"),
        }
        peer, sandbox = [], []
        for turn in range(rounds + 1):
            port = free_port()
            bare = [sys.executable, "-c", PEER, str(port)]
            peer_seconds = until_first_200(bare, port, environment)
            port = free_port()
            ours = [sys.executable, "-m", "mock_server", "serve", "--port", str(port)]
            seconds = until_first_200(ours, port, environment)
            if turn:
                peer.append(peer_seconds)
                sandbox.append(seconds)
    ratio = median(mine / other for mine, other in zip(sandbox, peer, strict=True))
    print(f"bare connexion + uvicorn {median(peer):.2f} s,", end=" ")
    print(f"souqbox {median(sandbox):.2f} s, ratio {ratio:.2f} (goal 1.50)")


if __name__ == "__main__":
    main()
