"""The house rules that no linter knows: sizes, names, what tracked files may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OWN = ("src", "workers", "fixtures", "bench", "tests")
SOURCES = sorted(path for folder in OWN for path in (ROOT / folder).rglob("*.py"))
PACKAGE = [path for path in SOURCES if not {"tests", "versions"} & set(path.relative_to(ROOT).parts)]
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE}


@cache
def statements(tree: ast.AST) -> tuple[ast.stmt, ...]:
    """All statements, those within others too; expressions, of which there are ten times as many, are not walked."""
    own = [
        node
        for name in ("body", "orelse", "finalbody", "handlers", "cases")
        for node in getattr(tree, name, ())
        if isinstance(node, ast.AST)
    ]
    deeper = (found for node in own for found in statements(node))
    return (*(node for node in own if isinstance(node, ast.stmt)), *deeper)


def functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in statements(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return len((ast.get_docstring(function, clean=False) or "").splitlines())


def tracked() -> list[Path]:
    """Every file that git tracks, or all but caches where this is no checkout."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = listing.stdout.decode().split("\0") if listing.returncode == 0 else []
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_file_fits_in_one_sitting() -> None:
    long = {named(path): len(path.read_text("utf-8").splitlines()) for path in PACKAGE}
    assert {name: lines for name, lines in long.items() if lines >= 400} == {}, "split it along what it owns"


def test_modules_say_what_they_own() -> None:
    silent = [named(path) for path, tree in trees().items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_functions_are_short() -> None:
    long = [
        f"{named(path)}: {function.name}"
        for path, tree in trees().items()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno - docstring_lines(function) >= 50
    ]
    assert long == []


def test_no_module_is_named_for_nothing_in_particular() -> None:
    assert [named(path) for path in SOURCES if path.stem in BANNED_NAMES] == []


def test_imports_stand_at_the_top() -> None:
    inside = [
        f"{named(path)}:{node.lineno}"
        for path, tree in trees().items()
        if path.is_relative_to(ROOT / "src")
        for node in statements(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and node.col_offset
    ]
    assert inside == []


def test_nothing_tracked_names_a_registry_or_somebodys_machine() -> None:
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    # Put together here, so that this file does not name them either.
    banned = re.compile(
        "|".join(
            ("--index" + "-url", "--find" + "-links", "py" + r"pi\.org", "/work" + "/(main|shared)", "/root" + "/")
        )
    )
    faults = []
    for path in files:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        faults += [f"{named(path)}:{n}" for n, line in enumerate(text.splitlines(), 1) if banned.search(line)]
    assert not faults


def test_the_locks_are_hashed_and_hold_what_the_project_asks_for() -> None:
    for name, least in (("requirements.txt", 40), ("requirements-dev.txt", 60), ("requirements-build.txt", 3)):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^[\w.\-\[\]]+==", text, re.MULTILINE)
        assert len(pins) > least
        assert len(
            re.findall(r"^[\w.\-\[\]]+==[^\n]*(?:\n\s+--hash=sha256:[0-9a-f]{64}(?: \\)?)+", text, re.MULTILINE)
        ) == len(pins)


def test_what_is_imported_is_asked_for_and_what_is_asked_for_is_imported() -> None:
    """psycopg is named in database addresses only, tzdata by zoneinfo, python-multipart by forms."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[\[<>=]", dependency)[0] for dependency in project["dependencies"]}
    imported = {
        name.split(".")[0]
        for path, tree in trees().items()
        if not path.is_relative_to(ROOT / "fixtures") and not path.is_relative_to(ROOT / "bench")
        for node in statements(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        )
    }  # fmt: skip
    theirs = imported - set(sys.stdlib_module_names) - {"claimcheck", "workers"}
    brought_by = packages_distributions()  # asked once: it opens every installed package
    wanted = {dist.lower().replace("_", "-") for name in theirs for dist in brought_by[name]}
    assert wanted <= asked, "name it in pyproject.toml, then run: ./run lock"
    assert asked - wanted <= {"psycopg", "python-multipart", "tzdata"}


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"requirements.txt": project["dependencies"]}
    wanted["requirements-dev.txt"] = project["dependencies"] + project["optional-dependencies"]["dev"]
    for name, dependencies in wanted.items():
        locked = set(re.findall(r"^([\w.\-]+)(?:\[[^]]*\])?==", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        asked = {re.split(r"[\[<>=]", dependency)[0].lower().replace("_", "-") for dependency in dependencies}
        assert asked - {pin.lower().replace("_", "-") for pin in locked} == set(), "run: ./run lock"
