"""Writes the parts of docs/ that the code knows best: `python -m bench.reference` renews them between their markers.

docs/rules.md gets the rules and reason codes, docs/api.md the routes with their roles, docs/operations.md the settings,
docs/roles.md the roles and pages.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from fastapi.routing import APIRoute

from claimcheck.core.rules.codes import CODES
from claimcheck.core.rules.eligibility import RULES, STANDING
from claimcheck.core.rules.programfile import KINDS
from claimcheck.model.documents import FIELDS
from claimcheck.model.parties import Role
from claimcheck.settings import PREFIX, Settings
from claimcheck.web.api import appeals, batches, claims, desk, documents, health, programs, sales, tasks, webhooks
from claimcheck.web.roles import DUTIES, EVERYBODY, PAGES, ROUTES

DOCS = Path(__file__).parent.parent / "docs"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def rules() -> str:
    """The eligibility rules, what every program has first."""
    rows = [
        (
            f"`{rule.name}`" + ("" if rule in RULES else " (always)"),
            ", ".join(
                f"`{name}` {kind.rstrip('?')}{' (optional)' * kind.endswith('?')}" for name, kind in rule.params.items()
            ),
            inspect.cleandoc(rule.check.__doc__ or "").replace("\n", " "),
        )
        for rule in (*STANDING, *RULES)
    ]
    return table(("rule", "parameters", "what it asks"), rows)


def codes() -> str:
    """The reason codes."""
    rows = [(f"`{c.code}`", c.verdict, c.doubt, c.fix or "–", c.question or "–") for c in CODES]
    return table(("code", "when it fails", "when in doubt", "what to do", "what a person is asked"), rows)


def words() -> str:
    """Field names and document kinds that a program file may use."""
    fields, kinds = (", ".join(f"`{word}`" for word in listed) for listed in (FIELDS, KINDS))
    return f"**Fields:** {fields}.\n\n**Document kinds:** {kinds}."


def routes() -> str:
    """The routes of the API, and who may call them."""
    rows = []
    for module in (documents, claims, tasks, desk, appeals, batches, sales, programs, webhooks, health):
        for route in module.router.routes:
            if isinstance(route, APIRoute):
                for method in sorted(route.methods or ()):
                    who = _who(ROUTES[(method, route.path)], "no key")
                    rows.append((f"`{method} {route.path}`", str(route.summary), who))
    return table(("route", "what for", "roles"), rows)


def duties() -> str:
    """The roles, and what each is there for."""
    return table(("role", "what it is there for"), [(f"`{role}`", text) for role, text in DUTIES.items()])


def pages() -> str:
    """The pages and forms, and who may open or send them."""
    rows = [(f"`{method} {path}`", _who(roles, "no sign-in")) for (method, path), roles in PAGES.items()]
    return table(("page or form", "roles"), rows)


def _who(roles: frozenset[Role], nobody: str) -> str:
    return nobody if not roles else "all" if roles == EVERYBODY else ", ".join(sorted(roles))


def settings() -> str:
    """The settings, their defaults, and what they are."""
    told = dict(
        re.findall(r"^ {4}(\w+(?:, \w+)*): (.*(?:\n {8}.*)*)", inspect.cleandoc(Settings.__doc__ or ""), re.MULTILINE)
    )
    texts = {name.strip(): " ".join(text.split()) for names, text in told.items() for name in names.split(",")}
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=False)
        shown = "by the machine" if field.default_factory else str(default) or "empty"
        rows.append((f"`{PREFIX}{name.upper()}`", shown, texts.get(name, "")))
    return table(("variable", "default", "what it is"), rows)


PARTS = {
    "rules.md": {"rules": rules, "codes": codes, "words": words},
    "api.md": {"routes": routes},
    "operations.md": {"settings": settings},
    "roles.md": {"roles": duties, "pages": pages},
}


def renewed(name: str, text: str) -> str:
    """A page's text with its parts as the code has them now."""
    for part, make in PARTS[name].items():
        begin, end = f"<!-- {part} -->\n", f"<!-- end {part} -->"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"docs/{name} has no place for {part}")
        text = f"{before}{begin}{make()}\n{end}{after}"
    return text


def main() -> None:
    """Renew all pages."""
    for name in PARTS:
        page = DOCS / name
        page.write_text(renewed(name, page.read_text("utf-8")), "utf-8")
        print(f"renewed {page.relative_to(DOCS.parent)}")


if __name__ == "__main__":
    main()
