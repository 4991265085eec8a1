"""The rules of style that a machine can check; each says what to do about what it finds."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = "mock_server"
CODE = (PACKAGE, "contract_tests", "bench")
FILE_LINES, FUNCTION_LINES, PARAMETERS = 300, 50, 6

LINES: tuple[tuple[str, ...], ...] = (
    ("spec",),
    ("engine",),
    ("commerce", "auth", "webhooks"),
    ("scenarios",),
    ("platforms", "admin", "web"),
    ("app",),
    ("cli",),
)
"""The packages from the ground up; each imports only from lines below its own."""

EXCEPTIONS: dict[tuple[str, str], str] = {
    ("parameters", "mock_server/engine/shop.py"): "a shop is made of seven things, in one place",
    ("parameters", "mock_server/app/administration.py"): "joins what assembly made, in one place",
    ("chance", "mock_server/app/serving.py"): "an admin token that is made up must be secret",
    ("asgi", "mock_server/app/administration.py"): "only the type of the app that web/ makes",
    ("asgi", "mock_server/app/assembly.py"): "only the type of the app that web/ makes",
}
"""(rule, file) -> why it may."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that breaks a rule."""

    rule: str
    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file, read once for all rules."""

    file: str
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The package of ours that it is in; empty for what stands beside the packages."""
        parts = self.file.split("/")
        return parts[1] if len(parts) > 2 else ""

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module, or name of one, that it imports, in absolute form."""
        package = self.file.removesuffix(".py").split("/")[:-1]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = package[: len(package) - node.level + 1] if node.level else []
                start = ".".join([*base, *([node.module] if node.module else [])])
                yield from ((f"{start}.{alias.name}", node.lineno) for alias in node.names)

    def uses(self) -> Iterator[tuple[str, int]]:
        """Every attribute that it uses, with the name before it: `datetime.now`, `os.environ`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                owner = node.value
                name = getattr(owner, "attr", getattr(owner, "id", ""))
                yield f"{name}.{node.attr}", node.lineno


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    files = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    texts = [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in files
    ]
    return tuple(Module(file, text, ast.parse(text)) for file, text in texts)


def layers() -> Iterator[Found]:
    level = {name: number for number, line in enumerate(LINES) for name in line}
    for module in modules(PACKAGE):
        if not module.layer:
            continue
        if module.layer not in level:
            yield Found("layers", module.file, 1, f"{module.layer} is not in the diagram")
            continue
        for name, line in module.imports():
            package, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if package != PACKAGE or other == module.layer or other.startswith("__"):
                continue
            if level.get(other, len(LINES)) >= level[module.layer]:
                yield Found("layers", module.file, line, f"{module.layer} imports {name}")


def platforms() -> Iterator[Found]:
    for module in modules(f"{PACKAGE}/platforms"):
        own = module.file.split("/")[2]
        for name, line in module.imports():
            other = name.removeprefix(f"{PACKAGE}.platforms.")
            if other != name and "." not in own and other.split(".")[0] != own:
                yield Found("platforms", module.file, line, f"{own} imports {name}")


def suites() -> Iterator[Found]:
    for module in modules("contract_tests"):
        for name, line in module.imports():
            if name.split(".")[0] == PACKAGE:
                yield Found("suites", module.file, line, f"imports {name}")


def asgi() -> Iterator[Found]:
    words = ("connexion", "starlette", "httpx", "httpx2", "asyncio", "uvicorn")
    for module in modules(PACKAGE):
        if module.layer == "web":
            continue
        for name, line in module.imports():
            if name.split(".")[0] in words:
                yield Found("asgi", module.file, line, f"imports {name}")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await):
                yield Found("asgi", module.file, node.lineno, "is asynchronous")


def wall_clock() -> Iterator[Found]:
    ends = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    for module in modules(PACKAGE):
        if module.file == f"{PACKAGE}/engine/clock.py":
            continue
        for name, line in module.uses():
            if name.removesuffix("_ns") in ends:
                yield Found("wall clock", module.file, line, f"uses {name}")


def chance() -> Iterator[Found]:
    for module in modules(PACKAGE):
        if module.layer == "scenarios" or module.file == f"{PACKAGE}/engine/identifiers.py":
            continue
        for name, line in module.imports():
            if name.split(".")[0] in ("random", "uuid", "secrets"):
                yield Found("chance", module.file, line, f"imports {name}")


def seeds() -> Iterator[Found]:
    """In scenarios, too, chance comes from a seed."""
    for module in modules(f"{PACKAGE}/scenarios"):
        for name, line in module.imports():
            if name.split(".")[0] in ("random", "uuid", "secrets") and name != "random.Random":
                yield Found("seeds", module.file, line, f"imports {name}")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and not node.args and _is_named(node.func, "Random"):
                yield Found("seeds", module.file, node.lineno, "makes a Random without a seed")


