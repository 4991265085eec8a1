"""Values for a schema: those that keep it, each unlike the others, and those that break it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from contract_tests.patterns import matching
from contract_tests.shapes import Shape

LONGEST = 5000
"""Where a text may be very long, nobody is asked for more."""
ARABIC, EMOJI = "تمر المدينة", "🌴 dates"
WRONG_TYPES: dict[str, Any] = {
    "string": "souqbox",
    "integer": 7,
    "number": 1.5,
    "boolean": True,
    "array": ["souqbox"],
    "object": {"souqbox": 1},
}
MALFORMED = {
    "date-time": "2026-13-45T99:00:00Z",
    "date": "2026-02-31",
    "time": "25:61:00",
    "email": "no-at-sign",
    "uri": "not a uri",
    "uuid": "not-a-uuid",
    "ipv4": "999.1.1.1",
    "hostname": "-no host-",
}
DAY_ONE = datetime(2031, 3, 5, 9, 30, tzinfo=UTC)


def formatted(kind: str, number: int) -> str | None:
    """The `number`-th value of a format; each is unlike the others."""
    moment = DAY_ONE + timedelta(days=number % 3000, minutes=number)
    return {
        "date-time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "date": moment.strftime("%Y-%m-%d"),
        "time": moment.strftime("%H:%M:%SZ"),
        "email": f"souqbox.{number}@example.com",
        "idn-email": f"souqbox.{number}@example.com",
        "uri": f"https://souqbox.example.com/{number}",
        "uri-reference": f"/souqbox/{number}",
        "iri": f"https://souqbox.example.com/{number}",
        "url": f"https://souqbox.example.com/{number}",
        "uuid": f"{number:08x}-5e1f-4c0d-9a1b-0c2d3e4f5a6b",
        "ipv4": f"192.0.2.{number % 250 + 1}",
        "ipv6": f"2001:db8::{number % 9999 + 1:x}",
        "hostname": f"souqbox{number}.example.com",
        "duration": f"PT{number % 50 + 1}M",
        "byte": "c291cWJveA==",
    }.get(kind)


def fresh(shape: Shape, number: int, example: Any = None) -> Any:
    """The `number`-th value of a scalar schema, near the example where the schema leaves room."""
    if shape.enum:
        return shape.enum[number % len(shape.enum)]
    if shape.type == "boolean":
        return number % 2 == 0
    if shape.type in ("integer", "number"):
        return _number(shape, number, example)
    if shape.type in ("string", ""):
        return _text(shape, number, example)
    return example


def _number(shape: Shape, number: int, example: Any) -> Any:
    low, high = shape.limits()
    step = shape.facets.get("multipleOf", 1)
    start = example if isinstance(example, int | float) and not isinstance(example, bool) else None
    start = (low if low is not None else 1) if start is None else start
    value = start + number % 50 * step
    if high is not None and value > high:
        room = int((high - (low or 0)) / step) if step else 0
        value = (low or 0) + (number % (room + 1)) * step
    if shape.facets.get("multipleOf"):
        value = round(value / step) * step
    return int(value) if shape.type == "integer" else round(value, 2)


def _text(shape: Shape, number: int, example: Any) -> Any:
    facets = shape.facets
    if facets.get("format") and (found := formatted(facets["format"], number)):
        return found
    least, most = facets.get("minLength", 0), facets.get("maxLength", LONGEST)
    if facets.get("pattern"):
        return matching(facets["pattern"], number, least) or example
    text = f"souqbox {number}"
    if least > len(text):
        text = text + "x" * (least - len(text))
    return text if len(text) <= most else text[-most:] if most else ""


def right(shape: Shape) -> Iterator[tuple[str, Any]]:
    """Values at the edges of what is allowed, each with what is special about it."""
    for value in shape.enum:
        yield f"the value {value!r}", value
    if shape.nullable:
        yield "null", None
    if shape.enum or shape.opaque:
        return
    if shape.type == "string":
        yield from _right_texts(shape)
    elif shape.type in ("integer", "number"):
        low, high = shape.limits()
        yield from (("the least number", _whole(shape, low)),) if low is not None else ()
        yield from (("the greatest number", _whole(shape, high)),) if high is not None else ()
        if (low is None or low <= 0) and (high is None or high >= 0):
            yield "zero", 0
    elif shape.type == "boolean":
        yield from (("true", True), ("false", False))


def _whole(shape: Shape, number: float) -> Any:
    return int(number) if shape.type == "integer" or number == int(number) else round(number, 6)


def _right_texts(shape: Shape) -> Iterator[tuple[str, Any]]:
    facets = shape.facets
    if facets.get("format") or facets.get("pattern"):
        return
    least, most = facets.get("minLength", 0), facets.get("maxLength")
    for what, text in (("Arabic", ARABIC), ("an emoji", EMOJI)):
        fitted = text[:most] if most is not None else text
        yield what, fitted.strip().ljust(least, "ت")
    if most is not None and most <= LONGEST:
        yield "the longest text", "x" * most
    if least > 0:
        yield "the shortest text", "y" * least


def wrong(shape: Shape) -> Iterator[tuple[str, str, Any]]:
    """(kind, words, value): each breaks one rule of the schema, as long as the judge agrees."""
    if not shape.nullable and shape.types:
        yield "NULL", "null", None
    yield from _wrong_types(shape)
    if shape.enum:
        odd = "souqbox-unheard-of" if isinstance(shape.enum[0], str) else 987654
        yield "ENUM", "a value outside the enum", odd
    facets = shape.facets
    if shape.type in ("integer", "number"):
        low, high = shape.limits()
        step = facets.get("multipleOf", 1 if shape.type == "integer" else 0.01)
        if low is not None:
            yield "RANGE", "a number below the least", _whole(shape, low - step)
        if high is not None:
            yield "RANGE", "a number above the greatest", _whole(shape, high + step)
    if shape.type == "string" and not shape.enum:
        yield from _wrong_texts(shape)
    if shape.type == "array" and facets.get("minItems", 0) > 0:
        yield "LENGTH", "too few elements", []


def _wrong_types(shape: Shape) -> Iterator[tuple[str, str, Any]]:
    if not shape.types or shape.opaque:
        return
    for name, value in WRONG_TYPES.items():
        fits = name in shape.types or (name == "integer" and "number" in shape.types)
        if not fits:
            yield "TYPE", f"{name} in place of {' or '.join(shape.types)}", value


def as_text(shape: Shape) -> str | None:
    """A good number of the schema, written as text, where only a number will do."""
    if shape.type not in ("integer", "number") or "string" in shape.types or shape.opaque:
        return None
    return str(fresh(shape, 12, 12))


def _wrong_texts(shape: Shape) -> Iterator[tuple[str, str, Any]]:
    facets = shape.facets
    least, most = facets.get("minLength", 0), facets.get("maxLength")
    own = fresh(shape, 3)
    base = own if isinstance(own, str) and own else "x"
    if least > 0:
        yield "LENGTH", "a text that is too short", base[: least - 1]
    if most is not None and most <= LONGEST:
        yield "LENGTH", "a text that is too long", base.ljust(most + 1, base[-1])
    if facets.get("pattern"):
        yield "PATTERN", "a text outside the pattern", "!" * max(least, 1)
        yield "PATTERN", "a text with more than the pattern", base + "\n!"
    if facets.get("format") in MALFORMED:
        yield "FORMAT", f"a malformed {facets['format']}", MALFORMED[facets["format"]]


def array_of(shape: Shape, item: Any) -> list[Any]:
    return [item] * max(1, shape.facets.get("minItems", 1))
