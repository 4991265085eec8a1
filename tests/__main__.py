"""All checks in one command: `python -m tests`; arguments after it go to pytest."""

import subprocess
import sys

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)


def main() -> int:
    """Style first, types next, tests last; the first that fails ends the run."""
    for check in CHECKS:
        print("$", *check, flush=True)
        code = subprocess.run([sys.executable, "-m", *check], check=False).returncode
        if code:
            return code
    print("$ pytest", *sys.argv[1:], flush=True)
    arguments = sys.argv[1:] or ["-n", "2", "--dist", "worksteal"]
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
