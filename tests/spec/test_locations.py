from pathlib import Path

import pytest

from mock_server.spec import locations


def test_a_clone_has_its_data_beside_the_package() -> None:
    assert (locations.data_folder("specs") / "salla" / "openapi.yaml").is_file()
    assert (locations.data_folder("fixtures") / "scenarios").is_dir()


def test_an_installed_package_carries_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "mock_server"
    (package / "_data" / "specs").mkdir(parents=True)
    monkeypatch.setattr(locations, "_PACKAGE", package)

    assert locations.data_folder("specs") == package / "_data" / "specs"
    assert locations.data_folder("fixtures") == tmp_path / "fixtures"


def test_what_is_compiled_is_kept_in_the_users_own_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert locations.cache_folder().name == "souqbox"
