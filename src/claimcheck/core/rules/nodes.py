"""YAML as composed nodes, so that every error names line and column; nothing in a file is ever constructed or run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, NoReturn, TypeVar

import yaml
from rapidfuzz import process

from claimcheck.errors import ConfigError

T = TypeVar("T")
U = TypeVar("U")

MAX_CHARACTERS = 256 * 1024
MAX_EVENTS = 20_000
MAX_DEPTH = 12
MOST_FAULTS = 50
"""Faults of one file that are told at the most."""

_SCALAR_TAGS = frozenset(f"tag:yaml.org,2002:{t}" for t in ("str", "int", "float", "bool", "null", "timestamp"))


_INDENTED = "this line is not indented as those beside it, or a text with ': ' in it has no quotes"
_MENDED = (
    ("found character '\\t'", False, "a tab stands here; indent with blanks"),
    ("could not find expected ':'", True, "after this key a colon and a blank are missing"),
    ("mapping values are not allowed", False, _INDENTED),
    ("expected <block end>", False, _INDENTED),
    ("expected ',' or ']'", True, "the list that begins here is not closed with ]"),
    ("expected ',' or '}'", True, "what begins here is not closed with }"),
)
"""How the parser begins what it says of a frequent slip; whether that stands where the parser began; our words."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a file, at a 1-based line and column."""

    line: int
    column: int
    message: str


class Source:
    """One file's text while it is read: turns nodes into values, or says where and what is wrong.

    A fault ends the value that it stands in; `attempt` and `each` note it and go on, so that `done` tells all at once.
    """

    def __init__(self, text: str, filename: str, *, published: bool = False) -> None:
        self.filename = filename
        self.text = text
        self.published = published
        self._faults: set[Fault] = set()

    def fail(self, node: yaml.Node | None, message: str) -> NoReturn:
        """End the value that is being read, with a fault at `node`."""
        mark = node.start_mark if node is not None else None
        self.fail_at(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, message)

    def fail_at(self, line: int, column: int, message: str) -> NoReturn:
        """End the value that is being read, with a fault at a 1-based line and column."""
        raise _Faulty(Fault(line, column, message))

    def tell(self, node: yaml.Node, message: str) -> None:
        """Note a fault at `node` that keeps nothing else from being read."""
        self._faults.add(Fault(node.start_mark.line + 1, node.start_mark.column + 1, message))

    def attempt(self, read: Callable[[], T], otherwise: U) -> T | U:
        """What `read` gives; `otherwise`, with its fault noted, where it finds one."""
        try:
            return read()
        except _Faulty as error:
            self._faults.add(error.fault)
            return otherwise

    def done(self) -> None:
        """Raise `ConfigError` with all faults that were noted, in the file's order, a line each."""
        found = sorted(self._faults)
        if not found:
            return
        lines = [f"{self.filename}:{f.line}:{f.column}: {f.message}" for f in found[:MOST_FAULTS]]
        more = [f"and {len(found) - MOST_FAULTS} more"] if len(found) > MOST_FAULTS else []
        raise ConfigError(
            "\n".join((*lines, *more)), code="program.invalid", filename=self.filename, line=found[0].line,
            column=found[0].column,
            errors=[{"line": f.line, "column": f.column, "message": f.message} for f in found[:MOST_FAULTS]],
        )  # fmt: skip

    def compose(self) -> yaml.Node:
        """The root node, after caps on size, depth, aliases and tags."""
        if len(self.text) > MAX_CHARACTERS:
            self.fail_at(1, 1, f"the file is longer than {MAX_CHARACTERS // 1024} KiB")
        try:
            nodes = list(yaml.compose_all(self.text, Loader=partial(_Loader, self)))  # type: ignore[arg-type]
        except yaml.MarkedYAMLError as error:
            mark, why = _not_yaml(error)
            self.fail_at(*((mark.line + 1, mark.column + 1) if mark else (1, 1)), f"this is not YAML: {why}")
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            self.fail_at(1, 1, f"this is not YAML: {str(error).splitlines()[0] if str(error) else 'cannot be parsed'}")
        if len(nodes) != 1 or nodes[0] is None:
            self.fail(nodes[1] if len(nodes) > 1 else None, "expected exactly one program in the file")
        return nodes[0]

    def items(self, node: yaml.Node, what: str, known: Iterable[str] = ()) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """A mapping's entries as key to (key node, value node); keys must be known (when given) and come once."""
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, f"expected {what} to be a mapping (key: value), not {_shape(node)}")
        known, entries = tuple(known), {}
        for key_node, value in node.value:
            key = self.text_of(key_node, "a key")
            if key in entries:
                self.tell(key_node, f"{key!r} is given twice in {what}")
            elif known and key not in known:
                self.tell(key_node, f"{key!r} is not known in {what}; {suggest(key, known)}")
            else:
                entries[key] = (key_node, value)
        return entries

    def sequence(self, node: yaml.Node, what: str) -> Iterator[yaml.Node]:
        """A list's entries."""
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, f"expected {what} to be a list, not {_shape(node)}")
        yield from node.value

    def text_of(self, node: yaml.Node, what: str) -> str:
        """A scalar as it is written."""
        if not isinstance(node, yaml.ScalarNode) or node.tag not in _SCALAR_TAGS:
            self.fail(node, f"expected {what}, not {_shape(node)}")
        value = str(node.value).strip()
        if not value:
            self.fail(node, f"expected {what}, not nothing")
        return value

    def is_null(self, node: yaml.Node) -> bool:
        """Whether nothing, or `null`, stands there."""
        return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"

    def day(self, node: yaml.Node, what: str) -> date:
        """A date as YYYY-MM-DD."""
        text = self.text_of(node, f"{what} as YYYY-MM-DD")
        try:
            if len(text) != 10:
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            self.fail(node, f"expected {what} as YYYY-MM-DD, not {text!r}")

    def number(self, node: yaml.Node, what: str, *, low: str = "0", high: str = "1e15") -> Decimal:
        """A decimal between two bounds, both included."""
        text = self.text_of(node, what)
        try:
            value = Decimal(text)
            if not value.is_finite():
                raise InvalidOperation
        except InvalidOperation:
            self.fail(node, f"expected {what} as a plain number, not {text!r}")
        if not Decimal(low) <= value <= Decimal(high):
            self.fail(node, f"expected {what} between {low} and {high}, not {text}")
        return value

    def boolean(self, node: yaml.Node, what: str) -> bool:
        """`true` or `false`."""
        text = self.text_of(node, f"{what} as true or false")
        if text.lower() not in {"true", "false"}:
            self.fail(node, f"expected {what} as true or false, not {text!r}")
        return text.lower() == "true"

    def choice(self, node: yaml.Node, what: str, known: Iterable[str]) -> str:
        """One of a few words."""
        text, known = self.text_of(node, what), tuple(known)
        if text not in known:
            self.fail(node, f"{text!r} is not {what}; {suggest(text, known)}")
        return text

    def each(self, node: yaml.Node, what: str, read: Callable[[yaml.Node], T]) -> tuple[T, ...]:
        """A list read entry by entry, without those that have a fault."""
        found = [self.attempt(partial(_one, read, entry), ()) for entry in self.sequence(node, what)]
        return tuple(value for one in found for value in one)


