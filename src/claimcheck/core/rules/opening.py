"""What a program file says of whom it is open to."""

from __future__ import annotations

import yaml

from claimcheck.core.rules.nodes import Source
from claimcheck.model.programs import OpenTo


def open_to(source: Source, node: yaml.Node) -> OpenTo:
    """`open_to: {dealers: [D001, …], regions: [North, …]}`: any of them; at least one is named."""
    entries = source.items(node, "'open_to'", ("dealers", "regions"))
    named = {key: _names(source, value, key) for key, (_, value) in entries.items()}
    if not any(named.values()):
        source.fail(node, "'open_to' names nobody; leave it out where the program is open to all dealers")
    return OpenTo(named.get("dealers", ()), named.get("regions", ()))


def _names(source: Source, node: yaml.Node, key: str) -> tuple[str, ...]:
    what = {"dealers": "a dealer's id", "regions": "a region's name"}[key]

    def name(entry: yaml.Node) -> str:
        text = source.text_of(entry, what)
        if len(text) > 64:
            source.fail(entry, f"expected {what} of at most 64 characters")
        return text

    return tuple(dict.fromkeys(source.each(node, f"'{key}'", name)))