def environment() -> Iterator[Found]:
    for module in modules(PACKAGE):
        if Path(module.file).name == "settings.py":
            continue
        for name, line in module.uses():
            if name in ("os.environ", "os.getenv"):
                yield Found("environment", module.file, line, f"uses {name}")


def prints() -> Iterator[Found]:
    for module in modules(PACKAGE, "contract_tests"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _is_named(node.func, "print"):
                told_where = any(keyword.arg == "file" for keyword in node.keywords)
                if module.layer != "cli" and not told_where:
                    yield Found("prints", module.file, node.lineno, "prints")


def files() -> Iterator[Found]:
    for module in modules(*CODE, "tests"):
        lines = module.text.count("\n")
        if lines > FILE_LINES:
            yield Found("files", module.file, lines, f"has {lines} lines")


def functions() -> Iterator[Found]:
    for module, node in _functions():
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            yield Found("functions", module.file, node.lineno, f"{node.name} has {lines} lines")


def parameters() -> Iterator[Found]:
    for module, node in _functions():
        if module.layer == "cli":
            continue  # there they are a command's options, and each is a line of its help
        given = node.args
        names = [it.arg for it in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        count = len([name for name in names if name not in ("self", "cls")])
        if count > PARAMETERS:
            yield Found("parameters", module.file, node.lineno, f"{node.name} takes {count}")


def docstrings() -> Iterator[Found]:
    for module in modules(*CODE):
        told = ast.get_docstring(module.tree) or ""
        first = told.partition("\n")[0]
        if not first.endswith((".", "?", "`")) or " and also " in first:
            yield Found("docstrings", module.file, 1, "has no sentence in its first line")


def left_over() -> Iterator[Found]:
    words = ("TO" + "DO", "FIX" + "ME", "X" + "XX")
    for module in modules(*CODE, "tests"):
        for number, line in enumerate(module.text.splitlines(), 1):
            if any(f"# {word}" in line for word in words):
                yield Found("left over", module.file, number, line.strip())


def folders() -> Iterator[Found]:
    for platform in sorted((ROOT / PACKAGE / "platforms").iterdir()):
        if not (platform / "__init__.py").is_file():
            continue
        specs = f"specs/{platform.name}"
        own = f"{PACKAGE}/platforms/{platform.name}"
        for file in (
            f"{own}/style.py",
            f"{own}/auth.py",
            f"{specs}/openapi.yaml",
            f"{specs}/SOURCES.md",
        ):
            if not (ROOT / file).is_file():
                yield Found("folders", file, 0, "is missing")


def _is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _functions() -> Iterator[tuple[Module, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for module in modules(*CODE):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield module, node


RULES: list[tuple[Callable[[], Iterator[Found]], str]] = [
    (layers, "move what both need to a line below, or pass it in"),
    (platforms, "move what two platforms share to commerce/"),
    (suites, "contract_tests speaks only HTTP: it must work against any server"),
    (asgi, "leave HTTP and async to web/: handlers are functions of values"),
    (wall_clock, "ask the shop's clock; only engine/clock.py knows what time it really is"),
    (chance, "ask shop.identifiers, so that a seed repeats everything"),
    (seeds, "pass on the Random that was made from the seed"),
    (environment, "read it in settings.py and pass the value in"),
    (prints, "return the words and let cli/ print them"),
    (files, f"split the file: {FILE_LINES} lines are the limit"),
    (functions, f"split the function: {FUNCTION_LINES} lines are the limit"),
    (parameters, f"gather parameters in a value: {PARAMETERS} are the limit"),
    (docstrings, "say in one sentence, on the first line, what the module is for"),
    (left_over, "do it, or write an issue"),
    (folders, "every platform has the same files: see docs/architecture.md"),
]


@cache
def found(rule: Callable[[], Iterator[Found]]) -> tuple[Found, ...]:
    return tuple(rule())


@pytest.mark.parametrize(("rule", "advice"), RULES, ids=[rule.__name__ for rule, _ in RULES])
def test_a_rule_is_kept(rule: Callable[[], Iterator[Found]], advice: str) -> None:
    broken = [str(it) for it in found(rule) if (it.rule, it.file) not in EXCEPTIONS]

    assert not broken, f"{advice}:\n" + "\n".join(broken)


def test_no_exception_outlives_its_reason() -> None:
    needed = {(it.rule, it.file) for rule, _ in RULES for it in found(rule)}

    assert EXCEPTIONS.keys() - needed == set(), "take these out of EXCEPTIONS"
