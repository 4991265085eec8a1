"""The wheel holds all that the sandbox needs, and serves far from this repository."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
DATA = "mock_server/_data"

SERVE = """
import json, sys, warnings
from pathlib import Path
unpacked, repository = sys.argv[1:]
sys.path = [unpacked, *(each for each in sys.path if Path(each).resolve() != Path(repository))]
warnings.simplefilter("ignore")
import requests
import contract_tests.files, contract_tests.profile, mock_server
from mock_server import Sandbox
from mock_server.spec.locations import data_folder
with Sandbox(["salla"]) as sandbox:
    headers = {"Authorization": "Bearer shop:demo"}
    base = sandbox.described["platforms"]["salla"]["base_url"]
    listed = requests.get(f"{base}/carts/abandoned", headers=headers, timeout=10)
    docs = requests.get(f"{sandbox.url}/__assets/swagger-ui.css", timeout=10)
print(json.dumps({
    "places": [
        mock_server.__file__,
        str(data_folder("specs")),
        str(data_folder("fixtures")),
        contract_tests.__file__,
        str(contract_tests.files.find_document("salla")),
        str(contract_tests.profile.FOLDER / "salla.yaml"),
    ],
    "path": sys.path,
    "statuses": [listed.status_code, docs.status_code],
    "carts": len(listed.json()["data"]),
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this repository, built as `pip install` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def files(folder: str, pattern: str = "*") -> set[str]:
    """The files below a folder of the repository, by their paths in it."""
    found = (path for path in (ROOT / folder).rglob(pattern) if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


@pytest.mark.parametrize("folder", ["specs", "fixtures"])
def test_the_wheel_holds_every_document_and_fixture(names: set[str], folder: str) -> None:
    wanted = {f"{DATA}/{path}" for path in files(folder)}

    assert len(wanted) > 5
    assert wanted - names == set()


@pytest.mark.parametrize("folder", ["mock_server", "contract_tests"])
def test_the_wheel_holds_all_of_both_packages(names: set[str], folder: str) -> None:
    assert files(folder) - names == set()


def test_the_wheel_holds_the_assets_and_the_profiles(names: set[str]) -> None:
    assert {f"mock_server/web/assets/{name}" for name in ("docs.html", "swagger-ui.css")} <= names
    profiles = {path for path in names if path.startswith("contract_tests/platforms/")}
    assert {Path(path).stem for path in profiles if path.endswith(".yaml")} == {
        *("salla", "zid", "tjar", "surecart", "paynow")
    }


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {
        *("mock_server", "contract_tests")
    }
    assert not [name for name in names if name.endswith((".pyc", ".part")) or "/tests/" in name]


def test_the_wheel_brings_the_command_and_the_pytest_plugin(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (place,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        told = archive.read(place).decode()

    assert "souqbox = mock_server.cli.main:main" in told
    assert "[pytest11]\nsouqbox = mock_server.pytest_plugin" in told


def test_the_wheel_serves_from_where_it_was_unpacked(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path.resolve() / "unpacked"
    with ZipFile(wheel) as archive:
        archive.extractall(unpacked)

    ended = subprocess.run(
        [sys.executable, "-I", "-c", SERVE, str(unpacked), str(ROOT)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert [place for place in told["places"] if not place.startswith(str(unpacked))] == []
    assert str(ROOT) not in told["path"]
    assert (told["statuses"], told["carts"]) == ([200, 200], 15)
