"""The templates of pages, in one language: what they say always in the same words is put into them when they are made.

A list of fifty rows says "Claim" and "State" fifty times; looked up at each row, words were half of what a page cost.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer

from claimcheck.web.pages.words import word


class Templates(Environment):
    """The templates that ship with the product."""

    def __init__(self, language: str, **known: Any) -> None:
        """Nothing is read yet.

        Args:
            language: of the reader.
            known: names that each template may use.
        """
        super().__init__(
            loader=PackageLoader("claimcheck.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals.update(known)
        self._said = _Said(language)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        said: nodes.Template = self._said.visit(super()._parse(source, name, filename))
        return said


class _Said(NodeTransformer):
    """Puts the words themselves in the place of `t("words")`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Expr:  # noqa: N802 - as jinja2 names it
        self.generic_visit(node, *args, **kwargs)
        alone = isinstance(node.node, nodes.Name) and node.node.name == "t" and len(node.args) == 1
        if not alone or node.kwargs or not isinstance(node.args[0], nodes.Const):
            return node
        return nodes.Const(word(self.language, node.args[0].value), lineno=node.lineno)