def _one(read: Callable[[yaml.Node], T], entry: yaml.Node) -> tuple[T, ...]:
    return (read(entry),)


def _not_yaml(error: yaml.MarkedYAMLError) -> tuple[yaml.Mark | None, str]:
    """Where a file is no YAML, and what to mend there."""
    said = error.problem or error.context or "cannot be parsed"
    for begins, where_begun, words in _MENDED:
        if said.startswith(begins):
            return (error.context_mark if where_begun else None) or error.problem_mark, words
    return error.problem_mark or error.context_mark, said


class _Loader(yaml.SafeLoader):
    """Composes nodes, and refuses what is not allowed as it comes: no node is made of it."""

    def __init__(self, source: Source, stream: str) -> None:
        super().__init__(stream)
        self._source = source
        self._depth = self._count = 0

    def get_event(self) -> Any:
        event = super().get_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "anchors and aliases are not allowed here: write the value out")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self._refuse(event, f"tags are not allowed here: remove {tag}")
        self._depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if self._depth > MAX_DEPTH or self._count > MAX_EVENTS:
            self._refuse(event, "the file is nested too deeply or too long for a program")
        self._count += 1
        return event

    def _refuse(self, event: Any, message: str) -> NoReturn:
        self._source.fail_at(event.start_mark.line + 1, event.start_mark.column + 1, message)


class _Faulty(Exception):
    """A value of the file cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def suggest(word: str, known: Iterable[str]) -> str:
    """`did you mean …?` for a close spelling, else what is possible."""
    known = sorted(known)
    best = process.extractOne(word, known, score_cutoff=70)
    if best is not None:
        return f"did you mean {best[0]!r}?"
    return f"possible: {', '.join(known)}"


def _shape(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, yaml.SequenceNode) else repr(node.value)
