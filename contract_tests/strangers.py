"""Ids that look like real ones and belong to nothing."""

import re
from collections.abc import Mapping
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from contract_tests.document import Operation
from contract_tests.inspection import Inspection
from contract_tests.reach import Pool

SHORTEST = 6
KINDS = (digits, ascii_lowercase, ascii_uppercase)
HEXADECIMAL = "0123456789abcdef"
BEGINS = re.compile(r"^[A-Za-z]+[_-](?=.*[0-9A-Za-z]$)")


def unknown_values(
    inspection: Inspection, pool: Pool, operation: Operation, seed: int
) -> dict[str, Any] | None:
    """Real values for the path but for its last parameter; None where no real ones are known."""
    if not operation.path_names:
        return None
    last = operation.path_names[-1]
    if last in inspection.profile.path_parameters:
        return None
    known = pool.complete(operation, inspection.profile.path_parameters)
    if not known:
        return None
    schema: Any = next((p.get("schema", {}) for p in operation.parameters if p["name"] == last), {})
    taken = {str(values[last]) for values in known}
    stranger = stranger_to(known[0][last], taken, inspection.document.resolve(schema), seed)
    return None if stranger is None else {**known[0], last: stranger}


def stranger_to(real: Any, taken: set[str], schema: Mapping[str, Any], seed: int) -> Any:
    """A value of the same make that is not taken; None where the schema names all there are."""
    if schema.get("enum"):
        return None
    random = Random(f"{seed}{real}")
    for _ in range(100):
        text = _number(real, schema, random) if str(real).isdigit() else _text(str(real), random)
        if text not in taken:
            return int(text) if isinstance(real, int) else text
    return None


def kin_of(real: Any, taken: set[str], schema: Mapping[str, Any], seed: int) -> Any:
    """As `stranger_to`, with the word that ids of this kind begin with, such as `cus_`, kept."""
    begins = BEGINS.match(real) if isinstance(real, str) else None
    if begins is None or schema.get("enum"):
        return None
    random, rest = Random(f"{seed}{real}"), real[begins.end() :]
    rest = rest if len(rest) >= SHORTEST else rest * SHORTEST  # a neighbour of a short one may be
    for _ in range(100):
        text = begins[0] + _text(rest, random)
        if text not in taken:
            return text
    return None


def _number(real: Any, schema: Mapping[str, Any], random: Random) -> str:
    """As many digits, or nine where ids are so short that a neighbour may exist."""
    text = str(real)
    if len(text) >= SHORTEST:
        return text[0] + "".join(random.choice(digits) for _ in text[1:])
    longest = schema.get("maximum", 999_999_999)
    return str(random.randint(min(100_000_000, longest), longest))


def _text(real: str, random: Random) -> str:
    if real and set(real) <= set(HEXADECIMAL + "-"):
        kept = {8: "-", 13: "-", 14: real[14:15], 18: "-", 19: real[19:20], 23: "-"}
        mixed = [kept.get(i, "x") if "-" in real else "x" for i in range(len(real))]
        return "".join(random.choice(HEXADECIMAL) if c == "x" else c for c in mixed)
    return "".join(_same_kind(character, random) for character in real)


def _same_kind(character: str, random: Random) -> str:
    for kind in KINDS:
        if character in kind:
            return random.choice(kind)
    return character
