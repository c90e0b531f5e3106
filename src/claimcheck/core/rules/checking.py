"""What a program file says of checking companies: what is hidden from them, and whether their verdict stands."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from claimcheck.core.personal import KINDS
from claimcheck.core.rules.nodes import Source


def mask_of(source: Source, node: yaml.Node, fields: Sequence[str]) -> tuple[str, ...]:
    """`mask: [buyer_name, phone, …]`: fields of the program and kinds of personal data; an empty list hides nothing."""
    known = (*fields, *KINDS)
    found = source.each(node, "'mask'", lambda entry: source.choice(entry, "a field or kind of personal data", known))
    return tuple(dict.fromkeys(found))


def checkers_decide(source: Source, node: yaml.Node) -> bool:
    """`checking: {verdict: decides | recommends}`."""
    entries = source.items(node, "'checking'", ("verdict",))
    if "verdict" not in entries:
        source.fail(node, "'checking' needs 'verdict': decides or recommends")
    return source.choice(entries["verdict"][1], "what a checker's verdict does", ("decides", "recommends")) == "decides"
