"""What moves with a written field because it is the same thing, shown in another place too."""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.comparison import same


def follows(
    change: tuple[str, Any, Any], written: Mapping[str, Any], before: Mapping[str, Any]
) -> bool:
    """Whether what changed is what was written: by its name in parts, or as its twin ever since.

    `metadata_title` may be shown as `/metadata/title`, and a brand's name as its label too.
    """
    pointer, was, now = change
    name = pointer.strip("/").replace("/", "_")
    if any(name == other and same(now, value) for other, value in _named(written)):
        return True
    if not isinstance(was, str):
        return False  # flags and small numbers are alike by chance
    return any(same(before.get(key), was) and same(new, now) for key, new in written.items())


def _named(written: Any, outer: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each scalar under its name, and under those of the objects that it is in."""
    if isinstance(written, Mapping):
        for name, value in written.items():
            yield from _named(value, (*outer, name))
    elif outer and not isinstance(written, list):
        for start in range(len(outer)):
            yield "_".join(outer[start:]), written
