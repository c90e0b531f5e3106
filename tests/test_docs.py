"""The documentation says what the code does: its tables are current, its links lead somewhere, its commands exist."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bench import reference
from claimcheck.cli.app import COMMANDS
from claimcheck.core.rules import programfile
from claimcheck.services.notices.calling import secret_of, signed
from claimcheck.services.notices.telling import TOLD
from claimcheck.settings import PREFIX, Settings
from claimcheck.store.notices.webhooks import Delivery, Webhook
from claimcheck.web import roles
from claimcheck.web.roles import ROUTES

ROOT = Path(__file__).parent.parent
NO_PICTURE = re.compile(r"^/$|template|/pictures/|^/originals/|/events$|/words/|/export$|/xlsx$|^/sign-in/(with|back)$")
"""Pages that answer with a file, a stream or another address."""

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", sorted(reference.PARTS))
def test_tables_made_from_the_code_are_current(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    assert reference.renewed(name, text) == text, "run: python -m bench.reference"


@pytest.mark.parametrize("folder", ["core", "core/extract", "reading", "services", "store"])
def test_a_newcomer_finds_each_module_on_the_map_of_its_folder(folder: str) -> None:
    _, _, found = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition(f"| modules of `{folder}` |")
    there = {path.stem for path in (ROOT / "src" / "claimcheck" / folder).iterdir() if path.suffix in {"", ".py"}}
    named = set(re.findall(r"`(\w+)`", found.partition("\n\n")[0])) | {"__init__", "__pycache__"}
    begins = {"core": {"judge", "extract"}, "core/extract": {"assemble"}}.get(folder, set())
    assert named | begins == there | {"__init__", "__pycache__"}


@pytest.mark.parametrize("folder", ["core", "core/extract", "reading", "services"])
def test_a_newcomer_finds_each_module_in_the_docstring_of_its_package(folder: str) -> None:
    packages = [path.parent for path in (ROOT / "src" / "claimcheck" / folder).glob("*/__init__.py")]
    unnamed = [
        str(module.relative_to(ROOT))
        for package in packages
        for module in package.glob("*.py")
        if module.stem != "__init__" and f"`{module.stem}`" not in (package / "__init__.py").read_text("utf-8")
    ]
    assert packages
    assert unnamed == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    broken = [t for t in targets if not t.startswith(("http:", "https:")) and not (page.parent / t).exists()]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_into_pages_meet_a_heading(page: Path) -> None:
    found = re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", page.read_text("utf-8"))
    linked = {(page.parent / name if name else page, anchor) for name, anchor in found if not name.startswith("http")}
    assert {(path.name, anchor) for path, anchor in linked if anchor not in headings(path)} == set()


def headings(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to."""
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def test_every_decision_stands_in_their_index_and_under_its_number() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    for page in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        number, _, title = page.read_text("utf-8").splitlines()[0].removeprefix("# ").partition(". ")
        assert int(number) == int(page.name[:4])
        assert f"{number}. [{title}]({page.name})" in index


def test_every_route_stands_in_the_page_of_the_api() -> None:
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert [f"{method} {path}" for method, path in ROUTES if f"`{method} {path}`" not in text] == []


def test_modules_files_and_targets_that_the_docs_speak_of_exist() -> None:
    """What is written in capitals (`reading/NAME.py`, `OUT/docs`) stands for a name of the reader's."""
    targets = set(re.findall(r"^([a-z]+)\)", (ROOT / "run").read_text("utf-8"), re.MULTILINE))
    for page in [*PAGES, ROOT / "fixtures" / "README.md"]:
        text = page.read_text("utf-8")
        modules = set(re.findall(r"python -m ([a-z_.]+\w)", text))
        assert [m for m in modules if not (ROOT / (m.replace(".", "/") + ".py")).exists()] == [], page
        assert set(re.findall(r"`(?:make|\./run) ([a-z]+)", text)) <= targets, page
        files = {
            name for name in re.findall(r"`([\w./-]+\.(?:py|yaml|po|html|css|js|md))`", text) if name == name.lower()
        }
        roots = (ROOT, ROOT / "src" / "claimcheck", ROOT / "src" / "claimcheck" / "web", page.parent)
        gone = {name for name in files if "/" in name and not any((root / name).exists() for root in roots)}
        assert gone == set(), page


def test_names_that_the_guide_of_the_code_speaks_of_stand_in_the_code() -> None:
    code = "".join(path.read_text("utf-8") for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py"))
    guide = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`(\w*[A-Z_]\w*)`", guide))  # as code is written: a word in small letters may be any
    assert {name for name in named if name not in code} == set()


def test_the_program_in_the_docs_is_one() -> None:
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    assert programfile.parse(example[1], filename="rules.md").name == "spring-support"


def test_the_check_of_a_call_in_the_docs_knows_its_signature_and_the_turns_are_those_that_are_told() -> None:
    text = (ROOT / "docs" / "api.md").read_text("utf-8").partition("## Webhooks")[2]
    shown = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert shown
    known: dict[str, Any] = {
        "base64": base64, "hashlib": hashlib, "hmac": hmac, "time": time, "Mapping": Mapping,
    }  # fmt: skip
    exec(shown[1], known)
    now = datetime.now(UTC)
    hook = Webhook("w", "m", "D001", False, "https://example.com", "ab" * 32, now, None)
    call = Delivery("d", "w", "claim.approve", '{"type":"claim.approve"}', "waiting", 0, None, None, now, now, None)
    headers = signed(hook, call, now)
    assert known["genuine"](secret_of(hook), headers, call.body.encode())
    assert not known["genuine"](secret_of(hook), headers, call.body.encode() + b" ")
    assert set(re.findall(r"`(claim\.[a-z]+)`", text)) == TOLD


def test_every_command_and_setting_that_the_docs_speak_of_exists() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        commands = set(
            re.findall(r"\bclaimcheck (up|[a-z]+)(?= [A-Z-]|`| create| list| revoke| import| validate)", text)
        )
        assert commands <= set(COMMANDS), page
        names = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
        known = names | {f"{PREFIX}POSTGRES_PASSWORD", f"{PREFIX}TEST_POSTGRES", f"{PREFIX}PICTURES", f"{PREFIX}DEBUG"}
        assert set(re.findall(rf"{PREFIX}[A-Z_]+", text)) <= known, page


def test_every_page_that_people_open_is_shown() -> None:
    shown = (ROOT / "docs" / "pages.md").read_text("utf-8")
    pages = {path for method, path in roles.PAGES if method == "GET" and not NO_PICTURE.search(path)}
    assert {path for path in pages if f"`{path}`" not in shown} == set()
