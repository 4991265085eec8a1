"""A client that costs little: keep-alive connections, counted bytes, one thread, no parsing."""

import os
import select
import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One request, as bytes on the wire."""

    port: int
    request: bytes


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answer(target: Target) -> bytes:
    """One whole answer, head and body."""
    with socket.create_connection(("127.0.0.1", target.port), timeout=10) as connection:
        connection.sendall(target.request)
        return _read_answer(connection)


def throughput(target: Target, seconds: float, connections: int = 16) -> float:
    """Answers a second, with every connection always waiting for one."""
    size = len(answer(target))
    sockets = [socket.create_connection(("127.0.0.1", target.port)) for _ in range(connections)]
    poll = select.epoll()
    left = {}
    for each in sockets:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(each, select.EPOLLIN)
        left[each.fileno()] = (each, size)
        each.sendall(target.request)
    count, start = 0, time.perf_counter()
    end = start + seconds
    while time.perf_counter() < end:
        for number, _ in poll.poll(1.0):
            connection, missing = left[number]
            missing -= len(connection.recv(262_144))
            if missing <= 0:
                count += 1
                missing += size
                connection.sendall(target.request)
            left[number] = (connection, missing)
    elapsed = time.perf_counter() - start
    poll.close()
    for each in sockets:
        each.close()
    return count / elapsed


def pin(core: int) -> None:
    """Stay on one core, where there is more than one and the system lets us."""
    cores = os.cpu_count() or 1
    if hasattr(os, "sched_setaffinity") and cores > 1:
        os.sched_setaffinity(0, {core % cores})


def _read_answer(connection: socket.socket) -> bytes:
    content = b""
    while b"\r\n\r\n" not in content:
        content += connection.recv(65_536)
    head, _, body = content.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length")
    )
    while len(body) < length:
        part = connection.recv(65_536)
        content, body = content + part, body + part
    return content
