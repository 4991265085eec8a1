"""Bodies as an operation's document shows them, forms with files among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contract_tests.document import Document, Operation
from contract_tests.examples import body_of, example_of
from contract_tests.shapes import flatten

FORM = "multipart/form-data"
BOUNDARY = "souqbox-5e1f4c0d9a1b"


@dataclass(frozen=True, slots=True)
class Shown:
    """A body as it is sent: JSON, or the bytes of a form."""

    body: Any = None
    content: bytes | None = None
    media_type: str = "application/json"


def shown_body(document: Document, operation: Operation) -> Shown | None:
    """The body of the document's example; None when it is of a kind that is not sent here."""
    content = document.resolve(operation.definition.get("requestBody", {})).get("content", {})
    if not content:
        return Shown()
    if "application/json" in content:
        return Shown(body=body_of(document, operation))
    if FORM in content:
        data = multipart(document, content[FORM])
        return Shown(content=data, media_type=f"{FORM}; boundary={BOUNDARY}")
    return None


def multipart(document: Document, media: Mapping[str, Any]) -> bytes:
    """A form of the example; what is binary goes as a file, of the type that `encoding` names."""
    schema = media.get("schema", {})
    example = media.get("example") or example_of(document, schema)
    encoding = media.get("encoding", {})
    parts = b""
    for name, node in flatten(document, schema).properties.items():
        if not isinstance(example, Mapping) or example.get(name) is None:
            continue
        is_file = flatten(document, node).facets.get("format") == "binary"
        kind = encoding.get(name, {}).get("contentType", "").split(",")[0].strip()
        parts += _part(name, example[name], kind or "application/octet-stream", is_file)
    return parts + f"--{BOUNDARY}--\r\n".encode()


def _part(name: str, value: Any, kind: str, is_file: bool) -> bytes:
    ending = kind.partition("/")[2].partition("+")[0] or "bin"
    file = f'; filename="souqbox.{ending}"\r\nContent-Type: {kind}' if is_file else ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + text.encode() + b"\r\n"
