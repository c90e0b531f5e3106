"""What a program file says of how its program is called in front of people."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from claimcheck.core.rules.nodes import Source
from claimcheck.model.languages import LANGUAGES

LONGEST = 80


def titles(source: Source, node: yaml.Node) -> Mapping[str, str]:
    """`title: Counter sales`, or `title: {en: Counter sales, zh-Hans: 门店销售}`: by language; "" stands for all."""
    if isinstance(node, yaml.ScalarNode):
        return {"": _title(source, node)}
    entries = source.items(node, "'title'", LANGUAGES)
    if not entries:
        source.fail(node, "'title' is empty; leave it out, or say how people call the program")
    return {language: _title(source, value) for language, (_, value) in entries.items()}


def _title(source: Source, node: yaml.Node) -> str:
    text = source.text_of(node, "a title, such as Counter sales")
    if len(text) > LONGEST:
        source.fail(node, f"expected a title of at most {LONGEST} characters")
    return text
