"""Records as they may be looked at: what is named as a secret is masked, and so is a token's id."""

from typing import Any

from mock_server.engine.masking import mask, mask_text
from mock_server.engine.shops import TOKENS
from mock_server.engine.store import Record
from mock_server.spec.secret_names import is_secret


def veiled(value: Any) -> Any:
    """The value with every text masked that stands under a secret's name, in text too: the body of
    a delivery is kept as it was sent."""
    if isinstance(value, dict):
        return {
            name: mask(part) if isinstance(part, str) and is_secret(name) else veiled(part)
            for name, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [veiled(part) for part in value]
    return mask_text(value) if isinstance(value, str) else value


def veiled_record(resource: str, record: Record) -> Record:
    shown: Record = veiled(record)
    return {**shown, "id": mask(record["id"])} if resource == TOKENS else shown
