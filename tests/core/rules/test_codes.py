"""Every reason that the decision may give is a known code, so that the rules page names it."""

import ast
from pathlib import Path

import pytest

from claimcheck import core
from claimcheck.core.rules.codes import CODES
from claimcheck.core.verify import subject
from claimcheck.model.documents import FIELDS

KNOWN = {code.code for code in CODES}
MODULES = sorted(Path(core.__path__[0]).rglob("*.py"))


def given_in(module: Path) -> set[str]:
    """The codes that a module writes out where it makes a finding."""
    calls = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call)]
    made = [call for call in calls if getattr(call.func, "id", "") == "Finding" and call.args]
    said = [one.value for call in made for one in ast.walk(call.args[0]) if isinstance(one, ast.Constant)]
    return {text for text in said if isinstance(text, str) and "." in text[1:]}


def test_what_a_module_finds_has_a_known_code() -> None:
    given = set[str]().union(*map(given_in, MODULES))
    assert len(given) > 20
    assert given - KNOWN == set()


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_what_is_wrong_with_a_field_has_a_known_code(field: str) -> None:
    ways = ("contradicted", "unproved") if field == "currency" else ("contradicted", "unproved", "missing")
    assert {f"{subject(field)}.{way}" for way in ways} <= KNOWN
