"""The documentation says what the code does: its tables are current, its links lead somewhere, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import reference
from claimcheck.cli.app import COMMANDS
from claimcheck.core.rules import programfile
from claimcheck.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", sorted(reference.PARTS))
def test_tables_made_from_the_code_are_current(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    assert reference.renewed(name, text) == text, "run: python -m bench.reference"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    broken = [t for t in targets if not t.startswith(("http:", "https:")) and not (page.parent / t).exists()]
    assert broken == []


def test_the_program_in_the_docs_is_one() -> None:
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    assert programfile.parse(example[1], filename="rules.md").name == "spring-support"


def test_every_command_and_setting_that_the_docs_speak_of_exists() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        commands = set(
            re.findall(r"\bclaimcheck (up|[a-z]+)(?= [A-Z-]|`| create| list| revoke| import| validate)", text)
        )
        assert commands <= set(COMMANDS), page
        names = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
        known = names | {f"{PREFIX}POSTGRES_PASSWORD", f"{PREFIX}TEST_POSTGRES", f"{PREFIX}DEBUG"}
        assert set(re.findall(rf"{PREFIX}[A-Z_]+", text)) <= known, page
