"""Reads an HTTP Archive (HAR 1.2), as browsers, proxies and `souqbox requests export` write it."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from contract_tests.traffic.recorded import Pairs, Recorded, decoded

GZIP = b"\x1f\x8b"
TYPE = "content-type"
NO_TYPE = "x-unknown"
"""What browsers write where an answer has none."""


class NotAnArchive(Exception):
    """The file is no HAR that can be read; the text says in one line what is wrong where."""


def read_archive(path: Path) -> list[Recorded]:
    """The exchanges of the file, in its order; what was never sent (data: URLs) is left out.

    Raises:
        NotAnArchive: it cannot be opened, is no JSON, or no archive.
    """
    try:
        log = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise NotAnArchive(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise NotAnArchive(f"{path} is no JSON: {error}") from error
    entries = log.get("log", {}).get("entries") if _is_log(log) else None
    if not isinstance(entries, list):
        raise NotAnArchive(f"{path} is no HTTP Archive: it has no log.entries")
    return list(_read_entries(path, entries))


def _is_log(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("log"), dict)


def _read_entries(path: Path, entries: list[Any]) -> Iterator[Recorded]:
    for number, entry in enumerate(entries):
        try:
            recorded = _read(entry)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise NotAnArchive(f"{path}: log.entries[{number}] cannot be read ({told})") from error
        if recorded.url.startswith(("http://", "https://")):
            yield recorded


def _read(entry: Mapping[str, Any]) -> Recorded:
    request, response = entry["request"], entry["response"]
    own = entry.get("_souqbox")
    time = entry.get("time")
    return Recorded(
        method=str(request["method"]).upper(),
        url=str(request["url"]).partition("#")[0],
        request_headers=_pairs(request, request.get("postData")),
        request_body=_sent(request),
        status=int(response["status"]),
        headers=_pairs(response, response.get("content")),
        body=_answered(response),
        seconds=max(float(time), 0.0) / 1000 if isinstance(time, int | float) else 0.0,
        platform=str(own.get("platform", "")) if isinstance(own, dict) else "",
    )


def _pairs(message: Mapping[str, Any], content: Any) -> Pairs:
    """Without the pseudo headers of HTTP/2. Some tools write a repeated header in lines, and leave
    the content's type to the content."""
    pairs = [(str(each["name"]), str(each["value"])) for each in message.get("headers") or []]
    media = content.get("mimeType") if isinstance(content, dict) else None
    if media and media != NO_TYPE and not any(name.lower() == TYPE for name, _ in pairs):
        pairs.append((TYPE, str(media)))
    return tuple(
        (name, line)
        for name, value in pairs
        if not name.startswith(":")
        for line in value.split("\n")
    )


def _sent(request: Mapping[str, Any]) -> bytes | None:
    post = request.get("postData")
    if not isinstance(post, dict):
        return None if (request.get("bodySize") or 0) > 0 else b""
    text = post.get("text")
    if text is None and post.get("params"):
        fields = [(each["name"], each.get("value", "")) for each in post["params"]]
        text = urlencode(fields)
    return None if text is None else _bytes(text, post)


def _answered(response: Mapping[str, Any]) -> bytes | None:
    content = response.get("content") or {}
    text = content.get("text")
    size = content.get("size") or 0
    if text is None:
        return None if size > 0 else b""
    body = _bytes(text, content)
    if body.startswith(GZIP):  # a tool that wrote down what went over the wire
        return decoded(body, "gzip")
    return None if _is_cut(body, size) else body


def _bytes(text: Any, holder: Mapping[str, Any]) -> bytes:
    if not isinstance(text, str):
        raise TypeError(f"a body that is {type(text).__name__}, not text")
    if holder.get("encoding") != "base64":
        return text.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"a body that is no base64: {error}") from error


def _is_cut(body: bytes, size: int) -> bool:
    """Whether only the beginning of some JSON was kept."""
    if len(body) >= size or body[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(body)
    except ValueError:
        return True
    return False
