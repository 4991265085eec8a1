"""Stories of the scenarios that come with souqbox: read once, then kept compiled."""

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import ROOT

TOLD = """
import sys
from pathlib import Path
from mock_server.app.telling import Teller
from mock_server.spec.cache import Cache
from mock_server.spec.locations import data_folder

story = Teller(data_folder("fixtures"), Cache(Path(sys.argv[1])))("demo", 1)
print(len(story.steps), "pydantic" in sys.modules)
"""


def test_what_judges_a_scenario_is_loaded_for_a_new_one_only(tmp_path: Path) -> None:
    first, second = (
        subprocess.run(
            [sys.executable, "-c", TOLD, str(tmp_path / "cache")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(2)
    )

    assert first[0] == second[0]
    assert (first[1], second[1]) == ("True", "False")
