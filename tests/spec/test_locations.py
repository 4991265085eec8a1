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
