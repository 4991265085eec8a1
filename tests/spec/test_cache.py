import os
from pathlib import Path

import pytest

from mock_server.spec.cache import Cache, fingerprint


class Builder:
    """Counts how often it had to build."""

    def __init__(self) -> None:
        self.built = 0

    def __call__(self) -> dict[str, int]:
        self.built += 1
        return {"built": self.built}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "specs" / "openapi.yaml"
    path.parent.mkdir()
    path.write_text("one")
    return path


def test_a_value_is_built_once_for_as_long_as_its_sources_stay(
    tmp_path: Path, source: Path
) -> None:
    build, folder = Builder(), tmp_path / "kept" / "here"

    values = [Cache(folder).get("x", [source], build) for _ in range(3)]

    assert values == [{"built": 1}] * 3


def test_a_changed_source_has_the_value_built_anew(tmp_path: Path, source: Path) -> None:
    build, cache = Builder(), Cache(tmp_path / "kept")
    cache.get("x", [source], build)

    source.write_text("two")

    assert cache.get("x", [source], build) == {"built": 2}


def test_two_names_keep_two_values(tmp_path: Path, source: Path) -> None:
    build, cache = Builder(), Cache(tmp_path / "kept")

    assert cache.get("x", [source], build) != cache.get("y", [source], build)


def test_without_a_folder_nothing_is_kept(source: Path) -> None:
    build = Builder()

    Cache().get("x", [source], build)

    assert Cache().get("x", [source], build) == {"built": 2}


def test_half_a_file_is_built_anew(tmp_path: Path, source: Path) -> None:
    build, cache = Builder(), Cache(tmp_path / "kept")
    cache.get("x", [source], build)
    (kept,) = (tmp_path / "kept").iterdir()

    kept.write_bytes(kept.read_bytes()[:-3])

    assert cache.get("x", [source], build) == {"built": 2}
    assert cache.get("x", [source], build) == {"built": 2}, "and kept whole"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\x80\x04garbage", b"(dp0\n", b"cno.such\nthing\n."]
)
def test_a_file_of_anything_else_is_built_anew(
    tmp_path: Path, source: Path, content: bytes
) -> None:
    build, cache = Builder(), Cache(tmp_path / "kept")
    cache.get("x", [source], build)
    (kept,) = (tmp_path / "kept").iterdir()

    kept.write_bytes(content)

    assert cache.get("x", [source], build) == {"built": 2}


@pytest.mark.skipif(os.name == "nt", reason="folders have no mode there")
def test_a_folder_that_others_may_write_is_not_used(tmp_path: Path, source: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)

    Cache(shared).get("x", [source], Builder())

    assert list(shared.iterdir()) == []


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(
    tmp_path: Path, source: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    build = Builder()

    assert Cache(blocked / "kept").get("x", [source], build) == {"built": 1}


def test_nothing_half_written_is_left_beside_the_value(tmp_path: Path, source: Path) -> None:
    Cache(tmp_path / "kept").get("x", [source], Builder())

    assert [each.suffix for each in (tmp_path / "kept").iterdir()] == [".pickle"]


def test_a_fingerprint_counts_names_and_contents_but_not_the_folder(
    tmp_path: Path, source: Path
) -> None:
    moved = tmp_path / "elsewhere" / source.name
    moved.parent.mkdir()
    moved.write_text(source.read_text())
    renamed = source.with_name("other.yaml")
    renamed.write_text(source.read_text())

    assert fingerprint([source]) == fingerprint([moved])
    assert fingerprint([source]) != fingerprint([renamed])
    assert fingerprint([source, renamed]) == fingerprint([renamed, source])
